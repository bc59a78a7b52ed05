//! Keys in order, cut into leaves. Entry point: [`Dictionary`].

use crate::bytes::put;
use crate::write::chunks::{Chunks, Place};
use crate::write::list::{BlockOf, Blocks, Word};

/// A leaf is closed when it is longer than this, in bytes before compression. Its short lists are in it, so it is most of what a question costs.
const FULL: usize = 6 << 10;
/// Lists up to this length stand in the leaf: a rare word costs no second request.
const INLINE: usize = 160;
/// Bytes of the head of a word, mostly.
const ROOM: usize = 64;

/// Bytes of what is told of a block, mostly.
const TOLD: usize = 8;

/// Entries so far, in the order of their keys.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    /// Space, then value.
    key: Vec<u8>,
    head: Vec<u8>,
    /// Pieces elsewhere, each with what is said of it after its place.
    pieces: Vec<(Place, Vec<u8>)>,
}

impl Dictionary {
    /// Adds the word `text` and its list in `blocks`; words come in order and before labels.
    pub(super) fn add_word(&mut self, text: &str, word: &Word, blocks: &Blocks, chunks: &mut Chunks<'_>) {
        let mut head = Vec::with_capacity(ROOM);
        word.put(text, &mut head);
        let mut pieces: Vec<(Place, Vec<&BlockOf>)> = Vec::new();
        if blocks.size() + blocks.count() * 2 <= INLINE {
            put(&mut head, 0);
            put(&mut head, blocks.count() as u64);
            for (block, bytes) in blocks.iter() {
                put(&mut head, u64::from(block.number));
                put(&mut head, bytes.len() as u64);
                head.extend_from_slice(bytes);
            }
        } else {
            for (block, bytes) in blocks.iter() {
                let place = chunks.put(bytes);
                match pieces.last_mut() {
                    Some((first, inside)) if first.chunk == place.chunk => inside.push(block),
                    _ => pieces.push((place, vec![block])),
                }
            }
            put(&mut head, pieces.len() as u64);
        }
        let told = |(place, inside): (Place, Vec<&BlockOf>)| {
            let mut told = Vec::with_capacity(inside.len() * TOLD + 1);
            put(&mut told, inside.len() as u64);
            for block in inside {
                put(&mut told, u64::from(block.number));
                told.extend_from_slice(&block.bounds);
                told.push(block.spellings);
                put(&mut told, block.length as u64);
            }
            (place, told)
        };
        let key = [&[0], text.as_bytes()].concat();
        self.entries.push(Entry { key, head, pieces: pieces.into_iter().map(told).collect() });
    }

    /// Adds a value under its key, its space, then itself: so many records have it, those in `bytes`.
    pub(super) fn add_label(&mut self, key: &str, count: usize, bytes: &[u8], chunks: &mut Chunks<'_>) {
        let mut head = Vec::new();
        put(&mut head, count as u64);
        put(&mut head, bytes.len() as u64);
        let mut pieces = Vec::new();
        if bytes.len() <= INLINE {
            head.push(0);
            head.extend_from_slice(bytes);
        } else {
            head.push(1);
            pieces.push((chunks.put(bytes), Vec::new()));
        }
        self.entries.push(Entry { key: key.as_bytes().to_vec(), head, pieces });
    }

    /// Writes the leaves: the first key of each and its name.
    pub(super) fn finish(self, chunks: &mut Chunks<'_>) -> Vec<(Vec<u8>, u64)> {
        chunks.close();
        let mut leaves = Vec::new();
        let mut leaf = Leaf::default();
        for entry in self.entries {
            if leaf.body.len() > FULL {
                leaves.push(std::mem::take(&mut leaf).close(chunks));
            }
            leaf.add(entry);
        }
        if !leaf.body.is_empty() {
            leaves.push(leaf.close(chunks));
        }
        leaves
    }
}

/// A leaf being written.
#[derive(Debug, Default)]
struct Leaf {
    first: Vec<u8>,
    last: Vec<u8>,
    /// Chunks that its entries name, in the order in which they are first named.
    named: Vec<usize>,
    body: Vec<u8>,
}

impl Leaf {
    fn add(&mut self, entry: Entry) {
        if self.body.is_empty() {
            self.first.clone_from(&entry.key);
        }
        let shared = entry.key.iter().zip(&self.last).take_while(|(a, b)| a == b).count();
        put(&mut self.body, shared as u64);
        put(&mut self.body, (entry.key.len() - shared) as u64);
        self.body.extend_from_slice(&entry.key[shared..]);
        let mut told = entry.head;
        for (place, after) in entry.pieces {
            let known = self.named.iter().position(|chunk| *chunk == place.chunk);
            let at = known.unwrap_or_else(|| {
                self.named.push(place.chunk);
                self.named.len() - 1
            });
            put(&mut told, at as u64);
            put(&mut told, place.offset as u64);
            told.extend_from_slice(&after);
        }
        put(&mut self.body, told.len() as u64);
        self.body.append(&mut told);
        self.last = entry.key;
    }

    fn close(self, chunks: &mut Chunks<'_>) -> (Vec<u8>, u64) {
        let mut bytes = Vec::new();
        put(&mut bytes, self.named.len() as u64);
        for chunk in self.named {
            bytes.extend_from_slice(&chunks.name(chunk).to_le_bytes());
        }
        bytes.extend_from_slice(&self.body);
        (self.first, chunks.whole(bytes))
    }
}
