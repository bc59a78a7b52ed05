//! The page of one Điều, or of one unit of a text without Điều. Entry point: [`unit_pages`].

use std::sync::Arc;

use crate::compose::view::{self, Setting};
use crate::compose::{Composer, address, contents, glossary, guidance, qr};
use crate::content::Regulation;
use crate::law::{Kind, ProvisionId};
use crate::page::{ArticlePage, Contents, ContextLine, Link, Neighbour, OrganisationNamed, Page, ProvisionView, Shell, Step};

/// Longest description of a page, in characters.
const DESCRIPTION: usize = 200;

/// A page for each unit of the regulation at `index`, in reading order.
pub(in crate::compose) fn unit_pages(composer: &Composer<'_>, index: usize, contents: &Arc<Contents>) -> Vec<Page> {
    let regulation = &composer.corpus.regulations()[index];
    let units: Vec<ProvisionId> = regulation.tree.iter().map(|(id, _)| id).filter(|id| address::is_page(regulation, *id)).collect();
    let neighbour = |place: Option<usize>| place.and_then(|place| units.get(place)).map(|id| neighbour(composer, regulation, *id));
    let page = |(place, id): (usize, &ProvisionId)| {
        let (previous, next) = (neighbour(place.checked_sub(1)), neighbour(place.checked_add(1)));
        Page::Article(Box::new(ArticlePage { previous, next, ..unit_page(composer, index, *id, contents) }))
    };
    units.iter().enumerate().map(page).collect()
}

fn unit_page(composer: &Composer<'_>, index: usize, id: ProvisionId, contents: &Arc<Contents>) -> ArticlePage {
    let regulation = &composer.corpus.regulations()[index];
    let provision = regulation.tree.get(id);
    let path = provision.path.as_str();
    let ids: Vec<ProvisionId> = regulation.tree.subtree(id).map(|(id, _)| id).collect();
    let mut article = view::provision(composer, regulation, id, Setting::Unit(path));
    glossary::first_uses(std::iter::once(&mut article));
    ArticlePage {
        shell: shell(composer, index, id),
        document: Arc::clone(&composer.heads[index]),
        contents: Arc::clone(contents),
        context: context(composer, regulation, id),
        scan_url: match composer.heads[index].restored_url.as_str() {
            "" => String::new(),
            url => format!("{url}#{}", ProvisionView::anchor(path, &regulation.id)),
        },
        title: if provision.kind == Kind::Clause {
            address::sentence_case(&composer.places.unit(regulation, provision, composer.text(regulation)))
        } else {
            String::new()
        },
        article,
        previous: None,
        next: None,
        cited_by: composer.cited_by_units(regulation, &ids),
        cites: composer.cited_documents(regulation, &ids),
        organisations: organisations(composer, regulation, id, &ids),
        guidance: guidance::entries_about(composer, ids.iter().map(|id| regulation.tree.get(*id).path.as_str())),
        qr: qr::code(composer, &address::url(regulation, id)),
        study: composer.study_about(ids.iter().map(|id| regulation.tree.get(*id).path.as_str())),
    }
}

fn shell(composer: &Composer<'_>, index: usize, id: ProvisionId) -> Shell {
    let regulation = &composer.corpus.regulations()[index];
    let text = composer.text(regulation);
    let provision = regulation.tree.get(id);
    let heading = contents::entry_heading(provision, text);
    let unit = composer.places.unit(regulation, provision, text);
    let url = address::url(regulation, id);
    let mut breadcrumb = document_breadcrumb(composer, index);
    let several = regulation.tree.has_several_components();
    let outer: Vec<_> = regulation.tree.ancestors(id).skip(1).collect();
    for (outer, provision) in outer.into_iter().rev() {
        if provision.kind != Kind::Component || several {
            breadcrumb.push(Step::theirs(composer.places.unit(regulation, provision, text), address::url(regulation, outer)));
        }
    }
    breadcrumb.push(Step::theirs(unit.clone(), url.clone()));
    let own: Vec<&str> =
        regulation.tree.subtree(id).flat_map(|(_, provision)| provision.pieces().skip(1)).map(|piece| &text[piece]).collect();
    let titled = if heading.is_empty() { unit } else { format!("{unit}. {heading}") };
    let component = regulation.tree.ancestors(id).last().filter(|_| several);
    let component =
        component.map(|(_, component)| format!(" {} –", composer.places.component(regulation, component, text))).unwrap_or_default();
    Shell {
        url,
        title: format!("{titled} –{component} {}", composer.heads[index].number).trim_end_matches([' ', '–']).to_owned(),
        description: contents::excerpt(&own.join(" "), DESCRIPTION),
        section: composer.heads[index].url.clone(),
        breadcrumb,
    }
}

/// The first step of the breadcrumb on the pages of a document.
pub(in crate::compose) fn document_breadcrumb(composer: &Composer<'_>, index: usize) -> Vec<Step> {
    let head = &composer.heads[index];
    let label = if head.number.is_empty() { head.title.clone() } else { head.number.clone() };
    vec![Step::theirs(contents::excerpt(&label, 60), head.url.clone())]
}

fn context(composer: &Composer<'_>, regulation: &Regulation, id: ProvisionId) -> Vec<ContextLine> {
    let text = composer.text(regulation);
    let several = regulation.tree.has_several_components();
    let outer: Vec<_> =
        regulation.tree.ancestors(id).skip(1).filter(|(_, provision)| provision.kind != Kind::Component || several).collect();
    let line = |(id, provision): (ProvisionId, &crate::law::Provision)| ContextLine {
        label: composer.places.unit(regulation, provision, text),
        heading: provision.heading.iter().map(|line| &text[line.clone()]).collect::<Vec<_>>().join(" "),
        url: address::url(regulation, id),
    };
    outer.into_iter().rev().map(line).collect()
}

fn neighbour(composer: &Composer<'_>, regulation: &Regulation, id: ProvisionId) -> Neighbour {
    let provision = regulation.tree.get(id);
    let text = composer.text(regulation);
    Neighbour {
        label: composer.places.unit(regulation, provision, text),
        heading: contents::entry_heading(provision, text),
        url: address::url(regulation, id),
    }
}

/// The organisations named in a unit and where, each once.
fn organisations(composer: &Composer<'_>, regulation: &Regulation, unit: ProvisionId, ids: &[ProvisionId]) -> Vec<OrganisationNamed> {
    let text = composer.text(regulation);
    let page = regulation.tree.get(unit).path.as_str();
    let named = composer.organisations_in(regulation, ids.iter().copied());
    let place = |id: ProvisionId| {
        let provision = regulation.tree.get(id);
        let name = composer.places.unit(regulation, provision, text);
        Link::new(name, format!("#{}", ProvisionView::anchor(provision.path.as_str(), page)))
    };
    let entry = |(organisation, ids): (&str, Vec<ProvisionId>)| {
        let outer = |id: ProvisionId| {
            regulation.tree.enclosing(id, Kind::Clause).or_else(|| regulation.tree.enclosing(id, Kind::Point)).unwrap_or(id)
        };
        let mut places: Vec<ProvisionId> = ids.into_iter().map(outer).filter(|id| *id != unit).collect();
        places.dedup();
        OrganisationNamed { organisation: composer.organisation_link(organisation), places: places.into_iter().map(place).collect() }
    };
    named.into_iter().map(entry).collect()
}
