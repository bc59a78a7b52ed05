//! Corpus and links to pages, records and data: what is shown where. Entry points: [`Composer::new`], then the functions
//! of each folder, one regulation at a time, so that a site of any size is never in memory as a whole.
//!
//! Architecture invariant: composing reads no file and writes no HTML; every word a reader sees comes from content or from
//! the strings of the theme.

pub mod address;
mod assessment;
mod calendar;
mod catalogue;
mod changes;
mod cite;
mod contents;
mod cooperation;
mod data;
mod document;
mod documents;
mod doubts;
mod downloads;
mod duties;
mod duty;
mod export;
mod form;
mod gaps;
mod glossary;
mod guidance;
mod head;
mod inputs;
mod lists;
mod llms;
mod marks;
mod occurrence;
mod offline;
mod organisation;
mod piece;
mod proposal;
mod qr;
mod question;
mod records;
mod register;
mod scan;
mod search;
mod session;
mod single;
mod topic;
mod unit;
mod view;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::content::{Directive, Organisation, Piece, Regulation};
use crate::corpus::Corpus;
use crate::duty::Register;
use crate::link::Links;
use crate::page::{DocumentHead, Html, Link, Page, SessionView, StudyEntry};
use crate::source::Sources;
use crate::theme::Strings;
use crate::yaml::Located;

pub use address::Places;
pub use catalogue::{ARCHIVE, archive_checksum, data_page, is_archived};
pub use data::{Data, document_files, organisations_file, site_files};
pub use documents::index as documents_index;
pub use export::{Format, Scope, export};
pub use form::paper_files;
pub use inputs::Inputs;
pub use lists::{robots, site_view, sitemap};
pub use offline::{Keeping, OFFLINE, SHARED, bundle_of, manifest, organisation_bundle};
pub use proposal::{Proposal, Subject, propose};
pub use records::{RecordUnit, aliases, document_record, document_records, record_units, site_records};
pub use register::{register_files, setting};
pub use session::session_files;
pub use single::url as single_url;

/// What composing reads.
#[derive(Debug)]
pub struct Composer<'a> {
    pub(in crate::compose) corpus: &'a Corpus,
    pub(in crate::compose) sources: &'a Sources,
    pub(in crate::compose) links: &'a Links,
    pub(in crate::compose) register: &'a Register,
    pub(in crate::compose) strings: &'a Strings,
    pub(in crate::compose) places: Places<'a>,
    /// The title block of each regulation, in the order of the corpus.
    pub(in crate::compose) heads: Vec<Arc<DocumentHead>>,
    /// Pages of guidance by the provision they are about.
    pub(in crate::compose) guidance: BTreeMap<&'a str, Vec<usize>>,
    /// Notes by the provision they are on, each with its page.
    pub(in crate::compose) notes: BTreeMap<&'a str, Vec<(usize, &'a Directive)>>,
    /// Whether what a machine proposed for study is published.
    pub(in crate::compose) with_proposed: bool,
    /// The sessions that are published, in order.
    pub(in crate::compose) sessions: Vec<Arc<SessionView>>,
    /// Where each clause comes up in study.
    pub(in crate::compose) study: BTreeMap<String, Vec<StudyEntry>>,
    /// Finds terms in texts; `None` without a glossary.
    pub(in crate::compose) terms: Option<glossary::Terms<'a>>,
}

impl<'a> Composer<'a> {
    /// Prepares what all pages share.
    pub fn new(corpus: &'a Corpus, sources: &'a Sources, links: &'a Links, register: &'a Register, strings: &'a Strings) -> Self {
        let places = Places::new(strings);
        let heads = corpus.regulations().par_iter().map(|regulation| Arc::new(head::head(corpus, sources, regulation))).collect();
        let mut guidance: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut notes: BTreeMap<&str, Vec<(usize, &Directive)>> = BTreeMap::new();
        for (index, page) in corpus.contents.guidance.iter().enumerate() {
            for about in &page.about {
                guidance.entry(about.provision.as_str()).or_default().push(index);
            }
            for piece in &page.pieces {
                if let Piece::Directive(directive) = piece
                    && let Some(binding) = directive.binding.as_ref().filter(|_| !directive.kind.is_filled())
                {
                    notes.entry(binding.provision.as_str()).or_default().push((index, directive));
                }
            }
        }
        let composer = Self {
            corpus,
            sources,
            links,
            register,
            strings,
            places,
            heads,
            guidance,
            notes,
            with_proposed: false,
            sessions: Vec::new(),
            study: BTreeMap::new(),
            terms: glossary::Terms::new(&corpus.contents.glossary),
        };
        composer.with_proposed(false)
    }

