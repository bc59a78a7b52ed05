//! A topic: what guidance, notes and sessions say about it, across documents ([`TopicPage`]).

use serde::Serialize;

use crate::page::{GuidanceEntry, Link, SessionEntry, Shell};

/// `/huong-dan/chu-de/<id>/`. Template `topic.html`.
#[derive(Debug, Clone, Serialize)]
pub struct TopicPage {
    /// Head of the page.
    pub shell: Shell,
    /// Title.
    pub title: String,
    /// Pages of guidance.
    pub guidance: Vec<GuidanceEntry>,
    /// Notes by document.
    pub notes: Vec<TopicNotes>,
    /// Sessions.
    pub sessions: Vec<SessionEntry>,
}

/// The notes on one document.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TopicNotes {
    /// The document.
    pub document: Link,
    /// Its notes, in the order of the text.
    pub notes: Vec<TopicNote>,
}

/// A note in a list.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TopicNote {
    /// The clause.
    pub place: Link,
    /// What the note is: the word of its directive.
    pub kind: String,
    /// The note.
    pub note: Link,
}
