//! The tests, one file a subject.

mod citations;
