//! Records become the browser's index. Entry points: [`packed`] and [`put_pack`]; or [`runs`], [`Run::part`] for each, [`put_together`], to keep
//! those that have not changed.

use std::borrow::{Borrow, Cow};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Mutex;

use anyhow::{Error, Result, anyhow};
use blake3::Hash;
use quyche_pack::{Fault, Joined, Keys, Outline, Packed, SPELLED, Store, Writer};
use quyche_query::{Label, Record, natural};
use quyche_text::{fold, normalise, slug, words};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::deflate::Deflater;
use crate::index::brief::{Alike, Brief, Held, Mark};
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

/// Chunks with their names.
pub type Chunks = Vec<(u64, Vec<u8>)>;

/// Records that follow each other in the pack.
#[derive(Debug)]
pub struct Run {
    /// Their numbers in the order of the paths.
    pub records: Vec<u32>,
    /// Of everything that a program makes its part of.
    pub sum: Hash,
}

/// The numbers of a word and of its spelling in a part.
struct Numbers {
    word: u32,
    /// How the word is spelled.
    exact: String,
    /// `None` before it was met in a field that keeps spellings.
    spelling: Option<u32>,
}

/// Takes a file of a pack: a name, relative to its directory, and what makes the bytes, deflated because a host may not compress them.
pub trait Put: Fn(&str, &mut dyn FnMut() -> Vec<u8>) -> Result<()> + Sync {}

impl<P: Fn(&str, &mut dyn FnMut() -> Vec<u8>) -> Result<()> + Sync> Put for P {}

