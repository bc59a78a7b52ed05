//! Confidence learned from pages that the reading model does not know. Entry point: [`calibrate`].

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use rayon::prelude::*;

use crate::restore::confidence::{Features, doubts, fit, set_doubt};
use crate::restore::evaluate::{compare, misses, strip};
use crate::restore::memory::Phrases;
use crate::restore::model::Model;
use crate::restore::proposal::describe;
use crate::restore::train::{Page, with_channel};
use crate::restore::unit::{FIRST_WORD, WordId, key};

/// Pages that are read together: a document has phrases of its own, a page has hardly any.
const TOGETHER: usize = 8;

/// What the confidence is computed with.
pub(crate) struct Calibration {
    /// The weights of the features.
    pub(crate) weights: Vec<f32>,
    /// How doubtful each word is by itself.
    pub(crate) doubts: BTreeMap<String, f32>,
}

/// Learns the confidence. `blind` is a language model that has seen neither the texts of the pages nor `held`, further right texts.
///
/// How doubtful a word is enters the features of one half of the documents as the other half knows it, and the model as both do.
pub(crate) fn calibrate(blind: &Model, pages: &[Page], held: &[String]) -> Result<Calibration> {
    let documents: Vec<&[Page]> = pages.chunks(TOGETHER).collect();
    let half = |odd: usize| documents.iter().skip(odd).step_by(2).flat_map(|document| document.iter()).collect::<Vec<_>>();
    let models = [with_channel(blind, &half(1)), with_channel(blind, &half(0))];
    let read: Vec<Vec<Sample>> = documents.par_iter().enumerate().map(|(at, document)| of_pages(document, &models[at % 2])).collect();
    let stripped: Vec<Vec<Sample>> = held.par_iter().map(|text| samples(text, &strip(text), blind)).collect();
    let all: Vec<Vec<Sample>> = read.into_iter().chain(stripped).collect();
    let known = |from: usize, step: usize| doubts(all.iter().skip(from).step_by(step).flatten().map(|sample| (sample.word, sample.right)));
    let others = [known(1, 2), known(0, 2)];
    let doubted = |(at, document): (usize, &Vec<Sample>)| {
        let doubts = &others[at % 2];
        let features = |sample: &Sample| {
            let mut features = sample.features;
            set_doubt(&mut features, doubts.get(&sample.word).copied().unwrap_or(0.0));
            (features, sample.right)
        };
        document.iter().map(features).collect::<Vec<_>>()
    };
    let decisions: Vec<(Features, bool)> = all.iter().enumerate().flat_map(doubted).collect();
    let weights = (!decisions.is_empty()).then(|| fit(&decisions)).context("there are no pages to learn from")?;
    let named = known(0, 1).into_iter().filter(|(word, _)| *word >= FIRST_WORD);
    let doubts = named.map(|(word, doubt)| (blind.vocabulary.word(word).to_owned(), doubt)).collect();
    Ok(Calibration { weights, doubts })
}

/// A decision, and whether it is right.
struct Sample {
    word: WordId,
    features: Features,
    right: bool,
}

/// Every decision on a document as it was read and on the same without marks.
fn of_pages(document: &[Page], model: &Model) -> Vec<Sample> {
    let joined = |text: fn(&Page) -> &str| document.iter().map(text).collect::<Vec<_>>().join("\n\n");
    let (gold, read) = (joined(|page| &page.gold), joined(|page| &page.read));
    let mut all = samples(&gold, &read, model);
    all.extend(samples(&gold, &strip(&gold), model));
    all
}

/// Every decision on a text as it was `read`.
fn samples(gold: &str, read: &str, model: &Model) -> Vec<Sample> {
    let (restoration, features) = describe(read, model, &Phrases::default());
    let wrong = misses(&compare(gold, &restoration.text), &restoration.proposals);
    let words = restoration.proposals.iter().map(|proposal| model.vocabulary.id(&key(&proposal.text)));
    words.zip(features).zip(wrong).map(|((word, features), wrong)| Sample { word, features, right: !wrong }).collect()
}
