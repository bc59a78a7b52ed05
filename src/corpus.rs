//! All documents and registries of a site, immutable, with look-ups. Entry point: [`assemble`].

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::content::{Change, Entry, Guidance, KnownDocument, Organisation, Reading, Regulation, Session, Site, Term};
use crate::diag::{Code, Diagnostic, Parsed};
use crate::law::{ProvisionId, ProvisionPath};
use crate::restore::Stored;
use crate::source::Span;
use crate::yaml::Located;

/// What the files of a content folder hold, each parsed alone.
#[derive(Debug, Default)]
pub struct Contents {
    /// `site.yaml`.
    pub site: Site,
    /// `regulations/*.md`, in order of path.
    pub regulations: Vec<Regulation>,
    /// `organisations.yaml`.
    pub organisations: Vec<Located<Organisation>>,
    /// `changes.yaml`.
    pub changes: Vec<Located<Change>>,
    /// `documents.yaml`.
    pub documents: Vec<Located<KnownDocument>>,
    /// `duties/<document>.yaml`: the reviewed duties by document id.
    pub duties: BTreeMap<String, Vec<Located<Entry>>>,
    /// `guidance/**/*.md`.
    pub guidance: Vec<Guidance>,
    /// `glossary.yaml`.
    pub glossary: Vec<Located<Term>>,
    /// `sessions/*.md`.
    pub sessions: Vec<Session>,
    /// `sources/<document>.readings.yaml`: doubtful readings by document id.
    pub readings: BTreeMap<String, Vec<Reading>>,
    /// `sources/<document>.restored.json`: what was proposed for a scan, by document id.
    pub restored: BTreeMap<String, Stored>,
}

/// Where a provision stands in a corpus; in that order they are read. It is no address: what is kept in files outside a cache is named by
/// [`ProvisionPath`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Location {
    /// The place of its regulation in [`Corpus::regulations`].
    pub regulation: usize,
    /// Its own in that.
    pub provision: ProvisionId,
}

/// Everything that is published; ids are unique.
#[derive(Debug)]
pub struct Corpus {
    /// What was read.
    pub contents: Contents,
    regulations: FxHashMap<String, usize>,
    organisations: FxHashMap<String, usize>,
    /// Of each regulation, put together when it is asked for.
    provisions: Vec<OnceLock<FxHashMap<ProvisionPath, ProvisionId>>>,
}

/// Puts the documents together; of two with one id the first stays.
pub fn assemble(mut contents: Contents) -> Parsed<Corpus> {
    let mut diagnostics = Vec::new();
    contents.regulations =
        unique(contents.regulations, &mut diagnostics, |regulation| (regulation.id.clone(), Span::new(regulation.file, 0..0)));
    contents.organisations =
        unique(contents.organisations, &mut diagnostics, |organisation| (organisation.value.id.clone(), organisation.span.clone()));
    contents.glossary = unique(contents.glossary, &mut diagnostics, |term| (term.value.id.clone(), term.span.clone()));
    let regulations = index(&contents.regulations, |regulation| regulation.id.clone());
    let organisations = index(&contents.organisations, |organisation| organisation.value.id.clone());
    let provisions = contents.regulations.iter().map(|_| OnceLock::new()).collect();
    Parsed { value: Corpus { contents, regulations, organisations, provisions }, diagnostics }
}

impl Corpus {
    /// The regulations in order of id.
    pub fn regulations(&self) -> &[Regulation] {
        &self.contents.regulations
    }

    /// The regulation of `id`.
    pub fn regulation(&self, id: &str) -> Option<&Regulation> {
        self.regulations.get(id).map(|index| &self.contents.regulations[*index])
    }

    /// The place of the regulation of `id` in [`Corpus::regulations`].
    pub fn position(&self, id: &str) -> Option<usize> {
        self.regulations.get(id).copied()
    }

    /// The place of a regulation of this corpus in [`Corpus::regulations`].
    pub fn index(&self, regulation: &Regulation) -> usize {
        self.regulations().partition_point(|other| other.file < regulation.file)
    }

    /// The regulation that holds the provision at `location`.
    pub fn holding(&self, location: Location) -> &Regulation {
        &self.contents.regulations[location.regulation]
    }

    /// The address of the provision at `location`.
    pub fn path(&self, location: Location) -> &ProvisionPath {
        &self.holding(location).tree.get(location.provision).path
    }

    /// The organisation of `id`.
    pub fn organisation(&self, id: &str) -> Option<&Organisation> {
        self.organisations.get(id).map(|index| &self.contents.organisations[*index].value)
    }

    /// The provision at `path` and the regulation that holds it.
    pub fn provision(&self, path: &ProvisionPath) -> Option<(&Regulation, ProvisionId)> {
        let index = self.position(path.document())?;
        let regulation = &self.contents.regulations[index];
        let paths = || regulation.tree.iter().map(|(id, provision)| (provision.path.clone(), id)).collect();
        self.provisions[index].get_or_init(paths).get(path).map(|id| (regulation, *id))
    }
}

fn index<T>(items: &[T], id: impl Fn(&T) -> String) -> FxHashMap<String, usize> {
    items.iter().enumerate().map(|(position, item)| (id(item), position)).collect()
}

fn unique<T>(items: Vec<T>, diagnostics: &mut Vec<Diagnostic>, id: impl Fn(&T) -> (String, Span)) -> Vec<T> {
    let mut seen = BTreeMap::new();
    let mut kept = Vec::with_capacity(items.len());
    for item in items {
        let (name, span) = id(&item);
        if seen.insert(name.clone(), ()).is_none() {
            kept.push(item);
        } else {
            diagnostics.push(
                Diagnostic::error(Code::DuplicateId, span, format!("`{name}` is the id of two objects"))
                    .hint("rename one of them; ids are slugs of names, so two names that differ in marks only also collide"),
            );
        }
    }
    kept
}
