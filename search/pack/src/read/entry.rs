//! What the dictionary says of a key. Entry points: [`Pack::entry`], [`Pack::keys`].

use crate::bytes::Cursor;
use crate::read::{Fault, Fresh, Pack};
use crate::write::list::BlockOf;
use crate::{BLOCK, FIELDS, Mask, SPELLED};

/// A word of the dictionary.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Records with the word in title, text and breadcrumb.
    pub frequencies: [u32; FIELDS],
    /// Its spellings.
    pub variants: Vec<Variant>,
    /// The blocks in which it stands, in order.
    pub blocks: Vec<Listed>,
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
#[derive(Debug, Clone)]
pub struct Listed {
    /// Number of the block.
    pub number: u32,
    /// For each field the greatest part of the score in it, to be read with [`crate::bound`].
    pub bounds: [u8; FIELDS],
    /// Bit n: spelling n may stand here; the last bit for all from 7 on.
    spellings: u8,
    bytes: Place,
}

/// Where the bytes of a block are.
#[derive(Debug, Clone)]
enum Place {
    /// Here.
    Own(Vec<u8>),
    /// In a chunk, from there on, so many.
    Chunk(u64, usize, usize),
}

impl Listed {
    /// Can this spelling stand here?
    pub fn may_spell(&self, variant: usize) -> bool {
        self.spellings >> variant.min(7) & 1 == 1
    }

    /// Sends for its chunk if it has not arrived; answers how many bytes of it are the block's.
    pub fn want(&self, pack: &Pack) -> usize {
        match self.bytes {
            Place::Chunk(name, _, length) if !pack.has(name) => {
                pack.want(name);
                length
            }
            _ => 0,
        }
    }

    pub(super) fn bytes<'a>(&'a self, pack: &'a Pack) -> Result<&'a [u8], Fault> {
        match &self.bytes {
            Place::Own(bytes) => Ok(bytes),
            Place::Chunk(name, start, length) => pack.chunk(*name)?.get(*start..start + length).ok_or(Fault::Damaged),
        }
    }
}

/// One entry as the leaf has it.
struct Raw<'a> {
    key: &'a [u8],
    told: &'a [u8],
    leaf: &'a Leaf<'a>,
}

/// A leaf opened.
struct Leaf<'a> {
    /// Names of chunks, eight bytes each.
    named: &'a [u8],
    entries: Cursor<'a>,
}

