//! What is wrong with the words that a theme lays over others. Entry point: [`check`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use crate::diag::{Code, Diagnostic};
use crate::source::{FileId, Span};
use crate::theme::check::{nearest, regex};

/// Branches to which a theme may add: their keys come from the content.
const OPEN: [&str; 2] = ["document_types", "timings"];

static PLACE: LazyLock<Regex> = LazyLock::new(|| regex(r"\{([a-z_]+)[|}]"));

/// What words are held against.
#[derive(Debug)]
pub(super) struct Known<'a> {
    /// The words they are laid over.
    pub(super) words: &'a Value,
    /// Keys that templates of the same theme ask for.
    pub(super) asked: &'a BTreeSet<String>,
    /// The language, where the built-in theme does not have it.
    pub(super) new_language: Option<&'a str>,
}

/// Keys of `own` that nothing asks for, places that nothing fills, and of a new language also what it lacks. `text` is that of `file`, in which `own` stands.
pub(super) fn check(own: &Value, known: &Known<'_>, file: FileId, text: &str) -> Vec<Diagnostic> {
    let (mut known_leaves, mut own_leaves) = (BTreeMap::new(), BTreeMap::new());
    leaves(known.words, "", &mut known_leaves);
    leaves(own, "", &mut own_leaves);
    for key in known.asked.iter().filter(|key| !known_leaves.contains_key(*key)).collect::<Vec<_>>() {
        known_leaves.extend(own_leaves.get_key_value(key).map(|(key, word)| (key.clone(), word.clone())));
    }
    let wrong = own_leaves.iter().filter_map(|(key, word)| {
        let span = Span::new(file, locate(text, key));
        wrong_word(key, word.as_deref(), &known_leaves, &span)
    });
    let mut found: Vec<Diagnostic> = wrong.collect();
    let missing: Vec<&str> = known_leaves.keys().filter(|key| !own_leaves.contains_key(*key)).map(String::as_str).collect();
    if let (Some(language), [first, ..]) = (known.new_language, missing.as_slice()) {
        let message = format!("{} of {} words are missing in `{language}`, the first is `{first}`", missing.len(), known_leaves.len());
        let some = missing.iter().take(10).copied().collect::<Vec<_>>().join(", ");
        let warning = Diagnostic::warning(Code::ThemeWord, Span::new(file, 0..0), message);
        found.push(warning.hint(format!("what is missing is said in Vietnamese: {some}")));
    }
    found
}

/// What is wrong with the word at `key`; `text` is `None` for something that is no text.
fn wrong_word(key: &str, text: Option<&str>, known: &BTreeMap<String, Option<String>>, span: &Span) -> Option<Diagnostic> {
    let error = |message: String| Diagnostic::error(Code::ThemeWord, span.clone(), message);
    let Some(text) = text else { return Some(error(format!("`{key}` is no text")).hint("put it in quotation marks")) };
    let Some(pattern) = known.get(key) else {
        if OPEN.iter().any(|branch| key.strip_prefix(branch).is_some_and(|rest| rest.starts_with('.') && rest.matches('.').count() == 1)) {
            return None;
        }
        let branch = known.keys().any(|known| known.strip_prefix(key).is_some_and(|rest| rest.starts_with('.')));
        if branch {
            return Some(error(format!("`{key}` holds several words")).hint("write the keys below it, each on a line of its own"));
        }
        let warning = Diagnostic::warning(Code::ThemeWord, span.clone(), format!("nothing asks for the word `{key}`"));
        return Some(match nearest(key, known.keys().map(String::as_str)) {
            Some(name) => warning.hint(format!("the nearest is `{name}`")),
            None => warning.hint("the keys are those of `strings.vi.yaml` of the built-in theme; a template may ask for one of your own"),
        });
    };
    let places = |text: &str| PLACE.captures_iter(text).map(|found| found[1].to_owned()).collect::<BTreeSet<_>>();
    let allowed = places(pattern.as_deref().unwrap_or_default());
    // A date may be put together from any of its parts.
    let unknown: Vec<String> =
        places(text).difference(&allowed).filter(|_| key != "format.date").map(|name| format!("`{{{name}}}`")).collect();
    if unknown.is_empty() {
        return None;
    }
    let allowed: Vec<String> = allowed.iter().map(|name| format!("`{{{name}}}`")).collect();
    let hint = if allowed.is_empty() { String::from("this word has no places") } else { format!("it may hold {}", allowed.join(", ")) };
    Some(error(format!("nothing fills {} in `{key}`", unknown.join(", "))).hint(hint))
}

/// Every word by its dotted key; `None` for what is no text. A list is one word.
pub(super) fn leaves(tree: &Value, key: &str, found: &mut BTreeMap<String, Option<String>>) {
    match tree {
        Value::Object(branch) => {
            for (step, value) in branch {
                leaves(value, &if key.is_empty() { step.clone() } else { format!("{key}.{step}") }, found);
            }
        }
        Value::Array(list) => drop(found.insert(key.to_owned(), Some(list.iter().filter_map(Value::as_str).collect()))),
        other => drop(found.insert(key.to_owned(), other.as_str().map(str::to_owned))),
    }
}

/// The line at which a dotted key of a YAML mapping stands; the first line when it is not written one key a line.
fn locate(text: &str, key: &str) -> std::ops::Range<usize> {
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_start();
        let indent = line.len() - words.len();
        if let (false, Some((name, _))) = (words.starts_with('#'), words.split_once(':')) {
            open.retain(|(column, _)| *column < indent);
            open.push((indent, name.trim_matches(['"', '\''])));
            if open.iter().map(|(_, name)| *name).eq(key.split('.')) {
                return at + indent..at + line.trim_end().len();
            }
        }
        at += line.len();
    }
    0..text.lines().next().map_or(0, str::len)
}
