//! Pages that lead on: [`HomePage`], [`SearchPage`], [`SearchFilter`], [`DataPage`], [`DataFile`], [`NotFoundPage`].

use serde::Serialize;

use crate::page::{DocumentEntry, GuidanceEntry, Link, OrganisationGroup, SessionEntry, Shell};

/// `/`. Template `home.html`.
#[derive(Debug, Clone, Serialize)]
pub struct HomePage {
    /// Head of the page.
    pub shell: Shell,
    /// The documents held.
    pub documents: Vec<DocumentEntry>,
    /// The organisations as an index.
    pub organisations: Vec<OrganisationGroup>,
    /// Guidance; empty when there is none.
    pub guidance: Vec<GuidanceEntry>,
    /// Study sessions; empty when there is none.
    pub sessions: Vec<SessionEntry>,
}

/// `/tim-kiem/`. Template `search.html`.
#[derive(Debug, Clone, Serialize)]
pub struct SearchPage {
    /// Head of the page.
    pub shell: Shell,
    /// Ways in by document.
    pub documents: Vec<DocumentEntry>,
    /// Ways in by organisation.
    pub organisations: Vec<OrganisationGroup>,
    /// By what results can be restricted.
    pub filters: Vec<SearchFilter>,
}

/// One restriction of a search.
#[derive(Debug, Clone, Serialize)]
pub struct SearchFilter {
    /// Its name in the address: `co-quan`.
    pub name: String,
    /// Its name for the engine and in `strings.search.filters`: `organisation`.
    pub key: String,
    /// Its values; those of documents are added as they are met.
    pub options: Vec<SearchOption>,
}

/// One value of a restriction.
#[derive(Debug, Clone, Serialize)]
pub struct SearchOption {
    /// Its slug.
    pub value: String,
    /// In the reader's words.
    pub label: String,
}

/// `/du-lieu/`. Template `data.html`.
#[derive(Debug, Clone, Serialize)]
pub struct DataPage {
    /// Head of the page.
    pub shell: Shell,
    /// The files, in the order shown.
    pub groups: Vec<DataGroup>,
}

/// Files of data under one heading.
#[derive(Debug, Clone, Serialize)]
pub struct DataGroup {
    /// A key of `strings.data.groups`.
    pub key: String,
    /// The files, in the order shown.
    pub files: Vec<DataFile>,
}

/// `/ngoai-tuyen/`. Template `offline.html`; what is kept is known to the reader's browser alone.
#[derive(Debug, Clone, Serialize)]
pub struct OfflinePage {
    /// Head of the page.
    pub shell: Shell,
}

/// A file of data.
#[derive(Debug, Clone, Serialize)]
pub struct DataFile {
    /// File name, `446-qd-tu.json`.
    pub name: String,
    /// Its address.
    pub url: String,
    /// What it holds: a key of `strings.data_files` (`document`, `documents`, `duties`, `akn`, …); an unknown key shows no words.
    pub about: String,
    /// What it is about, when it is about one thing: the document or the organisation and its page.
    pub subject: Option<Link>,
    /// `JSON`, `CSV`, `XLSX`, `ICS`, `DOCX`, `XML`, `TXT`.
    pub format: String,
    /// Where its schema is; empty when it has none here.
    pub schema: String,
    /// How large it is, in words: `12,3 KB`; empty when unknown.
    pub size: String,
}

/// `/404.html`. Template `not-found.html`.
#[derive(Debug, Clone, Serialize)]
pub struct NotFoundPage {
    /// Head of the page.
    pub shell: Shell,
    /// Ways in.
    pub documents: Vec<DocumentEntry>,
}
