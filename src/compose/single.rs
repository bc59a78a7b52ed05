//! A document in one file, to pass on and to read from a disk: its text with notes, its terms, its organisations with their duties, and a
//! search over them. Entry point: [`single_page`].

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::compose::view::{self, Setting};
use crate::compose::{Composer, Keeping, address, document, duty, glossary, head, records, unit};
use crate::content::Regulation;
use crate::duty::Through;
use crate::index;
use crate::page::{Contents, Link, Page, ProvisionView, Shell, SingleOrganisation, SinglePage, SingleSearch, Step};

/// The anchor of the head of the file.
const TOP: &str = "trang-noi-dung";

/// `/<doc>/<doc>.html`.
pub(in crate::compose) fn single_page(composer: &Composer<'_>, index: usize, contents: &Arc<Contents>) -> Page {
    let regulation = &composer.corpus.regulations()[index];
    let head = &composer.heads[index];
    let components = regulation.tree.components();
    let mut provisions: Vec<_> = components.map(|(id, _)| view::provision(composer, regulation, id, Setting::Single)).collect();
    glossary::first_uses(provisions.iter_mut());
    let terms = glossary::of_document(composer, regulation);
    let organisations = organisations(composer, index);
    let mut anchors = anchors(composer, index);
    anchors.extend(terms.iter().map(|term| (term.url.clone(), term.url.trim_matches('/').replace('/', "-"))));
    anchors.extend(organisations.iter().map(|body| (body.organisation.url.clone(), format!("co-quan-{}", body.id))));
    let title = composer.strings.get("single.title");
    let url = url(&regulation.id);
    let mut breadcrumb = unit::document_breadcrumb(composer, index);
    breadcrumb.push(Step::ours(title, url.clone()));
    Page::Single(Box::new(SinglePage {
        shell: Shell {
            url,
            title: format!("{} – {title}", head::name(&composer.places, head)),
            description: head.title.clone(),
            section: head.url.clone(),
            breadcrumb,
        },
        document: Arc::clone(head),
        contents: Arc::new(document::on_one_page(contents, &regulation.id)),
        provisions,
        search: search(composer, index, &anchors),
        terms,
        organisations,
        anchors,
    }))
}

/// The address of the file that holds a document.
pub fn url(document: &str) -> String {
    format!("/{document}/{document}.html")
}

/// Where in the file each address of the document is read.
fn anchors(composer: &Composer<'_>, index: usize) -> BTreeMap<String, String> {
    let regulation: &Regulation = &composer.corpus.regulations()[index];
    let head = &composer.heads[index];
    let mut anchors = BTreeMap::from([(head.url.clone(), TOP.to_owned()), (head.full_text_url.clone(), TOP.to_owned())]);
    for (id, provision) in regulation.tree.iter() {
        let anchor = ProvisionView::anchor(provision.path.as_str(), &regulation.id);
        anchors.insert(address::full_text_url(&regulation.id, &provision.path), anchor.clone());
        anchors.insert(address::url(regulation, id), anchor);
    }
    anchors
}

/// The organisations of the document by name, each with the duties that the text lays on it by name; a group's duties stand with the group.
fn organisations(composer: &Composer<'_>, index: usize) -> Vec<SingleOrganisation> {
    let document = &composer.corpus.regulations()[index].id;
    let is_own = |index: usize| composer.register.get(index).provision.document() == document;
    let view = |id: &String| {
        let organisation = composer.organisation_link(id);
        let acting = composer.register.acting(id).into_iter().filter(|(index, _)| is_own(*index));
        let (own, others): (Vec<_>, Vec<_>) = acting.partition(|(_, through)| through.is_empty());
        let mut through: Vec<Link> = Vec::new();
        for link in others.iter().filter_map(|(_, through)| through.first()).map(|id| composer.organisation_link(id)) {
            if !through.contains(&link) {
                through.push(link);
            }
        }
        let duties = own.iter().map(|(index, _)| duty::view(composer, *index, &Through::new())).collect();
        SingleOrganisation { id: id.clone(), organisation, duties, through }
    };
    let mut found: Vec<SingleOrganisation> =
        Keeping::organisations(composer, index).iter().map(view).filter(|body| !body.organisation.url.is_empty()).collect();
    found.sort_by_cached_key(|body| (quyche_text::fold(&body.organisation.label), body.id.clone()));
    found
}

/// The records of what stands in the file, leading to its anchors.
fn search(composer: &Composer<'_>, index: usize, anchors: &BTreeMap<String, String>) -> SingleSearch {
    let mut found = records::document_records(composer, index);
    found.extend(records::site_records(composer));
    let here = |mut record: index::Record| {
        let anchor = anchors.get(&record.url)?;
        record.url = format!("/#{anchor}");
        Some(record)
    };
    let found: Vec<index::Record> = found.into_iter().filter_map(here).collect();
    SingleSearch {
        engine: STANDARD.encode(index::engine()),
        root: STANDARD.encode(index::deflated(&index::plain(&found, &records::aliases(composer)).root)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_named_after_its_document() {
        assert_eq!(url("446-qd-tu"), "/446-qd-tu/446-qd-tu.html");
        assert_eq!(crate::compose::organisation_url("x").trim_matches('/').replace('/', "-"), "co-quan-x");
    }
}
