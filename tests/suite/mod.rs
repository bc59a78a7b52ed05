//! The tests, one file a subject; `tests/README.md` says how to add one.

mod citation_forms;
mod citations;
mod mentions;
mod relevance;
mod structure;
mod support;
mod tidy;
