//! The editors' manual explains every rule of `quyche check`, and no rule that is gone; its examples are built with the shipped content.

use std::collections::BTreeMap;
use std::path::Path;

use quyche::build::{analyse, read};
use quyche::diag::{Code, Severity};
use quyche::source::{Source, Sources};

use crate::suite::support::{files, repository};

#[test]
fn every_rule_is_explained() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/guidance/kiem-tra.md");
    let page = std::fs::read_to_string(path).expect("the manual is there");
    let anchors = page.lines().filter(|line| line.starts_with("## ")).filter_map(|line| line.rsplit_once("{#")?.1.strip_suffix('}'));
    let explained: Vec<&str> = anchors.filter(|anchor| anchor.contains('-')).collect();
    let rules: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(explained, rules);
}

/// A file that a page of the manual shows: its path in the content folder and its text.
type Example = (String, String);

/// The fenced examples of `page` that name their file.
fn examples(page: &str) -> Vec<Example> {
    let mut found: Vec<Example> = Vec::new();
    let mut open: Option<(String, Option<Example>)> = None;
    for line in page.lines() {
        match &mut open {
            Some((fence, example)) if line == fence => {
                found.extend(example.take());
                open = None;
            }
            Some((_, Some((_, text)))) => {
                text.push_str(line);
                text.push('\n');
            }
            Some((_, None)) => {}
            None if line.starts_with("```") => {
                let fence = "`".repeat(line.len() - line.trim_start_matches('`').len());
                let file = line[fence.len()..].split_whitespace().nth(1).map(|file| (file.to_owned(), String::new()));
                open = Some((fence, file));
            }
            None => {}
        }
    }
    found
}

/// A list with the example's entries in the place of those that begin alike.
fn merged(held: &str, example: &str) -> String {
    let first_lines: Vec<&str> = example.lines().filter(|line| line.starts_with("- ")).collect();
    let entries = held.split("\n- ").enumerate().map(|(at, entry)| if at == 0 { entry.to_owned() } else { format!("- {entry}") });
    let kept = entries.filter(|entry| !entry.lines().any(|line| first_lines.contains(&line)));
    format!("{}\n{example}", kept.collect::<Vec<_>>().join("\n"))
}

/// What `quyche check` says of the examples of `page` among the files of `base`.
fn complaints(base: &Sources, page: &str) -> Vec<String> {
    let shown = examples(page);
    let mut all: BTreeMap<String, String> = base.iter().map(|(_, source)| (source.path.clone(), source.text.clone())).collect();
    for (file, text) in &shown {
        let is_list = file.ends_with(".yaml") && file != "site.yaml";
        let held = all.get(file).filter(|_| is_list).cloned().unwrap_or_default();
        all.insert(file.clone(), if held.is_empty() { text.clone() } else { merged(&held, text) });
    }
    let sources = Sources::new(all.into_iter().map(|(path, text)| Source::decode(path, text.into_bytes())).collect());
    let wrong = analyse(&sources, None).diagnostics.into_iter().filter(|diagnostic| diagnostic.severity != Severity::Note);
    let of_an_example = wrong.filter_map(|diagnostic| {
        let file = &sources.get(diagnostic.span.as_ref()?.file).path;
        shown.iter().any(|(path, _)| path == file).then(|| format!("{file}: {}", diagnostic.message))
    });
    of_an_example.collect()
}

#[test]
fn a_wrong_example_would_be_found() {
    let base = read(&repository("content")).expect("the content can be read");
    for (page, right, wrong) in [
        ("buoi-hoc.md", "- kind: gap", "- kind: dien"),
        ("buoi-hoc.md", "duration: 30", "duration: 31"),
        ("buoi-hoc.md", "quote: Định kỳ hằng tháng", "quote: Định kỳ hằng tuần"),
        ("ghi-chu.md", "> cấp ủy cấp dưới báo cáo", "> cấp ủy cấp dưới gửi báo cáo"),
        ("ghi-chu.md", "quote: trực tiếp làm trưởng khối", "quote: làm trưởng khối của"),
        ("nhiem-vu.md", "quote: ", "quote: không có "),
    ] {
        let text = crate::suite::support::read(&format!("content/guidance/bien-tap/{page}"));
        assert_eq!(complaints(&base, &text), [] as [String; 0], "{page}");
        assert!(text.contains(right), "{page} has no `{right}`");
        assert_ne!(complaints(&base, &text.replace(right, wrong)), [] as [String; 0], "{page}: `{wrong}` is taken for right");
    }
}

#[test]
fn the_examples_of_the_manual_are_sound() {
    let base = read(&repository("content")).expect("the content can be read");
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for path in files("content/guidance/bien-tap", ".md") {
        let page = crate::suite::support::read(&path);
        for (file, _) in examples(&page) {
            *seen.entry(file.split('/').next().unwrap_or_default().to_owned()).or_default() += 1;
        }
        let wrong = complaints(&base, &page);
        assert!(wrong.is_empty(), "{path}:\n{}", wrong.join("\n"));
    }
    for kind in [
        "regulations",
        "organisations.yaml",
        "documents.yaml",
        "duties",
        "guidance",
        "glossary.yaml",
        "sessions",
        "sources",
        "site.yaml",
        "changes.yaml",
    ] {
        assert!(seen.contains_key(kind), "the manual shows no `{kind}`: {seen:?}");
    }
}
