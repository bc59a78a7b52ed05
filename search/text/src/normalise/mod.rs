//! The normalisers that make spellings of one word equal, in one ordered list: [`CHAIN`]. Entry point: [`normalise`].

use std::borrow::Cow;

mod case;
mod dash;
mod invisible;
mod nfc;
mod tone;
mod vowel_i;

pub use nfc::{is_nfc, nfc};

pub(crate) use dash::is_dash;
pub(crate) use invisible::is_invisible;

use crate::alphabet::is_letter;
use crate::scan::{scan, spelled};
use crate::syllable::LONGEST;

/// One step: what it is called, and what it does to any text.
#[derive(Debug, Clone, Copy)]
pub struct Normaliser {
    /// Name used in tests and messages.
    pub name: &'static str,
    /// Borrows when there is nothing to do; applying it twice is the same as once.
    pub apply: for<'a> fn(&'a str) -> Cow<'a, str>,
}

/// All normalisers, in order: an invisible character may stand between a letter and its mark, so `invisible` precedes `nfc`; tone placement
/// and i/y look at composed lower-case letters, so they come last.
pub const CHAIN: [Normaliser; 6] = [
    Normaliser { name: "invisible", apply: invisible::apply },
    Normaliser { name: "nfc", apply: nfc::nfc },
    Normaliser { name: "dash", apply: dash::apply },
    Normaliser { name: "case", apply: case::apply },
    Normaliser { name: "tone", apply: tone::apply },
    Normaliser { name: "vowel-i", apply: vowel_i::apply },
];

/// Applies the whole [`CHAIN`]: two texts that differ only in how they were typed become equal, marks kept.
pub fn normalise(text: &str) -> Cow<'_, str> {
    let mut current = Cow::Borrowed(text);
    for normaliser in &CHAIN {
        if let Cow::Owned(changed) = (normaliser.apply)(&current) {
            current = Cow::Owned(changed);
        }
    }
    current
}

/// Lets `change` at every run of letters that could be a syllable; it answers whether it changed any.
fn map_letter_runs(text: &str, change: fn(&mut [char]) -> bool) -> Cow<'_, str> {
    let mut output = String::new();
    let mut copied = 0;
    let mut end = 0;
    loop {
        let start = scan(text, end, &is_letter);
        if start == text.len() {
            break;
        }
        let mut letters = ['\0'; LONGEST];
        let mut length = 0;
        end = start;
        for letter in text[start..].chars() {
            if !is_letter(letter) {
                break;
            }
            end += letter.len_utf8();
            if let Some(room) = letters.get_mut(length) {
                *room = letter;
            }
            length += 1;
        }
        if length <= LONGEST && change(&mut letters[..length]) {
            output.push_str(&text[copied..start]);
            output.push_str(&spelled(&letters[..length]));
            copied = end;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    output.push_str(&text[copied..]);
    Cow::Owned(output)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::Generator;

    #[test]
    fn the_chain_makes_spellings_equal() {
        let table = [
            ("HOÀ BÌNH", "hòa bình"),
            ("Uỷ ban", "ủy ban"),
            ("lý luận", "lí luận"),
            ("chiến sỹ", "chiến sĩ"),
            ("Ðảng uỷ", "đảng ủy"),
            ("446–QÐ/TU", "446-qđ/tu"),
            ("họat động", "hoạt động"),
            ("da\u{302}n va\u{323}\u{302}n", "dân vận"),
            ("da\u{200B}\u{302}n", "dân"),
            ("quí, quý", "quý, quý"),
            ("trách nhi\u{AD}ệm", "trách nhiệm"),
            ("thuỷ thủ", "thủy thủ"),
        ];
        for (typed, expected) in table {
            assert_eq!(normalise(typed), expected, "{typed}");
        }
    }

    #[test]
    fn normalising_twice_is_normalising_once() {
        let mut generator = Generator::new(7);
        for _ in 0..2000 {
            let text = generator.text(30);
            let once = normalise(&text).into_owned();
            assert_eq!(normalise(&once), once, "{text:?}");
            for normaliser in CHAIN {
                let one = (normaliser.apply)(&text).into_owned();
                assert_eq!((normaliser.apply)(&one), one, "{} {text:?}", normaliser.name);
            }
        }
    }

    #[test]
    fn borrowed_means_unchanged() {
        assert!(matches!(normalise("công tác dân vận"), Cow::Borrowed(_)));
        let mut generator = Generator::new(11);
        for _ in 0..500 {
            let text = generator.text(20);
            for normaliser in CHAIN {
                if let Cow::Owned(changed) = (normaliser.apply)(&text) {
                    assert_ne!(changed, text, "{}", normaliser.name);
                }
            }
        }
    }
}
