//! Learning a model from correct texts and from pages that were read by machine. Entry point: [`train`].
//!
//! Architecture invariant: the same files give the same model, byte for byte.

mod calibrate;
mod corpus;
mod count;
mod pairs;

use std::collections::{BTreeMap, HashSet};

use anyhow::Result;

use crate::restore::channel::Counts;
use crate::restore::model::Model;
use crate::restore::unit::key;

pub use corpus::CorpusFile;
pub use pairs::Page;
pub(crate) use pairs::expect;

/// What is learned from, and how.
#[derive(Debug)]
pub struct Material {
    /// Correct texts, sorted by name.
    pub corpus: Vec<CorpusFile>,
    /// Pages with both texts, sorted by name; pages of one document stand together.
    pub pages: Vec<Page>,
}

/// Learns a model; `progress` hears what is being done.
///
/// The confidence is learned from the same pages, but by models that know nothing of them: the language model leaves out every paragraph that shares
/// a phrase with a page, and each half of the pages is read with the misreadings of the other half.
pub fn train(material: &Material, progress: &mut dyn FnMut(&str)) -> Result<Model> {
    progress("reading the corpus without the texts of the pages");
    let blind = language(&material.corpus, &shingles(&material.pages), progress)?;
    progress("learning how sure to be");
    let confidence = calibrate::weights(&blind, &material.pages)?;
    drop(blind);
    progress("reading the whole corpus");
    let model = language(&material.corpus, &HashSet::new(), progress)?;
    progress(&format!("learning from {} pages how letters are misread", material.pages.len()));
    let pages: Vec<&Page> = material.pages.iter().collect();
    Ok(Model { confidence, ..with_channel(&model, &pages) })
}

/// A model that knows the language and nothing else.
fn language(corpus: &[CorpusFile], held: &HashSet<Vec<String>>, progress: &mut dyn FnMut(&str)) -> Result<Model> {
    let (vocabulary, capitals, streams) = corpus::read(corpus, |line| is_held(line, held))?;
    let words: usize = streams.iter().map(|stream| stream.words.len()).sum();
    progress(&format!("{} distinct words, {words} in all; counting sequences", vocabulary.len()));
    let ngrams = count::build(&streams, vocabulary.len());
    Ok(Model { vocabulary, capitals, ngrams, letters: Counts::default(), tokens: BTreeMap::new(), confidence: Vec::new() })
}

/// The model with the misreadings of some pages.
fn with_channel(model: &Model, pages: &[&Page]) -> Model {
    let pairs = pairs::aligned(pages);
    let (letters, tokens) = (pairs::letters(&pairs), pairs::tokens(&pairs, &model.vocabulary));
    Model { letters, tokens, ..model.clone() }
}

/// Words of a sequence by which a held-out text is recognised.
const SHINGLE: usize = 8;

fn words(line: &str) -> Vec<String> {
    key(line).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn shingles(pages: &[Page]) -> HashSet<Vec<String>> {
    let all: Vec<Vec<String>> = pages.iter().map(|page| words(&page.gold)).collect();
    all.iter().flat_map(|words| words.windows(SHINGLE)).map(<[String]>::to_vec).collect()
}

fn is_held(line: &str, held: &HashSet<Vec<String>>) -> bool {
    !held.is_empty() && words(line).windows(SHINGLE).any(|shingle| held.contains(shingle))
}
