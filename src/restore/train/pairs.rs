//! The channel learned from pages whose right text is known. Entry points: [`aligned`] and [`letters`].

use std::collections::BTreeMap;

use quyche_text::fold;

use crate::restore::align::{Costs, align, distance};
use crate::restore::channel::{Channel, Counts, LONGEST, reading};
use crate::restore::letters::{Letter, bare, character, letter};
use crate::restore::page::{Kind, chunks, pieces};
use crate::restore::unit::{UNKNOWN, WordId, key};
use crate::restore::vocabulary::Vocabulary;

/// A page: what is written, and what was read.
#[derive(Debug)]
pub struct Page {
    /// The right text.
    pub gold: String,
    /// The text as it was read.
    pub read: String,
}

/// Rounds of expectation maximisation; the counts change little after the fourth.
const ROUNDS: usize = 5;
/// Pairs of tokens more different than this are no pair, unless both are short and stand between pairs. Two is nothing in common.
const ALIKE: f32 = 1.3;
/// What a token without a partner costs; two of them cost a little more than a pair with nothing in common, [`UNLIKE`].
const GAP: f32 = 0.9;
const UNLIKE: f32 = 1.7;
/// Letters and characters of a word that may be read as something else altogether, `ở` as 6, `là` as 14.
const SHORT: usize = 3;

/// Words as they stand in the pages beside what they were read as.
pub(crate) fn aligned(pages: &[&Page]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for page in pages {
        let (gold, read) = (words(&page.gold), words(&page.read));
        let skeleton = |words: &[&str]| words.iter().map(|word| fold(word).chars().collect::<Vec<char>>()).collect::<Vec<_>>();
        let (gold_skeletons, read_skeletons) = (skeleton(&gold), skeleton(&read));
        let cost = |i: usize, j: usize| dissimilarity(&gold_skeletons[i], &read_skeletons[j]).min(UNLIKE);
        let pairs = align(gold.len(), read.len(), Costs { gap: GAP, band: 60 }, cost);
        let alike = |pair: Option<&(Option<usize>, Option<usize>)>| matches!(pair, Some((Some(i), Some(j))) if cost(*i, *j) < ALIKE);
        let short = |i: usize, j: usize| gold_skeletons[i].len() <= SHORT && read_skeletons[j].len() <= SHORT;
        for (at, pair) in pairs.iter().enumerate() {
            let between = || at > 0 && alike(pairs.get(at - 1)) && alike(pairs.get(at + 1));
            if let (Some(i), Some(j)) = *pair
                && (cost(i, j) < ALIKE || short(i, j) && between())
            {
                found.push((quyche_text::nfc(gold[i]).into_owned(), quyche_text::nfc(read[j]).into_owned()));
            }
        }
    }
    found
}

fn dissimilarity(left: &[char], right: &[char]) -> f32 {
    2.0 * distance(left, right) as f32 / left.len().max(right.len()).max(1) as f32
}

fn words(text: &str) -> Vec<&str> {
    let word =
        |chunk| pieces(chunk, false).into_iter().filter(|(_, kind)| !matches!(kind, Kind::Fixed(_))).map(move |(range, _)| &chunk[range]);
    text.lines().flat_map(chunks).flat_map(|(_, chunk)| word(chunk)).collect()
}

/// Counts of readings by letter, by expectation maximisation over aligned words.
pub(crate) fn letters(pairs: &[(String, String)]) -> Counts {
    let mut distinct: BTreeMap<(Vec<Letter>, Vec<char>), f32> = BTreeMap::new();
    for (gold, read) in pairs {
        if let Some(gold) = gold.chars().map(letter).collect::<Option<Vec<_>>>() {
            *distinct.entry((gold, read.chars().collect())).or_default() += 1.0;
        }
    }
    let mut counts = Counts::default();
    for round in 0..ROUNDS {
        let channel = (round > 0).then(|| Channel::new(&counts));
        let mut next = Counts::default();
        for ((gold, read), weight) in &distinct {
            let score = |l: Letter, string: &[char]| match &channel {
                Some(channel) => channel.score(l, string),
                None => first_guess(l, string),
            };
            expect(gold, read, *weight, score, &mut next);
        }
        counts = next;
    }
    counts
}

/// Before anything is known: a letter is read as itself, else without its marks, else as anything.
fn first_guess(l: Letter, string: &[char]) -> f32 {
    let written = character(l);
    match string {
        [only] if *only == written => -0.7,
        [only] if bare(*only).eq_ignore_ascii_case(&bare(written)) => -1.2,
        [] => -6.0,
        [_] => -4.5,
        [_, _] => -6.0,
        _ => -9.0,
    }
}

/// Adds the expected counts of one pair: forward and backward sums over all ways to share out the characters.
pub(crate) fn expect(gold: &[Letter], read: &[char], weight: f32, score: impl Fn(Letter, &[char]) -> f32, counts: &mut Counts) {
    let (rows, width) = (gold.len(), read.len() + 1);
    let mut forward = vec![0.0_f64; (rows + 1) * width];
    let mut backward = vec![0.0_f64; (rows + 1) * width];
    let mut steps = vec![[0.0_f64; LONGEST + 1]; rows * width];
    forward[0] = 1.0;
    backward[rows * width + read.len()] = 1.0;
    for i in 0..rows {
        for j in 0..width {
            for length in 0..=LONGEST.min(read.len() - j) {
                let step = f64::from(score(gold[i], &read[j..j + length])).exp();
                steps[i * width + j][length] = step;
                forward[(i + 1) * width + j + length] += forward[i * width + j] * step;
            }
        }
    }
    for i in (0..rows).rev() {
        for j in 0..width {
            backward[i * width + j] =
                (0..=LONGEST.min(read.len() - j)).map(|length| steps[i * width + j][length] * backward[(i + 1) * width + j + length]).sum();
        }
    }
    let total = backward[0];
    if total < 1e-30 {
        return;
    }
    for i in 0..rows {
        for j in 0..width {
            for length in 0..=LONGEST.min(read.len() - j) {
                let share = forward[i * width + j] * steps[i * width + j][length] * backward[(i + 1) * width + j + length] / total;
                if share > 0.01 {
                    counts.add(gold[i], reading(&read[j..j + length]), weight * share as f32);
                }
            }
        }
    }
}

/// How often each word was read as each token; what was seen once says nothing.
pub(crate) fn tokens(pairs: &[(String, String)], vocabulary: &Vocabulary) -> BTreeMap<(String, WordId), u32> {
    let mut counts = BTreeMap::new();
    for (gold, read) in pairs {
        let word = vocabulary.id(&key(gold));
        if word != UNKNOWN {
            *counts.entry((read.to_lowercase(), word)).or_insert(0) += 1;
        }
    }
    counts.retain(|_, count| *count > 1);
    counts
}
