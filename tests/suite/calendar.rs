//! `/phoi-hop/` and `/lich/`: who works with whom, and the year, of a small register whose answers are known.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use scraper::{ElementRef, Html, Selector};

use crate::suite::site::{Site, build};

const ORGANISATIONS: &str = "
- {id: thanh-uy, name: Thành ủy, level: city}
- {id: ban-a, name: 'Ban \"A\" <script>alert(1)</script> & bạn', level: city}
- {id: ban-b, name: Ban B, level: city}
- {id: cac-ban, name: các ban, kind: group, level: city, members: [ban-a, ban-b]}
- {id: mat-tran, name: Mặt trận Tổ quốc}
";

const TEXT: &str = "---
number: 1-QĐ/TU
type: quyet-dinh
---
QUYẾT ĐỊNH
Điều 1. Nhiệm vụ
1. Báo cáo Thành ủy hằng tháng; phối hợp với Mặt trận.
2. Báo cáo Thành ủy quý, 9 tháng; mời Thành ủy dự.
3. Tổng kết 6 tháng, hằng năm, khi cần.
4. Định kỳ làm việc với các ban.
5. Nhiệm kỳ 5 năm tổng kết.
";

const DUTIES: &str = "
- {provision: 1-qd-tu/quyet-dinh/dieu-1/khoan-1, quote: Báo cáo Thành ủy hằng tháng, actors: [ban-a], role: bao-cao, action: Báo cáo & <b>gửi</b>,
   counterparts: [{organisation: thanh-uy, as: recipient}], timing: [P1M], status: reviewed}
- {provision: 1-qd-tu/quyet-dinh/dieu-1/khoan-1, quote: phối hợp với Mặt trận, actors: [ban-a, mat-tran], role: phoi-hop, action: Phối hợp,
   counterparts: [{organisation: mat-tran, as: partner}], status: reviewed}
- {provision: 1-qd-tu/quyet-dinh/dieu-1/khoan-2, quote: 'Báo cáo Thành ủy quý, 9 tháng', actors: [ban-a], role: bao-cao, action: Báo cáo quý,
   counterparts: [{organisation: thanh-uy, as: recipient}, {organisation: thanh-uy, as: copy}], timing: [P3M, P9M], status: proposed}
- {provision: 1-qd-tu/quyet-dinh/dieu-1/khoan-2, quote: mời Thành ủy dự, actors: [ban-a], role: to-chuc, action: Mời dự,
   counterparts: [{organisation: thanh-uy, as: partner}], status: reviewed}
- {provision: 1-qd-tu/quyet-dinh/dieu-1/khoan-3, quote: 'Tổng kết 6 tháng, hằng năm', actors: [cac-ban], via: group, role: to-chuc, action: Tổng kết,
   timing: [P6M, P1Y, as-needed], status: reviewed}
- {provision: 1-qd-tu/quyet-dinh/dieu-1/khoan-4, quote: làm việc với các ban, actors: [thanh-uy], role: to-chuc, action: Làm việc,
   counterparts: [{organisation: cac-ban, as: partner}], timing: [unspecified], status: reviewed}
- {provision: 1-qd-tu/quyet-dinh/dieu-1/khoan-5, quote: tổng kết, actors: [thanh-uy], role: to-chuc, action: Tổng kết nhiệm kỳ,
   counterparts: [{organisation: khong-co, as: partner}], timing: [P5Y], status: reviewed}
";

fn site() -> &'static Site {
    static SITE: LazyLock<Site> = LazyLock::new(|| {
        let files = [("organisations.yaml", ORGANISATIONS), ("regulations/1-qd-tu.md", TEXT), ("duties/1-qd-tu.yaml", DUTIES)];
        build(files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect(), Some("https://example.org/q"))
    });
    &SITE
}

fn page(path: &str) -> Html {
    Html::parse_document(site().text(path))
}

fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(selector).unwrap_or_else(|error| panic!("{selector}: {error}"));
    page.select(&selector).collect()
}

