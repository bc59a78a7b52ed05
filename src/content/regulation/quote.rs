//! Quotations that run over several lines: the words of another text, which an amending law inserts or replaces.
//! Their lines are never units of this document. Entry point: [`mark`].

use crate::content::regulation::line::{self, Line};

/// Longest quotation that is believed, in lines; a longer one is an opening mark that was never closed.
const LONGEST: usize = 2000;

/// How the quotation that a line opens is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marks {
    /// `“ … ”`.
    Curved,
    /// `" … "`, which does not say whether it opens or closes.
    Straight,
}

/// Sets `quoted` on the lines inside quotations; returns the lines that open one which is never closed.
pub(super) fn mark(lines: &mut [Line<'_>]) -> Vec<usize> {
    let mut unclosed = Vec::new();
    let mut index = 0;
    while index < lines.len() {
        let Some((marks, first)) = opens(lines[index].text, index) else {
            index += 1;
            continue;
        };
        match closing_line(lines, index, marks) {
            Some(last) => {
                for line in lines.iter_mut().take(last + 1).skip(first) {
                    line.quoted = true;
                }
                index = last + 1;
            }
            None => {
                unclosed.push(index);
                index += 1;
            }
        }
    }
    unclosed
}

/// Whether the line at `index` opens a quotation that it does not close, and the first line that is wholly inside.
fn opens(text: &str, index: usize) -> Option<(Marks, usize)> {
    if text.starts_with('“') && balance(text) > 0 {
        return Some((Marks::Curved, index));
    }
    // "… như sau: “Điều 5. …": the line is a unit of this document, those after it are not.
    if balance(text) > 0 && text.rsplit_once(": “").is_some_and(|(_, quoted)| begins_unit(quoted)) {
        return Some((Marks::Curved, index + 1));
    }
    let quoted = text.strip_prefix('"')?;
    (is_odd(text) && begins_unit(quoted)).then_some((Marks::Straight, index))
}

fn closing_line(lines: &[Line<'_>], first: usize, marks: Marks) -> Option<usize> {
    let mut open = 0;
    for (index, line) in lines.iter().enumerate().skip(first).take(LONGEST) {
        match marks {
            Marks::Curved => {
                open += balance(line.text);
                if open <= 0 {
                    return Some(index);
                }
            }
            Marks::Straight if index > first && opens(line.text, index).is_some() => return None,
            Marks::Straight if index > first && is_odd(line.text) => return Some(index),
            Marks::Straight => {}
        }
    }
    None
}

fn begins_unit(text: &str) -> bool {
    !line::read(text).is_empty()
}

fn is_odd(text: &str) -> bool {
    text.matches('"').count() % 2 == 1
}

fn balance(text: &str) -> i32 {
    text.chars().fold(0, |open, letter| match letter {
        '“' => open + 1,
        '”' => open - 1,
        _ => open,
    })
}
