//! Reads YAML into plain data and says where it went wrong. The only module that knows the YAML library.
//! Entry points: [`read`], [`Located`].

use std::ops::Range;

use serde::Deserialize;
use serde::de::DeserializeOwned;

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

/// Reads the YAML in bytes `part` of `text`, the text of `file`. An empty part is an empty mapping or list.
pub fn read<T: DeserializeOwned>(text: &str, file: FileId, part: Range<usize>) -> Result<T, Diagnostic> {
    let yaml = &text[part.clone()];
    serde_yaml::from_str(yaml).map_err(|error| {
        let range = match error.location() {
            Some(location) => place(text, part.clone(), location.line(), location.column()),
            None => part.start..line_end(text, part.start),
        };
        let message = error.without_snippet().to_string();
        Diagnostic::error(Code::BadYaml, Span::new(file, range), sentence(&message).to_owned())
    })
}

/// A list whose items keep their place, as [`Located`].
pub fn read_list<T: DeserializeOwned>(text: &str, file: FileId) -> Result<Vec<Located<T>>, Diagnostic> {
    #[derive(Deserialize)]
    #[serde(bound = "T: DeserializeOwned")]
    struct Items<T>(Vec<serde_yaml::Spanned<T>>);

    if text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
        return Ok(Vec::new());
    }
    let items: Items<T> = read(text, file, 0..text.len())?;
    let locate = |item: serde_yaml::Spanned<T>| {
        let range = place(text, 0..text.len(), item.defined.line(), item.defined.column());
        Located { value: item.value, span: Span::new(file, range) }
    };
    Ok(items.0.into_iter().map(locate).collect())
}

/// The first line of a message without its place, which counts from the start of the part and not of the file.
fn sentence(message: &str) -> &str {
    let line = message.lines().next().unwrap_or("cannot be read");
    line.rsplit_once(" at line ").map_or(line, |(words, _)| words)
}

/// Bytes from a line and column (from 1, in characters) of `part` to the end of that line.
fn place(text: &str, part: Range<usize>, line: u64, column: u64) -> Range<usize> {
    let skip = usize::try_from(line.saturating_sub(1)).unwrap_or(0);
    let start = part.start + text[part.clone()].split_inclusive('\n').take(skip).map(str::len).sum::<usize>();
    let end = line_end(text, start);
    let column = usize::try_from(column.saturating_sub(1)).unwrap_or(0);
    let begin = text[start..end].char_indices().nth(column).map_or(end, |(offset, _)| start + offset);
    begin..end
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |index| at + index)
}
