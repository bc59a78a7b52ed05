//! A query understood and planned: the readings of what was typed, the weights of the ranking, the order in which plans are tried,
//! snippets. Both engines answer the same [`Plan`]s: tantivy for `quyche search`, the pack for the browser.
//!
//! Start at [`search`]; an engine is whatever implements [`Engine`].
//!
//! Architecture invariant: this crate reads no index. What it needs to know of one, it asks through [`Engine`].
//! Architecture invariant: it is also compiled to wasm, so it has no dependency but `quyche-text`, and no state.

mod alias;
mod citation;
mod engine;
mod flow;
mod joined;
mod place;
mod plan;
mod reading;
mod record;
mod snippet;
mod spelling;
mod word;

pub use alias::{Aliases, title_key};
pub use engine::{Engine, Found, Stored};
pub use flow::{Answer, Hit, Request, search, search_without};
pub use place::{address, component, natural, number, part};
pub use plan::{Clause, Field, Form, Label, Plan};
pub use record::{Facet, Record};
pub use snippet::Snippet;
