//! What was typed, as an ordered list of readings: as it stands, then as Telex, as VNI, as joined syllables. Entry point: [`readings`].

use quyche_text::{telex, vni};

use crate::index::alias::Aliases;
use crate::index::citation;
use crate::index::joined::joined;
use crate::index::word::{Word, words_of};

/// What the index knows, as far as reading a query needs it.
pub(super) trait Vocabulary {
    /// Is this folded word in any record?
    fn has_word(&self, folded: &str) -> bool;
    /// Do these folded words follow each other in any record?
    fn has_phrase(&self, folded: &[String]) -> bool;
    /// Is this the slug of a document's number?
    fn has_number(&self, slug: &str) -> bool;
}

/// What must be found together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unit {
    /// A single word.
    Word(Word),
    /// Words in quotation marks: next to each other, in this order.
    Phrase(Vec<Word>),
    /// A name with others of the same meaning, each as folded words.
    Name { words: Vec<Word>, names: Vec<Vec<String>> },
}

/// A place that the query names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// `dieu-6/khoan-5`, when a provision is named.
    pub(super) address: Option<String>,
    /// Slug of a document number that the index holds.
    pub(super) number: Option<String>,
    /// Kinds of document named beside it (`quy-che`), to choose between components.
    pub(super) components: Vec<String>,
    /// What is sought in that place; empty when the place itself is.
    pub(super) units: Vec<Unit>,
}

/// One way to understand a query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) place: Option<Place>,
    /// Everything typed, the place included, as words to be found.
    pub(super) units: Vec<Unit>,
}

impl Reading {
    /// True when a place was named and nothing is sought in it.
    pub(super) fn is_place(&self) -> bool {
        self.place.as_ref().is_some_and(|place| place.units.is_empty())
    }

    /// The words of all units in the order typed.
    pub(super) fn words(&self) -> Vec<Word> {
        let words = |unit: &Unit| match unit {
            Unit::Word(word) => vec![word.clone()],
            Unit::Phrase(words) | Unit::Name { words, .. } => words.clone(),
        };
        self.units.iter().flat_map(words).collect()
    }
}

/// Words of a query that are read; a pasted page would otherwise take seconds and find nothing better.
const LONGEST: usize = 40;

/// All readings of a query, in the order in which they are tried; empty when nothing was typed.
pub(super) fn readings(typed: &str, aliases: &Aliases, vocabulary: &dyn Vocabulary) -> Vec<Reading> {
    let typed = &typed.split_whitespace().take(LONGEST).collect::<Vec<_>>().join(" ");
    let texts = [Some(typed.to_owned()), telex(typed), vni(typed), joined(typed, vocabulary)];
    let readings = texts.into_iter().flatten().map(|text| reading(&text, aliases, vocabulary));
    readings.filter(|reading| !reading.units.is_empty()).collect()
}

fn reading(text: &str, aliases: &Aliases, vocabulary: &dyn Vocabulary) -> Reading {
    let mut reading = Reading::default();
    let mut place = Place::default();
    for (quoted, piece) in pieces(text) {
        let mut words = words_of(piece);
        if quoted && words.len() > 1 {
            reading.units.push(Unit::Phrase(words.clone()));
            place.units.push(Unit::Phrase(words));
            continue;
        }
        reading.units.extend(units(&words, aliases));
        place.number = place.number.or_else(|| take_number(&mut words, vocabulary));
        place.address = place.address.or_else(|| citation::take(&mut words));
        if place.address.is_some() || place.number.is_some() {
            place.components.extend(citation::take_around(&mut words));
        }
        place.units.extend(units(&words, aliases));
    }
    reading.place = (place.address.is_some() || place.number.is_some()).then_some(place);
    reading
}

/// Cuts a query at its quotation marks; a mark without its partner is an ordinary character.
fn pieces(text: &str) -> Vec<(bool, &str)> {
    let is_quote = |character| matches!(character, '"' | '“' | '”' | '„' | '«' | '»');
    let parts: Vec<&str> = text.split(is_quote).collect();
    let closed = parts.len() - (parts.len() + 1) % 2;
    let inside = |at: usize| at % 2 == 1 && at < closed;
    parts.iter().enumerate().map(|(at, part)| (inside(at), *part)).collect()
}

