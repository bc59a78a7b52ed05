//! A word of a query in the forms that are compared. Entry point: [`words_of`].

use std::rc::Rc;

use quyche_text::{Token, is_marked, tokens};

/// One word of a query.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) exact: String,
    pub(crate) folded: String,
    /// True when it was typed with marks, so that this spelling was meant.
    pub(crate) marked: bool,
    /// The parts of a document number; empty for a plain word.
    pub(crate) parts: Vec<Word>,
}

/// Words that several readings of a query share.
pub(crate) type Words = Vec<Rc<Word>>;

impl Word {
    fn new(token: Token, parts: Vec<Word>) -> Word {
        let marked = is_marked(&token.exact);
        Word { exact: token.exact, folded: token.folded, marked, parts }
    }
}

/// The words of a text, each document number once.
pub(crate) fn words_of(text: &str) -> Words {
    let mut words = Vec::new();
    let mut tokens = tokens(text);
    while let Some(token) = tokens.next() {
        let mut parts = Vec::new();
        if token.length > 1 {
            while parts.len() < token.length
                && let Some(part) = tokens.next()
            {
                parts.push(Word::new(part, Vec::new()));
            }
        }
        words.push(Rc::new(Word::new(token, parts)));
    }
    words
}

/// Removes words; they are too few for `drain`.
pub(crate) fn remove(words: &mut Words, start: usize, end: usize) {
    for _ in start..end {
        words.remove(start);
    }
}

/// The folded form of a text that is one word.
pub(crate) fn folded(text: &str) -> String {
    tokens(text).next().map_or_else(String::new, |token| token.folded)
}

/// The folded form of each.
pub(crate) fn each_folded(texts: &[&str]) -> Vec<String> {
    let mut all = Vec::new();
    for text in texts {
        all.push(folded(text));
    }
    all
}

/// Texts one after the other. The standard `join` is as long as a page of this code.
pub(crate) fn join(texts: &[&str], between: char) -> String {
    let mut joined = String::new();
    for (at, text) in texts.iter().enumerate() {
        if at > 0 {
            joined.push(between);
        }
        joined.push_str(text);
    }
    joined
}
