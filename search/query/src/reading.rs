//! What was typed, as an ordered list of readings: as it stands, then as Telex, as VNI, as joined syllables, with slips corrected.
//! Entry point: [`readings`].

use quyche_text::{telex, vni};

use crate::alias::Aliases;
use crate::citation;
use crate::engine::Engine;
use crate::joined::joined;
use crate::spelling::{completions, corrected};
use crate::word::{Word, folded, words_of};

/// What must be found together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unit {
    /// A single word.
    Word(Word),
    /// The word that is still being typed, and longer words that begin with it.
    Begun(Word, Vec<String>),
    /// Words in quotation marks: next to each other, in this order.
    Phrase(Vec<Word>),
    /// A name with others of the same meaning, each as folded words.
    Name { words: Vec<Word>, names: Vec<Vec<String>> },
}

/// A place that the query names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// `dieu-6/khoan-5`, when a provision is named.
    pub(crate) address: Option<String>,
    /// Slug of a document number that the index holds.
    pub(crate) number: Option<String>,
    /// Kinds of document named beside it (`quy-che`), to choose between components.
    pub(crate) components: Vec<String>,
    /// What is sought in that place; empty when the place itself is.
    pub(crate) units: Vec<Unit>,
}

/// One way to understand a query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Reading {
    /// The text that is read, when it is not what was typed.
    pub(crate) text: Option<String>,
    pub(crate) place: Option<Place>,
    /// Everything typed, the place included, as words to be found.
    pub(crate) units: Vec<Unit>,
}

impl Unit {
    pub(crate) fn words(&self) -> &[Word] {
        match self {
            Unit::Word(word) | Unit::Begun(word, _) => std::slice::from_ref(word),
            Unit::Phrase(words) | Unit::Name { words, .. } => words,
        }
    }
}

impl Reading {
    /// True when a place was named and nothing is sought in it.
    pub(crate) fn is_place(&self) -> bool {
        self.place.as_ref().is_some_and(|place| place.units.is_empty())
    }

    /// The words of all units in the order typed.
    pub(crate) fn words(&self) -> Vec<Word> {
        self.units.iter().flat_map(Unit::words).cloned().collect()
    }
}

/// Words of a query that are read; a pasted page would otherwise take seconds and find nothing better.
const LONGEST: usize = 40;

/// All readings of a query, in the order in which they are tried; empty when nothing was typed. With `typing` the last word may be
/// unfinished.
pub(crate) fn readings<E: Engine>(typed: &str, typing: bool, aliases: &Aliases, engine: &E) -> Result<Vec<Reading>, E::Error> {
    let unfinished = typing && !typed.ends_with(char::is_whitespace);
    let typed = &typed.split_whitespace().take(LONGEST).collect::<Vec<_>>().join(" ");
    // One question for all words, so that an engine whose files are on their way sends for all of them at once.
    engine.frequencies(&typed.split_whitespace().map(folded).collect::<Vec<_>>())?;
    let endings = if unfinished { completions(typed, engine)? } else { Vec::new() };
    let mut readings = vec![reading(typed, None, aliases, engine)?];
    if let Some(last) = readings[0].units.last_mut()
        && let Unit::Word(word) = last
        && !endings.is_empty()
    {
        *last = Unit::Begun(word.clone(), endings.clone());
    }
    let mut decoded = vec![telex(typed), vni(typed)];
    if endings.is_empty() {
        decoded.push(joined(typed, engine)?);
        decoded.push(corrected(typed, engine)?);
    }
    for text in decoded.into_iter().flatten() {
        readings.push(reading(&text, Some(&text), aliases, engine)?);
    }
    readings.retain(|reading| !reading.units.is_empty());
    Ok(readings)
}

