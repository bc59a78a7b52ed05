//! How likely a proposal is right: features of a decision, weighed as held-out pages taught. Entry points: [`features`] and [`confidence`].

use std::collections::{BTreeMap, HashMap};

use quyche_text::fold;

use crate::restore::candidate::{Candidate, Case};
use crate::restore::model::Model;
use crate::restore::ngram::{ORDER, State};
use crate::restore::pass::Reading;
use crate::restore::unit::{BREAK, NUMBER, UNKNOWN, WordId, is_word};

/// Numbers that describe a decision, the constant first.
pub(crate) const FEATURES: usize = 28;
/// The one that is the posterior, and the two that are what is known of the word itself, everywhere and where the posterior is low: see [`doubts`].
const POSTERIOR: usize = 1;
const DOUBT: usize = FEATURES - 2;
const DOUBT_UNSURE: usize = FEATURES - 1;
/// One decision described.
pub(crate) type Features = [f32; FEATURES];

/// Rounds of Newton's method; the weights stand still after the eighth.
const ROUNDS: usize = 12;
/// Holds the weights near zero where little was seen.
const RIDGE: f64 = 1.0;

/// Describes every decision of a document. `tokens` are the words as they were read, one for each reading.
pub(crate) fn features(tokens: &[&str], readings: &[Reading], model: &Model) -> Vec<Features> {
    let document = Document::new(tokens, readings, model);
    let words = &document.words;
    let told = told(words, model);
    let sure = |at: Option<usize>| at.and_then(|at| readings.get(at)).map_or(SURE, |reading| logit(reading.posterior()));
    let chosen = |at: Option<usize>| at.and_then(|at| readings.get(at)).map(|reading| &reading.candidates[reading.decision.chosen]);
    let each = |at: Option<usize>| chosen(at).zip(at).map_or(0.0, |(candidate, at)| cost_each(candidate, tokens[at]));
    let unread = |at: Option<usize>| flag(chosen(at).is_some_and(|candidate| candidate.word == UNKNOWN && candidate.channel < 0.0));
    let describe = |(at, reading): (usize, &Reading)| {
        let candidate = &reading.candidates[reading.decision.chosen];
        let (before, after) = (at.checked_sub(1), Some(at + 1));
        let fixed = reading.candidates.len() == 1;
        let next = told.get(at + 1).copied().unwrap_or((0.0, ORDER));
        let held = flag(told[at].1 > 2) + flag(next.1 > 2);
        let unsure = unsure(logit(reading.posterior()));
        let mut described = [
            1.0,
            logit(reading.posterior()),
            logit(reading.first),
            cost_each(candidate, tokens[at]),
            flag(candidate.case == Case::Kept && !fixed),
            flag(fixed),
            document.otherwise(at),
            flag(tokens[at].chars().count() < 3),
            document.elsewhere(before, at),
            document.elsewhere(Some(at), at + 1),
            told[at].0.max(-12.0),
            next.0.max(-12.0),
            document.otherwise_after(before, at).max(document.otherwise_after(Some(at), at + 1)),
            flag(told[at].1 == 1),
            flag(next.1 == 1),
            held,
            rival(reading, model),
            sure(before).min(sure(after)),
            candidate.channel.clamp(-15.0, 0.0),
            flag(is_word(candidate.word) && !tokens[at].contains(char::is_alphabetic)),
            flag(candidate.word == NUMBER && !fixed),
            // Elsewhere a phrase that is held, or a likely word, speaks for a decision; where the posterior is low another word is as likely.
            unsure * told[at].0.max(-12.0),
            unsure * held,
            // What was misread beside it was a part of what it was chosen by.
            each(before).min(each(after)),
            unread(before).max(unread(after)),
            document.spelt_otherwise(before, at).max(document.spelt_otherwise(Some(at), at + 1)),
            0.0,
            0.0,
        ];
        set_doubt(&mut described, model.doubts.get(&words[at]).copied().unwrap_or(0.0));
        described
    };
    readings.iter().enumerate().map(describe).collect()
}

/// Sets what is known of the word itself.
pub(crate) fn set_doubt(features: &mut Features, doubt: f32) {
    features[DOUBT] = doubt;
    features[DOUBT_UNSURE] = unsure(features[POSTERIOR]) * doubt;
}

/// By how much a posterior is lower than one that is hardly ever wrong, both as log odds.
fn unsure(posterior: f32) -> f32 {
    (HIGH - posterior).max(0.0)
}

/// Log odds from which a posterior says the same of all words.
const HIGH: f32 = 3.0;

/// What a neighbour that does not exist counts as.
const SURE: f32 = 9.0;

/// What each character of a token costs, as this word.
fn cost_each(candidate: &Candidate, token: &str) -> f32 {
    (candidate.channel / token.chars().count().max(1) as f32).clamp(-6.0, 0.0)
}

