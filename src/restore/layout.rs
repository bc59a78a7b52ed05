//! Lines: those that are no text, and those that were broken only by the width of the page. Entry points: [`is_noise`] and [`joins`].

use crate::restore::page::{begins_paragraph, is_capitals};

/// One word of a line, as [`is_noise`] judges it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Judged {
    /// The words of the vocabulary explain it well.
    pub(crate) good: bool,
    /// Characters.
    pub(crate) length: usize,
}

/// True for a line that holds marks and stray letters only: the edge of a stamp, a signature, a speck. `words` are its words.
pub(crate) fn is_noise(line: &str, words: &[Judged]) -> bool {
    let letters = line.chars().filter(|c| c.is_alphanumeric()).count();
    if letters == 0 {
        return !line.trim().is_empty() && !line.trim().chars().all(|c| "-–—_.*=…".contains(c));
    }
    let numbered = line.chars().any(|c| c.is_ascii_digit());
    let good = words.iter().filter(|word| word.good && word.length > 1).count();
    let strays = words.iter().filter(|word| word.length < 2).count();
    good == 0 && (strays > 3 || !numbered && !words.is_empty() && words.iter().all(|word| !word.good && word.length < 5))
}

/// True when a line is no part of the sentence above it: a blank line is between them, it begins like a unit, only one of them is in capitals, or the
/// line above ends early and this one begins with a capital, as rows and cells of forms do.
pub(crate) fn breaks(above: &str, line: &str, width: usize) -> bool {
    let (above, line) = (above.trim(), line.trim());
    if above.is_empty() || begins_paragraph(line) || is_unit(line) {
        return true;
    }
    match (is_capitals(above), is_capitals(line)) {
        (true, true) => false,
        // A heading goes on in capitals, and what stands beside it may follow in the same line.
        (true, false) => line.split_whitespace().take(2).any(|word| word.contains(char::is_lowercase)),
        (false, true) => true,
        (false, false) => line.starts_with(char::is_uppercase) && !is_full(above, width),
    }
}

/// True for a line that reaches so far that the next one may go on with it.
fn is_full(line: &str, width: usize) -> bool {
    line.chars().count() * 10 >= width * 7
}

/// True when a line goes on in the next one.
pub(crate) fn joins(line: &str, next: &str, width: usize) -> bool {
    let (line, next) = (line.trim(), next.trim());
    let starts_small = next.starts_with(|c: char| c.is_lowercase());
    let begins = begins_paragraph(next) || is_unit(next) || is_ground(next);
    if line.is_empty() || next.is_empty() || begins || is_capitals(line) || is_capitals(next) {
        return false;
    }
    let full = is_full(line, width);
    let ended = line.ends_with(['.', ';', ':', '!', '?']);
    if ended { full && starts_small } else { starts_small || full }
}

/// True for a line that begins one of the grounds of a document, each a paragraph (Nghị định 30/2020/NĐ-CP, Phụ lục I).
fn is_ground(line: &str) -> bool {
    ["Căn cứ ", "Theo đề nghị ", "Xét đề nghị "].iter().any(|opening| line.starts_with(opening))
}

/// The width of a full line: nine lines in ten are no longer.
pub(crate) fn width(text: &str) -> usize {
    let mut lengths: Vec<usize> = text.lines().map(|line| line.trim().chars().count()).filter(|length| *length > 0).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() * 9 / 10).copied().unwrap_or(0)
}

/// True for a line that begins a unit by name and number: `Điều 4.`, `Chương II`, `Mục 1`.
pub(crate) fn is_unit(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let name = words.next().map(quyche_text::fold).unwrap_or_default();
    let number = words.next().unwrap_or_default().trim_end_matches(['.', ':']);
    ["dieu", "chuong", "muc", "phan"].contains(&name.as_str())
        && line.starts_with(char::is_uppercase)
        && (crate::restore::unit::is_roman(number) || number.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specks_are_noise_and_numerals_are_not() {
        let bad = Judged { good: false, length: 3 };
        assert!(is_noise("%", &[]) && is_noise("Nel\\", &[bad]));
        assert!(
            !is_noise("II", &[]) && !is_noise("12", &[]) && !is_noise("---", &[]) && !is_noise("Mục", &[Judged { good: true, length: 3 }])
        );
    }

    #[test]
    fn a_sentence_broken_by_the_page_is_joined() {
        assert!(joins("các cơ quan, tổ chức trong hệ thống", "chính trị", 40));
        assert!(!joins("công tác dân vận.", "Điều 2. Quy chế", 40) && !joins("a) Có", "b) Không", 40));
        let title = "Quy định về việc thực hiện chính sách hỗ trợ tiền thuê nhà";
        assert!(joins(title, "Nghị quyết số 43", 60) && !joins(title, "Căn cứ Nghị quyết số 43", 60));
    }
}
