//! What a person decided about proposals, as a file: read, held against the source and the proposals. Entry point: [`Decisions::fit`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::restore::Proposal;

/// Version of the form of the file.
pub const FORMAT: u32 = 1;
/// A proposal that is less sure than this is shown as unsure. Between 0.5, nearly nothing, and 1, everything.
pub const UNSURE: f32 = 0.98;
/// The longest text that can stand in for a word, in characters.
pub const LONGEST: usize = 200;

/// The decisions on one text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decisions {
    /// [`FORMAT`] of the program that wrote it.
    pub version: u32,
    /// Name of the source, for people.
    pub source: String,
    /// [`hash`] of the source.
    pub hash: String,
    /// In the order of the text.
    pub decisions: Vec<Decision>,
}

/// One word as a person wants it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// First byte of the source.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// What stood there.
    pub original: String,
    /// What shall stand there.
    pub text: String,
}

/// Names a source by its bytes.
pub fn hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().to_string()
}

/// A decision that cannot be applied, and why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit<'a> {
    /// The decision.
    pub decision: &'a Decision,
    /// What is wrong with it.
    pub why: Why,
}

/// Why a decision cannot be applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// No word of the text has these bytes.
    NoWord,
    /// Another word stands at these bytes.
    OtherWord,
    /// An earlier decision is about the same word.
    Twice,
    /// The text to be put there is no single line, has signs that cannot be seen, or is longer than [`LONGEST`].
    Text,
}

impl Decisions {
    /// Index of a proposal and its decided text, in the order of the text; or every decision that does not fit, none of them applied.
    pub fn fit<'a>(&'a self, text: &str, proposals: &[Proposal]) -> Result<Vec<(usize, &'a str)>, Vec<Misfit<'a>>> {
        let mut fitting = BTreeMap::new();
        let mut misfits = Vec::new();
        for decision in &self.decisions {
            let found = decision.find(text, proposals).and_then(|index| match fitting.insert(index, decision.text.as_str()) {
                Some(_) => Err(Why::Twice),
                None => Ok(()),
            });
            if let Err(why) = found {
                misfits.push(Misfit { decision, why });
            }
        }
        if misfits.is_empty() { Ok(fitting.into_iter().collect()) } else { Err(misfits) }
    }
}

impl Decision {
    /// Index of the proposal it is about.
    fn find(&self, text: &str, proposals: &[Proposal]) -> Result<usize, Why> {
        let index = proposals.binary_search_by_key(&self.start, |proposal| proposal.span.start).map_err(|_| Why::NoWord)?;
        if proposals[index].span.end != self.end {
            return Err(Why::NoWord);
        }
        if text.get(self.start..self.end) != Some(self.original.as_str()) {
            return Err(Why::OtherWord);
        }
        if is_one_line(&self.text) { Ok(index) } else { Err(Why::Text) }
    }
}

/// Whether a text can stand in for a word: short, on one line, without signs that cannot be seen or that turn the direction of writing.
fn is_one_line(text: &str) -> bool {
    let hidden = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().count() <= LONGEST && !text.chars().any(hidden)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::restore::Sort;

    fn proposal(start: usize, original: &str, text: &str) -> Proposal {
        let span = start..start + original.len();
        Proposal {
            span,
            place: 0..0,
            original: original.into(),
            text: text.into(),
            confidence: 0.5,
            alternatives: Vec::new(),
            sort: Sort::Word,
        }
    }

    fn decisions(list: &[(usize, &str, &str)]) -> Decisions {
        let decision = |(start, original, text): &(usize, &str, &str)| Decision {
            start: *start,
            end: start + original.len(),
            original: (*original).into(),
            text: (*text).into(),
        };
        Decisions { version: FORMAT, source: "a.txt".into(), hash: String::new(), decisions: list.iter().map(decision).collect() }
    }

    #[test]
    fn bytes_do_not_shift_behind_wide_characters() {
        let text = "𠀀 e\u{302} quyet dinh";
        let at = text.find("quyet").expect("it is there");
        let proposals = [proposal(at, "quyet", "quyết"), proposal(at + 6, "dinh", "định")];
        assert_eq!(decisions(&[(at + 6, "dinh", "đình")]).fit(text, &proposals), Ok(vec![(1, "đình")]));
    }

    #[test]
    fn all_strangers_are_named_at_once() {
        let proposals = [proposal(0, "quyet", "quyết"), proposal(6, "dinh", "định")];
        let all = decisions(&[(0, "quyet", "quyết"), (0, "quyet", "quyệt"), (5, "dinh", "định"), (6, "binh", "định"), (99, "x", "y")]);
        let misfits = all.fit("quyet dinh", &proposals).expect_err("four do not fit");
        let why: Vec<Why> = misfits.iter().map(|misfit| misfit.why).collect();
        assert_eq!(why, [Why::Twice, Why::NoWord, Why::OtherWord, Why::NoWord]);
    }

    #[test]
    fn a_decided_text_is_one_plain_line() {
        let proposals = [proposal(0, "quyet", "quyết")];
        for text in ["a\nb", "a\u{7}", "a\u{2028}b", "\u{202e}a", &"ế".repeat(LONGEST + 1)] {
            let all = decisions(&[(0, "quyet", text)]);
            let misfits = all.fit("quyet", &proposals).expect_err("it is no plain line");
            assert_eq!(misfits[0].why, Why::Text, "{text:?}");
        }
        let longest = "ế".repeat(LONGEST);
        assert!(decisions(&[(0, "quyet", &longest)]).fit("quyet", &proposals).is_ok());
    }
}