    /// The same, with or without what a machine proposed for study and nobody has reviewed.
    #[must_use]
    pub fn with_proposed(mut self, with_proposed: bool) -> Self {
        self.with_proposed = with_proposed;
        self.sessions = session::views(&self);
        self.study = session::backlinks(&self);
        self
    }

    /// Number of regulations; the functions that take an index take one below it.
    pub fn documents(&self) -> usize {
        self.heads.len()
    }

    /// The id of the regulation at `index`.
    pub fn id(&self, index: usize) -> &'a str {
        &self.corpus.regulations()[index].id
    }

    /// The pages of the regulation at `index`.
    pub fn document_pages(&self, index: usize) -> Vec<Page> {
        let contents = Arc::new(contents::contents(self, index));
        let mut pages = vec![document::document_page(self, index, &contents), document::full_text_page(self, index, &contents)];
        if self.has_downloads() {
            pages.push(single::single_page(self, index, &contents));
        }
        pages.extend(document::readings_page(self, index));
        pages.extend(scan::scan_page(self, index));
        pages.extend(gaps::gaps_page(self, index));
        pages.extend(unit::unit_pages(self, index, &contents));
        pages
    }

    /// The organisations.
    pub fn organisations(&self) -> &'a [Located<Organisation>] {
        &self.corpus.contents.organisations
    }

    /// The pages of an organisation.
    pub fn organisation_pages(&self, organisation: &Organisation) -> Vec<Page> {
        organisation::pages(self, organisation)
    }

    /// The pages that belong to neither a regulation nor an organisation, but for the one that [`data_page`] makes when the sizes of the files
    /// are known.
    pub fn site_pages(&self) -> Vec<Page> {
        self.common_pages().collect()
    }

    /// The page at the address `url`, composed with as few others as can be; `None` where it is none of [`Composer::document_pages`],
    /// [`Composer::organisation_pages`] and [`Composer::site_pages`].
    pub fn page_at(&self, url: &str) -> Option<Page> {
        let mut names = url.split('/').skip(1);
        let (first, second) = (names.next()?, names.next());
        let with_it = match (self.corpus.position(first), second.and_then(|id| self.corpus.organisation(id))) {
            (Some(index), _) => self.document_pages(index),
            (None, Some(organisation)) if url.starts_with(organisation::INDEX) => organisation::pages(self, organisation),
            _ => return self.common_pages().find(|page| page.shell().url == url),
        };
        with_it.into_iter().find(|page| page.shell().url == url)
    }

    /// [`Composer::site_pages`]; each kind is composed when it is come to.
    fn common_pages(&self) -> impl Iterator<Item = Page> {
        let kinds: [fn(&Composer<'_>) -> Vec<Page>; 9] = [
            |composer| vec![organisation::index(composer)],
            lists::pages,
            guidance::pages,
            session::pages,
            topic::pages,
            |composer| vec![calendar::page(composer)],
            |composer| vec![cooperation::page(composer)],
            |composer| Vec::from_iter(offline::page(composer)),
            glossary::pages,
        ];
        kinds.into_iter().flat_map(|pages| pages(self))
    }

    /// The day for which everything is said, as an ISO date; empty where the site names none.
    pub fn as_of(&self) -> String {
        self.corpus.contents.site.as_of.map(|date| date.to_string()).unwrap_or_default()
    }

    /// Whether each document can be taken away, see [`Site::downloads`](crate::content::Site::downloads).
    pub fn has_downloads(&self) -> bool {
        self.corpus.contents.site.downloads
    }

    /// The text of the file of `regulation`.
    pub(in crate::compose) fn text(&self, regulation: &Regulation) -> &'a str {
        &self.sources.get(regulation.file).text
    }

    /// An organisation's name and page; the id alone where the registry does not hold it.
    pub(in crate::compose) fn organisation_link(&self, id: &str) -> Link {
        match self.corpus.organisation(id) {
            Some(organisation) => Link::new(organisation.name.clone(), organisation_url(id)),
            None => Link::plain(id),
        }
    }

    /// A document's number and title with its page.
    pub(in crate::compose) fn document_link(&self, index: usize) -> Link {
        let head = &self.heads[index];
        Link::new(head::name(&self.places, head), head.url.clone())
    }
}

/// The page of an organisation.
pub(in crate::compose) fn organisation_url(id: &str) -> String {
    format!("/co-quan/{id}/")
}

/// HTML made by the Markdown renderer, which lets no raw HTML through.
pub(in crate::compose) fn markdown(html: &str) -> Html {
    Html::trusted(html.to_owned())
}
