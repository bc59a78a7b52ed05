//! Quotations that run over several lines: the words of another text, which an amending law inserts or replaces.
//! Their lines are never units of this document. Entry point: [`mark`].

use crate::content::regulation::line::Line;

/// Longest quotation that is believed, in lines; a longer one is an opening mark that was never closed.
const LONGEST: usize = 2000;

/// Sets `quoted` on the lines inside quotations; returns the lines that open one which is never closed.
pub(super) fn mark(lines: &mut [Line<'_>]) -> Vec<usize> {
    let mut unclosed = Vec::new();
    let mut index = 0;
    while index < lines.len() {
        if !lines[index].text.starts_with('“') || balance(lines[index].text) <= 0 {
            index += 1;
            continue;
        }
        match closing_line(lines, index) {
            Some(last) => {
                for line in &mut lines[index..=last] {
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

fn closing_line(lines: &[Line<'_>], first: usize) -> Option<usize> {
    let mut open = 0;
    for (index, line) in lines.iter().enumerate().skip(first).take(LONGEST) {
        open += balance(line.text);
        if open <= 0 {
            return Some(index);
        }
    }
    None
}

fn balance(text: &str) -> i32 {
    text.chars().fold(0, |open, letter| match letter {
        '“' => open + 1,
        '”' => open - 1,
        _ => open,
    })
}
