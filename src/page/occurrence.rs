//! Places of the texts that speak of something: shown as "cited by" and on the page of an organisation.

use serde::Serialize;

use crate::page::{Link, Text};

/// One provision that cites or names what the page is about.
#[derive(Debug, Clone, Serialize)]
pub struct Occurrence {
    /// Address of the provision; shown as `data-provision`.
    pub path: String,
    /// Where to read it: page and anchor.
    pub url: String,
    /// Its place within the document ("khoản 2 Điều 24"); the component only where needed to tell two apart.
    pub place: String,
    /// Heading of the Điều it is in; empty when it has none.
    pub heading: String,
    /// The sentence in question, shortened by the composer, with [`crate::page::MarkKind::Highlight`] on the words in question. Rendered as inline HTML.
    pub snippet: Text,
}

/// Occurrences in one document, in the order of its text.
#[derive(Debug, Clone, Serialize)]
pub struct OccurrenceGroup {
    /// The document: number and title, and its page.
    pub document: Link,
    /// How many places there are.
    pub count: usize,
    /// The places; none where a page has so many that their number must do.
    pub occurrences: Vec<Occurrence>,
}
