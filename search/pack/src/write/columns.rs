//! Lengths and kinds of the records. Entry point: [`Columns`].

use crate::norm::code;
use crate::write::Record;
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
    pub(super) fn add(&mut self, record: &Record<'_>) {
        for (lengths, tokens) in self.lengths.iter_mut().zip(&record.tokens) {
            lengths.push(code(tokens.len() as u32));
        }
        let same = |(kind, weight): &(String, f32)| kind == record.kind && weight.to_bits() == record.weight.to_bits();
        let kind = self.known.iter().position(same).unwrap_or_else(|| {
            self.known.push((record.kind.to_owned(), record.weight));
            self.known.len() - 1
        });
        self.kinds.push(kind as u8);
    }

    /// The code of the length of a field.
    pub(super) fn length(&self, id: u32, field: usize) -> u8 {
        self.lengths[field][id as usize]
    }

    /// All columns, kinds last, for the records from `first` on.
    pub(crate) fn part(&self, first: u32, count: u32) -> [&[u8]; FIELDS + 1] {
        let end = (first + count).min(self.kinds.len() as u32) as usize;
        let first = (first as usize).min(end);
        let [title, text, breadcrumb] = &self.lengths;
        [title, text, breadcrumb, &self.kinds].map(|column| &column[first..end])
    }

    /// All columns of a block.
    pub(crate) fn block(&self, number: u32) -> [&[u8]; FIELDS + 1] {
        self.part(number * BLOCK, BLOCK)
    }
}
