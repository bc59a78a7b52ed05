//! Reads YAML into plain data and says where it went wrong. The only module that knows the YAML library.
//! Entry points: [`read_mapping`], [`read_list`].

use std::ops::Range;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::diag::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// A value and where it stands: bytes of the file from the value's start to the end of its line.
#[derive(Clone, Debug)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where.
    pub span: Span,
}

/// A value as YAML, one key a line.
pub fn write(value: &impl Serialize) -> anyhow::Result<String> {
    Ok(serde_yaml::to_string(value)?)
}

/// A mapping that is part of the program; nothing when it is none.
pub fn read_own(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_default()
}

/// Reads the mapping in bytes `part` of `text`, the text of `file`. A key that is not known or a value that cannot be is
/// reported and left out; the others stay. An empty part is an empty mapping.
pub fn read_mapping<T: DeserializeOwned + Default>(text: &str, file: FileId, part: Range<usize>, sink: &mut Vec<Diagnostic>) -> T {
    if is_blank(&text[part.clone()]) {
        return T::default();
    }
    let map: Map<String, Value> = match read(text, file, part.clone()) {
        Ok(map) => map,
        Err(diagnostic) => {
            sink.push(diagnostic);
            return T::default();
        }
    };
    let fits = |key: &String, value: &Value| serde_json::from_value::<T>(Value::Object(Map::from_iter([(key.clone(), value.clone())])));
    let mut kept = Map::new();
    for (key, value) in map {
        match fits(&key, &value) {
            Ok(_) => {
                kept.insert(key, value);
            }
            Err(error) => {
                let error = error.to_string();
                let message = if error.contains(&format!("`{key}`")) { error } else { format!("`{key}`: {error}") };
                sink.push(
                    Diagnostic::error(Code::BadYaml, Span::new(file, key_place(text, part.clone(), &key)), message)
                        .hint("the line is left out; the others are used"),
                );
            }
        }
    }
    serde_json::from_value(Value::Object(kept)).unwrap_or_default()
}

/// A list whose items keep their place, as [`Located`]. An item that cannot be read is reported and left out.
pub fn read_list<T: DeserializeOwned>(text: &str, file: FileId, sink: &mut Vec<Diagnostic>) -> Vec<Located<T>> {
    read_list_in(text, file, 0..text.len(), sink)
}

/// As [`read_list`], for the list in bytes `part` of `text`.
pub fn read_list_in<T: DeserializeOwned>(text: &str, file: FileId, part: Range<usize>, sink: &mut Vec<Diagnostic>) -> Vec<Located<T>> {
    if is_blank(&text[part.clone()]) {
        return Vec::new();
    }
    let items: Vec<serde_yaml::Spanned<Value>> = match read(text, file, part.clone()) {
        Ok(items) => items,
        Err(diagnostic) => {
            sink.push(diagnostic);
            return Vec::new();
        }
    };
    let starts = starts_in(text, part);
    let mut located = Vec::with_capacity(items.len());
    for item in items {
        let span = Span::new(file, place(text, &starts, item.defined.line(), item.defined.column()));
        match serde_json::from_value(item.value) {
            Ok(value) => located.push(Located { value, span }),
            Err(error) => {
                let diagnostic = Diagnostic::error(Code::BadYaml, span, error.to_string());
                sink.push(diagnostic.hint("this entry is left out; the others are used"));
            }
        }
    }
    located
}

fn read<T: DeserializeOwned>(text: &str, file: FileId, part: Range<usize>) -> Result<T, Diagnostic> {
    serde_yaml::from_str(&text[part.clone()]).map_err(|error| {
        let range = match error.location() {
            Some(location) => place(text, &starts_in(text, part.clone()), location.line(), location.column()),
            None => part.start..line_end(text, part.start),
        };
        let message = error.without_snippet().render_with_formatter(&serde_yaml::UserMessageFormatter);
        Diagnostic::error(Code::BadYaml, Span::new(file, range), sentence(&message).to_owned())
            .hint("nothing of this part is used until it can be read")
    })
}

fn is_blank(yaml: &str) -> bool {
    yaml.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
}

/// The line of `part` that begins with `key`.
fn key_place(text: &str, part: Range<usize>, key: &str) -> Range<usize> {
    let mut at = part.start;
    for line in text[part.clone()].split_inclusive('\n') {
        if line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with(':')) {
            return at..at + line.trim_end().len();
        }
        at += line.len();
    }
    part.start..line_end(text, part.start)
}

/// The first line of a message without its place, which counts from the start of the part and not of the file.
fn sentence(message: &str) -> &str {
    let line = message.lines().next().unwrap_or("cannot be read");
    line.split_once(" at line ").map_or(line, |(words, _)| words)
}

/// Where each line of `part` begins, in bytes of `text`.
fn starts_in(text: &str, part: Range<usize>) -> Vec<usize> {
    std::iter::once(part.start).chain(text[part.clone()].match_indices('\n').map(|(at, _)| part.start + at + 1)).collect()
}

/// Bytes from a line and column (from 1, in characters) to the end of that line; lines begin at `starts`.
fn place(text: &str, starts: &[usize], line: u64, column: u64) -> Range<usize> {
    let line = usize::try_from(line.saturating_sub(1)).unwrap_or(0);
    let start = starts.get(line).copied().unwrap_or(text.len());
    let end = line_end(text, start);
    let column = usize::try_from(column.saturating_sub(1)).unwrap_or(0);
    let begin = text[start..end].char_indices().nth(column).map_or(end, |(offset, _)| start + offset);
    begin..end
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |index| at + index)
}
