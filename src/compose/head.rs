//! The title block of a document. Entry points: [`head`], [`name`].

use crate::compose::{Places, organisation_url};
use crate::content::{Date, Regulation};
use crate::corpus::Corpus;
use crate::law::{Block, Kind, Role};
use crate::page::{self, DocumentHead, Link};
use crate::source::Sources;

/// What is known of `regulation` as a whole.
pub(in crate::compose) fn head(corpus: &Corpus, sources: &Sources, regulation: &Regulation) -> DocumentHead {
    let (meta, id) = (&regulation.meta, &regulation.id);
    let readings = corpus.contents.readings.get(id).map_or(0, Vec::len);
    let scan = meta.restored_from.as_deref().filter(|path| sources.find(path).is_some());
    // Proposals for another text than the scan that is held are shown nowhere; `check` reports them.
    let scan_text = meta.restored_from.as_deref().and_then(|path| sources.find(path)).map(|file| &sources.get(file).text);
    let restored = corpus.contents.restored.get(id).filter(|restored| scan_text.is_some_and(|scan| restored.fits(scan)));
    let written = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let text = &sources.get(regulation.file).text;
    DocumentHead {
        id: id.clone(),
        url: format!("/{id}/"),
        number: meta.number.clone().unwrap_or_default(),
        document_type: document_type(regulation),
        title: meta.title.clone().unwrap_or_else(|| title_of(regulation, text)),
        // An id that the registry does not hold is reported by `check`; it is no name to show.
        issuer: meta
            .issuer
            .as_deref()
            .and_then(|issuer| corpus.organisation(issuer))
            .map(|issuer| Link::new(issuer.name.clone(), organisation_url(&issuer.id))),
        place: meta.place.clone().unwrap_or_default(),
        issued: written(meta.issued),
        effective: written(meta.effective),
        expires: written(meta.expires),
        status: meta.status,
        status_basis: meta.status_basis.clone().unwrap_or_default(),
        signer: meta.signer.clone().unwrap_or_default(),
        review: meta.restored_from.as_ref().map(|_| page::Review {
            state: meta.review.state,
            reviewer: meta.review.reviewer.clone().unwrap_or_default(),
            date: written(meta.review.date),
        }),
        full_text_url: format!("/{id}/toan-van/"),
        readings_url: if readings > 0 { format!("/{id}/so-sanh-ban-quet/") } else { String::new() },
        readings_count: readings,
        restored_url: restored.map(|_| format!("/{id}/ban-quet/")).unwrap_or_default(),
        scan_url: scan.map(scan_url).unwrap_or_default(),
        data_url: format!("/du-lieu/van-ban/{id}.json"),
        akn_url: if corpus.contents.site.downloads { format!("/du-lieu/van-ban/{id}.akn.xml") } else { String::new() },
        text_url: format!("/du-lieu/van-ban/{id}.md"),
        article_count: regulation.tree.iter().filter(|(_, provision)| provision.kind == Kind::Article).count(),
    }
}

/// Where the scan at `path` of the content folder is published.
pub(in crate::compose) fn scan_url(path: &str) -> String {
    format!("/du-lieu/nguon/{}", path.rsplit('/').next().unwrap_or(path))
}

/// How a document is called in a list: `Quyết định 446-QĐ/TU`; by its title where it has no number.
pub(in crate::compose) fn name(places: &Places<'_>, head: &DocumentHead) -> String {
    let kind = places.document_type(&head.document_type);
    match head.number.is_empty() {
        false => format!("{kind} {}", head.number),
        true if head.title.to_lowercase().starts_with(&kind.to_lowercase()) => head.title.clone(),
        true => format!("{kind} {}", head.title),
    }
}

/// The kind of document: from the front matter, else from the first component's own words.
fn document_type(regulation: &Regulation) -> String {
    let first = || {
        regulation.tree.components().next().map(|(_, component)| component.path.as_str().rsplit('/').next().unwrap_or_default().to_owned())
    };
    regulation.meta.document_type.clone().or_else(first).unwrap_or_default()
}

/// The title lines of the text, without the line that names the kind of document.
fn title_of(regulation: &Regulation, text: &str) -> String {
    let opening = regulation.tree.iter().find(|(_, provision)| provision.kind == Kind::Opening);
    let lines = opening.into_iter().flat_map(|(_, provision)| &provision.blocks).filter_map(|block| match block {
        Block::Paragraph { range, role: Role::Title } => Some(&text[range.clone()]),
        _ => None,
    });
    let title = lines.skip(1).collect::<Vec<_>>().join(" ");
    if title.is_empty() { regulation.id.clone() } else { title }
}
