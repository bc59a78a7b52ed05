//! Records become a pack. Entry point: [`Writer`].

mod chunks;
mod columns;
mod dictionary;
mod intern;
mod joined;
pub(crate) mod label;
pub(crate) mod list;
mod part;
mod records;
mod root;
mod store;

use std::collections::BTreeMap;

use crate::bytes::checksum;
use crate::write::chunks::Put;
pub(crate) use crate::write::columns::Columns;
use crate::write::intern::Interner;
pub use crate::write::joined::{Joined, KeyRange, Keys};
use crate::write::label::{Labels, is_ordered};
use crate::write::list::{List, Occurrence};
pub use crate::write::part::Outline;
pub(crate) use crate::write::records::Records;
pub use crate::write::root::Root;
pub use crate::write::store::Store;
use crate::{FIELDS, SPELLED};

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

/// Takes records in the order in which they are numbered, each as its words, then its labels, then itself; then makes the pack. Records
/// that say alike should follow each other: their lists are shorter then, and the best of them stand in few blocks.
#[derive(Debug, Default)]
pub struct Writer {
    pub(crate) records: Records,
    pub(crate) words: Interner,
    pub(crate) lists: Vec<List>,
    pub(crate) labels: Labels,
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
        self.lists[word as usize].word.spelling(exact)
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
        self.labels.add(space, value, self.records.count, order);
    }

    /// Adds the record whose words and labels were given.
    pub fn add(&mut self, kind: &str, weight: f32) {
        for word in &self.met {
            self.lists[*word as usize].close(self.records.count);
        }
        self.met.clear();
        self.records.add(&self.given, kind, weight);
        self.given = [0; FIELDS];
    }

    /// Enters what is shown of the next records, in the same order, and gives the chunks that hold it, each with its name.
    pub fn show(&mut self, store: Store) -> Vec<(u64, Vec<u8>)> {
        let mut chunks = Vec::new();
        for (records, bytes) in store.finish() {
            let name = checksum(&bytes);
            self.records.show(records, name);
            chunks.push((name, bytes));
        }
        chunks
    }

    /// Makes the pack, see [`Writer::write`].
    pub fn finish(self, ordered: &[u8], aliases: &[Vec<String>]) -> Packed {
        let mut chunks = BTreeMap::new();
        let root = self.write(ordered, aliases, &mut |name, bytes| _ = chunks.insert(name, bytes));
        Packed { root, chunks: chunks.into_iter().collect() }
    }

    /// Makes the root, and gives each chunk with its name to `put_chunk` as soon as it is made; equal ones may come more than once. The values of the
    /// spaces in `ordered` keep the order of their records; each of `aliases` is a group of names.
    pub fn write(self, ordered: &[u8], aliases: &[Vec<String>], put_chunk: Put<'_>) -> Vec<u8> {
        let mut root = Root::new(&self.records, put_chunk);
        let bounds = self.records.bounds();
        for (text, number) in self.words.sorted() {
            let list = &self.lists[number as usize];
            root.word(text, &list.word, &list.blocks(&bounds, &self.records.columns));
        }
        for (key, holders) in self.labels.sorted() {
            root.label(key, holders.count(), &holders.bytes(is_ordered(key, ordered), self.records.count));
        }
        root.finish(aliases)
    }
}
