//! The root of a pack, and the order in which its chunks are written: columns, lists, leaves. Entry point: [`Root`].

use crate::bytes::{put, put_text, sealed};
use crate::write::chunks::{Chunks, Put};
use crate::write::dictionary::Dictionary;
use crate::write::joined::Keys;
use crate::write::list::{Blocks, Word};
use crate::write::records::Records;
use crate::{FORMAT, MAGIC};

/// A root that is being written: its keys come in order, words before labels.
pub struct Root<'w> {
    records: &'w Records,
    /// Names of the columns.
    columns: Vec<u64>,
    dictionary: Dictionary,
    chunks: Chunks<'w>,
}

impl<'w> Root<'w> {
    /// Gives each chunk with its name to `put_chunk` as soon as it is made; equal ones may come more than once.
    pub(super) fn new(records: &'w Records, put_chunk: Put<'w>) -> Self {
        let mut chunks = Chunks::new(put_chunk);
        Self { records, columns: records.write(&mut chunks), dictionary: Dictionary::default(), chunks }
    }

    /// Adds a word and its list.
    pub(super) fn word(&mut self, text: &str, word: &Word, blocks: &Blocks) {
        self.dictionary.add_word(text, word, blocks, &mut self.chunks);
    }

    /// Adds a value under its key, with how many records have it and which.
    pub(super) fn label(&mut self, key: &str, count: usize, holders: &[u8]) {
        self.dictionary.add_label(key, count, holders, &mut self.chunks);
    }

    /// Adds the next keys.
    pub fn keys(&mut self, keys: &Keys) {
        match keys {
            Keys::Words(words) => words.iter().for_each(|(text, word, blocks)| self.word(text, word, blocks)),
            Keys::Labels(labels) => labels.iter().for_each(|(key, count, holders)| self.label(key, *count, holders)),
        }
    }

    /// The root as a file; each of `aliases` is a group of names.
    pub fn finish(mut self, aliases: &[Vec<String>]) -> Vec<u8> {
        let leaves = self.dictionary.finish(&mut self.chunks);
        let mut body = Vec::new();
        put(&mut body, u64::from(self.records.count));
        for words in self.records.lengths {
            put(&mut body, words);
        }
        let kinds = &self.records.columns.known;
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
        put(&mut body, self.columns.len() as u64);
        for name in self.columns {
            body.extend_from_slice(&name.to_le_bytes());
        }
        sealed(MAGIC, FORMAT, &body)
    }
}
