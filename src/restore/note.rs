//! Digits that belong to a word without being misread letters of it. Entry points: [`holds_number`] and [`before_note`].

use quyche_text::{fold, is_syllable};

/// True for what stays as it was read because of its digits: a measure, an abbreviation with a number, `QH15`, a word that ran together with a number
/// that goes on behind it, `s627/2023`, the number of a form, `04(a`, and a misread 01, `O1`. `rest`: what follows without white space.
pub(crate) fn holds_number(piece: &str, rest: &str) -> bool {
    let word = piece.trim_end_matches(|c: char| c.is_ascii_digit());
    let after = piece.trim_start_matches(|c: char| c.is_ascii_digit());
    let goes_on = rest.strip_prefix(['/', '.']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    match piece.len() - word.len() {
        0 => after.len() < piece.len() && after.starts_with('('),
        digits => is_measure(piece) || is_abbreviation(word) || word == "O" || digits > 1 && goes_on,
    }
}

/// True for a unit of area or volume, or a size of paper.
fn is_measure(piece: &str) -> bool {
    matches!(piece, "m2" | "m3" | "cm2" | "cm3" | "km2" | "A0" | "A1" | "A2" | "A3" | "A4" | "A5")
}

/// True for two capitals or more and nothing else.
pub(crate) fn is_abbreviation(piece: &str) -> bool {
    piece.chars().count() > 1 && piece.chars().all(char::is_uppercase)
}

/// True for an abbreviation of a code that ends in a small letter: `TTg`.
pub(crate) fn is_title(piece: &str) -> bool {
    piece.char_indices().next_back().is_some_and(|(last, c)| c.is_lowercase() && is_abbreviation(&piece[..last]))
}

/// True for the label of a point that was put in between, `a1)`.
pub(crate) fn is_numbered_label(piece: &str, rest: &str) -> bool {
    let mut characters = piece.chars();
    let (letter, digit) = (characters.next(), characters.next());
    let is_label = letter.is_some_and(|c| c.is_ascii_lowercase()) && digit.is_some_and(|c| c.is_ascii_digit());
    rest.starts_with(')') && is_label && characters.next().is_none()
}

/// Where the mark of a footnote begins that is stuck to a word, `chieu(3`, `nhan8`; the length of the word if there is none.
///
/// A digit may be a misread letter as well, `x4` is `xã`: it is a mark only behind a syllable that no letter of its look continues.
pub(crate) fn before_note(word: &str) -> usize {
    let before = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &word[before.len()..];
    let whole = |word: &str| is_syllable(&fold(word));
    let goes_on = |digit: char| alike(digit).iter().any(|letter| whole(&format!("{before}{letter}")));
    let bracketed = before.strip_suffix('(').filter(|before| !digits.is_empty() && before.chars().count() > 1);
    match bracketed {
        Some(before) => before.len(),
        None if before.chars().count() > 1 && whole(before) && !digits.chars().next().is_none_or(goes_on) => before.len(),
        None => word.len(),
    }
}

/// The digits behind a misread word that none of its letters explains, `nhan9` of `nhận`: the mark of a footnote. `word` is what it was.
pub(crate) fn unexplained<'a>(token: &'a str, word: &str) -> &'a str {
    let before = token.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &token[before.len()..];
    let word = fold(word);
    let explains = |digit: char| alike(digit).iter().any(|letter| word.ends_with(letter));
    if before.chars().count() == word.chars().count() && !digits.chars().next().is_some_and(explains) { digits } else { "" }
}

/// Letters that are read as a digit.
fn alike(digit: char) -> &'static [&'static str] {
    match digit {
        '0' | '6' => &["o"],
        '1' => &["i", "l", "t"],
        '4' => &["a"],
        '9' => &["g", "y", "o"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digit_that_no_letter_explains_stays() {
        let cases = [
            ("nhan9", "nhận", "9"),
            ("nghigp3", "nghiệp", "3"),
            ("bé6", "bộ", ""),
            ("th9", "thì", ""),
            ("ngudi", "người", ""),
            ("gid2", "gì", ""),
        ];
        for (token, word, digits) in cases {
            assert_eq!(unexplained(token, word), digits, "{token}");
        }
    }

    #[test]
    fn a_digit_behind_a_whole_syllable_is_a_note() {
        let marked = |word: &str| word[before_note(word)..].to_owned();
        assert_eq!(
            (marked("chieu(3"), marked("nhan8"), marked("nguoi6"), marked("viéc10")),
            ("(3".into(), "8".into(), "6".into(), "10".into())
        );
        for word in ["x4", "cé6", "bé6", "xo4", "ngh1", "nhan", "8", "th9"] {
            assert_eq!(marked(word), "", "{word}");
        }
    }
}
