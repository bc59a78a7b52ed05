//! The pages of a document as a whole: title block, whole text, doubtful readings.

use std::sync::Arc;

use crate::compose::view::{self, Setting};
use crate::compose::{Composer, address, contents, downloads, gaps, glossary, guidance, head, unit};
use crate::law::{Kind, ProvisionPath};
use crate::page::{Contents, ContentsEntry, DocumentPage, FullTextPage, Link, Page, Reading, ReadingsPage, Shell, Step};

/// `/<doc>/`.
pub(in crate::compose) fn document_page(composer: &Composer<'_>, index: usize, contents: &Arc<Contents>) -> Page {
    let regulation = &composer.corpus.regulations()[index];
    let head = &composer.heads[index];
    let name = head::name(&composer.places, head);
    let ids: Vec<_> = regulation.tree.iter().map(|(id, _)| id).collect();
    let paths = regulation.tree.iter().map(|(_, provision)| provision.path.as_str());
    Page::Document(DocumentPage {
        shell: Shell {
            url: head.url.clone(),
            title: if head.number.is_empty() { name } else { format!("{name} {}", contents::excerpt(&head.title, 120)) },
            description: head.title.clone(),
            section: head.url.clone(),
            breadcrumb: unit::document_breadcrumb(composer, index),
        },
        document: Arc::clone(head),
        contents: Arc::clone(contents),
        basis: composer.written(regulation, &regulation.meta.basis, composer.links.basis(regulation)),
        replaces: composer.written(regulation, &regulation.meta.replaces, composer.links.replaces(regulation)),
        replaced_by: composer.replaced_by(index),
        cites: composer.cited_elsewhere(regulation, &ids),
        cited_by: composer.cited_by_others(index),
        recipients: regulation.meta.recipients.clone(),
        gaps_url: gaps::gaps_url(composer, index),
        guidance: guidance::entries_about(composer, paths),
        downloads: downloads::downloads(composer, index),
    })
}

/// `/<doc>/toan-van/`.
pub(in crate::compose) fn full_text_page(composer: &Composer<'_>, index: usize, contents: &Arc<Contents>) -> Page {
    let regulation = &composer.corpus.regulations()[index];
    let head = &composer.heads[index];
    let components = regulation.tree.components();
    let mut provisions: Vec<_> = components.map(|(id, _)| view::provision(composer, regulation, id, Setting::FullText)).collect();
    glossary::first_uses(provisions.iter_mut());
    let title = composer.strings.get("full_text.title");
    let mut breadcrumb = unit::document_breadcrumb(composer, index);
    breadcrumb.push(Step::ours(title, head.full_text_url.clone()));
    Page::FullText(FullTextPage {
        shell: Shell {
            url: head.full_text_url.clone(),
            title: format!("{title} – {}", head::name(&composer.places, head)),
            description: head.title.clone(),
            section: head.url.clone(),
            breadcrumb,
        },
        document: Arc::clone(head),
        contents: Arc::new(on_one_page(contents, &regulation.id)),
        provisions,
    })
}

/// The contents of a page that holds the whole text.
pub(in crate::compose) fn on_one_page(contents: &Contents, document: &str) -> Contents {
    Contents { entries: contents.entries.iter().map(|entry| on_this_page(entry, document)).collect() }
}

/// An entry of the contents that leads to an anchor of the whole text.
fn on_this_page(entry: &ContentsEntry, document: &str) -> ContentsEntry {
    ContentsEntry {
        url: address::full_text_url(document, &ProvisionPath::new(&entry.path)),
        children: entry.children.iter().map(|child| on_this_page(child, document)).collect(),
        ..entry.clone()
    }
}

/// `/<doc>/so-sanh-ban-quet/`, for a document with doubtful readings.
pub(in crate::compose) fn readings_page(composer: &Composer<'_>, index: usize) -> Option<Page> {
    let regulation = &composer.corpus.regulations()[index];
    let head = &composer.heads[index];
    let readings = composer.corpus.contents.readings.get(&regulation.id).filter(|readings| !readings.is_empty())?;
    let title = composer.strings.get("readings.title");
    let mut breadcrumb = unit::document_breadcrumb(composer, index);
    breadcrumb.push(Step::ours(title, head.readings_url.clone()));
    let text = composer.text(regulation);
    let place = |path: &str| match composer.corpus.provision(&ProvisionPath::new(path)) {
        Some((regulation, id)) if regulation.tree.get(id).kind == Kind::Component => {
            Link::new(composer.places.unit(regulation, regulation.tree.get(id), text), address::url(regulation, id))
        }
        Some((regulation, id)) => Link::new(composer.places.place(regulation, id, text), address::url(regulation, id)),
        None => Link::plain(path),
    };
    let row = |reading: &crate::content::Reading| Reading {
        place: place(&reading.provision),
        scan: reading.scan.clone(),
        chosen: reading.reading.clone(),
        others: reading.others.clone(),
        reason: reading.reason.clone(),
    };
    Some(Page::Readings(ReadingsPage {
        shell: Shell {
            url: head.readings_url.clone(),
            title: format!("{title} – {}", head::name(&composer.places, head)),
            description: composer.strings.get("readings.lead").to_owned(),
            section: head.url.clone(),
            breadcrumb,
        },
        document: Arc::clone(head),
        readings: readings.iter().map(row).collect(),
    }))
}
