//! Records become the files of an index. Entry points: [`write`]; or [`segments`], [`Cut::write`] for each, [`join`], to keep those that have
//! not changed.
//!
//! Architecture invariant: the bytes depend on the records and aliases only. Records are sorted and cut into segments where their paths say so,
//! each segment is written by one thread, and its random id is replaced by a hash of its content.

use std::borrow::Borrow;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use blake3::{Hash, Hasher};
use quyche_query::Record;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tantivy::directory::RamDirectory;
use tantivy::{Directory, Index, IndexBuilder, IndexSettings, TantivyDocument};

use crate::index::brief::{Brief, Held, Mark};
use crate::index::schema::{self, Fields};
use crate::index::{tokenizer, version};
use crate::sum::Sum;

/// Name of the file that holds the aliases.
pub(super) const ALIASES: &str = "aliases.json";

/// Name of the file that names the segments.
const DESCRIPTION: &str = "meta.json";

/// Room for terms and postings before tantivy's hash table grows, in bytes; it does not limit the index.
const BUDGET: usize = 4 << 20;

/// Records of a segment, in the mean. A change costs the segments in which it is; each has a dictionary of its own, so small ones are large
/// together.
const SEGMENT: u32 = 2048;

/// Files of one segment, by what tantivy appends to its id.
const EXTENSIONS: [&str; 6] = ["fast", "fieldnorm", "idx", "pos", "store", "term"];

/// Names, relative to the index directory, and bytes.
type Files = Vec<(String, Vec<u8>)>;

/// Records that one segment holds.
#[derive(Debug)]
pub struct Cut {
    /// Their numbers in the order of the paths.
    pub records: Range<u32>,
    /// Of everything that the segment is made of.
    pub sum: Hash,
}

/// A written segment.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Segment {
    /// What the description of the index says of it, in JSON.
    description: String,
    /// The names of its files.
    pub files: Vec<String>,
}

/// Writes an index in memory: file names, relative to the index directory, and their bytes, sorted by name. Each of `aliases` is a group of
/// names that mean the same body.
pub fn write(records: &[Record], aliases: &[Vec<String>]) -> Result<Files> {
    let (held, briefs) = Held::all(records);
    let written: Vec<_> = segments(&briefs).par_iter().map(|cut| cut.write(&held)).collect::<Result<_>>()?;
    let (segments, files): (Vec<Segment>, Vec<_>) = written.into_iter().unzip();
    let mut files: Files = files.into_iter().flatten().collect();
    files.extend(join(&segments, aliases)?);
    files.sort();
    Ok(files)
}

/// The records of a site, in the order of the paths, cut into segments. Where a segment ends is said by the path of the record after it, so a
/// record that comes or goes changes no segment but its own.
pub fn segments<B: Borrow<Brief>>(briefs: &[B]) -> Vec<Cut> {
    let mut end = 0;
    let cut = |briefs: &[B]| {
        let start = end;
        end += briefs.len() as u32;
        let mut sum = Sum::default();
        sum.data(&version::Version::current());
        Cut { records: start..end, sum: Mark::checksum(&mut sum, briefs.iter().map(mark)) }
    };
    briefs.chunk_by(|left, right| !mark(right).begins(mark(left), SEGMENT)).map(cut).collect()
}

fn mark<B: Borrow<Brief>>(brief: &B) -> &Mark {
    brief.borrow().mark()
}

/// The files that make segments an index: their description, and what stands beside it.
pub fn join(segments: &[Segment], aliases: &[Vec<String>]) -> Result<Files> {
    let directory = RamDirectory::create();
    Index::create(directory.clone(), schema::build().0, IndexSettings::default()).context("cannot start the search index")?;
    let mut description: Value = serde_json::from_slice(&directory.atomic_read(Path::new(DESCRIPTION))?)?;
    let described: Vec<Value> = segments.iter().map(|segment| serde_json::from_str(&segment.description)).collect::<Result<_, _>>()?;
    description["segments"] = described.into();
    Ok(vec![
        (DESCRIPTION.to_owned(), json(&description)?),
        (ALIASES.to_owned(), json(aliases)?),
        (version::FILE.to_owned(), json(&version::Version::current())?),
    ])
}