fn reading<E: Engine>(typed: &str, text: Option<&str>, aliases: &Aliases, engine: &E) -> Result<Reading, E::Error> {
    let mut reading = Reading { text: text.map(str::to_owned), ..Reading::default() };
    let mut place = Place::default();
    for (quoted, piece) in pieces(typed) {
        let mut words = words_of(piece);
        if quoted && words.len() > 1 {
            reading.units.push(Unit::Phrase(words.clone()));
            place.units.push(Unit::Phrase(words));
            continue;
        }
        reading.units.extend(units(&words, aliases));
        if place.number.is_none() {
            place.number = take_number(&mut words, engine)?;
        }
        place.address = place.address.or_else(|| citation::take(&mut words));
        if place.address.is_some() || place.number.is_some() {
            place.components.extend(citation::take_around(&mut words));
        }
        place.units.extend(units(&words, aliases));
    }
    reading.place = (place.address.is_some() || place.number.is_some()).then_some(place);
    Ok(reading)
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
fn take_number<E: Engine>(words: &mut Vec<Word>, engine: &E) -> Result<Option<String>, E::Error> {
    for start in 0..words.len() {
        if !words[start].folded.starts_with(|first: char| first.is_ascii_digit()) {
            continue;
        }
        for end in (start + 1..=words.len().min(start + 6)).rev() {
            let parts: Vec<&str> = words[start..end].iter().map(|word| word.folded.as_str()).collect();
            let slug = parts.join("-");
            if engine.has_number(&slug)? {
                words.drain(start..end);
                return Ok(Some(slug));
            }
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;
    use crate::engine::{Found, Stored};
    use crate::plan::Plan;

    /// An index of these words, where any words stand together.
    struct Words(&'static str);

    impl Engine for Words {
        type Error = Infallible;

        fn frequencies(&self, words: &[String]) -> Result<Vec<u32>, Infallible> {
            Ok(words.iter().map(|word| self.0.split(' ').filter(|known| known == word).count() as u32).collect())
        }

        fn completions(&self, prefix: &str) -> Result<Vec<(String, u32)>, Infallible> {
            let begins = |word: &&str| word.starts_with(prefix) && *word != prefix;
            Ok(self.0.split(' ').filter(begins).map(|word| (word.to_owned(), 1)).collect())
        }

        fn has_number(&self, slug: &str) -> Result<bool, Infallible> {
            Ok(slug == "446-qd-tu")
        }

        fn best(&self, _: &Plan, _: usize) -> Result<Vec<Found>, Infallible> {
            Ok(vec![Found { id: 0, score: 1.0 }])
        }

        fn stored(&self, ids: &[u32]) -> Result<Vec<Stored>, Infallible> {
            Ok(vec![Stored::default(); ids.len()])
        }
    }

    fn describe(unit: &Unit) -> String {
        let join = |words: &[Word]| words.iter().map(|word| word.exact.as_str()).collect::<Vec<_>>().join(" ");
        match unit {
            Unit::Word(word) => word.exact.clone(),
            Unit::Begun(word, longer) => format!("{}…{}", word.exact, longer.join("|")),
            Unit::Phrase(words) => format!("“{}”", join(words)),
            Unit::Name { words, names } => format!("{}={}", join(words), names.len()),
        }
    }

    fn check(typed: &str, typing: bool, expected: &[&str]) {
        let names = ["Mặt trận Tổ quốc Việt Nam", "MTTQ"].map(str::to_owned);
        let aliases = Aliases::new([names.as_slice()]);
        let Ok(readings) = readings(typed, typing, &aliases, &Words("cong tac dan van tiep truong"));
        let describe_all = |reading: &Reading| {
            let place = reading.place.as_ref().map(|place| {
                let units: Vec<String> = place.units.iter().map(describe).collect();
                let named: Vec<&str> = [place.number.as_deref(), place.address.as_deref()].into_iter().flatten().collect();
                format!("[{}: {}] ", named.join(" "), units.join(" "))
            });
            let units: Vec<String> = reading.units.iter().map(describe).collect();
            place.unwrap_or_default() + &units.join(" ")
        };
        assert_eq!(readings.iter().map(describe_all).collect::<Vec<_>>(), expected, "{typed}");
    }

    #[test]
    fn readings_in_the_order_they_are_tried() {
        check("công tác", false, &["công tác"]);
        check("coong tacs", false, &["coong tacs", "công tác", "cong tac"]);
        check("co6ng ta1c", false, &["co6ng ta1c", "công tác"]);
        check("congtac danvan", false, &["congtac danvan", "cong tac dan van"]);
        check("truogn", false, &["truogn", "truong"]);
        check("MTTQ giám sát", false, &["mttq=2 giám sát"]);
        check("mat tran to quoc viet nam", false, &["mat tran to quoc viet nam=2"]);
        check("\"công tác\" dân \"vận", false, &["“công tác” dân vận"]);
        check("“tiếp dân”", false, &["“tiếp dân”"]);
        check("", false, &[]);
    }

    #[test]
    fn an_unfinished_word_is_read_as_what_it_begins() {
        check("cong ta", true, &["cong ta…tac"]);
        check("công tá", true, &["công tá…tac"]);
        check("cong tac", true, &["cong tac"]);
        check("cong ta ", true, &["cong ta"]);
        check("cong t", true, &["cong t"]);
    }

    #[test]
    fn places_are_recognised() {
        check("khoản 5 điều 6", false, &["[dieu-6/khoan-5: ] khoản 5 điều 6"]);
        check("446 qd tu", false, &["[446-qd-tu: ] 446 qd tu"]);
        check("số 446–QĐ/TU", false, &["[446-qd-tu: ] số 446-qđ/tu"]);
        check("điều 24 quy chế báo cáo", false, &["[dieu-24: báo cáo] điều 24 quy chế báo cáo"]);
        check("447-QĐ/TU", false, &["447-qđ/tu"]);
    }
}
