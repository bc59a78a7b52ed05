//! What can be found: one record for each khoản, each Điều, each text without khoản, each document, organisation and
//! section of guidance. Entry points: [`document_records`], [`site_records`]; or [`record_units`], [`document_record`] for those that are wanted.

use std::collections::BTreeSet;

use quyche_query::natural;

use crate::compose::{Composer, address, contents, data, head, organisation, organisation_url};
use crate::content::{Organisation, Regulation, Standing, Term};
use crate::index::{Facet, Record};
use crate::law::{Kind, Provision, ProvisionId, Tree};

/// How much of a section of guidance, and of the editors' manual, is found by its words, in characters: what is searched travels to every
/// phone, the law whole, what is written about it by its beginning.
const GUIDANCE: usize = 400;
const MANUAL: usize = 160;

/// Other names of organisations, for searching by any of them: the name, then its aliases, then those of the bodies that took its
/// place, so that today's name finds yesterday's clauses.
pub fn aliases(composer: &Composer<'_>) -> Vec<Vec<String>> {
    let names = |organisation: &crate::yaml::Located<Organisation>| {
        let mut names = Vec::new();
        let mut seen = BTreeSet::new();
        let mut next = Some(&organisation.value);
        while let Some(body) = next.filter(|body| seen.insert(body.id.clone())) {
            names.push(body.name.clone());
            names.extend(body.aliases.iter().cloned());
            let successor = body.succeeded_by.as_ref().and_then(|succession| succession.organisation.as_deref());
            next = successor.and_then(|id| composer.corpus.organisation(id));
        }
        names
    };
    composer.corpus.contents.organisations.iter().map(names).filter(|names| names.len() > 1).collect()
}

/// The unit of which a record is, of the regulation to which it belongs; `None` for that of the regulation as a whole.
pub type RecordUnit = Option<ProvisionId>;

/// The units of the regulation at `index` that have a record, in the order of the paths of these; the regulation as a whole first.
pub fn record_units(composer: &Composer<'_>, index: usize) -> Vec<RecordUnit> {
    let tree = &composer.corpus.regulations()[index].tree;
    let mut units: Vec<ProvisionId> = tree.iter().filter(|(_, provision)| is_record(provision)).map(|(id, _)| id).collect();
    units.sort_by(|a, b| natural(tree.get(*a).path.as_str(), tree.get(*b).path.as_str()));
    std::iter::once(None).chain(units.into_iter().map(Some)).collect()
}

/// The record of a unit of the regulation at `index`.
pub fn document_record(composer: &Composer<'_>, index: usize, unit: RecordUnit) -> Record {
    unit.map_or_else(|| own_record(composer, index), |unit| record(composer, index, unit))
}

/// The records of the regulation at `index` in the order of their paths, its own first.
pub fn document_records(composer: &Composer<'_>, index: usize) -> Vec<Record> {
    record_units(composer, index).into_iter().map(|unit| document_record(composer, index, unit)).collect()
}

/// The record of a regulation as a whole.
fn own_record(composer: &Composer<'_>, index: usize) -> Record {
    let head = &composer.heads[index];
    let id = &composer.corpus.regulations()[index].id;
    Record {
        path: id.clone(),
        url: head.url.clone(),
        kind: String::from("document"),
        document: id.clone(),
        number: head.number.clone(),
        title: format!("{}. {}", head::name(&composer.places, head), head.title),
        text: head.title.clone(),
        ..Record::default()
    }
}

/// The records that belong to no regulation.
pub fn site_records(composer: &Composer<'_>) -> Vec<Record> {
    let organisation = |organisation: &crate::yaml::Located<Organisation>| Record {
        path: organisation.value.id.clone(),
        url: organisation_url(&organisation.value.id),
        kind: String::from("organisation"),
        title: organisation.value.name.clone(),
        text: organisation.value.aliases.join("; "),
        organisations: vec![organisation.value.id.clone()],
        ..Record::default()
    };
    let mut records: Vec<Record> = composer.corpus.contents.organisations.iter().map(organisation).collect();
    let term = |term: &crate::yaml::Located<Term>| Record {
        path: format!("thuat-ngu/{}", term.value.id),
        url: format!("/thuat-ngu/{}/", term.value.id),
        kind: String::from("term"),
        title: term.value.term.clone(),
        ..Record::default()
    };
    records.extend(composer.corpus.contents.glossary.iter().map(term));
    records.extend(composer.sessions.iter().map(|session| Record {
        path: format!("hoc-tap/{}", session.id),
        url: session.url.clone(),
        kind: String::from("session"),
        title: session.title.clone(),
        ..Record::default()
    }));
    for guidance in &composer.corpus.contents.guidance {
        let sections = guidance.sections.iter().filter(|section| !section.text.trim().is_empty() || !section.title.is_empty());
        records.extend(sections.map(|section| Record {
            path: if section.id.is_empty() { guidance.id.clone() } else { format!("{}#{}", guidance.id, section.id) },
            url: if section.id.is_empty() { format!("/{}/", guidance.id) } else { format!("/{}/#{}", guidance.id, section.id) },
            kind: String::from("guidance"),
            title: if section.title.is_empty() { guidance.meta.title.clone() } else { section.title.clone() },
            breadcrumb: if section.title.is_empty() { String::new() } else { guidance.meta.title.clone() },
            text: match guidance.meta.standing {
                Standing::Manual => contents::excerpt(&section.text, MANUAL),
                _ => contents::excerpt(&section.text, GUIDANCE),
            },
            ..Record::default()
        }));
    }
    records
}

