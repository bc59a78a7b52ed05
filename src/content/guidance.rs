//! `guidance/**/*.md`: Markdown written about regulations, or about this site. Entry point: [`parse`].

use serde::{Deserialize, Serialize};

use crate::content::markdown::{Reader, Section};
use crate::content::piece::{self, Binding, Piece};
use crate::content::{Date, front_matter, id};
use crate::diag::{Code, Diagnostic, Parsed};
use crate::source::{FileId, Source, Span};
use crate::yaml;

/// What weight a text has. It is never law.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Official guidance; needs `source`.
    Guidance,
    /// Notes for study, not part of any regulation.
    #[default]
    StudyNote,
    /// Made by a machine, not reviewed.
    Proposed,
    /// About this site and how to work on it.
    Manual,
}

/// Front matter of a guidance page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct GuidanceMeta {
    /// Title of the page.
    pub title: String,
    /// One sentence.
    pub description: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Who answers for it.
    pub editor: Option<String>,
    /// When it was last changed.
    pub date: Option<Date>,
    /// What weight it has.
    pub standing: Standing,
    /// Where the official text is, for official guidance.
    pub source: Option<String>,
    /// Provisions it is about.
    pub about: Vec<String>,
    /// Topics it belongs to, slugs.
    #[serde(deserialize_with = "id::ids")]
    pub topics: Vec<String>,
    /// Place among its neighbours.
    pub order: i32,
}

/// One page of guidance, parsed alone.
#[derive(Clone, Debug)]
pub struct Guidance {
    /// Its id and its address without slashes at the ends: `huong-dan/bien-tap/kiem-tra`.
    pub id: String,
    /// Its file.
    pub file: FileId,
    /// Its front matter.
    pub meta: GuidanceMeta,
    /// The provisions of `meta.about`, each with its place in the file.
    pub about: Vec<Binding>,
    /// Its text.
    pub pieces: Vec<Piece>,
    /// Its parts, for contents and search.
    pub sections: Vec<Section>,
    /// Addresses it links to, as written.
    pub links: Vec<(String, Span)>,
}

/// Parses a file of `guidance/`.
pub fn parse(source: &Source, file: FileId) -> Parsed<Guidance> {
    let mut diagnostics = Vec::new();
    let (meta, body): (GuidanceMeta, _) = match front_matter::split(&source.text) {
        Some((part, body)) => (yaml::read_mapping(&source.text, file, part, &mut diagnostics), body),
        None => (GuidanceMeta::default(), 0..source.text.len()),
    };
    if meta.title.is_empty() {
        let range = 0..source.text.find('\n').unwrap_or(source.text.len());
        diagnostics.push(
            Diagnostic::error(Code::MissingFrontMatter, Span::new(file, range), "the page has no title")
                .hint("begin the file with `---`, then `title: …`, then `---`"),
        );
    }
    let mut reader = Reader::new(&source.text, file);
    let pieces = piece::pieces(&mut reader, body, piece::Setting::Guidance);
    diagnostics.extend(reader.diagnostics());
    let about = piece::about(&source.text, file, &meta.about);
    let guidance = Guidance { id: id_of(&source.path), file, meta, about, pieces, sections: reader.sections, links: reader.links };
    Parsed { value: guidance, diagnostics }
}

fn id_of(path: &str) -> String {
    let below = path.strip_prefix("guidance/").unwrap_or(path);
    let below = below.strip_suffix(".md").unwrap_or(below);
    let parts = below.split('/').filter(|part| *part != "index").map(quyche_text::slug);
    std::iter::once(String::from("huong-dan")).chain(parts).collect::<Vec<_>>().join("/")
}
