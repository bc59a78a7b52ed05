//! The list of documents: the newest on the home page, all of them where they are many, each once.

use quyche::build::analyse;
use quyche::diag::Code;
use scraper::{Html, Selector};

use crate::suite::site::{Site, build};

/// `count` regulations of three years, every fifth without a date.
fn site(count: usize) -> Site {
    let regulation = |number: usize| {
        let issued =
            if number.is_multiple_of(5) { String::new() } else { format!("issued: {}-05-{:02}\n", 2020 + number % 3, 1 + number % 28) };
        let text = format!(
            "---\nnumber: {number}-QĐ/TU\ntype: quyet-dinh\ntitle: về việc thứ {number}\n{issued}---\n\nĐiều 1. Phạm vi\n\nNội dung số {number}.\n"
        );
        (format!("regulations/{number}-qd-tu.md"), text.into_bytes())
    };
    let guide = "---\ntitle: Danh mục\nstanding: guidance\n---\n\nXem [mọi văn bản](/van-ban/).\n";
    let guides = (count > 12).then(|| ("guidance/all.md".to_owned(), guide.as_bytes().to_vec()));
    build((1..=count).map(regulation).chain(guides).collect(), None)
}

/// The addresses of the documents that a page lists, in order.
fn listed(site: &Site, path: &str) -> Vec<String> {
    let page = Html::parse_document(site.text(path));
    let links = Selector::parse(".document-title a").expect("the selector is well-formed");
    page.select(&links).filter_map(|link| link.attr("href")).map(str::to_owned).collect()
}

/// Where a page leads to with a link of this class, and the words around it.
fn ways(site: &Site, path: &str, within: &str) -> Vec<(String, String)> {
    let page = Html::parse_document(site.text(path));
    let (places, link) = (Selector::parse(within).expect("well-formed"), Selector::parse("a").expect("well-formed"));
    let way = |place: scraper::ElementRef<'_>| {
        let words: Vec<&str> = place.text().flat_map(str::split_whitespace).collect();
        Some((place.select(&link).next()?.attr("href")?.to_owned(), words.join(" ")))
    };
    page.select(&places).filter_map(way).collect()
}

#[test]
fn few_documents_stand_on_the_home_page_newest_first() {
    let site = site(12);
    let all = [
        "/11-qd-tu/",
        "/8-qd-tu/",
        "/2-qd-tu/",
        "/7-qd-tu/",
        "/4-qd-tu/",
        "/1-qd-tu/",
        "/12-qd-tu/",
        "/9-qd-tu/",
        "/6-qd-tu/",
        "/3-qd-tu/",
        "/5-qd-tu/",
        "/10-qd-tu/",
    ];
    assert_eq!(listed(&site, "index.html"), all);
    assert!(site.pages().all(|(path, _)| !path.starts_with("van-ban/")), "there is no second list of the same");
    assert!(ways(&site, "index.html", ".all-documents").is_empty());
}

#[test]
fn the_newest_of_more_lead_to_one_page_of_all() {
    let site = site(13);
    for path in ["index.html", "tim-kiem/index.html", "404.html"] {
        assert_eq!(listed(&site, path).len(), 8, "{path}");
        assert_eq!(ways(&site, path, ".all-documents"), [("/van-ban/".to_owned(), "Xem tất cả 13 văn bản".to_owned())], "{path}");
    }
    let all = listed(&site, "van-ban/index.html");
    assert_eq!((all.len(), &all[..8]), (13, &listed(&site, "index.html")[..]));
    assert!(site.text("huong-dan/all/index.html").contains("href=\"/van-ban/\""), "guidance may lead there");
    let broken = analyse(&site.sources, None).diagnostics.into_iter().filter(|diagnostic| diagnostic.code == Code::BrokenLink);
    assert_eq!(broken.count(), 0, "`check` knows it");
    let data = site.text("du-lieu/index.html");
    assert!(data.contains("href=\"/van-ban/\"") && !data.contains("/du-lieu/van-ban/1-qd-tu.json"), "the files are left to the documents");
}

#[test]
fn very_many_documents_are_cut_by_years_each_once() {
    let site = site(201);
    let years = ways(&site, "van-ban/index.html", ".year-list li");
    let expected = [("2022", 53), ("2021", 54), ("2020", 54), ("khong-ro-nam", 40)];
    let words = |year: &str| if year.len() == 4 { format!("Năm {year}") } else { "Chưa rõ năm".to_owned() };
    let expected: Vec<(String, String)> =
        expected.iter().map(|(year, count)| (format!("/van-ban/{year}/"), format!("{} {count} văn bản", words(year)))).collect();
    assert_eq!(years, expected);
    let mut all: Vec<String> = years.iter().flat_map(|(url, _)| listed(&site, &format!("{}index.html", &url[1..]))).collect();
    assert_eq!(all.last().map(String::as_str), Some("/200-qd-tu/"), "numbers are in their order");
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 201);
}
