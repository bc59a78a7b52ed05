//! What is known of a record without having it: enough to say where it stands in both indexes, and whether they hold it already. Entry points:
//! [`Brief`], [`Held`].

use blake3::Hash;
use quyche_pack::Document;
use quyche_query::{Facet, Record, natural};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::sum::Sum;

/// What an index must know of a record to place it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief {
    /// The first half of a checksum of everything that an index has of it.
    #[serde(with = "fixed")]
    sum: [u8; 16],
    /// A number made of its path alone, which says where records are cut.
    cut: u32,
    /// Bytes of its title and text.
    length: u32,
    /// Of its heading: how it begins, and a checksum of the rest. Records that say alike follow each other in this order, then in that of the text.
    #[serde(with = "fixed")]
    heading: [u8; 16],
    /// The same of its text.
    #[serde(with = "fixed")]
    text: [u8; 64],
}

/// Heading and text of a record, as far as they put it in order.
pub(super) type Alike<'b> = (&'b [u8; 16], &'b [u8; 64]);

impl Brief {
    /// Of a record that belongs to `document`.
    pub fn new(record: &Record, document: Document<'_>) -> Self {
        let mut sum = Sum::default();
        add(&mut sum, record);
        [document.id, document.number, document.title, document.url].into_iter().for_each(|text| sum.text(text));
        let [a, b, c, d, ..] = *blake3::hash(record.path.as_bytes()).as_bytes();
        Self {
            sum: half(sum.finish()),
            cut: u32::from_le_bytes([a, b, c, d]),
            length: (record.title.len() + record.text.len()) as u32,
            heading: beginning(&likeness(&record.title)),
            text: beginning(&record.text),
        }
    }

    /// Of the records of a document, its own first, or of records that belong to none.
    pub fn all(records: &[Record]) -> Vec<Self> {
        let document = records.first().filter(|record| is_head(record)).map(quyche_client::document).unwrap_or_default();
        records.iter().map(|record| Self::new(record, document)).collect()
    }

    /// Whether what is cut into pieces of so many records, in the mean, is cut between `before` and this one. Records of one path stay together:
    /// their order must not depend on where they are cut.
    pub(super) fn begins(&self, before: &Self, mean: u32) -> bool {
        self.cut.is_multiple_of(mean) && self.cut != before.cut
    }

    /// What this one is put in order by, where those that say alike follow each other.
    pub(super) fn alike(&self) -> Alike<'_> {
        (&self.heading, &self.text)
    }

    /// Bytes of title and text.
    pub(super) fn length(&self) -> usize {
        self.length as usize
    }

    /// Of everything that an index has of so many records, one after the other.
    pub(super) fn checksum<'b>(sum: &mut Sum, briefs: impl ExactSizeIterator<Item = &'b Self>) -> Hash {
        sum.number(briefs.len());
        briefs.for_each(|brief| sum.bytes(&brief.sum));
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

/// The first bytes of a text, then those of its checksum.
fn beginning<const N: usize>(text: &str) -> [u8; N] {
    let mut beginning = [0; N];
    let (begins, rest) = beginning.split_at_mut(N - 4);
    begins.iter_mut().zip(text.bytes()).for_each(|(to, byte)| *to = byte);
    rest.copy_from_slice(&blake3::hash(text.as_bytes()).as_bytes()[..4]);
    beginning
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

/// Bytes of which there are always as many, read all at once.
mod fixed {
    use serde::de::{Deserialize, Deserializer, Error};
    use serde::ser::Serializer;

    pub(super) fn serialize<S: Serializer, const N: usize>(bytes: &[u8; N], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(bytes)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>, const N: usize>(deserializer: D) -> Result<[u8; N], D::Error> {
        let bytes = <&[u8]>::deserialize(deserializer)?;
        bytes.try_into().map_err(|_| D::Error::invalid_length(bytes.len(), &"as many bytes as are kept"))
    }
}
