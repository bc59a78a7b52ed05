//! Syllables typed without spaces (`congtacdanvan`) cut apart. Entry point: [`split_joined`].

use crate::alphabet::is_letter;
use crate::normalise::normalise;
use crate::syllable::is_syllable;

/// Longer runs are not joined syllables but something else; a cut is the bits of one number.
const LONGEST_RUN: usize = 64;
/// Letters of the longest syllable, `nghiêng`.
const LONGEST_SYLLABLE: usize = 7;
/// How many segmentations are kept at every letter; more finds odder cuts and costs time. Between 8 and 64.
const KEPT: usize = 24;

/// A way to cut the first letters of a run.
#[derive(Clone, Copy)]
struct Cut {
    /// Fewer syllables first; among equals, few syllables of one letter and lengths near each other.
    cost: (u32, usize),
    /// Bit n: a syllable ends after letter n.
    ends: u64,
}

/// Plausible cuts of a run of letters into two syllables or more, with spaces between them, fewest syllables first; empty when there is none.
pub fn split_joined(run: &str) -> Vec<String> {
    let run = normalise(run);
    let mut bounds = Vec::new();
    for (at, letter) in run.char_indices() {
        if !is_letter(letter) {
            return Vec::new();
        }
        bounds.push(at);
    }
    let letters = bounds.len();
    bounds.push(run.len());
    if !(2..=LONGEST_RUN).contains(&letters) {
        return Vec::new();
    }
    // cuts[n]: the best ways to cut the first n letters.
    let mut cuts = vec![vec![Cut { cost: (0, 0), ends: 0 }]];
    for end in 1..=letters {
        let mut here: Vec<Cut> = Vec::new();
        for start in end.saturating_sub(LONGEST_SYLLABLE)..end {
            if cuts[start].is_empty() || !is_syllable(&run[bounds[start]..bounds[end]]) {
                continue;
            }
            let length = end - start;
            let unevenness = length * length + if length == 1 { 20 } else { 0 };
            for cut in &cuts[start] {
                let cost = (cut.cost.0 + 1, cut.cost.1 + unevenness);
                let mut at = here.len();
                while at > 0 && here[at - 1].cost > cost {
                    at -= 1;
                }
                here.insert(at, Cut { cost, ends: cut.ends | 1 << (end - 1) });
            }
        }
        here.truncate(KEPT);
        cuts.push(here);
    }
    let mut all = Vec::new();
    for Cut { ends, cost: (syllables, _) } in &cuts[letters] {
        if *syllables < 2 {
            continue;
        }
        let mut text = String::new();
        for (at, letter) in run.chars().enumerate() {
            if at > 0 && ends >> (at - 1) & 1 == 1 {
                text.push(' ');
            }
            text.push(letter);
        }
        all.push(text);
    }
    all
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
            assert!(cuts.iter().any(|cut| cut == expected), "{expected}: {cuts:?}");
        }
        assert_eq!(split_joined("congtacdanvan")[0], "cong tac dan van");
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
                assert_eq!(cut.replace(' ', ""), normalise(&run));
                assert!(cut.split(' ').all(is_syllable));
            }
        }
    }
}
