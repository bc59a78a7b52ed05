//! Records become the browser's index. Entry points: [`packed`], [`put_pack`].

use std::collections::HashMap;

use anyhow::{Result, anyhow};
use blake3::Hash;
use quyche_pack::{Document, Packed, SPELLED, Store, Writer};
use quyche_query::{Label, Record, natural};
use quyche_text::{fold, normalise, slug, words};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::deflate::Deflater;
use crate::index::write::{self, Summed};
use crate::sum::Sum;

/// The engine that reads what is written here, deflated; built from `search/client` by `search/client/build`.
const CLIENT: &[u8] = include_bytes!("../../search/client/dist/client.bin");

/// Name of the engine in the site.
const ENGINE: &str = "client.bin";

/// Name of the root; the chunks beside it are named by their checksums.
const ROOT: &str = "goc.bin";

/// Records with so few bytes of text travel as they are; the browser indexes them in the time that their lists would take to arrive.
const FEW: usize = 256 << 10;

/// Records of a run, in the mean. A change costs the runs in which the record was and is; each has a vocabulary of its own, so many small
/// ones cost more to put together.
const RUN: u32 = 1024;

/// Records that follow each other in the pack, each with its place in the order of the paths.
#[derive(Debug)]
pub struct Run<'r> {
    records: Vec<(u32, Summed<'r>)>,
}

/// The numbers of a word and of its spelling in a part.
struct Numbers {
    word: u32,
    /// How the word is spelled.
    exact: String,
    /// `None` before it was met in a field that keeps spellings.
    spelling: Option<u32>,
}

/// Gives the files of the pack and of the engine to `put`, several at a time: a name, relative to their directory, and what makes the bytes,
/// deflated because a host may not compress them. The value is every name.
pub fn put_pack<P>(packed: Packed, put: P) -> Result<Vec<String>>
where
    P: Fn(&str, &mut dyn FnMut() -> Vec<u8>) -> Result<()> + Sync,
{
    let Packed { root, chunks } = packed;
    let named = chunks.into_iter().map(|(name, bytes)| (format!("{name:016x}.bin"), bytes));
    let files: Vec<(String, Vec<u8>)> = named.chain([(ROOT.to_owned(), root)]).collect();
    let ready = || if files.len() > 1 { Deflater::default() } else { Deflater::best() };
    files.par_iter().try_for_each_init(ready, |deflater, (name, bytes)| put(name, &mut || deflater.deflate(bytes)))?;
    put(ENGINE, &mut || CLIENT.to_vec())?;
    Ok(files.into_iter().map(|(name, _)| name).chain([ENGINE.to_owned()]).collect())
}

/// The engine that reads a pack, deflated.
pub fn engine() -> &'static [u8] {
    CLIENT
}

/// The root of a pack as the browser takes it.
pub fn deflated(root: &[u8]) -> Vec<u8> {
    Deflater::default().deflate(root)
}

/// Whether a file of the pack is asked for by every search: the root and the engine. The other files are chunks.
pub fn is_fixed(name: &str) -> bool {
    name == ROOT || name == ENGINE
}

