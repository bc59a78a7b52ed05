//! `glossary.yaml`: terms with their definitions. Entry point: [`parse`].

use serde::Deserialize;

use crate::content::id;
use crate::content::piece::Binding;
use crate::diag::Parsed;
use crate::law::ProvisionPath;
use crate::source::{FileId, Source};
use crate::yaml::{self, Located};

/// A term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Slug of the term.
    pub id: String,
    /// The term as a reader would look it up.
    pub term: String,
    /// Other writings of it in texts.
    pub aliases: Vec<String>,
    /// What it means, plain text.
    pub definition: String,
    /// The clause that the definition rests on; `None` for one that rests on `source`.
    pub binding: Option<Binding>,
    /// Where the definition comes from, when from elsewhere.
    pub source: Option<String>,
    /// Ids of the documents in which the term has this meaning; empty: in all.
    pub scope: Vec<String>,
}

impl Term {
    /// Every writing of the term, itself first.
    pub fn writings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.term.as_str()).chain(self.aliases.iter().map(String::as_str))
    }

    /// Whether it has this meaning in `document`.
    pub fn holds_in(&self, document: &str) -> bool {
        self.scope.is_empty() || self.scope.iter().any(|scope| scope == document)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    #[serde(deserialize_with = "id::naming")]
    term: String,
    #[serde(default, deserialize_with = "id::names")]
    aliases: Vec<String>,
    definition: String,
    provision: Option<String>,
    #[serde(default)]
    quote: String,
    source: Option<String>,
    #[serde(default)]
    scope: Vec<String>,
}

/// Parses `glossary.yaml`.
pub fn parse(source: &Source, file: FileId) -> Parsed<Vec<Located<Term>>> {
    let mut diagnostics = Vec::new();
    let raw: Vec<Located<Raw>> = yaml::read_list(&source.text, file, &mut diagnostics);
    let term = |Located { value, span }: Located<Raw>| {
        let Raw { term, aliases, definition, provision, quote, source, scope } = value;
        let binding = provision.map(|provision| Binding { provision: ProvisionPath::new(&provision), quote, span: span.clone() });
        Located { value: Term { id: quyche_text::slug(&term), term, aliases, definition, binding, source, scope }, span }
    };
    Parsed { value: raw.into_iter().map(term).collect(), diagnostics }
}
