//! The records of one word. Entry points: [`List`], [`Blocks::cut`].

use std::ops::Range;

use crate::bound::Bounds;
use crate::bytes::{Cursor, put, put_text};
use crate::counts::{counts, head, put_more};
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
    /// For each record how far from the one before.
    ids: Vec<u8>,
    /// For each record how often the word stands in each field, as far as a byte says it.
    heads: Vec<u8>,
    /// For each record how much more often that is, and of the occurrences in title and text how far from the one before, and the spelling.
    tails: Vec<u8>,
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
    /// How many spellings were gathered, at least 1.
    own: u64,
    /// The numbers of its spellings, where they are not those that were gathered.
    spellings: Option<Vec<u32>>,
    /// What [`List::put_gathered`] wrote.
    gathered: Cursor<'g>,
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
#[derive(Debug)]
struct OpenBlock {
    number: u32,
    /// How many records it has.
    count: usize,
    /// Their places in it.
    ids: [u8; BLOCK as usize],
    /// For each how often the word stands in each field.
    heads: [u8; BLOCK as usize],
    /// Where.
    tail: Vec<u8>,
    /// For each field the greatest part of the score, as a byte; numbers that a processor need not take apart.
    bounds: [u32; FIELDS],
    /// Which spellings stand in it, see [`BlockOf`].
    spellings: u32,
}

impl Default for OpenBlock {
    fn default() -> Self {
        let (number, count, spellings) = Default::default();
        Self { number, count, ids: [0; BLOCK as usize], heads: [0; BLOCK as usize], tail: Vec::new(), bounds: [0; FIELDS], spellings }
    }
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
        let own = part.count();
        let mut spellings = Vec::with_capacity(own);
        for _ in 0..own {
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
        Stretch { records, own: own.max(1) as u64, spellings: (!are_own).then_some(spellings), gathered: *part }
    }
}

