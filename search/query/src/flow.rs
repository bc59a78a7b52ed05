//! The order in which plans are tried, until enough is found. Entry point: [`search`].

use quyche_text::slug;

use crate::alias::Aliases;
use crate::engine::Engine;
use crate::place::natural;
use crate::plan::{self, Clause, Label, Plan, Strictness};
use crate::reading::{Place, Reading, Unit, readings};
use crate::snippet::{Snippet, Wanted};

/// With fewer hits than this, records that miss some of the words are added below.
const FEW: usize = 5;

/// What is sought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// As typed; when empty, the filters alone choose.
    pub query: String,
    /// True while the last word is being typed, so that it may be the beginning of a longer one.
    pub typing: bool,
    /// Only records of this organisation (its id or its full name).
    pub organisation: Option<String>,
    /// Only records with a duty of this role.
    pub role: Option<String>,
    /// Only records with a duty due so (`P6M`, `as-needed`, …).
    pub timing: Option<String>,
    /// Only records with a duty of a body of this level (`city`, …).
    pub level: Option<String>,
    /// Only records of this document (its slug or its number).
    pub document: Option<String>,
    /// Only records of this kind.
    pub kind: Option<String>,
    /// At most so many hits.
    pub limit: usize,
}

/// One result.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The engine's number of the record.
    pub id: u32,
    /// Provision path, or the page's id.
    pub path: String,
    /// Where a reader finds it.
    pub url: String,
    /// Kind of the record.
    pub kind: String,
    /// Slug of its document; empty when it has none.
    pub document: String,
    /// What the result is called.
    pub title: String,
    /// Chapter, section and their headings.
    pub breadcrumb: String,
    /// The part of the text that answers.
    pub snippet: Snippet,
    /// Falls along the list; comparable within one list only.
    pub score: f32,
}

/// What was found, best first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// The hits.
    pub hits: Vec<Hit>,
    /// The text that was sought, when it is not what was typed: Telex decoded, syllables cut apart, a slip corrected.
    pub understood: Option<String>,
}

/// The records that answer a request, best first.
pub fn search<E: Engine>(engine: &E, aliases: &Aliases, request: &Request) -> Result<Answer, E::Error> {
    let readings = readings(&request.query, request.typing, aliases, engine)?;
    let mut found = Finding { engine, filters: filters(request), limit: request.limit, lines: Vec::new(), wanted: Vec::new() };
    if readings.is_empty() {
        if !found.filters.is_empty() {
            found.add(Clause::Everything, &[], true)?;
        }
        return found.answer(None);
    }
    let mut answered = None;
    for reading in &readings {
        found.add_strict(reading)?;
        if !found.lines.is_empty() {
            answered = Some(reading);
            break;
        }
    }
    if answered.is_some_and(Reading::is_place) {
        return found.answer(answered);
    }
    // When no reading finds all words, a decoded one is likelier to be what was meant than the raw keys.
    let loose: Vec<&Reading> = match answered {
        Some(reading) => vec![reading],
        None => readings[1..].iter().chain(&readings[..1]).collect(),
    };
    for reading in loose {
        if found.lines.len() < FEW {
            found.add(plan::some(&reading.units), &reading.units, true)?;
            answered = answered.or_else(|| (!found.lines.is_empty()).then_some(reading));
        }
    }
    found.answer(answered)
}

/// A hit before its words are read: number of the record, score, and which of the wanted its snippet marks.
struct Line {
    id: u32,
    score: f32,
    wanted: usize,
}

/// The hits so far. Each addition stands below the ones before it.
struct Finding<'a, E> {
    engine: &'a E,
    filters: Vec<(Label, String)>,
    limit: usize,
    lines: Vec<Line>,
    wanted: Vec<Wanted>,
}

