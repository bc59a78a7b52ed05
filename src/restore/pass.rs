//! The passes over one document: decode, learn the document's own phrases and misreadings, decode again. Entry point: [`read`].

use std::collections::BTreeMap;

use quyche_text::{fold, is_exact_syllable};
use rustc_hash::FxHashMap;

use crate::restore::align::distance;
use crate::restore::candidate::{Candidate, Case, candidates};
use crate::restore::channel::{Channel, Counts};
use crate::restore::decode::{Decision, Weights, decode};
use crate::restore::letters::{Letter, capital, letter};
use crate::restore::memory::{Memory, Phrases};
use crate::restore::model::Model;
use crate::restore::page::{Kind, Slot, is_capitals};
use crate::restore::tokens::Tokens;
use crate::restore::train::expect;
use crate::restore::unit::{BLANK, BREAK, FIRST_WORD, NOTHING, NUMBER, UNKNOWN, WordId, is_word};

/// How often the document is read.
const PASSES: usize = 3;
/// Weight of the document's own misreadings against those of the model. Between 0.5 and 10.
const OWN_LETTERS: f32 = 6.0;
/// A word must be this likely to teach the next pass how letters are misread, which phrases the document uses, how whole words are misread.
const SURE_LETTERS: f32 = 0.9;
const SURE_PHRASE: f32 = 0.7;
const SURE_TOKEN: f32 = 0.6;
/// Weights of the language model and of the channel: their probabilities are a little too bold, for neither knows of the other's mistakes.
const LANGUAGE: f32 = 0.9;
const CHANNEL: f32 = 0.95;
/// The largest share of the document's own phrases in the language model.
const MEMORY: f32 = 0.15;
/// What a capital, or none, says within a sentence, against the word's habit. Between 0, nothing, and 1.
const CAPITALS: f32 = 0.7;
/// Words that one pass holds to be at least this likely are looked at by the next one, and as many as this of the likeliest by themselves.
const OPEN: f32 = 1e-6;
const LIKELIEST: usize = 12;
/// A speck between two words that was read as a mark and joins them, in nats.
const SPECK: f32 = -7.0;
/// A speck, or a mark torn from the word behind it, that was read as a letter by itself, `a uy` of `ủy`, in nats.
const STRAY: f32 = -9.0;
/// A syllable in capitals alone in a sentence, in nats.
const SHOUTED: f32 = -4.0;
/// What the logarithm of how often capitals were read so says for an abbreviation that is not known. Between 0 and 3.
const AGAIN: f32 = 2.0;

/// What the letters of a text went through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Damage {
    /// Read from an image by a reader that does not know Vietnamese.
    Misread,
    /// All marks taken away, nothing else.
    Stripped,
    /// Marks present: nearly right already.
    Marked,
}

/// A slot with its readings and the decision between them.
pub(crate) struct Reading {
    /// What it may have been, best channel first.
    pub(crate) candidates: Vec<Candidate>,
    /// Which it is held to be.
    pub(crate) decision: Decision,
    /// How likely the same word was in the first pass, which knew nothing of the document.
    pub(crate) first: f32,
}

impl Reading {
    /// How likely the chosen word is, as far as the last pass knows.
    pub(crate) fn posterior(&self) -> f32 {
        self.decision.posteriors[self.decision.chosen]
    }
}

/// Reads a document several times; one reading for every slot. `phrases` are those of other documents.
pub(crate) fn read(text: &str, damage: Damage, slots: &[Slot], model: &Model, phrases: &Phrases) -> Vec<Reading> {
    let misread = damage == Damage::Misread;
    let base = match damage {
        Damage::Misread => model.letters.clone(),
        Damage::Stripped => Channel::exact_counts(false),
        Damage::Marked => Channel::exact_counts(true),
    };
    let lines: Vec<bool> = text.split('\n').map(is_capitals).collect();
    let mut memory = Memory::new(Vec::new(), phrases);
    let mut tokens = Tokens::new(misread.then_some(&model.tokens));
    let mut counts = base.clone();
    let mut places = Vec::new();
    let mut decisions = Vec::new();
    let mut first: Vec<Vec<(WordId, f32)>> = Vec::new();
    let mut open: Vec<Vec<(WordId, f32)>> = Vec::new();
    for pass in 0..PASSES {
        let channel = if misread { Channel::new(&counts) } else { Channel::exact(&counts) };
        places = all_candidates(text, slots, &lines, model, &channel, misread);
        narrow(&mut places, &open);
        tokens.apply(text, slots, &mut places);
        weigh_abbreviations(text, slots, &lines, &mut places, model);
        decisions = decode(&places, &model.ngrams, &memory, &Weights { language: LANGUAGE, channel: CHANNEL, memory: MEMORY });
        if pass == 0 {
            first = places.iter().zip(&decisions).map(|(place, decision)| shares(place, decision, 1e-4)).collect();
        }
        if pass + 1 < PASSES {
            open = places.iter().zip(&decisions).map(|(place, decision)| shares(place, decision, OPEN)).collect();
            if misread {
                counts = base.with(&own_letters(text, slots, &places, &decisions, model, &channel), OWN_LETTERS);
            }
            tokens.learn(text, slots, &surer(&places, &decisions, SURE_TOKEN));
            memory = Memory::new(surer(&places, &decisions, SURE_PHRASE), phrases);
        }
    }
    let mut readings = Vec::with_capacity(slots.len());
    for ((candidates, decision), first) in places.into_iter().zip(decisions).zip(first) {
        let word = candidates[decision.chosen].word;
        let first = first.iter().find(|(other, _)| *other == word).map_or(0.0, |(_, share)| *share);
        readings.push(Reading { candidates, decision, first });
    }
    readings
}

