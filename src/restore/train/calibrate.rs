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

/// The weights of the confidence. `blind` is a language model that has seen neither the texts of the pages nor `held`, further right texts.
pub(crate) fn weights(blind: &Model, pages: &[Page], held: &[String]) -> Result<Vec<f32>> {
    let documents: Vec<&[Page]> = pages.chunks(TOGETHER).collect();
    let half = |odd: usize| documents.iter().skip(odd).step_by(2).flat_map(|document| document.iter()).collect::<Vec<_>>();
    let models = [with_channel(blind, &half(1)), with_channel(blind, &half(0))];
    let read: Vec<Vec<Sample>> = documents.par_iter().enumerate().map(|(at, document)| of_pages(document, &models[at % 2])).collect();
    let stripped: Vec<Vec<Sample>> = held.par_iter().map(|text| samples(text, &strip(text), blind)).collect();
    let samples: Vec<Sample> = read.into_iter().chain(stripped).flatten().collect();
    (!samples.is_empty()).then(|| fit(&samples)).context("there are no pages to learn from")
}

/// A decision, and whether it is right.
type Sample = (Features, bool);

/// Every decision on a document as it was read and on the same without marks.
fn of_pages(document: &[Page], model: &Model) -> Vec<Sample> {
    let joined = |text: fn(&Page) -> &str| document.iter().map(text).collect::<Vec<_>>().join("\n\n");
    let (gold, read) = (joined(|page| &page.gold), joined(|page| &page.read));
    [samples(&gold, &read, model), samples(&gold, &strip(&gold), model)].concat()
}

/// Every decision on a text as it was `read`.
fn samples(gold: &str, read: &str, model: &Model) -> Vec<Sample> {
    let (restoration, features) = describe(read, model, &Phrases::default());
    let wrong = misses(&compare(gold, &restoration.text), &restoration.proposals);
    features.into_iter().zip(wrong.into_iter().map(|wrong| !wrong)).collect()
}
