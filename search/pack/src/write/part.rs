//! The index of a run of records as bytes, so that it can be kept and put behind others, see [`Joined`](crate::Joined). Entry points:
//! [`Writer::part`], [`Outline::new`].

use std::ops::Range;

use crate::bytes::{Cursor, put, put_text};
use crate::read::Fault;
use crate::write::{Records, Writer};

/// An entry is remembered, with its place, when it begins so many bytes or more behind the one before that is.
const STEP: usize = 1 << 10;

impl Writer {
    /// The records so far, without their place among others, and what is found of them: words, then labels, each in order.
    pub fn part(&self) -> Vec<u8> {
        let mut part = Vec::new();
        self.records.put(&mut part);
        let mut entries = Vec::new();
        let mut entry = Vec::new();
        for (text, number) in self.words.sorted() {
            self.lists[number as usize].put(text, &mut entry);
            add(&mut entries, text, &mut entry);
        }
        put_section(&mut part, &mut entries);
        for (key, holders) in self.labels.sorted() {
            for id in holders.ids() {
                put(&mut entry, u64::from(id));
            }
            add(&mut entries, key, &mut entry);
        }
        put_section(&mut part, &mut entries);
        part
    }
}

/// Adds what is said of a key.
fn add(entries: &mut Vec<u8>, key: &str, entry: &mut Vec<u8>) {
    put_text(entries, key);
    put_section(entries, entry);
}

/// Adds bytes after their length.
fn put_section(part: &mut Vec<u8>, bytes: &mut Vec<u8>) {
    put(part, bytes.len() as u64);
    part.append(bytes);
}

/// A part without its entries: what is known of its records, and where the entries stand.
#[derive(Debug)]
pub struct Outline {
    /// What [`Records::put`] wrote.
    pub(super) records: Vec<u8>,
    pub(super) words: Section,
    pub(super) labels: Section,
}

/// Where the entries of words, or of labels, stand in a part.
#[derive(Debug)]
pub(super) struct Section {
    bytes: Range<usize>,
    /// Some keys in order, each with the place of its entry.
    keys: Vec<(Vec<u8>, usize)>,
}

impl Outline {
    /// Of what [`Writer::part`] wrote.
    pub fn new(part: &[u8]) -> Result<Self, Fault> {
        let mut rest = Cursor::new(part);
        Records::default().append(&mut rest, Cursor::new(part).small());
        let records = part[..part.len() - rest.rest().len()].to_vec();
        let words = Section::read(part, &mut rest)?;
        let labels = Section::read(part, &mut rest)?;
        rest.sound()?;
        if rest.is_empty() { Ok(Self { records, words, labels }) } else { Err(Fault::Damaged) }
    }

    /// The names of the chunks that hold what is shown of its records.
    pub fn shown(&self) -> Vec<u64> {
        Records::names(&self.records)
    }
}

impl Section {
    /// The next bytes of `part`, of which `rest` is left.
    fn read<'p>(part: &'p [u8], rest: &mut Cursor<'p>) -> Result<Self, Fault> {
        let mut entries = Cursor::new(rest.bytes());
        let end = part.len() - rest.rest().len();
        let bytes = end - entries.rest().len()..end;
        let mut keys: Vec<(Vec<u8>, usize)> = Vec::new();
        let mut last: Option<&[u8]> = None;
        while !entries.is_empty() {
            let at = end - entries.rest().len();
            let (key, _) = (entries.bytes(), entries.bytes());
            entries.sound()?;
            if last.replace(key).is_some_and(|last| key <= last) {
                return Err(Fault::Damaged);
            }
            if keys.last().is_none_or(|(_, before)| at >= before + STEP) {
                keys.push((key.to_vec(), at));
            }
        }
        Ok(Self { bytes, keys })
    }

    /// How many bytes there are.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// The first keys of pieces into which the entries are cut, about so many.
    pub(super) fn cut(&self, pieces: usize) -> Vec<&[u8]> {
        let step = self.keys.len().div_ceil(pieces.max(1)).max(1);
        self.keys.iter().step_by(step).skip(1).map(|(key, _)| key.as_slice()).collect()
    }

    /// Where all entries stand from the key `from` on and before `end`, and some beside them.
    pub(super) fn around(&self, from: &[u8], end: Option<&[u8]>) -> Range<usize> {
        let begun = self.keys.partition_point(|(key, _)| key.as_slice() <= from).saturating_sub(1);
        let ended = end.map_or(self.keys.len(), |end| self.keys.partition_point(|(key, _)| key.as_slice() < end));
        let at = |place: usize| self.keys.get(place).map_or(self.bytes.end, |(_, at)| *at);
        at(begun)..at(ended)
    }
}
