//! quyche turns Vietnamese regulations into a cross-linked static site with full-text search.
//!
//! A build is one function from source texts to output files; `ARCHITECTURE.md` is the map.

pub mod content;
pub mod corpus;
pub mod diag;
pub mod law;
pub mod link;
pub mod source;
pub mod yaml;
