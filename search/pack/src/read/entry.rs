//! What the dictionary says of a key. Entry points: [`Pack::entry`], [`Pack::keys`].

use crate::bytes::Cursor;
use crate::read::{Fault, Pack};
use crate::write::Writer;
use crate::write::label::key;
use crate::{BLOCK, FIELDS, Mask, SPELLED};

/// A word of the dictionary; one that no record has is empty.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// Records with the word in title, text and breadcrumb.
    pub frequencies: [u32; FIELDS],
    /// Its spellings.
    pub variants: Vec<Variant>,
    /// The blocks in which it stands, in order.
    pub blocks: Vec<Listed>,
    /// The bytes of blocks that are in no chunk.
    own: Vec<u8>,
}

/// One spelling of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// As it is spelled.
    pub exact: String,
    /// Records with it in title and text.
    pub frequencies: [u32; SPELLED],
}

/// A block in which a word stands.
#[derive(Debug, Clone, Copy)]
pub struct Listed {
    /// Number of the block.
    pub number: u32,
    /// For each field the greatest part of the score in it, to be read with [`crate::bound`].
    pub bounds: [u8; FIELDS],
    /// Bit n: spelling n may stand here; the last bit for all from 7 on.
    spellings: u8,
    /// Where its bytes are; `None` for those of the entry.
    chunk: Option<u64>,
    start: usize,
    length: usize,
}

impl Listed {
    /// Can this spelling stand here?
    pub fn may_spell(&self, variant: usize) -> bool {
        self.spellings >> variant.min(7) & 1 == 1
    }

    /// Sends for its chunk if it has not arrived; answers how many bytes of it are the block's.
    pub fn want(&self, pack: &Pack) -> usize {
        match self.chunk {
            Some(name) if !pack.has(name) => {
                pack.want(name);
                self.length
            }
            _ => 0,
        }
    }
}

impl Entry {
    pub(super) fn bytes<'a>(&'a self, pack: &'a Pack, listed: &Listed) -> Result<&'a [u8], Fault> {
        let bytes = match listed.chunk {
            Some(name) => pack.chunk(name)?,
            None => &self.own,
        };
        bytes.get(listed.start..listed.start + listed.length).ok_or(Fault::Damaged)
    }

    fn add_own(&mut self, number: u32, bounds: [u8; FIELDS], spellings: u8, bytes: &[u8]) {
        self.blocks.push(Listed { number, bounds, spellings, chunk: None, start: self.own.len(), length: bytes.len() });
        self.own.extend_from_slice(bytes);
    }
}

/// A leaf being read.
struct Leaf<'a> {
    /// Names of chunks, eight bytes each.
    named: &'a [u8],
    entries: Cursor<'a>,
    /// The key of the entry being read.
    key: Vec<u8>,
    /// What is said of it.
    told: Cursor<'a>,
}

impl Pack {
    /// The word as the dictionary has it.
    pub fn entry(&self, word: &str) -> Result<Entry, Fault> {
        if let Some(writer) = &self.fresh {
            return Ok(fresh_entry(writer, word));
        }
        match self.find(0, word)? {
            Some(leaf) => leaf.word(word),
            None => Ok(Entry::default()),
        }
    }

    /// Records with the word in title and text, added.
    pub fn frequency(&self, word: &str) -> Result<u32, Fault> {
        if let Some(writer) = &self.fresh {
            return Ok(writer.words.find(word).map_or(0, |number| fresh_frequency(writer, number as usize)));
        }
        match self.find(0, word)? {
            Some(leaf) => leaf.frequency(),
            None => Ok(0),
        }
    }

    /// The records that have a value, in the order in which they are kept.
    pub fn holders(&self, space: u8, value: &str) -> Result<Vec<u32>, Fault> {
        if let Some(writer) = &self.fresh {
            return Ok(writer.labels.holders(space, value).map_or_else(Vec::new, |holders| holders.ids()));
        }
        match self.find(space, value)? {
            Some(leaf) => leaf.holders(self),
            None => Ok(Vec::new()),
        }
    }

