//! quyche turns Vietnamese regulations into a cross-linked static site with full-text search.
//!
//! A build is one function from source texts to output files; `ARCHITECTURE.md` is the map.

pub mod build;
pub mod check;
pub mod cli;
pub mod compose;
pub mod content;
pub mod corpus;
pub mod deflate;
pub mod diag;
pub mod duty;
pub mod export;
pub mod fs;
pub mod index;
pub mod ingest;
pub mod intake;
pub mod law;
pub mod link;
pub mod output;
pub mod page;
pub mod render;
pub mod restore;
pub mod review;
pub mod serve;
pub mod source;
pub mod study;
mod sum;
pub mod theme;
pub mod yaml;
