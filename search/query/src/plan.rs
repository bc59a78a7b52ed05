//! Units of a reading become plans that every engine can run; the weights of the ranking live here. Entry points: [`all`], [`some`],
//! [`at_place`].

use quyche_text::pieces;

use crate::reading::{Kind, Place, Unit};
use crate::word::{Word, Words, join};

/// A word in the heading against the same word in the text. Above 3 every clause of an article matches its heading before its own words count.
const TITLE: f32 = 1.5;
/// A word in the chapter or section heading: enough to break ties, 0.1 to 0.5.
const BREADCRUMB: f32 = 0.2;
/// What a word typed with marks gains where the marks agree, when spellings are mixed. 0 ignores marks, above 1 they outweigh a missing neighbour.
const EXACT: f32 = 0.5;
/// Two words of the query next to each other. 0.5 to 1.5; higher prefers set phrases to rare words.
const PAIR: f32 = 0.8;
/// All words of the query next to each other, on top of the pairs. Below 2.5 a heading with the same words apart wins over the set phrase.
const WHOLE: f32 = 3.0;
/// A name's words apart from each other, against the name itself.
const SCATTERED: f32 = 0.3;
/// A whole document number against its parts.
const NUMBER: f32 = 2.0;
/// A longer word that begins as the one being typed, against the one typed. At 0.5 `ca` finds `cao` before `ca` is typed to its end.
const BEGUN: f32 = 0.5;
/// The query is the whole title, as when an organisation is called by its name. Above what a long query gains by its words, 20 to 60.
const WHOLE_TITLE: f32 = 30.0;

/// A field of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// What the record is called.
    Title,
    /// Its own words.
    Text,
    /// Chapter and section around it; without spellings and positions.
    Breadcrumb,
}

/// A field of whole values, each found as it is or not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// Slug by which its document is called: its number or its own slug.
    Number,
    /// `dieu-24` and `dieu-24/khoan-2` for the second clause of article 24: a citation finds a place and all that is in it.
    Address,
    /// `dieu-24/khoan-2` only: the place itself.
    Place,
    /// What stands between document and address in its path: `quy-che`.
    Component,
    /// Its title as a key, see [`crate::title_key`].
    Title,
    /// Kind of the record.
    Kind,
    /// Slug of its document.
    Document,
    /// Id of an organisation.
    Organisation,
    /// `bao-cao`, and `ban-dan-van/bao-cao` for a duty of that organisation; the same for timing and level.
    Role,
    /// When a duty is due.
    Timing,
    /// Level of who acts.
    Level,
}

impl Label {
    /// The labels whose records are kept in order.
    pub const ORDERED: [Label; 2] = [Label::Number, Label::Address];

    /// The space of keys in which a pack keeps its values; 0 is that of the words.
    pub fn space(self) -> u8 {
        self as u8 + 1
    }

    /// True when the records of a value are kept in the order of their paths, because they are listed in it.
    pub fn is_ordered(self) -> bool {
        Label::ORDERED.contains(&self)
    }
}

/// A word as the index compares it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form<'a> {
    /// Without marks.
    pub folded: &'a str,
    /// With its marks, when only this spelling is meant.
    pub exact: Option<&'a str>,
}

/// A condition that gives a score. The score of a word or phrase is its BM25 in that field.
#[derive(Debug, Clone, PartialEq)]
pub enum Clause<'a> {
    /// The words stand next to each other in the field; one word is itself. All forms of a phrase are exact or none is.
    Words(Field, Vec<Form<'a>>),
    /// The record has this value; scores 1.
    Is(Label, String),
    /// At least so many clauses hold; the scores of all that hold are added.
    AtLeast(usize, Vec<Clause<'a>>),
    /// The first holds; the others only add their scores.
    With(Vec<Clause<'a>>),
    /// The greatest score of those that hold; at least one does.
    Best(Vec<Clause<'a>>),
    /// The score times a number.
    Boost(f32, Box<Clause<'a>>),
    /// Every record; scores 0.
    Everything,
}

impl<'a> Clause<'a> {
    /// The clauses in it.
    pub fn parts(&self) -> &[Clause<'a>] {
        match self {
            Clause::AtLeast(_, parts) | Clause::With(parts) | Clause::Best(parts) => parts,
            Clause::Boost(_, part) => std::slice::from_ref(part),
            Clause::Words(..) | Clause::Is(..) | Clause::Everything => &[],
        }
    }
}

/// What an engine is asked to find. It borrows the words of the query: a plan names most of them many times.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plan<'a> {
    /// What must hold, and what it is worth.
    pub clause: &'a Clause<'a>,
    /// Values that the record must have besides; no part in the score.
    pub filters: &'a [(Label, String)],
    /// True when the score is multiplied by the weight of the record's kind ([`crate::Record::weight`]); a place is found as it is.
    pub weighted: bool,
}

/// How strictly words must agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strictness {
    /// Words typed with marks are found with these marks only.
    Exact,
    /// Marks raise the rank and are not required.
    Folded,
}

/// All units must be found; neighbours of the query that are neighbours in the text rank higher.
pub(crate) fn all(units: &[Unit], strictness: Strictness) -> Clause<'_> {
    found(units, units.len(), strictness)
}

/// Most units must be found: two of three, three of five. Of two both: half of a two-syllable word is another word.
pub(crate) fn some(units: &[Unit]) -> Clause<'_> {
    found(units, if units.len() < 3 { units.len() } else { units.len() * 2 / 3 }, Strictness::Folded)
}

