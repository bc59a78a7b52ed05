//! What study rests on: whether the words that a text quotes still stand in the law. Entry point: [`rest`].
//!
//! Architecture invariant: what a note, a term or a question says is never changed here; it is only said whether its clause still says it.

mod order;
mod rest;

pub use order::shuffled;
pub use rest::{Rest, rest};
