//! The page on which a person reviews a restored text, and what becomes of the decisions. In a browser: `tests/browser/`.

use std::path::Path;
use std::process::{Command, Output};
use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;
use quyche::build::read_theme;
use quyche::restore::{Decision, Decisions, FORMAT, Model, Phrases, Restoration, hash, restore};
use quyche::review::{Subject, lines, report};
use quyche::theme::Theme;
use scraper::{Html, Selector};
use sha2::{Digest, Sha256};

use crate::suite::support::{lay, read};

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::embedded().expect("the model of the program is whole"));
static THEME: LazyLock<Theme> = LazyLock::new(|| read_theme(None).expect("the built-in theme is whole"));

const SCAN: &str = "\
Quy ché cong tac dan van cia hé thdng chinh tri
Vive--Re! Nel\\

tai thanh phé Hai Phong khoa XVI, s6 446-QD/TU.
";
const HOSTILE: &str =
    "</script><img src=x onerror=alert(1)> quyet dinh \"so\" 'mot' & \u{2028} <!-- </style> &lt; dan van\n]]></title> het";

fn restored(text: &str) -> Restoration {
    restore(text, &MODEL, &Phrases::default())
}

fn page(text: &str, decided: &[(usize, &str)]) -> String {
    let restoration = restored(text);
    let subject = Subject { name: "<scan>.txt", text, restoration: &restoration, decided };
    report(&subject, &THEME).expect("the page can be written")
}

fn select<'a>(page: &'a Html, selector: &str) -> Vec<scraper::ElementRef<'a>> {
    page.select(&Selector::parse(selector).expect("a selector")).collect()
}

