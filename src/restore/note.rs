//! Digits that belong to a word without being misread letters of it, and letters that are misread digits. Entry points: [`holds_number`],
//! [`before_note`], [`before_code`] and [`misread_numeral`].

use quyche_text::{fold, is_syllable};

use crate::restore::unit::misread_roman;

/// True for what stays as it was read because of its digits: a measure, `m2`, `3cm`, an abbreviation with a number, `QH15`, a word that ran together
/// with a number that goes on behind it, the number of a form, `04(a`, and a number whose zero is a letter, `O15`. `rest`: what follows without white
/// space.
pub(crate) fn holds_number(piece: &str, rest: &str) -> bool {
    let word = piece.trim_end_matches(|c: char| c.is_ascii_digit());
    let after = piece.trim_start_matches(|c: char| c.is_ascii_digit());
    let goes_on = rest.strip_prefix(['/', '.']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    match piece.len() - word.len() {
        0 => after.len() < piece.len() && (after.starts_with('(') || matches!(after, "mm" | "cm" | "km" | "ml" | "kg")),
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

/// The numeral that a token with letters must be.
pub(crate) fn misread_numeral(token: &str) -> Option<String> {
    misread_roman(token).or_else(|| misread_ordinal(token)).or_else(|| misread_term(token))
}

/// The number of two digits that a token must be: `O1` is 01.
pub(crate) fn misread_ordinal(token: &str) -> Option<String> {
    let digit = token.strip_prefix('O').filter(|digit| digit.len() == 1 && digit.starts_with(|c: char| ('1'..='9').contains(&c)))?;
    Some(format!("0{digit}"))
}

/// The term of the National Assembly with which the part of a law's number that `text` begins with must end: `0H15` and `QHI5` are QH15; `None` for
/// one that was read rightly, and for anything else.
pub(crate) fn misread_term(text: &str) -> Option<String> {
    let part = text.split(|c: char| !c.is_alphanumeric()).next()?;
    let term = part.strip_prefix(['Q', '0', 'O', 'G'])?.strip_prefix('H')?;
    let digits = term.replace(['I', 'l'], "1").replace('S', "5").replace('O', "0");
    let right = format!("QH{digits}");
    (right != part && digits.len() == 2 && (10..=16).contains(&digits.parse().unwrap_or(0))).then_some(right)
}

/// The length of the misread `số` that the number of a document is stuck to: two of `s627/2023`, of `s&29/2023`.
pub(crate) fn before_code(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(['s', 'S'])?.strip_prefix(['6', '&', '0', 'o', 'O', 'é', 'ô'])?;
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let year = after.strip_prefix('/')?.chars().take_while(char::is_ascii_digit).count();
    (after.len() < rest.len() && year == 4).then_some(text.len() - rest.len())
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
    fn numerals_are_read_where_they_can_be_nothing_else() {
        let read = |token: &str| misread_numeral(token).unwrap_or_default();
        assert_eq!((read("O1"), read("0H15"), read("QHI5"), read("1I")), ("01".into(), "QH15".into(), "QH15".into(), "II".into()));
        for token in ["O15", "QH15", "QH", "OH", "0H95", "CO2", "01", "O"] {
            assert_eq!(read(token), "", "{token}");
        }
        assert_eq!((before_code("s627/2023/QH15"), before_code("s&29/2023/QH15")), (Some(2), Some(2)));
        assert_eq!((before_code("s6"), before_code("s627"), before_code("s6/2023"), before_code("s627/20")), (None, None, None, None));
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
