//! The page of a scan beside its restored text.

use std::process::Command;

use scraper::{Html, Selector};

use crate::suite::support::{bytes_below, lay, repository};

fn select<'a>(page: &'a Html, selector: &str) -> Vec<scraper::ElementRef<'a>> {
    page.select(&Selector::parse(selector).expect("a selector")).collect()
}

/// The site in a folder, after `change` had its way with the content.
fn build(change: impl FnOnce(&std::path::Path)) -> tempfile::TempDir {
    let place = tempfile::tempdir().expect("a folder can be made");
    for (path, bytes) in bytes_below(&repository("content")) {
        lay(&place.path().join("content").join(path), &bytes);
    }
    change(&place.path().join("content"));
    let output = Command::new(env!("CARGO_BIN_EXE_quyche")).current_dir(place.path()).arg("build").output().expect("the binary runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    place
}

#[test]
fn every_line_of_the_scan_stands_beside_its_restored_text() {
    let place = build(|_| ());
    let read = |path: &str| std::fs::read_to_string(place.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let page = Html::parse_document(&read("public/446-qd-tu/ban-quet/index.html"));
    let shown: Vec<String> = select(&page, "td.scan").iter().map(|cell| cell.text().collect()).collect();
    let scan = read("content/sources/446-qd-tu.ocr.txt");
    let lines: Vec<&str> = scan.lines().filter(|line| !line.trim().is_empty()).collect();
    assert_eq!(shown, lines);
    assert_eq!(select(&page, "[data-path], [data-text]").len(), 0, "a machine's text must not be taken for the law");
    let settled: Vec<String> = select(&page, "td .settled").iter().map(|word| word.text().collect()).collect();
    assert!(settled.contains(&"thịt".to_owned()) && settled.len() < 60, "{settled:?}");
    assert!(select(&page, "td .very, td .unsure").len() > 100);
    let document = Html::parse_document(&read("public/446-qd-tu/index.html"));
    assert_eq!(select(&document, "a[href$='446-qd-tu/ban-quet/']").len(), 1);
}

#[test]
fn proposals_for_another_scan_are_shown_nowhere() {
    let place = build(|content| {
        let scan = content.join("sources/446-qd-tu.ocr.txt");
        let text = std::fs::read_to_string(&scan).expect("it is there").replacen("THANH", "THANG", 1);
        lay(&scan, text.as_bytes());
    });
    assert!(!place.path().join("public/446-qd-tu/ban-quet").exists());
    let check = Command::new(env!("CARGO_BIN_EXE_quyche")).current_dir(place.path()).arg("check").output().expect("the binary runs");
    let said = String::from_utf8_lossy(&check.stderr);
    assert!(said.contains("stale-restoration") && said.contains("446-qd-tu.restored.json"), "{said}");
}
