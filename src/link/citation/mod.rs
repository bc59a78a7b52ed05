//! Citations: from text to what is cited, in two passes (documents, then provisions) and a third that resolves them.
//! Entry point: [`read`].
//!
//! Architecture invariant: a wrong link is worse than none; what the context does not settle is ambiguous and never linked.

mod appendix;
mod date;
mod document;
mod ground;
mod issuer;
mod kinds;
mod list;
mod locate;
mod name;
mod named;
mod number;
mod reading;
mod resolve;
mod scan;
mod text;
mod unit;
mod verdict;

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use crate::corpus::Location;
use crate::source::Span;

pub(in crate::link) use kinds::{agree as kinds_agree, word_of as word_of_kind};
pub(in crate::link) use name::Names;
pub(in crate::link) use number::key;
pub(in crate::link) use reading::{front_matter, read};

/// Who bears a number or a name: an index among the regulations or among the known documents of the corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::link) enum Holder {
    /// A regulation of the corpus.
    Held(usize),
    /// A document of `documents.yaml`.
    Known(usize),
}

/// What came of a citation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Outcome {
    /// It names a document or provision that is held.
    Resolved,
    /// It names a document of `documents.yaml`.
    ExternalKnown,
    /// It names a document that is neither held nor listed.
    ExternalUnknown,
    /// It could mean several things; never linked.
    Ambiguous,
    /// It names a provision that does not exist.
    Broken,
}

/// What a citation names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Target {
    /// A provision of the corpus.
    Provision(Location),
    /// A whole regulation of the corpus, by its place in it.
    Document(usize),
    /// A document of `documents.yaml`, by its index there.
    Known(usize),
    /// A document that is neither held nor listed.
    Unknown {
        /// Its number or name.
        name: String,
    },
}

impl Target {
    /// The regulation of the corpus that is named, or of which a provision is; its place there.
    pub fn document(&self) -> Option<usize> {
        match self {
            Self::Provision(location) => Some(location.regulation),
            Self::Document(regulation) => Some(*regulation),
            Self::Known(_) | Self::Unknown { .. } => None,
        }
    }
}

/// One written citation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// Where it stands.
    pub span: Span,
    /// What it names, the provision to link first; the end of a range carries the units between too. Empty when
    /// ambiguous or broken.
    pub targets: SmallVec<[Target; 1]>,
    /// The provision in a document that is not held, as the units of a path; empty otherwise and for a whole document.
    pub units: String,
    /// What came of it.
    pub outcome: Outcome,
}
