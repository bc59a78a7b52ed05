//! Lends the words of `quyche-text` to tantivy. Entry point: [`register`].

use std::collections::HashMap;

use quyche_text::{Words, fold, normalise, slug, words};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

/// Name of the tokenizer that keeps marks.
pub(super) const EXACT: &str = "vi-exact";
/// Name of the tokenizer that removes them.
pub(super) const FOLDED: &str = "vi-folded";

/// The words of a language are few: with this many remembered, a large corpus is normalised once a word and not once an occurrence.
const REMEMBERED: usize = 1 << 16;

/// Makes both tokenizers known under their names.
pub(super) fn register(tokenizers: &TokenizerManager) {
    tokenizers.register(EXACT, TextAnalyzer::from(Vietnamese { folded: false, forms: HashMap::new() }));
    tokenizers.register(FOLDED, TextAnalyzer::from(Vietnamese { folded: true, forms: HashMap::new() }));
}

/// One of the two forms of a word, and the forms made so far. The map is only looked up, never iterated.
#[derive(Clone)]
struct Vietnamese {
    folded: bool,
    forms: HashMap<String, String>,
}

impl Vietnamese {
    fn form(&self, word: &str, is_number: bool) -> String {
        let exact = normalise(word);
        match (self.folded, is_number) {
            (false, _) => exact.into_owned(),
            (true, true) => slug(&exact),
            (true, false) => fold(&exact),
        }
    }
}

impl Tokenizer for Vietnamese {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        Stream { words: words(text), tokenizer: self, token: Token::default() }
    }
}

struct Stream<'a> {
    words: Words<'a>,
    tokenizer: &'a mut Vietnamese,
    token: Token,
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.next() else {
            return false;
        };
        self.token.offset_from = word.span.start;
        self.token.offset_to = word.span.end;
        self.token.position = word.position;
        self.token.position_length = word.length;
        self.token.text.clear();
        if let Some(form) = self.tokenizer.forms.get(word.text) {
            self.token.text.push_str(form);
            return true;
        }
        let form = self.tokenizer.form(word.text, word.length > 1);
        self.token.text.push_str(&form);
        if self.tokenizer.forms.len() < REMEMBERED {
            self.tokenizer.forms.insert(word.text.to_owned(), form);
        }
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