impl Cut {
    /// Writes the segment in memory: what it is, and the bytes of its files.
    pub fn write(&self, held: &Held<'_>) -> Result<(Segment, Files)> {
        let (schema, fields) = schema::build();
        let directory = RamDirectory::create();
        let tokenizers = tantivy::tokenizer::TokenizerManager::default();
        tokenizer::register(&tokenizers);
        let mut writer = IndexBuilder::new()
            .schema(schema)
            .tokenizers(tokenizers)
            .single_segment_index_writer::<TantivyDocument>(directory.clone(), BUDGET)
            .context("cannot start the search index")?;
        for record in self.records.clone().map(|number| held.record(number)) {
            writer.add_document(document(record, &fields)).with_context(|| format!("cannot index `{}`", record.path))?;
        }
        let index = writer.finalize().context("cannot finish the search index")?;
        let metas = index.searchable_segment_metas()?;
        renamed(&metas.first().context("the search index has no segment")?.id().uuid_string(), &directory)
    }
}

fn document(record: &Record, fields: &Fields) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    document.add_text(fields.path, &record.path);
    document.add_text(fields.url, &record.url);
    document.add_f64(fields.weight, f64::from(record.weight()));
    record.labels(&mut |label, value| document.add_text(fields.of(label), value));
    document.add_text(fields.breadcrumb, &record.breadcrumb);
    document.add_text(fields.title, &record.title);
    document.add_text(fields.title_exact, &record.title);
    document.add_text(fields.text, &record.text);
    document.add_text(fields.text_exact, &record.text);
    document
}

/// Takes the files of a segment out of memory, with its random id replaced by one made of their bytes.
fn renamed(old: &str, directory: &RamDirectory) -> Result<(Segment, Files)> {
    let mut hasher = Hasher::new();
    let mut found = Vec::new();
    for extension in EXTENSIONS {
        let path = PathBuf::from(format!("{old}.{extension}"));
        if directory.exists(&path)? {
            let bytes = directory.open_read(&path)?.read_bytes()?.to_vec();
            hasher.update(&bytes);
            found.push((extension, bytes));
        }
    }
    let new = hasher.finalize().to_hex()[..32].to_owned();
    let mut description: Value = serde_json::from_slice(&directory.atomic_read(Path::new(DESCRIPTION))?)?;
    let mut description = description["segments"][0].take();
    *description.get_mut("segment_id").context("the description of the search index does not name its segment")? = hyphened(&new).into();
    let files: Files = found.into_iter().map(|(extension, bytes)| (format!("{new}.{extension}"), bytes)).collect();
    Ok((Segment { description: description.to_string(), files: files.iter().map(|(name, _)| name.clone()).collect() }, files))
}

/// A segment id as the description writes it, in five groups.
fn hyphened(id: &str) -> String {
    [&id[..8], &id[8..12], &id[12..16], &id[16..20], &id[20..]].join("-")
}

fn json(value: &(impl serde::Serialize + ?Sized)) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(number: usize) -> Record {
        Record {
            path: format!("446-qd-tu/quy-che/dieu-{number}"),
            kind: "dieu".to_owned(),
            document: "446-qd-tu".to_owned(),
            number: "446-QĐ/TU".to_owned(),
            title: format!("Điều {number}"),
            text: format!("Công tác dân vận số {}", number * number),
            organisations: vec!["ban-dan-van".to_owned()],
            ..Record::default()
        }
    }

    #[test]
    fn the_same_records_in_any_order_give_the_same_bytes() {
        let aliases = [vec!["MTTQ".to_owned(), "Mặt trận Tổ quốc".to_owned()]];
        let mut records: Vec<Record> = (1..200).map(record).collect();
        let first = write(&records, &aliases).expect("an index");
        assert_eq!(write(&records, &aliases).expect("an index"), first);
        records.reverse();
        records.rotate_left(71);
        assert_eq!(write(&records, &aliases).expect("an index"), first);
        records[5].text.push('!');
        records[6].text.push_str(" khác");
        assert_ne!(write(&records, &aliases).expect("an index"), first);
    }

    #[test]
    fn a_change_costs_one_segment() {
        let mut records: Vec<Record> = (1..20_000).map(record).collect();
        let sums = |records: &[Record]| segments(&Held::all(records).1).iter().map(|cut| cut.sum).collect::<Vec<_>>();
        let before = sums(&records);
        assert!(before.len() > 2, "{} segments", before.len());
        records[7].text.push('!');
        let after = sums(&records);
        assert_eq!(before.iter().filter(|sum| !after.contains(sum)).count(), 1);
        records.remove(12_345);
        assert_eq!(after.iter().filter(|sum| !sums(&records).contains(sum)).count(), 1);
    }

    #[test]
    fn no_record_is_an_index_too() {
        let files = write(&[], &[]).expect("an index");
        assert!(files.iter().any(|(name, _)| name == "meta.json"));
    }
}
