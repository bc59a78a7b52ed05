//! Data for other programs: one format a file. Entry points: [`akn`], [`json`], [`csv`], [`xlsx`], [`ics`], [`docx`], [`gift`], [`aiken`],
//! [`anki`], [`schema`], [`text`], [`atom`], [`opensearch`], [`llms`], [`bulk`], [`bundle`], [`archive`].
//!
//! Architecture invariants: what is written comes ready made as a [`Row`] or a page; every word comes from the theme or from
//! content; the same input gives the same bytes, whatever the clock says.

pub mod aiken;
pub mod akn;
pub mod anki;
pub mod archive;
pub mod atom;
pub mod bulk;
pub mod bundle;
pub mod csv;
pub mod docx;
pub mod gift;
pub mod ics;
pub mod json;
pub mod llms;
pub mod opensearch;
mod paper;
#[cfg(feature = "pdf")]
pub mod pdf;
mod row;
pub mod schema;
pub mod text;
pub mod xlsx;
mod xml;

pub use row::{Column, Row, Setting};
