//! Parts put behind each other, as if all of their records had been given to one writer. Entry point: [`Joined`].
//!
//! Their keys are cut into ranges, of which several can be joined at a time, and the parts are read range by range: of the lists only those of
//! the ranges that are being joined are in memory.

use std::borrow::Cow;
use std::ops::Range;

use crate::bound::Bounds;
use crate::bytes::Cursor;
use crate::read::Fault;
use crate::write::chunks::Put;
use crate::write::intern::Interner;
use crate::write::label::{Holders, is_ordered};
use crate::write::list::{Blocks, Stretch, Word};
use crate::write::part::{Outline, Section};
use crate::write::records::Records;
use crate::write::root::Root;

/// Ranges of each kind of keys, at least, where there are so many keys.
const SEVERAL: usize = 4;

/// What [`Writer::part`](crate::Writer::part) wrote of several runs of records.
pub struct Joined<'p, R> {
    records: Records,
    bounds: Bounds,
    parts: Vec<Part<'p>>,
    read: R,
}

/// A part and its place among the others.
struct Part<'p> {
    /// The number of its first record.
    first: u32,
    /// Of each record its place where the records of a label are listed.
    orders: &'p [u32],
    outline: &'p Outline,
}

/// Keys that follow each other.
#[derive(Debug)]
pub struct KeyRange<'p> {
    is_labels: bool,
    first: &'p [u8],
    /// The first key behind them; `None` for the last.
    end: Option<&'p [u8]>,
}

/// Keys in order, as the dictionary takes them.
#[derive(Debug)]
pub enum Keys {
    /// Words with their lists.
    Words(Vec<(String, Word, Blocks)>),
    /// Labels: how many records have each, and which.
    Labels(Vec<(String, usize, Vec<u8>)>),
}

impl<'p, R: Fn(usize, Range<usize>) -> Option<Cow<'p, [u8]>>> Joined<'p, R> {
    /// Of parts in order, each with the place of its records where the records of a label are listed. `read` gives bytes of the part at a place
    /// among them.
    pub fn new(parts: impl Iterator<Item = (&'p Outline, &'p [u32])>, read: R) -> Result<Self, Fault> {
        let mut records = Records::default();
        let mut placed = Vec::new();
        for (outline, orders) in parts {
            let mut part = Cursor::new(&outline.records);
            placed.push(Part { first: records.count, orders, outline });
            records.append(&mut part, orders.len() as u32);
            part.sound()?;
        }
        Ok(Self { bounds: records.bounds(), records, parts: placed, read })
    }

    /// All keys in order, words before labels, in ranges of about so many bytes; of few bytes there are several ranges all the same, so that
    /// [`Joined::keys`] can be asked for them at the same time.
    pub fn ranges(&self, bytes: usize) -> Vec<KeyRange<'p>> {
        let mut ranges = Vec::new();
        for is_labels in [false, true] {
            let sections: Vec<&Section> = self.parts.iter().map(|part| part.section(is_labels)).collect();
            let pieces = sections.iter().map(|section| section.len()).sum::<usize>().div_ceil(bytes.max(1)).max(SEVERAL);
            let longest = sections.iter().max_by_key(|section| section.len());
            let mut first: &[u8] = &[];
            for end in longest.map(|longest| longest.cut(pieces)).unwrap_or_default() {
                ranges.push(KeyRange { is_labels, first, end: Some(end) });
                first = end;
            }
            ranges.push(KeyRange { is_labels, first, end: None });
        }
        ranges
    }

    /// The keys of a range; those of several can be asked for at a time. The values of the spaces in `ordered` keep the order of their records.
    pub fn keys(&self, range: &KeyRange<'p>, ordered: &[u8]) -> Result<Keys, Fault> {
        if range.is_labels { self.labels(range, ordered) } else { self.words(range) }
    }

    fn words(&self, range: &KeyRange<'p>) -> Result<Keys, Fault> {
        let entries = self.entries(range)?;
        let (texts, mut all) =
            self.gathered(range, &entries, |(word, stretches): &mut (Word, Vec<Stretch<'_>>), text, part, mut entry| {
                let end = part.first + part.orders.len() as u32;
                stretches.push(word.append(text, part.first..end, &mut entry));
                entry.sound()
            })?;
        let blocks = |(text, number): (&str, u32)| {
            let (word, stretches) = std::mem::take(&mut all[number as usize]);
            let blocks = Blocks::cut(&word, &stretches, &self.bounds, &self.records.columns)?;
            Ok((text.to_owned(), word, blocks))
        };
        texts.sorted().into_iter().map(blocks).collect::<Result<_, _>>().map(Keys::Words)
    }

    fn labels(&self, range: &KeyRange<'p>, ordered: &[u8]) -> Result<Keys, Fault> {
        let entries = self.entries(range)?;
        let (keys, all) = self.gathered(range, &entries, |holders: &mut Holders, _, part, mut ids| {
            let mut least = 0;
            while !ids.is_empty() {
                let id = ids.small();
                let order = part.orders.get(id as usize).filter(|_| id >= least).ok_or(Fault::Damaged)?;
                holders.add(part.first + id, *order);
                least = id + 1;
            }
            ids.sound()
        })?;
        let listed = |(key, number): (&str, u32)| {
            let holders = &all[number as usize];
            (key.to_owned(), holders.count(), holders.bytes(is_ordered(key, ordered), self.records.count))
        };
        Ok(Keys::Labels(keys.sorted().into_iter().map(listed).collect()))
    }

    /// The entries of a range in each part, and some beside them.
    fn entries(&self, range: &KeyRange<'p>) -> Result<Vec<Cow<'p, [u8]>>, Fault> {
        let around = |part: &Part<'p>| part.section(range.is_labels).around(range.first, range.end);
        self.parts.iter().enumerate().map(|(at, part)| (self.read)(at, around(part)).ok_or(Fault::Damaged)).collect()
    }

    /// What the `entries` of all parts say of the keys of a range, each put behind what was there by `append`.
    fn gathered<'e, T: Default>(
        &self,
        range: &KeyRange<'p>,
        entries: &'e [Cow<'p, [u8]>],
        append: impl Fn(&mut T, &'e str, &Part<'p>, Cursor<'e>) -> Result<(), Fault>,
    ) -> Result<(Interner, Vec<T>), Fault> {
        let mut keys = Interner::default();
        let mut all = Vec::new();
        for (part, entries) in self.parts.iter().zip(entries) {
            let mut entries = Cursor::new(entries);
            // Keys are in order: what is not of the range is before all others or behind them.
            let mut has_begun = false;
            while !entries.is_empty() {
                let (key, entry) = (entries.text(), Cursor::new(entries.bytes()));
                entries.sound()?;
                has_begun = has_begun || key.as_bytes() >= range.first;
                if !has_begun {
                    continue;
                }
                if range.end.is_some_and(|end| key.as_bytes() >= end) {
                    break;
                }
                let (number, is_new) = keys.number(key);
                if is_new {
                    all.push(T::default());
                }
                append(&mut all[number as usize], key, part, entry)?;
            }
        }
        Ok((keys, all))
    }

    /// Begins the pack: gives each chunk with its name to `put_chunk` as soon as it is made; equal ones may come more than once. The root takes
    /// the keys of each range in their order.
    pub fn begin<'w>(&'w self, put_chunk: Put<'w>) -> Root<'w> {
        Root::new(&self.records, put_chunk)
    }
}

impl<'p> Part<'p> {
    fn section(&self, is_labels: bool) -> &'p Section {
        if is_labels { &self.outline.labels } else { &self.outline.words }
    }
}
