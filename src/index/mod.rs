//! The search index: [`Record`]s in, files of a tantivy index out ([`write`]); the files opened and searched ([`open`], [`search`]).
//!
//! Architecture invariant: nothing outside this folder names a type of tantivy.
//! Architecture invariant: records and queries are cut into words by `quyche-text` alone, so they cannot disagree.
//! Architecture invariant: the same records, in any order, give the same bytes.

mod brief;
mod clause;
mod directory;
mod engine;
mod listing;
mod pack;
mod reader;
mod relevance;
mod schema;
mod tokenizer;
mod version;
mod write;

#[cfg(test)]
mod tests;

pub use brief::{Brief, Held};
pub use engine::search;
pub use listing::{json, text};
pub use pack::{
    Chunks, Put, ReadPart, Run, chunk_file, deflated, engine, indexed, is_few, is_fixed, outline, packed, plain, put_pack, put_together,
    runs, together,
};
pub use quyche_query::{Answer, Facet, Hit, Record, Request};
pub use reader::{Index, open, open_files};
pub use relevance::{Miss, Report, evaluate};
pub use write::{Cut, Segment, join, segments, write};
