//! A checksum of values one after the other; where one ends and the next begins is part of it. Entry point: [`Sum`].

use std::io::Write;
use std::ops::Range;

use blake3::{Hash, Hasher};
use serde::Serialize;

/// Bytes that are gathered at most: most values are so short that each by itself would cost a block.
const MOST: usize = 32 << 10;

/// What was given so far.
#[derive(Debug, Default)]
pub(crate) struct Sum {
    /// What is not in the hash yet.
    gathered: Vec<u8>,
    hash: Hasher,
}

impl Write for Sum {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.bytes(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Sum {
    /// Adds any value; most are texts, for which [`Sum::text`] is faster.
    pub(crate) fn data(&mut self, value: &(impl Serialize + ?Sized)) {
        serde_json::to_writer(&mut *self, value).expect("plain data always serialises");
        self.bytes(b"\n");
    }

    /// Adds a text.
    pub(crate) fn text(&mut self, text: &str) {
        self.number(text.len());
        self.bytes(text.as_bytes());
    }

    /// Adds a number.
    pub(crate) fn number(&mut self, number: usize) {
        self.bytes(&(number as u64).to_le_bytes());
    }

    /// Adds both ends of a range.
    pub(crate) fn range(&mut self, range: &Range<usize>) {
        self.number(range.start);
        self.number(range.end);
    }

    /// Adds bytes, of which every value of their kind has as many.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.gathered.extend_from_slice(bytes);
        if self.gathered.len() >= MOST {
            self.hash.update(&self.gathered);
            self.gathered.clear();
        }
    }

    /// Adds a checksum.
    pub(crate) fn hash(&mut self, hash: &Hash) {
        self.bytes(hash.as_bytes());
    }

    /// Adds checksums, and how many they are.
    pub(crate) fn hashes<'h>(&mut self, hashes: impl ExactSizeIterator<Item = &'h Hash>) {
        self.number(hashes.len());
        hashes.for_each(|hash| self.hash(hash));
    }

    /// Of everything that was given.
    pub(crate) fn finish(&mut self) -> Hash {
        self.hash.update(&self.gathered).finalize()
    }
}
