//! A checksum of values one after the other; where one ends and the next begins is part of it. Entry point: [`Sum`].

use std::ops::Range;

use blake3::Hash;
use serde::Serialize;

/// What was given so far. It is kept until the end, because most values are so short that each by itself would cost a block.
#[derive(Debug, Default)]
pub(crate) struct Sum(Vec<u8>);

impl Sum {
    /// Adds any value; most are texts, for which [`Sum::text`] is faster.
    pub(crate) fn data(&mut self, value: &(impl Serialize + ?Sized)) {
        serde_json::to_writer(&mut self.0, value).expect("plain data always serialises");
        self.0.push(b'\n');
    }

    /// Adds a text.
    pub(crate) fn text(&mut self, text: &str) {
        self.number(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    /// Adds a number.
    pub(crate) fn number(&mut self, number: usize) {
        self.0.extend_from_slice(&(number as u64).to_le_bytes());
    }

    /// Adds both ends of a range.
    pub(crate) fn range(&mut self, range: &Range<usize>) {
        self.number(range.start);
        self.number(range.end);
    }

    /// Adds bytes, of which every value of their kind has as many.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Adds a checksum.
    pub(crate) fn hash(&mut self, hash: &Hash) {
        self.0.extend_from_slice(hash.as_bytes());
    }

    /// Adds checksums, and how many they are.
    pub(crate) fn hashes<'h>(&mut self, hashes: impl ExactSizeIterator<Item = &'h Hash>) {
        self.number(hashes.len());
        hashes.for_each(|hash| self.hash(hash));
    }

    /// Of everything that was given.
    pub(crate) fn finish(&self) -> Hash {
        blake3::hash(&self.0)
    }
}
