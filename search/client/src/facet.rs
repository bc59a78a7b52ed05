//! How many hits each further restriction would leave. Entry point: [`Client::counts`].

use quyche_pack::Fault;
use quyche_query::{Label, Request};

use crate::engine::Client;

/// One restriction.
#[derive(Debug)]
pub(crate) struct Count {
    /// What is asked for.
    pub(crate) id: String,
    /// Hits with it, the other restrictions of the request kept.
    pub(crate) hits: u32,
}

/// What can be restricted: its name for JavaScript, and its label.
pub(crate) const KINDS: [(&str, Label); 6] = [
    ("organisation", Label::Organisation),
    ("role", Label::Role),
    ("timing", Label::Timing),
    ("level", Label::Level),
    ("kind", Label::Kind),
    ("document", Label::Document),
];

impl Client {
    /// Counts of one kind for a request that was just answered, from a pack that is whole; values without a hit are left out.
    pub(crate) fn counts(&self, request: &Request, label: Label) -> Result<Vec<Count>, Fault> {
        let answered = self.matched.borrow().clone();
        let (asked, filter) = match label {
            Label::Organisation => (&request.organisation, label),
            Label::Role => (&request.role, label),
            Label::Timing => (&request.timing, label),
            Label::Level => (&request.level, label),
            Label::Kind => (&request.kind, label),
            _ => (&request.document, Label::Number),
        };
        // Another value of the same kind replaces the one asked for.
        if asked.is_some() {
            self.search_without(request, Some(filter))?;
        }
        let mut of = String::new();
        if let (Label::Role | Label::Timing | Label::Level, Some(organisation)) = (label, &request.organisation) {
            of.push_str(organisation);
            of.push('/');
        }
        let mut counts = Vec::new();
        for (key, _) in &self.pack.keys(label.space(), &of)? {
            let id = &key[of.len()..];
            let holders = self.pack.masks(&self.pack.holders(label.space(), key)?);
            let mut hits = 0;
            for (block, matched) in self.matched.borrow().iter().enumerate() {
                hits += matched.and(&holders[block]).count();
            }
            if hits > 0 && !id.bytes().any(|byte| byte == b'/') {
                counts.push(Count { id: id.to_owned(), hits });
            }
        }
        *self.matched.borrow_mut() = answered;
        Ok(counts)
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
}
