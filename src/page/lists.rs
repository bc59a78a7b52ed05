//! Pages that lead on: [`HomePage`], [`ChangeEntry`], [`DocumentsPage`], [`SearchPage`], [`SearchFilter`], [`DataPage`], [`DataFile`],
//! [`NotFoundPage`].

use serde::Serialize;

use crate::page::{DocumentEntry, GuidanceEntry, Link, OrganisationGroup, SessionEntry, Shell};

/// `/`. Template `home.html`.
#[derive(Debug, Clone, Serialize)]
pub struct HomePage {
    /// Head of the page.
    pub shell: Shell,
    /// The newest documents held; all of them where they are few.
    pub documents: Vec<DocumentEntry>,
    /// Where all of them are; `None` where they are here.
    pub all_documents: Option<AllDocuments>,
    /// What changed last, newest first.
    pub changes: Vec<ChangeEntry>,
    /// The organisations as an index.
    pub organisations: Vec<OrganisationGroup>,
    /// Guidance about the law; empty when there is none.
    pub guidance: Vec<GuidanceEntry>,
    /// Pages about this site and how to work on it; empty when there are none.
    pub manual: Vec<GuidanceEntry>,
    /// Study sessions; empty when there is none.
    pub sessions: Vec<SessionEntry>,
}

/// A change of the site.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeEntry {
    /// The day, as `2021-11-26`.
    pub date: String,
    /// What changed and where it is seen.
    pub what: Link,
}

/// The way from a few documents to all.
#[derive(Debug, Clone, Serialize)]
pub struct AllDocuments {
    /// `/van-ban/`.
    pub url: String,
    /// How many there are.
    pub count: usize,
}

/// `/van-ban/`, and `/van-ban/<year>/` where one page would be too long for all. Template `documents.html`.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentsPage {
    /// Head of the page.
    pub shell: Shell,
    /// Documents of a year, newest year first, those whose year is not known last.
    pub years: Vec<DocumentYear>,
}

/// Documents that were issued in one year.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentYear {
    /// The year; empty where it is not known.
    pub year: String,
    /// How many there are.
    pub count: usize,
    /// Their page; empty where they are here.
    pub url: String,
    /// Newest first; empty where they have a page of their own.
    pub documents: Vec<DocumentEntry>,
}

/// `/tim-kiem/`. Template `search.html`.
#[derive(Debug, Clone, Serialize)]
pub struct SearchPage {
    /// Head of the page.
    pub shell: Shell,
    /// Ways in by document, as on the home page.
    pub documents: Vec<DocumentEntry>,
    /// Where all documents are; `None` where they are here.
    pub all_documents: Option<AllDocuments>,
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
    /// Where each of many documents leads to its files, which are not listed here then; empty otherwise.
    pub elsewhere: String,
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
    /// Ways in, as on the home page.
    pub documents: Vec<DocumentEntry>,
    /// Where all documents are; `None` where they are here.
    pub all_documents: Option<AllDocuments>,
}
