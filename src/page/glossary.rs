//! The glossary: all terms ([`GlossaryPage`]) and one of them ([`TermPage`]).

use serde::Serialize;

use crate::page::{Link, OccurrenceGroup, Shell};

/// `/thuat-ngu/`. Template `glossary.html`.
#[derive(Debug, Clone, Serialize)]
pub struct GlossaryPage {
    /// Head of the page.
    pub shell: Shell,
    /// The terms in the order of the alphabet.
    pub terms: Vec<TermView>,
}

/// `/thuat-ngu/<id>/`. Template `term.html`.
#[derive(Debug, Clone, Serialize)]
pub struct TermPage {
    /// Head of the page.
    pub shell: Shell,
    /// The term.
    pub term: TermView,
    /// The provisions that use it, by document.
    pub occurrences: Vec<OccurrenceGroup>,
    /// How many provisions use it.
    pub occurrence_count: usize,
}

/// A term.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TermView {
    /// The term.
    pub term: String,
    /// Its page.
    pub url: String,
    /// Other writings.
    pub aliases: Vec<String>,
    /// What it means.
    pub definition: String,
    /// The clause that the definition rests on; empty where it rests on none.
    pub place: Link,
    /// Address of that clause.
    pub provision: String,
    /// Its words.
    pub quote: String,
    /// Whether the clause no longer has these words, or no longer exists.
    pub is_stale: bool,
    /// Where the definition comes from, when from elsewhere; a link where that is a web address.
    pub source: Link,
    /// The documents in which it has this meaning; empty: in all.
    pub scope: Vec<Link>,
}
