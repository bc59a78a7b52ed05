//! A small site, compared file by file: `tests/golden/content` built is `tests/golden/site`. Files of the theme are left out,
//! and of the index and other binary files only the names are compared.

use std::collections::BTreeMap;

use crate::suite::site::golden;
use crate::suite::support::{accept, accepting, bytes_below, read, repository};

/// Where the names of the files are kept that are not compared word by word.
const NAMES: &str = "tests/golden/names.txt";
/// Where the files are kept that are.
const FOLDER: &str = "tests/golden/site";

#[test]
fn the_golden_site() {
    let (texts, names) = seen();
    if accepting() {
        let folder = repository(FOLDER);
        for old in bytes_below(&folder).into_keys().filter(|path| !texts.contains_key(path)) {
            crate::suite::support::discard(&folder.join(old));
        }
        for (path, text) in &texts {
            accept(&format!("{FOLDER}/{path}"), text);
        }
        accept(NAMES, &names);
    }
    let kept = bytes_below(&repository(FOLDER));
    let unused: Vec<&String> = kept.keys().filter(|path| !texts.contains_key(*path)).collect();
    assert!(unused.is_empty(), "these are no longer made: {unused:?}");
    let mut wrong = Vec::new();
    for (path, text) in &texts {
        let golden = kept.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
        if golden != *text {
            wrong.push(format!("{path}: {}", first_difference(&golden, text)));
        }
    }
    assert!(wrong.is_empty(), "{}\nif this is right: QUYCHE_ACCEPT=1 cargo test", wrong.join("\n"));
    assert_eq!(read(NAMES), names);
}

/// Texts by path, and the names of everything else, one a line.
fn seen() -> (BTreeMap<String, String>, String) {
    let (mut texts, mut names) = (BTreeMap::new(), Vec::new());
    for (path, bytes) in &golden().files {
        let compared = !path.starts_with("static/")
            && !path.starts_with("du-lieu/chi-muc/")
            && !path.starts_with("du-lieu/ngoai-tuyen/")
            && path != "sw.js"
            && !path.starts_with('.');
        match std::str::from_utf8(bytes) {
            Ok(text) if compared => {
                texts.insert(path.clone(), without_bodies(&without_versions(text)));
            }
            _ => names.push(name(path)),
        }
    }
    names.sort();
    names.dedup();
    (texts, names.join("\n") + "\n")
}

/// A file of a segment of the index is named after a hash of its content.
fn name(path: &str) -> String {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    let hash = stem.len() == 32 && stem.chars().all(|digit| digit.is_ascii_hexdigit());
    if hash { format!("{folder}/*.{ending}") } else { path.to_owned() }
}

/// The text with `?v=…` of static files left out: those change with every touch of the theme.
fn without_versions(text: &str) -> String {
    let mut parts = text.split("?v=");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(part.trim_start_matches(|digit: char| digit.is_ascii_hexdigit()));
    }
    out
}

/// The text with what nobody could read left out, and what changes with every touch of the theme: blocks of bytes, the style and the script
/// that a page carries within itself, and their checksums in its policy.
fn without_bodies(text: &str) -> String {
    let bodies = [
        ("<script type=\"application/octet-stream\" id=\"may-tim\">", "</script>"),
        ("<script type=\"application/octet-stream\" id=\"ban-ghi\">", "</script>"),
        ("<script type=\"module\">", "</script>"),
        ("<script>", "</script>"),
        ("<style>", "</style>"),
        ("'sha256-", "'"),
    ];
    bodies.into_iter().fold(text.to_owned(), |text, (opening, closing)| {
        let mut parts = text.split(opening);
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            out.push_str(opening);
            out.push_str(part.find(closing).map_or(part, |at| &part[at..]));
        }
        out
    })
}

fn first_difference(left: &str, right: &str) -> String {
    let line = left.lines().zip(right.lines()).take_while(|(left, right)| left == right).count();
    let show = |text: &str| text.lines().nth(line).unwrap_or("(the end)").chars().take(200).collect::<String>();
    format!("line {}\n  golden: {}\n  seen:   {}", line + 1, show(left), show(right))
}
