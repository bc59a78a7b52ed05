//! Records become the browser's index. Entry point: [`pack`].

use std::collections::HashMap;

use anyhow::Result;
use quyche_pack::{Document, Packed, SPELLED, Writer};
use quyche_query::{Label, Record, natural};
use quyche_text::{fold, normalise, slug, words};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::deflate::Deflater;

/// The engine that reads what is written here, deflated; built from `search/client` by `search/client/build`.
const CLIENT: &[u8] = include_bytes!("../../search/client/dist/client.bin");

/// Name of the engine in the site.
const ENGINE: &str = "client.bin";

/// Name of the root; the chunks beside it are named by their checksums.
const ROOT: &str = "goc.bin";

/// Records with so few bytes of text travel as they are; the browser indexes them in the time that their lists would take to arrive.
const FEW: usize = 256 << 10;

/// Records whose words are looked up beside each other, before they are written one after the other: it bounds what waits in memory, and what
/// is few stays near the processor.
const AHEAD: usize = 512;

/// Words and labels met so far. Looking them up leaves it as it is, so that the records after can be looked at while those before are
/// written.
#[derive(Default)]
struct Vocabulary<'a> {
    words: FxHashMap<Written<'a>, u32>,
    /// The numbers of values in the pack, by space.
    labels: Vec<FxHashMap<String, u32>>,
}

/// A word, or a whole document number, as a record has it; and whether it is such a number.
type Written<'a> = (&'a str, bool);

/// A word in both forms.
struct Form {
    folded: String,
    exact: String,
}

/// The numbers of a word and of its spelling in the pack, each once it was met.
#[derive(Clone, Copy, Default)]
struct Numbers {
    word: Option<u32>,
    spelling: Option<u32>,
}

/// Where a word stands in a record.
struct Occurrence {
    field: u8,
    position: u32,
    /// The place of the word in the vocabulary; [`NEW`] before a new one is entered.
    word: u32,
}

/// The place of a word that is not in the vocabulary.
const NEW: u32 = u32::MAX;

/// What is found of a record by looking at it alone.
struct Found<'a> {
    /// Its words, in order.
    words: Vec<Occurrence>,
    /// Those that are new, in order.
    new: Vec<Written<'a>>,
    /// The numbers of its labels in the pack.
    labels: Vec<u32>,
    /// The labels that are new: space and value.
    unnumbered: Vec<(u8, String)>,
}

/// Gives the files of the pack and of the engine to `put`, several at a time: a name, relative to their directory, and what makes the bytes,
/// deflated because a host may not compress them. Each of `aliases` is a group of names that mean the same body. The value is every name.
pub fn pack<P>(records: &[Record], aliases: &[Vec<String>], put: P) -> Result<Vec<String>>
where
    P: Fn(&str, &mut dyn FnMut() -> Vec<u8>) -> Result<()> + Sync,
{
    let Packed { root, chunks } = packed(records, aliases);
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
    let mut vocabulary = Vocabulary::default();
    let (mut forms, mut numbers): (Vec<Form>, Vec<Numbers>) = Default::default();
    let mut writer = Writer::default();
    let arranged = arranged(records);
    let mut ahead = arranged.chunks(AHEAD).peekable();
    let mut found = ahead.peek().map(|first| vocabulary.find(first)).unwrap_or_default();
    while let Some(now) = ahead.next() {
        forms.extend(vocabulary.enter(&mut found));
        numbers.resize(forms.len(), Numbers::default());
        vocabulary.number(&mut found, &mut writer);
        let next = || ahead.peek().map(|next| vocabulary.find(next)).unwrap_or_default();
        let write = || {
            for ((order, record), found) in now.iter().zip(found) {
                let document = documents.get(record.document.as_str()).copied().unwrap_or_default();
                for Occurrence { field, position, word } in found.words {
                    let (field, word) = (usize::from(field), word as usize);
                    let (word, spelling) = numbers[word].of(&forms[word], field, &mut writer);
                    writer.numbered(field, word, spelling, position);
                }
                found.labels.iter().for_each(|label| writer.labelled(*label, *order));
                writer.add(&quyche_client::packed(record, document));
            }
        };
        (found, ()) = rayon::join(next, write);
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
    /// The words and labels of each record, in order.
    fn find(&self, records: &[(u32, &'a Record)]) -> Vec<Found<'a>> {
        let of_one = |(_, record): &(u32, &'a Record)| {
            let (mut labels, mut unnumbered) = (Vec::new(), Vec::new());
            quyche_client::labels(
                record,
                &mut |space, value| match self.labels.get(usize::from(space)).and_then(|values| values.get(value)) {
                    Some(number) => labels.push(*number),
                    None => unnumbered.push((space, value.to_owned())),
                },
            );
            let (mut occurrences, mut new) = (Vec::with_capacity(record.text.len() / 4), Vec::new());
            for (field, text) in (0..).zip(quyche_client::fields(record)) {
                for word in words(text) {
                    let written = (word.text, word.length > 1);
                    let known = self.words.get(&written).copied();
                    if known.is_none() {
                        new.push(written);
                    }
                    occurrences.push(Occurrence { field, position: word.position as u32, word: known.unwrap_or(NEW) });
                }
            }
            Found { words: occurrences, new, labels, unnumbered }
        };
        records.par_iter().map(of_one).collect()
    }

    /// Gives every new word of `found` a place; the value is their forms, in the order of their places.
    fn enter(&mut self, found: &mut [Found<'a>]) -> Vec<Form> {
        let mut new = Vec::new();
        for one in found {
            let unplaced = one.words.iter_mut().filter(|occurrence| occurrence.word == NEW);
            for (occurrence, written) in unplaced.zip(&one.new) {
                let next = self.words.len() as u32;
                occurrence.word = *self.words.entry(*written).or_insert_with(|| {
                    new.push(*written);
                    next
                });
            }
        }
        new.par_iter().map(|(word, is_number)| Form::new(word, *is_number)).collect()
    }

    /// Gives every new label of `found` its number.
    fn number(&mut self, found: &mut [Found<'a>], writer: &mut Writer) {
        for one in found {
            for (space, value) in one.unnumbered.drain(..) {
                let number = writer.label_number(space, &value);
                let place = usize::from(space);
                if self.labels.len() <= place {
                    self.labels.resize_with(place + 1, FxHashMap::default);
                }
                self.labels[place].insert(value, number);
                one.labels.push(number);
            }
        }
    }
}

impl Form {
    fn new(word: &str, is_number: bool) -> Self {
        let exact = normalise(word).into_owned();
        Self { folded: if is_number { slug(&exact) } else { fold(&exact) }, exact }
    }
}

impl Numbers {
    /// The numbers of the word `form` and of its spelling in a field.
    fn of(&mut self, form: &Form, field: usize, writer: &mut Writer) -> (u32, u32) {
        let word = *self.word.get_or_insert_with(|| writer.number(&form.folded));
        let spelled = field < SPELLED;
        (word, if spelled { *self.spelling.get_or_insert_with(|| writer.spelling(word, &form.exact)) } else { 0 })
    }
}
