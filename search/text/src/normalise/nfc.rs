//! Composes the letters of Vietnamese: a base letter and its marks become one character, whatever order the marks were typed in.

use std::borrow::Cow;

use crate::letter::{Shape, Tone, Vowel, combining_shape, combining_tone};

/// Composes every Vietnamese letter; other scripts and foreign accents are left as written.
///
/// Unicode would keep `a` + acute + circumflex apart from `ấ`; a reader sees the same letter, so here they are the same.
pub fn nfc(text: &str) -> Cow<'_, str> {
    // Every combining mark, U+0300 to U+036F, begins with one of these bytes, and nothing that Vietnamese is else written with.
    // Many bytes at a time: to stop at the first would cost a branch for each.
    let may_be_mark = |byte: &u8| byte & 0xfe == 0xcc;
    if !text.as_bytes().chunks(64).any(|some| some.iter().fold(false, |any, byte| any | may_be_mark(byte))) {
        return Cow::Borrowed(text);
    }
    let mut output = String::with_capacity(text.len());
    let mut changed = false;
    // A vowel waits for the marks after it.
    let mut waiting: Option<Vowel> = None;
    for character in text.chars() {
        if let Some(vowel) = waiting {
            waiting = composed(vowel, character);
            if waiting.is_some() {
                changed = true;
                continue;
            }
            output.push(vowel.to_char());
        }
        waiting = Vowel::of(character);
        if waiting.is_none() {
            output.push(character);
        }
    }
    if let Some(vowel) = waiting {
        output.push(vowel.to_char());
    }
    if changed { Cow::Owned(output) } else { Cow::Borrowed(text) }
}

/// True when [`nfc`] has nothing to do.
pub fn is_nfc(text: &str) -> bool {
    matches!(nfc(text), Cow::Borrowed(_))
}

/// A letter takes one tone and one shape; a second one stays a mark of its own, because nothing says which was meant.
fn composed(vowel: Vowel, mark: char) -> Option<Vowel> {
    if let Some(tone) = combining_tone(mark) {
        return if vowel.tone == Tone::Level { Some(vowel.with_tone(tone)) } else { None };
    }
    let shape = combining_shape(mark)?;
    if vowel.shape() == Shape::Plain { vowel.with_shape(shape) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::Generator;

    #[test]
    fn marks_compose_in_any_order() {
        let table = [
            ("va\u{302}\u{323}n", "vận"),
            ("va\u{323}\u{302}n", "vận"),
            ("vạ\u{302}n", "vận"),
            ("â\u{301}", "ấ"),
            ("a\u{301}\u{302}", "ấ"),
            ("U\u{31B}\u{309}", "Ử"),
            ("á\u{301}", "á\u{301}"),
            ("n\u{303}", "n\u{303}"),
            ("dân vận", "dân vận"),
        ];
        for (typed, expected) in table {
            assert_eq!(nfc(typed), expected);
            assert_eq!(is_nfc(typed), typed == expected, "{typed}");
            assert!(is_nfc(&nfc(typed)));
        }
    }

    #[test]
    fn decomposing_and_composing_returns_the_text() {
        let mut generator = Generator::new(3);
        for _ in 0..2000 {
            let text = generator.syllables(5);
            assert_eq!(nfc(&generator.decompose(&text)), text);
        }
    }
}
