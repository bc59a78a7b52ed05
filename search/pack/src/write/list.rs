//! The records of one word. Entry point: [`List`].

use crate::bound::{Slacks, bound_code, part};
use crate::bytes::{Cursor, put};
use crate::write::Columns;
use crate::{BLOCK, FIELDS, SPELLED};

/// Who has a word, gathered record by record.
#[derive(Debug, Default)]
pub(crate) struct List {
    /// Spellings in the order in which they were met.
    pub(crate) spellings: Vec<Spelling>,
    /// Records with the word in each field.
    pub(crate) frequencies: [u32; FIELDS],
    /// For each record: how far from the one before, occurrences in each field, position and spelling of each.
    pub(super) gathered: Vec<u8>,
    /// Records gathered.
    pub(super) records: u32,
    /// The last of them.
    pub(super) last: u32,
    /// Occurrences in the record being given.
    pub(crate) given: Vec<Occurrence>,
}

/// Where a word stands, and the number of its spelling there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Occurrence {
    pub(crate) field: usize,
    pub(crate) position: u32,
    pub(crate) spelling: u32,
}

/// One spelling of a word.
#[derive(Debug, Default)]
pub(crate) struct Spelling {
    pub(crate) exact: String,
    /// Records with it in title and text.
    pub(crate) frequencies: [u32; SPELLED],
}

/// A list cut into blocks.
#[derive(Debug, Default)]
pub(crate) struct Blocks {
    each: Vec<BlockOf>,
    /// Of all blocks, one after the other.
    bytes: Vec<u8>,
}

impl Blocks {
    /// The blocks, each with its bytes.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&BlockOf, &[u8])> {
        let mut rest = self.bytes.as_slice();
        self.each.iter().map(move |block| {
            let (bytes, after) = rest.split_at(block.length);
            rest = after;
            (block, bytes)
        })
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.each.len()
    }

    /// Bytes of all of them together.
    pub(super) fn size(&self) -> usize {
        self.bytes.len()
    }
}

/// What stands of a word in one block.
#[derive(Debug, Default)]
pub(crate) struct BlockOf {
    pub(crate) number: u32,
    /// For each field the greatest part of the score, as a byte.
    pub(crate) bounds: [u8; FIELDS],
    /// Bit n: spelling n stands here; the last bit for all from 7 on.
    pub(crate) spellings: u8,
    /// How many bytes it has.
    pub(super) length: usize,
}

/// A block that is being filled.
#[derive(Debug, Default)]
struct OpenBlock {
    /// Its records, by their places in it.
    ids: Vec<u8>,
    /// For each how often the word stands in each field.
    heads: Vec<u8>,
    /// Where.
    tail: Vec<u8>,
    /// For each field the greatest part of the score.
    parts: [f32; FIELDS],
}

impl List {
    /// The number of a spelling.
    pub(crate) fn spelling(&mut self, exact: &str) -> u32 {
        let known = self.spellings.iter().position(|spelling| spelling.exact == exact).unwrap_or(self.spellings.len());
        if known == self.spellings.len() {
            self.spellings.push(Spelling { exact: exact.to_owned(), ..Spelling::default() });
        }
        known as u32
    }

    /// Adds the record whose occurrences were given.
    pub(crate) fn close(&mut self, id: u32) {
        put(&mut self.gathered, u64::from(id - self.last));
        self.last = id;
        self.records += 1;
        let mut counts = [0_u32; FIELDS];
        for occurrence in &self.given {
            counts[occurrence.field] += 1;
        }
        for (field, count) in counts.iter().enumerate() {
            put(&mut self.gathered, u64::from(*count));
            self.frequencies[field] += u32::from(*count > 0);
        }
        for (at, Occurrence { field, position, spelling }) in self.given.iter().enumerate() {
            put(&mut self.gathered, u64::from(*position));
            put(&mut self.gathered, u64::from(*spelling));
            let repeats = self.given[..at].iter().any(|other| other.field == *field && other.spelling == *spelling);
            if *field < SPELLED && !repeats {
                self.spellings[*spelling as usize].frequencies[*field] += 1;
            }
        }
        self.given.clear();
    }

    /// Gathers `records` records from behind the number of the first, their spellings under other `numbers`.
    pub(super) fn renumber(&mut self, gathered: &mut Cursor<'_>, records: usize, numbers: &[u32]) {
        for record in 0..records {
            if record > 0 {
                put(&mut self.gathered, gathered.number());
            }
            let counts: [usize; FIELDS] = [gathered.count(), gathered.count(), gathered.count()];
            for count in counts {
                put(&mut self.gathered, count as u64);
            }
            for (field, count) in counts.iter().enumerate() {
                for _ in 0..*count {
                    put(&mut self.gathered, gathered.number());
                    let spelling = gathered.small();
                    let number = if field < SPELLED { numbers.get(spelling as usize).copied().unwrap_or_default() } else { spelling };
                    put(&mut self.gathered, u64::from(number));
                }
            }
        }
    }

    /// Cuts the list into blocks.
    pub(crate) fn blocks(&self, slacks: &Slacks, columns: &Columns) -> Blocks {
        // What was gathered has a little more bytes.
        let mut blocks = Blocks { bytes: Vec::with_capacity(self.gathered.len()), ..Blocks::default() };
        let mut gathered = Cursor::new(&self.gathered);
        let mut id = 0;
        let mut open = OpenBlock::default();
        for _ in 0..self.records {
            id += gathered.small();
            if blocks.each.last().is_none_or(|block| block.number != id / BLOCK) {
                blocks.close(&mut open);
                blocks.each.push(BlockOf { number: id / BLOCK, ..BlockOf::default() });
            }
            let Some(block) = blocks.each.last_mut() else { break };
            let counts: [u32; FIELDS] = [gathered.small(), gathered.small(), gathered.small()];
            for (field, count) in counts.iter().enumerate() {
                if *count > 0 {
                    let part = part(*count, slacks.of(field, columns.length(id, field)));
                    open.parts[field] = open.parts[field].max(part);
                }
            }
            open.ids.push((id % BLOCK) as u8);
            open.heads.push((counts[0].min(3) | counts[1].min(15) << 2 | counts[2].min(3) << 6) as u8);
            for (field, most) in [3, 15, 3].iter().enumerate() {
                if counts[field] >= *most {
                    put(&mut open.tail, u64::from(counts[field] - most));
                }
            }
            for (field, count) in counts.iter().enumerate() {
                let mut last = 0;
                for _ in 0..*count {
                    let (position, spelling) = (gathered.small(), gathered.small());
                    if field < SPELLED {
                        put(&mut open.tail, u64::from(position - last) * self.spellings.len() as u64 + u64::from(spelling));
                        block.spellings |= 1 << spelling.min(7);
                        last = position;
                    }
                }
            }
        }
        blocks.close(&mut open);
        blocks
    }
}

impl Blocks {
    /// Ends the last block, of which `open` holds what stands in it.
    fn close(&mut self, open: &mut OpenBlock) {
        let Some(block) = self.each.last_mut() else { return };
        let start = self.bytes.len();
        self.bytes.push((open.ids.len() - 1) as u8);
        let mut last = 0;
        for id in &open.ids {
            self.bytes.push(id - last);
            last = *id;
        }
        open.ids.clear();
        self.bytes.append(&mut open.heads);
        self.bytes.append(&mut open.tail);
        block.length = self.bytes.len() - start;
        for (bound, part) in block.bounds.iter_mut().zip(&mut open.parts) {
            *bound = bound_code(std::mem::take(part));
        }
    }
}
