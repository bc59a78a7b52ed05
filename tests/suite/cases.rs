//! The cases of `tests/cases/*.md`: a regulation, the tree the parser makes of it, and what it reports.
//! Entry point: [`cases`]; `tests/README.md` says how a case is written.

use quyche::check::check;
use quyche::corpus::{Contents, assemble};
use quyche::diag::Diagnostic;
use quyche::duty::Register;
use quyche::law::{Block, Kind, Provision, Role};
use quyche::link::Links;

use crate::suite::support::{self, Read, accept, accepting, files, parse, uncovered};

/// Front matter put before a text that has none, so that its lines count from 1.
const NO_META: &str = "---\n---\n";

/// A fenced block: its kind and its lines.
struct Fence {
    kind: String,
    body: String,
}

/// A case file in pieces: what stands between blocks, and the blocks.
enum Part {
    Prose(String),
    Fence(Fence),
}

#[test]
fn cases() {
    let paths = files("tests/cases", ".md");
    assert!(paths.len() >= 35, "the cases are there");
    let mut wrong = Vec::new();
    for path in paths {
        let before = support::read(&path);
        let after = rewritten(&path, &before);
        if before == after {
            continue;
        }
        if accepting() {
            accept(&path, &after);
        } else {
            wrong.push(format!("{path}:\n{}", difference(&before, &after)));
        }
    }
    assert!(wrong.is_empty(), "{}\nif this is right: QUYCHE_ACCEPT=1 cargo test", wrong.join("\n"));
}

#[test]
fn a_case_is_taken_apart() {
    let text = "# Tên\n\nLời.\n\n```text\nĐiều 1. A\n```\n\n```tree\n```\n";
    let kinds: Vec<String> =
        parts(text).into_iter().filter_map(|part| if let Part::Fence(fence) = part { Some(fence.kind) } else { None }).collect();
    assert_eq!(kinds, ["text", "tree"]);
}

/// The file with its blocks as the parser has them now.
fn rewritten(path: &str, text: &str) -> String {
    assert!(text.starts_with("# "), "{path} begins with a title");
    let mut out = String::new();
    let mut read: Option<(Read, usize)> = None;
    let mut shown = true;
    for part in parts(text) {
        let fence = match part {
            Part::Prose(prose) => {
                out.push_str(&prose);
                continue;
            }
            Part::Fence(fence) => fence,
        };
        let body = match fence.kind.as_str() {
            "text" | "escaped" => {
                assert!(shown, "{path}: a text has no block after it");
                shown = false;
                read = Some(load(path, &fence));
                fence.body
            }
            kind @ ("tree" | "diagnostics") => {
                shown = true;
                let (read, skipped) = read.as_ref().unwrap_or_else(|| panic!("{path}: a block `{kind}` before any text"));
                if kind == "tree" { tree(read) } else { diagnostics(read, *skipped) }
            }
            other => panic!("{path}: no block is called `{other}`"),
        };
        out.push_str(&format!("```{}\n{body}```\n", fence.kind));
    }
    assert!(shown && read.is_some(), "{path}: a text has no block after it");
    out
}

/// The text of a block as it is parsed, and how many lines of front matter were put before it.
fn load(path: &str, fence: &Fence) -> (Read, usize) {
    let bytes = if fence.kind == "escaped" { unescaped(&fence.body) } else { fence.body.clone().into_bytes() };
    let bare = !fence.body.starts_with("---\n") && fence.kind == "text";
    let bytes = if bare { [NO_META.as_bytes(), &bytes].concat() } else { bytes };
    let read = parse("thu.md", &bytes);
    assert_eq!(uncovered(read.text(), &read.parsed.value), None, "{path}");
    (read, if bare { NO_META.lines().count() } else { 0 })
}

