//! Records become the browser's index. Entry point: [`pack`].

use std::collections::{HashMap, HashSet};
use std::io::Write;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::DeflateEncoder;
use quyche_pack::{Document, Packed, Writer};
use quyche_query::{Label, Record, natural};
use quyche_text::{fold, normalise, slug, words};
use rayon::prelude::*;

/// Name of the root; the chunks beside it are named by their checksums.
const ROOT: &str = "goc.bin";

/// Records with so few bytes of text travel as they are; the browser indexes them in the time that their lists would take to arrive.
const FEW: usize = 256 << 10;

/// Both forms of a word, or of a whole document number.
struct Forms {
    folded: String,
    exact: String,
}

/// Every word of the records in its forms, each made once.
type Vocabulary<'a> = HashMap<(&'a str, bool), Forms>;

/// Writes the pack in memory: file names, relative to its directory, and their bytes, deflated because a host may not compress them.
/// Each of `aliases` is a group of names that mean the same body.
pub fn pack(records: &[Record], aliases: &[Vec<String>]) -> Result<Vec<(String, Vec<u8>)>> {
    let Packed { root, chunks } = packed(records, aliases);
    let named = chunks.into_iter().map(|(name, bytes)| (format!("{name:016x}.bin"), bytes));
    let files: Vec<(String, Vec<u8>)> = named.chain([(ROOT.to_owned(), root)]).collect();
    files.into_par_iter().map(|(name, bytes)| Ok((name, deflate(&bytes)?))).collect()
}

/// The pack as its reader wants it: few records as they are, many as an index.
pub fn packed(records: &[Record], aliases: &[Vec<String>]) -> Packed {
    let bytes: usize = records.iter().map(|record| record.text.len() + record.title.len()).sum();
    if bytes <= FEW { plain(records, aliases) } else { indexed(records, aliases) }
}

/// The records as they are, for a reader that indexes them.
pub fn plain(records: &[Record], aliases: &[Vec<String>]) -> Packed {
    let mut sorted = records.to_vec();
    sorted.sort_by(|a, b| natural(&a.path, &b.path));
    Packed { root: quyche_client::records(&sorted, aliases), chunks: Vec::new() }
}

/// The records indexed, in chunks that are loaded as they are needed.
pub fn indexed(records: &[Record], aliases: &[Vec<String>]) -> Packed {
    let heads = records.iter().filter(|record| record.kind == "document");
    let documents: HashMap<&str, Document<'_>> = heads.map(|head| (head.document.as_str(), quyche_client::document(head))).collect();
    let vocabulary = vocabulary(records);
    let mut writer = Writer::default();
    for (order, record) in quyche_client::arranged(records) {
        let document = documents.get(record.document.as_str()).copied().unwrap_or_default();
        for (field, text) in quyche_client::fields(record).into_iter().enumerate() {
            for word in words(text) {
                let Forms { folded, exact } = &vocabulary[&(word.text, word.length > 1)];
                writer.word(field, folded, exact, word.position as u32);
            }
        }
        quyche_client::label(record, order, &mut writer);
        writer.add(&quyche_client::packed(record, document));
    }
    writer.finish(&Label::ordered(), aliases)
}

fn vocabulary(records: &[Record]) -> Vocabulary<'_> {
    let texts = records.par_iter().flat_map_iter(quyche_client::fields);
    let met = texts.fold(HashSet::new, |mut met: HashSet<(&str, bool)>, text| {
        met.extend(words(text).map(|word| (word.text, word.length > 1)));
        met
    });
    let all = met.reduce(HashSet::new, |a, b| if a.len() < b.len() { &b | &a } else { &a | &b });
    all.into_par_iter().map(|(word, is_number)| ((word, is_number), forms(word, is_number))).collect()
}

fn forms(word: &str, is_number: bool) -> Forms {
    let exact = normalise(word).into_owned();
    Forms { folded: if is_number { slug(&exact) } else { fold(&exact) }, exact }
}

fn deflate(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).context("cannot compress the search index of the browser")
}
