//! Guidance: its pages and its entries on other pages. Guidance never looks like law.

use std::collections::{BTreeMap, BTreeSet};

use crate::compose::{Composer, markdown, piece, topic};
use crate::content::{self, Directive, Guidance};
use crate::page::{GuidanceEntry, GuidanceGroup, GuidanceIndexPage, GuidancePage, Link, NoteView, Page, Shell, Standing, Step};

/// Address of the index.
pub(in crate::compose) const INDEX: &str = "/huong-dan/";

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
            breadcrumb: vec![Step::ours(title, INDEX)],
        };
        pages.push(Page::GuidanceIndex(GuidanceIndexPage { shell, groups: groups(composer) }));
    }
    pages
}

fn page(composer: &Composer<'_>, guidance: &Guidance) -> Page {
    let url = format!("/{}/", guidance.id);
    let url_is_index = url == INDEX;
    let mut breadcrumb = vec![Step::ours(composer.strings.get("guidance.title"), INDEX)];
    if !url_is_index {
        breadcrumb.push(Step::theirs(guidance.meta.title.clone(), url.clone()));
    }
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
        pieces: piece::views(composer, &guidance.pieces, &mut 0),
        author: guidance.meta.author.clone().unwrap_or_default(),
        editor: guidance.meta.editor.clone().unwrap_or_default(),
        date: guidance.meta.date.map(|date| date.to_string()).unwrap_or_default(),
        source: source(guidance.meta.source.as_deref().unwrap_or_default()),
        topics: guidance.meta.topics.iter().map(|id| topic::link(composer, id)).collect(),
        provisions: guidance.about.iter().map(|about| composer.clause(about)).collect(),
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

/// Guidance about any of `paths` or with a note on one, each page once.
pub(in crate::compose) fn entries_about<'p>(composer: &Composer<'_>, paths: impl Iterator<Item = &'p str>) -> Vec<GuidanceEntry> {
    let mut indices: BTreeSet<usize> = BTreeSet::new();
    for path in paths {
        indices.extend(composer.guidance.get(path).into_iter().flatten());
        indices.extend(composer.notes.get(path).into_iter().flatten().map(|(index, _)| index));
    }
    indices.into_iter().map(|index| entry(&composer.corpus.contents.guidance[index])).collect()
}

impl Composer<'_> {
    /// Pages of guidance about the provision at `path`.
    pub(in crate::compose) fn guidance_about(&self, path: &str) -> Vec<Link> {
        let pages = self.guidance.get(path).into_iter().flatten().map(|index| &self.corpus.contents.guidance[*index]);
        pages.map(|guidance| Link::new(guidance.meta.title.clone(), format!("/{}/", guidance.id))).collect()
    }

    /// Notes on the provision at `path`.
    pub(in crate::compose) fn notes_on(&self, path: &str) -> Vec<NoteView> {
        let note = |(index, directive): &(usize, &Directive)| {
            let guidance = &self.corpus.contents.guidance[*index];
            NoteView {
                kind: directive.kind.as_str().to_owned(),
                title: directive.title.clone(),
                url: format!("/{}/#{}", guidance.id, directive.id),
                body: markdown(&directive.prose.html),
                standing: standing(guidance.meta.standing),
                author: guidance.meta.editor.clone().or_else(|| guidance.meta.author.clone()).unwrap_or_default(),
                date: guidance.meta.date.map(|date| date.to_string()).unwrap_or_default(),
                is_stale: directive.binding.as_ref().is_some_and(|binding| self.is_stale(binding)),
            }
        };
        self.notes.get(path).into_iter().flatten().map(note).collect()
    }
}

/// Where an official text is; a link where that is a web address.
pub(in crate::compose) fn source(written: &str) -> Link {
    if written.starts_with("https://") { Link::new(written, written) } else { Link::plain(written) }
}

pub(in crate::compose) fn entry(guidance: &Guidance) -> GuidanceEntry {
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