/// The chosen words; one that is not surer than `least` is not known.
fn surer(places: &[Vec<Candidate>], decisions: &[Decision], least: f32) -> Vec<WordId> {
    let word = |(place, decision): (&Vec<Candidate>, &Decision)| {
        if decision.posteriors[decision.chosen] > least { place[decision.chosen].word } else { UNKNOWN }
    };
    places.iter().zip(decisions).map(word).collect()
}

/// Leaves of every place the likeliest words by themselves, and those the pass before held to be possible; before the first pass nothing is `open`,
/// and all are left.
fn narrow(places: &mut [Vec<Candidate>], open: &[Vec<(WordId, f32)>]) {
    for (place, open) in places.iter_mut().zip(open) {
        let mut rank = 0;
        place.retain(|candidate| {
            rank += 1;
            rank <= LIKELIEST || !is_word(candidate.word) || open.iter().any(|(word, _)| *word == candidate.word)
        });
    }
}

/// The words of one place that are likelier than `least`, with their probabilities.
fn shares(place: &[Candidate], decision: &Decision, least: f32) -> Vec<(WordId, f32)> {
    place.iter().zip(&decision.posteriors).filter(|(_, share)| **share > least).map(|(candidate, share)| (candidate.word, *share)).collect()
}

/// Which kind of text this is, by the share of its letters that carry marks: about one in four in a right text.
pub(crate) fn damage(text: &str) -> Damage {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count().max(1);
    let odd = text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic() || "¢€£".contains(*c)).count();
    let marked = text.chars().filter(|c| ('\u{1EA0}'..='\u{1EF9}').contains(c) || "ăđơưĂĐƠƯ".contains(*c)).count();
    if marked * 100 > letters * 6 {
        Damage::Marked
    } else if odd * 1000 < letters * 2 {
        Damage::Stripped
    } else {
        Damage::Misread
    }
}

/// True for a text that was misread or lost its marks, as far as can be told from its letters.
pub fn is_damaged(text: &str) -> bool {
    damage(text) != Damage::Marked
}

fn all_candidates(text: &str, slots: &[Slot], lines: &[bool], model: &Model, channel: &Channel, misread: bool) -> Vec<Vec<Candidate>> {
    let mut known: FxHashMap<(&str, bool, Kind), Vec<Candidate>> = FxHashMap::default();
    let mut places = Vec::with_capacity(slots.len());
    for slot in slots {
        let fixed = match slot.kind {
            Kind::Fixed(word) => Some(word),
            Kind::Label => Some(model.vocabulary.id(&text[slot.span.clone()])),
            Kind::Numeral => Some(NUMBER),
            Kind::Blank => Some(BLANK),
            Kind::Joint(class) => {
                let speck = misread.then_some(Candidate { word: NOTHING, case: Case::Kept, channel: SPECK });
                places.push(std::iter::once(Candidate { word: class, case: Case::Kept, channel: 0.0 }).chain(speck).collect());
                continue;
            }
            Kind::Word | Kind::Unclear | Kind::Code => None,
        };
        if let Some(word) = fixed {
            places.push(vec![Candidate { word, case: Case::Kept, channel: 0.0 }]);
            continue;
        }
        let token = &text[slot.span.clone()];
        let capitals = lines.get(slot.line).copied().unwrap_or(false);
        let found = known
            .entry((token, capitals, slot.kind))
            .or_insert_with(|| candidates(token, capitals, slot.kind, &model.vocabulary, &model.ngrams, channel));
        let mut found = found.clone();
        if slot.kind == Kind::Code {
            keep_abbreviations(token, &mut found, model);
        } else if !capitals && places.last().is_some_and(|before| before[0].word != BREAK) {
            weigh_capitals(&mut found, model);
        }
        if misread && is_between_words(text, slots, places.len()) {
            found.push(Candidate { word: NOTHING, case: Case::Kept, channel: STRAY });
        }
        places.push(found);
    }
    places
}

