//! What is known of a record without having it: enough to say where it stands in both indexes, and whether they hold it already. Entry points:
//! [`Brief`], [`Held`].

use blake3::Hash;
use quyche_pack::Document;
use quyche_query::{Facet, Record, natural};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::sum::Sum;

/// What an index must know of a record to place it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brief {
    mark: Mark,
    /// Bytes of its title and text.
    length: u32,
    alike: Alike,
}

/// What tells a record from others, and where lists of records are cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    /// The first half of a checksum of everything that an index has of it.
    sum: [u8; 16],
    /// A number made of its path alone, which says where records are cut.
    cut: u32,
}

/// Of the heading of a record how it begins, and a checksum of the rest; then the same of its text. Records that say alike follow each other in
/// this order.
pub(super) type Alike = [u8; HEADING + TEXT];

/// Bytes of an [`Alike`] that are of the heading.
const HEADING: usize = 16;

/// The others.
const TEXT: usize = 64;

/// Bytes of a brief as it is kept.
const KEPT: usize = 16 + 4 + 4 + HEADING + TEXT;

impl Brief {
    /// Of a record that belongs to `document`.
    pub fn new(record: &Record, document: Document<'_>) -> Self {
        let mut sum = Sum::default();
        add(&mut sum, record);
        [document.id, document.number, document.title, document.url].into_iter().for_each(|text| sum.text(text));
        let [a, b, c, d, ..] = *blake3::hash(record.path.as_bytes()).as_bytes();
        let mut alike = [0; HEADING + TEXT];
        let (heading, text) = alike.split_at_mut(HEADING);
        put_beginning(heading, &likeness(&record.title));
        put_beginning(text, &record.text);
        Self {
            mark: Mark { sum: half(sum.finish()), cut: u32::from_le_bytes([a, b, c, d]) },
            length: (record.title.len() + record.text.len()) as u32,
            alike,
        }
    }

    /// Of the records of a document, its own first, or of records that belong to none.
    pub fn all(records: &[Record]) -> Vec<Self> {
        let document = records.first().filter(|record| is_head(record)).map(quyche_client::document).unwrap_or_default();
        records.iter().map(|record| Self::new(record, document)).collect()
    }

    pub(super) fn mark(&self) -> &Mark {
        &self.mark
    }

    /// What this one is put in order by, where those that say alike follow each other.
    pub(super) fn alike(&self) -> &Alike {
        &self.alike
    }

    /// Bytes of title and text.
    pub(super) fn length(&self) -> usize {
        self.length as usize
    }

    /// As it is kept: all of it has always as many bytes, so that it is read at once.
    fn to_bytes(self) -> [u8; KEPT] {
        let mut bytes = [0; KEPT];
        let Self { mark: Mark { sum, cut }, length, alike } = self;
        let mut rest = bytes.as_mut_slice();
        for part in [&sum[..], &cut.to_le_bytes(), &length.to_le_bytes(), &alike] {
            let (to, after) = rest.split_at_mut(part.len());
            to.copy_from_slice(part);
            rest = after;
        }
        bytes
    }

    /// From what [`Brief::to_bytes`] made.
    fn from_bytes(bytes: &[u8; KEPT]) -> Option<Self> {
        let (sum, rest) = bytes.split_first_chunk()?;
        let (cut, rest) = rest.split_first_chunk()?;
        let (length, alike) = rest.split_first_chunk()?;
        let mark = Mark { sum: *sum, cut: u32::from_le_bytes(*cut) };
        Some(Self { mark, length: u32::from_le_bytes(*length), alike: alike.try_into().ok()? })
    }
}

impl Serialize for Brief {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.to_bytes())
    }
}

impl<'de> Deserialize<'de> for Brief {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = <&[u8]>::deserialize(deserializer)?;
        let brief = bytes.try_into().ok().and_then(Self::from_bytes);
        brief.ok_or_else(|| D::Error::invalid_length(bytes.len(), &"as many bytes as are kept"))
    }
}

