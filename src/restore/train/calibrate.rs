//! Confidence learned from pages that the reading model does not know. Entry point: [`weights`].

use anyhow::{Context, Result};
use rayon::prelude::*;

use crate::restore::confidence::{Features, fit};
use crate::restore::evaluate::{compare, misses, strip};
use crate::restore::memory::Phrases;
use crate::restore::model::Model;
use crate::restore::proposal::describe;
use crate::restore::train::{Page, with_channel};

/// Pages that are read together: a document has phrases of its own, a page has hardly any.
const TOGETHER: usize = 8;

/// The weights of the confidence. `blind` is a language model that has not seen the texts of the pages.
pub(crate) fn weights(blind: &Model, pages: &[Page]) -> Result<Vec<f32>> {
    let documents: Vec<&[Page]> = pages.chunks(TOGETHER).collect();
    let half = |odd: usize| documents.iter().skip(odd).step_by(2).flat_map(|document| document.iter()).collect::<Vec<_>>();
    let models = [with_channel(blind, &half(1)), with_channel(blind, &half(0))];
    let samples: Vec<Vec<_>> = documents.par_iter().enumerate().map(|(at, document)| samples(document, &models[at % 2])).collect();
    let samples: Vec<(Features, bool)> = samples.into_iter().flatten().collect();
    (!samples.is_empty()).then(|| fit(&samples)).context("there are no pages to learn from")
}

/// Every decision on a document as it was read and on the same without marks, and whether it is right.
fn samples(document: &[Page], model: &Model) -> Vec<(Features, bool)> {
    let joined = |text: fn(&Page) -> &str| document.iter().map(text).collect::<Vec<_>>().join("\n\n");
    let (gold, read) = (joined(|page| &page.gold), joined(|page| &page.read));
    let mut samples = Vec::new();
    for text in [&read, &strip(&gold)] {
        let (restoration, features) = describe(text, model, &Phrases::default());
        let wrong = misses(&compare(&gold, &restoration.text), &restoration.proposals);
        samples.extend(features.into_iter().zip(wrong.into_iter().map(|wrong| !wrong)));
    }
    samples
}