fn is_record(provision: &Provision) -> bool {
    match provision.kind {
        Kind::Article | Kind::Clause => true,
        Kind::Part | Kind::Chapter | Kind::Section | Kind::Subsection => !provision.heading.is_empty(),
        Kind::Opening | Kind::Closing | Kind::Component | Kind::Form => !provision.blocks.is_empty() || !provision.heading.is_empty(),
        Kind::Point | Kind::Dash | Kind::Paragraph => false,
    }
}

/// The record of a unit.
fn record(composer: &Composer<'_>, index: usize, id: ProvisionId) -> Record {
    let regulation = &composer.corpus.regulations()[index];
    let tree = &regulation.tree;
    let own = own(tree, id);
    let text = composer.text(regulation);
    let provision = tree.get(id);
    let words: Vec<String> = own.iter().map(|inner| data::own_text(tree.get(*inner), text)).filter(|words| !words.is_empty()).collect();
    let article = tree.enclosing(id, Kind::Article).filter(|article| *article != id);
    let heading = article.map_or_else(String::new, |article| head_of(tree.get(article), text));
    let way = composer.places.way(regulation, id, text);
    let own_heading = head_of(provision, text);
    let title =
        [way.as_str(), heading.as_str(), own_heading.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ");
    let duties = facets(composer, regulation, &own);
    let mut organisations: Vec<String> =
        composer.organisations_in(regulation, own.iter().copied()).into_iter().map(|(organisation, _)| organisation.to_owned()).collect();
    for id in duties.iter().flat_map(|duty| &duty.organisations) {
        if !organisations.contains(id) {
            organisations.push(id.clone());
        }
    }
    let outer = tree.ancestors(id).skip(1).filter(|(_, outer)| outer.kind.is_division());
    let mut breadcrumb: Vec<String> = outer.map(|(_, outer)| contents::entry_heading(outer, text)).collect();
    breadcrumb.reverse();
    Record {
        path: provision.path.to_string(),
        url: address::url(regulation, id),
        kind: provision.kind.slug().to_owned(),
        document: regulation.id.clone(),
        number: composer.heads[index].number.clone(),
        title,
        breadcrumb: breadcrumb.join(" › "),
        text: words.join("\n"),
        organisations,
        duties,
    }
}

/// What can be asked of the duties in `own`, the provisions of a record.
fn facets(composer: &Composer<'_>, regulation: &Regulation, own: &[ProvisionId]) -> Vec<Facet> {
    let indices = own.iter().flat_map(|id| composer.register.of_provision(&regulation.tree.get(*id).path));
    let facet = |index: &usize| {
        let duty = &composer.register.get(*index).duty;
        let mut organisations: Vec<String> = Vec::new();
        for actor in &duty.actors {
            for id in std::iter::once(actor).chain(composer.register.meant(actor)) {
                if !organisations.contains(id) {
                    organisations.push(id.clone());
                }
            }
        }
        let levels = organisations.iter().filter_map(|id| composer.corpus.organisation(id)?.level);
        let levels: BTreeSet<String> = levels.map(|level| organisation::slug(Some(level))).collect();
        Facet {
            roles: duty.roles().map(|role| role.as_str().to_owned()).collect(),
            timings: duty.timing.iter().map(ToString::to_string).collect(),
            levels: levels.into_iter().collect(),
            organisations,
        }
    };
    indices.map(facet).collect()
}

/// The heading alone, in one line.
fn head_of(provision: &Provision, text: &str) -> String {
    provision.heading.iter().map(|line| text[line.clone()].replace('\n', " ")).collect::<Vec<_>>().join(" ")
}

/// The provisions of which a unit that has a record is the nearest around them that has one, the unit itself first.
fn own(tree: &Tree, unit: ProvisionId) -> Vec<ProvisionId> {
    let mut own = vec![unit];
    let after = tree.iter().skip(unit.index() + 1);
    // Every unit stands before its children, and these before what follows it.
    for (id, provision) in after.take_while(|(_, provision)| provision.parent.is_some_and(|parent| parent >= unit)) {
        if !is_record(provision) && provision.parent.is_some_and(|parent| own.binary_search(&parent).is_ok()) {
            own.push(id);
        }
    }
    own
}
