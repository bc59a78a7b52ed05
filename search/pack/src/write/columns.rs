//! Lengths and kinds of the records. Entry point: [`Columns`].

use std::ops::Range;

use crate::bytes::{Cursor, put, put_text};
use crate::norm::code;
use crate::{BLOCK, FIELDS};

/// One entry for each record in every column.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    /// Codes of the lengths of each field.
    lengths: [Vec<u8>; FIELDS],
    /// Numbers of kinds.
    kinds: Vec<u8>,
    /// Kinds with their weights, by number.
    pub(crate) known: Vec<(String, f32)>,
}

impl Columns {
    pub(super) fn add(&mut self, words: &[u32; FIELDS], kind: &str, weight: f32) {
        for (field, words) in words.iter().enumerate() {
            self.lengths[field].push(code(*words));
        }
        let number = self.number(kind, weight);
        self.kinds.push(number);
    }

    /// The number of a kind with its weight.
    fn number(&mut self, kind: &str, weight: f32) -> u8 {
        let same = |known: &(String, f32)| known.0 == kind && known.1.to_bits() == weight.to_bits();
        let number = self.known.iter().position(same).unwrap_or(self.known.len());
        if number == self.known.len() {
            self.known.push((kind.to_owned(), weight));
        }
        number as u8
    }

    /// Everything, for [`Columns::append`].
    pub(super) fn put(&self, part: &mut Vec<u8>) {
        put(part, self.known.len() as u64);
        for (kind, weight) in &self.known {
            put_text(part, kind);
            part.extend_from_slice(&weight.to_le_bytes());
        }
        for column in self.lengths.iter().chain([&self.kinds]) {
            part.extend_from_slice(column);
        }
    }

    /// Puts what [`Columns::put`] wrote of so many records behind this.
    pub(super) fn append(&mut self, part: &mut Cursor<'_>, records: usize) {
        let mut numbers = Vec::new();
        for _ in 0..part.count() {
            let kind = part.text();
            let [a, b, c, d] = [part.byte(), part.byte(), part.byte(), part.byte()];
            numbers.push(self.number(kind, f32::from_le_bytes([a, b, c, d])));
        }
        for column in &mut self.lengths {
            column.extend_from_slice(part.take(records));
        }
        for kind in part.take(records) {
            self.kinds.push(numbers.get(usize::from(*kind)).copied().unwrap_or_default());
        }
    }

    /// For each field the codes of its lengths in some records.
    pub(super) fn lengths(&self, records: Range<u32>) -> [&[u8]; FIELDS] {
        self.lengths.each_ref().map(|codes| codes.get(records.start as usize..records.end as usize).unwrap_or_default())
    }

    /// All columns, kinds last, for the records from `first` on.
    pub(crate) fn part(&self, first: u32, count: u32) -> [&[u8]; FIELDS + 1] {
        let end = (first + count).min(self.kinds.len() as u32) as usize;
        let first = (first as usize).min(end);
        let [title, text, breadcrumb] = &self.lengths;
        [&title[first..end], &text[first..end], &breadcrumb[first..end], &self.kinds[first..end]]
    }

    /// All columns of a block.
    pub(crate) fn block(&self, number: u32) -> [&[u8]; FIELDS + 1] {
        self.part(number * BLOCK, BLOCK)
    }
}
