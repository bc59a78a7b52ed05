//! `sessions/*.md`: study sessions. Entry point: [`parse`].

use std::ops::Range;

use serde::Deserialize;

use crate::content::markdown::{Reader, Section};
use crate::content::piece::{self, Binding, Piece};
use crate::content::question::Question;
use crate::content::{Date, EntryStatus, front_matter, id};
use crate::diag::{Code, Diagnostic, Parsed};
use crate::source::{FileId, Source, Span};
use crate::yaml::{self, Located};

/// Front matter of a session.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SessionMeta {
    /// Title.
    pub title: String,
    /// One sentence.
    pub description: String,
    /// Who prepared it.
    pub author: Option<String>,
    /// Who has reviewed it, and how.
    pub reviewer: Option<String>,
    /// When it was last changed.
    pub date: Option<Date>,
    /// Whether a person has reviewed it.
    pub status: EntryStatus,
    /// For whom it is.
    pub audience: String,
    /// How long it takes, in minutes.
    pub duration: u32,
    /// What the learners can do afterwards.
    pub objectives: Vec<String>,
    /// Ids of the organisations it is for.
    pub organisations: Vec<String>,
    /// Topics, slugs.
    #[serde(deserialize_with = "id::ids")]
    pub topics: Vec<String>,
    /// Provisions it is about.
    pub about: Vec<String>,
    /// Place among its neighbours.
    pub order: i32,
}

impl Default for SessionMeta {
    fn default() -> Self {
        Self {
            title: String::new(),
            description: String::new(),
            author: None,
            reviewer: None,
            date: None,
            status: EntryStatus::Proposed,
            audience: String::new(),
            duration: 0,
            objectives: Vec::new(),
            organisations: Vec::new(),
            topics: Vec::new(),
            about: Vec::new(),
            order: 0,
        }
    }
}

/// A part of a session: what stands under one heading of the second level.
#[derive(Clone, Debug)]
pub struct SessionPart {
    /// Anchor on the page.
    pub id: String,
    /// Words of the heading.
    pub title: String,
    /// How long it takes; 0 where that is not said.
    pub minutes: u32,
    /// Its text.
    pub pieces: Vec<Piece>,
}

/// One session, parsed alone.
#[derive(Clone, Debug)]
pub struct Session {
    /// Its id: the name of its file.
    pub id: String,
    /// Its file.
    pub file: FileId,
    /// Its front matter.
    pub meta: SessionMeta,
    /// The provisions of `meta.about`, each with its place in the file.
    pub about: Vec<Binding>,
    /// What stands before the first part.
    pub opening: Vec<Piece>,
    /// Its parts, in order.
    pub parts: Vec<SessionPart>,
    /// Addresses it links to, as written.
    pub links: Vec<(String, Span)>,
}

impl Session {
    /// Every piece, in order.
    pub fn pieces(&self) -> impl Iterator<Item = &Piece> {
        self.opening.iter().chain(self.parts.iter().flat_map(|part| &part.pieces))
    }

    /// Every question, in order.
    pub fn questions(&self) -> impl Iterator<Item = &Located<Question>> {
        let lists = self.pieces().filter_map(|piece| match piece {
            Piece::Questions(questions) => Some(questions),
            Piece::Prose(_) | Piece::Directive(_) => None,
        });
        lists.flatten()
    }
}

/// Parses a file of `sessions/`.
pub fn parse(source: &Source, file: FileId) -> Parsed<Session> {
    let mut diagnostics = Vec::new();
    let (meta, body): (SessionMeta, _) = match front_matter::split(&source.text) {
        Some((part, body)) => (yaml::read_mapping(&source.text, file, part, &mut diagnostics), body),
        None => (SessionMeta::default(), 0..source.text.len()),
    };
    let first = Span::new(file, 0..source.text.find('\n').unwrap_or(source.text.len()));
    if meta.title.is_empty() {
        diagnostics.push(
            Diagnostic::error(Code::MissingFrontMatter, first.clone(), "the session has no title")
                .hint("begin the file with `---`, then `title: …`, then `---`; `quyche new session` writes such a file"),
        );
    }
    let mut reader = Reader::new(&source.text, file);
    let (opening, headings) = headings(&source.text, body);
    let opening = piece::pieces(&mut reader, opening, piece::Setting::Session);
    let parts: Vec<SessionPart> = headings.into_iter().map(|heading| part(&mut reader, heading)).collect();
    let minutes: u32 = parts.iter().map(|part| part.minutes).sum();
    if minutes != meta.duration {
        let message = format!("the parts take {minutes} minutes, the session {}", meta.duration);
        diagnostics.push(
            Diagnostic::warning(Code::SessionMinutes, first, message)
                .hint("write the minutes of each part, `## Mở đầu {#mo-dau minutes=10}`, and their sum as `duration`"),
        );
    }
    diagnostics.extend(reader.diagnostics());
    let about = piece::about(&source.text, file, &meta.about);
    let name = source.path.rsplit('/').next().unwrap_or_default();
    let id = quyche_text::slug(name.strip_suffix(".md").unwrap_or(name));
    Parsed { value: Session { id, file, meta, about, opening, parts, links: reader.links }, diagnostics }
}

/// The line of a heading of the second level, and what stands under it.
struct Heading {
    line: Range<usize>,
    inner: Range<usize>,
}

/// What stands before the first heading of the second level, and these headings.
fn headings(text: &str, body: Range<usize>) -> (Range<usize>, Vec<Heading>) {
    let mut found: Vec<Heading> = Vec::new();
    let mut opening = body.clone();
    let (mut at, mut fenced) = (body.start, false);
    for line in text[body.clone()].split_inclusive('\n') {
        fenced ^= line.starts_with("```") || line.starts_with("~~~");
        if !fenced && line.starts_with("## ") {
            match found.last_mut() {
                Some(last) => last.inner.end = at,
                None => opening.end = at,
            }
            found.push(Heading { line: at..at + line.trim_end().len(), inner: at + line.len()..body.end });
        }
        at += line.len();
    }
    (opening, found)
}

fn part(reader: &mut Reader<'_>, heading: Heading) -> SessionPart {
    let line = reader.text[heading.line.clone()].trim_start_matches('#').trim();
    let (title, attributes) = match line.strip_suffix('}').and_then(|line| line.rsplit_once('{')) {
        Some((title, attributes)) => (title.trim(), attributes),
        None => (line, ""),
    };
    let (mut wanted, mut minutes) = (quyche_text::slug(title), 0);
    for attribute in attributes.split_whitespace() {
        match (attribute.strip_prefix('#'), attribute.strip_prefix("minutes=").map(str::parse)) {
            (Some(id), _) => wanted = quyche_text::slug(id),
            (None, Some(Ok(given))) => minutes = given,
            (None, _) => {
                let span = Span::new(reader.file, heading.line.clone());
                let message = format!("`{attribute}` says nothing about a part");
                reader.report(Diagnostic::error(Code::BadValue, span, message).hint("write `{#anchor minutes=10}` after the title"));
            }
        }
    }
    let id = reader.anchor(&wanted);
    reader.section(Section { id: id.clone(), level: 2, title: title.to_owned(), text: String::new() });
    SessionPart { id, title: title.to_owned(), minutes, pieces: piece::pieces(reader, heading.inner, piece::Setting::Session) }
}
