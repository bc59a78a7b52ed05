//! Duties: registers on their provisions, what is read out of a text, and an organisation's page.

use std::path::Path;
use std::process::Command;

use quyche::build::{analyse, read as read_content};
use quyche::duty::{Evaluation, evaluate, locate, propose};
use quyche::law::ProvisionPath;
use scraper::{ElementRef, Html, Selector};

use crate::suite::support::{lay, repository};

const ORGANISATIONS: &str = "
- id: thanh-uy
  name: Thành ủy
  kind: organisation
  level: city
- id: cap-uy
  name: cấp ủy
  kind: relative
  members: [thanh-uy, dang-uy-phuong]
- id: dang-uy-phuong
  name: đảng ủy phường
  kind: group
  level: commune
- id: ban-dan-van
  name: Ban Dân vận
  kind: organisation
  level: city
  succeeded_by: {organisation: ban-moi}
- id: ban-moi
  name: Ban Tuyên giáo và Dân vận
  kind: organisation
  level: city
- id: ban-to-chuc
  name: Ban Tổ chức
  kind: organisation
  level: city
- id: cac-ban
  name: các ban
  kind: group
  members: [ban-dan-van, ban-to-chuc]
";

const REGULATION: &str = "---
number: 1-QĐ/TU
type: quy-che
title: mẫu <b>&
---
Điều 1. Ban Dân vận

1. Báo cáo Thành ủy định kỳ 6 tháng về việc thực hiện các nghị quyết, chỉ thị, quy định, kết luận của Trung ương về công tác dân vận; kiểm tra cấp ủy.

2. Định kỳ làm việc với Ban Tổ chức.

Điều 2. Ban Tổ chức

1. Báo cáo Thành ủy về việc thực hiện các nghị quyết, chỉ thị, quy định, kết luận của Trung ương về công tác dân vận.

2. Cấp ủy phối hợp với các ban kiểm tra, giám sát việc thực hiện.

Điều 3. Các ban lập kế hoạch hằng năm.
";

const REGISTER: &str = "
- provision: mau/quy-che/dieu-1/khoan-1
  quote: Báo cáo Thành ủy định kỳ 6 tháng về việc thực hiện các nghị quyết, chỉ thị, quy định, kết luận của Trung ương về công tác dân vận
  actors: [ban-dan-van]
  via: heading
  role: bao-cao
  action: Báo cáo Thành ủy
  counterparts: [{organisation: thanh-uy, as: recipient}]
  timing: [P6M]
  status: reviewed
- provision: mau/quy-che/dieu-1/khoan-2
  quote: Định kỳ làm việc với Ban Tổ chức
  actors: [ban-dan-van]
  via: heading
  role: to-chuc
  action: Làm việc với Ban Tổ chức
  counterparts: [{organisation: ban-to-chuc, as: partner}]
  timing: [unspecified]
- provision: mau/quy-che/dieu-2/khoan-1
  quote: Báo cáo Thành ủy về việc thực hiện các nghị quyết, chỉ thị, quy định, kết luận của Trung ương về công tác dân vận
  actors: [ban-to-chuc]
  via: heading
  role: bao-cao
  action: Báo cáo Thành ủy
  counterparts: [{organisation: thanh-uy, as: recipient}]
  status: reviewed
- provision: mau/quy-che/dieu-3
  quote: lập kế hoạch hằng năm
  actors: [cac-ban]
  via: group
  role: thuc-hien
  action: Lập kế hoạch hằng năm
  timing: [P1Y]
  status: reviewed
";

/// A content folder with one regulation and `register`.
fn content(register: &str) -> tempfile::TempDir {
    let place = tempfile::tempdir().expect("a folder can be made");
    let write = |path: &str, text: &str| lay(&place.path().join("content").join(path), text.as_bytes());
    write("site.yaml", "title: Mẫu\nas_of: 2026-01-31\n");
    write("organisations.yaml", ORGANISATIONS);
    write("regulations/mau.md", REGULATION);
    write("duties/mau.yaml", register);
    place
}

fn quyche(place: &Path, args: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_quyche")).current_dir(place).args(args).output().expect("the binary runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

fn page(place: &Path, path: &str) -> Html {
    let file = place.join("public").join(path).join("index.html");
    Html::parse_document(&std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display())))
}

fn select<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).expect("a selector")).collect()
}