fn found(units: &[Unit], least: usize, strictness: Strictness) -> Clause<'_> {
    let mut clauses = Vec::new();
    for item in units {
        clauses.push(unit(item, strictness));
    }
    let mut clauses = vec![Clause::AtLeast(least, clauses)];
    extras(units, &mut clauses);
    Clause::With(clauses)
}

/// Every record of a place: the named component first, the place itself before what is in it, a document before its parts.
pub(crate) fn at_place(place: &Place, address: Option<&str>) -> Clause<'static> {
    let itself = match address {
        Some(address) => is(Label::Place, address),
        None => is(Label::Kind, "document"),
    };
    let mut components = Vec::new();
    for name in &place.components {
        components.push(is(Label::Component, name));
    }
    Clause::With(vec![Clause::Everything, itself, boosted(Clause::Best(components), 2.0)])
}

/// Folded words next to each other, in the title or the text.
pub(crate) fn anywhere<'a>(folded: &[&'a str]) -> Clause<'a> {
    let mut forms = Vec::new();
    for folded in folded {
        forms.push(Form { folded, exact: None });
    }
    in_title_or_text(forms)
}

fn in_title_or_text(forms: Vec<Form<'_>>) -> Clause<'_> {
    Clause::AtLeast(1, vec![boosted(Clause::Words(Field::Title, forms.clone()), TITLE), Clause::Words(Field::Text, forms)])
}

fn unit(unit: &Unit, strictness: Strictness) -> Clause<'_> {
    let mut clauses = Vec::new();
    match unit.kind {
        Kind::Word => return word(&unit.words[0], strictness),
        Kind::Phrase => return in_title_or_text(forms(&unit.words)),
        Kind::Begun => {
            clauses.push(word(&unit.words[0], Strictness::Folded));
            for longer in &unit.others {
                clauses.push(boosted(folded(longer), BEGUN));
            }
        }
        Kind::Name => {
            for name in &unit.others {
                clauses.push(anywhere(&pieces(name)));
            }
            let mut scattered = Vec::new();
            for item in &unit.words {
                scattered.push(word(item, strictness));
            }
            clauses.push(boosted(Clause::AtLeast(scattered.len(), scattered), SCATTERED));
        }
    }
    Clause::Best(clauses)
}

/// The words of a phrase; typed with any mark, all of them are meant as they are typed.
fn forms(words: &Words) -> Vec<Form<'_>> {
    let marked = words.iter().any(|word| word.marked);
    let mut forms = Vec::new();
    for word in words {
        for part in parts(word) {
            forms.push(Form { folded: &part.folded, exact: if marked { Some(&part.exact) } else { None } });
        }
    }
    forms
}

/// The parts of a document number; of a plain word itself.
fn parts(word: &Word) -> &[Word] {
    if word.parts.is_empty() { std::slice::from_ref(word) } else { &word.parts }
}

fn word(word: &Word, strictness: Strictness) -> Clause<'_> {
    let folded = folded(&word.folded);
    if !word.parts.is_empty() {
        let mut parts = Vec::new();
        for part in &word.parts {
            parts.push(part.folded.as_str());
        }
        return Clause::Best(vec![boosted(folded, NUMBER), anywhere(&parts)]);
    }
    if !word.marked {
        return folded;
    }
    let exact = in_title_or_text(vec![Form { folded: &word.folded, exact: Some(&word.exact) }]);
    match strictness {
        Strictness::Exact => exact,
        Strictness::Folded => Clause::With(vec![folded, boosted(exact, EXACT)]),
    }
}

fn folded(word: &str) -> Clause<'_> {
    let in_field = |field| Clause::Words(field, vec![Form { folded: word, exact: None }]);
    let fields = vec![boosted(in_field(Field::Title), TITLE), in_field(Field::Text), boosted(in_field(Field::Breadcrumb), BREADCRUMB)];
    Clause::AtLeast(1, fields)
}

/// What neighbours gain: every pair of words, and the whole query; and what a whole title gains.
fn extras<'a>(units: &'a [Unit], clauses: &mut Vec<Clause<'a>>) {
    let mut folded = Vec::new();
    for unit in units {
        folded.append(&mut simple(&unit.words));
    }
    for pair in folded.windows(2) {
        clauses.push(boosted(anywhere(pair), PAIR));
    }
    if folded.len() > 1 {
        clauses.push(boosted(anywhere(&folded), WHOLE));
    }
    if let (Some(Unit { kind: Kind::Begun, others, .. }), Some(before)) = (units.last(), folded.len().checked_sub(2)) {
        for longer in others {
            clauses.push(boosted(anywhere(&[folded[before], longer]), PAIR * BEGUN));
        }
    }
    let mut titles = Vec::new();
    match units {
        [Unit { kind: Kind::Name, others, .. }] => {
            for name in others {
                titles.push(is(Label::Title, name));
            }
        }
        _ => titles.push(Clause::Is(Label::Title, join(&folded, ' '))),
    }
    clauses.push(boosted(Clause::Best(titles), WHOLE_TITLE));
}

/// The folded words as they stand in the text, document numbers as their parts.
pub(crate) fn simple(words: &Words) -> Vec<&str> {
    let mut simple = Vec::new();
    for word in words {
        for part in parts(word) {
            simple.push(part.folded.as_str());
        }
    }
    simple
}

fn is(label: Label, value: &str) -> Clause<'static> {
    Clause::Is(label, value.to_owned())
}

fn boosted(clause: Clause<'_>, boost: f32) -> Clause<'_> {
    Clause::Boost(boost, Box::new(clause))
}
