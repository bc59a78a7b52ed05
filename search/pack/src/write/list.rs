//! The records of one word. Entry point: [`List`].

use crate::bound::{bound_code, part, slack};
use crate::bytes::{Cursor, put};
use crate::norm::length;
use crate::write::{Columns, Occurrence};
use crate::{BLOCK, FIELDS, SPELLED};

/// Who has a word, gathered record by record.
#[derive(Debug, Default)]
pub(crate) struct List {
    /// Spellings in the order in which they were met.
    pub(crate) spellings: Vec<Spelling>,
    /// Records with the word in each field.
    pub(crate) frequencies: [u32; FIELDS],
    /// For each record: how far from the one before, occurrences in each field, position and spelling of each.
    gathered: Vec<u8>,
    last: u32,
}

/// One spelling of a word.
#[derive(Debug, Default)]
pub(crate) struct Spelling {
    pub(crate) exact: String,
    /// Records with it in title and text.
    pub(crate) frequencies: [u32; SPELLED],
}

/// What stands of a word in one block.
#[derive(Debug, Default)]
pub(crate) struct BlockOf {
    pub(crate) number: u32,
    /// For each field the greatest part of the score, as a byte.
    pub(crate) bounds: [u8; FIELDS],
    /// Bit n: spelling n stands here; the last bit for all from 7 on.
    pub(crate) spellings: u8,
    pub(crate) bytes: Vec<u8>,
}

impl List {
    /// The number of a spelling.
    pub(crate) fn spelling(&mut self, exact: &str) -> u32 {
        let known = self.spellings.iter().position(|spelling| spelling.exact == exact);
        known.unwrap_or_else(|| {
            self.spellings.push(Spelling { exact: exact.to_owned(), ..Spelling::default() });
            self.spellings.len() - 1
        }) as u32
    }

    /// Adds a record with all occurrences of the word in it, sorted.
    pub(crate) fn add(&mut self, id: u32, found: &[Occurrence]) {
        put(&mut self.gathered, u64::from(id - self.last));
        self.last = id;
        for field in 0..FIELDS {
            let count = found.iter().filter(|occurrence| usize::from(occurrence.1) == field).count();
            put(&mut self.gathered, count as u64);
            self.frequencies[field] += u32::from(count > 0);
        }
        for &(_, field, position, spelling) in found {
            put(&mut self.gathered, u64::from(position));
            put(&mut self.gathered, u64::from(spelling));
            let first = found.iter().find(|other| other.1 == field && other.3 == spelling);
            if usize::from(field) < SPELLED && first.is_some_and(|first| first.2 == position) {
                self.spellings[spelling as usize].frequencies[usize::from(field)] += 1;
            }
        }
    }

    /// Cuts the list into blocks.
    pub(crate) fn blocks(&self, averages: &[f32; FIELDS], columns: &Columns) -> Vec<BlockOf> {
        let mut blocks: Vec<BlockOf> = Vec::new();
        let mut gathered = Cursor::new(&self.gathered);
        let mut next = || gathered.small().unwrap_or_default();
        let mut id = 0;
        let mut left: u64 = self.gathered_records();
        let (mut ids, mut heads, mut tail): (Vec<u8>, Vec<u8>, Vec<u8>) = Default::default();
        while left > 0 {
            left -= 1;
            id += next();
            if blocks.last().is_none_or(|block| block.number != id / BLOCK) {
                close(&mut blocks, &mut ids, &mut heads, &mut tail);
                blocks.push(BlockOf { number: id / BLOCK, ..BlockOf::default() });
            }
            let Some(block) = blocks.last_mut() else { break };
            let counts: [u32; FIELDS] = std::array::from_fn(|_| next());
            for field in 0..FIELDS {
                if counts[field] > 0 {
                    let slack = slack(length(columns.length(id, field)), averages[field]);
                    block.bounds[field] = block.bounds[field].max(bound_code(part(counts[field], slack)));
                }
            }
            ids.push((id % BLOCK) as u8);
            heads.push((counts[0].min(3) | counts[1].min(15) << 2 | counts[2].min(3) << 6) as u8);
            for (count, most) in counts.iter().zip([3, 15, 3]) {
                if *count >= most {
                    put(&mut tail, u64::from(count - most));
                }
            }
            for (field, count) in counts.iter().enumerate() {
                let mut last = 0;
                for _ in 0..*count {
                    let (position, spelling) = (next(), next());
                    if field < SPELLED {
                        put(&mut tail, u64::from(position - last) * self.spellings.len() as u64 + u64::from(spelling));
                        block.spellings |= 1 << spelling.min(7);
                        last = position;
                    }
                }
            }
        }
        close(&mut blocks, &mut ids, &mut heads, &mut tail);
        blocks
    }

    fn gathered_records(&self) -> u64 {
        let mut gathered = Cursor::new(&self.gathered);
        let mut records = 0;
        while !gathered.is_empty() {
            let _ = gathered.number();
            let counts: [u32; FIELDS] = std::array::from_fn(|_| gathered.small().unwrap_or_default());
            for _ in 0..counts.iter().sum::<u32>() * 2 {
                let _ = gathered.number();
            }
            records += 1;
        }
        records
    }
}

fn close(blocks: &mut [BlockOf], ids: &mut Vec<u8>, heads: &mut Vec<u8>, tail: &mut Vec<u8>) {
    if let Some(block) = blocks.last_mut() {
        block.bytes.push((ids.len() - 1) as u8);
        let mut last = 0;
        for id in ids.drain(..) {
            block.bytes.push(id - last);
            last = id;
        }
        block.bytes.append(heads);
        block.bytes.append(tail);
    }
}