    /// Every key of a space that begins so, in order, with the number of its records: for a word those of title and text added.
    pub fn keys(&self, space: u8, prefix: &str) -> Result<Vec<(String, u32)>, Fault> {
        if let Some(writer) = &self.fresh {
            return Ok(fresh_keys(writer, space, prefix));
        }
        let wanted = key(space, prefix);
        let wanted = wanted.as_bytes();
        let mut found = Vec::new();
        let mut fault = Ok(());
        for (first, name) in &self.leaves[self.leaf_of(wanted)..] {
            if first.as_slice() > wanted && !first.starts_with(wanted) {
                break;
            }
            // All leaves are sent for before any is missed.
            let mut leaf = match self.leaf(*name) {
                Ok(leaf) => leaf,
                Err(missing) => {
                    fault = Err(missing);
                    continue;
                }
            };
            while leaf.next() {
                if leaf.key.starts_with(wanted) {
                    let count = if space == 0 { leaf.frequency()? } else { leaf.told.small() };
                    let value = std::str::from_utf8(&leaf.key[1..]).map_err(|_| Fault::Damaged)?;
                    found.push((value.to_owned(), count));
                } else if leaf.key.as_slice() > wanted {
                    break;
                }
            }
            leaf.entries.sound()?;
        }
        fault.map(|()| found)
    }

    /// The number of the leaf that would hold a key.
    fn leaf_of(&self, key: &[u8]) -> usize {
        let after = self.leaves.iter().position(|leaf| leaf.0.as_slice() > key).unwrap_or(self.leaves.len());
        after.saturating_sub(1)
    }

    /// The leaf with a key, read so far.
    fn find(&self, space: u8, value: &str) -> Result<Option<Leaf<'_>>, Fault> {
        let key = key(space, value);
        let key = key.as_bytes();
        let Some((_, name)) = self.leaves.get(self.leaf_of(key)) else {
            return Ok(None);
        };
        let mut leaf = self.leaf(*name)?;
        while leaf.next() {
            if leaf.key.as_slice() >= key {
                return Ok(if leaf.key == key { Some(leaf) } else { None });
            }
        }
        leaf.entries.sound().map(|()| None)
    }

    fn leaf(&self, name: u64) -> Result<Leaf<'_>, Fault> {
        let mut entries = Cursor::new(self.chunk(name)?);
        let named = entries.count();
        let named = entries.take(named.saturating_mul(8));
        Ok(Leaf { named, entries, key: Vec::new(), told: entries })
    }
}

fn fresh_entry(writer: &Writer, word: &str) -> Entry {
    let mut entry = Entry::default();
    if let Some(number) = writer.words.find(word) {
        let list = &writer.lists[number as usize];
        entry.frequencies = list.word.frequencies;
        for spelling in &list.word.spellings {
            entry.variants.push(Variant { exact: spelling.exact.clone(), frequencies: spelling.frequencies });
        }
        for (block, bytes) in list.blocks(&writer.records.bounds(), &writer.records.columns).iter() {
            entry.add_own(block.number, block.bounds, block.spellings, bytes);
        }
    }
    entry
}

fn fresh_frequency(writer: &Writer, number: usize) -> u32 {
    let frequencies = &writer.lists[number].word.frequencies;
    frequencies[0] + frequencies[1]
}

fn fresh_keys(writer: &Writer, space: u8, prefix: &str) -> Vec<(String, u32)> {
    let mut found: Vec<(String, u32)> = Vec::new();
    let mut add = |value: &str, count| {
        if value.starts_with(prefix) {
            let at = found.iter().position(|known| known.0.as_str() > value).unwrap_or(found.len());
            found.insert(at, (value.to_owned(), count));
        }
    };
    if space == 0 {
        for (number, word) in writer.words.texts().iter().enumerate() {
            add(word, fresh_frequency(writer, number));
        }
    } else {
        for (key, holders) in writer.labels.each() {
            if key.as_bytes()[0] == space {
                add(&key[1..], holders.count() as u32);
            }
        }
    }
    found
}