/// The words of a document: how often each token, and each pair of neighbours, was read as what.
struct Document<'a> {
    tokens: &'a [&'a str],
    words: Vec<WordId>,
    token: HashMap<&'a str, u32>,
    reading: HashMap<(&'a str, WordId), u32>,
    tokens_in_pairs: HashMap<(&'a str, &'a str), u32>,
    readings_in_pairs: HashMap<(&'a str, &'a str, WordId, WordId), u32>,
    pairs: HashMap<(WordId, WordId), u32>,
    /// The words without their marks, as a number each, and how often two stand together, however they are marked.
    bare: Vec<u32>,
    bare_pairs: HashMap<(u32, u32), u32>,
}

impl<'a> Document<'a> {
    fn new(tokens: &'a [&'a str], readings: &[Reading], model: &Model) -> Document<'a> {
        let words: Vec<WordId> = readings.iter().map(|reading| reading.candidates[reading.decision.chosen].word).collect();
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut number = |word: &WordId| {
            let next = numbers.len() as u32;
            *numbers.entry(fold(model.vocabulary.word(*word))).or_insert(next)
        };
        let bare = words.iter().map(&mut number).collect();
        let mut document = Document {
            tokens,
            words,
            token: HashMap::new(),
            reading: HashMap::new(),
            tokens_in_pairs: HashMap::new(),
            readings_in_pairs: HashMap::new(),
            pairs: HashMap::new(),
            bare,
            bare_pairs: HashMap::new(),
        };
        for (at, word) in document.words.iter().enumerate() {
            *document.token.entry(tokens[at]).or_default() += 1;
            *document.reading.entry((tokens[at], *word)).or_default() += 1;
            if at > 0 {
                let before = document.words[at - 1];
                *document.pairs.entry((before, *word)).or_default() += 1;
                *document.bare_pairs.entry((document.bare[at - 1], document.bare[at])).or_default() += 1;
                *document.tokens_in_pairs.entry((tokens[at - 1], tokens[at])).or_default() += 1;
                *document.readings_in_pairs.entry((tokens[at - 1], tokens[at], before, *word)).or_default() += 1;
            }
        }
        document
    }

    /// How often the token of a place was read as it is there.
    fn alike(&self, at: usize) -> f32 {
        self.reading[&(self.tokens[at], self.words[at])] as f32
    }

    /// The share of the readings of this token that are other words.
    fn otherwise(&self, at: usize) -> f32 {
        1.0 - self.alike(at) / self.token[self.tokens[at]] as f32
    }

    /// The share of the readings of these two tokens, next to each other, that are other words: one phrase read in two ways.
    fn otherwise_after(&self, before: Option<usize>, at: usize) -> f32 {
        let Some(before) = before.filter(|before| at < self.words.len() && self.is_pair(*before, at)) else { return 0.0 };
        let (left, right) = (self.tokens[before], self.tokens[at]);
        let alike = self.readings_in_pairs[&(left, right, self.words[before], self.words[at])];
        1.0 - alike as f32 / self.tokens_in_pairs[&(left, right)] as f32
    }

    /// How often the document has these two words next to each other, as a logarithm.
    fn elsewhere(&self, before: Option<usize>, at: usize) -> f32 {
        let before = before.filter(|before| at < self.words.len() && self.is_pair(*before, at));
        before.map_or(0.0, |before| (self.pairs[&(self.words[before], self.words[at])] as f32).ln())
    }

    /// The share of the places with these two words, whatever their marks, where they have other marks: one phrase written in two ways.
    fn spelt_otherwise(&self, before: Option<usize>, at: usize) -> f32 {
        let before = before.filter(|before| at < self.words.len() && self.is_pair(*before, at));
        let alike = |before: usize| self.pairs[&(self.words[before], self.words[at])] as f32;
        before.map_or(0.0, |before| 1.0 - alike(before) / self.bare_pairs[&(self.bare[before], self.bare[at])] as f32)
    }

    fn is_pair(&self, before: usize, at: usize) -> bool {
        is_word(self.words[before]) && is_word(self.words[at])
    }
}

/// The log probability of every word after the ones chosen before it, and the length of the longest sequence that held it.
fn told(words: &[WordId], model: &Model) -> Vec<(f32, usize)> {
    let mut state = State::after(BREAK);
    let mut found = Vec::with_capacity(words.len());
    for word in words {
        let (score, next, held) = model.ngrams.score(&state, *word);
        found.push((score, held));
        state = next;
    }
    found
}

/// How much likelier than the chosen word the likeliest other one is where nothing is known of the words around it.
fn rival(reading: &Reading, model: &Model) -> f32 {
    let chosen = reading.candidates[reading.decision.chosen];
    if !is_word(chosen.word) {
        return 0.0;
    }
    let alone = |candidate: &Candidate| candidate.channel + model.ngrams.alone(candidate.word);
    let others = reading.candidates.iter().filter(|candidate| is_word(candidate.word) && candidate.word != chosen.word);
    others.map(alone).max_by(f32::total_cmp).map_or(-RIVAL, |best| (best - alone(&chosen)).clamp(-RIVAL, RIVAL))
}

