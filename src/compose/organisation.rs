//! Organisations: the index and one organisation's own view.

use std::collections::{BTreeMap, BTreeSet};

use crate::compose::{Composer, assessment, contents, duties, organisation_url, register};
use crate::content::{Level, Organisation};
use crate::page::{Link, OrganisationEntry, OrganisationGroup, OrganisationPage, OrganisationsPage, Page, Shell, Step, Succession};

/// Address of the index.
pub(in crate::compose) const INDEX: &str = "/co-quan/";

/// The list of all organisations.
pub(in crate::compose) fn index(composer: &Composer<'_>) -> Page {
    let title = composer.strings.get("organisations.title");
    let shell = Shell {
        url: INDEX.to_owned(),
        title: title.to_owned(),
        description: composer.strings.get("organisations.lead").to_owned(),
        section: INDEX.to_owned(),
        breadcrumb: vec![Step::ours(title, INDEX)],
    };
    Page::Organisations(OrganisationsPage { shell, groups: groups(composer) })
}

/// The pages of one organisation.
pub(in crate::compose) fn pages(composer: &Composer<'_>, organisation: &Organisation) -> Vec<Page> {
    let form = assessment::page(composer, organisation).map(|form| Page::Assessment(Box::new(form)));
    std::iter::once(Page::Organisation(Box::new(page(composer, organisation)))).chain(form).collect()
}

/// The registry by level.
pub(in crate::compose) fn groups(composer: &Composer<'_>) -> Vec<OrganisationGroup> {
    let mut levels: BTreeMap<Option<Level>, Vec<OrganisationEntry>> = BTreeMap::new();
    for organisation in &composer.corpus.contents.organisations {
        let organisation = &organisation.value;
        levels.entry(organisation.level).or_default().push(OrganisationEntry {
            id: organisation.id.clone(),
            name: organisation.name.clone(),
            url: organisation_url(&organisation.id),
            aliases: other_names(organisation),
            provision_count: composer.named_in(&organisation.id).len(),
        });
    }
    let unknown = levels.remove(&None);
    let known = levels.into_iter().chain(unknown.map(|entries| (None, entries)));
    known
        .map(|(level, mut entries)| {
            // Folded first, so that `Đảng` stands beside `dân`, then the marks decide.
            entries.sort_by_cached_key(|entry| (quyche_text::fold(&entry.name), entry.name.clone()));
            OrganisationGroup { level: slug(level), entries }
        })
        .collect()
}

fn page(composer: &Composer<'_>, organisation: &Organisation) -> OrganisationPage {
    let url = organisation_url(&organisation.id);
    let title = composer.strings.get("organisations.title");
    let all = || composer.corpus.contents.organisations.iter().map(|other| &other.value);
    let link = |other: &Organisation| Link::new(other.name.clone(), organisation_url(&other.id));
    let occurrences = composer.naming(organisation);
    let has_duties = !composer.register.acting(&organisation.id).is_empty();
    let assessed = |address: fn(&str) -> String| if has_duties { address(&organisation.id) } else { String::new() };
    let count = occurrences.iter().map(|group| group.occurrences.len()).sum();
    let aliases = other_names(organisation);
    let mut described = vec![organisation.name.as_str()];
    described.extend(aliases.iter().map(String::as_str));
    OrganisationPage {
        shell: Shell {
            url: url.clone(),
            title: organisation.name.clone(),
            description: contents::excerpt(&described.join("; "), 200),
            section: INDEX.to_owned(),
            breadcrumb: vec![Step::ours(title, INDEX), Step::theirs(organisation.name.clone(), url)],
        },
        id: organisation.id.clone(),
        name: organisation.name.clone(),
        aliases,
        kind: organisation.kind.clone().unwrap_or_default(),
        level: slug(organisation.level),
        parent: organisation.parent.as_deref().map(|parent| composer.organisation_link(parent)),
        children: all().filter(|other| other.parent.as_deref() == Some(&organisation.id)).map(link).collect(),
        members: organisation.members.iter().map(|member| composer.organisation_link(member)).collect(),
        member_of: all().filter(|other| other.members.contains(&organisation.id)).map(link).collect(),
        valid_from: organisation.valid_from.map(|date| date.to_string()).unwrap_or_default(),
        valid_to: organisation.valid_to.map(|date| date.to_string()).unwrap_or_default(),
        succeeded_by: organisation
            .succeeded_by
            .iter()
            .map(|succession| succession_to(composer, succession, succession.organisation.as_deref()))
            .collect(),
        preceded_by: all()
            .filter_map(|other| other.succeeded_by.as_ref().map(|succession| (other, succession)))
            .filter(|(_, succession)| succession.organisation.as_ref() == Some(&organisation.id))
            .map(|(other, succession)| succession_to(composer, succession, Some(&other.id)))
            .collect(),
        duties: duties::duties(composer, organisation),
        assessment_url: assessed(assessment::url),
        docx_url: assessed(assessment::docx_url),
        calendar_url: register::calendar_of(composer, &organisation.id),
        occurrences,
        occurrence_count: count,
    }
}

/// Its other names as a reader would list them: one that differs only in its capitals is the same name at the head of a sentence.
fn other_names(organisation: &Organisation) -> Vec<String> {
    let mut known = BTreeSet::from([organisation.name.to_lowercase()]);
    organisation.aliases.iter().filter(|alias| known.insert(alias.to_lowercase())).cloned().collect()
}

fn succession_to(composer: &Composer<'_>, succession: &crate::content::Succession, other: Option<&str>) -> Succession {
    Succession {
        organisation: other.map(|other| composer.organisation_link(other)),
        date: succession.date.map(|date| date.to_string()).unwrap_or_default(),
        basis: succession.basis.clone().unwrap_or_default(),
        source: succession.source.clone().unwrap_or_default(),
    }
}

pub(in crate::compose) fn slug(level: Option<Level>) -> String {
    let name = match level {
        None => "",
        Some(Level::Central) => "central",
        Some(Level::City) => "city",
        Some(Level::District) => "district",
        Some(Level::Commune) => "commune",
        Some(Level::Base) => "base",
    };
    name.to_owned()
}
