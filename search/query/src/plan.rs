//! Units of a reading become plans that every engine can run; the weights of the ranking live here. Entry points: [`all`], [`some`],
//! [`at_place`].

use crate::reading::{Place, Unit};
use crate::word::Word;

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
    /// The space of keys in which a pack keeps its values; 0 is that of the words.
    pub fn space(self) -> u8 {
        self as u8 + 1
    }

    /// True when the records of a value are kept in the order of their paths, because they are listed in it.
    pub fn is_ordered(self) -> bool {
        matches!(self, Label::Number | Label::Address)
    }

    /// The spaces whose values are kept in order.
    pub fn ordered() -> Vec<u8> {
        [Label::Number, Label::Address].map(Label::space).to_vec()
    }
}

/// A word as the index compares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Without marks.
    pub folded: String,
    /// With its marks, when only this spelling is meant.
    pub exact: Option<String>,
}

/// A condition that gives a score. The score of a word or phrase is its BM25 in that field.
#[derive(Debug, Clone, PartialEq)]
pub enum Clause {
    /// The words stand next to each other in the field; one word is itself. All forms of a phrase are exact or none is.
    Words(Field, Vec<Form>),
    /// The record has this value; scores 1.
    Is(Label, String),
    /// At least so many clauses hold; the scores of all that hold are added.
    AtLeast(usize, Vec<Clause>),
    /// The first holds; the others only add their scores.
    With(Box<Clause>, Vec<Clause>),
    /// The greatest score of those that hold; at least one does.
    Best(Vec<Clause>),
    /// The score times a number.
    Boost(f32, Box<Clause>),
    /// Every record; scores 0.
    Everything,
}

/// What an engine is asked to find.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// What must hold, and what it is worth.
    pub clause: Clause,
    /// Values that the record must have besides; no part in the score.
    pub filters: Vec<(Label, String)>,
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
pub(crate) fn all(units: &[Unit], strictness: Strictness) -> Clause {
    let must: Vec<Clause> = units.iter().map(|item| unit(item, strictness)).collect();
    Clause::With(Box::new(Clause::AtLeast(must.len(), must)), extras(units))
}

/// Most units must be found: two of three, three of five. Of two both: half of a two-syllable word is another word.
pub(crate) fn some(units: &[Unit]) -> Clause {
    let should = units.iter().map(|item| unit(item, Strictness::Folded)).collect();
    let required = if units.len() < 3 { units.len() } else { units.len() * 2 / 3 };
    Clause::With(Box::new(Clause::AtLeast(required, should)), extras(units))
}

/// Every record of a place: the named component first, the place itself before what is in it, a document before its parts.
pub(crate) fn at_place(place: &Place) -> Clause {
    let itself = match &place.address {
        Some(address) => Clause::Is(Label::Place, address.clone()),
        None => Clause::Is(Label::Kind, "document".to_owned()),
    };
    let components = place.components.iter().map(|name| Clause::Is(Label::Component, name.clone())).collect();
    let component = boosted(Clause::Best(components), 2.0);
    Clause::With(Box::new(Clause::Everything), vec![itself, component])
}

/// Folded words next to each other, in the title or the text.
pub(crate) fn anywhere(folded: &[String]) -> Clause {
    let forms: Vec<Form> = folded.iter().map(|word| Form { folded: word.clone(), exact: None }).collect();
    in_title_or_text(forms)
}

fn in_title_or_text(forms: Vec<Form>) -> Clause {
    Clause::AtLeast(1, vec![boosted(Clause::Words(Field::Title, forms.clone()), TITLE), Clause::Words(Field::Text, forms)])
}

fn unit(unit: &Unit, strictness: Strictness) -> Clause {
    match unit {
        Unit::Word(item) => word(item, strictness),
        Unit::Begun(item, longer) => {
            let longer = longer.iter().map(|longer| boosted(folded(longer), BEGUN));
            Clause::Best(std::iter::once(word(item, Strictness::Folded)).chain(longer).collect())
        }
        Unit::Phrase(words) => in_title_or_text(forms(words)),
        Unit::Name { words, names } => {
            let scattered: Vec<Clause> = words.iter().map(|item| word(item, strictness)).collect();
            let scattered = boosted(Clause::AtLeast(scattered.len(), scattered), SCATTERED);
            Clause::Best(names.iter().map(|name| anywhere(name)).chain([scattered]).collect())
        }
    }
}

/// The words of a phrase; typed with any mark, all of them are meant as they are typed.
fn forms(words: &[Word]) -> Vec<Form> {
    let marked = words.iter().any(|word| word.marked);
    let form = |word: &Word| Form { folded: word.folded.clone(), exact: marked.then(|| word.exact.clone()) };
    let parts = |word: &Word| if word.parts.is_empty() { vec![form(word)] } else { word.parts.iter().map(form).collect() };
    words.iter().flat_map(parts).collect()
}

fn word(word: &Word, strictness: Strictness) -> Clause {
    if !word.parts.is_empty() {
        return Clause::Best(vec![boosted(folded(&word.folded), NUMBER), anywhere(&simple(std::slice::from_ref(word)))]);
    }
    if !word.marked {
        return folded(&word.folded);
    }
    let exact = in_title_or_text(vec![Form { folded: word.folded.clone(), exact: Some(word.exact.clone()) }]);
    match strictness {
        Strictness::Exact => exact,
        Strictness::Folded => Clause::With(Box::new(folded(&word.folded)), vec![boosted(exact, EXACT)]),
    }
}

fn folded(word: &str) -> Clause {
    let in_field = |field| Clause::Words(field, vec![Form { folded: word.to_owned(), exact: None }]);
    let fields = vec![boosted(in_field(Field::Title), TITLE), in_field(Field::Text), boosted(in_field(Field::Breadcrumb), BREADCRUMB)];
    Clause::AtLeast(1, fields)
}

/// What neighbours gain: every pair of words, and the whole query; and what a whole title gains.
fn extras(units: &[Unit]) -> Vec<Clause> {
    let words: Vec<Word> = units.iter().flat_map(Unit::words).cloned().collect();
    let folded = simple(&words);
    let mut clauses: Vec<Clause> = folded.windows(2).map(|pair| boosted(anywhere(pair), PAIR)).collect();
    if folded.len() > 1 {
        clauses.push(boosted(anywhere(&folded), WHOLE));
    }
    if let (Some(Unit::Begun(_, longer)), Some(before)) = (units.last(), folded.len().checked_sub(2)) {
        let pair = |longer: &String| boosted(anywhere(&[folded[before].clone(), longer.clone()]), PAIR * BEGUN);
        clauses.extend(longer.iter().map(pair));
    }
    let names = match units {
        [Unit::Name { names, .. }] => names.iter().map(|name| name.join(" ")).collect(),
        _ => vec![folded.join(" ")],
    };
    clauses.push(boosted(Clause::Best(names.into_iter().map(|name| Clause::Is(Label::Title, name)).collect()), WHOLE_TITLE));
    clauses
}

/// The folded words as they stand in the text, document numbers as their parts.
pub(crate) fn simple(words: &[Word]) -> Vec<String> {
    let parts = |word: &Word| {
        if word.parts.is_empty() { vec![word.folded.clone()] } else { word.parts.iter().map(|part| part.folded.clone()).collect() }
    };
    words.iter().flat_map(parts).collect()
}

fn boosted(clause: Clause, boost: f32) -> Clause {
    Clause::Boost(boost, Box::new(clause))
}