#[test]
fn hostile_words_stay_words() {
    let html = page(HOSTILE, &[(0, "</script><script>alert(2)</script>\u{2029}")]);
    let page = Html::parse_document(&html);
    assert!(page.errors.is_empty(), "{:?}", page.errors);
    assert_eq!(select(&page, "img").len(), 0);
    assert_eq!((select(&page, "script").len(), select(&page, "style").len(), select(&page, "title").len()), (2, 1, 1));
    let json = select(&page, "#data")[0].inner_html();
    assert!(!json.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{json}");
    let data: serde_json::Value = serde_json::from_str(&json).expect("the data are JSON");
    let words: Vec<&str> = data["words"].as_array().expect("a list").iter().filter_map(|word| word["original"].as_str()).collect();
    let originals = restored(HOSTILE).proposals;
    assert_eq!(words, originals.iter().map(|proposal| proposal.original.as_str()).collect::<Vec<_>>());
    assert_eq!(data["source"], "<scan>.txt");
    assert_eq!(data["decided"][0][1], "</script><script>alert(2)</script>\u{2029}");
}

#[test]
fn only_what_is_within_the_page_may_run() {
    let html = page(SCAN, &[]);
    let page = Html::parse_document(&html);
    let policy = select(&page, "meta[http-equiv=Content-Security-Policy]")[0].attr("content").expect("it has a content");
    let name = |element: &str| {
        let inline: String = select(&page, element)[0].text().collect();
        format!("'sha256-{}'", STANDARD.encode(Sha256::digest(inline.as_bytes())))
    };
    let (style, script) = (name("style"), name("script:not([type])"));
    let expected =
        format!("default-src 'none'; style-src {style}; script-src {script}; img-src data:; base-uri 'none'; form-action 'none'");
    assert_eq!(policy, expected);
    let foreign: Vec<_> = select(&page, "[src], [style], [onclick], link, form[action], base");
    let foreign: Vec<_> = foreign.iter().filter(|element| element.attr("href") != Some("data:,")).map(|element| element.html()).collect();
    assert_eq!(foreign, Vec::<String>::new());
}

#[test]
fn a_line_set_aside_is_shown() {
    let html = page(SCAN, &[]);
    let page = Html::parse_document(&html);
    let aside = select(&page, ".aside .scan");
    assert_eq!(aside.len(), 1);
    assert!(aside[0].text().collect::<String>().ends_with("Vive--Re! Nel\\"));
}

#[test]
fn what_was_decided_is_settled_on_the_page() {
    let html = page(SCAN, &[(1, "quy chế <mới>")]);
    let page = Html::parse_document(&html);
    let settled: Vec<String> = select(&page, "main .w.settled").iter().map(|word| word.text().collect()).collect();
    assert_eq!(settled, ["quy chế <mới>"]);
    assert_eq!(select(&page, "main .w.settled")[0].attr("data-w"), Some("1"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever is read: the pieces hold every byte of the source once, and every proposal is one piece.
    #[test]
    fn pieces_cover_the_source(text in "[a-zđáàêỉ0-9 \n.,<>&\"()-]{0,120}|\\PC{0,60}") {
        let restoration = restored(&text);
        let subject = Subject { name: "a", text: &text, restoration: &restoration, decided: &[] };
        let lines = lines(&subject, THEME.strings());
        let joined: Vec<String> = lines.iter().map(|line| line.pieces.iter().map(|piece| piece.text).collect()).collect();
        prop_assert_eq!(joined.join("\n"), text.clone());
        let words: Vec<usize> = lines.iter().flat_map(|line| line.pieces.iter().filter_map(|piece| piece.word)).collect();
        prop_assert_eq!(words, (0..restoration.proposals.len()).collect::<Vec<_>>());
    }

    /// Deciding keeps every place right and changes nothing but the decided words.
    #[test]
    fn decided_words_stand_in_their_places(text in "[a-zđáàêỉ0-9 \n.,/-]{0,120}", chosen in prop::collection::btree_map(0_usize..20, "\\PC{0,8}", 0..6)) {
        let before = restored(&text);
        let decided: Vec<(usize, &str)> =
            chosen.iter().filter(|(index, _)| **index < before.proposals.len()).map(|(index, text)| (*index, text.as_str())).collect();
        let after = before.clone().decide(&decided);
        let bare = |restoration: &Restoration| {
            let mut rest = restoration.text.clone();
            for proposal in restoration.proposals.iter().rev() {
                assert_eq!(restoration.text[proposal.place.clone()], proposal.text);
                rest.replace_range(proposal.place.clone(), "_");
            }
            rest
        };
        prop_assert_eq!(bare(&before), bare(&after));
        for (index, (old, new)) in before.proposals.iter().zip(&after.proposals).enumerate() {
            match decided.iter().find(|(at, _)| *at == index) {
                Some((_, text)) => prop_assert_eq!((new.text.as_str(), new.confidence), (&*quyche_text::nfc(text), 1.0)),
                None => prop_assert_eq!((&old.text, old.confidence), (&new.text, new.confidence)),
            }
        }
    }
}

fn run(folder: &Path, options: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quyche"));
    command.current_dir(folder).args(["restore", "scan.txt"]).args(options).output().expect("the binary runs")
}

fn printed(output: &Output) -> (Option<i32>, &str, &str) {
    let text = |bytes| std::str::from_utf8(bytes).expect("it prints UTF-8");
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

fn decisions(list: &[(usize, usize, &str, &str)]) -> Decisions {
    let decision = |(start, end, original, text): &(usize, usize, &str, &str)| Decision {
        start: *start,
        end: *end,
        original: (*original).into(),
        text: (*text).into(),
    };
    Decisions { version: FORMAT, source: "scan.txt".into(), hash: hash(SCAN), decisions: list.iter().map(decision).collect() }
}

/// A folder with the scan and a file of decisions.
fn folder(decisions: &Decisions) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    lay(&folder.path().join("scan.txt"), SCAN.as_bytes());
    lay(&folder.path().join("d.json"), &serde_json::to_vec(decisions).expect("decisions are JSON"));
    folder
}

/// The decision about a word of the scan.
fn about<'a>(original: &'a str, text: &'a str) -> (usize, usize, &'a str, &'a str) {
    let start = SCAN.find(original).expect("it is there");
    (start, start + original.len(), original, text)
}

#[test]
fn right_decisions_change_exactly_their_words() {
    let folder = folder(&decisions(&[about("XVI", "XVII"), about("thdng", "thống nhất"), about("QD", "QĐ")]));
    let expected = restored(SCAN).text.replace("XVI", "XVII").replace("hệ thống", "hệ thống nhất");
    assert_eq!(printed(&run(folder.path(), &["--apply", "d.json"])), (Some(0), expected.as_str(), ""));
    let output = run(folder.path(), &["--apply", "d.json", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it prints JSON");
    let sure = json["proposals"].as_array().expect("a list").iter().filter(|proposal| proposal["confidence"] == 1.0).count();
    assert!(sure >= 3, "a decided word is sure");
}

#[test]
fn decisions_about_something_else_are_refused() {
    let right = decisions(&[about("XVI", "XVII")]);
    let wrong = [
        (Decisions { version: 7, hash: String::new(), ..right.clone() }, "version 7"),
        (Decisions { hash: "0123".into(), ..right.clone() }, "another text, `scan.txt` with hash 0123"),
    ];
    for (decisions, expected) in wrong {
        let folder = folder(&decisions);
        let output = run(folder.path(), &["--apply", "d.json"]);
        let (code, out, err) = printed(&output);
        assert_eq!((code, out), (Some(2), ""));
        assert!(err.contains(expected), "{err}");
    }
    let folder = folder(&right);
    lay(&folder.path().join("d.json"), b"[1, 2");
    let output = run(folder.path(), &["--apply", "d.json"]);
    let (code, out, err) = printed(&output);
    assert_eq!((code, out), (Some(2), ""));
    assert!(err.contains("`d.json` holds no decisions"), "{err}");
}

#[test]
fn every_misfit_is_named_at_once() {
    let (start, end, ..) = about("XVI", "");
    let wrong = decisions(&[
        about("thdng", "thống"),
        (start, end, "XIV", "XV"),
        (start + 1, end, "VI", "XV"),
        about("QD", "hai\ndòng"),
        about("thdng", "thông"),
        (9999, 10005, "\u{1b}[31mđỏ", "x"),
    ]);
    let folder = folder(&wrong);
    let output = run(folder.path(), &["--apply", "d.json", "--report", "r.html"]);
    let (code, out, err) = printed(&output);
    assert_eq!((code, out), (Some(2), ""));
    for expected in [
        "5 decision(s) of `d.json` do not fit",
        "scan.txt:4:30: `XVI` stands there, not `XIV`",
        "scan.txt:4:31: no word has the bytes",
        "scan.txt:4:42: the text for `QD` must be one line",
        "scan.txt:1:33: `thdng` is decided twice",
        "scan.txt, beyond the end",
    ] {
        assert!(err.contains(expected), "{expected}\n{err}");
    }
    assert!(!err.contains('\u{1b}') && !folder.path().join("r.html").exists());
}

#[test]
fn a_report_replaces_nothing_unasked() {
    let folder = folder(&decisions(&[about("XVI", "XVII")]));
    let file = folder.path().join("r.html");
    lay(&file, b"mine");
    let output = run(folder.path(), &["--report", "r.html"]);
    let (code, out, err) = printed(&output);
    assert_eq!((code, out), (Some(2), ""));
    assert!(err.contains("`--force`"), "{err}");
    assert_eq!(std::fs::metadata(&file).expect("it is there").len(), 4);
    for input in ["scan.txt", "./d.json"] {
        let output = run(folder.path(), &["--report", input, "--apply", "d.json", "--force"]);
        assert_eq!(printed(&output).0, Some(2), "a report never replaces what it is made from");
    }
    let output = run(folder.path(), &["--report", "r.html", "--force", "--apply", "d.json"]);
    assert_eq!((printed(&output).0, printed(&output).1), (Some(0), ""), "{output:?}");
    assert!(std::fs::metadata(&file).expect("it is there").len() > 10_000);
}

#[test]
fn every_word_of_the_script_is_in_the_strings() {
    let script = read("themes/default/review/review.js");
    for (at, _) in script.match_indices("strings.") {
        let name: String = script[at + 8..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let key = format!("restoration.script.{name}");
        let found = THEME.strings().find(&key).is_some() || THEME.strings().find(&format!("{key}.unsure")).is_some();
        assert!(found, "the script says `{name}`, and the strings hold no `{key}`");
    }
}
