//! How right a restored text is, against the text that is known to be right. Entry point: [`compare`].

use std::ops::Range;

use crate::restore::align::{Costs, align};
use crate::restore::letters::bare;
use crate::restore::proposal::Proposal;
use crate::restore::unit::key;

/// The outcome of a comparison.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// Syllables of the right text.
    pub syllables: usize,
    /// Where the two differ, in order.
    pub differences: Vec<Difference>,
}

/// One syllable that must be replaced, put in or taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What is right; empty where something is too much.
    pub right: String,
    /// What was found; empty where something is missing.
    pub found: String,
    /// Bytes of the text that was compared; where something is missing, the end of the syllable before it.
    pub place: Range<usize>,
}

impl Comparison {
    /// Syllable error rate: differences per hundred syllables of the right text.
    pub fn rate(&self) -> f64 {
        100.0 * self.differences.len() as f64 / self.syllables.max(1) as f64
    }
}

/// Counts what must be replaced, put in or taken out; case and the place of a tone mark do not count, nor marks around a word.
pub fn compare(right: &str, found: &str) -> Comparison {
    let (left, other) = (syllables(right), syllables(found));
    let mut differences = Vec::new();
    let mut last = 0;
    for (i, j) in paired(&left, &other) {
        let text = |side: &[Syllable<'_>], at: Option<usize>| at.map_or(String::new(), |at| side[at].text.to_owned());
        let place = j.map_or(last..last, |j| other[j].place());
        last = place.end;
        if !matches!((i, j), (Some(i), Some(j)) if left[i].key == other[j].key) {
            differences.push(Difference { right: text(&left, i), found: text(&other, j), place });
        }
    }
    Comparison { syllables: left.len(), differences }
}

/// For every word of `found` that has a partner in `other`: its place, the partner, and whether they are one word.
pub fn partners<'a>(other: &'a str, found: &str) -> Vec<(Range<usize>, &'a str, bool)> {
    let (left, right) = (syllables(other), syllables(found));
    let both =
        |(i, j): (Option<usize>, Option<usize>)| i.zip(j).map(|(i, j)| (right[j].place(), left[i].text, left[i].key == right[j].key));
    paired(&left, &right).into_iter().filter_map(both).collect()
}

fn paired(left: &[Syllable<'_>], right: &[Syllable<'_>]) -> Vec<(Option<usize>, Option<usize>)> {
    align(left.len(), right.len(), Costs { gap: 1.0, band: 600 }, |i, j| f32::from(u8::from(left[i].key != right[j].key)))
}

/// For every proposal, whether it is wrong: it touches a difference and is no part of what is right there, or something is missing right behind it.
pub fn misses(comparison: &Comparison, proposals: &[Proposal]) -> Vec<bool> {
    let mut wrong = vec![false; proposals.len()];
    for Difference { right, place, .. } in &comparison.differences {
        let touched =
            |proposal: &Proposal| if place.is_empty() { proposal.place.end == place.start } else { proposal.place.start < place.end };
        let first = proposals.partition_point(|proposal| proposal.place.end < place.start + usize::from(!place.is_empty()));
        let count = proposals[first..].iter().take_while(|proposal| touched(proposal)).count();
        let right: Vec<String> = parts(right).map(key).collect();
        let is_part = |proposal: &Proposal| parts(&proposal.text).all(|part| right.contains(&key(part)));
        let amiss: Vec<usize> = (first..first + count).filter(|at| !is_part(&proposals[*at])).collect();
        // Where every word is right by itself, what is wrong is how they stand together.
        let all = (first..first + count).filter(|_| amiss.is_empty());
        for at in amiss.iter().copied().chain(all) {
            wrong[at] = true;
        }
    }
    wrong
}

/// Letters and digits of a word between its marks: `446`, `QĐ`, `TU`.
pub(crate) fn parts(word: &str) -> impl Iterator<Item = &str> {
    word.split(|c: char| !c.is_alphanumeric())
}

/// The text as one types it without marks.
pub fn strip(text: &str) -> String {
    text.chars().map(|character| if character.is_alphabetic() { bare(character) } else { character }).collect()
}

/// A word without the marks around it, as written and as compared.
struct Syllable<'a> {
    start: usize,
    text: &'a str,
    key: String,
}

impl Syllable<'_> {
    fn place(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }
}

fn syllables(text: &str) -> Vec<Syllable<'_>> {
    let trimmed = |word: &'_ str| word.trim_matches(|c: char| !c.is_alphanumeric()).len();
    text.split_whitespace()
        .filter(|word| trimmed(word) > 0)
        .map(|word| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            Syllable { start: word.as_ptr() as usize - text.as_ptr() as usize, text: word, key: key(word) }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tone_placement_and_case_do_not_count() {
        let comparison = compare("Khóa XVI, hoà giải.", "khoá XVI hòa giai");
        let difference = &comparison.differences[0];
        assert_eq!((difference.right.as_str(), difference.found.as_str(), &difference.place), ("giải", "giai", &(15..19)));
        assert_eq!(comparison.differences.len(), 1);
        assert_eq!(comparison.syllables, 4);
    }
}