impl Pack {
    /// The word as the dictionary has it; `None` when no record has it.
    pub fn entry(&self, word: &str) -> Result<Option<Entry>, Fault> {
        if let Some(fresh) = &self.fresh {
            return Ok(fresh.entry(word));
        }
        let mut found = None;
        self.find(&[&[0], word.as_bytes()].concat(), |raw| {
            found = Some(raw.word(word)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// The records that have a value, in the order in which they are kept.
    pub fn holders(&self, space: u8, value: &str) -> Result<Vec<u32>, Fault> {
        if let Some(fresh) = &self.fresh {
            let holders = fresh.writer.labels.holders(space, value);
            return Ok(holders.map_or_else(Vec::new, |holders| holders.ids(fresh.ordered.contains(&space))));
        }
        let mut found = Vec::new();
        self.find(&[&[space], value.as_bytes()].concat(), |raw| {
            found = raw.holders(self)?;
            Ok(())
        })?;
        Ok(found)
    }

    /// Every key of a space that begins so, with the number of its records: for a word those of title and text added.
    pub fn keys(&self, space: u8, prefix: &str) -> Result<Vec<(String, u32)>, Fault> {
        if let Some(fresh) = &self.fresh {
            return Ok(fresh.keys(space, prefix));
        }
        let key = [&[space], prefix.as_bytes()].concat();
        let from = self.leaf_of(&key);
        let to =
            self.leaves.iter().skip(from).take_while(|(first, _)| first.as_slice() <= key.as_slice() || first.starts_with(&key)).count();
        let leaves = &self.leaves[from..(from + to).min(self.leaves.len())];
        let missing = leaves.iter().filter(|(_, name)| !self.has(*name)).map(|(_, name)| self.want(*name)).count();
        if missing > 0 {
            return Err(Fault::Missing);
        }
        let mut found = Vec::new();
        for (_, name) in leaves {
            self.leaf(*name)?.each(|raw| {
                if raw.key.starts_with(&key) {
                    let count = if space == 0 { raw.frequency()? } else { Cursor::new(raw.told).small()? };
                    found.push((std::str::from_utf8(&raw.key[1..]).map_err(|_| Fault::Damaged)?.to_owned(), count));
                }
                Ok(raw.key <= key.as_slice() || raw.key.starts_with(&key))
            })?;
        }
        Ok(found)
    }

    /// The number of the leaf that would hold a key.
    fn leaf_of(&self, key: &[u8]) -> usize {
        self.leaves.partition_point(|(first, _)| first.as_slice() <= key).saturating_sub(1)
    }

    fn find(&self, key: &[u8], mut use_it: impl FnMut(Raw<'_>) -> Result<(), Fault>) -> Result<(), Fault> {
        let Some((_, name)) = self.leaves.get(self.leaf_of(key)) else {
            return Ok(());
        };
        self.leaf(*name)?.each(|raw| {
            if raw.key == key {
                use_it(Raw { ..raw })?;
            }
            Ok(raw.key < key)
        })
    }

    fn leaf(&self, name: u64) -> Result<Leaf<'_>, Fault> {
        let mut cursor = Cursor::new(self.chunk(name)?);
        let count = cursor.count()?;
        let named = cursor.take(count.checked_mul(8).ok_or(Fault::Damaged)?)?;
        Ok(Leaf { named, entries: cursor })
    }
}

impl Fresh {
    fn entry(&self, word: &str) -> Option<Entry> {
        let list = &self.writer.lists[self.writer.words.find(word)? as usize];
        let mut variants = Vec::new();
        for spelling in &list.spellings {
            variants.push(Variant { exact: spelling.exact.clone(), frequencies: spelling.frequencies });
        }
        let mut blocks = Vec::new();
        for block in list.blocks(&self.writer.averages(), &self.writer.columns) {
            let BlockOf { number, bounds, spellings, bytes } = block;
            blocks.push(Listed { number, bounds, spellings, bytes: Place::Own(bytes) });
        }
        Some(Entry { frequencies: list.frequencies, variants, blocks })
    }

    fn keys(&self, space: u8, prefix: &str) -> Vec<(String, u32)> {
        let mut found = Vec::new();
        if space == 0 {
            for (word, number) in self.writer.words.sorted() {
                if word.starts_with(prefix) {
                    let list = &self.writer.lists[number as usize];
                    found.push((word.to_owned(), list.frequencies[0] + list.frequencies[1]));
                }
            }
            return found;
        }
        for (key, holders) in self.writer.labels.sorted() {
            if let Some(value) = key.strip_prefix(char::from(space)).filter(|value| value.starts_with(prefix)) {
                found.push((value.to_owned(), holders.count() as u32));
            }
        }
        found
    }
}

impl Leaf<'_> {
    /// Hands out the entries until `use_it` answers false.
    fn each(&self, mut use_it: impl FnMut(Raw<'_>) -> Result<bool, Fault>) -> Result<(), Fault> {
        let mut entries = self.entries;
        let mut key = Vec::new();
        while !entries.is_empty() {
            let shared = entries.small()? as usize;
            if shared > key.len() {
                return Err(Fault::Damaged);
            }
            key.truncate(shared);
            let length = entries.count()?;
            key.extend_from_slice(entries.take(length)?);
            let length = entries.count()?;
            let told = entries.take(length)?;
            if !use_it(Raw { key: &key, told, leaf: self })? {
                break;
            }
        }
        Ok(())
    }
}

impl Raw<'_> {
    fn frequency(&self) -> Result<u32, Fault> {
        let mut cursor = Cursor::new(self.told);
        for _ in 0..cursor.count()? {
            cursor.text()?;
            cursor.small()?;
            cursor.small()?;
        }
        Ok(cursor.small()?.saturating_add(cursor.small()?))
    }

    fn word(&self, word: &str) -> Result<Entry, Fault> {
        let mut cursor = Cursor::new(self.told);
        let mut variants = Vec::new();
        for _ in 0..cursor.count()? {
            let exact = match cursor.text()? {
                "" => word.to_owned(),
                exact => exact.to_owned(),
            };
            variants.push(Variant { exact, frequencies: [cursor.small()?, cursor.small()?] });
        }
        let frequencies = [cursor.small()?, cursor.small()?, cursor.small()?];
        let mut blocks = Vec::new();
        let pieces = cursor.small()?;
        if pieces == 0 {
            for _ in 0..cursor.count()? {
                let number = cursor.small()?;
                let length = cursor.count()?;
                let bytes = Place::Own(cursor.take(length)?.to_vec());
                blocks.push(Listed { number, bounds: [u8::MAX; FIELDS], spellings: u8::MAX, bytes });
            }
        }
        for _ in 0..pieces {
            let chunk = self.chunk(&mut cursor)?;
            let mut start = cursor.small()? as usize;
            for _ in 0..cursor.count()? {
                let number = cursor.small()?;
                let bounds = [cursor.byte()?, cursor.byte()?, cursor.byte()?];
                let spellings = cursor.byte()?;
                let length = cursor.small()? as usize;
                blocks.push(Listed { number, bounds, spellings, bytes: Place::Chunk(chunk, start, length) });
                start = start.checked_add(length).ok_or(Fault::Damaged)?;
            }
        }
        if blocks.windows(2).any(|pair| pair[0].number >= pair[1].number) {
            return Err(Fault::Damaged);
        }
        Ok(Entry { frequencies, variants, blocks })
    }

    fn holders(&self, pack: &Pack) -> Result<Vec<u32>, Fault> {
        let mut cursor = Cursor::new(self.told);
        let count = cursor.small()?;
        let length = cursor.small()? as usize;
        let bytes = if cursor.byte()? == 0 {
            cursor.take(length)?
        } else {
            let chunk = self.chunk(&mut cursor)?;
            let start = cursor.small()? as usize;
            let end = start.checked_add(length).ok_or(Fault::Damaged)?;
            pack.chunk(chunk)?.get(start..end).ok_or(Fault::Damaged)?
        };
        let mut cursor = Cursor::new(bytes);
        let mut holders: Vec<u32> = Vec::new();
        match cursor.byte()? {
            1 => {
                for (at, byte) in (0_u32..).zip(&bytes[1..]) {
                    holders.extend((0..8).filter(|bit| byte >> bit & 1 == 1).map(|bit| at * 8 + bit));
                }
            }
            signed @ (0 | 2) => {
                let mut last = 0_i64;
                for _ in 0..count {
                    let step = cursor.number()? as i64;
                    let step = if signed == 2 { (step as u64 >> 1) as i64 ^ -(step & 1) } else { step };
                    last = last.checked_add(step).ok_or(Fault::Damaged)?;
                    holders.push(u32::try_from(last).map_err(|_| Fault::Damaged)?);
                }
            }
            _ => return Err(Fault::Damaged),
        }
        if holders.iter().any(|id| *id >= pack.records()) { Err(Fault::Damaged) } else { Ok(holders) }
    }

    fn chunk(&self, cursor: &mut Cursor<'_>) -> Result<u64, Fault> {
        let at = cursor.small()? as usize;
        let name = self.leaf.named.get(at * 8..).ok_or(Fault::Damaged)?;
        Cursor::new(name).name()
    }
}

/// Records as the masks of their blocks.
pub(crate) fn masks(records: u32, ids: &[u32]) -> Vec<Mask> {
    let mut masks = vec![Mask::default(); records.div_ceil(BLOCK) as usize];
    for id in ids {
        masks[(id / BLOCK) as usize].add((id % BLOCK) as u8);
    }
    masks
}
