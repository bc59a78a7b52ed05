//! A word of a query in the forms that are compared. Entry point: [`words_of`].

use quyche_text::{is_marked, tokens};

/// One word of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) exact: String,
    pub(crate) folded: String,
    /// True when it was typed with marks, so that this spelling was meant.
    pub(crate) marked: bool,
    /// The parts of a document number; empty for a plain word.
    pub(crate) parts: Vec<Word>,
}

/// The words of a text, each document number once.
pub(crate) fn words_of(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut parts_left = 0;
    for token in tokens(text) {
        let marked = is_marked(&token.exact);
        let word = Word { exact: token.exact, folded: token.folded, marked, parts: Vec::new() };
        if token.length > 1 {
            parts_left = token.length;
        } else if parts_left > 0 {
            parts_left -= 1;
            if let Some(number) = words.last_mut() {
                number.parts.push(word);
            }
            continue;
        }
        words.push(word);
    }
    words
}

/// The folded form of a text that is one word.
pub(crate) fn folded(text: &str) -> String {
    tokens(text).next().map_or_else(String::new, |token| token.folded)
}
