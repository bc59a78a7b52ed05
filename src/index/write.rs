//! Records become the files of an index. Entry point: [`write`].
//!
//! Architecture invariant: the bytes depend on the records and aliases only. Records are sorted, there is one segment written by one thread, and its
//! random id is replaced by a hash of its content.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use quyche_query::{Record, natural};
use rayon::prelude::*;
use tantivy::directory::RamDirectory;
use tantivy::{Directory, Index, IndexBuilder, TantivyDocument};

use crate::index::schema::{self, Fields};
use crate::index::{tokenizer, version};

/// Name of the file that holds the aliases.
pub(super) const ALIASES: &str = "aliases.json";

/// Room for terms and postings before tantivy's hash table grows, in bytes; it does not limit the index.
const BUDGET: usize = 200 << 20;

/// Files of one segment, by what tantivy appends to its id.
const EXTENSIONS: [&str; 6] = ["fast", "fieldnorm", "idx", "pos", "store", "term"];

/// Writes an index in memory: file names, relative to the index directory, and their bytes, sorted by name. Each of `aliases` is a group of
/// names that mean the same body.
pub fn write(records: &[Record], aliases: &[Vec<String>]) -> Result<Vec<(String, Vec<u8>)>> {
    let directory = RamDirectory::create();
    let index = segment(records, &directory)?;
    let mut files = renamed(&index, &directory)?;
    files.push((ALIASES.to_owned(), json(aliases)?));
    files.push((version::FILE.to_owned(), json(&version::Version::current())?));
    files.sort();
    Ok(files)
}

/// Writes all records into one segment.
fn segment(records: &[Record], directory: &RamDirectory) -> Result<Index> {
    let (schema, fields) = schema::build();
    let builder = IndexBuilder::new().schema(schema);
    let tokenizers = tantivy::tokenizer::TokenizerManager::default();
    tokenizer::register(&tokenizers);
    let mut writer = builder
        .tokenizers(tokenizers)
        .single_segment_index_writer::<TantivyDocument>(directory.clone(), BUDGET)
        .context("cannot start the search index")?;
    // Equal scores fall to the order of the records, which is that of the paths.
    let mut sorted: Vec<&Record> = records.iter().collect();
    sorted.par_sort_by(|a, b| natural(&a.path, &b.path).then_with(|| a.cmp(b)));
    for record in sorted {
        writer.add_document(document(record, &fields)).with_context(|| format!("cannot index `{}`", record.path))?;
    }
    writer.finalize().context("cannot finish the search index")
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

/// Takes the files out of memory, with the random segment id replaced by one made of their bytes.
fn renamed(index: &Index, directory: &RamDirectory) -> Result<Vec<(String, Vec<u8>)>> {
    let mut metas = index.searchable_segment_metas()?;
    let meta = metas.pop().context("the search index has no segment")?;
    ensure!(metas.is_empty(), "the search index has more than one segment");
    let old = meta.id().uuid_string();
    let mut hasher = blake3::Hasher::new();
    let mut segment = Vec::new();
    for extension in EXTENSIONS {
        let path = PathBuf::from(format!("{old}.{extension}"));
        if directory.exists(&path)? {
            let bytes = directory.open_read(&path)?.read_bytes()?.to_vec();
            hasher.update(&bytes);
            segment.push((extension, bytes));
        }
    }
    let new = hasher.finalize().to_hex()[..32].to_owned();
    let description = String::from_utf8(directory.atomic_read(Path::new("meta.json"))?)?;
    let rewritten = description.replace(&hyphened(&old), &hyphened(&new));
    ensure!(rewritten != description, "the description of the search index does not name its segment");
    let mut files: Vec<_> = segment.into_iter().map(|(extension, bytes)| (format!("{new}.{extension}"), bytes)).collect();
    files.push(("meta.json".to_owned(), rewritten.into_bytes()));
    Ok(files)
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
    fn no_record_is_an_index_too() {
        let files = write(&[], &[]).expect("an index");
        assert!(files.iter().any(|(name, _)| name == "meta.json"));
    }
}
