//! What is written about the law: directives, quotations that no longer stand, and what the parser says of mistakes.

use std::collections::BTreeMap;

use quyche::build;
use quyche::diag::{Code, Diagnostic};
use quyche::source::{Source, Sources};

const LAW: &str =
    "---\nnumber: 1-QĐ\ntype: quy-che\ntitle: thử\n---\nĐiều 1. Báo cáo\n1. Phường báo cáo hằng tháng.\n2. Xã báo cáo hằng quý.\n";

/// What `quyche check` says of these files beside [`LAW`], and of nothing else.
fn check(law: &str, files: &[(&str, &str)]) -> Vec<Diagnostic> {
    let mut all: BTreeMap<&str, &str> = BTreeMap::from([("regulations/1-qd.md", law)]);
    all.extend(files.iter().copied());
    let sources = Sources::new(all.into_iter().map(|(path, text)| Source::decode(path.to_owned(), text)).collect());
    let about =
        |diagnostic: &Diagnostic| diagnostic.span.as_ref().is_some_and(|span| !sources.get(span.file).path.starts_with("regulations"));
    build::analyse(&sources, None).diagnostics.into_iter().filter(about).collect()
}

fn codes(files: &[(&str, &str)]) -> Vec<Code> {
    check(LAW, files).iter().map(|diagnostic| diagnostic.code).collect()
}

fn guidance(body: &str) -> Vec<Code> {
    codes(&[("guidance/a.md", &format!("---\ntitle: A\n---\n{body}"))])
}

#[test]
fn a_note_that_quotes_its_clause_is_well() {
    assert_eq!(guidance("::: note 1-qd/quy-che/dieu-1/khoan-1 Tên\n> Phường báo cáo\n> hằng tháng\n\nRõ.\n:::\n"), []);
    assert_eq!(guidance("```\n::: note\n```\n\n::: law 1-qd/quy-che/dieu-1\n:::\n"), [], "a directive in a code fence is an example");
}

#[test]
fn a_clause_that_changes_makes_its_notes_stale() {
    let note = "---\ntitle: A\n---\n::: note 1-qd/quy-che/dieu-1/khoan-1 Tên\n> báo cáo hằng tháng\n\nRõ.\n:::\n";
    let terms =
        "- term: Phường\n  definition: Nơi báo cáo.\n  provision: 1-qd/quy-che/dieu-1/khoan-1\n  quote: Phường báo cáo hằng tháng\n";
    let session = "---\ntitle: B\nduration: 5\n---\n## Hỏi {minutes=5}\n```questions\n- kind: true-false\n  ask: Phường báo cáo hằng tháng.\n  right: true\n  why: Rõ.\n  provision: 1-qd/quy-che/dieu-1\n  quote: Phường báo cáo hằng tháng\n```\n";
    let files = [("guidance/a.md", note), ("glossary.yaml", terms), ("sessions/b.md", session)];
    assert_eq!(check(LAW, &files), []);
    let changed = check(&LAW.replace("Phường báo cáo hằng tháng", "Phường báo cáo hằng năm"), &files);
    let codes: Vec<Code> = changed.iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(codes, [Code::StaleQuote; 3]);
}

#[test]
fn a_slide_and_every_clause_of_a_question_are_watched() {
    let session = "---\ntitle: B\nduration: 5\n---\n## Hỏi {minutes=5}\n::: slide 1-qd/quy-che/dieu-1/khoan-2 Xã\n> Xã báo cáo hằng quý\n\n- Quý\n:::\n\n::: slide Không dẫn\n> chỉ là lời trích\n:::\n\n```questions\n- kind: matching\n  ask: Nối.\n  pairs: [{left: Phường, right: tháng}, {left: Xã, right: quý}, {left: Điều 1, right: báo cáo}]\n  why: Rõ.\n  provision: 1-qd/quy-che/dieu-1/khoan-1\n  quote: Phường báo cáo hằng tháng\n  also:\n    - provision: 1-qd/quy-che/dieu-1/khoan-2\n      quote: Xã báo cáo\n```\n";
    let files = [("sessions/b.md", session)];
    assert_eq!(check(LAW, &files), []);
    let codes = |law: &str| check(law, &files).iter().map(|diagnostic| diagnostic.code).collect::<Vec<_>>();
    assert_eq!(codes(&LAW.replace("hằng quý", "hằng năm")), [Code::StaleQuote], "the slide");
    assert_eq!(
        codes(&LAW.replace("Xã báo cáo", "Xã gửi báo cáo")),
        [Code::StaleQuote; 2],
        "the slide, and what the question rests on also"
    );
}

