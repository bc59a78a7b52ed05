//! Records become a pack. Entry point: [`Writer`].

mod chunks;
mod columns;
mod dictionary;
mod intern;
pub(crate) mod label;
pub(crate) mod list;
mod store;

use crate::bytes::{checksum, put, put_text};
use crate::write::chunks::Chunks;
pub(crate) use crate::write::columns::Columns;
use crate::write::dictionary::Dictionary;
use crate::write::intern::Interner;
use crate::write::label::Labels;
use crate::write::list::List;
use crate::write::store::Store;
use crate::{FIELDS, FORMAT, MAGIC, SPELLED};

/// One word of a field.
#[derive(Debug, Clone, Copy)]
pub struct Token<'a> {
    /// As it is compared without marks.
    pub folded: &'a str,
    /// As it is compared with them.
    pub exact: &'a str,
    /// Counts the words of the field.
    pub position: u32,
}

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

/// What can be found.
#[derive(Debug, Clone, Default)]
pub struct Record<'a> {
    /// Identity.
    pub path: &'a str,
    /// Where a reader finds it.
    pub url: &'a str,
    /// Its kind.
    pub kind: &'a str,
    /// By which its score is multiplied; at most 1.
    pub weight: f32,
    /// The document it belongs to.
    pub document: Document<'a>,
    /// What it is called.
    pub title: &'a str,
    /// Where it stands.
    pub breadcrumb: &'a str,
    /// Its own words.
    pub text: &'a str,
    /// The words of title, text and breadcrumb, in order.
    pub tokens: [Vec<Token<'a>>; FIELDS],
    /// Values it has, each in its own space of keys from 1 on; 0 is that of the words.
    pub labels: Vec<(u8, String)>,
    /// Its place in the order in which records are listed when nothing else tells them apart.
    pub order: u32,
}

/// A written pack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Packed {
    /// The root.
    pub root: Vec<u8>,
    /// Every chunk with its name, in the order of the names.
    pub chunks: Vec<(u64, Vec<u8>)>,
}

/// Takes records in the order in which they are numbered, then makes the pack. Records that say alike should follow each other: their
/// lists are shorter then, and the best of them stand in few blocks.
#[derive(Debug, Default)]
pub struct Writer {
    pub(crate) records: u32,
    /// Words of each field in all records.
    pub(crate) lengths: [u64; FIELDS],
    pub(crate) words: Interner,
    pub(crate) lists: Vec<List>,
    pub(crate) labels: Labels,
    pub(crate) columns: Columns,
    store: Store,
    /// The record's occurrences, kept between records for their room.
    found: Vec<Occurrence>,
}

/// One word of the record being added: number of the word, field, position, number of the spelling.
type Occurrence = (u32, u8, u32, u32);

impl Writer {
    /// Adds the next record.
    pub fn add(&mut self, record: &Record<'_>) {
        self.index(record);
        self.store.add(record);
    }

    /// Adds the next record without what is shown of it.
    pub fn index(&mut self, record: &Record<'_>) {
        let id = self.records;
        self.records += 1;
        let mut found = std::mem::take(&mut self.found);
        for (field, tokens) in (0_u8..).zip(&record.tokens) {
            self.lengths[usize::from(field)] += tokens.len() as u64;
            for token in tokens {
                let (word, new) = self.words.number(token.folded);
                if new {
                    self.lists.push(List::default());
                }
                let spelled = usize::from(field) < SPELLED;
                let spelling = if spelled { self.lists[word as usize].spelling(token.exact) } else { 0 };
                found.push((word, field, token.position, spelling));
            }
        }
        found.sort_unstable();
        for same in found.chunk_by(|a, b| a.0 == b.0) {
            self.lists[same[0].0 as usize].add(id, same);
        }
        found.clear();
        self.found = found;
        for (space, value) in &record.labels {
            self.labels.add(*space, value, id, record.order);
        }
        self.columns.add(record);
    }

    /// Makes the pack. The values of the spaces in `ordered` keep the order of their records; each of `aliases` is a group of names.
    pub fn finish(mut self, ordered: &[u8], aliases: &[Vec<String>]) -> Packed {
        let mut chunks = Chunks::default();
        let averages = self.averages();
        let mut dictionary = Dictionary::default();
        for (word, number) in self.words.sorted() {
            dictionary.add_word(word, &self.lists[number as usize], &averages, &self.columns, &mut chunks);
        }
        for (key, holders) in self.labels.sorted() {
            let ordered = key.bytes().next().is_some_and(|space| ordered.contains(&space));
            dictionary.add_label(key, holders, ordered, self.records, &mut chunks);
        }
        let leaves = dictionary.finish(&mut chunks);
        let columns = self.store.write(&self.columns, self.records, &mut chunks);
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
        let mut root = MAGIC.to_vec();
        root.push(FORMAT);
        root.extend_from_slice(&checksum(&body).to_le_bytes());
        root.extend_from_slice(&body);
        Packed { root, chunks: chunks.finish() }
    }

    /// Words of each field in a record, in the mean.
    pub(crate) fn averages(&self) -> [f32; FIELDS] {
        self.lengths.map(|words| words as f32 / self.records.max(1) as f32)
    }
}
