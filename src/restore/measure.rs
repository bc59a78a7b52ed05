//! The figures of a restoration whose right text is known. Entry points: [`measure`] and [`reliability`].

use std::collections::HashSet;
use std::ops::Range;

use quyche_text::is_exact_syllable;

use crate::intake::told_apart;
use crate::restore::evaluate::{Comparison, Difference, compare, misses, parts};
use crate::restore::proposal::{Proposal, Restoration};
use crate::restore::unit::{is_roman, key};

/// The outcome on one text.
#[derive(Debug, Clone)]
pub struct Measured {
    /// Where it differs from the right text.
    pub comparison: Comparison,
    /// Of the differences those that are words in another order: the same words are missing in one place and too many in another.
    pub moved: usize,
    /// Numbers, Roman numerals and codes that were made wrong by a proposal.
    pub numbers: usize,
    /// How many in a hundred of the wrong words are among the three in a hundred that are least sure.
    pub least_sure: f64,
    /// The same without the words that only stand in another order: no review of words can find those.
    pub least_sure_unmoved: f64,
    /// How many in a hundred of the words are shown to a person: unsure ones, names, numerals, codes.
    pub shown: f64,
    /// How many in a hundred of the wrong words are among the shown ones.
    pub caught: f64,
    /// Confidence of every proposal, and whether it is right.
    pub outcomes: Vec<(f32, bool)>,
}

/// Measures a restoration against the right text, the heads and feet of both read column by column.
pub fn measure(right: &str, restoration: &Restoration) -> Measured {
    let read = told_apart(&restoration.text);
    let mut comparison = compare(&told_apart(right).text, &read.text);
    for difference in &mut comparison.differences {
        difference.place = read.origin(&difference.place);
    }
    let proposals = &restoration.proposals;
    let wrong = misses(&comparison, proposals);
    let spoilt = |difference: &Difference| {
        let is_spoilt = |proposal: &Proposal| {
            proposal.text != proposal.original
                && !parts(&difference.right).any(|part| key(part) == key(&proposal.text))
                && !(is_noted(&difference.right) && digits(&proposal.text).eq(digits(&proposal.original)))
        };
        touched(proposals, &difference.place).iter().any(is_spoilt)
    };
    let numbers = comparison.differences.iter().filter(|difference| is_exact(&difference.right) && spoilt(difference)).count();
    let mut order: Vec<usize> = (0..proposals.len()).collect();
    let caught = order.iter().filter(|at| proposals[**at].is_shown() && wrong[**at]).count();
    order.sort_by(|a, b| proposals[*a].confidence.total_cmp(&proposals[*b].confidence));
    let least = &order[..order.len() * 3 / 100];
    let found = |wrong: &[bool]| percent(least.iter().filter(|at| wrong[**at]).count(), wrong.iter().filter(|wrong| **wrong).count());
    let moved = moved(&comparison.differences);
    let unmoved = comparison.differences.iter().enumerate().filter(|(at, _)| !moved.contains(at)).map(|(_, difference)| difference.clone());
    let unmoved = Comparison { syllables: comparison.syllables, differences: unmoved.collect() };
    let (least_sure, least_sure_unmoved) = (found(&wrong), found(&misses(&unmoved, proposals)));
    let all = wrong.iter().filter(|wrong| **wrong).count();
    let outcomes = proposals.iter().zip(&wrong).map(|(proposal, wrong)| (proposal.confidence, !wrong)).collect();
    Measured {
        moved: moved.len(),
        comparison,
        numbers,
        least_sure,
        least_sure_unmoved,
        shown: percent(restoration.shown(), proposals.len()),
        caught: percent(caught, all),
        outcomes,
    }
}