impl List {
    /// Adds the record whose occurrences were given.
    pub(crate) fn close(&mut self, id: u32) {
        put(&mut self.ids, u64::from(id - self.last));
        self.last = id;
        let mut counts = [0_u32; FIELDS];
        for occurrence in &self.given {
            counts[occurrence.field] += 1;
        }
        self.heads.push(head(&counts));
        put_more(&counts, &mut self.tails);
        for (field, count) in counts.iter().enumerate() {
            self.word.frequencies[field] += u32::from(*count > 0);
        }
        let mut last = [0; SPELLED];
        for (at, Occurrence { field, position, spelling }) in self.given.iter().enumerate() {
            if let Some(last) = last.get_mut(*field) {
                put(&mut self.tails, u64::from(*position - *last));
                put(&mut self.tails, u64::from(*spelling));
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
        self.put_gathered(part);
    }

    /// Everything but the word: what is said of the records by columns, those that have a length after it; where in a record the word stands, and
    /// its spelling there, are one number, as in a block.
    fn put_gathered(&self, bytes: &mut Vec<u8>) {
        put(bytes, self.ids.len() as u64);
        bytes.extend_from_slice(&self.ids);
        put(bytes, self.heads.len() as u64);
        bytes.extend_from_slice(&self.heads);
        let mut tails = Cursor::new(&self.tails);
        for head in &self.heads {
            let counts = counts(*head, &mut tails);
            put_more(&counts, bytes);
            for _ in 0..occurrences(&counts) {
                let (step, spelling) = (tails.number(), tails.number());
                put(bytes, step * self.word.spellings.len() as u64 + spelling);
            }
        }
    }

    /// Cuts the list into blocks.
    pub(crate) fn blocks(&self, bounds: &Bounds, columns: &Columns) -> Blocks {
        let mut bytes = Vec::new();
        self.put_gathered(&mut bytes);
        let (records, own, gathered) = (0..self.last + 1, self.word.spellings.len().max(1) as u64, Cursor::new(&bytes));
        Blocks::cut(&self.word, &[Stretch { records, own, spellings: None, gathered }], bounds, columns).unwrap_or_default()
    }
}

impl Blocks {
    /// Cuts the list of `word` into blocks; what was gathered of it follows each other.
    pub(super) fn cut(word: &Word, stretches: &[Stretch<'_>], bounds: &Bounds, columns: &Columns) -> Result<Self, Fault> {
        // What was gathered has about as many bytes.
        let bytes = stretches.iter().map(|stretch| stretch.gathered.rest().len()).sum();
        let mut blocks = Self { bytes: Vec::with_capacity(bytes), ..Self::default() };
        let mut open = OpenBlock::default();
        for stretch in stretches {
            blocks.add(&mut open, word.spellings.len() as u64, stretch, bounds, columns)?;
        }
        blocks.close(&mut open);
        Ok(blocks)
    }

    /// Adds what was gathered of a word that has so many spellings in all.
    fn add(&mut self, open: &mut OpenBlock, all: u64, stretch: &Stretch<'_>, bounds: &Bounds, columns: &Columns) -> Result<(), Fault> {
        let Stretch { records, own, spellings, gathered } = stretch;
        let (own, [title, text, breadcrumb]) = (*own, columns.lengths(records.clone()));
        let mut tails = *gathered;
        let (mut ids, heads) = (Cursor::new(tails.bytes()), tails.bytes());
        // Where no number is another, they are copied block by block.
        let is_same = own == all && spellings.is_none();
        let mut uncopied = tails.rest();
        let mut place = 0_u32;
        for head in heads {
            place = place.saturating_add(ids.small());
            let (Some(title), Some(text), Some(breadcrumb)) =
                (title.get(place as usize), text.get(place as usize), breadcrumb.get(place as usize))
            else {
                return Err(Fault::Damaged);
            };
            let id = records.start + place;
            if open.count == 0 || open.number != id / BLOCK {
                if is_same {
                    open.tail.extend_from_slice(&uncopied[..uncopied.len() - tails.rest().len()]);
                    uncopied = tails.rest();
                }
                self.close(open);
                open.number = id / BLOCK;
            }
            let counts = counts(*head, &mut tails);
            if !is_same {
                put_more(&counts, &mut open.tail);
            }
            let (Some(to_id), Some(to_head)) = (open.ids.get_mut(open.count), open.heads.get_mut(open.count)) else {
                return Err(Fault::Damaged);
            };
            (*to_id, *to_head) = (id as u8, *head);
            open.count += 1;
            for ((field, count), code) in counts.iter().enumerate().zip([*title, *text, *breadcrumb]) {
                if *count > 0 {
                    open.bounds[field] = open.bounds[field].max(u32::from(bounds.of(field, *count, code)));
                }
            }
            let places = occurrences(&counts);
            if places as usize > tails.rest().len() {
                return Err(Fault::Damaged);
            }
            if is_same && own == 1 {
                (0..places).for_each(|_| _ = tails.number());
                open.spellings |= u32::from(places > 0);
                continue;
            }
            for _ in 0..places {
                let number = tails.number();
                let (step, mut spelling) = if own == 1 { (number, 0) } else { (number / own, (number % own) as u32) };
                if let Some(spellings) = spellings {
                    spelling = spellings.get(spelling as usize).copied().unwrap_or_default();
                }
                if !is_same {
                    put(&mut open.tail, step.wrapping_mul(all).wrapping_add(u64::from(spelling)));
                }
                open.spellings |= 1 << spelling.min(7);
            }
        }
        if is_same {
            open.tail.extend_from_slice(&uncopied[..uncopied.len() - tails.rest().len()]);
        }
        tails.sound().and(ids.sound())?;
        if ids.is_empty() && tails.is_empty() { Ok(()) } else { Err(Fault::Damaged) }
    }

    /// Enters the block that `open` is, and empties it.
    fn close(&mut self, open: &mut OpenBlock) {
        let Some(last) = open.count.checked_sub(1) else { return };
        let start = self.bytes.len();
        self.bytes.push(last as u8);
        let mut before = 0;
        for id in &open.ids[..open.count] {
            self.bytes.push(id - before);
            before = *id;
        }
        self.bytes.extend_from_slice(&open.heads[..open.count]);
        self.bytes.append(&mut open.tail);
        open.count = 0;
        self.each.push(BlockOf {
            number: open.number,
            bounds: std::mem::take(&mut open.bounds).map(|bound| bound as u8),
            spellings: std::mem::take(&mut open.spellings) as u8,
            length: self.bytes.len() - start,
        });
    }
}

/// Of how many occurrences it is said where they stand.
fn occurrences(counts: &[u32; FIELDS]) -> u32 {
    counts[..SPELLED].iter().fold(0, |sum, count| sum.saturating_add(*count))
}