impl Mark {
    /// Whether what is cut into pieces of so many records, in the mean, is cut between `before` and this one. Records of one path stay together:
    /// their order must not depend on where they are cut.
    pub(super) fn begins(&self, before: &Self, mean: u32) -> bool {
        self.cut.is_multiple_of(mean) && self.cut != before.cut
    }

    /// Of everything that an index has of so many records, one after the other.
    pub(super) fn checksum<'m>(sum: &mut Sum, marks: impl ExactSizeIterator<Item = &'m Self>) -> Hash {
        sum.number(marks.len());
        marks.for_each(|mark| sum.bytes(&mark.sum));
        sum.finish()
    }
}

/// Records by their number in the order of the paths; the first of each document to which one of them belongs is among them.
#[derive(Debug)]
pub struct Held<'r> {
    records: FxHashMap<u32, &'r Record>,
    /// Documents by their ids.
    documents: FxHashMap<&'r str, Document<'r>>,
}

impl<'r> Held<'r> {
    /// Of some records with their numbers.
    pub fn new(records: impl Iterator<Item = (u32, &'r Record)>) -> Self {
        let records: FxHashMap<u32, &Record> = records.collect();
        let heads = records.values().filter(|record| is_head(record));
        let documents = heads.map(|head| (head.document.as_str(), quyche_client::document(head))).collect();
        Self { records, documents }
    }

    /// All records there are, with what is known of each, in the order of the paths.
    pub(super) fn all(records: &'r [Record]) -> (Self, Vec<Brief>) {
        let mut sorted: Vec<&Record> = records.iter().collect();
        sorted.par_sort_by(|a, b| natural(&a.path, &b.path).then_with(|| a.cmp(b)));
        let held = Self::new((0..).zip(sorted.iter().copied()));
        let briefs = sorted.par_iter().map(|record| Brief::new(record, held.document(record))).collect();
        (held, briefs)
    }

    /// The record with this number; it must be among them.
    pub fn record(&self, number: u32) -> &'r Record {
        self.records[&number]
    }

    /// The document to which `record` belongs.
    pub(super) fn document(&self, record: &Record) -> Document<'r> {
        self.documents.get(record.document.as_str()).copied().unwrap_or_default()
    }
}

/// Whether it is the record of a document, by which the others of it are shown.
fn is_head(record: &Record) -> bool {
    record.kind == "document"
}

/// Puts the first bytes of a text, then those of its checksum.
fn put_beginning(to: &mut [u8], text: &str) {
    let (begins, rest) = to.split_at_mut(to.len() - 4);
    begins.iter_mut().zip(text.bytes()).for_each(|(to, byte)| *to = byte);
    rest.copy_from_slice(&blake3::hash(text.as_bytes()).as_bytes()[..4]);
}

/// What records have in common that say alike: the headings after the place, numbers left out.
fn likeness(title: &str) -> String {
    let heading = title.split_once(". ").map_or(title, |(_, heading)| heading);
    heading.chars().filter(|character| !character.is_ascii_digit()).collect()
}

fn half(hash: Hash) -> [u8; 16] {
    let (half, _) = hash.as_bytes().split_at(16);
    half.try_into().expect("half of 32 bytes")
}

/// Adds all of a record to a checksum.
fn add(sum: &mut Sum, record: &Record) {
    let Record { path, url, kind, document, number, title, breadcrumb, text, organisations, duties } = record;
    [path, url, kind, document, number, title, breadcrumb, text].into_iter().for_each(|text| sum.text(text));
    let list = |sum: &mut Sum, texts: &[String]| {
        sum.number(texts.len());
        texts.iter().for_each(|text| sum.text(text));
    };
    list(sum, organisations);
    sum.number(duties.len());
    for Facet { organisations, roles, timings, levels } in duties {
        [organisations, roles, timings, levels].into_iter().for_each(|texts| list(sum, texts));
    }
}
