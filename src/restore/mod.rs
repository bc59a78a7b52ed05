//! Text that was read from a scan, or lost its marks, put right: proposals beside the original. Entry points: [`restore`] and [`Model`].
//!
//! A noisy channel: a language model of four syllables ([`ngram`]) says what is likely to be written, counts of misread letters ([`channel`])
//! say what it is likely to be read as; [`decode`] finds the best words of the whole text, in several passes that learn from the document itself.
//!
//! Architecture invariant: nothing here changes a file or a text; it proposes, with the original beside every proposal.
//! Architecture invariant: numbers, dates and Roman numerals are not words; the model sees that there is one, never which.

mod align;
mod blanks;
mod bytes;
mod candidate;
mod channel;
mod combine;
mod confidence;
mod decisions;
mod decode;
mod evaluate;
mod furniture;
mod label;
mod layout;
mod letters;
mod measure;
mod memory;
mod model;
mod names;
mod ngram;
mod note;
mod page;
mod pass;
mod proposal;
mod stored;
mod tokens;
mod train;
mod unit;
mod vocabulary;

pub use combine::combine;
pub use decisions::{Decision, Decisions, FORMAT, LONGEST, Misfit, UNSURE, Why, hash};
pub use evaluate::{Comparison, Difference, compare, misses, partners, strip};
pub use measure::{Bin, Measured, context, measure, reliability};
pub use memory::Phrases;
pub use model::{Model, ModelError};
pub use pass::is_damaged;
pub use proposal::{Alternative, Proposal, Restoration, Sort, lay_out, restore};
pub use stored::Stored;
pub use train::{CorpusFile, Material, Page, train};
