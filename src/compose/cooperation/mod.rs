//! Who works with whom: the list of all pairs, the matrix and the picture made from it. Entry point: [`page`].

mod matrix;
mod network;

use std::collections::{BTreeMap, BTreeSet};

use crate::compose::{Composer, duty, lists, organisation, organisation_url};
use crate::content::{Level, Organisation};
use crate::duty::{Pair, Shared, Through, pairs};
use crate::page::{CooperationEntry, CooperationGroup, CooperationPage, Link, Page, PairClause, PairDuty, PairLink, PairView};

/// Address of the page.
const PAGE: &str = "/phoi-hop/";

/// What the three forms of the page are made from.
struct Web<'a> {
    composer: &'a Composer<'a>,
    /// Only organisations of the registry: an id is no name to show, and `check` reports it.
    pairs: BTreeMap<Pair, Shared>,
    /// Everybody in a pair, by level and name.
    organisations: Vec<&'a Organisation>,
}

impl Web<'_> {
    /// How many clauses say what `actor` does in which `other` has a part.
    fn clauses(&self, actor: &str, other: &str) -> usize {
        self.pairs.get(&(actor.to_owned(), other.to_owned())).map_or(0, |shared| self.distinct(shared))
    }

    fn distinct(&self, shared: &Shared) -> usize {
        shared.iter().map(|(index, _)| &self.composer.register.get(*index).provision).collect::<BTreeSet<_>>().len()
    }
}

/// The page.
pub(in crate::compose) fn page(composer: &Composer<'_>) -> Page {
    let mut pairs = pairs(composer.register);
    pairs.retain(|(actor, other), _| composer.corpus.organisation(actor).is_some() && composer.corpus.organisation(other).is_some());
    let named: BTreeSet<&str> = pairs.keys().flat_map(|(actor, other)| [actor.as_str(), other.as_str()]).collect();
    let mut organisations: Vec<&Organisation> = named.into_iter().filter_map(|id| composer.corpus.organisation(id)).collect();
    organisations.sort_by_cached_key(|organisation| order(organisation));
    let web = Web { composer, organisations, pairs };
    Page::Cooperation(Box::new(CooperationPage {
        shell: lists::shell(composer, "cooperation", PAGE),
        pair_count: web.pairs.len(),
        several_documents: composer.documents() > 1,
        network: network::view(&web),
        matrix: matrix::view(&web),
        groups: groups(&web),
    }))
}

/// From the centre to the base, those of no level last; then by name.
fn order(organisation: &Organisation) -> (bool, Option<Level>, String, String) {
    (organisation.level.is_none(), organisation.level, quyche_text::fold(&organisation.name), organisation.name.clone())
}

/// The id of a pair's entry; a slug never holds two hyphens in a row, so no two pairs share one.
fn anchor(actor: &str, other: &str) -> String {
    format!("{actor}--{other}")
}

/// The entry of an organisation in the list.
fn entry_link(organisation: &Organisation) -> Link {
    Link::new(organisation.name.clone(), format!("{PAGE}#{}", organisation.id))
}

fn groups(web: &Web<'_>) -> Vec<CooperationGroup> {
    let mut groups: Vec<CooperationGroup> = Vec::new();
    for organisation in &web.organisations {
        let level = organisation::slug(organisation.level);
        let entry = entry(web, organisation);
        match groups.last_mut().filter(|group| group.level == level) {
            Some(group) => group.entries.push(entry),
            None => groups.push(CooperationGroup { level, entries: vec![entry] }),
        }
    }
    groups
}

fn entry(web: &Web<'_>, organisation: &Organisation) -> CooperationEntry {
    let id = &organisation.id;
    let acts: Vec<PairView> = web.organisations.iter().filter_map(|other| pair(web, id, other)).collect();
    let takes_part: Vec<PairLink> = web
        .organisations
        .iter()
        .map(|actor| (actor, web.clauses(&actor.id, id)))
        .filter(|(_, clause_count)| *clause_count > 0)
        .map(|(actor, clause_count)| PairLink {
            link: Link::new(actor.name.clone(), format!("{PAGE}#{}", anchor(&actor.id, id))),
            clause_count,
        })
        .collect();
    let is_partner = |other: &&&Organisation| web.clauses(id, &other.id) + web.clauses(&other.id, id) > 0;
    CooperationEntry {
        id: id.clone(),
        organisation: Link::new(organisation.name.clone(), organisation_url(id)),
        acts,
        takes_part,
        partner_count: web.organisations.iter().filter(is_partner).count(),
    }
}

fn pair(web: &Web<'_>, actor: &str, other: &Organisation) -> Option<PairView> {
    let shared = web.pairs.get(&(actor.to_owned(), other.id.clone()))?;
    let mut clauses: Vec<(&crate::law::ProvisionPath, PairClause)> = Vec::new();
    for (index, parts) in shared {
        let provision = &web.composer.register.get(*index).provision;
        let duty = duty::view(web.composer, *index, &Through::new());
        let parts = parts.iter().map(|part| part.as_str().to_owned()).collect();
        match clauses.iter_mut().find(|(path, _)| *path == provision) {
            Some((_, clause)) => clause.duties.push(PairDuty { duty, parts }),
            None => clauses.push((
                provision,
                PairClause {
                    url: duty.url.clone(),
                    place: duty.place.clone(),
                    document: duty.document.clone(),
                    duties: vec![PairDuty { duty, parts }],
                },
            )),
        }
    }
    Some(PairView {
        anchor: anchor(actor, &other.id),
        other: Link::new(other.name.clone(), organisation_url(&other.id)),
        clause_count: clauses.len(),
        clauses: clauses.into_iter().map(|(_, clause)| clause).collect(),
    })
}
