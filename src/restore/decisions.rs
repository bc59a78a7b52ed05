//! What a person decided about proposals, as a file: read, held against the source and the proposals. Entry point: [`Decisions::fit`].

use serde::{Deserialize, Serialize};

use crate::restore::Proposal;

/// Version of the form of the file.
pub const FORMAT: u32 = 1;
/// A proposal that is less sure than this is shown as unsure. Between 0.5, nearly nothing, and 1, everything.
pub const UNSURE: f32 = 0.98;

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

impl Decisions {
    /// Index of a proposal and its decided text; or every decision that does not fit, none of them applied.
    pub fn fit<'a>(&'a self, text: &str, proposals: &[Proposal]) -> Result<Vec<(usize, &'a str)>, Vec<&'a Decision>> {
        let mut fitting = Vec::new();
        let mut strangers = Vec::new();
        let mut taken = std::collections::BTreeSet::new();
        for decision in &self.decisions {
            let found = proposals.binary_search_by_key(&decision.start, |proposal| proposal.span.start);
            match found {
                Ok(index) if decision.fits(text, &proposals[index]) && taken.insert(index) => fitting.push((index, decision.text.as_str())),
                _ => strangers.push(decision),
            }
        }
        if strangers.is_empty() { Ok(fitting) } else { Err(strangers) }
    }
}

impl Decision {
    fn fits(&self, text: &str, proposal: &Proposal) -> bool {
        self.end == proposal.span.end && text.get(self.start..self.end) == Some(self.original.as_str())
    }
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
        let all = decisions(&[(0, "quyet", "quyết"), (0, "quyet", "quyệt"), (5, "dinh", "định"), (6, "dính", "định"), (99, "x", "y")]);
        let strangers = all.fit("quyet dinh", &proposals).expect_err("four do not fit");
        assert_eq!(strangers.len(), 4);
    }
}
