//! The end of a document: who receives it, who signs it. Entry point: [`read`].

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::compose::form::{Line, is_capitals};
use crate::page::{FormLine, FormPart, Text};

macro_rules! pattern {
    ($name:ident, $text:literal) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($text).expect("the pattern is well-formed"));
    };
}

pattern!(RECIPIENTS, r"^Nơi nhận\s*:?");
pattern!(AUTHORITY, r"(?:^|\s)((?:TM|T/M|KT|K/T|TL|T/L|TUQ|T/UQ|Q)\s*[./]?\s+\p{Lu}{2}[\p{Lu}\s,-]*)$");
// A name has two to six words, each with a capital first and small letters after it.
pattern!(NAME, r"(?:^|\s)(\p{Lu}\p{Ll}*(?:\s+\p{Lu}\p{Ll}*){1,5})$");
pattern!(SIGNED, r"(?i)^\((?:đã ký|ký tên|đã ký và đóng dấu)[^)]*\)$");

/// The parts of the end of a document, in the order of the source.
pub(super) fn read(lines: &[&Text]) -> Vec<Line> {
    let mut out = Vec::new();
    let mut receives = false;
    for line in lines {
        let found = pieces(&line.text, receives);
        receives = match found.last() {
            Some((Some(FormPart::Recipients | FormPart::Recipient), _)) => true,
            // "Nơi nhận: T/M BAN THƯỜNG VỤ": two columns of a page on one line; the recipients follow.
            _ => found.iter().any(|(part, _)| *part == Some(FormPart::Recipients)),
        };
        for (part, range) in found {
            let text = line.slice(range);
            out.push(match part {
                Some(part) => Line::Part(FormLine { part, text }),
                None => Line::Other(text),
            });
        }
    }
    out
}

fn pieces(text: &str, receives: bool) -> Vec<(Option<FormPart>, Range<usize>)> {
    let Some(title) = RECIPIENTS.find(text) else { return signed(text, receives) };
    let mut out = vec![(Some(FormPart::Recipients), title.range())];
    let rest = title.end() + (text[title.end()..].len() - text[title.end()..].trim_start().len());
    if rest < text.len() {
        out.extend(signed(&text[rest..], true).into_iter().map(|(part, range)| (part, range.start + rest..range.end + rest)));
    }
    out
}

/// As [`pieces`], of a line that does not begin with the title of the recipients, or of what stands after it.
fn signed(text: &str, receives: bool) -> Vec<(Option<FormPart>, Range<usize>)> {
    let all = 0..text.len();
    if AUTHORITY.captures(text).is_some_and(|found| found.get(1).is_some_and(|words| words.start() == 0)) {
        return vec![(Some(FormPart::Authority), all)];
    }
    if SIGNED.is_match(text) {
        return vec![(Some(FormPart::Signed), all)];
    }
    if is_capitals(text) && text.contains(' ') {
        return vec![(Some(FormPart::Post), all)];
    }
    if let Some(name) = NAME.captures(text).and_then(|found| found.get(1)) {
        let before = text[..name.start()].trim_end();
        if before.is_empty() {
            return vec![(Some(FormPart::Name), all)];
        }
        if is_capitals(before) {
            return vec![(Some(FormPart::Post), 0..before.len()), (Some(FormPart::Name), name.range())];
        }
    }
    vec![(receives.then_some(FormPart::Recipient), all)]
}
