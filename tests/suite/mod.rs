//! The tests, one file a subject; `tests/README.md` says how to add one.

mod structure;
mod support;
mod tidy;