/// Gives the files of the pack and of the engine to `put`, several at a time. The value is every name.
pub fn put_pack(packed: Packed, put: impl Put) -> Result<Vec<String>> {
    let Packed { root, chunks } = packed;
    let named = chunks.into_iter().map(|(name, bytes)| (chunk_file(name), bytes));
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

/// The file of the chunk with this name.
pub fn chunk_file(name: u64) -> String {
    format!("{name:016x}.bin")
}

/// Whether a file of the pack is asked for by every search: the root and the engine. The other files are chunks.
pub fn is_fixed(name: &str) -> bool {
    name == ROOT || name == ENGINE
}

/// The pack as its reader wants it: few records as they are, many as an index. Each of `aliases` is a group of names that mean the same body.
pub fn packed(records: &[Record], aliases: &[Vec<String>]) -> Packed {
    if is_few(&Held::all(records).1) { plain(records, aliases) } else { indexed(records, aliases) }
}

/// Whether records travel as they are.
pub fn is_few<B: Borrow<Brief>>(briefs: &[B]) -> bool {
    briefs.iter().map(|brief| brief.borrow().length()).sum::<usize>() <= FEW
}

/// The records as they are, for a reader that indexes them.
pub fn plain(records: &[Record], aliases: &[Vec<String>]) -> Packed {
    let mut sorted = records.to_vec();
    sorted.par_sort_by(|a, b| natural(&a.path, &b.path));
    Packed { root: quyche_client::records(&sorted, aliases), chunks: Vec::new() }
}

/// The records indexed, in chunks that are loaded as they are needed.
pub fn indexed(records: &[Record], aliases: &[Vec<String>]) -> Packed {
    let (held, briefs) = Held::all(records);
    let runs = runs(&briefs);
    let (parts, shown): (Vec<Vec<u8>>, Vec<Chunks>) = runs.par_iter().map(|run| run.part(&held)).unzip();
    together(&runs, &parts, shown.into_iter().flatten().collect(), aliases).expect("parts are read as they were written")
}

/// The pack of runs, each with its part; to its chunks come those that hold what is `shown` of records.
pub fn together(runs: &[Run], parts: &[Vec<u8>], shown: Chunks, aliases: &[Vec<String>]) -> Result<Packed> {
    let mut chunks: BTreeMap<u64, Vec<u8>> = shown.into_iter().collect();
    let outlines = parts.iter().map(|part| outline(part)).collect::<Result<Vec<_>>>()?;
    let read = |part: usize, range| parts[part].get(range).map(Cow::Borrowed);
    let root = join(runs, &outlines, read, aliases, &mut |name, bytes| _ = chunks.insert(name, bytes))?;
    Ok(Packed { root, chunks: chunks.into_iter().collect() })
}

/// A part without its entries.
pub fn outline(part: &[u8]) -> Result<Outline> {
    Outline::new(part).map_err(unreadable)
}

/// Takes the place of a part among others, and gives bytes of it.
pub trait ReadPart<'p>: Fn(usize, Range<usize>) -> Option<Cow<'p, [u8]>> + Send + Sync {}

impl<'p, R: Fn(usize, Range<usize>) -> Option<Cow<'p, [u8]>> + Send + Sync> ReadPart<'p> for R {}

/// Gives the files of the pack that [`together`] makes, but for what is shown of records, and of the engine, to `put`, several at a time and
/// while it is made. The value is the name of each.
pub fn put_together<'p>(
    runs: &'p [Run],
    outlines: &'p [Outline],
    read: impl ReadPart<'p>,
    aliases: &[Vec<String>],
    put: impl Put,
) -> Result<Vec<String>> {
    let (ready, failed) = (Mutex::new(Vec::<Deflater>::new()), Mutex::new(None));
    let put_one = |name: &str, bytes: &[u8]| {
        let mut deflater = ready.lock().expect(UNPANICKED).pop().unwrap_or_default();
        if let Err(error) = put(name, &mut || deflater.deflate(bytes)) {
            failed.lock().expect(UNPANICKED).get_or_insert(error);
        }
        ready.lock().expect(UNPANICKED).push(deflater);
    };
    let mut names = BTreeSet::new();
    rayon::scope(|scope| {
        let mut put_chunk = |name: u64, bytes: Vec<u8>| {
            if names.insert(name) {
                let put_one = &put_one;
                scope.spawn(move |_| put_one(&chunk_file(name), &bytes));
            }
        };
        join(runs, outlines, read, aliases, &mut put_chunk).map(|root| put_one(ROOT, &root))
    })?;
    if let Some(error) = failed.into_inner().expect(UNPANICKED) {
        return Err(error);
    }
    put(ENGINE, &mut || CLIENT.to_vec())?;
    Ok(names.into_iter().map(chunk_file).chain([ROOT, ENGINE].map(str::to_owned)).collect())
}

/// Of the locks of [`put_together`].
const UNPANICKED: &str = "no writer panics while it holds the list";

/// Bytes of parts that are joined by one thread at a time, about.
const JOINED: usize = 512 << 10;

/// Pieces of that size for each thread that are joined while those before them are written: so many that the thread which has written still
/// finds some to join.
const AHEAD: usize = 4;

fn unreadable(fault: Fault) -> Error {
    anyhow!("a part of the browser's index cannot be read: {fault:?}")
}

/// Joins every run, each as its part: while the keys of some are written, those after them are joined. The value is the root.
fn join<'p>(
    runs: &'p [Run],
    outlines: &'p [Outline],
    read: impl ReadPart<'p>,
    aliases: &[Vec<String>],
    put_chunk: &mut (dyn FnMut(u64, Vec<u8>) + Send),
) -> Result<Vec<u8>> {
    let orders = runs.iter().map(|run| run.records.as_slice());
    let joined = Joined::new(outlines.iter().zip(orders), read).map_err(unreadable)?;
    let ranges = joined.ranges(JOINED);
    let ordered = Label::ORDERED.map(Label::space);
    let mut root = joined.begin(put_chunk);
    let mut ready: Vec<Keys> = Vec::new();
    for next in ranges.chunks(rayon::current_num_threads() * AHEAD) {
        let keys = || next.par_iter().map(|range| joined.keys(range, &ordered)).collect::<Result<_, Fault>>();
        let ((), keys) = rayon::join(|| ready.iter().for_each(|keys| root.keys(keys)), keys);
        ready = keys.map_err(unreadable)?;
    }
    ready.iter().for_each(|keys| root.keys(keys));
    Ok(root.finish(aliases))
}

