//! All documents as lists: the newest for the pages that lead on, and pages of all where there are more. Entry points: [`entries`],
//! [`newest`], [`all`], [`pages`], [`index`].

use std::cmp::Ordering;
use std::sync::Arc;

use quyche_query::natural;

use crate::compose::{Composer, address, lists};
use crate::law::Kind;
use crate::page::{AllDocuments, DocumentEntry, DocumentYear, DocumentsPage, Link, Page, Shell, Step};

/// Address of the list of all documents.
const INDEX: &str = "/van-ban/";

/// So many documents stand on the home page with nothing left out.
const FEW: usize = 12;
/// So many of more than that.
const NEWEST: usize = 8;
/// So many documents stand on one page; more are cut by years.
const MANY: usize = 200;

/// Every document, newest first; those whose date is not known follow, in the order of their numbers.
pub(in crate::compose) fn entries(composer: &Composer<'_>) -> Vec<DocumentEntry> {
    let mut entries: Vec<DocumentEntry> = (0..composer.documents()).map(|index| entry(composer, index)).collect();
    entries.sort_by(|one, other| {
        let (one, other) = (&one.document, &other.document);
        let by_date = match (one.issued.is_empty(), other.issued.is_empty()) {
            (false, false) => other.issued.cmp(&one.issued),
            (true, true) => Ordering::Equal,
            (one, other) => one.cmp(&other),
        };
        by_date.then_with(|| natural(&one.id, &other.id))
    });
    entries
}

fn entry(composer: &Composer<'_>, index: usize) -> DocumentEntry {
    let regulation = &composer.corpus.regulations()[index];
    let text = composer.text(regulation);
    let components = regulation.tree.components().filter(|(_, component)| component.kind == Kind::Component);
    let link = |(id, component)| Link::new(composer.places.component(regulation, component, text), address::url(regulation, id));
    let links: Vec<Link> = components.map(link).collect();
    DocumentEntry { document: Arc::clone(&composer.heads[index]), components: if links.len() > 1 { links } else { Vec::new() } }
}

/// Those that the pages that lead on show.
pub(in crate::compose) fn newest(entries: &[DocumentEntry]) -> Vec<DocumentEntry> {
    let shown = if index(entries.len()).is_some() { NEWEST } else { entries.len() };
    entries[..shown].to_vec()
}

/// Where all are, unless [`newest`] are all.
pub(in crate::compose) fn all(entries: &[DocumentEntry]) -> Option<AllDocuments> {
    index(entries.len()).map(|url| AllDocuments { url: url.to_owned(), count: entries.len() })
}

/// The address of the list of `count` documents; `None` where the home page shows them.
pub fn index(count: usize) -> Option<&'static str> {
    (count > FEW).then_some(INDEX)
}

/// The pages of all documents; none where the home page shows them.
pub(in crate::compose) fn pages(composer: &Composer<'_>, entries: Vec<DocumentEntry>) -> Vec<Page> {
    if index(entries.len()).is_none() {
        return Vec::new();
    }
    let is_long = entries.len() > MANY;
    let mut years: Vec<DocumentYear> = Vec::new();
    for entry in entries {
        let year = entry.document.issued.get(..4).unwrap_or_default();
        if years.last().is_none_or(|last| last.year != year) {
            years.push(DocumentYear { year: year.to_owned(), count: 0, url: String::new(), documents: Vec::new() });
        }
        if let Some(last) = years.last_mut() {
            last.count += 1;
            last.documents.push(entry);
        }
    }
    let shell = lists::shell(composer, "documents", INDEX);
    if !is_long {
        return vec![Page::Documents(DocumentsPage { shell, years })];
    }
    let of_year = |year: &DocumentYear| {
        let (title, url) = (name(composer, "documents.year", &year.year), url(&year.year));
        let mut breadcrumb = shell.breadcrumb.clone();
        breadcrumb.push(Step::ours(&title, &url));
        let description = name(composer, "documents.of_year", &year.year);
        let shell = Shell { title, description, url, breadcrumb, ..shell.clone() };
        Page::Documents(DocumentsPage { shell, years: vec![year.clone()] })
    };
    let mut pages: Vec<Page> = years.iter().map(of_year).collect();
    for year in &mut years {
        (year.url, year.documents) = (url(&year.year), Vec::new());
    }
    pages.push(Page::Documents(DocumentsPage { shell, years }));
    pages
}

/// The address of the documents of a year.
fn url(year: &str) -> String {
    format!("{INDEX}{}/", if year.is_empty() { "khong-ro-nam" } else { year })
}

/// The words at `key` for a year, or those for no year.
fn name(composer: &Composer<'_>, key: &str, year: &str) -> String {
    match year {
        "" => composer.strings.get("documents.no_year").to_owned(),
        year => composer.strings.fill(key, &[("year", year)]),
    }
}