fn words(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The actions of the duties below `selector`, each once, in order.
fn actions(page: &Html, selector: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    all(page, &format!("{selector} [data-duty] .action-line")).into_iter().map(words).filter(|action| seen.insert(action.clone())).collect()
}

#[test]
fn the_matrix_counts_the_clauses_of_each_pair() {
    let page = page("phoi-hop/index.html");
    let heads: Vec<String> = all(&page, ".matrix thead th").into_iter().map(words).collect();
    assert_eq!(heads[1..], ["các ban", "Thành ủy", "Mặt trận Tổ quốc"]);
    let rows: Vec<(String, Vec<String>)> = all(&page, ".matrix tbody tr:not(.level)")
        .into_iter()
        .map(|row| {
            let mut cells = row.child_elements().map(words);
            (cells.next().unwrap_or_default(), cells.collect())
        })
        .collect();
    let row = |name: &str, cells: [&str; 3]| (name.to_owned(), cells.map(str::to_owned).to_vec());
    // Ban A and Thành ủy share three duties of two clauses; Mặt trận acting together with itself is no pair.
    assert_eq!(rows, [row("Ban \"A\" <script>alert(1)</script> & bạn", ["", "2", "1"]), row("Thành ủy", ["1", "", ""])]);
    let caption = words(all(&page, ".matrix caption")[0]);
    assert!(caption.contains("Hàng là cơ quan thực hiện"), "{caption}");
    assert!(all(&page, ".matrix th").iter().all(|head| head.attr("scope").is_some()));
}

#[test]
fn every_cell_leads_to_the_clauses_of_its_pair() {
    let page = page("phoi-hop/index.html");
    let cells = all(&page, ".matrix td a");
    assert_eq!(cells.len(), 3);
    for cell in cells {
        let anchor = cell.attr("href").and_then(|href| href.strip_prefix("/q/phoi-hop/#")).expect("a cell leads to this page");
        let clauses = all(&page, &format!("[id='{anchor}'] > li"));
        assert_eq!(clauses.len().to_string(), words(cell), "{anchor}");
    }
    let duties = all(&page, "[id='ban-a--thanh-uy'] [data-provision]");
    let shown: Vec<(&str, String)> = duties.iter().map(|duty| (duty.attr("data-provision").unwrap_or_default(), words(*duty))).collect();
    let first = "1-qd-tu/quyet-dinh/dieu-1/khoan-1";
    let second = "1-qd-tu/quyet-dinh/dieu-1/khoan-2";
    assert_eq!(
        shown,
        [
            (first, "Báo cáo Báo cáo & <b>gửi</b> Thành ủy: nơi nhận".to_owned()),
            (second, "Báo cáo Báo cáo quý Thành ủy: nơi nhận, nơi đồng gửi máy đề xuất, chưa rà soát".to_owned()),
            (second, "Tổ chức Mời dự Thành ủy: cùng làm".to_owned()),
        ]
    );
    let places: Vec<&str> = all(&page, "[id='ban-a--thanh-uy'] .place a").into_iter().filter_map(|link| link.attr("href")).collect();
    assert_eq!(places, ["/q/1-qd-tu/quyet-dinh/dieu-1/#khoan-1", "/q/1-qd-tu/quyet-dinh/dieu-1/#khoan-2"]);
    assert!(all(&page, "[id='mat-tran'] .pair-links a").iter().any(|link| link.attr("href") == Some("/q/phoi-hop/#ban-a--mat-tran")));
}

#[test]
fn the_picture_shows_each_organisation_once() {
    let page = page("phoi-hop/index.html");
    let nodes: BTreeSet<&str> = all(&page, "svg.network a").into_iter().filter_map(|node| node.attr("href")).collect();
    assert_eq!(nodes, BTreeSet::from(["/q/co-quan/ban-a/", "/q/co-quan/cac-ban/", "/q/co-quan/mat-tran/", "/q/co-quan/thanh-uy/"]));
    let edges: Vec<(&str, &str)> = all(&page, "svg.network path")
        .into_iter()
        .map(|edge| (edge.attr("data-from").unwrap_or_default(), edge.attr("stroke-width").unwrap_or_default()))
        .collect();
    assert_eq!(edges.len(), 3);
    assert_eq!(edges[2], ("ban-a", "7.0"), "two clauses are the thickest line, drawn last");
}

#[test]
fn names_are_no_markup() {
    for path in ["phoi-hop/index.html", "lich/index.html"] {
        let text = site().text(path);
        assert!(text.contains("Ban &quot;A&quot; &lt;script&gt;alert(1)&lt;/script&gt; &amp; bạn"), "{path} names the organisation");
        assert!(!text.contains("<script>alert"), "{path}");
        assert!(!text.contains("<b>gửi"), "{path}");
        assert!(!text.contains("khong-co"), "{path} shows an id that the registry does not hold");
    }
}

#[test]
fn each_month_lists_what_falls_due() {
    let page = page("lich/index.html");
    let monthly = "Báo cáo & <b>gửi</b>";
    for (month, expected) in [
        (1, vec![monthly]),
        (2, vec![monthly]),
        (3, vec!["Báo cáo quý", monthly]),
        (5, vec![monthly]),
        (6, vec!["Báo cáo quý", "Tổng kết", monthly]),
        (9, vec!["Báo cáo quý", monthly]),
        (11, vec![monthly]),
        (12, vec!["Báo cáo quý", "Tổng kết", monthly]),
    ] {
        assert_eq!(actions(&page, &format!("#thang-{month}")), expected, "month {month}");
    }
    assert_eq!(all(&page, ".month").len(), 12);
    let due: Vec<String> = all(&page, "#thang-9 .dates").into_iter().map(words).collect();
    assert_eq!(due, ["3 tháng; 9 tháng", "hằng tháng"]);
}

#[test]
fn each_period_has_its_section() {
    let page = page("lich/index.html");
    for (id, expected) in [
        ("p1m", vec!["Báo cáo & <b>gửi</b>"]),
        ("p3m", vec!["Báo cáo quý"]),
        ("p6m", vec!["Tổng kết"]),
        ("p9m", vec!["Báo cáo quý"]),
        ("p1y", vec!["Tổng kết"]),
        ("p5y", vec!["Tổng kết nhiệm kỳ"]),
        ("as-needed", vec!["Tổng kết"]),
        ("unspecified", vec!["Làm việc"]),
    ] {
        assert_eq!(actions(&page, &format!("[id='{id}']")), expected, "{id}");
    }
    assert!(words(all(&page, "#p5y")[0]).contains("không rơi vào tháng cố định"));
    let heads: Vec<String> = all(&page, ".duties-by-period thead .mark").into_iter().map(words).collect();
    assert_eq!(heads, ["hằng tháng", "3 tháng", "6 tháng", "9 tháng", "hằng năm", "5 năm"]);
    let marks: Vec<String> = all(&page, ".duties-by-period tbody tr")
        .into_iter()
        .map(|row| row.child_elements().skip(1).map(|cell| if words(cell).is_empty() { '-' } else { 'x' }).collect())
        .collect();
    assert_eq!(marks, ["x-----", "-x-x--", "--x-x-", "-----x"]);
}

#[test]
fn a_member_has_the_duties_of_its_group() {
    let page = page("lich/index.html");
    assert_eq!(actions(&page, "#co-quan-ban-b"), ["Tổng kết"]);
    assert!(words(all(&page, "#co-quan-ban-b .task")[0]).contains("Giao qua tên chung: các ban"));
    assert_eq!(actions(&page, "#co-quan-ban-a"), ["Báo cáo & <b>gửi</b>", "Báo cáo quý", "Tổng kết"]);
    let row: Vec<String> = all(&page, "tr[data-row='ban-a'] td").into_iter().map(words).collect();
    assert_eq!(row, ["1", "1", "1 3", "1", "1", "1 3 6", "1", "1", "1 3 9", "1", "1", "1 3 6 12"]);
    assert!(all(&page, "tr[data-row='mat-tran'], tr[data-row='thanh-uy']").is_empty(), "five years are in no month");
}

#[test]
fn calendar_files_are_linked_where_there_are_dates() {
    let page = page("lich/index.html");
    let files: BTreeSet<&str> =
        all(&page, "a[href$='.ics']").into_iter().filter_map(|link| link.attr("href")?.strip_prefix("/q/lich/")).collect();
    assert_eq!(files, BTreeSet::from(["ban-a.ics", "ban-b.ics", "cac-ban.ics", "tat-ca.ics"]));
}

#[test]
fn what_a_machine_proposed_says_so() {
    for (path, selector) in [("phoi-hop/index.html", ".task.proposed"), ("lich/index.html", ".task.proposed, tr.proposed")] {
        let page = page(path);
        let proposed = all(&page, selector);
        assert!(!proposed.is_empty(), "{path}");
        for duty in proposed {
            assert!(words(duty).contains("máy đề xuất, chưa rà soát"), "{path}");
            assert!(words(duty).contains("Báo cáo quý"), "{path}: only this one is proposed");
        }
        assert!(all(&page, "[data-duty]").iter().all(|duty| duty.attr("data-provision").is_some()));
    }
}

#[test]
fn every_anchor_of_both_pages_is_there() {
    for path in ["phoi-hop/index.html", "lich/index.html"] {
        let page = page(path);
        let ids: Vec<&str> = all(&page, "[id]").into_iter().filter_map(|element| element.attr("id")).collect();
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{path}: {ids:?}");
        for link in all(&page, "a[href*='#']").into_iter().filter_map(|link| link.attr("href")) {
            let (address, fragment) = link.split_once('#').unwrap_or_default();
            if address.is_empty() || format!("/q/{path}").starts_with(address) {
                assert!(unique.contains(fragment), "{path}: {link}");
            }
        }
        assert!(all(&page, "[style], style").is_empty(), "{path}");
    }
}

#[test]
fn without_duties_both_pages_say_so() {
    let files = vec![("organisations.yaml".to_owned(), ORGANISATIONS.as_bytes().to_vec())];
    let site = build(files, None);
    for path in ["phoi-hop/index.html", "lich/index.html"] {
        let text = site.text(path);
        assert!(text.contains("Chưa có danh mục nhiệm vụ"), "{path}");
        assert!(!text.contains(".ics") && !text.contains("<table") && !text.contains("<form class=\"filter"), "{path}");
    }
}

#[test]
fn hundreds_of_organisations_have_a_picture_and_a_table_that_can_be_read() {
    use std::fmt::Write as _;
    let (mut organisations, mut duties) = (String::new(), String::new());
    for number in 0..200 {
        writeln!(organisations, "- {{id: ban-{number}, name: 'Ban số {number} {}'}}", "rất dài ".repeat(number % 20))
            .expect("a text grows");
        let other = (number * 7 + 1) % 200;
        writeln!(
            duties,
            "- {{provision: 1-qd-tu/quyet-dinh/dieu-1/khoan-4, quote: làm việc với các ban, actors: [ban-{number}], role: to-chuc, \
             action: Làm việc, counterparts: [{{organisation: ban-{other}, as: partner}}], timing: [P1Y]}}"
        )
        .expect("a text grows");
    }
    let files =
        [("organisations.yaml", organisations.as_str()), ("regulations/1-qd-tu.md", TEXT), ("duties/1-qd-tu.yaml", duties.as_str())];
    let site = build(files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect(), None);
    let page = Html::parse_document(site.text("phoi-hop/index.html"));
    assert_eq!(all(&page, "svg.network a").len(), 24);
    assert_eq!(all(&page, ".matrix tbody tr:not(.level)").len(), 60);
    assert_eq!(all(&page, ".party").len(), 200, "the list holds everybody");
    let text = site.text("phoi-hop/index.html");
    assert!(
        text.contains("chỉ vẽ 24 cơ quan, tổ chức có nhiều điều khoản chung nhất trong tổng số 200"),
        "the picture says what it leaves out"
    );
    let mut rows: Vec<(&str, i32)> = Vec::new();
    for line in all(&page, "svg.network tspan[x]") {
        let number = |name: &str| line.attr(name).and_then(|value| value.parse::<i32>().ok()).unwrap_or_default();
        let side = if number("x") < 560 { "left" } else { "right" };
        assert!(words(line).chars().count() <= 38);
        assert!(rows.iter().all(|(other, y)| *other != side || (number("y") - y).abs() >= 17), "two names meet");
        rows.push((side, number("y")));
    }
    let year = Html::parse_document(site.text("lich/index.html"));
    assert_eq!(all(&year, ".planner tbody tr:not(.off-sheet)").len(), 22);
    assert!(site.text("lich/index.html").contains("Còn 178 cơ quan"));
}
