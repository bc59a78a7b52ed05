//! Lower case; the letters Ð and ð, typed for Đ and đ by old fonts, become đ.

use std::borrow::Cow;

use crate::alphabet::lower;
use crate::letter::{Vowel, is_dd};
use crate::scan::scan;

pub(super) fn apply(text: &str) -> Cow<'_, str> {
    let settled = scan(text, 0, &|character| !is_settled(character));
    if settled == text.len() {
        return Cow::Borrowed(text);
    }
    let mut output = String::new();
    output.push_str(&text[..settled]);
    for character in text[settled..].chars() {
        output.push(if is_dd(character) { 'đ' } else { lower(character) });
    }
    if output == text { Cow::Borrowed(text) } else { Cow::Owned(output) }
}

fn is_settled(character: char) -> bool {
    if character.is_ascii() {
        return !character.is_ascii_uppercase();
    }
    character == 'đ' || Vowel::of(character).is_some_and(|vowel| !vowel.upper)
}

#[cfg(test)]
mod tests {
    use super::apply;

    #[test]
    fn case_and_the_letter_dd() {
        let table = [("Điều", "điều"), ("ÐẢNG ỦY", "đảng ủy"), ("ðiểm", "điểm"), ("MTTQ", "mttq"), ("ünder", "ünder"), ("dân", "dân")];
        for (typed, expected) in table {
            assert_eq!(apply(typed), expected);
        }
    }
}
