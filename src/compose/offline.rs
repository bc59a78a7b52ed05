//! What a browser keeps for reading without a network: the page that says so, the manifest of the site, and what belongs together.
//! Entry points: [`page`], [`manifest`], [`bundle_of`], [`Keeping`].

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::compose::{Composer, Data, head, lists};
use crate::page::{DocumentPage, FullTextPage, OfflinePage, Page, ReadingsPage, ScanPage};
use crate::theme::Strings;

/// The page that says what is kept.
pub const OFFLINE: &str = "/ngoai-tuyen/";

/// `/ngoai-tuyen/`, also shown in the place of a page that is not kept.
pub(in crate::compose) fn page(composer: &Composer<'_>) -> Option<Page> {
    let shell = lists::shell(composer, "offline", OFFLINE);
    composer.corpus.contents.site.offline.then_some(Page::Offline(OfflinePage { shell }))
}

/// `/manifest.webmanifest` (W3C Web Application Manifest): the theme's part `given`, which is JSON, with the names of the site. All addresses
/// in it are relative to it, so it holds below any path.
///
/// # Errors
/// When `given` is no JSON object.
pub fn manifest(composer: &Composer<'_>, given: &str) -> serde_json::Result<Data> {
    let site = &composer.corpus.contents.site;
    let strings: &Strings = composer.strings;
    let mut manifest: Map<String, Value> = serde_json::from_str(given)?;
    manifest.insert("name".to_owned(), json!(site.title));
    manifest.insert("description".to_owned(), json!(site.description.trim()));
    manifest.insert("lang".to_owned(), json!(site.language));
    manifest.insert("dir".to_owned(), json!("ltr"));
    let shortcut = |key: &str, url: &str| json!({ "name": strings.get(&format!("{key}.title")), "url": url });
    manifest.insert("shortcuts".to_owned(), json!([shortcut("search", "tim-kiem/"), shortcut("offline", "ngoai-tuyen/")]));
    let bytes = crate::export::json::pretty(&manifest);
    Ok(Data { url: String::from("/manifest.webmanifest"), bytes })
}

/// The bundle of the pages that no document has to itself.
pub const SHARED: &str = "chung";

/// The bundle to which a page belongs: that of its document, that of its organisation, or the one of all documents; none for pages that are
/// kept only when they are visited. Bundles of documents and organisations are named by [`Keeping`].
#[must_use]
pub fn bundle_of(page: &Page) -> Option<String> {
    match page {
        Page::Document(DocumentPage { document, .. })
        | Page::FullText(FullTextPage { document, .. })
        | Page::Readings(ReadingsPage { document, .. })
        | Page::Scan(ScanPage { document, .. }) => Some(document_bundle(&document.id)),
        Page::Article(page) => Some(document_bundle(&page.document.id)),
        Page::Gaps(page) => Some(document_bundle(&page.document.id)),
        Page::Organisation(page) => Some(page.shell.url.trim_matches('/').to_owned()),
        Page::Home(_) | Page::Documents(_) | Page::Search(_) | Page::Offline(_) | Page::Organisations(_) => Some(SHARED.to_owned()),
        // What a search leads to.
        Page::Glossary(_) | Page::Term(_) | Page::GuidanceIndex(_) | Page::Guidance(_) | Page::Topic(_) | Page::Session(_) => {
            Some(SHARED.to_owned())
        }
        _ => None,
    }
}

fn document_bundle(id: &str) -> String {
    format!("van-ban/{id}")
}

/// The bundle of an organisation.
#[must_use]
pub fn organisation_bundle(id: &str) -> String {
    super::organisation_url(id).trim_matches('/').to_owned()
}

/// A document as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keeping {
    /// The document.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Its page.
    pub url: String,
    /// Its own bundle.
    pub bundle: String,
    /// The bundles of its organisations: the ones that it names and those that act or have a part in its duties, as far as they are known.
    pub organisations: Vec<String>,
}

impl Keeping {
    /// Of the regulation at `index`.
    pub fn new(composer: &Composer<'_>, index: usize) -> Self {
        let regulation = &composer.corpus.regulations()[index];
        let head = &composer.heads[index];
        let mut organisations = Self::organisations(composer, index);
        organisations.retain(|id| composer.corpus.organisation(id).is_some());
        let name = head::name(&composer.places, head);
        Self {
            bundle: document_bundle(&regulation.id),
            organisations: organisations.iter().map(|id| organisation_bundle(id)).collect(),
            id: regulation.id.clone(),
            title: if head.number.is_empty() { name } else { format!("{name} {}", head.title) },
            url: head.url.clone(),
        }
    }

    /// The ids of a document's organisations: those that it names and those that act or have a part in its duties.
    pub(in crate::compose) fn organisations(composer: &Composer<'_>, index: usize) -> BTreeSet<String> {
        let regulation = &composer.corpus.regulations()[index];
        let mut organisations: BTreeSet<String> = composer.links.named(regulation).into_iter().map(str::to_owned).collect();
        for (_, provision) in regulation.tree.iter() {
            for duty in composer.register.of_provision(&provision.path).iter().map(|index| &composer.register.get(*index).duty) {
                organisations.extend(duty.actors.iter().cloned());
                organisations.extend(duty.counterparts.iter().map(|counterpart| counterpart.organisation.clone()));
            }
        }
        organisations
    }
}
