//! Text as the language model sees it: words, and one class each for numbers and kinds of marks. Entry points: [`units`] and [`key`].

use quyche_text::CHAIN;

/// Identity of a word of the language model.
pub(crate) type WordId = u16;

/// End of a sentence or a paragraph.
pub(crate) const BREAK: WordId = 0;
/// Any number, date or Roman numeral: the model never chooses between two of them.
pub(crate) const NUMBER: WordId = 1;
/// Commas, brackets and quotation marks.
pub(crate) const COMMA: WordId = 2;
/// Dashes and slashes.
pub(crate) const DASH: WordId = 3;
/// A word the vocabulary does not hold.
pub(crate) const UNKNOWN: WordId = 4;
/// A blank of a form, dotted or ruled, that is to be filled in.
pub(crate) const BLANK: WordId = 5;
/// Where the ids of real words begin.
pub(crate) const FIRST_WORD: WordId = 6;
/// No word and no class: what a speck was that was read as a mark. The last id, which a vocabulary never reaches.
pub(crate) const NOTHING: WordId = WordId::MAX;

/// Whether an id is that of a word of the vocabulary.
pub(crate) fn is_word(id: WordId) -> bool {
    (FIRST_WORD..NOTHING).contains(&id)
}

/// One unit of correct text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit<'a> {
    /// A run of letters, as written.
    Word(&'a str),
    /// A class: one of the constants of this module.
    Class(WordId),
}

/// The form under which a word is counted: composed, lower case, one place for the tone mark.
pub(crate) fn key(word: &str) -> String {
    let mut text = std::borrow::Cow::Borrowed(word);
    for normaliser in CHAIN.iter().filter(|normaliser| normaliser.name != "vowel-i" && normaliser.name != "dash") {
        text = std::borrow::Cow::Owned((normaliser.apply)(&text).into_owned());
    }
    text.into_owned()
}

/// The class of a mark, `None` for one the model does not see.
pub(crate) fn class(mark: char) -> Option<WordId> {
    match mark {
        '.' | '!' | '?' | ';' | ':' | '…' => Some(BREAK),
        ',' | '(' | ')' | '[' | ']' | '“' | '”' | '"' | '«' | '»' => Some(COMMA),
        '-' | '–' | '—' | '/' | '‐' | '‑' => Some(DASH),
        _ => None,
    }
}

/// The length in bytes of the blank that a text begins with: three dots or more, an ellipsis; nothing when it begins with none.
pub(crate) fn blank(text: &str) -> usize {
    let dots = text.len() - text.trim_start_matches(['.', '…']).len();
    if dots > 2 { dots } else { 0 }
}

/// Visits the units of one paragraph of correct, composed text; two equal classes in a row are one.
pub(crate) fn units<'a>(text: &'a str, mut visit: impl FnMut(Unit<'a>)) {
    let capitals = !text.chars().any(char::is_lowercase);
    let mut last = None;
    let mut previous_word = "";
    let mut rest = 0;
    while let Some(character) = text[rest..].chars().next() {
        let blank = blank(&text[rest..]);
        let unit = if blank > 0 {
            rest += blank;
            Some(Unit::Class(BLANK))
        } else if character.is_alphabetic() {
            let end = run(text, rest, |c, _| c.is_alphabetic());
            let word = &text[rest..end];
            rest = end;
            let roman = is_roman(word) && (word.len() == 1 || !capitals || before_roman(previous_word));
            previous_word = word;
            Some(if roman { Unit::Class(NUMBER) } else { Unit::Word(word) })
        } else if character.is_ascii_digit() {
            rest = run(text, rest, |c, next| c.is_ascii_digit() || (".,/:-".contains(c) && next.is_some_and(|n| n.is_ascii_digit())));
            Some(Unit::Class(NUMBER))
        } else {
            rest += character.len_utf8();
            class(character).map(Unit::Class)
        };
        if let Some(unit) = unit {
            if matches!(unit, Unit::Word(_)) || last != Some(unit) {
                visit(unit);
            }
            last = Some(unit);
        }
    }
}

/// True for a Roman numeral up to 39 in capitals: the ones chapters, congresses and terms of office are counted with.
pub(crate) fn is_roman(word: &str) -> bool {
    let ones = word.trim_start_matches('X');
    word.len() - ones.len() <= 3 && !word.is_empty() && ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"].contains(&ones)
}

/// The Roman numeral that a token of strokes must be: `1I` is II, `HI` is III; `None` for a right one and for anything else.
pub(crate) fn misread_roman(token: &str) -> Option<String> {
    let strokes = token.replace(['1', 'l', 'i', '|', '!', 'T'], "I").replace('H', "II");
    (strokes != token && token.len() > 1 && token.contains(char::is_uppercase) && is_roman(&strokes)).then_some(strokes)
}

/// True for a word after which a Roman numeral is expected, marks or no marks: `Chương`, `khoa`, `thu`.
pub(crate) fn before_roman(word: &str) -> bool {
    const WORDS: [&str; 12] = ["chuong", "phan", "muc", "khoa", "thu", "ky", "hang", "loai", "luc", "nhom", "bang", "quy"];
    WORDS.contains(&quyche_text::fold(word).as_ref())
}

/// The end of the run that starts at `start`; `belongs` sees a character and the one after it.
fn run(text: &str, start: usize, belongs: impl Fn(char, Option<char>) -> bool) -> usize {
    let mut characters = text[start..].char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if !belongs(character, characters.peek().map(|(_, next)| *next)) {
            return start + at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let mut parts = Vec::new();
        units(text, |unit| match unit {
            Unit::Word(word) => parts.push(key(word)),
            Unit::Class(class) => parts.push(["|", "#", ",", "-", "?", "_"][usize::from(class)].to_owned()),
        });
        parts.join(" ")
    }

    #[test]
    fn numbers_codes_and_roman_numerals_are_classes() {
        assert_eq!(shown("Điều 1.2. Hoà giải, số 84-QĐ/TU ngày 26/11/2021"), "điều # | hòa giải , số # - qđ - tu ngày #");
        assert_eq!(shown("khóa XVI"), "khóa #");
        assert_eq!(shown("ĐƠN VI"), "đơn vi");
        assert_eq!(shown("ngày....tháng … năm. Ký"), "ngày _ tháng _ năm | ký");
    }
}
