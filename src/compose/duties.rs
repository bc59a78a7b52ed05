//! The duties of one organisation, both ways. Entry point: [`duties`].

use std::collections::{BTreeMap, BTreeSet};

use crate::compose::{Composer, duty, organisation};
use crate::content::{DutyRole, Level, Organisation, Part, Timing};
use crate::duty::{Through, due_months};
use crate::page::{DueView, DutyGroup, DutyView, InheritedView, LevelView, Link, MonthView, OrganisationDuties, PartnerView};

/// A name that means more bodies than these is a group, whose own page lists them.
const MOST_RESOLVED: usize = 2;

/// Everything the registers say of `organisation`.
pub(in crate::compose) fn duties(composer: &Composer<'_>, organisation: &Organisation) -> OrganisationDuties {
    let acting = composer.register.acting(&organisation.id);
    let own: BTreeSet<usize> = acting.iter().map(|(index, _)| *index).collect();
    let taking = composer.register.taking_part(&organisation.id);
    let others = taking.into_iter().filter(|((index, _), _)| !own.contains(index)).collect::<Vec<_>>();
    let view = |index: usize, through: &Through| resolved(composer, organisation.level, duty::view(composer, index, through));

    let mut roles: BTreeMap<DutyRole, Vec<DutyView>> = BTreeMap::new();
    for (index, through) in &acting {
        roles.entry(composer.register.get(*index).duty.role).or_default().push(view(*index, through));
    }
    let mut owed: BTreeMap<Part, Vec<DutyView>> = BTreeMap::new();
    for ((index, part), through) in &others {
        owed.entry(*part).or_default().push(view(*index, through));
    }
    let periodic: Vec<Timing> = acting.iter().flat_map(|(index, _)| composer.register.get(*index).duty.timing.iter().copied()).collect();
    OrganisationDuties {
        count: acting.len(),
        only_ours: roles.values().flatten().filter(|duty| duty.is_only).count(),
        partners: partners(composer, organisation, &acting, &others),
        timings: periodic.iter().collect::<BTreeSet<_>>().into_iter().map(|timing| duty::timing(composer.strings, *timing)).collect(),
        months: months(composer, &periodic),
        levels: levels(composer, organisation, &acting),
        inherited: inherited(composer, organisation),
        roles: roles.into_iter().map(|(role, duties)| DutyGroup { key: role.as_str().to_owned(), duties }).collect(),
        owed: owed.into_iter().map(|(part, duties)| DutyGroup { key: part.as_str().to_owned(), duties }).collect(),
    }
}

/// Names that depend on the level, with who that is at `level`.
fn resolved(composer: &Composer<'_>, level: Option<Level>, mut view: DutyView) -> DutyView {
    for counterpart in &mut view.counterparts {
        counterpart.resolved = at_level(composer, &counterpart.id, level);
        if counterpart.resolved.len() > MOST_RESOLVED {
            counterpart.resolved.clear();
        }
    }
    view
}

/// Who is meant by `id` at `level`: members of that level, of members without level too; nobody for a name that is one body.
fn at_level(composer: &Composer<'_>, id: &str, level: Option<Level>) -> Vec<Link> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::from([id]);
    let mut open = vec![id];
    while let Some(name) = open.pop() {
        let Some(organisation) = composer.corpus.organisation(name) else { continue };
        for member in organisation.members.iter().rev().filter(|member| seen.insert(member)) {
            match composer.corpus.organisation(member).map(|member| member.level) {
                Some(own) if own.is_some() && own == level => found.push(composer.organisation_link(member)),
                Some(None) => open.push(member),
                _ => {}
            }
        }
    }
    found.sort_by(|left, right| left.label.cmp(&right.label));
    found
}

/// With whom the organisation acts: its own partners and those of whose duties it is a partner.
fn partners(
    composer: &Composer<'_>,
    organisation: &Organisation,
    acting: &[(usize, Through)],
    others: &[((usize, Part), Through)],
) -> Vec<PartnerView> {
    let joint = |part: Part| matches!(part, Part::Partner | Part::Leader);
    let mut clauses: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (index, _) in acting {
        for counterpart in composer.register.get(*index).duty.counterparts.iter().filter(|counterpart| joint(counterpart.part)) {
            clauses.entry(&counterpart.organisation).or_default().insert(*index);
        }
    }
    for ((index, part), _) in others {
        if joint(*part) {
            for actor in &composer.register.get(*index).duty.actors {
                clauses.entry(actor).or_default().insert(*index);
            }
        }
    }
    clauses.remove(organisation.id.as_str());
    let mut partners: Vec<PartnerView> = clauses
        .into_iter()
        .map(|(id, indices)| {
            let mut links: Vec<Link> = indices.into_iter().map(|index| duty::place(composer, index)).collect();
            links.dedup();
            PartnerView { organisation: composer.organisation_link(id), id: id.to_owned(), clauses: links }
        })
        .collect();
    partners.sort_by(|left, right| right.clauses.len().cmp(&left.clauses.len()).then(left.id.cmp(&right.id)));
    partners
}

/// The year; nothing where nothing is periodic.
fn months(composer: &Composer<'_>, timings: &[Timing]) -> Vec<MonthView> {
    if !timings.iter().any(|timing| timing.months().is_some()) {
        return Vec::new();
    }
    let month = |month: u8| {
        let mut due: BTreeMap<Timing, usize> = BTreeMap::new();
        for timing in timings.iter().filter(|timing| due_months(**timing).contains(&month)) {
            *due.entry(*timing).or_default() += 1;
        }
        let view = |(timing, count)| DueView { timing: duty::timing(composer.strings, timing), count };
        MonthView { month, due: due.into_iter().map(view).collect() }
    };
    (1..=12).map(month).collect()
}

/// The levels at which a name means somebody, for a name that depends on the level.
fn levels(composer: &Composer<'_>, organisation: &Organisation, acting: &[(usize, Through)]) -> Vec<LevelView> {
    if organisation.kind.as_deref() != Some("relative") || acting.is_empty() {
        return Vec::new();
    }
    let direct: Vec<usize> = acting.iter().filter(|(_, through)| through.is_empty()).map(|(index, _)| *index).collect();
    let level = |level: Level| LevelView {
        level: organisation::slug(Some(level)),
        organisations: at_level(composer, &organisation.id, Some(level)),
        duties: direct.iter().map(|index| resolved(composer, Some(level), duty::view(composer, *index, &Through::new()))).collect(),
    };
    let levels = [Level::Central, Level::City, Level::District, Level::Commune, Level::Base].map(level);
    levels.into_iter().filter(|level| !level.organisations.is_empty() && !level.duties.is_empty()).collect()
}

/// What bodies that ended had to do, for the body that took their place.
fn inherited(composer: &Composer<'_>, organisation: &Organisation) -> Vec<InheritedView> {
    let before = composer.corpus.contents.organisations.iter().map(|other| &other.value);
    before
        .filter_map(|other| other.succeeded_by.as_ref().map(|succession| (other, succession)))
        .filter(|(_, succession)| succession.organisation.as_ref() == Some(&organisation.id))
        .map(|(other, succession)| InheritedView {
            organisation: composer.organisation_link(&other.id),
            is_verified: succession.source.is_some(),
            duties: composer.register.acting(&other.id).iter().map(|(index, through)| duty::view(composer, *index, through)).collect(),
        })
        .filter(|inherited| !inherited.duties.is_empty())
        .collect()
}
