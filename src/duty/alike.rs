//! Clauses that say nearly the same to different organisations, as khoản 1 of several Điều often does. Entry point: [`alike`].

use std::collections::{BTreeMap, BTreeSet};

use crate::duty::Bound;

/// Least share of the word pairs of the shorter clause that both must have.
const LEAST_SHARE: f64 = 0.6;
/// Least word pairs in common; short clauses are alike by chance.
const LEAST_PAIRS: usize = 6;

/// For every duty the others of the same document, with other actors and the same main role, whose words are nearly the same.
pub(in crate::duty) fn alike(duties: &[Bound]) -> Vec<Vec<usize>> {
    let pairs: Vec<BTreeSet<(String, String)>> = duties.iter().map(|bound| word_pairs(&bound.duty.quote)).collect();
    let mut holders: BTreeMap<(&str, &(String, String)), Vec<usize>> = BTreeMap::new();
    for (index, own) in pairs.iter().enumerate() {
        for pair in own {
            holders.entry((duties[index].provision.document(), pair)).or_default().push(index);
        }
    }
    let common_with = |index: usize| {
        let mut common: BTreeMap<usize, usize> = BTreeMap::new();
        for pair in &pairs[index] {
            for other in &holders[&(duties[index].provision.document(), pair)] {
                *common.entry(*other).or_default() += 1;
            }
        }
        common
    };
    let is_alike = |index: usize, other: usize, common: usize| {
        let (one, two) = (&duties[index].duty, &duties[other].duty);
        let shorter = pairs[index].len().min(pairs[other].len());
        common >= LEAST_PAIRS
            && common as f64 >= LEAST_SHARE * shorter as f64
            && one.role == two.role
            && !one.actors.iter().any(|actor| two.actors.contains(actor))
    };
    (0..duties.len())
        .map(|index| {
            common_with(index).into_iter().filter(|(other, common)| is_alike(index, *other, *common)).map(|(other, _)| other).collect()
        })
        .collect()
}

/// Every two neighbouring words of `quote`, in lower case without signs.
pub fn word_pairs(quote: &str) -> BTreeSet<(String, String)> {
    let words: Vec<String> = quote
        .split_whitespace()
        .map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase())
        .filter(|word| !word.is_empty())
        .collect();
    words.windows(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect()
}
