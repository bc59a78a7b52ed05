//! The shape of the code: first lines, length of files, no loose ends, and the rows of `ARCHITECTURE.md`.

use std::collections::BTreeSet;

use crate::suite::support::{files, read};

/// Modules of `src/` by row: a module uses rows above its own, never its own or a lower one, except its own folder.
const ROWS: [(&str, u32); 32] = [
    ("deflate", 1),
    ("fs", 1),
    ("law", 1),
    ("sum", 1),
    ("source", 2),
    ("intake", 2),
    ("diag", 3),
    ("yaml", 4),
    ("output", 4),
    ("theme", 5),
    ("restore", 5),
    ("content", 6),
    ("corpus", 7),
    ("link", 8),
    ("duty", 9),
    ("study", 10),
    ("page", 10),
    ("render", 11),
    ("index", 11),
    ("export", 11),
    ("review", 12),
    ("compose", 13),
    ("check", 14),
    ("ingest", 14),
    ("build", 15),
    ("serve", 16),
    ("cli", 17),
    ("main", 18),
    ("lib", 19),
    // Names at the root of the crate that are no modules of ours.
    ("quyche_text", 0),
    ("self", 0),
    ("test", 0),
];

/// Longest file of code, in lines.
const LONGEST: usize = 500;

#[test]
fn every_file_says_what_it_is_for() {
    for path in code() {
        assert!(read(&path).starts_with("//! "), "{path} does not begin with `//! `");
    }
}

#[test]
fn no_file_is_long() {
    for path in code() {
        let lines = read(&path).lines().count();
        assert!(lines <= LONGEST, "{path} has {lines} lines: cut it by noun");
    }
}

#[test]
fn no_loose_ends() {
    let marks =
        [["TO", "DO"].concat(), ["FIX", "ME"].concat(), ["XX", "X"].concat(), ["todo", "!("].concat(), ["unimplemented", "!("].concat()];
    let unwrap = [".unwrap", "()"].concat();
    for path in code() {
        let text = read(&path);
        let found = marks.iter().find(|mark| text.contains(mark.as_str()));
        assert!(found.is_none(), "{path} has a loose end: {found:?}");
        if !is_test(&path) {
            let product = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            assert!(!product.contains(&unwrap), "{path}: say which invariant makes it safe with `expect`");
        }
    }
}

#[test]
fn unsafe_code_stands_at_the_border_of_wasm_only() {
    assert!(read("Cargo.toml").contains("\nunsafe_code = \"deny\"\n"), "the lint of the workspace");
    for path in files("search", "Cargo.toml").into_iter().chain([String::from("Cargo.toml")]).filter(|path| !path.contains("/target/")) {
        assert!(read(&path).contains("\n[lints]\nworkspace = true\n"), "{path} keeps the lints of the workspace");
    }
    let lint = ["unsafe", "_code"].concat();
    let lifted: Vec<String> = code().into_iter().filter(|path| read(path).contains(&lint) && !path.ends_with("suite/tidy.rs")).collect();
    assert_eq!(lifted, ["search/client/src/abi.rs", "search/client/src/heap.rs"]);
}

#[test]
fn the_licence_of_every_dependency_is_listed() {
    let lock = read("Cargo.lock");
    let foreign = lock.split("[[package]]\n").filter(|package| package.contains("\nsource = "));
    let locked: BTreeSet<&str> = foreign.filter_map(|package| package.strip_prefix("name = \"")?.split('"').next()).collect();
    let listed = read("LICENCES.md");
    let rows = listed.lines().filter_map(|line| line.strip_prefix("| ")?.split_once(" | ")).filter(|(name, _)| *name != "crate");
    let listed: BTreeSet<&str> = rows.map(|(name, _)| name.trim_start_matches('[').split(']').next().unwrap_or_default()).collect();
    let apart: Vec<&&str> = listed.symmetric_difference(&locked).collect();
    assert!(apart.is_empty(), "{apart:?}: `node tests/licences.mjs` writes LICENCES.md anew");
}

#[test]
fn modules_use_rows_above_them() {
    let mut breaches = Vec::new();
    for path in files("src", ".rs") {
        let module = module(&path);
        let own = row(module);
        let text = without_comments(&read(&path));
        for used in used(&text, "crate::") {
            if used != module && row(&used) >= own {
                breaches.push(format!("{path}: `{module}` (row {own}) uses `{used}` (row {})", row(&used)));
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn main_only_maps() {
    let used = used(&without_comments(&read("src/main.rs")), "quyche::");
    assert_eq!(used, ["cli"]);
}

#[test]
fn paths_are_found() {
    let text = "use crate::diag::{Code, Parsed};\nuse crate::{\n    check, corpus::Corpus,\n    source::{FileId, Source},\n};\nlet x = crate::law::Kind::Part; // crate::cli\n";
    assert_eq!(used(&without_comments(text), "crate::"), ["check", "corpus", "diag", "law", "source"]);
}

/// Every file of code that the project writes.
fn code() -> Vec<String> {
    let mut paths = files("src", ".rs");
    paths.extend(files("search", ".rs").into_iter().filter(|path| !path.contains("/target/")));
    paths.extend(files("tests", ".rs").into_iter().filter(|path| !path.contains("/target/")));
    assert!(paths.len() > 60, "the code is there");
    paths
}

fn is_test(path: &str) -> bool {
    path.starts_with("tests/") || path.contains("/tests/") || path.ends_with("/tests.rs")
}

/// The module of `src/` that a file belongs to.
fn module(path: &str) -> &str {
    let below = path.strip_prefix("src/").expect("a file of `src/`");
    below.split(['/', '.']).next().expect("a name has a first part")
}

fn row(module: &str) -> u32 {
    let found = ROWS.iter().find(|(name, _)| *name == module);
    found.unwrap_or_else(|| panic!("`{module}` has no row: add it to the table here and in `ARCHITECTURE.md`")).1
}

fn without_comments(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// First names after `root` in the paths of `text`, sorted, each once; a group in braces is taken apart.
fn used(text: &str, root: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in text.match_indices(root) {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|sign| sign.is_alphanumeric() || sign == '_' || sign == '$') {
            continue;
        }
        let rest = &text[at + root.len()..];
        match rest.strip_prefix('{') {
            Some(group) => names.extend(group_names(group)),
            None => names.push(name(rest)),
        }
    }
    names.retain(|name| !name.is_empty() && !name.starts_with(char::is_uppercase));
    names.sort();
    names.dedup();
    names
}

/// Names at the first level of a group whose opening brace has been read.
fn group_names(group: &str) -> Vec<String> {
    let (mut depth, mut fresh) = (1, true);
    let mut names = Vec::new();
    for (at, sign) in group.char_indices() {
        match sign {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => fresh = true,
            _ if fresh && depth == 1 && !sign.is_whitespace() => {
                names.push(name(&group[at..]));
                fresh = false;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names
}

fn name(text: &str) -> String {
    text.chars().take_while(|sign| sign.is_alphanumeric() || *sign == '_').collect()
}