/// Groups words into names that have aliases, and single words.
fn units(words: &[Word], aliases: &Aliases) -> Vec<Unit> {
    let folded: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
    let mut units = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let unit = match aliases.at(&folded[at..]) {
            Some((length, names)) => {
                at += length;
                Unit::Name { words: words[at - length..at].to_vec(), names }
            }
            None => {
                at += 1;
                Unit::Word(words[at - 1].clone())
            }
        };
        units.push(unit);
    }
    units
}

/// Takes the longest run of words that is a document number of the index: `446-QĐ/TU` as well as `446 qd tu`.
fn take_number(words: &mut Vec<Word>, vocabulary: &dyn Vocabulary) -> Option<String> {
    for start in 0..words.len() {
        if !words[start].folded.starts_with(|first: char| first.is_ascii_digit()) {
            continue;
        }
        for end in (start + 1..=words.len().min(start + 6)).rev() {
            let parts: Vec<&str> = words[start..end].iter().map(|word| word.folded.as_str()).collect();
            let slug = parts.join("-");
            if vocabulary.has_number(&slug) {
                words.drain(start..end);
                return Some(slug);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Words(&'static str);

    impl Vocabulary for Words {
        fn has_word(&self, folded: &str) -> bool {
            self.0.split(' ').any(|word| word == folded)
        }

        fn has_phrase(&self, folded: &[String]) -> bool {
            self.0.contains(&folded.join(" "))
        }

        fn has_number(&self, slug: &str) -> bool {
            slug == "446-qd-tu"
        }
    }

    fn describe(unit: &Unit) -> String {
        let join = |words: &[Word]| words.iter().map(|word| word.exact.as_str()).collect::<Vec<_>>().join(" ");
        match unit {
            Unit::Word(word) => word.exact.clone(),
            Unit::Phrase(words) => format!("“{}”", join(words)),
            Unit::Name { words, names } => format!("{}={}", join(words), names.len()),
        }
    }

    fn check(typed: &str, expected: &[&str]) {
        let aliases = Aliases { groups: vec![vec!["Mặt trận Tổ quốc Việt Nam".to_owned(), "MTTQ".to_owned()]] };
        let found: Vec<String> = readings(typed, &aliases, &Words("cong tac dan van tiep"))
            .iter()
            .map(|reading| {
                let place = reading.place.as_ref().map(|place| {
                    let units: Vec<String> = place.units.iter().map(describe).collect();
                    let named = [place.number.as_deref(), place.address.as_deref()];
                    let named: Vec<&str> = named.into_iter().flatten().collect();
                    format!("[{}: {}] ", named.join(" "), units.join(" "))
                });
                let units: Vec<String> = reading.units.iter().map(describe).collect();
                place.unwrap_or_default() + &units.join(" ")
            })
            .collect();
        assert_eq!(found, expected, "{typed}");
    }

    #[test]
    fn readings_in_the_order_they_are_tried() {
        check("công tác", &["công tác"]);
        check("coong tacs", &["coong tacs", "công tác"]);
        check("co6ng ta1c", &["co6ng ta1c", "công tác"]);
        check("congtac danvan", &["congtac danvan", "cong tac dan van"]);
        check("MTTQ giám sát", &["mttq=2 giám sát"]);
        check("mat tran to quoc viet nam", &["mat tran to quoc viet nam=2"]);
        check("\"công tác\" dân \"vận", &["“công tác” dân vận"]);
        check("“tiếp dân”", &["“tiếp dân”"]);
        check("", &[]);
    }

    #[test]
    fn places_are_recognised() {
        check("khoản 5 điều 6", &["[dieu-6/khoan-5: ] khoản 5 điều 6"]);
        check("446 qd tu", &["[446-qd-tu: ] 446 qd tu"]);
        check("số 446–QĐ/TU", &["[446-qd-tu: ] số 446-qđ/tu"]);
        check("điều 24 quy chế báo cáo", &["[dieu-24: báo cáo] điều 24 quy chế báo cáo"]);
        check("447-QĐ/TU", &["447-qđ/tu"]);
    }
}
