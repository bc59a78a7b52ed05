//! quyche turns Vietnamese regulations into a cross-linked static site with full-text search.

pub mod index;
