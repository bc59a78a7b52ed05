//! Guidance: its pages and its entries on other pages. Guidance never looks like law.

use std::collections::{BTreeMap, BTreeSet};

use crate::compose::{Composer, address, markdown};
use crate::content::{self, Guidance};
use crate::law::ProvisionPath;
use crate::page::{GuidanceEntry, GuidanceGroup, GuidanceIndexPage, GuidancePage, Link, Page, Shell, Standing};

/// Address of the index.
const INDEX: &str = "/huong-dan/";

/// The pages of guidance and their index.
pub(in crate::compose) fn pages(composer: &Composer<'_>) -> Vec<Page> {
    let all = &composer.corpus.contents.guidance;
    let own_index = all.iter().any(|guidance| guidance.id == "huong-dan");
    let mut pages: Vec<Page> = all.iter().map(|guidance| page(composer, guidance)).collect();
    if !own_index {
        let title = composer.strings.get("guidance.title");
        let shell = Shell {
            url: INDEX.to_owned(),
            title: title.to_owned(),
            description: composer.strings.get("guidance.lead").to_owned(),
            section: INDEX.to_owned(),
            breadcrumb: vec![Link::new(title, INDEX)],
        };
        pages.push(Page::GuidanceIndex(GuidanceIndexPage { shell, groups: groups(composer) }));
    }
    pages
}

fn page(composer: &Composer<'_>, guidance: &Guidance) -> Page {
    let url = format!("/{}/", guidance.id);
    let url_is_index = url == INDEX;
    let mut breadcrumb = vec![Link::new(composer.strings.get("guidance.title"), INDEX)];
    if !url_is_index {
        breadcrumb.push(Link::new(guidance.meta.title.clone(), url.clone()));
    }
    let provision = |path: &String| match composer.corpus.provision(&ProvisionPath::new(path)) {
        Some((regulation, id)) => {
            let place = composer.places.place(regulation, id, composer.text(regulation));
            let number = regulation.meta.number.as_deref().unwrap_or(&regulation.id);
            Link::new(format!("{place}, {number}"), address::url(regulation, id))
        }
        None => Link::plain(path.clone()),
    };
    Page::Guidance(GuidancePage {
        shell: Shell {
            url,
            title: if url_is_index {
                guidance.meta.title.clone()
            } else {
                format!("{} – {}", guidance.meta.title, composer.strings.get("guidance.title"))
            },
            description: guidance.meta.description.clone().unwrap_or_default(),
            section: INDEX.to_owned(),
            breadcrumb,
        },
        title: guidance.meta.title.clone(),
        standing: standing(guidance.meta.standing),
        body: markdown(&guidance.html),
        author: guidance.meta.author.clone().unwrap_or_default(),
        editor: guidance.meta.editor.clone().unwrap_or_default(),
        date: guidance.meta.date.map(|date| date.to_string()).unwrap_or_default(),
        provisions: guidance.meta.about.iter().map(provision).collect(),
    })
}

/// Guidance by folder, the folder called after its own index page.
fn groups(composer: &Composer<'_>) -> Vec<GuidanceGroup> {
    let all = &composer.corpus.contents.guidance;
    let mut groups: BTreeMap<&str, Vec<&Guidance>> = BTreeMap::new();
    for guidance in all {
        let folder = guidance.id.rsplit_once('/').map_or("", |(folder, _)| folder);
        groups.entry(folder).or_default().push(guidance);
    }
    let titled = |(folder, mut members): (&str, Vec<&Guidance>)| {
        members.sort_by_key(|guidance| (guidance.meta.order, guidance.id.clone()));
        let title = all.iter().find(|guidance| guidance.id == folder).map(|guidance| guidance.meta.title.clone()).unwrap_or_default();
        GuidanceGroup { title, entries: members.into_iter().map(entry).collect() }
    };
    groups.into_iter().map(titled).collect()
}

/// All guidance in one list, for the home page.
pub(in crate::compose) fn entries(composer: &Composer<'_>) -> Vec<GuidanceEntry> {
    let mut all: Vec<&Guidance> = composer.corpus.contents.guidance.iter().collect();
    all.sort_by_key(|guidance| (guidance.meta.order, guidance.id.clone()));
    all.into_iter().map(entry).collect()
}

/// Guidance about any of `paths`, each page once.
pub(in crate::compose) fn entries_about<'p>(composer: &Composer<'_>, paths: impl Iterator<Item = &'p str>) -> Vec<GuidanceEntry> {
    let indices: BTreeSet<usize> = paths.filter_map(|path| composer.notes.get(path)).flatten().copied().collect();
    indices.into_iter().map(|index| entry(&composer.corpus.contents.guidance[index])).collect()
}

fn entry(guidance: &Guidance) -> GuidanceEntry {
    GuidanceEntry {
        title: guidance.meta.title.clone(),
        url: format!("/{}/", guidance.id),
        standing: standing(guidance.meta.standing),
        summary: guidance.meta.description.clone().unwrap_or_default(),
        date: guidance.meta.date.map(|date| date.to_string()).unwrap_or_default(),
    }
}

fn standing(standing: content::Standing) -> Standing {
    match standing {
        content::Standing::Guidance => Standing::Guidance,
        content::Standing::Manual => Standing::Manual,
        content::Standing::StudyNote => Standing::StudyNote,
        content::Standing::Proposed => Standing::Proposed,
    }
}