/// True for a single character, no digit and no capital, between words of two or more in the same line, of which the second begins with a vowel: no
/// consonant stands between that and its torn mark.
fn is_between_words(text: &str, slots: &[Slot], at: usize) -> bool {
    let token = |slot: &Slot| &text[slot.span.clone()];
    let is_single = |slot: &Slot| slot.kind == Kind::Word && token(slot).chars().count() == 1;
    let is_word = |other: Option<usize>| {
        other
            .and_then(|other| slots.get(other))
            .is_some_and(|other| other.kind == Kind::Word && other.line == slots[at].line && token(other).chars().count() > 1)
    };
    is_single(&slots[at])
        && token(&slots[at]).chars().all(|c| !c.is_numeric() && !c.is_uppercase())
        && is_word(at.checked_sub(1))
        && is_word(Some(at + 1))
        && fold(token(&slots[at + 1])).starts_with(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// Alone in a sentence capitals are an abbreviation, `Ban Bí thư TW`, far oftener than a syllable written large; and one that stands there again
/// and again is one that the document made for itself.
fn weigh_abbreviations(text: &str, slots: &[Slot], lines: &[bool], places: &mut [Vec<Candidate>], model: &Model) {
    let is_large = |slot: &Slot| slot.span.len() > 1 && text[slot.span.clone()].chars().all(char::is_uppercase);
    let large: Vec<Option<usize>> = slots.iter().map(|slot| is_large(slot).then_some(slot.line)).collect();
    let mut seen: FxHashMap<&str, u32> = FxHashMap::default();
    for slot in slots.iter().filter(|slot| is_large(slot)) {
        *seen.entry(&text[slot.span.clone()]).or_default() += 1;
    }
    for (at, slot) in slots.iter().enumerate().filter(|(at, slot)| large[*at].is_some() && !lines[slot.line]) {
        let beside = |other: Option<usize>| other.and_then(|other| large.get(other)).copied().flatten() == Some(slot.line);
        if beside(at.checked_sub(1)) || beside(Some(at + 1)) {
            continue;
        }
        let again = (seen[&text[slot.span.clone()]] as f32).ln() * AGAIN;
        for candidate in &mut places[at] {
            if candidate.case == Case::Capitals && is_exact_syllable(model.vocabulary.word(candidate.word)) {
                candidate.channel += SHOUTED;
            } else if candidate.word == UNKNOWN {
                candidate.channel += again;
            }
        }
    }
}

/// Leaves only abbreviations that differ from the token in one letter, and the token itself: a code is never made into a word. One that is known as
/// it was read is no other, unless that one has a `đ`, which an English reader always takes for something else.
fn keep_abbreviations(token: &str, found: &mut Vec<Candidate>, model: &Model) {
    let bare = |word: &str| fold(word).chars().collect::<Vec<char>>();
    let token = bare(token);
    found.retain(|candidate| {
        let word = model.vocabulary.word(candidate.word);
        let unmarked = word.chars().all(|c| c.is_ascii() || c == 'đ');
        // A Đ is read as one letter or as two, `BD`.
        let longer = token.len() - usize::from(word.contains('đ') && token.len() > 2);
        let near = (longer..=token.len()).contains(&bare(word).len()) && distance(&bare(word), &token) < 2;
        candidate.case == Case::Kept || candidate.case == Case::Capitals && unmarked && near
    });
    let same = |candidate: &Candidate| bare(model.vocabulary.word(candidate.word)) == token;
    if found.iter().any(same) {
        found.retain(|candidate| candidate.case == Case::Kept || same(candidate) || model.vocabulary.word(candidate.word).contains('đ'));
    }
}

/// Within a sentence a capital speaks for a word that often has one, a small letter against it.
fn weigh_capitals(found: &mut [Candidate], model: &Model) {
    for candidate in found.iter_mut().filter(|candidate| is_word(candidate.word)) {
        let share = f32::from(model.capitals[usize::from(candidate.word - FIRST_WORD)]).clamp(1.0, 250.0) / 255.0;
        let chance = match candidate.case {
            Case::Title => share,
            Case::Small => 1.0 - share,
            _ => 1.0,
        };
        candidate.channel += CAPITALS * chance.ln();
    }
}

/// The letters of a word, written in a case; `None` for a class.
pub(crate) fn letters_of(word: WordId, case: Case, model: &Model) -> Option<Vec<Letter>> {
    let small = model.vocabulary.word(word).chars().map(letter).collect::<Option<Vec<_>>>().filter(|letters| !letters.is_empty())?;
    let large = |at: usize| case == Case::Capitals || case == Case::Title && at == 0;
    Some(small.into_iter().enumerate().map(|(at, letter)| if large(at) { capital(letter) } else { letter }).collect())
}

/// How this document's letters are misread, where the reading is sure.
fn own_letters(text: &str, slots: &[Slot], places: &[Vec<Candidate>], decisions: &[Decision], model: &Model, channel: &Channel) -> Counts {
    let mut distinct: BTreeMap<(WordId, Case, &str), f32> = BTreeMap::new();
    for ((slot, place), decision) in slots.iter().zip(places).zip(decisions) {
        let candidate = place[decision.chosen];
        if candidate.case != Case::Kept && decision.posteriors[decision.chosen] > SURE_LETTERS {
            *distinct.entry((candidate.word, candidate.case, &text[slot.span.clone()])).or_default() += 1.0;
        }
    }
    let mut counts = Counts::default();
    for ((word, case, token), weight) in distinct {
        let Some(letters) = letters_of(word, case, model) else { continue };
        let characters: Vec<char> = token.chars().collect();
        expect(&letters, &characters, weight, |letter, string| channel.score(letter, string), &mut counts);
    }
    counts
}
