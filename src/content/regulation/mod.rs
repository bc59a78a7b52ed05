//! One issued document: front matter and the provision tree of its text. Entry point: [`parse`].

mod builder;
mod component;
mod flow;
mod heading;
mod line;
mod quote;
mod sequence;
mod table;
mod tree;

use std::ops::Range;

use blake3::Hash;
use serde::{Deserialize, Serialize};

use crate::content::front_matter::{self, Review, Status};
use crate::content::{Date, id};
use crate::diag::{Code, Diagnostic, Parsed};
use crate::law::{ProvisionId, Tree};
use crate::source::{FileId, Source, Span};
use crate::sum::Sum;
use crate::yaml;

/// What the front matter says about a document. A missing value is unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Meta {
    /// Số hiệu as written: `446-QĐ/TU`.
    pub number: Option<String>,
    /// Kind of document, a slug: `quyet-dinh`, `quy-che`, `luat`, …
    #[serde(rename = "type", deserialize_with = "id::optional_id")]
    pub document_type: Option<String>,
    /// Title without the kind.
    pub title: Option<String>,
    /// Short forms by which other texts name it.
    #[serde(deserialize_with = "id::names")]
    pub aliases: Vec<String>,
    /// Organisation id.
    pub issuer: Option<String>,
    /// Where it was issued.
    pub place: Option<String>,
    /// When it was issued.
    pub issued: Option<Date>,
    /// From when it applies.
    pub effective: Option<Date>,
    /// Until when it applies.
    pub expires: Option<Date>,
    /// Whether it is in force.
    pub status: Status,
    /// What that status rests on.
    pub status_basis: Option<String>,
    /// Who signed it.
    pub signer: Option<String>,
    /// Citations as written.
    pub basis: Vec<String>,
    /// Citations as written.
    pub replaces: Vec<String>,
    /// As written.
    pub recipients: Vec<String>,
    /// Path below the content folder of the scan's text.
    pub restored_from: Option<String>,
    /// Who checked the text.
    pub review: Review,
}

/// One regulation, parsed alone.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Regulation {
    /// Its id: the slug of its file name.
    pub id: String,
    /// Its file.
    pub file: FileId,
    /// Its front matter.
    pub meta: Meta,
    /// Bytes of the file that are the document's own text.
    pub body: Range<usize>,
    /// The provisions; ranges are bytes of the file.
    pub tree: Tree,
    /// Checksum of all that others can name: the id, the front matter, and of each provision path, kind, number and parent, never its words.
    pub shape: Hash,
}

/// Parses a file of `regulations/`. It depends on path and text of the file alone.
pub fn parse(source: &Source, file: FileId) -> Parsed<Regulation> {
    let mut diagnostics = Vec::new();
    let stem = source.path.rsplit('/').next().unwrap_or_default();
    let id = quyche_text::slug(stem.rsplit_once('.').map_or(stem, |(stem, _)| stem));
    let (meta, body) = match front_matter::split(&source.text) {
        Some((part, body)) => (yaml::read_mapping(&source.text, file, part, &mut diagnostics), body),
        None => {
            let line = 0..source.text.find('\n').unwrap_or(source.text.len());
            diagnostics.push(
                Diagnostic::warning(Code::MissingFrontMatter, Span::new(file, line), "the document has no front matter")
                    .hint("begin the file with `---`, then `number`, `type`, `title`, `issuer`, `issued`, then `---`"),
            );
            (Meta::default(), 0..source.text.len())
        }
    };
    let input = builder::Input { text: &source.text, body: body.clone(), file, id: &id, document_type: meta.document_type.as_deref() };
    let tree = tree::build(&input).unload(&mut diagnostics);
    let shape = shape(&id, &meta, &tree);
    Parsed { value: Regulation { id, file, meta, body, tree, shape }, diagnostics }
}

fn shape(id: &str, meta: &Meta, tree: &Tree) -> Hash {
    let mut sum = Sum::default();
    sum.text(id);
    sum.data(meta);
    for (_, provision) in tree.iter() {
        sum.text(provision.path.as_str());
        sum.text(provision.kind.slug());
        sum.text(provision.number.as_deref().unwrap_or_default());
        sum.number(provision.parent.map_or(usize::MAX, ProvisionId::index));
    }
    sum.finish()
}

impl Regulation {
    /// The same, in `file`.
    #[must_use]
    pub fn in_file(self, file: FileId) -> Self {
        Self { file, ..self }
    }
}
