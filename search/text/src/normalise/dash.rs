//! Turns every Unicode dash and minus into the hyphen of the keyboard.

use std::borrow::Cow;

use crate::scan::mapped;

pub(super) fn apply(text: &str) -> Cow<'_, str> {
    mapped(text, &|character| Some(if is_dash(character) { '-' } else { character }))
}

/// True for the dashes of Unicode, the hyphen of the keyboard left out.
pub(crate) fn is_dash(character: char) -> bool {
    matches!(character, '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}')
}

#[cfg(test)]
mod tests {
    use super::apply;

    #[test]
    fn dashes_become_hyphens() {
        let table = [("446–QĐ/TU", "446-QĐ/TU"), ("a—b−c‑d", "a-b-c-d"), ("a-b_c", "a-b_c")];
        for (typed, expected) in table {
            assert_eq!(apply(typed), expected);
        }
    }
}