/// The pack as its reader wants it: few records as they are, many as an index, which is put together from what `parts` gives for each run.
/// Each of `aliases` is a group of names that mean the same body.
pub fn packed<B: AsRef<[u8]> + Sync>(
    sorted: &[Summed<'_>],
    aliases: &[Vec<String>],
    parts: impl FnOnce(&[Run<'_>]) -> Vec<B>,
) -> Result<Packed> {
    let bytes: usize = sorted.iter().map(|Summed { record, .. }| record.text.len() + record.title.len()).sum();
    if bytes <= FEW {
        let records: Vec<Record> = sorted.iter().map(|summed| summed.record.clone()).collect();
        return Ok(plain(&records, aliases));
    }
    let runs = runs(sorted);
    let parts = parts(&runs);
    together(&runs, &parts, aliases)
}

/// The records as they are, for a reader that indexes them.
pub fn plain(records: &[Record], aliases: &[Vec<String>]) -> Packed {
    let mut sorted = records.to_vec();
    sorted.par_sort_by(|a, b| natural(&a.path, &b.path));
    Packed { root: quyche_client::records(&sorted, aliases), chunks: Vec::new() }
}

/// The records indexed, in chunks that are loaded as they are needed.
pub fn indexed(records: &[Record], aliases: &[Vec<String>]) -> Packed {
    let runs = runs(&write::sorted(records));
    together(&runs, &parts(&runs), aliases).expect("parts are read as they were written")
}

/// The part of each run.
pub fn parts(runs: &[Run<'_>]) -> Vec<Vec<u8>> {
    runs.par_iter().map(Run::part).collect()
}

/// The pack of runs, each with its part.
fn together<B: AsRef<[u8]> + Sync>(runs: &[Run<'_>], parts: &[B], aliases: &[Vec<String>]) -> Result<Packed> {
    let found = || {
        let mut writer = Writer::default();
        for (run, part) in runs.iter().zip(parts) {
            let orders: Vec<u32> = run.records.iter().map(|(order, _)| *order).collect();
            writer.append(part.as_ref(), &orders).map_err(|fault| anyhow!("a part of the browser's index cannot be read: {fault:?}"))?;
        }
        Ok(writer)
    };
    let shown = || {
        let records = || runs.iter().flat_map(|run| &run.records).map(|(_, summed)| summed.record);
        let heads = records().filter(|record| record.kind == "document");
        let documents: HashMap<&str, Document<'_>> = heads.map(|head| (head.document.as_str(), quyche_client::document(head))).collect();
        let mut store = Store::default();
        for record in records() {
            let document = documents.get(record.document.as_str()).copied().unwrap_or_default();
            store.add(&quyche_client::packed(record, document));
        }
        store
    };
    let (writer, store): (Result<Writer>, Store) = rayon::join(found, shown);
    Ok(writer?.finish(store, &Label::ORDERED.map(Label::space), aliases))
}

/// The records in the order in which the pack numbers them: those that say alike follow each other, so that the best answers stand in few
/// blocks and equal lists compress to nothing. Where a run ends is said by the path of the record after it.
fn runs<'r>(sorted: &[Summed<'r>]) -> Vec<Run<'r>> {
    let keyed = (0..sorted.len() as u32).into_par_iter().zip(sorted).map(|(place, summed)| {
        let text = summed.record.text.as_str();
        // The beginning by itself: most comparisons end with it, and need not go to where the text lies.
        let mut beginning = [0; 16];
        beginning.iter_mut().zip(text.bytes()).for_each(|(to, byte)| *to = byte);
        ((likeness(&summed.record.title), beginning, text, place), *summed)
    });
    let mut keyed: Vec<_> = keyed.collect();
    keyed.par_sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    let arranged: Vec<(u32, Summed<'_>)> = keyed.into_iter().map(|((_, _, _, place), summed)| (place, summed)).collect();
    arranged.chunk_by(|_, (_, right)| !right.begins(RUN)).map(|records| Run { records: records.to_vec() }).collect()
}

/// What records have in common that say alike: the headings after the place, numbers left out.
fn likeness(title: &str) -> String {
    let heading = title.split_once(". ").map_or(title, |(_, heading)| heading);
    heading.chars().filter(|character| !character.is_ascii_digit()).collect()
}

impl Run<'_> {
    /// Of everything that a program makes its part of.
    pub fn checksum(&self) -> Hash {
        let mut sum = Sum::default();
        sum.hashes(self.records.iter().map(|(_, summed)| &summed.sum));
        sum.finish()
    }

    /// Its records indexed, to be put together with those of the other runs.
    pub fn part(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        let mut known: FxHashMap<(&str, bool), Numbers> = FxHashMap::default();
        for (order, Summed { record, .. }) in &self.records {
            for (field, text) in quyche_client::fields(record).into_iter().enumerate() {
                for word in words(text) {
                    let is_number = word.length > 1;
                    let numbers = known.entry((word.text, is_number)).or_insert_with(|| Numbers::new(word.text, is_number, &mut writer));
                    let spelling = if field < SPELLED { numbers.spelling(&mut writer) } else { 0 };
                    writer.numbered(field, numbers.word, spelling, word.position as u32);
                }
            }
            quyche_client::labels(record, &mut |space, value| writer.label(space, value, *order));
            writer.add(&record.kind, record.weight());
        }
        writer.part()
    }
}

impl Numbers {
    /// Of a word, or a whole document number, as a record has it.
    fn new(word: &str, is_number: bool, writer: &mut Writer) -> Self {
        let exact = normalise(word).into_owned();
        Self { word: writer.number(&if is_number { slug(&exact) } else { fold(&exact) }), exact, spelling: None }
    }

    fn spelling(&mut self, writer: &mut Writer) -> u32 {
        *self.spelling.get_or_insert_with(|| writer.spelling(self.word, &self.exact))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn record(number: usize) -> Record {
        Record {
            path: format!("446-qd-tu/quy-che/dieu-{number}"),
            kind: String::from("dieu"),
            document: String::from("446-qd-tu"),
            title: format!("Điều {number}. {}", ["Báo cáo", "Phối hợp", "Tổ chức thực hiện"][number % 3]),
            text: format!("Công tác dân vận, bản và bàn số {}, {}", number % 17, number * number),
            organisations: vec![format!("co-quan-{}", number % 5)],
            ..Record::default()
        }
    }

    #[test]
    fn an_edit_costs_few_runs_and_the_pack_is_the_same() {
        let mut parts: BTreeMap<[u8; 32], Vec<u8>> = BTreeMap::new();
        // How many runs there are, and how many of them were indexed.
        let mut compare = |records: &[Record]| {
            let (mut all, before) = (0, parts.len());
            let over = packed(&write::sorted(records), &[], |runs| {
                all = runs.len();
                runs.iter().map(|run| parts.entry(*run.checksum().as_bytes()).or_insert_with(|| run.part()).clone()).collect()
            });
            assert!(over.expect("parts can be read") == indexed(records, &[]));
            (all, parts.len() - before)
        };
        let mut records: Vec<Record> = (1..12_000).map(record).collect();
        let (all, new) = compare(&records);
        assert!(all > 6, "{all} runs");
        assert_eq!(new, all);
        records[7].text.push_str(" Bán");
        assert!(compare(&records).1 <= 2);
        // The place of every record after it in the order of the paths is another.
        records.remove(5_000);
        assert_eq!(compare(&records).1, 1);
        records.push(Record { title: String::from("Lời mở đầu"), ..record(20_000) });
        assert!(compare(&records).1 <= 2);
        assert_eq!(compare(&records), (all, 0));
    }
}
