//! Chunks on their way: short lists share one, long ones are cut. Entry point: [`Chunks`].

use std::collections::BTreeMap;

use crate::bytes::checksum;

/// A chunk is closed when it is longer than this, in bytes before compression. Between 4 KiB (more requests) and 32 KiB (more bytes that
/// nobody asked for).
const FULL: usize = 8 << 10;

/// Where some bytes went: the chunk's number and the offset in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) chunk: usize,
    pub(super) offset: usize,
}

/// Chunks in the order in which they were begun; names are known when their bytes are.
#[derive(Debug, Default)]
pub(super) struct Chunks {
    /// The chunk that short pieces share.
    open: Vec<u8>,
    /// Each with its name.
    closed: Vec<(u64, Vec<u8>)>,
}

impl Chunks {
    /// Puts a piece into the open chunk; it is never cut.
    pub(super) fn put(&mut self, bytes: &[u8]) -> Place {
        if self.open.len() + bytes.len() > FULL && !self.open.is_empty() {
            self.close();
        }
        let place = Place { chunk: self.closed.len(), offset: self.open.len() };
        self.open.extend_from_slice(bytes);
        place
    }

    /// Closes the open chunk, so that what comes next begins a new one.
    pub(super) fn close(&mut self) {
        if !self.open.is_empty() {
            let bytes = std::mem::take(&mut self.open);
            self.closed.push((checksum(&bytes), bytes));
        }
    }

    /// The name of a closed chunk.
    pub(super) fn name(&self, chunk: usize) -> u64 {
        self.closed[chunk].0
    }

    /// Puts a whole chunk and answers its name.
    pub(super) fn whole(&mut self, bytes: Vec<u8>) -> u64 {
        self.close();
        let name = checksum(&bytes);
        self.closed.push((name, bytes));
        name
    }

    /// All chunks of both by name; equal chunks are one.
    pub(super) fn finish(mut self, mut others: Self) -> Vec<(u64, Vec<u8>)> {
        self.close();
        others.close();
        let named: BTreeMap<u64, Vec<u8>> = self.closed.into_iter().chain(others.closed).collect();
        named.into_iter().collect()
    }
}
