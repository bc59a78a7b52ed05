//! Syllables typed without spaces (`congtacdanvan`) cut apart. Entry point: [`split_joined`].

use crate::normalise::normalise;
use crate::syllable::is_syllable;

/// Longer runs are not joined syllables but something else.
const LONGEST_RUN: usize = 64;
/// Letters of the longest syllable, `nghiêng`.
const LONGEST_SYLLABLE: usize = 7;
/// How many segmentations are kept at every letter; more finds odder cuts and costs time. Between 8 and 64.
const KEPT: usize = 24;

/// Plausible cuts of a run of letters into two syllables or more, fewest syllables first; empty when there is none.
pub fn split_joined(run: &str) -> Vec<Vec<String>> {
    let run = normalise(run);
    let bounds: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
    let letters = bounds.len() - 1;
    if !(2..=LONGEST_RUN).contains(&letters) || !run.chars().all(char::is_alphabetic) {
        return Vec::new();
    }
    // cuts[n]: the best ways to cut the first n letters, each a list of letter indices where a syllable ends.
    let mut cuts: Vec<Vec<Vec<usize>>> = vec![vec![Vec::new()]];
    for end in 1..=letters {
        let mut here = Vec::new();
        for start in end.saturating_sub(LONGEST_SYLLABLE)..end {
            if cuts[start].is_empty() || !is_syllable(&run[bounds[start]..bounds[end]]) {
                continue;
            }
            here.extend(cuts[start].iter().map(|cut| [cut.as_slice(), &[end]].concat()));
        }
        here.sort_by_key(|cut| cost(cut));
        here.truncate(KEPT);
        cuts.push(here);
    }
    let whole = cuts.pop().unwrap_or_default();
    whole.into_iter().filter(|cut| cut.len() > 1).map(|cut| pieces(&run, &bounds, &cut)).collect()
}

/// Fewer syllables first; among equals, few syllables of one letter and lengths near each other.
fn cost(cut: &[usize]) -> (usize, usize) {
    let mut start = 0;
    let mut unevenness = 0;
    for &end in cut {
        let length = end - start;
        unevenness += length * length + if length == 1 { 20 } else { 0 };
        start = end;
    }
    (cut.len(), unevenness)
}

fn pieces(run: &str, bounds: &[usize], cut: &[usize]) -> Vec<String> {
    let mut start = 0;
    let piece = |&end: &usize| {
        let text = run[bounds[start]..bounds[end]].to_owned();
        start = end;
        text
    };
    cut.iter().map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::Generator;

    #[test]
    fn joined_syllables_come_apart() {
        for expected in
            ["cong tac dan van", "công tác dân vận", "mat tran to quoc", "tiep dan", "thanh uy", "than hoa", "thanh oa", "giam sat"]
        {
            let cuts = split_joined(&expected.replace(' ', ""));
            assert!(cuts.iter().any(|cut| cut.join(" ") == expected), "{expected}: {cuts:?}");
        }
        assert_eq!(split_joined("congtacdanvan")[0].join(" "), "cong tac dan van");
    }

    #[test]
    fn what_is_not_joined_stays_whole() {
        for run in ["dân", "mttq", "", "x", "446", "bcd", &"a".repeat(65)] {
            assert!(split_joined(run).is_empty(), "{run}");
        }
    }

    #[test]
    fn a_cut_loses_no_letter() {
        let mut generator = Generator::new(13);
        for _ in 0..300 {
            let run = generator.syllables(3).replace(' ', "");
            for cut in split_joined(&run) {
                assert_eq!(cut.concat(), normalise(&run));
                assert!(cut.iter().all(|piece| is_syllable(piece)));
            }
        }
    }
}
