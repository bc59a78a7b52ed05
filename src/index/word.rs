//! A word of a query in the forms that are compared. Entry point: [`words_of`].

use quyche_text::{is_marked, tokens};

/// One word of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) exact: String,
    pub(super) folded: String,
    /// True when it was typed with marks, so that this spelling was meant.
    pub(super) marked: bool,
    /// The folded parts of a document number; empty for a plain word.
    pub(super) parts: Vec<String>,
}

/// The words of a text, each document number once.
pub(super) fn words_of(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut parts_left = 0;
    for token in tokens(text) {
        if token.length > 1 {
            parts_left = token.length;
        } else if parts_left > 0 {
            parts_left -= 1;
            if let Some(number) = words.last_mut() {
                number.parts.push(token.folded);
            }
            continue;
        }
        let marked = is_marked(&token.exact);
        words.push(Word { exact: token.exact, folded: token.folded, marked, parts: Vec::new() });
    }
    words
}