impl Leaf<'_> {
    /// Reads on to the next entry; false at the end.
    fn next(&mut self) -> bool {
        if self.entries.is_empty() {
            return false;
        }
        let shared = self.entries.small() as usize;
        if shared > self.key.len() {
            self.entries.damage();
        }
        self.key.truncate(shared);
        self.key.extend_from_slice(self.entries.bytes());
        self.told = Cursor::new(self.entries.bytes());
        self.entries.sound().is_ok()
    }

    fn frequency(&self) -> Result<u32, Fault> {
        let mut told = self.told;
        for _ in 0..told.count() {
            told.text();
            told.small();
            told.small();
        }
        let frequency = told.small().saturating_add(told.small());
        told.sound().map(|()| frequency)
    }

    fn word(&self, word: &str) -> Result<Entry, Fault> {
        let mut told = self.told;
        let mut entry = Entry::default();
        for _ in 0..told.count() {
            let exact = told.text();
            let exact = if exact.is_empty() { word } else { exact }.to_owned();
            entry.variants.push(Variant { exact, frequencies: [told.small(), told.small()] });
        }
        entry.frequencies = [told.small(), told.small(), told.small()];
        let pieces = told.small();
        if pieces == 0 {
            for _ in 0..told.count() {
                let number = told.small();
                entry.add_own(number, [u8::MAX; FIELDS], u8::MAX, told.bytes());
            }
        }
        for _ in 0..pieces {
            let chunk = self.named(&mut told)?;
            let mut start = told.small() as usize;
            for _ in 0..told.count() {
                let number = told.small();
                let bounds = [told.byte(), told.byte(), told.byte()];
                let spellings = told.byte();
                let length = told.small() as usize;
                entry.blocks.push(Listed { number, bounds, spellings, chunk: Some(chunk), start, length });
                start = start.checked_add(length).ok_or(Fault::Damaged)?;
            }
            told.sound()?;
        }
        told.sound()?;
        if entry.blocks.windows(2).any(|pair| pair[0].number >= pair[1].number) { Err(Fault::Damaged) } else { Ok(entry) }
    }

    fn holders(&self, pack: &Pack) -> Result<Vec<u32>, Fault> {
        let mut told = self.told;
        let count = told.small();
        let length = told.small() as usize;
        let bytes = if told.byte() == 0 {
            told.take(length)
        } else {
            let chunk = pack.chunk(self.named(&mut told)?)?;
            let start = told.small() as usize;
            chunk.get(start..start.saturating_add(length)).ok_or(Fault::Damaged)?
        };
        told.sound()?;
        let mut cursor = Cursor::new(bytes);
        let mut holders: Vec<u32> = Vec::new();
        let kind = cursor.byte();
        if kind > 2 {
            cursor.damage();
        } else if kind == 1 {
            let mut first = 0;
            while !cursor.is_empty() {
                let byte = cursor.byte();
                for bit in 0..8 {
                    if byte >> bit & 1 == 1 {
                        holders.push(first + bit);
                    }
                }
                first += 8;
            }
        } else {
            let mut last = 0_i64;
            for _ in 0..count {
                let step = cursor.number() as i64;
                let step = if kind == 2 { (step as u64 >> 1) as i64 ^ -(step & 1) } else { step };
                last = last.wrapping_add(step);
                cursor.sound()?;
                holders.push(u32::try_from(last).map_err(|_| Fault::Damaged)?);
            }
        }
        if holders.iter().any(|id| *id >= pack.records()) {
            cursor.damage();
        }
        cursor.sound().map(|()| holders)
    }

    /// The name of a chunk, which the entry says as its number in the leaf.
    fn named(&self, told: &mut Cursor<'_>) -> Result<u64, Fault> {
        let at = (told.small() as usize).saturating_mul(8);
        let name = self.named.get(at..at.saturating_add(8)).ok_or(Fault::Damaged)?;
        Ok(Cursor::new(name).name())
    }
}

/// Records as the masks of their blocks.
pub(crate) fn masks(records: u32, ids: &[u32]) -> Vec<Mask> {
    let mut masks = Vec::new();
    for _ in 0..records.div_ceil(BLOCK) {
        masks.push(Mask::default());
    }
    for id in ids {
        masks[(id / BLOCK) as usize].add((id % BLOCK) as u8);
    }
    masks
}
