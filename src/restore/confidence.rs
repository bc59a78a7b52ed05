//! How likely a proposal is right: features of a decision, weighed as held-out pages taught. Entry points: [`features`] and [`confidence`].

use std::collections::HashMap;

use crate::restore::candidate::Case;
use crate::restore::model::Model;
use crate::restore::ngram::State;
use crate::restore::pass::Reading;
use crate::restore::unit::{BREAK, FIRST_WORD, WordId};

/// Numbers that describe a decision, the constant first.
pub(crate) const FEATURES: usize = 13;
/// One decision described.
pub(crate) type Features = [f32; FEATURES];

/// Rounds of Newton's method; the weights stand still after the eighth.
const ROUNDS: usize = 12;
/// Holds the weights near zero where little was seen.
const RIDGE: f64 = 1.0;

/// Describes every decision of a document. `tokens` are the words as they were read, one for each reading.
pub(crate) fn features(tokens: &[&str], readings: &[Reading], model: &Model) -> Vec<Features> {
    let words: Vec<WordId> = readings.iter().map(|reading| reading.candidates[reading.decision.chosen].word).collect();
    let mut same_token: HashMap<&str, u32> = HashMap::new();
    let mut same_reading: HashMap<(&str, WordId), u32> = HashMap::new();
    let mut pairs: HashMap<(WordId, WordId), u32> = HashMap::new();
    for (at, word) in words.iter().enumerate() {
        *same_token.entry(tokens[at]).or_default() += 1;
        *same_reading.entry((tokens[at], *word)).or_default() += 1;
        if at > 0 {
            *pairs.entry((words[at - 1], *word)).or_default() += 1;
        }
    }
    let surprise = surprises(&words, model);
    let elsewhere = |left: Option<&WordId>, right: Option<&WordId>| match (left, right) {
        (Some(left), Some(right)) if *left >= FIRST_WORD && *right >= FIRST_WORD => (pairs[&(*left, *right)] as f32).ln(),
        _ => 0.0,
    };
    let describe = |(at, reading): (usize, &Reading)| {
        let candidate = &reading.candidates[reading.decision.chosen];
        let length = tokens[at].chars().count().max(1) as f32;
        let alike = same_reading[&(tokens[at], words[at])] as f32;
        let all = same_token[tokens[at]] as f32;
        let fixed = reading.candidates.len() == 1;
        [
            1.0,
            logit(reading.decision.posteriors[reading.decision.chosen]),
            logit(reading.first),
            (candidate.channel / length).clamp(-6.0, 0.0),
            f32::from(u8::from(candidate.case == Case::Kept && !fixed)),
            f32::from(u8::from(fixed)),
            alike.ln(),
            1.0 - alike / all,
            f32::from(u8::from(length < 3.0)),
            elsewhere(at.checked_sub(1).and_then(|before| words.get(before)), words.get(at)),
            elsewhere(words.get(at), words.get(at + 1)),
            surprise[at].max(-12.0),
            surprise.get(at + 1).copied().unwrap_or(0.0).max(-12.0),
        ]
    };
    readings.iter().enumerate().map(describe).collect()
}

/// The log probability of every word after the ones chosen before it.
fn surprises(words: &[WordId], model: &Model) -> Vec<f32> {
    let mut state = State::after(BREAK);
    let mut found = Vec::with_capacity(words.len());
    for word in words {
        let (score, next, _) = model.ngrams.score(&state, *word);
        found.push(score);
        state = next;
    }
    found
}

fn logit(probability: f32) -> f32 {
    let p = probability.clamp(1e-4, 1.0 - 1e-4);
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
