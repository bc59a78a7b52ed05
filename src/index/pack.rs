//! Records become the browser's index. Entry point: [`pack`].

use std::collections::HashMap;

use anyhow::{Context, Result};
use flate2::{Compress, Compression, FlushCompress, Status};
use quyche_pack::{Document, Packed, SPELLED, Writer};
use quyche_query::{Label, Record, natural};
use quyche_text::{fold, normalise, slug, words};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// The engine that reads what is written here, deflated; built from `search/client` by `search/client/build`.
const CLIENT: &[u8] = include_bytes!("../../search/client/dist/client.bin");

/// Name of the engine in the site.
const ENGINE: &str = "client.bin";

/// Name of the root; the chunks beside it are named by their checksums.
const ROOT: &str = "goc.bin";

/// Records with so few bytes of text travel as they are; the browser indexes them in the time that their lists would take to arrive.
const FEW: usize = 256 << 10;

/// Records whose words are looked up beside each other, before they are written one after the other: it bounds what waits in memory.
const AHEAD: usize = 4096;

/// A word, or a whole document number, in both forms; and its numbers in the pack, once it was met.
struct Form {
    folded: String,
    exact: String,
    word: Option<u32>,
    spelling: Option<u32>,
}

/// Every word of the records, each made into its forms once.
struct Vocabulary<'a> {
    places: FxHashMap<(&'a str, bool), u32>,
    forms: Vec<Form>,
}

/// What is found of a record by looking at it alone.
struct Found {
    /// Its words: field, place in the vocabulary, position.
    words: Vec<(usize, u32, u32)>,
    /// Its labels: space and value.
    labels: Vec<(u8, String)>,
}

/// Gives the files of the pack and of the engine to `put`, several at a time: a name, relative to their directory, and what makes the bytes,
/// deflated because a host may not compress them. Each of `aliases` is a group of names that mean the same body. The value is every name.
pub fn pack<P>(records: &[Record], aliases: &[Vec<String>], put: P) -> Result<Vec<String>>
where
    P: Fn(&str, &mut dyn FnMut() -> Result<Vec<u8>>) -> Result<()> + Sync,
{
    let Packed { root, chunks } = packed(records, aliases);
    let named = chunks.into_iter().map(|(name, bytes)| (format!("{name:016x}.bin"), bytes));
    let files: Vec<(String, Vec<u8>)> = named.chain([(ROOT.to_owned(), root)]).collect();
    // The last hundredth of a large pack would cost as much time as the rest.
    let level = if files.len() > 1 { Compression::default() } else { Compression::best() };
    // Making one ready for the next costs less than making one for every chunk.
    let ready = || Compress::new(level, false);
    files.par_iter().try_for_each_init(ready, |compress, (name, bytes)| put(name, &mut || deflate(bytes, compress)))?;
    put(ENGINE, &mut || Ok(CLIENT.to_vec()))?;
    Ok(files.into_iter().map(|(name, _)| name).chain([ENGINE.to_owned()]).collect())
}

/// The engine that reads a pack, deflated.
pub fn engine() -> &'static [u8] {
    CLIENT
}

/// The root of a pack as the browser takes it.
pub fn deflated(root: &[u8]) -> Vec<u8> {
    deflate(root, &mut Compress::new(Compression::default(), false)).expect("compressing into memory does not fail")
}

/// Whether a file of the pack is asked for by every search: the root and the engine. The other files are chunks.
pub fn is_fixed(name: &str) -> bool {
    name == ROOT || name == ENGINE
}

/// The pack as its reader wants it: few records as they are, many as an index.
pub fn packed(records: &[Record], aliases: &[Vec<String>]) -> Packed {
    let bytes: usize = records.iter().map(|record| record.text.len() + record.title.len()).sum();
    if bytes <= FEW { plain(records, aliases) } else { indexed(records, aliases) }
}

/// The records as they are, for a reader that indexes them.
pub fn plain(records: &[Record], aliases: &[Vec<String>]) -> Packed {
    let mut sorted = records.to_vec();
    sorted.par_sort_by(|a, b| natural(&a.path, &b.path));
    Packed { root: quyche_client::records(&sorted, aliases), chunks: Vec::new() }
}

