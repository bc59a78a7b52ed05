//! Removes what a reader cannot see: zero-width characters, soft hyphens, direction marks.

use std::borrow::Cow;

use crate::scan::mapped;

/// True for characters that print nothing and separate nothing.
pub(crate) fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{AD}' | '\u{34F}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
    )
}

pub(super) fn apply(text: &str) -> Cow<'_, str> {
    mapped(text, &|character| if is_invisible(character) { None } else { Some(character) })
}

#[cfg(test)]
mod tests {
    use super::apply;

    #[test]
    fn invisible_characters_go_and_nothing_else() {
        let table = [
            ("dân\u{200B} vận", "dân vận"),
            ("\u{FEFF}Điều 1", "Điều 1"),
            ("kiểm\u{AD}tra", "kiểmtra"),
            ("giám\u{A0}sát", "giám\u{A0}sát"),
            ("", ""),
        ];
        for (typed, expected) in table {
            assert_eq!(apply(typed), expected);
        }
    }
}