/// Beyond this a rival is as good as none, in nats.
const RIVAL: f32 = 8.0;

/// Sightings that speak for a word being wrong as often as any other.
const USUAL: f64 = 20.0;
/// Beyond this a word is doubted no more, in nats.
const DOUBTED: f64 = 5.0;

/// How much oftener than others each word was wrong where it was chosen, as a logarithm. `decisions` are the words, and whether each was right.
pub(crate) fn doubts(decisions: impl Iterator<Item = (WordId, bool)>) -> BTreeMap<WordId, f32> {
    let mut counts: BTreeMap<WordId, (f64, f64)> = BTreeMap::new();
    for (word, right) in decisions {
        let (wrong, all) = counts.entry(word).or_default();
        *wrong += f64::from(u8::from(!right));
        *all += 1.0;
    }
    let (wrong, all) = counts.values().fold((0.0, 0.0), |(wrong, all), count| (wrong + count.0, all + count.1));
    let rate = (wrong / all).max(1e-6);
    let doubt = |(wrong, all): (f64, f64)| ((wrong + USUAL * rate) / ((all + USUAL) * rate)).ln().clamp(-DOUBTED, DOUBTED) as f32;
    counts.into_iter().map(|(word, count)| (word, doubt(count))).collect()
}

fn flag(holds: bool) -> f32 {
    f32::from(u8::from(holds))
}

fn logit(probability: f32) -> f32 {
    let p = probability.clamp(1e-6, 1.0 - 1e-6);
    (p / (1.0 - p)).ln()
}

/// How likely a decision is right, between 0 and 1; without weights nothing is sure.
pub(crate) fn confidence(features: &Features, weights: &[f32]) -> f32 {
    let sum: f32 = features.iter().zip(weights).map(|(feature, weight)| feature * weight).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// Logistic regression: weights under which the decisions that were right are likeliest to have been.
pub(crate) fn fit(samples: &[(Features, bool)]) -> Vec<f32> {
    let mut weights = vec![0.0_f64; FEATURES];
    for _ in 0..ROUNDS {
        let mut gradient: Vec<f64> = weights.iter().map(|weight| -RIDGE * weight).collect();
        let mut hessian = vec![vec![0.0_f64; FEATURES]; FEATURES];
        for (features, right) in samples {
            let sum: f64 = features.iter().zip(&weights).map(|(feature, weight)| f64::from(*feature) * weight).sum();
            let p = 1.0 / (1.0 + (-sum).exp());
            let (miss, curve) = (f64::from(u8::from(*right)) - p, p * (1.0 - p));
            for (i, a) in features.iter().enumerate() {
                gradient[i] += miss * f64::from(*a);
                for (j, b) in features.iter().enumerate() {
                    hessian[i][j] += curve * f64::from(*a) * f64::from(*b);
                }
            }
        }
        for (i, row) in hessian.iter_mut().enumerate() {
            row[i] += RIDGE;
        }
        for (weight, step) in weights.iter_mut().zip(solve(hessian, gradient)) {
            *weight += step.clamp(-2.0, 2.0);
        }
    }
    weights.into_iter().map(|weight| weight as f32).collect()
}

/// The solution of a small system of linear equations, by Gaussian elimination.
fn solve(mut rows: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    for column in 0..size {
        let pivot = (column..size).max_by(|a, b| rows[*a][column].abs().total_cmp(&rows[*b][column].abs())).unwrap_or(column);
        rows.swap(column, pivot);
        right.swap(column, pivot);
        let (above, below) = rows.split_at_mut(column + 1);
        let lead = &above[column];
        for (offset, row) in below.iter_mut().enumerate() {
            let factor = row[column] / lead[column];
            for (cell, value) in row.iter_mut().zip(lead).skip(column) {
                *cell -= factor * value;
            }
            right[column + 1 + offset] -= factor * right[column];
        }
    }
    let mut solution = vec![0.0; size];
    for row in (0..size).rev() {
        let known: f64 = (row + 1..size).map(|column| rows[row][column] * solution[column]).sum();
        solution[row] = (right[row] - known) / rows[row][row];
    }
    solution
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_follow_what_was_right() {
        let sample = |evidence: f32, right: bool| {
            let mut features = [0.0; FEATURES];
            (features[0], features[1]) = (1.0, evidence);
            (features, right)
        };
        let samples: Vec<_> = (0..100).flat_map(|i| [sample(2.0, i % 10 > 0), sample(-2.0, i % 10 == 0)]).collect();
        let weights = fit(&samples);
        assert!((confidence(&samples[0].0, &weights) - 0.9).abs() < 0.02 && (confidence(&samples[1].0, &weights) - 0.1).abs() < 0.02);
    }
}