/// The records indexed, in chunks that are loaded as they are needed.
pub fn indexed(records: &[Record], aliases: &[Vec<String>]) -> Packed {
    let heads = records.iter().filter(|record| record.kind == "document");
    let documents: HashMap<&str, Document<'_>> = heads.map(|head| (head.document.as_str(), quyche_client::document(head))).collect();
    let mut vocabulary = Vocabulary::new(records);
    let mut writer = Writer::default();
    for ahead in arranged(records).chunks(AHEAD) {
        let found: Vec<Found> = ahead.par_iter().map(|(_, record)| vocabulary.find(record)).collect();
        for ((order, record), found) in ahead.iter().zip(found) {
            let document = documents.get(record.document.as_str()).copied().unwrap_or_default();
            for (field, place, position) in found.words {
                let (word, spelling) = vocabulary.forms[place as usize].numbers(field, &mut writer);
                writer.numbered(field, word, spelling, position);
            }
            found.labels.iter().for_each(|(space, value)| writer.label(*space, value, *order));
            writer.add(&quyche_client::packed(record, document));
        }
    }
    writer.finish(&Label::ORDERED.map(Label::space), aliases)
}

/// The records in the order in which the pack numbers them, each with its place in the order of the paths: those that say alike follow each
/// other, so that the best answers stand in few blocks and equal lists compress to nothing.
fn arranged(records: &[Record]) -> Vec<(u32, &Record)> {
    let mut by_path: Vec<&Record> = records.iter().collect();
    by_path.par_sort_by(|a, b| natural(&a.path, &b.path));
    let keyed = (0_u32..).zip(by_path).map(|(place, record)| (likeness(&record.title), record.text.as_str(), place, record));
    let mut keyed: Vec<(String, &str, u32, &Record)> = keyed.collect();
    keyed.par_sort_by(|a, b| (&a.0, a.1, a.2).cmp(&(&b.0, b.1, b.2)));
    keyed.into_iter().map(|(_, _, place, record)| (place, record)).collect()
}

/// What records have in common that say alike: the headings after the place, numbers left out.
fn likeness(title: &str) -> String {
    let heading = title.split_once(". ").map_or(title, |(_, heading)| heading);
    heading.chars().filter(|character| !character.is_ascii_digit()).collect()
}

impl<'a> Vocabulary<'a> {
    fn new(records: &'a [Record]) -> Self {
        let texts = records.par_iter().flat_map_iter(quyche_client::fields);
        let met = texts.fold(FxHashSet::default, |mut met: FxHashSet<(&str, bool)>, text| {
            met.extend(words(text).map(|word| (word.text, word.length > 1)));
            met
        });
        let all = met.reduce(FxHashSet::default, |one, other| {
            let (mut larger, smaller) = if one.len() < other.len() { (other, one) } else { (one, other) };
            larger.extend(smaller);
            larger
        });
        // In any order: the pack numbers words as the records have them.
        let all: Vec<(&str, bool)> = all.into_iter().collect();
        let forms = all.par_iter().map(|(word, is_number)| Form::new(word, *is_number)).collect();
        Self { places: all.into_iter().zip(0..).collect(), forms }
    }

    /// The words and labels of a record, in order.
    fn find(&self, record: &Record) -> Found {
        let mut labels = Vec::new();
        quyche_client::labels(record, &mut |space, value| labels.push((space, value.to_owned())));
        let fields = quyche_client::fields(record).into_iter().enumerate();
        let found = |(field, text): (usize, &'_ str)| {
            words(text).map(|word| (field, self.places[&(word.text, word.length > 1)], word.position as u32)).collect::<Vec<_>>()
        };
        Found { words: fields.flat_map(found).collect(), labels }
    }
}

impl Form {
    fn new(word: &str, is_number: bool) -> Self {
        let exact = normalise(word).into_owned();
        Self { folded: if is_number { slug(&exact) } else { fold(&exact) }, exact, word: None, spelling: None }
    }

    /// The numbers of the word and of its spelling in a field.
    fn numbers(&mut self, field: usize, writer: &mut Writer) -> (u32, u32) {
        let word = *self.word.get_or_insert_with(|| writer.number(&self.folded));
        let spelled = field < SPELLED;
        (word, if spelled { *self.spelling.get_or_insert_with(|| writer.spelling(word, &self.exact)) } else { 0 })
    }
}

/// What `bytes` are when `compress`, whatever it did before, has them alone.
fn deflate(bytes: &[u8], compress: &mut Compress) -> Result<Vec<u8>> {
    compress.reset();
    let mut deflated = Vec::with_capacity(bytes.len() / 2 + 64);
    loop {
        let from = usize::try_from(compress.total_in()).context("a chunk is in memory")?;
        let status = compress.compress_vec(&bytes[from..], &mut deflated, FlushCompress::Finish);
        if status.context("cannot compress the search index of the browser")? == Status::StreamEnd {
            return Ok(deflated);
        }
        deflated.reserve(bytes.len() / 4 + 64);
    }
}
