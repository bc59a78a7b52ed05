//! What a build remembers of the one before: of what each regulation's files were made, and what they were. Entry points: [`Memory::read`],
//! [`Memory::to_bytes`].
//!
//! Architecture invariant: what cannot be read for certain is nothing; everything is made anew then.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::build::pages::Written;
use crate::index::Segment;
use crate::output::{OutputPath, Stamp};

/// A build that has ended.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Memory {
    /// What made the files: program and theme.
    pub(super) maker: String,
    /// Every file of the site.
    pub(super) paths: Vec<OutputPath>,
    /// Files of the site before it that it no longer has.
    pub(super) gone: Vec<OutputPath>,
    /// Of the archive of all files of data.
    pub(super) archive: Stamp,
    /// Files of regulations by the checksum of what they were made of.
    pub(super) documents: BTreeMap<String, Remembered>,
    /// Segments of the index by the checksum of their records.
    pub(super) segments: BTreeMap<String, RememberedSegment>,
}

/// Files and their stamps, in the order of [`Written::files`].
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Remembered {
    pub(super) written: Written,
    pub(super) stamps: Vec<Stamp>,
}

/// A segment, and the stamps of its files.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RememberedSegment {
    pub(super) segment: Segment,
    pub(super) stamps: Vec<Stamp>,
}

impl Memory {
    /// From what [`Memory::to_bytes`] wrote: a checksum, then the rest. `None` where it is damaged, or of files that another `maker` made.
    pub(super) fn read(bytes: &[u8], maker: &str) -> Option<Self> {
        let (sum, rest) = bytes.split_at_checked(blake3::OUT_LEN)?;
        let memory: Self = if blake3::hash(rest).as_bytes() == sum { serde_json::from_slice(rest).ok()? } else { return None };
        (memory.maker == maker).then_some(memory)
    }

    /// As a file.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let rest = serde_json::to_vec(self).expect("plain data always serialises");
        [blake3::hash(&rest).as_bytes(), rest.as_slice()].concat()
    }
}
