//! Phrases of the document, as an earlier pass read them, each place leaving itself out, and of other documents. Entry point: [`Memory`].

use rustc_hash::FxHashMap;

use crate::restore::model::Model;
use crate::restore::unit::{BREAK, Unit, WordId, is_word, key, units};

/// Sightings of the shorter history that a longer one must outweigh. Between 0.5 and 5.
const DOUBT: f32 = 1.0;
/// Sightings of a history that give the memory half its share.
const HALF: f32 = 8.0;

/// Sequences of up to three words, counted.
#[derive(Debug, Default, Clone)]
struct Sequences {
    total: f32,
    single: FxHashMap<WordId, u32>,
    pairs: FxHashMap<(WordId, WordId), u32>,
    triples: FxHashMap<(WordId, WordId, WordId), u32>,
}

impl Sequences {
    fn new(words: &[WordId]) -> Sequences {
        let mut counted = Sequences { total: words.len() as f32, ..Sequences::default() };
        for (at, word) in words.iter().enumerate() {
            *counted.single.entry(*word).or_default() += 1;
            if at > 0 {
                *counted.pairs.entry((words[at - 1], *word)).or_default() += 1;
            }
            if at > 1 {
                *counted.triples.entry((words[at - 2], words[at - 1], *word)).or_default() += 1;
            }
        }
        counted
    }

    fn one(&self, word: WordId) -> u32 {
        self.single.get(&word).copied().unwrap_or(0)
    }

    fn two(&self, before: WordId, word: WordId) -> u32 {
        self.pairs.get(&(before, word)).copied().unwrap_or(0)
    }

    fn three(&self, history: [WordId; 2], word: WordId) -> u32 {
        self.triples.get(&(history[0], history[1], word)).copied().unwrap_or(0)
    }
}

/// Phrases of other documents: correct texts, counted.
#[derive(Debug, Default, Clone)]
pub struct Phrases(Sequences);

impl Phrases {
    /// Learns correct texts; words that the model does not know teach nothing.
    pub fn new<'a>(texts: impl Iterator<Item = &'a str>, model: &Model) -> Phrases {
        let mut words = Vec::new();
        for line in texts.flat_map(str::lines) {
            units(line, |unit| {
                words.push(match unit {
                    Unit::Class(class) => class,
                    Unit::Word(word) => model.vocabulary.id(&key(word)),
                });
            });
            words.push(BREAK);
        }
        Phrases(Sequences::new(&words))
    }
}

/// One reading of a document, and the phrases of others.
#[derive(Debug)]
pub(crate) struct Memory<'a> {
    words: Vec<WordId>,
    own: Sequences,
    others: &'a Sequences,
}

impl<'a> Memory<'a> {
    /// Remembers a reading, empty before the first.
    pub(crate) fn new(words: Vec<WordId>, phrases: &'a Phrases) -> Memory<'a> {
        Memory { own: Sequences::new(&words), words, others: &phrases.0 }
    }

    /// What is known of the words `history` before `place`.
    pub(crate) fn after(&self, place: usize, history: [WordId; 2]) -> After<'_> {
        let before = |back: usize| place.checked_sub(back).and_then(|at| self.words.get(at).copied());
        // Histories next to this place were read together with it; they leave themselves out as well.
        let own_one = before(1) == Some(history[1]);
        let own_two = own_one && before(2) == Some(history[0]);
        let pair_total = count(self.own.one(history[1]), self.others.one(history[1]), own_one);
        let triple_total = count(self.own.two(history[0], history[1]), self.others.two(history[0], history[1]), own_two);
        After { memory: self, history, own: before(0), own_one, own_two, pair_total, triple_total }
    }
}

/// Two words at one place, and how often they were met.
#[derive(Debug)]
pub(crate) struct After<'a> {
    memory: &'a Memory<'a>,
    history: [WordId; 2],
    own: Option<WordId>,
    own_one: bool,
    own_two: bool,
    pair_total: f32,
    triple_total: f32,
}

impl After<'_> {
    /// The log probability of `word` here, `language` of the language model with a `share` of the other places of the document.
    pub(crate) fn mixed(&self, language: f32, word: WordId, share: f32) -> f32 {
        let (memory, history) = (self.memory, self.history);
        let total = memory.own.total + memory.others.total;
        if total == 0.0 || !is_word(word) {
            return language;
        }
        let own = self.own == Some(word);
        let one = count(memory.own.one(word), memory.others.one(word), own) / total;
        let pair = count(memory.own.two(history[1], word), memory.others.two(history[1], word), own && self.own_one);
        let two = (pair + DOUBT * one) / (self.pair_total + DOUBT);
        let triple = count(memory.own.three(history, word), memory.others.three(history, word), own && self.own_two);
        let three = (triple + DOUBT * two) / (self.triple_total + DOUBT);
        let seen = self.pair_total.min(self.triple_total * 4.0);
        let share = share * (0.2 + seen) / (HALF + seen);
        ((1.0 - share) * language.exp() + share * three).max(1e-30).ln()
    }
}

/// Sightings, one less where the place itself is among them.
fn count(own: u32, others: u32, itself: bool) -> f32 {
    (own + others).saturating_sub(u32::from(itself)) as f32
}
