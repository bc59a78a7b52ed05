//! Answers requests from an opened index. Entry point: [`search`].

use anyhow::Result;
use quyche_text::slug;
use tantivy::TantivyDocument;
use tantivy::collector::TopDocs;
use tantivy::query::{AllQuery, Query};
use tantivy::schema::{Field, Value};

use crate::index::clause::{self, Strictness};
use crate::index::query::{self, Place, Reading, Unit};
use crate::index::rank::{self, Candidate};
use crate::index::reader::Index;
use crate::index::schema::Fields;
use crate::index::snippet::{Snippet, Wanted};

/// With fewer hits than this, records that miss some of the words are added below.
const FEW: usize = 5;

/// What is sought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// As typed; when empty, the filters alone choose.
    pub query: String,
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
    /// At most so many hits.
    pub limit: usize,
}

/// One result.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
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
    /// The part of the text that answers.
    pub snippet: Snippet,
    /// Falls along the list; comparable within one list only.
    pub score: f32,
}

/// The records that answer a request, best first.
pub fn search(index: &Index, request: &Request) -> Result<Vec<Hit>> {
    let filters = filters(request, &index.fields);
    let readings = query::readings(&request.query, &index.aliases, index);
    let mut found = Found { index, filters, limit: request.limit, hits: Vec::new() };
    if readings.is_empty() {
        if !found.filters.is_empty() {
            found.add(Box::new(AllQuery), &[])?;
        }
        return Ok(found.hits);
    }
    let mut answered = None;
    for reading in &readings {
        found.add_strict(reading)?;
        if !found.hits.is_empty() {
            answered = Some(reading);
            break;
        }
    }
    if answered.is_some_and(Reading::is_place) {
        return Ok(found.hits);
    }
    // When no reading finds all words, a decoded one is likelier to be what was meant than the raw keys.
    let loose: Vec<&Reading> = match answered {
        Some(reading) => vec![reading],
        None => readings[1..].iter().chain(&readings[..1]).collect(),
    };
    for reading in loose {
        if found.hits.len() < FEW {
            found.add(clause::some(&reading.units, &index.fields), &reading.units)?;
        }
    }
    Ok(found.hits)
}

/// The hits so far. Each addition stands below the ones before it.
struct Found<'a> {
    index: &'a Index,
    filters: Vec<(Field, String)>,
    limit: usize,
    hits: Vec<Hit>,
}

impl Found<'_> {
    /// The place that is named, then all words with their marks, then all words without.
    fn add_strict(&mut self, reading: &Reading) -> Result<()> {
        let Some(place) = &reading.place else {
            return self.add_words(&reading.units);
        };
        self.add_place(place)?;
        if reading.is_place() && place.address.is_some() && !self.hits.is_empty() {
            // `khoản`, `5`, `điều`, `6` apart from each other say nothing; next to each other they cite the place.
            return self.add_words(&[Unit::Phrase(reading.words())]);
        }
        self.add_words(&reading.units)
    }

    fn add_words(&mut self, units: &[Unit]) -> Result<()> {
        for strictness in [Strictness::Exact, Strictness::Folded] {
            self.add(clause::all(units, strictness, &self.index.fields), units)?;
        }
        Ok(())
    }

    /// The records of a place; where it has no such khoản or điểm, those of what would contain it.
    fn add_place(&mut self, place: &Place) -> Result<()> {
        let mut place = place.clone();
        self.add_exactly(&place)?;
        while let Some((outer, _)) = place.address.as_deref().and_then(|inner| inner.rsplit_once('/')) {
            if !self.hits.is_empty() {
                break;
            }
            place.address = Some(outer.to_owned());
            self.add_exactly(&place)?;
        }
        Ok(())
    }

    fn add_exactly(&mut self, place: &Place) -> Result<()> {
        let fields = &self.index.fields;
        let number = place.number.iter().map(|number| (fields.number, number.clone()));
        let address = place.address.iter().map(|address| (fields.address, address.clone()));
        let own = self.filters.len();
        self.filters.extend(number.chain(address));
        let done = if place.units.is_empty() {
            self.candidates(Box::new(AllQuery)).and_then(|found| self.append(rank::by_place(found, place), &Wanted::default()))
        } else {
            self.add_words(&place.units)
        };
        self.filters.truncate(own);
        done
    }

    fn add(&mut self, query: Box<dyn Query>, units: &[Unit]) -> Result<()> {
        if self.hits.len() >= self.limit {
            return Ok(());
        }
        let candidates = self.candidates(query)?;
        self.append(rank::by_words(candidates, units), &rank::wanted(units))
    }

    /// Appends what is not there yet, its scores brought below those that are.
    fn append(&mut self, mut candidates: Vec<Candidate>, wanted: &Wanted) -> Result<()> {
        candidates.retain(|candidate| self.hits.iter().all(|hit| hit.path != candidate.path));
        let top = candidates.first().map_or(0.0, |candidate| candidate.score);
        let ceiling = self.hits.last().map_or(f32::INFINITY, |hit| hit.score * 0.95);
        let factor = if top > ceiling { ceiling / top } else { 1.0 };
        let room = self.limit.saturating_sub(self.hits.len());
        for candidate in candidates.into_iter().take(room) {
            let snippet = Snippet::cut(&candidate.text, wanted);
            let Candidate { path, url, kind, document, title, score, .. } = candidate;
            self.hits.push(Hit { path, url, kind, document, title, snippet, score: score * factor });
        }
        Ok(())
    }

    /// The best records by tantivy's score, more than asked for, because the final order looks at more than the score.
    fn candidates(&self, query: Box<dyn Query>) -> Result<Vec<Candidate>> {
        let query = clause::restricted(query, &self.filters);
        let collector = TopDocs::with_limit(self.limit * 3 + 50).order_by_score();
        let top = self.index.searcher.search(&query, &collector)?;
        let mut candidates = Vec::with_capacity(top.len());
        for (score, address) in top {
            let document: TantivyDocument = self.index.searcher.doc(address)?;
            let stored = |field: Field| document.get_first(field).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
            let fields = &self.index.fields;
            candidates.push(Candidate {
                path: stored(fields.path),
                url: stored(fields.url),
                kind: stored(fields.kind),
                document: stored(fields.document),
                title: stored(fields.title),
                text: stored(fields.text),
                score,
            });
        }
        Ok(candidates)
    }
}

/// What the request restricts, as raw fields and their values. With an organisation, role, timing and level are those of its duties.
fn filters(request: &Request, fields: &Fields) -> Vec<(Field, String)> {
    let organisation = request.organisation.as_deref().map(slug);
    let own = [(fields.role, &request.role), (fields.timing, &request.timing), (fields.level, &request.level)];
    let own = own.into_iter().filter_map(|(field, value)| value.as_deref().map(|value| (field, slug(value))));
    let mut all: Vec<(Field, String)> =
        own.map(|(field, value)| (field, organisation.as_ref().map_or_else(|| value.clone(), |id| format!("{id}/{value}")))).collect();
    all.extend(organisation.map(|id| (fields.organisation, id)));
    all.extend(request.document.as_deref().map(|document| (fields.number, slug(document))));
    all
}
