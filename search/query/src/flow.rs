//! The order in which plans are tried, until enough is found. Entry point: [`search`].

use quyche_text::slug;

use crate::alias::Aliases;
use crate::engine::{Engine, Found};
use crate::place::natural;
use crate::plan::{self, Clause, Label, Plan, Strictness};
use crate::reading::{Place, Reading, Unit, readings};
use crate::snippet::{Snippet, Wanted};
use crate::word::join;

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
    search_without(engine, aliases, request, None)
}

/// The records that answer a request without what it says of one label, best first.
pub fn search_without<E: Engine>(engine: &E, aliases: &Aliases, request: &Request, without: Option<Label>) -> Result<Answer, E::Error> {
    let readings = readings(&request.query, request.typing, aliases, engine)?;
    let mut found = Finding { engine, filters: filters(request, without), limit: request.limit, lines: Vec::new(), wanted: Vec::new() };
    if readings.is_empty() {
        if !found.filters.is_empty() {
            found.add(&Clause::Everything, &[], true)?;
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
    if let Some(reading) = answered {
        found.add_loose(reading)?;
        return found.answer(answered);
    }
    // When no reading finds all words, a decoded one is likelier to be what was meant than the raw keys.
    for at in 1..=readings.len() {
        let reading = &readings[at % readings.len()];
        found.add_loose(reading)?;
        if answered.is_none() && !found.lines.is_empty() {
            answered = Some(reading);
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
    wanted: Vec<Wanted<'a>>,
}

impl<'a, E: Engine> Finding<'a, E> {
    /// The place that is named, then all words with their marks, then all words without.
    fn add_strict(&mut self, reading: &'a Reading) -> Result<(), E::Error> {
        if let Some(place) = &reading.place {
            self.add_place(place)?;
            if reading.is_place() && place.address.is_some() && !self.lines.is_empty() {
                // `khoản`, `5`, `điều`, `6` apart from each other say nothing; next to each other they cite the place.
                return self.add_words(std::slice::from_ref(&reading.phrase));
            }
        }
        self.add_words(&reading.units)
    }

    fn add_words(&mut self, units: &'a [Unit]) -> Result<(), E::Error> {
        if units.iter().any(|unit| unit.words.iter().any(|word| word.marked)) {
            self.add(&plan::all(units, Strictness::Exact), units, true)?;
        }
        self.add(&plan::all(units, Strictness::Folded), units, true)
    }

    /// While there are few hits, those that miss some of the words.
    fn add_loose(&mut self, reading: &'a Reading) -> Result<(), E::Error> {
        if self.lines.len() >= FEW {
            return Ok(());
        }
        self.add(&plan::some(&reading.units), &reading.units, true)
    }

    /// The records of a place; where it has no such khoản or điểm, those of what would contain it.
    fn add_place(&mut self, place: &'a Place) -> Result<(), E::Error> {
        let mut address = place.address.as_deref();
        loop {
            let own = self.filters.len();
            if let Some(number) = &place.number {
                self.filters.push((Label::Number, number.clone()));
            }
            if let Some(address) = address {
                self.filters.push((Label::Address, address.to_owned()));
            }
            let done =
                if place.units.is_empty() { self.add(&plan::at_place(place, address), &[], false) } else { self.add_words(&place.units) };
            self.filters.truncate(own);
            done?;
            let inner = address.unwrap_or_default();
            let mut end = 0;
            for (at, byte) in inner.bytes().enumerate() {
                if byte == b'/' {
                    end = at;
                }
            }
            if end == 0 || !self.lines.is_empty() {
                return Ok(());
            }
            address = Some(&inner[..end]);
        }
    }

    /// Appends what is not there yet, its scores brought below those that are.
    fn add(&mut self, clause: &Clause<'_>, units: &'a [Unit], weighted: bool) -> Result<(), E::Error> {
        if self.lines.len() >= self.limit {
            return Ok(());
        }
        let found = self.engine.best(&Plan { clause, filters: &self.filters, weighted }, self.limit)?;
        let before = self.lines.len();
        let ceiling = self.lines.last().map_or(f32::INFINITY, |line| line.score * 0.95);
        let mut factor = None;
        for &Found { id, score } in &found {
            if self.lines.len() < self.limit && self.lines[..before].iter().all(|line| line.id != id) {
                let factor = *factor.get_or_insert(if score > ceiling { ceiling / score } else { 1.0 });
                self.lines.push(Line { id, score: score * factor, wanted: self.wanted.len() });
            }
        }
        self.wanted.push(Wanted::of(units));
        Ok(())
    }

    /// Reads the words of the hits; where scores are equal, the order of the paths counts.
    fn answer(self, reading: Option<&Reading>) -> Result<Answer, E::Error> {
        let mut hits: Vec<Hit> = Vec::new();
        let mut fault = Ok(());
        let (mut first, mut wanted) = (0, 0);
        for line in &self.lines {
            let stored = match self.engine.stored(line.id) {
                Ok(stored) => stored,
                Err(other) => {
                    fault = Err(other);
                    continue;
                }
            };
            // Lines of one addition stand together, in the order of their scores but for those that are equal.
            if line.wanted != wanted {
                (first, wanted) = (hits.len(), line.wanted);
            }
            let mut at = hits.len();
            while at > first && line.score.total_cmp(&hits[at - 1].score).then_with(|| natural(&hits[at - 1].path, &stored.path)).is_gt() {
                at -= 1;
            }
            let hit = Hit {
                id: line.id,
                snippet: Snippet::cut(&stored.text, &self.wanted[wanted]),
                path: stored.path,
                url: stored.url,
                kind: stored.kind,
                document: stored.document,
                title: stored.title,
                breadcrumb: stored.breadcrumb,
                score: line.score,
            };
            hits.insert(at, hit);
        }
        fault.map(|()| Answer { hits, understood: reading.and_then(|reading| reading.text.clone()) })
    }
}

/// What the request restricts. With an organisation, role, timing and level are those of its duties.
fn filters(request: &Request, without: Option<Label>) -> Vec<(Label, String)> {
    let organisation = request.organisation.as_deref().filter(|_| without != Some(Label::Organisation)).map(slug);
    let mut all = Vec::new();
    for (label, value) in &[
        (Label::Role, &request.role),
        (Label::Timing, &request.timing),
        (Label::Level, &request.level),
        (Label::Organisation, &request.organisation),
        (Label::Number, &request.document),
        (Label::Kind, &request.kind),
    ] {
        if let Some(value) = value
            && without != Some(*label)
        {
            let value = slug(value);
            let value = match &organisation {
                Some(id) if matches!(label, Label::Role | Label::Timing | Label::Level) => join(&[id, &value], '/'),
                _ => value,
            };
            all.push((*label, value));
        }
    }
    all
}