/// `\r`, `\t`, `\n`, `\xHH` and `\u{H}` stand for themselves; ends of lines of the block are left out.
fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        rest = &rest[sign.len_utf8()..];
        let escape = rest.chars().next();
        match (sign, escape) {
            ('\n', _) => {}
            ('\\', Some('x')) => {
                bytes.push(u8::from_str_radix(&rest[1..3], 16).expect("two digits after `\\x`"));
                rest = &rest[3..];
            }
            ('\\', Some('u')) => {
                let (digits, after) = rest[2..].split_once('}').expect("`\\u{…}`");
                let letter = char::from_u32(u32::from_str_radix(digits, 16).expect("digits in `\\u{…}`")).expect("a letter");
                bytes.extend(letter.encode_utf8(&mut [0; 4]).bytes());
                rest = after;
            }
            ('\\', Some(letter @ ('r' | 'n' | 't'))) => {
                bytes.push(match letter {
                    'r' => b'\r',
                    'n' => b'\n',
                    _ => b'\t',
                });
                rest = &rest[1..];
            }
            _ => bytes.extend(sign.encode_utf8(&mut [0; 4]).bytes()),
        }
    }
    bytes
}

/// One line a provision: its last part of the address, label, heading, words.
fn tree(read: &Read) -> String {
    let tree = &read.parsed.value.tree;
    let text = |range: &std::ops::Range<usize>| read.text()[range.clone()].replace('\n', " ⏎ ");
    let mut out = String::new();
    for (id, provision) in tree.iter() {
        out.push_str(&"  ".repeat(tree.ancestors(id).count() - 1));
        out.push_str(provision.path.as_str().rsplit('/').next().expect("a path has a last part"));
        if let Some(label) = &provision.label {
            out.push_str(&format!(" [{}]", text(label)));
        }
        if !provision.heading.is_empty() {
            out.push_str(&format!(" {}", provision.heading.iter().map(text).collect::<Vec<_>>().join(" / ")));
        }
        if !provision.blocks.is_empty() {
            let blocks: Vec<String> = provision.blocks.iter().map(|block| words(provision, block, &text)).collect();
            out.push_str(&format!(" | {}", blocks.join(" ¶ ")));
        }
        out.push('\n');
    }
    out
}

fn words(provision: &Provision, block: &Block, text: &impl Fn(&std::ops::Range<usize>) -> String) -> String {
    match block {
        Block::Paragraph { range, role } => {
            let framed = matches!(provision.kind, Kind::Opening | Kind::Closing) || *role != Role::Body;
            if framed { format!("{role:?}: {}", text(range)) } else { text(range) }
        }
        Block::Table { rows } => {
            let row = |row: &Vec<std::ops::Range<usize>>| format!("[[{}]]", row.iter().map(text).collect::<Vec<_>>().join("│"));
            rows.iter().map(row).collect::<Vec<_>>().join(" ")
        }
    }
}

/// One line a finding: line and column in the text, code, message.
fn diagnostics(read: &Read, skipped: usize) -> String {
    let corpus = assemble(Contents { regulations: vec![read.parsed.value.clone()], ..Contents::default() }).value;
    let mut found: Vec<Diagnostic> = read.parsed.diagnostics.clone();
    found.extend(check(&corpus, &Links::default(), &Register::default(), &read.sources));
    let start = |finding: &Diagnostic| finding.span.as_ref().map_or(0, |span| span.range.start);
    found.sort_by_key(start);
    let line = |finding: &Diagnostic| {
        let before = &read.text()[..start(finding)];
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        format!("{}:{column} {} {}\n", before.matches('\n').count() + 1 - skipped, finding.code.as_str(), finding.message)
    };
    found.iter().map(line).collect()
}

fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut prose = String::new();
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        let Some(kind) = line.strip_prefix("```") else {
            prose.push_str(line);
            continue;
        };
        parts.push(Part::Prose(std::mem::take(&mut prose)));
        let body: String = lines.by_ref().take_while(|line| line.trim_end() != "```").collect();
        parts.push(Part::Fence(Fence { kind: kind.trim().to_owned(), body }));
    }
    parts.push(Part::Prose(prose));
    parts
}

/// The lines that differ, `-` what the file says and `+` what was found.
fn difference(before: &str, after: &str) -> String {
    let (left, right): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let same = left.iter().zip(&right).take_while(|(left, right)| left == right).count();
    let tail = left[same..].iter().rev().zip(right[same..].iter().rev()).take_while(|(left, right)| left == right).count();
    let old = left[same..left.len() - tail].iter().map(|line| format!("  line {}: - {line}", same + 1));
    let new = right[same..right.len() - tail].iter().map(|line| format!("  line {}: + {line}", same + 1));
    old.chain(new).collect::<Vec<_>>().join("\n")
}
