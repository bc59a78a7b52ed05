//! The structure of five regulations against counts made by hand (`tests/gold/counts.tsv`), the law that a tree covers its
//! text, and that a tree is written back as the text it was read from.

use std::collections::BTreeMap;

use quyche::content::Regulation;
use quyche::law::{Kind, Provision, ProvisionId};

use crate::suite::support::{Read, parse, read, regulations, uncovered};

#[test]
fn every_word_is_in_one_piece() {
    for path in regulations() {
        let read = load(&path);
        assert_eq!(uncovered(read.text(), &read.parsed.value), None, "{path}");
    }
}

#[test]
fn units_are_those_counted_by_hand() {
    let mut wrong = Vec::new();
    let mut rows = 0;
    for row in gold().iter().filter(|row| row.len() > 4 && row[1] == "main") {
        let [document, _, unit, khoan, diem, gach] = &row[..6] else { panic!("a row has six columns: {row:?}") };
        let note = row.get(6).map(String::as_str).unwrap_or_default();
        let regulation = &load(&format!("tests/corpus/regulations/{document}.md")).parsed.value;
        let text = read(&format!("tests/corpus/regulations/{document}.md"));
        let (root, top) = main_unit(regulation, unit);
        let count =
            |wanted: &dyn Fn(&Provision) -> bool| regulation.tree.subtree(root).skip(1).filter(|(_, provision)| wanted(provision)).count();
        let dots = |provision: &Provision| provision.number.as_deref().map_or(0, |number| number.matches('.').count());
        let dash = |provision: &Provision, sign: bool| {
            provision.kind == Kind::Dash && provision.label.clone().is_some_and(|label| (&text[label] == "+") == sign)
        };
        let mut found = vec![
            ("khoản", khoan.clone(), count(&|provision| provision.kind == Kind::Clause && dots(provision) == usize::from(top))),
            ("điểm", diem.clone(), count(&|provision| provision.kind == Kind::Point)),
            ("gạch", gach.clone(), count(&|provision| dash(provision, false))),
        ];
        if let Some(nmk) = noted(note, "nmk=") {
            found.push(("n.m.k", nmk, count(&|provision| provision.kind == Kind::Clause && dots(provision) == 2)));
        }
        found.push(("plus", noted(note, "plus=").unwrap_or_else(|| String::from("0")), count(&|provision| dash(provision, true))));
        for (what, expected, seen) in found {
            if expected != seen.to_string() {
                wrong.push(format!("{document} {unit}: {seen} {what} for {expected} ({note})"));
            }
        }
        rows += 1;
    }
    assert!(rows > 150, "the gold has its rows: {rows}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn totals_are_those_counted_by_hand() {
    let mut wrong = Vec::new();
    for row in gold().iter().filter(|row| row.len() > 2 && row[1].starts_with("TOTAL-")) {
        let [document, what, expected] = &row[..3] else { panic!("a row has three columns: {row:?}") };
        let read = load(&format!("tests/corpus/regulations/{document}.md"));
        let tree = &read.parsed.value.tree;
        let party = document.starts_with("quy-dinh-294");
        let (first, _) = tree.components().next().expect("a tree has a component");
        let count = |wanted: &dyn Fn(&Provision) -> bool| tree.subtree(first).filter(|(_, provision)| wanted(provision)).count();
        let dots = |provision: &Provision| provision.number.as_deref().map_or(0, |number| number.matches('.').count());
        let dash = |provision: &Provision, sign: bool| {
            provision.kind == Kind::Dash && provision.label.clone().is_some_and(|label| (&read.text()[label] == "+") == sign)
        };
        let clause = |depth: usize| count(&|provision| provision.kind == Kind::Clause && dots(provision) == depth);
        let seen = match what.trim_start_matches("TOTAL-") {
            "phan" => count(&|provision| provision.kind == Kind::Part),
            "chuong" => count(&|provision| provision.kind == Kind::Chapter),
            "muc" => count(&|provision| provision.kind == Kind::Section),
            "dieu" => count(&|provision| provision.kind == Kind::Article),
            "top" => clause(0),
            "khoan" => clause(usize::from(party)),
            "nmk" => clause(2),
            "diem" => count(&|provision| provision.kind == Kind::Point),
            "gach" => count(&|provision| dash(provision, false)),
            "plus" => count(&|provision| dash(provision, true)),
            other => panic!("the gold counts `{other}`, which this test does not know"),
        };
        if *expected != seen.to_string() {
            wrong.push(format!("{document}: {seen} {what} for {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Forms whose label stands on a line of its own; labels that the gazette printed at the end of another line are no labels.
#[test]
fn forms_with_a_line_of_their_own() {
    let mut wanted: BTreeMap<String, Vec<(String, usize)>> = BTreeMap::new();
    for row in gold().iter().filter(|row| row.len() > 6 && row[1] == "appendix") {
        if let Some(line) = row[6].strip_prefix("label line ").and_then(|rest| rest.split(';').next()) {
            let number = row[2].trim_start_matches("Mẫu số ").to_owned();
            wanted.entry(row[0].clone()).or_default().push((number, line.parse().expect("a line is a number")));
        }
    }
    assert_eq!(wanted.values().map(Vec::len).sum::<usize>(), 7);
    for (document, forms) in wanted {
        let read = load(&format!("tests/corpus/regulations/{document}.md"));
        let regulation = &read.parsed.value;
        let line = |at: usize| read.text()[regulation.body.start..at].matches('\n').count() + 1;
        let seen: Vec<(String, usize)> = regulation
            .tree
            .iter()
            .filter(|(_, provision)| provision.kind == Kind::Form)
            .map(|(_, provision)| {
                (provision.number.as_deref().unwrap_or_default().to_owned(), provision.label.clone().map_or(0, |label| line(label.start)))
            })
            .collect();
        for form in forms {
            assert!(seen.contains(&form), "{document} {form:?} in {seen:?}");
        }
    }
}

#[test]
fn text_to_tree_to_text() {
    for path in regulations() {
        let read = load(&path);
        let regulation = &read.parsed.value;
        let mut written = read.text()[..regulation.body.start].to_owned();
        for piece in regulation.tree.iter().flat_map(|(_, provision)| provision.pieces()) {
            let between = &read.text()[written.len()..piece.start];
            assert!(between.trim().is_empty() || between.contains(['|', '\t']), "{path}: {between:?} is in no piece");
            written.push_str(between);
            written.push_str(&read.text()[piece]);
        }
        written.push_str(&read.text()[regulation.body.end..]);
        assert_eq!(written.trim_end(), read.text().trim_end(), "{path}");
    }
}

/// Blank lines mean nothing between whole paragraphs: the tree is the same with none and with one before every piece that begins a line.
#[test]
fn blank_lines_are_free() {
    for path in regulations() {
        let original = load(&path);
        for gap in ["\n", "\n\n"] {
            let rewritten = respaced(&original, gap);
            let again = parse(path.rsplit('/').next().expect("a path has a name"), rewritten.as_bytes());
            let (before, after) = (outline(&original), outline(&again));
            for (left, right) in before.iter().zip(&after) {
                assert_eq!(left, right, "{path} with {gap:?} between paragraphs");
            }
            assert_eq!(before.len(), after.len(), "{path} with {gap:?} between paragraphs");
        }
    }
}

/// The text with `gap` for every run of line ends between pieces.
fn respaced(read: &Read, gap: &str) -> String {
    let regulation = &read.parsed.value;
    let mut written = read.text()[..regulation.body.start].to_owned();
    let mut at = regulation.body.start;
    for piece in regulation.tree.iter().flat_map(|(_, provision)| provision.pieces()) {
        let between = &read.text()[at..piece.start];
        match between.contains('\n') && between.trim().is_empty() {
            true => written.push_str(gap),
            false => written.push_str(between),
        }
        written.push_str(&read.text()[piece.clone()]);
        at = piece.end;
    }
    written.push('\n');
    written
}

/// Path, kind and words of every provision.
fn outline(read: &Read) -> Vec<(String, Kind, Vec<String>)> {
    let words = |provision: &Provision| provision.pieces().map(|piece| read.text()[piece].to_owned()).collect();
    read.parsed.value.tree.iter().map(|(_, provision)| (provision.path.to_string(), provision.kind, words(provision))).collect()
}

fn load(path: &str) -> Read {
    parse(path.rsplit('/').next().expect("a path has a name"), read(path).as_bytes())
}

/// Rows of the gold by column, without the header.
fn gold() -> Vec<Vec<String>> {
    read("tests/gold/counts.tsv").lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// The unit of the first component that the gold names, and whether it is a numbered part of a text without Điều.
fn main_unit(regulation: &Regulation, unit: &str) -> (ProvisionId, bool) {
    let top = !unit.starts_with("dieu-");
    let part = if top { format!("khoan-{unit}") } else { unit.to_owned() };
    let (_, component) = regulation.tree.components().next().expect("a tree has a component");
    let path = component.path.join(&part);
    let found = regulation.tree.iter().find(|(_, provision)| provision.path == path);
    (found.unwrap_or_else(|| panic!("no provision {path}")).0, top)
}

fn noted(note: &str, key: &str) -> Option<String> {
    let rest = &note[note.find(key)? + key.len()..];
    Some(rest.chars().take_while(char::is_ascii_digit).collect())
}
