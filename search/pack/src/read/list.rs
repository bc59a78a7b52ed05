//! The records of a word in one block. Entry point: [`Block`].

use crate::bytes::Cursor;
use crate::counts::counts;
use crate::read::{Entry, Fault, Listed, Pack};
use crate::{FIELDS, Mask, SPELLED};

/// Who has a word in a block, and where.
#[derive(Debug, Clone, Default)]
pub struct Block {
    /// The records, by their place in the block.
    pub mask: Mask,
    /// For each place with a record, its number in `counts`.
    ranks: Vec<u8>,
    /// Occurrences in each field.
    counts: Vec<[u32; FIELDS]>,
    /// For each record where its occurrences begin, and the end of the last.
    starts: Vec<u32>,
    /// Position and spelling of each occurrence in title and text.
    found: Vec<(u32, u32)>,
}

impl Block {
    /// Reads a block of a word.
    pub fn read(pack: &Pack, entry: &Entry, listed: &Listed) -> Result<Block, Fault> {
        let mut cursor = Cursor::new(entry.bytes(pack, listed)?);
        let count = usize::from(cursor.byte()) + 1;
        let (steps, heads) = (cursor.take(count), cursor.take(count));
        let mut block = Block::default();
        block.ranks.resize(256, 0);
        let spellings = entry.variants.len().max(1) as u64;
        let mut at = 0_u8;
        cursor.sound()?;
        for (rank, head) in heads.iter().enumerate() {
            at = at.checked_add(steps[rank]).ok_or(Fault::Damaged)?;
            if block.mask.has(at) {
                return Err(Fault::Damaged);
            }
            block.mask.add(at);
            block.ranks[usize::from(at)] = rank as u8;
            let counts = counts(*head, &mut cursor);
            block.starts.push(block.found.len() as u32);
            for count in &counts[..SPELLED] {
                let mut position = 0_u32;
                for _ in 0..*count {
                    let number = cursor.number();
                    cursor.sound()?;
                    position = position.wrapping_add((number / spellings) as u32);
                    block.found.push((position, (number % spellings) as u32));
                }
            }
            block.counts.push(counts);
        }
        block.starts.push(block.found.len() as u32);
        cursor.sound().map(|()| block)
    }

    /// Occurrences in a field of a record of the block; 0 when it has none.
    pub fn count(&self, at: u8, field: usize) -> u32 {
        if self.mask.has(at) { self.counts[usize::from(self.ranks[usize::from(at)])][field] } else { 0 }
    }

    /// Position and spelling of each occurrence in title (0) or text (1).
    pub fn occurrences(&self, at: u8, field: usize) -> &[(u32, u32)] {
        if !self.mask.has(at) {
            return &[];
        }
        let rank = usize::from(self.ranks[usize::from(at)]);
        let (start, end) = (self.starts[rank] as usize, self.starts[rank + 1] as usize);
        let middle = start + self.counts[rank][0] as usize;
        if field == 0 { &self.found[start..middle] } else { &self.found[middle..end] }
    }
}
