//! Records become a pack. Entry point: [`Writer`].

mod chunks;
mod columns;
mod dictionary;
mod intern;
pub(crate) mod label;
pub(crate) mod list;
mod part;
mod store;

use std::collections::BTreeMap;

use crate::bound::Slacks;
use crate::bytes::{checksum, put, put_text, sealed};
use crate::write::chunks::Chunks;
pub(crate) use crate::write::columns::Columns;
use crate::write::dictionary::Dictionary;
use crate::write::intern::Interner;
use crate::write::label::Labels;
use crate::write::list::{Blocks, List, Occurrence};
pub use crate::write::part::shown_in;
pub use crate::write::store::Store;
use crate::{COLUMN, FIELDS, FORMAT, MAGIC, SPELLED};

/// The document that a record belongs to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Document<'a> {
    /// Its slug.
    pub id: &'a str,
    /// As issued.
    pub number: &'a str,
    /// What it is called.
    pub title: &'a str,
    /// Where a reader finds it.
    pub url: &'a str,
}

/// What is shown of what can be found.
#[derive(Debug, Clone, Copy, Default)]
pub struct Record<'a> {
    /// Identity.
    pub path: &'a str,
    /// Where a reader finds it.
    pub url: &'a str,
    /// The document it belongs to.
    pub document: Document<'a>,
    /// What it is called.
    pub title: &'a str,
    /// Where it stands.
    pub breadcrumb: &'a str,
    /// Its own words.
    pub text: &'a str,
}

/// A written pack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Packed {
    /// The root.
    pub root: Vec<u8>,
    /// Every chunk with its name, in the order of the names, but for those that [`Writer::show`] gave.
    pub chunks: Vec<(u64, Vec<u8>)>,
}

/// Words whose lists are cut beside each other, before they are written one after the other: it bounds what waits in memory.
const BATCH: usize = 2048;

/// What both give, at the same time where there are threads.
#[cfg(not(target_family = "wasm"))]
fn both<L, R: Send>(left: impl FnOnce() -> L, right: impl FnOnce() -> R + Send) -> (L, R) {
    std::thread::scope(|scope| {
        let right = scope.spawn(right);
        (left(), right.join().expect("nothing in the writer panics"))
    })
}

/// What both give, one after the other.
#[cfg(target_family = "wasm")]
fn both<L, R>(left: impl FnOnce() -> L, right: impl FnOnce() -> R) -> (L, R) {
    (left(), right())
}

/// Takes records in the order in which they are numbered, each as its words, then its labels, then itself; then makes the pack. Records
/// that say alike should follow each other: their lists are shorter then, and the best of them stand in few blocks.
#[derive(Debug, Default)]
pub struct Writer {
    pub(crate) records: u32,
    /// Words of each field in all records.
    pub(crate) lengths: [u64; FIELDS],
    pub(crate) words: Interner,
    pub(crate) lists: Vec<List>,
    pub(crate) labels: Labels,
    pub(crate) columns: Columns,
    /// The chunks that hold what is shown of the records, in their order: of each its first record and its name.
    stores: Vec<(u32, u64)>,
    /// How many records they hold.
    shown: u32,
    /// Words of each field in the record being given.
    given: [u32; FIELDS],
    /// Its different words.
    met: Vec<u32>,
}

impl Writer {
    /// Adds a word to the next record, as it is compared without marks and with them. Title (0), text and breadcrumb follow each other, the
    /// positions in each rise.
    pub fn word(&mut self, field: usize, folded: &str, exact: &str, position: u32) {
        let word = self.number(folded);
        let spelling = if field < SPELLED { self.spelling(word, exact) } else { 0 };
        self.numbered(field, word, spelling, position);
    }

    /// The number of a word, for [`Writer::numbered`].
    pub fn number(&mut self, folded: &str) -> u32 {
        let (word, new) = self.words.number(folded);
        if new {
            self.lists.push(List::default());
        }
        word
    }

    /// The number of a spelling of a word; spellings are numbered as they are met in title and text.
    pub fn spelling(&mut self, word: u32, exact: &str) -> u32 {
        self.lists[word as usize].spelling(exact)
    }

    /// Adds a word to the next record as [`Writer::word`] does, by its numbers; outside title and text the spelling is 0.
    pub fn numbered(&mut self, field: usize, word: u32, spelling: u32, position: u32) {
        self.given[field] += 1;
        let list = &mut self.lists[word as usize];
        if list.given.is_empty() {
            self.met.push(word);
        }
        list.given.push(Occurrence { field, position, spelling });
    }

    /// Adds a value to the next record, in its own space of keys from 1 on; 0 is that of the words. `order` is the record's place where the
    /// records of a value are listed.
    pub fn label(&mut self, space: u8, value: &str, order: u32) {
        let label = self.labels.number(space, value);
        self.labels.add(label, self.records, order);
    }

    /// Adds the record whose words and labels were given.
    pub fn add(&mut self, kind: &str, weight: f32) {
        for word in &self.met {
            self.lists[*word as usize].close(self.records);
        }
        self.met.clear();
        self.columns.add(&self.given, kind, weight);
        for (field, given) in self.given.iter().enumerate() {
            self.lengths[field] += u64::from(*given);
        }
        self.given = [0; FIELDS];
        self.records += 1;
    }

