//! Correct texts as streams of word ids, one stream a weight. Entry point: [`read`].

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Read;

use anyhow::{Context, Result};
use quyche_text::{is_exact_syllable, split_joined};

use crate::restore::letters::bare;
use crate::restore::page::is_capitals;
use crate::restore::train::misprints::{Document, documents};
use crate::restore::unit::{BREAK, FIRST_WORD, UNKNOWN, Unit, WordId, key, units};
use crate::restore::vocabulary::Vocabulary;

/// A file of correct text.
#[derive(Debug)]
pub struct CorpusFile {
    /// Its name; `….xz` is compressed.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How often each of its words counts. Between 1 and 20.
    pub weight: u32,
}

/// Sightings a syllable needs to be a word, and any other run of letters (a name, an abbreviation).
const SYLLABLE_SEEN: u32 = 3;
const OTHER_SEEN: u32 = 30;
/// An abbreviation with a `đ` needs fewer: without the word the mark cannot come back.
const STROKED_SEEN: u32 = 6;
/// A paragraph of more units than this is counted once, however often it is repeated.
const REPEATABLE: usize = 6;

/// A text as word ids, and what each counts for.
#[derive(Debug)]
pub(crate) struct Stream {
    pub(crate) words: Vec<WordId>,
    pub(crate) weight: u32,
}

/// Reads texts, each with what its words count for, without the documents `misread`; paragraphs for which `passed_over` holds are left out.
pub(crate) fn read(
    texts: &[(String, u32)],
    misread: &HashSet<Document>,
    passed_over: impl Fn(&str) -> bool,
) -> (Vocabulary, Vec<u8>, Vec<Stream>) {
    let mut collector = Collector::default();
    let mut raw = Vec::new();
    for (file, (text, weight)) in texts.iter().enumerate() {
        let mut words = Vec::new();
        for (document, line) in documents(text) {
            if !misread.contains(&(file, document)) && !passed_over(line) {
                collector.paragraph(line, *weight, &mut words);
            }
        }
        raw.push((words, *weight));
    }
    let (vocabulary, capitals, ids) = collector.vocabulary();
    let streams =
        raw.into_iter().map(|(words, weight)| Stream { words: words.into_iter().map(|word| ids[word as usize]).collect(), weight });
    (vocabulary, capitals, streams.collect())
}

/// The text of a file, composed.
pub(crate) fn decoded(file: &CorpusFile) -> Result<String> {
    let mut text = String::new();
    if file.name.ends_with(".xz") {
        let mut reader = lzma_rust2::XzReader::new(file.bytes.as_slice(), true);
        reader.read_to_string(&mut text).with_context(|| format!("cannot unpack `{}`", file.name))?;
    } else {
        text = String::from_utf8_lossy(&file.bytes).into_owned();
    }
    Ok(quyche_text::nfc(&text).into_owned())
}

/// A word with its weighted sightings, and those within a sentence: in all, and with a capital.
#[derive(Debug)]
struct Counted {
    key: String,
    count: u32,
    inner: u32,
    large: u32,
}

/// Words by provisional number, in order of first sight; the classes have theirs from the start.
#[derive(Debug, Default)]
struct Collector {
    spellings: HashMap<String, u32>,
    keys: HashMap<String, u32>,
    words: Vec<Counted>,
    paragraphs: HashSet<u64>,
}

impl Collector {
    fn paragraph(&mut self, line: &str, weight: u32, words: &mut Vec<u32>) {
        let start = words.len();
        let mut large = Vec::new();
        units(line, |unit| {
            let number = match unit {
                Unit::Class(class) => u32::from(class),
                Unit::Word(word) => self.number(word),
            };
            large.push(matches!(unit, Unit::Word(word) if word.starts_with(char::is_uppercase)));
            words.push(number);
        });
        let mut hasher = DefaultHasher::new();
        words[start..].hash(&mut hasher);
        if words.len() - start > REPEATABLE && !self.paragraphs.insert(hasher.finish()) {
            words.truncate(start);
            return;
        }
        let heading = is_capitals(line);
        for (at, number) in words[start..].iter().enumerate() {
            if let Some(index) = number.checked_sub(u32::from(FIRST_WORD)) {
                let word = &mut self.words[index as usize];
                word.count += weight;
                if at > 0 && words[start + at - 1] != u32::from(BREAK) && !heading {
                    word.inner += weight;
                    word.large += u32::from(large[at]) * weight;
                }
            }
        }
        if words.len() > start && words.last() != Some(&u32::from(BREAK)) {
            words.push(u32::from(BREAK));
        }
    }

    fn number(&mut self, spelling: &str) -> u32 {
        if let Some(number) = self.spellings.get(spelling) {
            return *number;
        }
        let key = key(spelling);
        let next = u32::from(FIRST_WORD) + self.words.len() as u32;
        let number = *self.keys.entry(key.clone()).or_insert(next);
        if number == next {
            self.words.push(Counted { key, count: 0, inner: 0, large: 0 });
        }
        self.spellings.insert(spelling.to_owned(), number);
        number
    }

    /// The words that are frequent enough, most frequent first, and the final id of each provisional number.
    fn vocabulary(self) -> (Vocabulary, Vec<u8>, Vec<WordId>) {
        let mut kept: Vec<(usize, &Counted)> = self.words.iter().enumerate().filter(|(_, word)| is_word(&word.key, word.count)).collect();
        kept.sort_by(|(_, a), (_, b)| b.count.cmp(&a.count).then_with(|| a.key.cmp(&b.key)));
        let mut ids: Vec<WordId> = (0..FIRST_WORD).collect();
        ids.resize(usize::from(FIRST_WORD) + self.words.len(), UNKNOWN);
        for (rank, (number, _)) in kept.iter().enumerate() {
            ids[usize::from(FIRST_WORD) + number] = FIRST_WORD + rank as WordId;
        }
        let share = |word: &Counted| (f64::from(word.large) + 0.3) / (f64::from(word.inner) + 3.0);
        let capitals = kept.iter().map(|(_, word)| (255.0 * share(word)).round() as u8).collect();
        (Vocabulary::new(kept.into_iter().map(|(_, word)| word.key.clone()).collect()), capitals, ids)
    }
}

fn is_word(word: &str, count: u32) -> bool {
    if is_exact_syllable(word) {
        return count >= SYLLABLE_SEEN;
    }
    let abbreviation = !word.contains(|c: char| "aeiouy".contains(bare(c)));
    if abbreviation && word.contains('đ') {
        return count >= STROKED_SEEN && word.chars().count() <= 12;
    }
    let joined = word.chars().count() > 4 && !split_joined(word).is_empty();
    count >= OTHER_SEEN && word.chars().count() <= 12 && (!joined || count >= 20 * OTHER_SEEN)
}
