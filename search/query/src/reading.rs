//! What was typed, as an ordered list of readings: as it stands, then as Telex, as VNI, as joined syllables, with slips corrected.
//! Entry point: [`readings`].

use std::rc::Rc;

use quyche_text::{pieces, telex, vni};

use crate::alias::Aliases;
use crate::citation;
use crate::engine::Engine;
use crate::joined::joined;
use crate::snippet::trimmed;
use crate::spelling::{completions, corrected};
use crate::word::{Word, Words, each_folded, join, remove, words_of};

/// What must be found together.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    pub(crate) kind: Kind,
    /// As typed.
    pub(crate) words: Words,
    /// Longer words that begin with the one typed, or the names of the same meaning, as folded words with spaces between them.
    pub(crate) others: Vec<String>,
}

/// How the words of a unit belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A single word.
    Word,
    /// The word that is still being typed.
    Begun,
    /// Words in quotation marks: next to each other, in this order.
    Phrase,
    /// A name with others of the same meaning.
    Name,
}

/// A place that the query names.
#[derive(Debug, Default, PartialEq, Eq)]
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
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    /// The text that is read, when it is not what was typed.
    pub(crate) text: Option<String>,
    pub(crate) place: Option<Place>,
    /// Everything typed, the place included, as words to be found.
    pub(crate) units: Vec<Unit>,
    /// The words of all units in the order typed, as a phrase.
    pub(crate) phrase: Unit,
}

impl Unit {
    fn new(kind: Kind, words: &[Rc<Word>], others: Vec<String>) -> Unit {
        Unit { kind, words: words.to_vec(), others }
    }
}

impl Reading {
    /// True when a place was named and nothing is sought in it.
    pub(crate) fn is_place(&self) -> bool {
        self.place.as_ref().is_some_and(|place| place.units.is_empty())
    }
}

/// Words of a query that are read; a pasted page would otherwise take seconds and find nothing better.
const LONGEST: usize = 40;

/// All readings of a query, in the order in which they are tried; empty when nothing was typed. With `typing` the last word may be
/// unfinished.
pub(crate) fn readings<E: Engine>(typed: &str, typing: bool, aliases: &Aliases, engine: &E) -> Result<Vec<Reading>, E::Error> {
    let unfinished = typing && trimmed(typed) == typed.len();
    let mut words = pieces(typed);
    words.truncate(LONGEST);
    let typed = &join(&words, ' ');
    // One question for all words, so that an engine whose files are on their way sends for all of them at once.
    engine.frequencies(&each_folded(&words))?;
    let endings = if unfinished { completions(typed, engine)? } else { Vec::new() };
    let is_begun = !endings.is_empty();
    let mut readings = Vec::new();
    let mut first = reading(typed, aliases, engine)?;
    if let Some(last) = first.units.last_mut()
        && last.kind == Kind::Word
        && is_begun
    {
        last.kind = Kind::Begun;
        last.others = endings;
    }
    let mut decoded = vec![telex(typed), vni(typed)];
    if !is_begun {
        decoded.push(joined(typed, engine)?);
        decoded.push(corrected(typed, engine)?);
    }
    if first.units.is_empty() {
        return Ok(readings);
    }
    readings.push(first);
    for text in &mut decoded {
        if let Some(text) = text.take() {
            let mut decoded = reading(&text, aliases, engine)?;
            decoded.text = Some(text);
            readings.push(decoded);
        }
    }
    Ok(readings)
}

fn reading<E: Engine>(typed: &str, aliases: &Aliases, engine: &E) -> Result<Reading, E::Error> {
    let mut all = Words::new();
    let mut whole = Vec::new();
    let mut place = Place::default();
    for &(quoted, piece) in &quotations(typed) {
        let mut words = words_of(piece);
        all.append(&mut words.clone());
        if quoted && words.len() > 1 {
            whole.push(Unit::new(Kind::Phrase, &words, Vec::new()));
            place.units.push(Unit::new(Kind::Phrase, &words, Vec::new()));
            continue;
        }
        add_units(&words, aliases, &mut whole);
        if place.number.is_none() {
            place.number = take_number(&mut words, engine)?;
        }
        if place.address.is_none() {
            place.address = citation::take(&mut words);
        }
        let is_named = place.address.is_some() || place.number.is_some();
        if is_named {
            citation::take_around(&mut words, &mut place.components);
        }
        add_units(&words, aliases, &mut place.units);
    }
    let is_named = place.address.is_some() || place.number.is_some();
    let phrase = Unit { kind: Kind::Phrase, words: all, others: Vec::new() };
    Ok(Reading { text: None, place: if is_named { Some(place) } else { None }, units: whole, phrase })
}

/// Cuts a query at its quotation marks, each piece with whether it is quoted; a mark without its partner is an ordinary character.
fn quotations(text: &str) -> Vec<(bool, &str)> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, character) in text.char_indices() {
        if matches!(character, '"' | '“' | '”' | '„' | '«' | '»') {
            parts.push((parts.len() % 2 == 1, &text[start..at]));
            start = at + character.len_utf8();
        }
    }
    parts.push((false, &text[start..]));
    parts
}

/// Groups words into names that have aliases, and single words.
fn add_units(words: &Words, aliases: &Aliases, units: &mut Vec<Unit>) {
    let folded = folded(words);
    let mut at = 0;
    while at < words.len() {
        let (length, names) = aliases.at(&join(&folded[at..], ' '));
        let kind = if length > 0 { Kind::Name } else { Kind::Word };
        let end = at + length.max(1);
        units.push(Unit::new(kind, &words[at..end], names));
        at = end;
    }
}

/// Takes the longest run of words that is a document number of the index: `446-QĐ/TU` as well as `446 qd tu`.
fn take_number<E: Engine>(words: &mut Words, engine: &E) -> Result<Option<String>, E::Error> {
    for start in 0..words.len() {
        if !words[start].folded.as_bytes().first().is_some_and(u8::is_ascii_digit) {
            continue;
        }
        for end in (start + 1..=words.len().min(start + 6)).rev() {
            let slug = join(&folded(&words[start..end]), '-');
            if engine.has_number(&slug)? {
                remove(words, start, end);
                return Ok(Some(slug));
            }
        }
    }
    Ok(None)
}

/// The words without marks.
fn folded(words: &[Rc<Word>]) -> Vec<&str> {
    let mut folded = Vec::new();
    for word in words {
        folded.push(word.folded.as_str());
    }
    folded
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

        fn best(&self, _: &Plan<'_>, _: usize) -> Result<Vec<Found>, Infallible> {
            Ok(vec![Found { id: 0, score: 1.0 }])
        }

        fn stored(&self, _: u32) -> Result<Stored, Infallible> {
            Ok(Stored::default())
        }
    }

    fn describe(unit: &Unit) -> String {
        let join = |words: &[Rc<Word>]| words.iter().map(|word| word.exact.as_str()).collect::<Vec<_>>().join(" ");
        let words = join(&unit.words);
        match unit.kind {
            Kind::Word => words,
            Kind::Begun => format!("{words}…{}", unit.others.join("|")),
            Kind::Phrase => format!("“{words}”"),
            Kind::Name => format!("{words}={}", unit.others.len()),
        }
    }

    fn check(typed: &str, typing: bool, expected: &[&str]) {
        let names = ["Mặt trận Tổ quốc Việt Nam", "MTTQ"].map(str::to_owned);
        let aliases = Aliases::new(&[names.to_vec()]);
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
        check("cong ta (", true, &["cong ta"]);
        check("cong ta)", true, &["cong ta"]);
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
