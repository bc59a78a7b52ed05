//! A paragraph into sentences, a sentence into segments at its semicolons. Entry points: [`sentences`], [`segments`].

use std::ops::Range;

/// The sentences of `text`, in bytes of it, without the stop.
pub(in crate::duty) fn sentences(text: &str) -> Vec<Range<usize>> {
    split(text, |rest| {
        let after = rest.strip_prefix('.')?;
        let next = after.trim_start();
        let ends = next.is_empty() || (next.len() < after.len() && next.starts_with(|letter: char| letter.is_uppercase() || letter == '“'));
        ends.then_some(1)
    })
}

/// The parts of a sentence between semicolons that stand neither in brackets nor in quotation marks.
pub(in crate::duty) fn segments(text: &str) -> Vec<Range<usize>> {
    split(text, |rest| rest.starts_with(';').then_some(1))
}

/// Cuts `text` where `stop` says so, with the bytes it takes; brackets and quotation marks are never cut.
fn split(text: &str, stop: impl Fn(&str) -> Option<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    for (at, letter) in text.char_indices() {
        match letter {
            '(' | '“' | '[' => depth += 1,
            ')' | '”' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => {
                if let Some(length) = stop(&text[at..]) {
                    parts.push(start..at);
                    start = at + length;
                }
            }
            _ => {}
        }
    }
    parts.push(start..text.len());
    parts.into_iter().map(|part| trim(text, part)).filter(|part| !part.is_empty()).collect()
}

/// `part` without white space and stops at its ends.
pub(in crate::duty) fn trim(text: &str, part: Range<usize>) -> Range<usize> {
    let words = &text[part.clone()];
    let start = words.len()
        - words.trim_start_matches(|sign: char| sign.is_whitespace() || matches!(sign, ',' | ';' | ':' | '-' | '–' | '+')).len();
    let end = words.trim_end_matches(|sign: char| sign.is_whitespace() || matches!(sign, '.' | ',' | ';' | ':')).len();
    part.start + start.min(end)..part.start + end.max(start.min(end))
}

#[cfg(test)]
mod tests {
    use super::{segments, sentences};

    #[test]
    fn cut_where_a_reader_would() {
        let text = "Theo Chỉ thị số 07-CT/TU, ngày 08/9/2021. Làm việc (a; b. C) với “X. Y”; báo cáo.";
        let found: Vec<&str> = sentences(text).into_iter().map(|part| &text[part]).collect();
        assert_eq!(found, ["Theo Chỉ thị số 07-CT/TU, ngày 08/9/2021", "Làm việc (a; b. C) với “X. Y”; báo cáo"]);
        let parts: Vec<&str> = segments(found[1]).into_iter().map(|part| &found[1][part]).collect();
        assert_eq!(parts, ["Làm việc (a; b. C) với “X. Y”", "báo cáo"]);
        assert!(sentences(" . ").is_empty());
    }
}
