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
use crate::restore::train::calibrate::{Calibration, calibrate};
use crate::restore::train::corpus::decoded;
use crate::restore::train::misprints::{Document, documents, misprinted, run_together};
use crate::restore::unit::{FIRST_WORD, key};

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
    /// Texts the model is to be measured on: every paragraph of the corpus that shares a phrase with one of them is left out.
    pub held: Vec<String>,
}

/// Learns a model; `progress` hears what is being done.
///
/// The confidence is learned from the same pages, but by models that know nothing of them: the language model leaves out every paragraph that shares
/// a phrase with a page, and each half of the pages is read with the misreadings of the other half. Parts of the corpus are held out in the same way
/// and read without their marks.
pub fn train(material: &Material, progress: &mut dyn FnMut(&str)) -> Result<Model> {
    progress("looking for documents that were misread themselves");
    let texts = texts(&material.corpus)?;
    progress("reading the corpus without the texts of the pages");
    let unknown = shingles(&material.held);
    let held = texts.held();
    let known = shingles(material.pages.iter().map(|page| &page.gold).chain(&held));
    let blind = language(&texts, &known.union(&unknown).cloned().collect(), progress);
    progress("learning how sure to be");
    let Calibration { weights, doubts } = calibrate(&blind, &material.pages, &held)?;
    drop(blind);
    progress("reading the whole corpus");
    let model = language(&texts, &unknown, progress);
    progress(&format!("learning from {} pages how letters are misread", material.pages.len()));
    let pages: Vec<&Page> = material.pages.iter().collect();
    let named = |(word, doubt): (String, f32)| Some(model.vocabulary.id(&word)).filter(|id| *id >= FIRST_WORD).map(|id| (id, doubt));
    let doubts = doubts.into_iter().filter_map(named).collect();
    Ok(Model { confidence: weights, doubts, ..with_channel(&model, &pages) })
}

/// The texts of a corpus.
struct Texts {
    /// Each file, and what its words count for.
    weighed: Vec<(String, u32)>,
    misread: HashSet<Document>,
}

impl Texts {
    /// Right texts to learn the confidence from, none that is misread or whose words run together: every third part of the texts whose words count
    /// more than once, for they are like the ones to be restored, and a few documents of each other file.
    fn held(&self) -> Vec<String> {
        const LINES: usize = 60;
        const DOCUMENTS: usize = 8;
        // A long stretch: what a document is wrong about it is wrong about again and again.
        const LONG: usize = 360;
        let mut held = Vec::new();
        for (file, (text, weight)) in self.weighed.iter().enumerate() {
            let lines: Vec<(usize, &str)> = documents(text).filter(|(document, _)| !self.misread.contains(&(file, *document))).collect();
            if *weight > 1 {
                held.extend(lines.chunks(LINES).skip(1).step_by(3).map(joined).filter(|part| !run_together(part)));
                continue;
            }
            let all: Vec<&[(usize, &str)]> = lines.chunk_by(|(a, _), (b, _)| a == b).collect();
            let step = all.len().div_ceil(DOCUMENTS).max(2);
            let some = all.into_iter().skip(step / 2).step_by(step).map(|document| joined(&document[..document.len().min(LONG)]));
            held.extend(some.filter(|document| !run_together(document)));
        }
        held
    }
}

fn joined(lines: &[(usize, &str)]) -> String {
    lines.iter().map(|(_, line)| *line).collect::<Vec<_>>().join("\n")
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
    Model {
        vocabulary,
        capitals,
        ngrams,
        letters: Counts::default(),
        tokens: BTreeMap::new(),
        confidence: Vec::new(),
        doubts: BTreeMap::new(),
    }
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

fn shingles<'a>(texts: impl IntoIterator<Item = &'a String>) -> HashSet<Vec<String>> {
    let all: Vec<Vec<String>> = texts.into_iter().map(|text| words(text)).collect();
    all.iter().flat_map(|words| words.windows(SHINGLE)).map(<[String]>::to_vec).collect()
}

fn is_held(line: &str, held: &HashSet<Vec<String>>) -> bool {
    !held.is_empty() && words(line).windows(SHINGLE).any(|shingle| held.contains(shingle))
}
