//! Cuts a text into words without allocating: letters and digits, and document numbers with their parts. Entry point: [`words`].

use std::ops::Range;

use crate::alphabet::is_letter_or_number;
use crate::letter::is_combining;
use crate::normalise::is_invisible;
use crate::scan::scan;

/// One word of a text, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'a> {
    /// Bytes of the text; always at character boundaries.
    pub span: Range<usize>,
    /// The bytes of `span`.
    pub text: &'a str,
    /// Counts words; a whole document number stands at the position of its first part.
    pub position: usize,
    /// How many positions the word covers: 1, or the number of parts of a whole document number.
    pub length: usize,
}

/// Words of a text in reading order; a document number comes whole, then part by part.
#[derive(Debug, Clone)]
pub struct Words<'a> {
    text: &'a str,
    /// Where the next part begins to be looked for.
    rest: usize,
    position: usize,
    /// End of the document number whose parts are being given out.
    number_end: usize,
}

/// Cuts a text into words.
pub fn words(text: &str) -> Words<'_> {
    Words { text, rest: 0, position: 0, number_end: 0 }
}

impl<'a> Iterator for Words<'a> {
    type Item = Word<'a>;

    fn next(&mut self) -> Option<Word<'a>> {
        let start = scan(self.text, self.rest, &is_letter_or_number);
        if start == self.text.len() {
            return None;
        }
        let (end, parts) = if start >= self.number_end { number(self.text, start) } else { (part_end(self.text, start), 1) };
        if parts > 1 {
            self.number_end = end;
            self.rest = start;
            return Some(self.word(start..end, parts));
        }
        self.rest = end;
        let word = self.word(start..end, 1);
        self.position += 1;
        Some(word)
    }
}

impl<'a> Words<'a> {
    fn word(&self, span: Range<usize>, length: usize) -> Word<'a> {
        Word { text: &self.text[span.clone()], span, position: self.position, length }
    }
}

/// End of the number that starts here and how many parts it has; one part means that it is a plain word.
///
/// A number begins with a digit and its parts are joined by `/`, by a dash, or by a dot between digits: `446-QĐ/TU`, `30/2020/NĐ-CP`, `1.200`.
fn number(text: &str, start: usize) -> (usize, usize) {
    let mut end = part_end(text, start);
    let mut parts = 1;
    if !text.as_bytes()[start].is_ascii_digit() {
        return (end, parts);
    }
    loop {
        let mut characters = text[end..].chars();
        let Some(joint) = characters.next() else {
            break;
        };
        let next = end + joint.len_utf8();
        let Some(after) = characters.next() else {
            break;
        };
        let joins = match joint {
            '/' | '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => is_letter_or_number(after),
            '.' => after.is_ascii_digit() && text.as_bytes()[end - 1].is_ascii_digit(),
            _ => false,
        };
        if !joins {
            break;
        }
        end = part_end(text, next);
        parts += 1;
    }
    (end, parts)
}

/// The end of the part, its invisible last characters left out.
fn part_end(text: &str, start: usize) -> usize {
    let (mut at, mut end) = (start, start);
    for character in text[start..].chars() {
        // No letter is invisible.
        let seen = is_letter_or_number(character) || is_combining(character) && !is_invisible(character);
        if !seen && !is_invisible(character) {
            break;
        }
        at += character.len_utf8();
        if seen {
            end = at;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found: Vec<String> = words(text).map(|word| format!("{}:{}", word.position, word.text)).collect();
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn no_letter_is_invisible() {
        for character in ('\0'..=char::MAX).filter(|character| is_letter_or_number(*character) || is_combining(*character)) {
            assert!(!is_invisible(character) || is_combining(character), "{character:?}");
        }
    }

    #[test]
    fn words_and_numbers_keep_their_positions() {
        check("Công tác dân vận.", "0:Công 1:tác 2:dân 3:vận");
        check("số 446-QĐ/TU, ngày", "0:số 1:446-QĐ/TU 1:446 2:QĐ 3:TU 4:ngày");
        check("30/2020/NĐ-CP", "0:30/2020/NĐ-CP 0:30 1:2020 2:NĐ 3:CP");
        check("446–QĐ/TU", "0:446–QĐ/TU 0:446 1:QĐ 2:TU");
        check("26/11/2021", "0:26/11/2021 0:26 1:11 2:2021");
        check("1. Điều 5.Một 1.200", "0:1 1:Điều 2:5 3:Một 4:1.200 4:1 5:200");
        check("chính trị - xã hội và/hoặc", "0:chính 1:trị 2:xã 3:hội 4:và 5:hoặc");
        check("6- 7 /8", "0:6 1:7 2:8");
        check("", "");
        check("“Dân…", "0:Dân");
    }
}
