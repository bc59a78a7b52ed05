//! How many hits each further restriction would leave. Entry point: [`Client::facets`].

use quyche_pack::{Fault, Mask};
use quyche_query::{Label, Request};

use crate::engine::Client;

/// Restrictions of one kind, each with its hits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// What is restricted: `organisation`, `role`, `timing`, `level`, `kind`, `document`.
    pub name: &'static str,
    /// Values with at least one hit, in the order of their ids.
    pub counts: Vec<Count>,
}

/// One restriction.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Count {
    /// What is asked for.
    pub id: String,
    /// Hits with it, the other restrictions of the request kept.
    pub hits: u32,
}

/// What can be restricted, and how a request says it.
type Kind = (&'static str, Label, fn(&mut Request) -> &mut Option<String>);

const KINDS: [Kind; 6] = [
    ("organisation", Label::Organisation, |request| &mut request.organisation),
    ("role", Label::Role, |request| &mut request.role),
    ("timing", Label::Timing, |request| &mut request.timing),
    ("level", Label::Level, |request| &mut request.level),
    ("kind", Label::Kind, |request| &mut request.kind),
    ("document", Label::Document, |request| &mut request.document),
];

impl Client {
    /// Counts for a request that was just answered; `None` when the pack is too large to be read to its end.
    pub fn facets(&self, request: &Request) -> Result<Option<Vec<Facets>>, Fault> {
        if !self.pack.is_whole() {
            return Ok(None);
        }
        let mut all = Vec::new();
        let answered = self.matched.borrow().clone();
        for (name, label, part) in KINDS {
            // Another value of the same kind replaces the one asked for.
            let mut without = request.clone();
            if part(&mut without).take().is_some() {
                self.search(&without)?;
            }
            let mut of = String::new();
            if let (Label::Role | Label::Timing | Label::Level, Some(organisation)) = (label, &without.organisation) {
                of.push_str(organisation);
                of.push('/');
            }
            let mut counts = Vec::new();
            for (key, _) in self.pack.keys(label.space(), &of)? {
                let id = &key[of.len()..];
                let holders = self.pack.masks(&self.pack.holders(label.space(), &key)?);
                let mut hits = 0;
                for (matched, holders) in self.matched.borrow().iter().zip(&holders) {
                    hits += matched.and(holders).count();
                }
                if hits > 0 && !id.bytes().any(|byte| byte == b'/') {
                    counts.push(Count { id: id.to_owned(), hits });
                }
            }
            self.matched.borrow_mut().copy_from_slice(&answered);
            all.push(Facets { name, counts });
        }
        Ok(Some(all))
    }

    /// What a document is called, by any of its records.
    pub(crate) fn document(&self, id: &str) -> Result<String, Fault> {
        let holders = self.pack.holders(Label::Document.space(), id)?;
        let Some(first) = holders.first() else {
            return Ok(id.to_owned());
        };
        let document = self.shown(*first)?.document;
        let mut name = document.number.to_owned();
        if !name.is_empty() && !document.title.is_empty() {
            name.push_str(" – ");
        }
        name.push_str(document.title);
        Ok(name)
    }

    /// Facets as the mask of a request would have them, for tests.
    #[doc(hidden)]
    pub fn matched(&self) -> Vec<Mask> {
        self.matched.borrow().clone()
    }
}
