//! What is known of records as a whole: how many, how long, and where what is shown of them stands. Entry point: [`Records`].

use crate::bound::Bounds;
use crate::bytes::{Cursor, put};
use crate::write::Columns;
use crate::write::chunks::Chunks;
use crate::{COLUMN, FIELDS};

/// Records so far, in the order in which they are numbered.
#[derive(Debug, Default)]
pub(crate) struct Records {
    pub(crate) count: u32,
    /// Words of each field in all of them.
    pub(super) lengths: [u64; FIELDS],
    pub(crate) columns: Columns,
    /// The chunks that hold what is shown of them: of each its first record and its name.
    stores: Vec<(u32, u64)>,
    /// How many records these hold.
    shown: u32,
}

impl Records {
    /// Adds a record with so many words in each field.
    pub(super) fn add(&mut self, words: &[u32; FIELDS], kind: &str, weight: f32) {
        self.columns.add(words, kind, weight);
        for (field, words) in words.iter().enumerate() {
            self.lengths[field] += u64::from(*words);
        }
        self.count += 1;
    }

    /// Enters the chunk that holds what is shown of the next `records`.
    pub(super) fn show(&mut self, records: u32, name: u64) {
        self.stores.push((self.shown, name));
        self.shown += records;
    }

    /// Words of each field in a record, in the mean.
    pub(crate) fn averages(&self) -> [f32; FIELDS] {
        let mut averages = [0.0; FIELDS];
        for (field, words) in self.lengths.iter().enumerate() {
            averages[field] = *words as f32 / self.count.max(1) as f32;
        }
        averages
    }

    /// What the parts of frequencies in the score are at most.
    pub(crate) fn bounds(&self) -> Bounds {
        Bounds::new(&self.averages())
    }

    /// Everything, for [`Records::append`].
    pub(super) fn put(&self, part: &mut Vec<u8>) {
        put(part, u64::from(self.count));
        put(part, self.stores.len() as u64);
        let ends = self.stores.iter().skip(1).map(|(start, _)| *start).chain([self.shown]);
        for ((start, name), end) in self.stores.iter().zip(ends) {
            put(part, u64::from(end - start));
            part.extend_from_slice(&name.to_le_bytes());
        }
        for words in self.lengths {
            put(part, words);
        }
        self.columns.put(part);
    }

    /// Puts what [`Records::put`] wrote of so many records behind these.
    pub(super) fn append(&mut self, part: &mut Cursor<'_>, records: u32) {
        if part.small() != records {
            part.damage();
        }
        for _ in 0..part.count() {
            let (shown, name) = (part.small(), part.name());
            if shown > self.count + records - self.shown {
                part.damage();
                return;
            }
            self.show(shown, name);
        }
        self.count += records;
        for words in &mut self.lengths {
            *words = words.wrapping_add(part.number());
        }
        self.columns.append(part, records as usize);
    }

    /// Writes the columns and gives their names: lengths and kinds of their records, then the chunks that hold what is shown of these. The
    /// first of them may hold records of the column before.
    pub(super) fn write(&self, chunks: &mut Chunks<'_>) -> Vec<u64> {
        let mut stores = &self.stores[..];
        let mut names = Vec::new();
        for first in (0..self.count).step_by(COLUMN as usize) {
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

    /// The names of the chunks that hold what is shown of records, of which [`Records::put`] wrote `records`.
    pub(super) fn names(records: &[u8]) -> Vec<u64> {
        let mut records = Cursor::new(records);
        records.small();
        let mut names = Vec::new();
        for _ in 0..records.count() {
            records.small();
            names.push(records.name());
        }
        names
    }
}
