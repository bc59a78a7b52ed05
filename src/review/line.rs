//! The source line by line, each cut into words and what stands between them. Entry point: [`lines`].

use serde::Serialize;

use crate::restore::Proposal;
use crate::review::Subject;
use crate::review::mark::{kinds, title};
use crate::theme::Strings;

/// One line of the source.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line<'a> {
    /// From 1.
    pub number: usize,
    /// Whether it was set aside as no text; it then has one piece without a word.
    pub aside: bool,
    /// Whether nothing but white space stands on it.
    pub blank: bool,
    /// Its pieces in order, which hold every character of the line once.
    pub pieces: Vec<Piece<'a>>,
}

/// A word, or what stands between two words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Piece<'a> {
    /// As it was read.
    pub text: &'a str,
    /// Index of the proposal, for a word.
    pub word: Option<usize>,
    /// What a word is shown as: what was decided or what is proposed.
    pub shown: &'a str,
    /// Classes of a word; empty between words.
    pub class: String,
    /// What the marks of a word mean, in words.
    pub title: String,
}

/// The lines of the source with the words on them.
#[must_use]
pub fn lines<'a>(subject: &Subject<'a>, strings: &Strings) -> Vec<Line<'a>> {
    let mut words = Words { subject, strings, next: 0, decided: 0 };
    let mut start = 0;
    let mut lines = Vec::new();
    for (index, text) in subject.text.split('\n').enumerate() {
        let end = start + text.len();
        let aside = subject.restoration.set_aside.contains(&(start..end));
        lines.push(Line { number: index + 1, aside, blank: text.trim().is_empty(), pieces: words.cut(start, end) });
        start = end + 1;
    }
    lines
}

struct Words<'s, 'a> {
    subject: &'s Subject<'a>,
    strings: &'s Strings,
    next: usize,
    decided: usize,
}

impl<'a> Words<'_, 'a> {
    /// The pieces of the line between two bytes.
    fn cut(&mut self, start: usize, end: usize) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        let mut copied = start;
        let proposals: &'a [Proposal] = &self.subject.restoration.proposals;
        while let Some(proposal) = proposals.get(self.next).filter(|proposal| proposal.span.start < end) {
            self.between(copied, proposal.span.start, &mut pieces);
            pieces.push(self.word(proposal));
            copied = proposal.span.end;
            self.next += 1;
        }
        self.between(copied, end, &mut pieces);
        pieces
    }

    fn between(&self, start: usize, end: usize, pieces: &mut Vec<Piece<'a>>) {
        if start < end {
            let text = &self.subject.text[start..end];
            pieces.push(Piece { text, word: None, shown: text, class: String::new(), title: String::new() });
        }
    }

    fn word(&mut self, proposal: &'a Proposal) -> Piece<'a> {
        let decided = self.subject.decided.get(self.decided).filter(|(index, _)| *index == self.next);
        let mut class = String::from("w");
        for kind in kinds(proposal) {
            class.push(' ');
            class.push_str(kind);
        }
        let shown = match decided {
            Some((_, text)) => {
                self.decided += 1;
                class.push_str(" settled");
                text
            }
            None => proposal.text.as_str(),
        };
        if shown != proposal.original {
            class.push_str(" changed");
        }
        let text = &self.subject.text[proposal.span.clone()];
        Piece { text, word: Some(self.next), shown, class, title: title(proposal, self.strings) }
    }
}
