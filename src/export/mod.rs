//! Data for other programs: one format a file. Entry points: [`json`], [`csv`], [`xlsx`], [`ics`], [`docx`], [`gift`], [`aiken`],
//! [`anki`], [`schema`].
//!
//! Architecture invariants: what is written comes ready made as a [`Row`] or a page; every word comes from the theme or from
//! content; the same input gives the same bytes, whatever the clock says.

pub mod aiken;
pub mod anki;
pub mod csv;
pub mod docx;
pub mod gift;
pub mod ics;
pub mod json;
mod paper;
#[cfg(feature = "pdf")]
pub mod pdf;
mod row;
pub mod schema;
pub mod xlsx;

pub use row::{Column, Row, Setting};
