//! The search index: [`Record`]s in, files of a tantivy index out ([`write`]); the files opened and searched ([`open`], [`search`]).
//!
//! Architecture invariant: nothing outside this folder names a type of tantivy.
//! Architecture invariant: records and queries are cut into words by `quyche-text` alone, so they cannot disagree.
//! Architecture invariant: the same records, in any order, give the same bytes.

mod alias;
mod citation;
mod clause;
mod directory;
mod joined;
mod listing;
mod query;
mod rank;
mod reader;
mod record;
mod relevance;
mod schema;
mod search;
mod snippet;
mod tokenizer;
mod version;
mod word;
mod write;

#[cfg(test)]
mod tests;

pub use alias::Aliases;
pub use listing::{json, text};
pub use reader::{Index, open, open_files};
pub use record::{Facet, Record};
pub use relevance::{Miss, Report, evaluate};
pub use search::{Hit, Request, search};
pub use snippet::Snippet;
pub use write::write;
