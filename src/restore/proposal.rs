//! What is proposed for a text: each change with the original beside it, how sure it is, and what else it might be. Entry point: [`restore`].

use std::ops::Range;

use quyche_text::is_exact_syllable;
use serde::{Deserialize, Serialize};

use crate::restore::candidate::{Candidate, Case};
use crate::restore::confidence::{Features, confidence, features};
use crate::restore::decisions::UNSURE;
use crate::restore::furniture::furniture;
use crate::restore::label::in_order;
use crate::restore::layout::{Judged, is_noise, joins, width};
use crate::restore::memory::Phrases;
use crate::restore::model::Model;
use crate::restore::names::names;
use crate::restore::note::{misread_numeral, unexplained};
use crate::restore::page::{Kind, Slot, slots};
use crate::restore::pass::{Damage, Reading, damage, read};
use crate::restore::unit::{BLANK, BREAK, COMMA, DASH, NOTHING, NUMBER, key};

/// A text put right, as far as can be said.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Restoration {
    /// The whole text with every proposal applied.
    pub text: String,
    /// One for every word, in order, changed or not.
    pub proposals: Vec<Proposal>,
    /// Bytes of the lines of the text as it was read that seem to be no text; they are not in `text` and have no proposals.
    pub set_aside: Vec<Range<usize>>,
}

/// One word.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// Bytes of the text as it was read.
    #[serde(flatten)]
    pub span: Range<usize>,
    /// Bytes of [`Restoration::text`].
    #[serde(skip)]
    pub place: Range<usize>,
    /// What stands there.
    pub original: String,
    /// What is proposed, equal to `original` where nothing is.
    pub text: String,
    /// How likely the proposal is right, between 0 and 1.
    pub confidence: f32,
    /// What else it might be, likeliest first; at most three.
    pub alternatives: Vec<Alternative>,
    /// What sort of word it is; all but [`Sort::Word`] are shown to a person however sure the proposal is.
    pub sort: Sort,
}

/// What a proposal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// A common word.
    Word,
    /// A part of a name: one of two or more words in a row with capitals that are no phrase the model knows, or that begin with a family name.
    Name,
    /// A number, a date or a Roman numeral; it is changed only where it can be nothing else: a misread Roman numeral after the name of a unit, 01 of
    /// `O1`, the term QH15 of `0H15`. Or a word with the mark of a footnote, whose digit stays.
    Numeral,
    /// A part of a document's number, such as `QĐ` or `TU`.
    Code,
    /// What seems to be neither a word nor a number: a speck between two words that was read as a mark or as a letter, for which a space is proposed,
    /// and a dotted blank that was read as letters, for which dots are.
    Mark,
}

/// Another reading of a word.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alternative {
    /// The word.
    pub text: String,
    /// How likely it is, between 0 and 1.
    pub probability: f32,
}

impl Restoration {
    /// How many words are shown to a person.
    #[must_use]
    pub fn shown(&self) -> usize {
        self.proposals.iter().filter(|proposal| proposal.is_shown()).count()
    }

    /// Puts decided texts in place of proposals: `decided` are indices of proposals, rising, and the text each shall have. What a person decided is sure.
    #[must_use]
    pub fn decide(mut self, decided: &[(usize, &str)]) -> Self {
        for (at, _) in decided {
            self.proposals[*at].confidence = 1.0;
        }
        self.replaced(decided)
    }

    /// The source with its own lines and the proposals in their places: what is needed to show both side by side.
    #[must_use]
    pub fn in_lines_of(mut self, source: &str) -> Self {
        source.clone_into(&mut self.text);
        for proposal in &mut self.proposals {
            proposal.place = proposal.span.clone();
        }
        self.replaced(&[])
    }

    /// Puts other texts in place of proposals, as sure as they are.
    #[must_use]
    pub(crate) fn replaced(mut self, changes: &[(usize, &str)]) -> Self {
        let mut text = String::with_capacity(self.text.len());
        let mut copied = 0;
        let mut changes = changes.iter().peekable();
        for (index, proposal) in self.proposals.iter_mut().enumerate() {
            text.push_str(&self.text[copied..proposal.place.start]);
            copied = proposal.place.end;
            if let Some((_, change)) = changes.next_if(|(at, _)| *at == index) {
                proposal.text = quyche_text::nfc(change).into_owned();
            }
            let start = text.len();
            text.push_str(&proposal.text);
            proposal.place = start..text.len();
        }
        text.push_str(&self.text[copied..]);
        self.text = text;
        self
    }
}

impl Proposal {
    /// Whether it is shown to a person: it is unsure, or a name, a number or a code.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        self.confidence < UNSURE || self.sort != Sort::Word
    }
}

