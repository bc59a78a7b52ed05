//! Learning a model from correct texts and from pages that were read by machine. Entry point: [`train`].
//!
//! Architecture invariant: the same files give the same model, byte for byte.

mod calibrate;
mod corpus;
mod count;
mod misprints;
mod pairs;

use std::collections::{BTreeMap, HashSet};

use anyhow::Result;

use crate::restore::channel::Counts;
use crate::restore::model::Model;
use crate::restore::train::corpus::decoded;
use crate::restore::train::misprints::{Document, documents, misprinted};
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
/// a phrase with a page, and each half of the pages is read with the misreadings of the other half. Parts of the texts that count most are held out
/// in the same way and read without their marks.
pub fn train(material: &Material, progress: &mut dyn FnMut(&str)) -> Result<Model> {
    progress("looking for documents that were misread themselves");
    let texts = texts(&material.corpus)?;
    progress("reading the corpus without the texts of the pages");
    let held = texts.held();
    let blind =
        language(&texts, &shingles(material.pages.iter().map(|page| page.gold.as_str()).chain(held.iter().map(String::as_str))), progress);
    progress("learning how sure to be");
    let confidence = calibrate::weights(&blind, &material.pages, &held)?;
    drop(blind);
    progress("reading the whole corpus");
    let model = language(&texts, &HashSet::new(), progress);
    progress(&format!("learning from {} pages how letters are misread", material.pages.len()));
    let pages: Vec<&Page> = material.pages.iter().collect();
    Ok(Model { confidence, ..with_channel(&model, &pages) })
}

/// The texts of a corpus.
struct Texts {
    /// Each file, and what its words count for.
    weighed: Vec<(String, u32)>,
    misread: HashSet<Document>,
}

impl Texts {
    /// Parts of the texts whose words count more than once: texts like the ones to be restored.
    fn held(&self) -> Vec<String> {
        const LINES: usize = 60;
        let scarce = self.weighed.iter().filter(|(_, weight)| *weight > 1).map(|(text, _)| text);
        let parts = scarce.flat_map(|text| {
            let lines: Vec<&str> = documents(text).map(|(_, line)| line).collect();
            lines.chunks(LINES).skip(1).step_by(3).map(|part| part.join("\n")).collect::<Vec<_>>()
        });
        parts.collect()
    }
}

fn texts(corpus: &[CorpusFile]) -> Result<Texts> {
    let weighed = corpus.iter().map(|file| Ok((decoded(file)?, file.weight))).collect::<Result<Vec<_>>>()?;
    let misread = misprinted(weighed.iter().map(|(text, _)| text.as_str()));
    Ok(Texts { weighed, misread })
}

/// A model that knows the language and nothing else.
fn language(texts: &Texts, held: &HashSet<Vec<String>>, progress: &mut dyn FnMut(&str)) -> Model {
    let (vocabulary, capitals, streams) = corpus::read(&texts.weighed, &texts.misread, |line| is_held(line, held));
    let words: usize = streams.iter().map(|stream| stream.words.len()).sum();
    progress(&format!("{} distinct words, {words} in all; counting sequences", vocabulary.len()));
    let ngrams = count::build(&streams, vocabulary.len());
    Model { vocabulary, capitals, ngrams, letters: Counts::default(), tokens: BTreeMap::new(), confidence: Vec::new() }
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

fn shingles<'a>(texts: impl Iterator<Item = &'a str>) -> HashSet<Vec<String>> {
    let all: Vec<Vec<String>> = texts.map(words).collect();
    all.iter().flat_map(|words| words.windows(SHINGLE)).map(<[String]>::to_vec).collect()
}

fn is_held(line: &str, held: &HashSet<Vec<String>>) -> bool {
    !held.is_empty() && words(line).windows(SHINGLE).any(|shingle| held.contains(shingle))
}
