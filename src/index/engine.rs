//! Tantivy answers plans. Entry point: [`Index`] as an [`Engine`].

use anyhow::Result;
use quyche_query::{Answer, Engine, Found, Plan, Request, Stored};
use tantivy::collector::TopDocs;
use tantivy::schema::{Field, Value};
use tantivy::{DocAddress, DocId, Score, SegmentReader, TantivyDocument, Term};

use crate::index::clause;
use crate::index::reader::Index;
use crate::index::schema::WEIGHT;

/// The records that answer a request, best first.
pub fn search(index: &Index, request: &Request) -> Result<Answer> {
    quyche_query::search(index, &index.aliases, request)
}

impl Engine for Index {
    type Error = anyhow::Error;

    fn frequencies(&self, words: &[String]) -> Result<Vec<u32>> {
        words.iter().map(|word| Ok(self.frequency(self.fields.text, word)? + self.frequency(self.fields.title, word)?)).collect()
    }

    fn completions(&self, prefix: &str) -> Result<Vec<(String, u32)>> {
        let mut found = std::collections::BTreeMap::new();
        for segment in self.searcher.segment_readers() {
            for field in [self.fields.text, self.fields.title] {
                let index = segment.inverted_index(field)?;
                let mut terms = index.terms().range().gt(prefix).into_stream()?;
                while terms.advance() && terms.key().starts_with(prefix.as_bytes()) {
                    *found.entry(String::from_utf8_lossy(terms.key()).into_owned()).or_insert(0) += terms.value().doc_freq;
                }
            }
        }
        Ok(found.into_iter().collect())
    }

    fn has_number(&self, slug: &str) -> Result<bool> {
        Ok(self.frequency(self.fields.number, slug)? > 0)
    }

    fn best(&self, plan: &Plan<'_>, limit: usize) -> Result<Vec<Found>> {
        let query = clause::query(plan, &self.fields);
        let top = TopDocs::with_limit(limit);
        let found = if plan.weighted {
            let weigh = |segment: &SegmentReader| {
                let weights = segment.fast_fields().f64(WEIGHT).ok();
                move |id: DocId, score: Score| {
                    weights.as_ref().and_then(|weights| weights.first(id)).map_or(score, |weight| score * weight as f32)
                }
            };
            self.searcher.search(&query, &top.tweak_score(weigh))?
        } else {
            self.searcher.search(&query, &top.order_by_score())?
        };
        Ok(found.into_iter().map(|(score, address)| Found { id: self.number(address), score }).collect())
    }

    fn stored(&self, id: u32) -> Result<Stored> {
        let fields = &self.fields;
        let document: TantivyDocument = self.searcher.doc(self.address(id))?;
        let value = |field: Field| document.get_first(field).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
        Ok(Stored {
            path: value(fields.path),
            url: value(fields.url),
            kind: value(fields.kind),
            document: value(fields.document),
            title: value(fields.title),
            breadcrumb: value(fields.breadcrumb),
            text: value(fields.text),
        })
    }
}

impl Index {
    /// The number of a record: segments follow each other in the order of their records.
    fn number(&self, address: DocAddress) -> u32 {
        self.firsts[address.segment_ord as usize] + address.doc_id
    }

    fn address(&self, number: u32) -> DocAddress {
        let segment = self.firsts.partition_point(|first| *first <= number).saturating_sub(1);
        DocAddress::new(segment as u32, number - self.firsts.get(segment).copied().unwrap_or_default())
    }

    fn frequency(&self, field: Field, term: &str) -> Result<u32> {
        Ok(self.searcher.doc_freq(&Term::from_field_text(field, term))? as u32)
    }
}
