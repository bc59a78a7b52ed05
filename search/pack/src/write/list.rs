//! The records of one word. Entry points: [`List`], [`Blocks::cut`].

use std::ops::Range;

use crate::bound::Bounds;
use crate::bytes::{Cursor, put, put_text};
use crate::read::Fault;
use crate::write::Columns;
use crate::{BLOCK, FIELDS, SPELLED};

/// What is known of a word.
#[derive(Debug, Clone, Default)]
pub struct Word {
    /// Spellings in the order in which they were met.
    pub(crate) spellings: Vec<Spelling>,
    /// Records with the word in each field.
    pub(crate) frequencies: [u32; FIELDS],
}

/// Who has a word, gathered record by record.
#[derive(Debug, Default)]
pub(crate) struct List {
    pub(crate) word: Word,
    /// For each record: how far from the one before, occurrences in each field, and of those in title and text how far from the one before, and
    /// the spelling.
    gathered: Vec<u8>,
    /// The last record gathered.
    last: u32,
    /// Occurrences in the record being given.
    pub(crate) given: Vec<Occurrence>,
}

/// What was gathered of a word in records that follow each other.
#[derive(Debug)]
pub(super) struct Stretch<'g> {
    /// The numbers of these records, with the word or not; the first is counted from their start.
    records: Range<u32>,
    /// The numbers of its spellings, where they are not those that were gathered.
    spellings: Option<Vec<u32>>,
    gathered: &'g [u8],
}

/// Where a word stands, and the number of its spelling there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Occurrence {
    pub(crate) field: usize,
    pub(crate) position: u32,
    pub(crate) spelling: u32,
}

/// One spelling of a word.
#[derive(Debug, Clone, Default)]
pub(crate) struct Spelling {
    pub(crate) exact: String,
    /// Records with it in title and text.
    pub(crate) frequencies: [u32; SPELLED],
}

/// A list cut into blocks.
#[derive(Debug, Default)]
pub struct Blocks {
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
    /// For each field the greatest part of the score, as a byte.
    bounds: [u8; FIELDS],
}

impl Word {
    /// The number of a spelling.
    pub(crate) fn spelling(&mut self, exact: &str) -> u32 {
        let known = self.spellings.iter().position(|spelling| spelling.exact == exact).unwrap_or(self.spellings.len());
        if known == self.spellings.len() {
            self.spellings.push(Spelling { exact: exact.to_owned(), ..Spelling::default() });
        }
        known as u32
    }

    /// All that is known, for a dictionary or a part.
    pub(super) fn put(&self, text: &str, bytes: &mut Vec<u8>) {
        put(bytes, self.spellings.len() as u64);
        for spelling in &self.spellings {
            put_text(bytes, if spelling.exact == text { "" } else { &spelling.exact });
            for frequency in spelling.frequencies {
                put(bytes, u64::from(frequency));
            }
        }
        for frequency in self.frequencies {
            put(bytes, u64::from(frequency));
        }
    }

    /// Puts what [`List::put`] wrote of the word `text` in some `records` behind what is known.
    pub(super) fn append<'g>(&mut self, text: &str, records: Range<u32>, part: &mut Cursor<'g>) -> Stretch<'g> {
        let mut spellings = Vec::new();
        for _ in 0..part.count() {
            let exact = part.text();
            let number = self.spelling(if exact.is_empty() { text } else { exact });
            for frequency in &mut self.spellings[number as usize].frequencies {
                *frequency = frequency.wrapping_add(part.small());
            }
            spellings.push(number);
        }
        for frequency in &mut self.frequencies {
            *frequency = frequency.wrapping_add(part.small());
        }
        let are_own = spellings.iter().zip(0..).all(|(number, own)| *number == own);
        Stretch { records, spellings: (!are_own).then_some(spellings), gathered: part.rest() }
    }
}

impl List {
    /// Adds the record whose occurrences were given.
    pub(crate) fn close(&mut self, id: u32) {
        put(&mut self.gathered, u64::from(id - self.last));
        self.last = id;
        let mut counts = [0_u32; FIELDS];
        for occurrence in &self.given {
            counts[occurrence.field] += 1;
        }
        self.gathered.push(head(&counts));
        put_more(&counts, &mut self.gathered);
        for (field, count) in counts.iter().enumerate() {
            self.word.frequencies[field] += u32::from(*count > 0);
        }
        let mut last = [0; SPELLED];
        for (at, Occurrence { field, position, spelling }) in self.given.iter().enumerate() {
            if let Some(last) = last.get_mut(*field) {
                put(&mut self.gathered, u64::from(*position - *last));
                put(&mut self.gathered, u64::from(*spelling));
                *last = *position;
                if !self.given[..at].iter().any(|other| other.field == *field && other.spelling == *spelling) {
                    self.word.spellings[*spelling as usize].frequencies[*field] += 1;
                }
            }
        }
        self.given.clear();
    }