    /// Enters what is shown of the next records, in the same order, and gives the chunks that hold it, each with its name.
    pub fn show(&mut self, store: Store) -> Vec<(u64, Vec<u8>)> {
        let mut chunks = Vec::new();
        for (records, bytes) in store.finish() {
            let name = checksum(&bytes);
            self.enter(records, name);
            chunks.push((name, bytes));
        }
        chunks
    }

    /// Enters the chunk that holds what is shown of the next `records`.
    fn enter(&mut self, records: u32, name: u64) {
        self.stores.push((self.shown, name));
        self.shown += records;
    }

    /// Makes the pack, see [`Writer::write`].
    pub fn finish(self, ordered: &[u8], aliases: &[Vec<String>]) -> Packed {
        let mut chunks = BTreeMap::new();
        let root = self.write(ordered, aliases, &mut |name, bytes| _ = chunks.insert(name, bytes));
        Packed { root, chunks: chunks.into_iter().collect() }
    }

    /// Makes the root, and gives each chunk with its name to `put_chunk` as soon as it is made; equal ones may come more than once. The values of the
    /// spaces in `ordered` keep the order of their records; each of `aliases` is a group of names.
    pub fn write(self, ordered: &[u8], aliases: &[Vec<String>], put_chunk: &mut dyn FnMut(u64, Vec<u8>)) -> Vec<u8> {
        let mut chunks = Chunks::new(put_chunk);
        let columns = self.columns(&mut chunks);
        let leaves = self.leaves(ordered, &mut chunks);
        let mut body = Vec::new();
        put(&mut body, u64::from(self.records));
        for words in self.lengths {
            put(&mut body, words);
        }
        let kinds = &self.columns.known;
        put(&mut body, kinds.len() as u64);
        for (kind, weight) in kinds {
            put_text(&mut body, kind);
            body.extend_from_slice(&weight.to_le_bytes());
        }
        put(&mut body, aliases.len() as u64);
        for group in aliases {
            put(&mut body, group.len() as u64);
            for name in group {
                put_text(&mut body, name);
            }
        }
        put(&mut body, leaves.len() as u64);
        for (key, name) in leaves {
            put(&mut body, key.len() as u64);
            body.extend_from_slice(&key);
            body.extend_from_slice(&name.to_le_bytes());
        }
        put(&mut body, columns.len() as u64);
        for name in columns {
            body.extend_from_slice(&name.to_le_bytes());
        }
        sealed(MAGIC, FORMAT, &body)
    }

    /// The names of the columns: lengths and kinds of their records, then the chunks that hold what is shown of these. The first of them may
    /// hold records of the column before.
    fn columns(&self, chunks: &mut Chunks<'_>) -> Vec<u64> {
        let mut stores = &self.stores[..];
        let mut names = Vec::new();
        for first in (0..self.records).step_by(COLUMN as usize) {
            let mut bytes = Vec::new();
            let columns = self.columns.part(first, COLUMN);
            put(&mut bytes, columns[0].len() as u64);
            bytes.extend(columns.concat());
            while stores.get(1).is_some_and(|(start, _)| *start <= first) {
                stores = &stores[1..];
            }
            let mut last = stores.first().map_or(first, |(start, _)| *start);
            put(&mut bytes, u64::from(first.saturating_sub(last)));
            for (start, name) in stores.iter().take_while(|(start, _)| *start < first + COLUMN) {
                put(&mut bytes, u64::from(start - last));
                last = *start;
                bytes.extend_from_slice(&name.to_le_bytes());
            }
            names.push(chunks.whole(bytes));
        }
        names
    }

    /// The leaves of the dictionary, each with its first key.
    fn leaves(&self, ordered: &[u8], chunks: &mut Chunks<'_>) -> Vec<(Vec<u8>, u64)> {
        let slacks = Slacks::new(&self.averages());
        let mut dictionary = Dictionary::default();
        let blocks = |words: &[(&str, u32)]| -> Vec<Blocks> {
            words.iter().map(|(_, number)| self.lists[*number as usize].blocks(&slacks, &self.columns)).collect()
        };
        for batch in self.words.sorted().chunks(BATCH) {
            let (left, right) = batch.split_at(batch.len() / 2);
            let (mut all, more) = both(|| blocks(left), || blocks(right));
            all.extend(more);
            for ((word, number), blocks) in batch.iter().zip(&all) {
                dictionary.add_word(word, &self.lists[*number as usize], blocks, chunks);
            }
        }
        for (key, holders) in self.labels.sorted() {
            let ordered = key.bytes().next().is_some_and(|space| ordered.contains(&space));
            dictionary.add_label(key, holders, ordered, self.records, chunks);
        }
        dictionary.finish(chunks)
    }

    /// Words of each field in a record, in the mean.
    pub(crate) fn averages(&self) -> [f32; FIELDS] {
        let mut averages = [0.0; FIELDS];
        for (field, words) in self.lengths.iter().enumerate() {
            averages[field] = *words as f32 / self.records.max(1) as f32;
        }
        averages
    }
}
