//! Records become a pack. Entry point: [`Writer`].

mod chunks;
mod columns;
mod dictionary;
mod intern;
pub(crate) mod label;
pub(crate) mod list;
mod part;
mod store;

use crate::bytes::{put, put_text, sealed};
use crate::write::chunks::Chunks;
pub(crate) use crate::write::columns::Columns;
use crate::write::dictionary::Dictionary;
use crate::write::intern::Interner;
use crate::write::label::Labels;
use crate::write::list::{BlockOf, List, Occurrence};
pub use crate::write::store::Store;
use crate::{FIELDS, FORMAT, MAGIC, SPELLED};

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
    /// Every chunk with its name, in the order of the names.
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

    /// Makes the pack. `store` has what is shown of the records, in the same order; the values of the spaces in `ordered` keep the order of
    /// their records; each of `aliases` is a group of names.
    pub fn finish(self, store: Store, ordered: &[u8], aliases: &[Vec<String>]) -> Packed {
        let mut shown = Chunks::default();
        let ((leaves, chunks), columns) = both(|| self.leaves(ordered), || store.write(&self.columns, self.records, &mut shown));
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
        Packed { root: sealed(MAGIC, FORMAT, &body), chunks: chunks.finish(shown) }
    }

    /// The leaves of the dictionary, each with its first key, and the chunks that they are in or name.
    fn leaves(&self, ordered: &[u8]) -> (Vec<(Vec<u8>, u64)>, Chunks) {
        let mut chunks = Chunks::default();
        let averages = self.averages();
        let mut dictionary = Dictionary::default();
        let blocks = |words: &[(&str, u32)]| -> Vec<Vec<BlockOf>> {
            words.iter().map(|(_, number)| self.lists[*number as usize].blocks(&averages, &self.columns)).collect()
        };
        for batch in self.words.sorted().chunks(BATCH) {
            let (left, right) = batch.split_at(batch.len() / 2);
            let (mut all, more) = both(|| blocks(left), || blocks(right));
            all.extend(more);
            for ((word, number), blocks) in batch.iter().zip(&all) {
                dictionary.add_word(word, &self.lists[*number as usize], blocks, &mut chunks);
            }
        }
        for (key, holders) in self.labels.sorted() {
            let ordered = key.bytes().next().is_some_and(|space| ordered.contains(&space));
            dictionary.add_label(key, holders, ordered, self.records, &mut chunks);
        }
        (dictionary.finish(&mut chunks), chunks)
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