    /// All of the list of the word `text`, for [`Word::append`].
    pub(super) fn put(&self, text: &str, part: &mut Vec<u8>) {
        self.word.put(text, part);
        part.extend_from_slice(&self.gathered);
    }

    /// Cuts the list into blocks.
    pub(crate) fn blocks(&self, bounds: &Bounds, columns: &Columns) -> Blocks {
        let all = Stretch { records: 0..self.last + 1, spellings: None, gathered: &self.gathered };
        Blocks::cut(&self.word, &[all], bounds, columns).unwrap_or_default()
    }
}

impl Blocks {
    /// Cuts the list of `word` into blocks; what was gathered of it follows each other.
    pub(super) fn cut(word: &Word, stretches: &[Stretch<'_>], bounds: &Bounds, columns: &Columns) -> Result<Self, Fault> {
        // What was gathered has a little more bytes.
        let bytes = stretches.iter().map(|stretch| stretch.gathered.len()).sum();
        let mut blocks = Self { bytes: Vec::with_capacity(bytes), ..Self::default() };
        let mut open = OpenBlock::default();
        for Stretch { records, spellings, gathered } in stretches {
            let mut gathered = Cursor::new(gathered);
            let mut id = records.start;
            while !gathered.is_empty() {
                id = id.wrapping_add(gathered.small());
                let head = gathered.byte();
                let mut counts = [head & 3, head >> 2 & 15, head >> 6].map(u32::from);
                for (count, most) in counts.iter_mut().zip(MOST) {
                    if *count == most {
                        *count += gathered.count() as u32;
                    }
                }
                if !records.contains(&id) {
                    return Err(Fault::Damaged);
                }
                if blocks.each.last().is_none_or(|block| block.number != id / BLOCK) {
                    blocks.close(&mut open);
                    blocks.each.push(BlockOf { number: id / BLOCK, ..BlockOf::default() });
                }
                let Some(block) = blocks.each.last_mut() else { break };
                open.add(id, &counts, bounds, columns);
                for _ in 0..counts[..SPELLED].iter().sum() {
                    let (step, gathered) = (gathered.small(), gathered.small());
                    let other = spellings.as_ref().map(|numbers| numbers.get(gathered as usize).copied().unwrap_or_default());
                    let spelling = other.unwrap_or(gathered);
                    put(&mut open.tail, u64::from(step) * word.spellings.len() as u64 + u64::from(spelling));
                    block.spellings |= 1 << spelling.min(7);
                }
            }
            gathered.sound()?;
        }
        blocks.close(&mut open);
        Ok(blocks)
    }

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
        block.bounds = std::mem::take(&mut open.bounds);
    }
}

impl OpenBlock {
    /// Adds a record in which the word stands so often in each field.
    fn add(&mut self, id: u32, counts: &[u32; FIELDS], bounds: &Bounds, columns: &Columns) {
        for (field, count) in counts.iter().enumerate() {
            if *count > 0 {
                let bound = bounds.of(field, *count, columns.length(id, field));
                self.bounds[field] = self.bounds[field].max(bound);
            }
        }
        self.ids.push((id % BLOCK) as u8);
        self.heads.push(head(counts));
        put_more(counts, &mut self.tail);
    }
}

/// How often a word may stand in each field of a record for that to be said in one byte.
const MOST: [u32; FIELDS] = [3, 15, 3];

/// How often a word stands in each field of a record, as far as a byte says it.
fn head(counts: &[u32; FIELDS]) -> u8 {
    (counts[0].min(MOST[0]) | counts[1].min(MOST[1]) << 2 | counts[2].min(MOST[2]) << 6) as u8
}

/// How much more often that is.
fn put_more(counts: &[u32; FIELDS], bytes: &mut Vec<u8>) {
    for (field, most) in MOST.iter().enumerate() {
        if counts[field] >= *most {
            put(bytes, u64::from(counts[field] - most));
        }
    }
}