fn words(element: &ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_register_that_does_not_fit_is_reported_entry_by_entry() {
    let broken = REGISTER
        .replace("Định kỳ làm việc với Ban Tổ chức\n", "Định kì làm việc với Ban Tổ chức\n")
        .replace("actors: [ban-to-chuc]", "actors: [ban-la]")
        .replace("dieu-3\n", "dieu-9\n")
        + "- provision: mau/quy-che/dieu-1/khoan-1\n  quote: kiểm tra cấp ủy\n  actors: [ban-dan-van]\n  role: kiem-soat\n  action: Kiểm tra\n";
    let place = content(&broken);
    let (code, _, said) = quyche(place.path(), &["check"]);
    assert_eq!(code, 1);
    for expected in
        ["error[stale-duty]", "no organisation `ban-la`", "no provision `mau/quy-che/dieu-9`", "kiem-soat", "warning[missing-duty]"]
    {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
    let (code, ..) = quyche(place.path(), &["build"]);
    assert_eq!(code, 0, "the rest of the site is built");
    let shown = page(place.path(), "co-quan/ban-dan-van");
    assert_eq!(select(&shown, ".duties .duty").len(), 1, "a stale entry is shown nowhere");
}

#[test]
fn what_the_text_leaves_open_is_noted_and_is_no_problem() {
    let tagged = "- provision: mau/quy-che/dieu-2/khoan-2\n  quote: Cấp ủy phối hợp\n  tag: principle\n";
    let place = content(&format!("{REGISTER}{tagged}"));
    let (code, _, said) = quyche(place.path(), &["check"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("note[open-period]: `mau/quy-che/dieu-1/khoan-2`"), "{said}");
    assert!(!said.contains("missing-duty"), "{said}");
    assert_eq!(quyche(place.path(), &["build"]).0, 0);
    let gaps = page(place.path(), "mau/cho-de-ngo");
    assert_eq!(select(&gaps, "#open-period li").len(), 1);
}

#[test]
fn the_text_names_who_acts() {
    let wrong = REGISTER.to_owned()
        + "- provision: mau/quy-che/dieu-2/khoan-2\n  quote: phối hợp với các ban kiểm tra\n  actors: [ban-to-chuc]\n  role: phoi-hop\n  action: Phối hợp\n";
    let (_, _, said) = quyche(content(&wrong).path(), &["check"]);
    assert!(said.contains("warning[other-actor]: `mau/quy-che/dieu-2/khoan-2` names cấp ủy"), "{said}");
}

#[test]
fn a_page_says_what_must_be_done_and_how_it_comes_to_that() {
    let place = content(REGISTER);
    assert_eq!(quyche(place.path(), &["build"]).0, 0);
    let body = page(place.path(), "co-quan/ban-dan-van");
    let own = select(&body, "section[aria-labelledby=phai-lam] .duty");
    let provisions: Vec<&str> = own.iter().filter_map(|duty| duty.value().attr("data-provision")).collect();
    assert_eq!(provisions, ["mau/quy-che/dieu-3", "mau/quy-che/dieu-1/khoan-1", "mau/quy-che/dieu-1/khoan-2"]);
    let through = select(&body, "#vai-tro-thuc-hien .duty-through");
    assert_eq!(words(&through[0]), "Giao qua tên chung: các ban");
    let alike = select(&body, "#vai-tro-bao-cao .duty-alike li");
    assert_eq!(alike.iter().map(words).collect::<Vec<_>>(), ["khoản 1 Điều 2 (Ban Tổ chức)"]);
    let proposed = select(&body, "section[aria-labelledby=phai-lam] .duty.proposed");
    assert_eq!(proposed.len(), 1, "only the entry that nobody reviewed");
    assert_eq!(proposed[0].value().attr("data-provision"), Some("mau/quy-che/dieu-1/khoan-2"));
    let due: Vec<String> = select(&body, ".year-strip li.due").iter().map(words).collect();
    assert_eq!(due, ["Tháng 6 6 tháng", "Tháng 12 6 tháng hằng năm"]);
    let city = page(place.path(), "co-quan/thanh-uy");
    assert_eq!(select(&city, "#phan-viec-recipient .duty").len(), 2, "both report to it");
    let organisation = page(place.path(), "co-quan/ban-to-chuc");
    assert_eq!(select(&organisation, "#phan-viec-partner .duty").len(), 1);
}

#[test]
fn a_successor_shows_what_it_inherited_and_is_found_by_its_name() {
    let place = content(REGISTER);
    assert_eq!(quyche(place.path(), &["build"]).0, 0);
    let old = page(place.path(), "co-quan/ban-dan-van");
    assert!(select(&old, ".succession a[href='/co-quan/ban-moi/']").len() == 1);
    assert!(words(&select(&old, ".succession")[0]).contains("Chưa kiểm chứng"));
    let new = page(place.path(), "co-quan/ban-moi");
    assert_eq!(select(&new, ".inherited .duty").len(), 3);
    assert!(words(&select(&new, ".inherited")[0]).contains("Chưa kiểm chứng"));
    let (code, found, _) = quyche(place.path(), &["search", "ban tuyen giao va dan van", "--format", "json"]);
    assert_eq!(code, 0);
    assert!(found.contains("\"path\": \"mau/quy-che/dieu-1\""), "{found}");
}

#[test]
fn search_answers_by_organisation_role_and_timing() {
    let place = content(REGISTER);
    assert_eq!(quyche(place.path(), &["build"]).0, 0);
    let paths = |args: &[&str]| {
        let all: Vec<&str> = ["search", "", "--format", "json"].iter().chain(args).copied().collect();
        let (_, found, _) = quyche(place.path(), &all);
        let hits: serde_json::Value = serde_json::from_str(&found).expect("JSON");
        let mut paths: Vec<String> =
            hits.as_array().expect("a list").iter().filter_map(|hit| hit["path"].as_str().map(str::to_owned)).collect();
        paths.sort();
        paths
    };
    assert_eq!(paths(&["--organisation", "ban-to-chuc", "--role", "bao-cao"]), ["mau/quy-che/dieu-2/khoan-1"]);
    assert_eq!(paths(&["--organisation", "ban-to-chuc", "--timing", "P1Y"]), ["mau/quy-che/dieu-3"], "through the group");
    assert_eq!(paths(&["--role", "bao-cao", "--timing", "P6M"]), ["mau/quy-che/dieu-1/khoan-1"]);
    assert!(paths(&["--organisation", "thanh-uy", "--role", "bao-cao"]).is_empty(), "it is reported to");
    assert_eq!(paths(&["--level", "commune"]), Vec::<String>::new());
}

#[test]
fn a_proposal_is_a_register_that_fits() {
    let place = content("");
    let (code, ..) = quyche(place.path(), &["duties", "propose", "mau", "--out", "content/duties/neu.yaml"]);
    assert_eq!(code, 0);
    let (code, _, said) = quyche(place.path(), &["duties", "propose", "mau", "--out", "content/duties/neu.yaml"]);
    assert!(code == 2 && said.contains("there already"), "{said}");
    let proposed = std::fs::read_to_string(place.path().join("content/duties/neu.yaml")).expect("it was written");
    lay(&place.path().join("content/duties/mau.yaml"), proposed.as_bytes());
    std::fs::remove_file(place.path().join("content/duties/neu.yaml")).expect("it is there");
    let (code, _, said) = quyche(place.path(), &["check"]);
    assert_eq!(code, 0, "{said}");
    assert!(proposed.contains("status: proposed") && !proposed.contains("reviewed"));
}

#[test]
fn what_is_read_stands_in_the_text() {
    let mut count = 0;
    for folder in ["content", "tests/corpus"] {
        let sources = read_content(&repository(folder)).expect("it can be read");
        let analysis = analyse(&sources, None).value;
        for regulation in analysis.corpus.regulations() {
            let text = &sources.get(regulation.file).text;
            for duty in propose(&analysis.corpus, &analysis.links, text, regulation).duties {
                let (_, id) = analysis.corpus.provision(&ProvisionPath::new(&duty.provision)).expect("its provision exists");
                assert!(locate(regulation, id, text, &duty.quote).is_some(), "{}: {}", duty.provision, duty.quote);
                assert!(!duty.actors.is_empty() && duty.confidence.is_some(), "{}", duty.provision);
                count += 1;
            }
        }
    }
    assert!(count > 500, "{count}");
}

/// The agreement of what is read out of `document` with its reviewed register.
fn agreement(folder: &str, document: &str) -> Evaluation {
    let sources = read_content(&repository(folder)).expect("it can be read");
    let analysis = analyse(&sources, None).value;
    let regulation = analysis.corpus.regulation(document).expect("it is held");
    let read = propose(&analysis.corpus, &analysis.links, &sources.get(regulation.file).text, regulation);
    evaluate(&read.duties, &analysis.corpus.contents.duties[document])
}

/// Floors that only ever rise. The two chapters of `tests/corpus` were annotated by a person who had not seen what is read out of them,
/// and nothing was tuned on them.
#[test]
fn what_is_read_agrees_with_what_was_reviewed() {
    let texts: [(&str, &str, [f64; 5]); 3] = [
        ("content", "446-qd-tu", [0.96, 0.96, 0.92, 0.94, 0.97]),
        ("tests/corpus", "luat-mat-tran-to-quoc-viet-nam-2015", [0.95, 0.87, 0.53, 0.78, 0.61]),
        ("tests/corpus", "nghi-dinh-112-2021-nd-cp", [0.95, 0.67, 0.78, 0.80, 0.57]),
    ];
    for (folder, document, floors) in texts {
        let found = agreement(folder, document);
        let scores = [found.duty, found.actor, found.role, found.counterpart, found.timing].map(|score| score.f1());
        for ((score, floor), aspect) in scores.iter().zip(floors).zip(["duty", "actor", "role", "counterpart", "timing"]) {
            assert!(*score >= floor, "{document}: {aspect} {score:.3} is below {floor}\n{found}");
        }
    }
}
