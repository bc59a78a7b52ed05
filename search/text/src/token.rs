//! What the index and the query compare: words in an exact and a folded form. Entry point: [`tokens`].

use std::ops::Range;

use crate::fold::{fold, slug};
use crate::normalise::normalise;
use crate::word::{Words, words};

/// One word in the forms that are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the original text, for highlights.
    pub span: Range<usize>,
    /// The word with its marks, after every normaliser.
    pub exact: String,
    /// `exact` without marks; a whole document number has its parts joined by `-`, so that `446/QĐ-TU` and `446-QĐ/TU` are one.
    pub folded: String,
    /// Counts words; a whole document number stands at the position of its first part.
    pub position: usize,
    /// Positions covered: 1, or the number of parts of a whole document number.
    pub length: usize,
}

/// The tokens of a text, in reading order.
#[derive(Debug, Clone)]
pub struct Tokens<'a>(Words<'a>);

/// Cuts a text into tokens; `446-QĐ/TU` gives the whole number, then `446`, `qđ`, `tu`.
pub fn tokens(text: &str) -> Tokens<'_> {
    Tokens(words(text))
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let word = self.0.next()?;
        let exact = normalise(word.text).into_owned();
        let folded = if word.length > 1 { slug(&exact) } else { fold(&exact) };
        Some(Token { span: word.span, exact, folded, position: word.position, length: word.length })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::Generator;

    fn check(text: &str, expected: &str) {
        let found: Vec<String> = tokens(text).map(|token| format!("{}|{}", token.exact, token.folded)).collect();
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn tokens_have_an_exact_and_a_folded_form() {
        check("HOÀ giải", "hòa|hoa giải|giai");
        check("chiến sỹ", "chiến|chien sĩ|si");
        check("446–QÐ/TU", "446-qđ/tu|446-qd-tu 446|446 qđ|qd tu|tu");
        check("446/QĐ-TU", "446/qđ-tu|446-qd-tu 446|446 qđ|qd tu|tu");
        check("dâ\u{200B}n vận", "dân|dan vận|van");
    }

    #[test]
    fn spans_name_the_original_bytes() {
        let mut generator = Generator::new(5);
        for _ in 0..2000 {
            let text = generator.text(40);
            let mut position = 0;
            for token in tokens(&text) {
                let written = &text[token.span.clone()];
                assert_eq!(normalise(written), token.exact, "{text:?}");
                assert!(token.position == position || token.position == position + 1 || position == 0);
                assert!(!token.folded.is_empty() && !token.exact.is_empty(), "{text:?}");
                position = token.position;
            }
        }
    }

    #[test]
    fn the_way_of_typing_does_not_change_the_tokens() {
        let mut generator = Generator::new(9);
        for _ in 0..1000 {
            let text = generator.syllables(6);
            let forms = |text: &str| -> Vec<(String, String)> { tokens(text).map(|token| (token.exact, token.folded)).collect() };
            let expected = forms(&text);
            assert_eq!(forms(&generator.decompose(&text)), expected);
            assert_eq!(forms(&text.to_uppercase()), expected);
            assert_eq!(forms(&generator.sprinkle(&text)), expected);
        }
    }
}
