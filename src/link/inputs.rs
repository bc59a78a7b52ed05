//! What the links of a regulation are found from, as a checksum: while it stays, they need not be looked for again. Entry points:
//! [`Inputs::new`], [`Inputs::regulation`].
//!
//! Architecture invariant: whatever [`link_one`](crate::link::link_one) reads is in the checksum: the regulation's own file, the registries, and
//! of every other regulation its front matter and the shape of its tree, never its words. `tests/suite/rebuild.rs` holds what comes of it
//! against builds from nothing.

use blake3::Hash;

use crate::corpus::Corpus;
use crate::fs;
use crate::source::Sources;
use crate::sum::Sum;

/// Files of the content folder that name what texts cite and name.
const REGISTRIES: [&str; 2] = ["organisations.yaml", "documents.yaml"];

/// What all regulations are linked from.
#[derive(Debug)]
pub struct Inputs<'c> {
    corpus: &'c Corpus,
    sources: &'c Sources,
    shared: Hash,
}

impl<'c> Inputs<'c> {
    /// Of the regulations of `corpus`, whose files are in `sources`.
    pub fn new(corpus: &'c Corpus, sources: &'c Sources) -> Self {
        let mut sum = Sum::default();
        sum.text(&fs::program());
        for name in REGISTRIES {
            // One that is not there holds as much as an empty one.
            sum.text(sources.find(name).map_or("", |file| &sources.get(file).text));
        }
        corpus.regulations().iter().for_each(|regulation| sum.hash(&regulation.shape));
        Self { corpus, sources, shared: sum.finish() }
    }

    /// Of the links of the regulation at `index`.
    pub fn regulation(&self, index: usize) -> Hash {
        let source = self.sources.get(self.corpus.regulations()[index].file);
        let mut sum = Sum::default();
        sum.hash(&self.shared);
        sum.text(&source.path);
        sum.hash(&source.sum);
        sum.finish()
    }
}
