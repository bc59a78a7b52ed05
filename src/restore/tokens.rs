//! Words that are misread as a whole in the same way again and again. Entry point: [`Tokens`].

use std::collections::{BTreeMap, HashMap};

use crate::restore::candidate::Candidate;
use crate::restore::page::{Kind, Slot};
use crate::restore::unit::{UNKNOWN, WordId, is_word};

/// Sightings that one in the document itself is worth.
const OWN: f32 = 3.0;
/// A word that is a smaller share than this of what a token was read as is likelier a mistake than a misreading worth learning.
const RARE: f32 = 0.1;
/// The largest share of the whole token against its letters, and the sightings that give half of it.
const MOST: f32 = 0.7;
const HALF: f32 = 4.0;

/// How often words were read as whole tokens, elsewhere and in this document.
#[derive(Debug)]
pub(crate) struct Tokens {
    counts: HashMap<(String, WordId), f32>,
    totals: HashMap<WordId, f32>,
    own: Vec<WordId>,
    base: Vec<((String, WordId), f32)>,
}

impl Tokens {
    /// Begins with what is known from elsewhere.
    pub(crate) fn new(known: Option<&BTreeMap<(String, WordId), u32>>) -> Tokens {
        let base = known.into_iter().flatten().map(|(key, count)| (key.clone(), *count as f32)).collect();
        let mut tokens = Tokens { counts: HashMap::new(), totals: HashMap::new(), own: Vec::new(), base };
        tokens.reset();
        tokens
    }

    fn reset(&mut self) {
        self.counts.clear();
        self.totals.clear();
        for ((token, word), count) in &self.base {
            self.counts.insert((token.clone(), *word), *count);
            *self.totals.entry(*word).or_default() += count;
        }
    }

    /// Forgets the document and learns it anew from the chosen words.
    pub(crate) fn learn(&mut self, text: &str, slots: &[Slot], chosen: &[WordId]) {
        self.reset();
        let mut seen: BTreeMap<(String, WordId), f32> = BTreeMap::new();
        let mut tokens: HashMap<String, f32> = HashMap::new();
        for (slot, word) in slots.iter().zip(chosen).filter(|(_, word)| is_word(**word)) {
            let token = text[slot.span.clone()].to_lowercase();
            *tokens.entry(token.clone()).or_default() += 1.0;
            *seen.entry((token, *word)).or_default() += 1.0;
        }
        for ((token, word), count) in seen {
            if count >= RARE * tokens[&token] {
                *self.totals.entry(word).or_default() += OWN * count;
                *self.counts.entry((token, word)).or_default() += OWN * count;
            }
        }
        let learned = |(slot, word): (&Slot, &WordId)| {
            if self.counts.contains_key(&(text[slot.span.clone()].to_lowercase(), *word)) { *word } else { UNKNOWN }
        };
        self.own = slots.iter().zip(chosen).map(learned).collect();
    }

    /// Mixes the letters' probability of each candidate with that of the whole token; what a place taught itself is left out.
    pub(crate) fn apply(&self, text: &str, slots: &[Slot], places: &mut [Vec<Candidate>]) {
        for (at, (slot, place)) in slots.iter().zip(places).enumerate() {
            if matches!(slot.kind, Kind::Fixed(_) | Kind::Joint(_) | Kind::Blank) {
                continue;
            }
            let token = text[slot.span.clone()].to_lowercase();
            for candidate in place.iter_mut().filter(|candidate| is_word(candidate.word)) {
                let itself = if self.own.get(at) == Some(&candidate.word) { OWN } else { 0.0 };
                let count = (self.counts.get(&(token.clone(), candidate.word)).copied().unwrap_or(0.0) - itself).max(0.0);
                let total = (self.totals.get(&candidate.word).copied().unwrap_or(0.0) - itself).max(0.0);
                let share = MOST * total / (total + HALF);
                let whole = if total > 0.0 { count / total } else { 0.0 };
                candidate.channel = ((1.0 - share) * candidate.channel.exp() + share * whole).max(1e-30).ln();
            }
        }
    }
}
