//! What a build remembers of the one before: of what each regulation's files were made, and what they were. Entry points: [`Memory::read`],
//! [`Memory::to_bytes`].
//!
//! Architecture invariant: what cannot be read for certain is nothing; everything is made anew then.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::build::pages::Written;
use crate::output::Stamp;

/// A build that has ended.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Memory {
    /// Files of regulations by the checksum of what they were made of.
    documents: BTreeMap<String, Remembered>,
}

/// Files and their stamps, in the order of [`Written::files`].
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Remembered {
    pub(super) written: Written,
    pub(super) stamps: Vec<Stamp>,
}

impl Memory {
    /// Of files of regulations by the checksum of what they were made of.
    pub(super) fn of(documents: BTreeMap<String, Remembered>) -> Self {
        Self { documents }
    }

    /// From what [`Memory::to_bytes`] wrote: a checksum on the first line, then the rest.
    pub(super) fn read(bytes: Option<&[u8]>) -> Self {
        let split = bytes.and_then(|bytes| bytes.split_at_checked(blake3::OUT_LEN));
        let sound = split.filter(|(sum, rest)| blake3::hash(rest).as_bytes() == sum);
        sound.and_then(|(_, rest)| serde_json::from_slice(rest).ok()).unwrap_or_default()
    }

    /// As a file.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let rest = serde_json::to_vec(self).expect("plain data always serialises");
        [blake3::hash(&rest).as_bytes(), rest.as_slice()].concat()
    }

    /// The files that were made of what has this checksum.
    pub(super) fn document(&self, inputs: &str) -> Option<&Remembered> {
        self.documents.get(inputs)
    }
}
