//! Lengths and kinds of the records. Entry point: [`Columns`].

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
        let same = |known: &(String, f32)| known.0 == kind && known.1.to_bits() == weight.to_bits();
        let number = self.known.iter().position(same).unwrap_or(self.known.len());
        if number == self.known.len() {
            self.known.push((kind.to_owned(), weight));
        }
        self.kinds.push(number as u8);
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
        [&title[first..end], &text[first..end], &breadcrumb[first..end], &self.kinds[first..end]]
    }

    /// All columns of a block.
    pub(crate) fn block(&self, number: u32) -> [&[u8]; FIELDS + 1] {
        self.part(number * BLOCK, BLOCK)
    }
}