/// A word whose letters cost more than this each, in nats, is not explained. Between -4 and -1.
const WORST_EACH: f32 = -2.5;
/// Dots that are proposed for a blank at most.
const LONGEST_BLANK: usize = 60;
/// Ends a page; it is no part of the text.
const FORM_FEED: char = '\u{c}';
/// Alternatives worth showing.
pub(crate) const SHOWN: usize = 3;

/// Proposes the right text for one that was misread or lost its marks; `phrases` are those of documents it is likely to share them with.
pub fn restore(text: &str, model: &Model, phrases: &Phrases) -> Restoration {
    describe(text, model, phrases).0
}

/// A text whose words are right, without page numbers and running heads, its broken lines joined; and the bytes of the lines that were set aside.
pub fn lay_out(text: &str) -> (String, Vec<Range<usize>>) {
    write(text, &mut [], &furniture(text))
}

/// [`restore`], and beside every proposal what its confidence was computed from.
pub(crate) fn describe(text: &str, model: &Model, phrases: &Phrases) -> (Restoration, Vec<Features>) {
    let damage = damage(text);
    let slots = slots(text, damage == Damage::Stripped);
    let readings = read(text, damage, &slots, model, phrases);
    let tokens: Vec<&str> = slots.iter().map(|slot| &text[slot.span.clone()]).collect();
    let features = features(&tokens, &readings, model);
    let mut proposals = propose_all(text, &slots, &readings, model);
    for (proposal, features) in proposals.iter_mut().zip(&features) {
        proposal.confidence = confidence(features, &model.confidence);
    }
    for at in names(&tokens, &slots, &readings, model) {
        proposals[at].sort = Sort::Name;
    }
    let mut judged: Vec<Vec<Judged>> = vec![Vec::new(); text.split('\n').count()];
    for ((slot, reading), proposal) in slots.iter().zip(&readings).zip(&proposals) {
        if !matches!(
            slot.kind,
            Kind::Fixed(BREAK | COMMA | DASH | BLANK | NUMBER) | Kind::Joint(_) | Kind::Blank | Kind::Label | Kind::Numeral
        ) {
            judged[slot.line].push(judge(reading, &proposal.original, model));
        }
    }
    let speck = |(line, words): (&str, &Vec<Judged>)| damage == Damage::Misread && is_noise(line, words);
    let noise: Vec<bool> =
        text.split('\n').zip(&judged).map(speck).zip(furniture(text)).map(|(speck, furniture)| speck || furniture).collect();
    let is_told = |slot: &Slot, proposal: &Proposal| match slot.kind {
        Kind::Fixed(BREAK | COMMA | DASH | BLANK) => false,
        Kind::Joint(_) => proposal.text != proposal.original,
        _ => true,
    };
    let told = slots.iter().zip(proposals.into_iter().zip(features));
    let told = told.filter(|(slot, (proposal, _))| is_told(slot, proposal) && !noise[slot.line]);
    let (mut proposals, features): (Vec<Proposal>, Vec<Features>) = told.map(|(_, both)| both).unzip();
    let (text, set_aside) = write(text, &mut proposals, &noise);
    (Restoration { text, proposals, set_aside }, features)
}

fn propose_all(text: &str, slots: &[Slot], readings: &[Reading], model: &Model) -> Vec<Proposal> {
    let mut labels = in_order(slots.iter().filter(|slot| slot.kind == Kind::Label).map(|slot| &text[slot.span.clone()])).into_iter();
    let propose_one = |(slot, reading): (&Slot, &Reading)| {
        let mut proposal = propose(text, slot, reading, model);
        match slot.kind {
            Kind::Label => proposal.text = labels.next().unwrap_or_default(),
            Kind::Blank => proposal.text = ".".repeat(proposal.original.len().clamp(3, LONGEST_BLANK)),
            Kind::Numeral => proposal.text = misread_numeral(&proposal.original).unwrap_or_default(),
            _ => {}
        }
        proposal
    };
    slots.iter().zip(readings).map(propose_one).collect()
}

/// A word is good when it is a syllable, or an abbreviation in capitals, that explains the letters without much cost.
fn judge(reading: &Reading, original: &str, model: &Model) -> Judged {
    let candidate = &reading.candidates[reading.decision.chosen];
    let length = original.chars().count();
    let spelt = candidate.case == Case::Capitals || is_exact_syllable(model.vocabulary.word(candidate.word));
    let explained = candidate.case != Case::Kept && candidate.channel > WORST_EACH * length as f32;
    Judged { good: candidate.word == NUMBER || spelt && explained, length }
}