#[test]
fn every_mistake_of_a_directive_is_reported() {
    let bad = [Code::BadDirective];
    assert_eq!(guidance("::: ghichu 1-qd/quy-che/dieu-1\n:::\n"), bad, "a kind that is not known");
    assert_eq!(guidance("::: trainer\nx\n:::\n"), bad, "a kind for sessions");
    assert_eq!(guidance("::: note Tên\n> a\n\nb\n:::\n"), bad, "no address");
    assert_eq!(guidance("::: note 1-qd/quy-che/dieu-1 Tên\nb\n:::\n"), bad, "no quotation");
    assert_eq!(guidance("::: tip\nb\n"), bad, "never ended");
    assert_eq!(guidance("b\n:::\n"), bad, "ends nothing");
    assert_eq!(guidance("::: tip\n::: tip\n:::\n"), bad, "one in another");
    assert_eq!(guidance("::: law 1-qd/quy-che/dieu-1\nx\n:::\n"), bad, "content that is not used");
    assert_eq!(guidance("::: law 1-qd/quy-che/dieu-9\n:::\n"), [Code::UnknownProvision]);
}

#[test]
fn every_mistake_of_a_question_is_reported() {
    let ask = |question: &str| {
        let file = format!(
            "---\ntitle: B\n---\n## Hỏi\n```questions\n{question}  ask: Ai báo cáo ___?\n  why: Rõ.\n  provision: 1-qd/quy-che/dieu-1\n  quote: Phường báo cáo\n```\n"
        );
        codes(&[("sessions/b.md", &file)])
    };
    assert_eq!(ask("- kind: single\n  right: Phường\n  wrong: [Xã]\n"), []);
    assert_eq!(ask("- kind: gap\n  right: [Phường, phường]\n"), []);
    let bad = [Code::BadQuestion];
    assert_eq!(ask("- kind: single\n  right: [Phường]\n  wrong: [Xã]\n"), bad);
    assert_eq!(ask("- kind: single\n  right: Phường\n"), bad, "nothing wrong to choose");
    assert_eq!(ask("- kind: single\n  right: Phường\n  wrong: [Phường]\n"), bad, "right and wrong at once");
    assert_eq!(ask("- kind: multiple\n  right: [Phường]\n  wrong: [Xã]\n"), bad);
    assert_eq!(ask("- kind: true-false\n  right: có thể\n"), bad);
    assert_eq!(ask("- kind: matching\n  pairs: [{left: a, right: b}]\n"), bad);
    assert_eq!(ask("- kind: đoán\n  right: a\n"), bad);
    assert_eq!(ask("- kind: open\n"), bad);
    assert_eq!(ask("- kind: open\n  mau: a\n"), [Code::BadYaml]);
}

#[test]
fn a_session_and_a_glossary_are_held_to_their_word() {
    let session = "---\ntitle: B\nduration: 30\norganisations: [khong-co]\nabout: [1-qd/quy-che/dieu-7]\n---\n[x](/khong-co/)\n\n## Đầu {minutes=10}\n\n## Cuối {minutes=10}\n";
    let mut found = codes(&[("sessions/b.md", session)]);
    found.sort();
    assert_eq!(found, [Code::UnknownOrganisation, Code::UnknownProvision, Code::BrokenLink, Code::SessionMinutes]);
    let terms =
        "- term: Quận\n  definition: một nơi\n- term: Xã\n  definition: nơi khác\n  scope: [khac]\n- term: xã\n  definition: nơi nữa\n";
    let mut found = codes(&[("glossary.yaml", terms)]);
    found.sort();
    assert_eq!(found, [Code::DuplicateId, Code::UnusedTerm, Code::UnusedTerm]);
}
