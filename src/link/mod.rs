//! Links between what is published: citations and mentions, in both directions. Entry points: [`link`]; or
//! [`Vocabulary::new`], [`link_one`] for every regulation, [`collect`], to do the regulations in parallel.
//!
//! Architecture invariant: both ends of every edge exist.

mod citation;
mod edges;
mod found;
mod inputs;
mod mention;
mod spelling;
mod vocabulary;

use crate::corpus::Corpus;
use crate::diag::Parsed;
use crate::source::Sources;

pub use citation::{Citation, Outcome, Target};
pub use edges::{Linked, Links, collect, link_one};
pub use inputs::Inputs;
pub use mention::Mention;
pub use spelling::flatten;
pub use vocabulary::Vocabulary;

/// Finds and resolves every citation and mention of `corpus`.
pub fn link(corpus: &Corpus, sources: &Sources) -> Parsed<Links> {
    let vocabulary = Vocabulary::new(corpus);
    let linked = (0..corpus.regulations().len()).map(|index| link_one(corpus, &vocabulary, index, sources)).collect();
    collect(corpus, linked)
}
