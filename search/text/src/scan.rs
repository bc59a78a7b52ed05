//! Characters one after the other: the loops that everything here is made of. They take their conditions by reference, so that each is
//! compiled once: the browser downloads them. Entry points: [`scan`], [`mapped`], [`pieces`], [`each_piece`].

use std::borrow::Cow;
use std::ops::Range;

use crate::alphabet::is_letter_or_number;

/// The first byte from `from` on whose character `stops`, or the end.
pub(crate) fn scan(text: &str, from: usize, stops: &dyn Fn(char) -> bool) -> usize {
    let mut at = from;
    for character in text[from..].chars() {
        if stops(character) {
            break;
        }
        at += character.len_utf8();
    }
    at
}

/// The text without the characters for which `change` answers `None`, the others as it answers.
pub(crate) fn mapped<'a>(text: &'a str, change: &dyn Fn(char) -> Option<char>) -> Cow<'a, str> {
    let same = scan(text, 0, &|character| change(character) != Some(character));
    if same == text.len() {
        return Cow::Borrowed(text);
    }
    let mut output = String::new();
    output.push_str(&text[..same]);
    for character in text[same..].chars() {
        if let Some(changed) = change(character) {
            output.push(changed);
        }
    }
    Cow::Owned(output)
}

/// What stands between white space.
pub fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut end = 0;
    loop {
        let start = scan(text, end, &|character| !character.is_whitespace());
        if start == text.len() {
            return pieces;
        }
        end = scan(text, start, &char::is_whitespace);
        pieces.push(&text[start..end]);
    }
}

/// Where a piece has its first letter or digit, to the end of its last.
pub fn core(piece: &str) -> Range<usize> {
    let start = scan(piece, 0, &is_letter_or_number);
    let (mut at, mut end) = (start, start);
    for character in piece[start..].chars() {
        at += character.len_utf8();
        if is_letter_or_number(character) {
            end = at;
        }
    }
    start..end
}

/// The pieces of a text joined by spaces, each as `change` answers, or as it is; `None` when all are.
pub fn each_piece(text: &str, change: &mut dyn FnMut(&str) -> Option<String>) -> Option<String> {
    let mut any = false;
    let mut output = String::new();
    for piece in &pieces(text) {
        if !output.is_empty() {
            output.push(' ');
        }
        let changed = change(piece);
        any |= changed.is_some();
        output.push_str(changed.as_deref().unwrap_or(piece));
    }
    if any { Some(output) } else { None }
}

/// A text with a part of it replaced.
pub fn replaced(text: &str, part: Range<usize>, by: &str) -> String {
    let mut output = String::new();
    output.push_str(&text[..part.start]);
    output.push_str(by);
    output.push_str(&text[part.end..]);
    output
}

/// Letters as a text.
pub(crate) fn spelled(letters: &[char]) -> String {
    let mut output = String::new();
    for letter in letters {
        output.push(*letter);
    }
    output
}
