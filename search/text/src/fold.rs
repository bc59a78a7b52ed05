//! Letters without their marks: [`fold`] for matching, [`slug`] for ids.

use crate::alphabet::lower;
use crate::letter::{Vowel, is_combining, is_dd};
use crate::normalise::{is_dash, is_invisible, nfc, normalise};
use crate::scan::scan;

/// Lower case without any mark, đ as d, dashes as `-`, invisible characters gone. For matching only: folded text never becomes an id.
pub fn fold(text: &str) -> String {
    let mut output = String::with_capacity(text.len());
    for character in text.chars() {
        push_folded(character, &mut output);
    }
    output
}

/// The [`fold`] of a word after every normaliser. Of these only the one that writes y for i and i for y changes a letter that is left.
pub fn folded(word: &str) -> String {
    let folded = fold(word);
    let stays = scan(&folded, 0, &|letter| matches!(letter, 'y' | 'q')) == folded.len();
    if stays { folded } else { fold(&normalise(word)) }
}

/// The ASCII id of a name: folded, every run of anything but letters and digits one `-`, none at the ends. `446-QĐ/TU` is `446-qd-tu`.
pub fn slug(text: &str) -> String {
    let mut output = String::with_capacity(text.len());
    let mut gap = false;
    for letter in fold(text).bytes() {
        if letter.is_ascii_alphanumeric() {
            if gap && !output.is_empty() {
                output.push('-');
            }
            output.push(char::from(letter));
            gap = false;
        } else {
            gap = true;
        }
    }
    output
}

/// True when a text carries a mark of Vietnamese, so that a reader who typed it meant this spelling.
pub fn is_marked(text: &str) -> bool {
    let marked = |character: char| is_dd(character) || (!character.is_ascii() && Vowel::of(character).is_some());
    let text = nfc(text);
    scan(&text, 0, &marked) < text.len()
}

fn push_folded(character: char, output: &mut String) {
    if character.is_ascii() {
        output.push(character.to_ascii_lowercase());
    } else if let Some(vowel) = Vowel::of(character) {
        output.push(vowel.base());
    } else if is_dd(character) {
        output.push('d');
    } else if is_dash(character) {
        output.push('-');
    } else if !is_combining(character) && !is_invisible(character) {
        output.push(foreign_base(lower(character)));
    }
}

/// Letters of neighbouring languages that turn up in names.
fn foreign_base(letter: char) -> char {
    match letter {
        'ä' | 'å' => 'a',
        'ç' => 'c',
        'ë' => 'e',
        'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ö' | 'ø' => 'o',
        'û' | 'ü' => 'u',
        'ÿ' => 'y',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::Generator;

    #[test]
    fn fold_removes_marks_and_keeps_the_rest() {
        let table = [
            ("Công tác dân vận", "cong tac dan van"),
            ("ĐẢNG ỦY", "dang uy"),
            ("Ðiều ðiểm", "dieu diem"),
            ("446–QĐ/TU", "446-qd/tu"),
            ("lý luận", "ly luan"),
            ("va\u{302}\u{323}n", "van"),
            ("dâ\u{200B}n", "dan"),
            ("Müller, \"x\"", "muller, \"x\""),
        ];
        for (typed, expected) in table {
            assert_eq!(fold(typed), expected);
        }
    }

    #[test]
    fn a_word_is_folded_as_if_every_normaliser_had_seen_it() {
        let mut generator = Generator::new(11);
        for _ in 0..5000 {
            let text = generator.text(20);
            for text in [text.clone(), generator.decompose(&text), generator.sprinkle(&text), text.to_uppercase()] {
                assert_eq!(folded(&text), fold(&normalise(&text)), "{text:?}");
            }
        }
        assert_eq!((folded("Lý"), folded("QUÍ"), folded("họat")), ("li".into(), "quy".into(), "hoat".into()));
    }

    #[test]
    fn slug_is_the_id_of_a_name() {
        let table = [
            ("Ban Dân vận Thành ủy", "ban-dan-van-thanh-uy"),
            ("446-QĐ/TU", "446-qd-tu"),
            ("446–QĐ/TU", "446-qd-tu"),
            ("30/2020/NĐ-CP", "30-2020-nd-cp"),
            ("  (Uỷ ban)  nhân dân ", "uy-ban-nhan-dan"),
            ("chính trị - xã hội", "chinh-tri-xa-hoi"),
            ("dâ\u{200B}n va\u{302}\u{323}n", "dan-van"),
            ("…", ""),
        ];
        for (name, expected) in table {
            assert_eq!(slug(name), expected);
        }
    }

    #[test]
    fn folding_and_slugging_are_stable() {
        let mut generator = Generator::new(1);
        for _ in 0..2000 {
            let text = generator.text(30);
            assert_eq!(fold(&fold(&text)), fold(&text));
            let id = slug(&text);
            assert_eq!(slug(&id), id);
            assert!(!id.starts_with('-') && !id.ends_with('-') && !id.contains("--"));
            assert!(id.chars().all(|c| c == '-' || c.is_ascii_lowercase() || c.is_ascii_digit()), "{id}");
        }
    }

    #[test]
    fn marked_means_that_a_vietnamese_mark_was_typed() {
        for (text, marked) in [("dân", true), ("đ", true), ("dan", false), ("a\u{301}", true), ("Ünder “x”", false)] {
            assert_eq!(is_marked(text), marked, "{text}");
        }
    }
}