impl<E: Engine> Finding<'_, E> {
    /// The place that is named, then all words with their marks, then all words without.
    fn add_strict(&mut self, reading: &Reading) -> Result<(), E::Error> {
        let Some(place) = &reading.place else {
            return self.add_words(&reading.units);
        };
        self.add_place(place)?;
        if reading.is_place() && place.address.is_some() && !self.lines.is_empty() {
            // `khoản`, `5`, `điều`, `6` apart from each other say nothing; next to each other they cite the place.
            return self.add_words(&[Unit::Phrase(reading.words())]);
        }
        self.add_words(&reading.units)
    }

    fn add_words(&mut self, units: &[Unit]) -> Result<(), E::Error> {
        if units.iter().flat_map(Unit::words).any(|word| word.marked) {
            self.add(plan::all(units, Strictness::Exact), units, true)?;
        }
        self.add(plan::all(units, Strictness::Folded), units, true)
    }

    /// The records of a place; where it has no such khoản or điểm, those of what would contain it.
    fn add_place(&mut self, place: &Place) -> Result<(), E::Error> {
        let mut place = place.clone();
        self.add_exactly(&place)?;
        while let Some((outer, _)) = place.address.as_deref().and_then(|inner| inner.rsplit_once('/')) {
            if !self.lines.is_empty() {
                break;
            }
            place.address = Some(outer.to_owned());
            self.add_exactly(&place)?;
        }
        Ok(())
    }

    fn add_exactly(&mut self, place: &Place) -> Result<(), E::Error> {
        let number = place.number.iter().map(|number| (Label::Number, number.clone()));
        let address = place.address.iter().map(|address| (Label::Address, address.clone()));
        let own = self.filters.len();
        self.filters.extend(number.chain(address));
        let done = if place.units.is_empty() { self.add(plan::at_place(place), &[], false) } else { self.add_words(&place.units) };
        self.filters.truncate(own);
        done
    }

    /// Appends what is not there yet, its scores brought below those that are.
    fn add(&mut self, clause: Clause, units: &[Unit], weighted: bool) -> Result<(), E::Error> {
        let room = self.limit.saturating_sub(self.lines.len());
        if room == 0 {
            return Ok(());
        }
        let mut found = self.engine.best(&Plan { clause, filters: self.filters.clone(), weighted }, self.limit)?;
        found.retain(|found| self.lines.iter().all(|line| line.id != found.id));
        let top = found.first().map_or(0.0, |found| found.score);
        let ceiling = self.lines.last().map_or(f32::INFINITY, |line| line.score * 0.95);
        let factor = if top > ceiling { ceiling / top } else { 1.0 };
        let wanted = self.wanted.len();
        self.wanted.push(Wanted::of(units));
        self.lines.extend(found.into_iter().take(room).map(|found| Line { id: found.id, score: found.score * factor, wanted }));
        Ok(())
    }

    /// Reads the words of the hits; where scores are equal, the order of the paths counts.
    fn answer(self, reading: Option<&Reading>) -> Result<Answer, E::Error> {
        let ids: Vec<u32> = self.lines.iter().map(|line| line.id).collect();
        let stored = self.engine.stored(&ids)?;
        let mut pairs: Vec<_> = self.lines.iter().zip(stored).collect();
        pairs.sort_by(|(a, x), (b, y)| {
            a.wanted.cmp(&b.wanted).then(b.score.total_cmp(&a.score)).then_with(|| natural(&x.path).cmp(&natural(&y.path)))
        });
        let hit = |(line, stored): (&Line, crate::engine::Stored)| Hit {
            id: line.id,
            snippet: Snippet::cut(&stored.text, &self.wanted[line.wanted]),
            path: stored.path,
            url: stored.url,
            kind: stored.kind,
            document: stored.document,
            title: stored.title,
            breadcrumb: stored.breadcrumb,
            score: line.score,
        };
        Ok(Answer { hits: pairs.into_iter().map(hit).collect(), understood: reading.and_then(|reading| reading.text.clone()) })
    }
}

/// What the request restricts. With an organisation, role, timing and level are those of its duties.
fn filters(request: &Request) -> Vec<(Label, String)> {
    let organisation = request.organisation.as_deref().map(slug);
    let own = [(Label::Role, &request.role), (Label::Timing, &request.timing), (Label::Level, &request.level)];
    let own = own.into_iter().filter_map(|(label, value)| value.as_deref().map(|value| (label, slug(value))));
    let mut all: Vec<(Label, String)> =
        own.map(|(label, value)| (label, organisation.as_ref().map_or_else(|| value.clone(), |id| format!("{id}/{value}")))).collect();
    all.extend(organisation.map(|id| (Label::Organisation, id)));
    all.extend(request.document.as_deref().map(|document| (Label::Number, slug(document))));
    all.extend(request.kind.as_deref().map(|kind| (Label::Kind, slug(kind))));
    all
}
