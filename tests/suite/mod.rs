//! The tests, one file a subject.

mod citation_forms;
mod citations;
mod mentions;
