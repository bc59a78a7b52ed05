//! The browser's index ("pack"): what [`Writer`] writes at build time, [`Pack`] reads in the browser.
//!
//! A pack is a *root* and *chunks*. A chunk's name is the checksum of its bytes, so that what arrives is what was written; the root names
//! the leaves of the dictionary and the columns of the records, a leaf names the chunks of its lists, a column those of the words
//! that are shown. Nothing is read that was not named, and nothing is named that a question does not need.
//!
//! ```text
//! root   ── kinds, aliases, lengths
//!  ├─ leaf    ── keys in order: spellings, frequencies, short lists, bounds of long ones
//!  │   └─ list    ── blocks of 256 records: who has the word, in which field, where
//!  └─ column  ── lengths and kinds of 2,048 records
//!      └─ store   ── titles, addresses and text of some records, which may stand in two columns
//! ```
//!
//! Architecture invariant: no dependency, and no knowledge of Vietnamese: words arrive folded and spelled.
//! Architecture invariant: every byte read is checked against the end of its chunk; damaged bytes are a [`Fault`], never a panic.
//! Architecture invariant: what a browser runs of this is small: plain loops, no standard sort, map or formatting in it.

mod bound;
mod bytes;
mod counts;
mod mask;
mod norm;
mod read;
mod write;

pub use bound::{K1, bound, part, slack};
pub use bytes::{Cursor, checksum, put, put_text, sealed, unsealed};
pub use mask::Mask;
pub use norm::{code, length};
pub use read::{Block, Entry, Fault, Lengths, Listed, Pack, Shown, Variant};
pub use write::{Document, Joined, KeyRange, Keys, Outline, Packed, Record, Root, Store, Writer};

/// Records in a block. Lists are cut where the number of a record is a multiple of it.
pub const BLOCK: u32 = 256;

/// Fields of words: title, text, breadcrumb.
pub const FIELDS: usize = 3;

/// Fields whose words keep spelling and position: title and text.
pub const SPELLED: usize = 2;

/// Counts changes of the format; a reader of another format refuses.
pub(crate) const FORMAT: u8 = 3;

/// The first bytes of every root.
pub(crate) const MAGIC: [u8; 4] = *b"QUYP";

/// Records in a column chunk.
pub(crate) const COLUMN: u32 = 2048;
