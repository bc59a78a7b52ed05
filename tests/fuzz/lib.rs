//! What is fuzzed: a function a target, each given any bytes, each panicking where a promise is broken. Entry point: [`TARGETS`].
//! `tests/fuzz/run` gives them what libFuzzer makes, `tests/suite/fuzz.rs` what `corpus/` holds.

mod covered;
mod damage;
mod site;
mod upload;

pub use covered::uncovered;
pub use damage::{model, pack};
pub use site::{citations, content, pages, query, regulation};
pub use upload::{decisions, docx, layer, restoration};

/// A function that takes any bytes.
pub type Target = fn(&[u8]);

/// Every target by its name, which is that of its folder in `corpus/` and of its file in `fuzz_targets/`.
pub const TARGETS: [(&str, Target); 11] = [
    ("citations", citations),
    ("content", content),
    ("decisions", decisions),
    ("docx", docx),
    ("layer", layer),
    ("model", model),
    ("pack", pack),
    ("pages", pages),
    ("query", query),
    ("regulation", regulation),
    ("restoration", restoration),
];
