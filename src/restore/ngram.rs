//! The language model: a back-off model of four words as a trie, probabilities in a byte each. Entry points: [`Ngrams`] and [`State`].

use crate::restore::bytes::{Reader, Writer};
use crate::restore::unit::{NOTHING, WordId};

/// Words of the longest sequence that is counted.
pub(crate) const ORDER: usize = 4;
/// No such node.
pub(crate) const NONE: u32 = u32::MAX;
/// Steps of a quantised logarithm: a byte spans sixteen nats.
const STEPS: f32 = 16.0;

/// All sequences of one length, sorted; parallel arrays.
#[derive(Debug, Default, Clone)]
pub(crate) struct Level {
    /// The last word of each sequence.
    pub(crate) words: Vec<WordId>,
    /// Its probability after the words before it, quantised.
    pub(crate) probabilities: Vec<u8>,
    /// The weight of the shorter history for words not seen after this sequence, quantised; empty at the longest length.
    pub(crate) backoffs: Vec<u8>,
    /// Where the continuations of each sequence begin in the next level; one longer than `words`, empty at the longest length.
    pub(crate) first: Vec<u32>,
}

/// The model: `levels[n]` holds the sequences of `n + 1` words.
#[derive(Debug, Default, Clone)]
pub(crate) struct Ngrams {
    /// Shortest sequences first; every word of the vocabulary is in the first level, at its own index.
    pub(crate) levels: Vec<Level>,
}

/// The history of a word: the nodes of its last one, two and three words, [`NONE`] where the sequence is not held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct State {
    /// `nodes[n]` is a node of level `n`.
    pub(crate) nodes: [u32; ORDER - 1],
}

impl State {
    /// The history that is one word.
    pub(crate) fn after(word: WordId) -> State {
        State { nodes: [u32::from(word), NONE, NONE] }
    }
}

impl Ngrams {
    /// The natural logarithm of the probability of `word`, the history after it, and the length of the longest sequence that held it. [`NOTHING`]
    /// is sure and leaves the history as it was.
    pub(crate) fn score(&self, state: &State, word: WordId) -> (f32, State, usize) {
        if word == NOTHING {
            return (0.0, *state, ORDER);
        }
        let mut next = State::after(word);
        let mut found = None;
        let mut penalty = 0.0;
        for length in (1..ORDER).rev() {
            let history = state.nodes[length - 1];
            if history == NONE {
                continue;
            }
            let child = self.child(length - 1, history, word);
            if child == NONE {
                if found.is_none() {
                    penalty += self.backoff(length - 1, history);
                }
                continue;
            }
            if found.is_none() {
                found = Some((penalty + self.probability(length, child), length + 1));
            }
            if length < ORDER - 1 {
                next.nodes[length] = child;
            }
        }
        let (score, length) = found.unwrap_or_else(|| (penalty + self.probability(0, u32::from(word)), 1));
        (score, next, length)
    }

    /// The natural logarithm of the probability of a word whatever comes before it.
    pub(crate) fn alone(&self, word: WordId) -> f32 {
        self.probability(0, u32::from(word))
    }

    /// The node of `word` after the node `parent` of `level`.
    pub(crate) fn child(&self, level: usize, parent: u32, word: WordId) -> u32 {
        let first = &self.levels[level].first;
        let (start, end) = (first[parent as usize] as usize, first[parent as usize + 1] as usize);
        self.levels[level + 1].words[start..end].binary_search(&word).map_or(NONE, |at| (start + at) as u32)
    }

    /// How many sequences each level holds.
    pub(crate) fn sizes(&self) -> Vec<usize> {
        self.levels.iter().map(|level| level.words.len()).collect()
    }

    fn probability(&self, level: usize, node: u32) -> f32 {
        -f32::from(self.levels[level].probabilities[node as usize]) / STEPS
    }

    fn backoff(&self, level: usize, node: u32) -> f32 {
        -f32::from(self.levels[level].backoffs[node as usize]) / STEPS
    }

    /// Writes every level: for each parent the number of its continuations, then each as a distance, a probability and a back-off.
    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.number(self.levels[0].words.len() as u64);
        writer.bytes.extend_from_slice(&self.levels[0].probabilities);
        writer.bytes.extend_from_slice(&self.levels[0].backoffs);
        for pair in self.levels.windows(2) {
            for bounds in pair[0].first.windows(2) {
                writer.number(u64::from(bounds[1] - bounds[0]));
                let mut previous = 0;
                for node in bounds[0] as usize..bounds[1] as usize {
                    writer.number(u64::from(pair[1].words[node] - previous));
                    previous = pair[1].words[node];
                }
            }
            writer.bytes.extend_from_slice(&pair[1].probabilities);
            writer.bytes.extend_from_slice(&pair[1].backoffs);
        }
    }

    /// Reads what [`Ngrams::write`] wrote.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Option<Ngrams> {
        let count = reader.count()?;
        let words = (0..count).map(|word| WordId::try_from(word).ok()).collect::<Option<Vec<_>>>()?;
        let mut levels = vec![Level { words, probabilities: bytes(reader, count)?, backoffs: bytes(reader, count)?, first: Vec::new() }];
        for length in 1..ORDER {
            let parents = levels[length - 1].words.len();
            let mut level = Level::default();
            let mut first = Vec::with_capacity(parents + 1);
            for _ in 0..parents {
                first.push(level.words.len() as u32);
                let mut word = 0_u64;
                for _ in 0..reader.count()? {
                    word += reader.number()?;
                    level.words.push(WordId::try_from(word).ok().filter(|word| usize::from(*word) < count)?);
                }
            }
            first.push(level.words.len() as u32);
            levels[length - 1].first = first;
            level.probabilities = bytes(reader, level.words.len())?;
            if length + 1 < ORDER {
                level.backoffs = bytes(reader, level.words.len())?;
            }
            levels.push(level);
        }
        Some(Ngrams { levels })
    }
}

fn bytes(reader: &mut Reader<'_>, count: usize) -> Option<Vec<u8>> {
    (0..count).map(|_| reader.byte()).collect()
}

/// A probability as a byte.
pub(crate) fn quantise(probability: f64) -> u8 {
    (-probability.max(1e-12).ln() as f32 * STEPS).round().clamp(0.0, 255.0) as u8
}

/// The probability a byte stands for.
pub(crate) fn expand(byte: u8) -> f64 {
    f64::from(-f32::from(byte) / STEPS).exp()
}