/// Differences that are words in another order: a run of words that are too many, and elsewhere a run of the same ones that are missing.
fn moved(differences: &[Difference]) -> HashSet<usize> {
    let letters = |run: &[usize], word: fn(&Difference) -> &str| -> String {
        run.iter().flat_map(|at| parts(word(&differences[*at]))).map(key).collect()
    };
    let runs = |side: fn(&Difference) -> bool| -> Vec<Vec<usize>> {
        let all: Vec<usize> = (0..differences.len()).filter(|at| side(&differences[*at])).collect();
        all.chunk_by(|a, b| a + 1 == *b).map(<[usize]>::to_vec).collect()
    };
    let added = runs(|difference| difference.right.is_empty());
    let mut missing = runs(|difference| difference.found.is_empty());
    let mut found = HashSet::new();
    for run in added {
        let same = letters(&run, |difference| &difference.found);
        if let Some(at) = missing.iter().position(|other| letters(other, |difference| &difference.right) == same) {
            found.extend(missing.swap_remove(at));
            found.extend(run);
        }
    }
    found
}

/// The proposals of a place of the restored text.
fn touched<'a>(proposals: &'a [Proposal], place: &Range<usize>) -> &'a [Proposal] {
    let first = proposals.partition_point(|proposal| proposal.place.end <= place.start);
    let last = proposals.partition_point(|proposal| proposal.place.start < place.end);
    &proposals[first..last.max(first)]
}

/// What a stretch of the restored text was read as, with two words on either side and how sure each was.
pub fn context(restoration: &Restoration, place: &Range<usize>) -> String {
    let proposals = &restoration.proposals;
    let from = proposals.partition_point(|proposal| proposal.place.end <= place.start).saturating_sub(2);
    let to = proposals.partition_point(|proposal| proposal.place.start < place.end) + 2;
    proposals[from..to.clamp(from, proposals.len())]
        .iter()
        .map(|proposal| format!("{} {:.2}", proposal.original, proposal.confidence))
        .collect::<Vec<_>>()
        .join(", ")
}

/// A word that must be right to the letter: with a digit, a Roman numeral, or with capitals between strokes: `446-QĐ/TU`.
fn is_exact(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit())
        || is_roman(word)
        || word.contains(['/', '-']) && word.chars().filter(|c| c.is_uppercase()).count() > 1
}

/// True for a word with the mark of a footnote behind it, `nhận9`: its digits must stay, its letters are those of any word.
fn is_noted(word: &str) -> bool {
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
    letters.len() < word.len() && is_exact_syllable(&key(letters))
}

fn digits(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(char::is_ascii_digit)
}

/// `part` of `whole` in a hundred; of nothing, all is found.
fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 100.0 } else { 100.0 * part as f64 / whole as f64 }
}

/// The words of a range of confidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Bin {
    /// The least confidence.
    pub from: f32,
    /// The confidence that is too high.
    pub to: f32,
    /// How many words there are.
    pub words: usize,
    /// How many in a hundred are expected to be right.
    pub expected: f64,
    /// How many in a hundred are right.
    pub right: f64,
}

/// How well confidence agrees with what is right, over all texts.
pub fn reliability(all: &[Measured]) -> Vec<Bin> {
    const BOUNDS: [f32; 9] = [0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.995, 1.001];
    let outcomes: Vec<(f32, bool)> = all.iter().flat_map(|measured| measured.outcomes.iter().copied()).collect();
    let bin = |bounds: &[f32]| {
        let (from, to) = (bounds[0], bounds[1]);
        let inside: Vec<&(f32, bool)> = outcomes.iter().filter(|(confidence, _)| *confidence >= from && *confidence < to).collect();
        let expected = 100.0 * inside.iter().map(|(confidence, _)| f64::from(*confidence)).sum::<f64>() / inside.len().max(1) as f64;
        Bin {
            from,
            to: to.min(1.0),
            words: inside.len(),
            expected,
            right: percent(inside.iter().filter(|(_, right)| *right).count(), inside.len()),
        }
    };
    BOUNDS.windows(2).map(bin).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::restore::evaluate::compare;

    #[test]
    fn words_in_another_order_are_told_from_wrong_ones() {
        let moved_in = |found: &str| moved(&compare("Số 446-QĐ/TU Đảng Cộng sản Việt Nam ngày hai", found).differences).len();
        assert_eq!(moved_in("Đảng Cộng sản Việt Nam Số 446- QĐ/TU ngày hai"), 5);
        assert_eq!(
            (moved_in("Số 446-QĐ/TU Đảng Cộng sản Việt Nam ngày ba"), moved_in("Đảng Cộng sản Việt Nam Sổ 446- QĐ/TU ngày hai")),
            (0, 0)
        );
    }
}
