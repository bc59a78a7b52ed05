//! Vietnamese text analysis shared by the builder, the index and the browser: one definition of "the same word".
//!
//! Start at [`tokens`] (words with byte offsets), [`fold`] (for matching), [`slug`] (for ids) and [`CHAIN`] (the normalisers, in order).
//!
//! Architecture invariant: this crate has no dependency and no state; it is also compiled to wasm for the browser.
//! Architecture invariant: folding is for matching. Only [`slug`] makes identifiers, and identifiers are never compared by [`fold`].

mod alphabet;
mod fold;
mod joined;
mod letter;
mod normalise;
mod scan;
mod syllable;
mod token;
mod tone_place;
mod typed;
mod word;

#[cfg(test)]
mod generator;

pub use alphabet::{is_letter, is_letter_or_number, is_number};
pub use fold::{fold, folded, is_marked, slug};
pub use joined::split_joined;
pub use normalise::{CHAIN, Normaliser, is_nfc, nfc, normalise};
pub use scan::{core, each_piece, pieces, replaced};
pub use syllable::{is_exact_syllable, is_syllable};
pub use token::{Token, Tokens, tokens};
pub use tone_place::TONE_PLACES;
pub use typed::{telex, vni};
pub use word::{Word, Words, words};
