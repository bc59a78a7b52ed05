//! A text to be scanned, as written and flattened, and a cursor over its words. Entry points: [`Text::new`], [`Cursor`].

use crate::link::spelling;

/// A text and its flattened form; one offset serves both.
#[derive(Debug)]
pub(in crate::link) struct Text<'t> {
    /// As written.
    pub(in crate::link) raw: &'t str,
    /// In lower case, white space as plain spaces.
    pub(in crate::link) flat: String,
    /// Its quotation marks: where each stands, and what is quoted after it.
    marks: Vec<(usize, Quotes)>,
}

/// How far quotations have been opened at a place of a text.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::link) struct Quotes {
    /// How many more `“` than `”` stand before it.
    pub(in crate::link) open: i32,
    /// How many `"` do.
    pub(in crate::link) straight: usize,
}

impl<'t> Text<'t> {
    /// Flattens `raw`.
    pub(in crate::link) fn new(raw: &'t str) -> Self {
        let mut quotes = Quotes::default();
        let marks = raw.match_indices(['“', '”', '"']).map(|(at, mark)| {
            match mark {
                "“" => quotes.open += 1,
                "”" => quotes.open -= 1,
                _ => quotes.straight += 1,
            }
            (at, quotes)
        });
        Self { raw, flat: spelling::flatten(raw), marks: marks.collect() }
    }

    /// What is quoted at byte `at`.
    pub(in crate::link) fn quotes(&self, at: usize) -> Quotes {
        let before = self.marks.partition_point(|(mark, _)| *mark < at);
        before.checked_sub(1).map_or_else(Quotes::default, |last| self.marks[last].1)
    }

    /// A cursor at byte `at`.
    pub(in crate::link) fn cursor(&self, at: usize) -> Cursor<'_> {
        Cursor { flat: &self.flat, at }
    }

    /// Whether the character at byte `at` is a capital letter.
    pub(in crate::link) fn is_capital(&self, at: usize) -> bool {
        self.raw[at..].chars().next().is_some_and(char::is_uppercase)
    }

    /// The word that ends just before byte `at`, one space between; empty where another mark stands there.
    pub(in crate::link) fn word_before(&self, at: usize) -> &str {
        let head = self.flat[..at].trim_end_matches(' ');
        let start = head
            .rfind(|letter: char| !letter.is_alphanumeric())
            .map_or(0, |index| index + head[index..].chars().next().map_or(1, char::len_utf8));
        &head[start..]
    }
}

/// A place in a flattened text; moving returns a new cursor, so that trying is free.
#[derive(Clone, Copy, Debug)]
pub(in crate::link) struct Cursor<'t> {
    flat: &'t str,
    /// Byte of the text.
    pub(in crate::link) at: usize,
}

impl<'t> Cursor<'t> {
    /// What follows.
    pub(in crate::link) fn rest(self) -> &'t str {
        &self.flat[self.at..]
    }

    /// After any spaces.
    pub(in crate::link) fn space(self) -> Self {
        let rest = self.rest();
        self.skip(rest.len() - rest.trim_start_matches(' ').len())
    }

    /// `bytes` further.
    pub(in crate::link) fn skip(self, bytes: usize) -> Self {
        Self { at: self.at + bytes, ..self }
    }

    /// After spaces and the whole words of `phrase`.
    pub(in crate::link) fn phrase(self, phrase: &str) -> Option<Self> {
        phrase.split(' ').try_fold(self, |cursor, expected| {
            let (word, after) = cursor.word()?;
            (word == expected).then_some(after)
        })
    }

    /// After spaces and the first of `phrases` that stands here.
    pub(in crate::link) fn one_of(self, phrases: &[&str]) -> Option<Self> {
        phrases.iter().find_map(|phrase| self.phrase(phrase))
    }

    /// After `phrase` if it stands here, else as before.
    pub(in crate::link) fn maybe(self, phrase: &str) -> Self {
        self.phrase(phrase).unwrap_or(self)
    }

    /// After spaces and `mark`.
    pub(in crate::link) fn mark(self, mark: char) -> Option<Self> {
        let here = self.space();
        here.rest().starts_with(mark).then(|| here.skip(mark.len_utf8()))
    }

    /// The next word after spaces, letters and digits.
    pub(in crate::link) fn word(self) -> Option<(&'t str, Self)> {
        let here = self.space();
        let rest = here.rest();
        let length = rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len());
        (length > 0).then(|| (&rest[..length], here.skip(length)))
    }

    /// The character here, spaces not skipped.
    pub(in crate::link) fn next(self) -> Option<char> {
        self.rest().chars().next()
    }
}
