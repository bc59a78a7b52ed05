//! Search in the browser: [`Client`] answers requests from a pack, `abi` is its face towards JavaScript.
//!
//! A question that needs chunks which have not arrived fails with [`Fault::Missing`]; the page loads them and asks again from the start.
//! That is the whole of the asynchrony: the engine itself is a function of the chunks that are there.
//!
//! Architecture invariant: everything about words comes from `quyche-text`, everything about queries from `quyche-query`; the browser
//! and `quyche search` cannot disagree about what is meant.

#[cfg(target_arch = "wasm32")]
mod abi;
mod answer;
mod engine;
mod evaluate;
mod facet;
#[cfg(any(target_arch = "wasm32", test))]
mod heap;
mod records;
mod resolved;
mod write;

pub use answer::json;
pub use engine::Client;
pub use quyche_pack::Fault;
pub use quyche_query::{Answer, Hit, Request};
pub use records::write as records;
pub use write::{document, fields, labels, packed};
