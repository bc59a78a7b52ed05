//! Topics: what guidance, notes and sessions say about one, across documents. Entry points: [`pages`], [`link`].

use std::collections::{BTreeMap, BTreeSet};

use crate::compose::{Composer, guidance, session};
use crate::content::{Guidance, Piece};
use crate::page::{Link, Page, Shell, Step, TopicNote, TopicNotes, TopicPage};

/// A topic's name and page.
pub(in crate::compose) fn link(composer: &Composer<'_>, id: &str) -> Link {
    let named = composer.corpus.contents.site.topics.iter().find(|topic| topic.id == id);
    Link::new(named.map_or(id, |topic| topic.title.as_str()), format!("/huong-dan/chu-de/{}/", quyche_text::slug(id)))
}

/// Ids of the topics that something published has.
pub(in crate::compose) fn all(composer: &Composer<'_>) -> BTreeSet<String> {
    let contents = &composer.corpus.contents;
    let sessions = contents.sessions.iter().filter(|session| composer.shows(session.meta.status)).flat_map(|session| &session.meta.topics);
    contents.guidance.iter().flat_map(|guidance| &guidance.meta.topics).chain(sessions).cloned().collect()
}

/// A page for each topic.
pub(in crate::compose) fn pages(composer: &Composer<'_>) -> Vec<Page> {
    all(composer).iter().map(|id| page(composer, id)).collect()
}

fn page(composer: &Composer<'_>, id: &str) -> Page {
    let link = link(composer, id);
    let about: Vec<&Guidance> =
        composer.corpus.contents.guidance.iter().filter(|guidance| guidance.meta.topics.iter().any(|topic| topic == id)).collect();
    let of_topic = |session: &&std::sync::Arc<crate::page::SessionView>| session.topics.contains(&link);
    Page::Topic(TopicPage {
        shell: Shell {
            url: link.url.clone(),
            title: composer.strings.fill("topic.page_title", &[("topic", &link.label)]),
            description: composer.strings.fill("topic.lead", &[("topic", &link.label)]),
            section: guidance::INDEX.to_owned(),
            breadcrumb: vec![
                Step::ours(composer.strings.get("guidance.title"), guidance::INDEX),
                Step::theirs(link.label.clone(), link.url.clone()),
            ],
        },
        title: link.label.clone(),
        guidance: about.iter().map(|page| guidance::entry(page)).collect(),
        notes: notes(composer, &about),
        sessions: composer.sessions.iter().filter(of_topic).map(|session| session::entry(session)).collect(),
    })
}

/// The notes of the pages by document, in the order of the texts.
fn notes(composer: &Composer<'_>, pages: &[&Guidance]) -> Vec<TopicNotes> {
    let mut found: BTreeMap<usize, Vec<(crate::law::ProvisionId, TopicNote)>> = BTreeMap::new();
    for page in pages {
        for piece in &page.pieces {
            let Piece::Directive(directive) = piece else { continue };
            let Some(binding) = directive.binding.as_ref().filter(|_| !directive.kind.is_filled()) else { continue };
            let Some((regulation, id)) = composer.corpus.provision(&binding.provision) else { continue };
            let Some(position) = composer.corpus.position(&regulation.id) else { continue };
            let note = TopicNote {
                place: composer.clause(binding),
                kind: directive.kind.as_str().to_owned(),
                note: Link::new(directive.title.clone(), format!("/{}/#{}", page.id, directive.id)),
            };
            found.entry(position).or_default().push((id, note));
        }
    }
    let group = |(position, mut notes): (usize, Vec<(crate::law::ProvisionId, TopicNote)>)| {
        notes.sort_by_key(|(id, _)| *id);
        TopicNotes { document: composer.document_link(position), notes: notes.into_iter().map(|(_, note)| note).collect() }
    };
    found.into_iter().map(group).collect()
}