/// The records of a site, given in the order of the paths, in that in which the pack numbers them: those that say alike follow each other, so that
/// the best answers stand in few blocks and equal lists compress to nothing. Where a run ends is said by the path of the record after it.
pub fn runs<B: Borrow<Brief>>(briefs: &[B]) -> Vec<Run> {
    // Many regulations say the same: what they are compared by is put in order once.
    let mut kinds: FxHashMap<&Alike, u32> = FxHashMap::default();
    let mut counts: Vec<usize> = Vec::new();
    let mut of: Vec<u32> = Vec::with_capacity(briefs.len());
    for brief in briefs {
        let new = counts.len() as u32;
        let kind = *kinds.entry(brief.borrow().alike()).or_insert(new);
        if kind == new {
            counts.push(0);
        }
        counts[kind as usize] += 1;
        of.push(kind);
    }
    let mut kinds = Vec::from_iter(kinds);
    kinds.par_sort_unstable();
    // Of each kind where its next record comes to stand.
    let mut places = vec![0; counts.len()];
    let mut start = 0;
    for (_, kind) in kinds {
        places[kind as usize] = start;
        start += counts[kind as usize];
    }
    let mut arranged = vec![(0, Mark::default()); briefs.len()];
    for ((number, kind), brief) in (0..).zip(of).zip(briefs) {
        let place = &mut places[kind as usize];
        arranged[*place] = (number, *brief.borrow().mark());
        *place += 1;
    }
    let run = |records: &[(u32, Mark)]| Run {
        records: records.iter().map(|(number, _)| *number).collect(),
        sum: Mark::checksum(&mut Sum::default(), records.iter().map(|(_, mark)| mark)),
    };
    arranged.chunk_by(|(_, left), (_, right)| !right.begins(left, RUN)).map(run).collect()
}

impl Run {
    /// Its records indexed, to be put together with those of the other runs, and the chunks that hold what is shown of them.
    pub fn part(&self, held: &Held<'_>) -> (Vec<u8>, Chunks) {
        let mut writer = Writer::default();
        let mut known: FxHashMap<(&str, bool), Numbers> = FxHashMap::default();
        let mut store = Store::default();
        for number in &self.records {
            let record = held.record(*number);
            for (field, text) in quyche_client::fields(record).into_iter().enumerate() {
                for word in words(text) {
                    let is_number = word.length > 1;
                    let numbers = known.entry((word.text, is_number)).or_insert_with(|| Numbers::new(word.text, is_number, &mut writer));
                    let spelling = if field < SPELLED { numbers.spelling(&mut writer) } else { 0 };
                    writer.numbered(field, numbers.word, spelling, word.position as u32);
                }
            }
            quyche_client::labels(record, &mut |space, value| writer.label(space, value, *number));
            writer.add(&record.kind, record.weight());
            store.add(&quyche_client::packed(record, held.document(record)));
        }
        let shown = writer.show(store);
        (writer.part(), shown)
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
        let mut parts: BTreeMap<[u8; 32], (Vec<u8>, Chunks)> = BTreeMap::new();
        // How many runs there are, and how many of them were indexed.
        let mut compare = |records: &[Record]| {
            let before = parts.len();
            let (held, briefs) = Held::all(records);
            let runs = runs(&briefs);
            let over: Vec<(Vec<u8>, Chunks)> =
                runs.iter().map(|run| parts.entry(*run.sum.as_bytes()).or_insert_with(|| run.part(&held)).clone()).collect();
            let (over, shown): (Vec<_>, Vec<_>) = over.into_iter().unzip();
            assert!(together(&runs, &over, shown.concat(), &[]).expect("parts can be read") == indexed(records, &[]));
            (runs.len(), parts.len() - before)
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