/// The text with all proposals, broken lines joined, noise left out; and where the noise stands.
fn write(text: &str, proposals: &mut [Proposal], noise: &[bool]) -> (String, Vec<Range<usize>>) {
    let width = width(text);
    let mut restored = String::with_capacity(text.len() * 5 / 4);
    let mut set_aside = Vec::new();
    let mut previous: Option<Range<usize>> = None;
    let mut start = 0;
    let mut rest = proposals;
    for (line, noise) in text.split('\n').zip(noise) {
        let end = start + line.len();
        let (here, after) = rest.split_at_mut(rest.partition_point(|proposal| proposal.span.start < end));
        rest = after;
        if *noise {
            set_aside.push(start..end);
        } else {
            let mut next = String::new();
            append(&text[start..end], start, here, &mut next);
            let lead = next.len() - next.trim_start().len();
            let next = next.trim();
            if let Some(previous) = previous {
                restored.push(if joins(&restored[previous], next, width) { ' ' } else { '\n' });
            }
            let at = restored.len();
            for proposal in here {
                proposal.place = at + proposal.place.start - lead..at + proposal.place.end - lead;
            }
            restored.push_str(next);
            previous = Some(at..restored.len());
        }
        start = end + 1;
    }
    (restored, set_aside)
}

/// Appends one line with its proposals, and tells each its place. A number of a document that was torn apart, `446- QĐ/TU`, is one again, and one
/// that was stuck to the word before it, `s627/2023`, stands by itself; a stray letter leaves one space.
fn append(line: &str, start: usize, proposals: &mut [Proposal], restored: &mut String) {
    let mut copied = 0;
    let (mut numbered, mut announced, mut spaced) = (false, false, false);
    for proposal in proposals {
        let between = &line[copied..proposal.span.start - start];
        let torn = numbered && proposal.sort == Sort::Code && between.trim_end() == "-" || spaced;
        let stray = proposal.text == " ";
        restored.extend(between.chars().filter(|c| *c != FORM_FEED && !(torn && c.is_whitespace())));
        if stray {
            restored.truncate(restored.trim_end().len());
        } else if announced && between.is_empty() && proposal.sort == Sort::Numeral && proposal.original.contains('/') {
            restored.push(' ');
        }
        numbered = proposal.sort == Sort::Numeral;
        announced = proposal.text.to_lowercase() == "số";
        spaced = stray;
        proposal.place = restored.len()..restored.len() + proposal.text.len();
        restored.push_str(&proposal.text);
        copied = proposal.span.end - start;
    }
    restored.extend(line[copied..].chars().filter(|c| *c != FORM_FEED));
}

/// What sort of word a slot holds.
fn sort_of(slot: &Slot, original: &str, proposed: &str) -> Sort {
    let has_digit = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    match slot.kind {
        Kind::Fixed(NUMBER) | Kind::Numeral => Sort::Numeral,
        Kind::Joint(_) | Kind::Blank => Sort::Mark,
        _ if proposed == " " => Sort::Mark,
        Kind::Fixed(_) | Kind::Code => Sort::Code,
        _ if has_digit(proposed) || has_digit(original) && original.chars().all(|c| c.is_ascii_digit()) => Sort::Numeral,
        _ => Sort::Word,
    }
}

fn propose(text: &str, slot: &Slot, reading: &Reading, model: &Model) -> Proposal {
    let span = slot.span.clone();
    let original = &text[span.clone()];
    let chosen = reading.decision.chosen;
    let posteriors = &reading.decision.posteriors;
    let mut others: Vec<usize> = (0..posteriors.len()).filter(|index| *index != chosen).collect();
    others.sort_by(|a, b| posteriors[*b].total_cmp(&posteriors[*a]));
    let alternative =
        |index: &usize| Alternative { text: spelt(&reading.candidates[*index], original, model), probability: posteriors[*index] };
    let proposed = spelt(&reading.candidates[chosen], original, model);
    Proposal {
        confidence: posteriors[chosen],
        alternatives: others.iter().take(SHOWN).map(alternative).filter(|alternative| alternative.probability > 0.001).collect(),
        original: original.to_owned(),
        sort: sort_of(slot, original, &proposed),
        text: proposed,
        place: 0..0,
        span,
    }
}

/// A candidate in its case, with the digits that it does not explain; what only differs in the place of its tone mark stays as it was written.
fn spelt(candidate: &Candidate, original: &str, model: &Model) -> String {
    if candidate.word == NOTHING {
        return String::from(" ");
    }
    let word = model.vocabulary.word(candidate.word);
    if candidate.case == Case::Kept || key(original) == word {
        return original.to_owned();
    }
    let spelt = match candidate.case {
        Case::Capitals => word.to_uppercase(),
        Case::Title => {
            let mut characters = word.chars();
            characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
        }
        _ => word.to_owned(),
    };
    spelt + unexplained(original, word)
}
