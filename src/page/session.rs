//! Study sessions: their list ([`SessionsPage`]) and one session ([`SessionPage`]), which is shown as a page, as a handout, as the
//! trainer's guide and as slides.

use std::sync::Arc;

use serde::Serialize;

use crate::page::{DataFile, Link, PieceView, Shell, shell};

/// `/hoc-tap/`. Template `sessions.html`.
#[derive(Debug, Clone, Serialize)]
pub struct SessionsPage {
    /// Head of the page.
    pub shell: Shell,
    /// The sessions, in order.
    pub sessions: Vec<SessionEntry>,
}

/// A session in a list.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SessionEntry {
    /// Title.
    pub title: String,
    /// Its page.
    pub url: String,
    /// One sentence; may be empty.
    pub summary: String,
    /// For whom it is; may be empty.
    pub audience: String,
    /// Minutes; 0 where that is not said.
    pub duration: u32,
    /// How many questions it has.
    pub question_count: usize,
    /// Whether a person has reviewed it.
    pub is_reviewed: bool,
}

/// A session in one of its forms: `/hoc-tap/<id>/` (template `session.html`), `…/tai-lieu/` (`handout.html`),
/// `…/giao-an/` (`trainer-guide.html`), `…/trinh-chieu.html` (`slides.html`).
#[derive(Debug, Clone, Serialize)]
pub struct SessionPage {
    /// Head of the page.
    pub shell: Shell,
    /// The session.
    #[serde(serialize_with = "shell::shared")]
    pub session: Arc<SessionView>,
}

/// A session.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SessionView {
    /// Its id.
    pub id: String,
    /// Its page.
    pub url: String,
    /// Title.
    pub title: String,
    /// One sentence; may be empty.
    pub description: String,
    /// Who prepared it; empty when unknown.
    pub author: String,
    /// Who has reviewed it, and how; empty when unknown.
    pub reviewer: String,
    /// ISO date; empty when unknown.
    pub date: String,
    /// Whether a person has reviewed it.
    pub is_reviewed: bool,
    /// `study-note` or `proposed`.
    pub standing: crate::page::Standing,
    /// For whom it is; may be empty.
    pub audience: String,
    /// Minutes; 0 where that is not said.
    pub duration: u32,
    /// What the learners can do afterwards.
    pub objectives: Vec<String>,
    /// The organisations it is for.
    pub organisations: Vec<Link>,
    /// Its topics.
    pub topics: Vec<Link>,
    /// The provisions it is about.
    pub about: Vec<Link>,
    /// What stands before the first part.
    pub opening: Vec<PieceView>,
    /// Its parts.
    pub parts: Vec<PartView>,
    /// How many questions it has.
    pub question_count: usize,
    /// The handout and the trainer's guide as pages, and the slides.
    pub forms: Vec<Link>,
    /// The same for other programs.
    pub files: Vec<DataFile>,
}

/// A part of a session.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PartView {
    /// Anchor on the page.
    pub id: String,
    /// Its number, from 1.
    pub number: usize,
    /// Title.
    pub title: String,
    /// Minutes; 0 where that is not said.
    pub minutes: u32,
    /// Its text.
    pub pieces: Vec<PieceView>,
}

impl SessionView {
    /// Every piece, in order.
    pub fn pieces(&self) -> impl Iterator<Item = &PieceView> {
        self.opening.iter().chain(self.parts.iter().flat_map(|part| &part.pieces))
    }

    /// Every question, in order.
    pub fn questions(&self) -> impl Iterator<Item = &crate::page::QuestionView> {
        self.pieces().flat_map(|piece| &piece.questions)
    }
}

/// Where a clause comes up in study.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct StudyEntry {
    /// The session.
    pub session: Link,
    /// Its questions that rest on the clause.
    pub questions: Vec<Link>,
}
