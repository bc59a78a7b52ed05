//! Units of a reading become queries of tantivy; the weights of the ranking live here. Entry points: [`all`], [`some`].

use tantivy::Term;
use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use crate::index::query::Unit;
use crate::index::schema::Fields;
use crate::index::word::Word;

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

/// How strictly words must agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strictness {
    /// Words typed with marks are found with these marks only.
    Exact,
    /// Marks raise the rank and are not required.
    Folded,
}

/// A query that tantivy can run, with its part in a conjunction.
type Clause = (Occur, Box<dyn Query>);

/// All units must be found; neighbours of the query that are neighbours in the text rank higher.
pub(super) fn all(units: &[Unit], strictness: Strictness, fields: &Fields) -> Box<dyn Query> {
    let mut clauses: Vec<Clause> = units.iter().map(|item| (Occur::Must, unit(item, strictness, fields))).collect();
    clauses.extend(proximity(units, fields));
    Box::new(BooleanQuery::new(clauses))
}

/// Most units must be found: two of three, three of five. Of two both: half of a two-syllable word is another word.
pub(super) fn some(units: &[Unit], fields: &Fields) -> Box<dyn Query> {
    let should = units.iter().map(|item| (Occur::Should, unit(item, Strictness::Folded, fields))).collect();
    let required = if units.len() < 3 { units.len() } else { units.len() * 2 / 3 };
    let most: Box<dyn Query> = Box::new(BooleanQuery::with_minimum_required_clauses(should, required));
    let mut clauses = vec![(Occur::Must, most)];
    clauses.extend(proximity(units, fields));
    Box::new(BooleanQuery::new(clauses))
}

/// Keeps only records whose raw field has one of these values, without a part in the score.
pub(super) fn restricted(query: Box<dyn Query>, filters: &[(Field, String)]) -> Box<dyn Query> {
    if filters.is_empty() {
        return query;
    }
    let filter = |(field, value): &(Field, String)| -> Clause { (Occur::Must, Box::new(ConstScoreQuery::new(raw(*field, value), 0.0))) };
    let mut clauses: Vec<Clause> = filters.iter().map(filter).collect();
    clauses.push((Occur::Must, query));
    Box::new(BooleanQuery::new(clauses))
}

/// A raw field has exactly this value.
pub(super) fn raw(field: Field, value: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, value), IndexRecordOption::Basic))
}

/// Folded words next to each other in one field.
pub(super) fn phrase(field: Field, folded: &[String]) -> Box<dyn Query> {
    match folded {
        [word] => term(field, word),
        words => Box::new(PhraseQuery::new(words.iter().map(|word| Term::from_field_text(field, word)).collect())),
    }
}

fn unit(unit: &Unit, strictness: Strictness, fields: &Fields) -> Box<dyn Query> {
    match unit {
        Unit::Word(item) => word(item, strictness, fields),
        Unit::Phrase(words) => anywhere(&simple(words), fields),
        Unit::Name { words, names } => {
            let scattered = words.iter().map(|item| (Occur::Must, word(item, strictness, fields))).collect();
            let scattered = boosted(Box::new(BooleanQuery::new(scattered)), SCATTERED);
            let named = names.iter().map(|name| anywhere(name, fields));
            Box::new(DisjunctionMaxQuery::new(named.chain([scattered]).collect()))
        }
    }
}

fn word(word: &Word, strictness: Strictness, fields: &Fields) -> Box<dyn Query> {
    if !word.parts.is_empty() {
        let whole = folded(&word.folded, fields);
        return Box::new(DisjunctionMaxQuery::new(vec![boosted(whole, 2.0), anywhere(&word.parts, fields)]));
    }
    if !word.marked {
        return folded(&word.folded, fields);
    }
    let exact = union(vec![boosted(term(fields.title_exact, &word.exact), TITLE), term(fields.text_exact, &word.exact)]);
    match strictness {
        Strictness::Exact => exact,
        Strictness::Folded => {
            Box::new(BooleanQuery::new(vec![(Occur::Must, folded(&word.folded, fields)), (Occur::Should, boosted(exact, EXACT))]))
        }
    }
}

fn folded(word: &str, fields: &Fields) -> Box<dyn Query> {
    union(vec![boosted(term(fields.title, word), TITLE), term(fields.text, word), boosted(term(fields.breadcrumb, word), BREADCRUMB)])
}

/// Folded words next to each other, in the title or the text.
fn anywhere(folded: &[String], fields: &Fields) -> Box<dyn Query> {
    union(vec![boosted(phrase(fields.title, folded), TITLE), phrase(fields.text, folded)])
}

/// What neighbours gain: every pair of words, and the whole query.
fn proximity(units: &[Unit], fields: &Fields) -> Vec<Clause> {
    let mut words: Vec<Word> = Vec::new();
    for item in units {
        match item {
            Unit::Word(word) => words.push(word.clone()),
            Unit::Phrase(phrase) | Unit::Name { words: phrase, .. } => {
                words.extend(phrase.iter().cloned());
            }
        }
    }
    let folded = simple(&words);
    let mut clauses: Vec<Clause> = Vec::new();
    for pair in folded.windows(2) {
        clauses.push((Occur::Should, boosted(anywhere(pair, fields), PAIR)));
    }
    if folded.len() > 1 {
        clauses.push((Occur::Should, boosted(anywhere(&folded, fields), WHOLE)));
    }
    clauses
}

/// The folded words as they stand in the text, document numbers as their parts.
pub(super) fn simple(words: &[Word]) -> Vec<String> {
    let parts = |word: &Word| {
        if word.parts.is_empty() { vec![word.folded.clone()] } else { word.parts.clone() }
    };
    words.iter().flat_map(parts).collect()
}

fn term(field: Field, word: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs))
}

fn boosted(query: Box<dyn Query>, boost: f32) -> Box<dyn Query> {
    Box::new(BoostQuery::new(query, boost))
}

fn union(queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    Box::new(BooleanQuery::union(queries))
}
