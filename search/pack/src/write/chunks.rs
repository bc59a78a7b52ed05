//! Chunks on their way: short lists share one, long ones are cut. Entry point: [`Chunks`].

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

/// Takes a chunk with its name; equal chunks may come more than once.
pub(super) type Put<'p> = &'p mut (dyn FnMut(u64, Vec<u8>) + Send);

/// Chunks in the order in which they were begun; names are known when their bytes are.
pub(super) struct Chunks<'p> {
    /// The chunk that short pieces share.
    open: Vec<u8>,
    /// Names of those that are closed.
    closed: Vec<u64>,
    /// Takes each as it is closed.
    put: Put<'p>,
}

impl<'p> Chunks<'p> {
    pub(super) fn new(put: Put<'p>) -> Self {
        Self { open: Vec::new(), closed: Vec::new(), put }
    }

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
            self.give(bytes);
        }
    }

    /// The name of a closed chunk.
    pub(super) fn name(&self, chunk: usize) -> u64 {
        self.closed[chunk]
    }

    /// Puts a whole chunk and answers its name.
    pub(super) fn whole(&mut self, bytes: Vec<u8>) -> u64 {
        self.close();
        self.give(bytes)
    }

    fn give(&mut self, bytes: Vec<u8>) -> u64 {
        let name = checksum(&bytes);
        self.closed.push(name);
        (self.put)(name, bytes);
        name
    }
}
