//! What changed and when, newest first: what `changes.yaml` says, and the days that texts, guidance and sessions bear. Entry points:
//! [`changes`], [`feed`].

use crate::compose::{Composer, head, register};
use crate::content::Date;
use crate::export::atom::{self, Entry, Feed};
use crate::page::{ChangeEntry, Link};

/// Where the feed lies.
pub(in crate::compose) const FEED: &str = "/du-lieu/thay-doi.atom";

/// So many are told.
const MOST: usize = 100;

/// So many stand on the home page.
const SHOWN: usize = 5;

/// The changes, newest first; those of one day in the order of their addresses.
pub(in crate::compose) fn changes(composer: &Composer<'_>) -> Vec<Entry> {
    let contents = &composer.corpus.contents;
    let told = contents.changes.iter().map(|change| {
        let change = change.value.clone();
        let url = if change.url.is_empty() { String::from("/") } else { change.url };
        Entry { date: change.date, title: change.title, text: change.text, url }
    });
    let entry = |key: &str, date: Option<Date>, title: &str, text: &str, url: String| {
        Some(Entry {
            date: date?,
            title: composer.strings.fill(&format!("changes.{key}"), &[("title", title)]),
            text: text.to_owned(),
            url,
        })
    };
    let texts = composer.corpus.regulations().iter().zip(&composer.heads).filter_map(|(regulation, head)| {
        let name = head::name(&composer.places, head);
        let meta = &regulation.meta;
        // The day on which its text was read against the scan says more of this site than the day of issue.
        let read = entry("reviewed", meta.review.date, &name, &head.title, head.url.clone());
        read.or_else(|| entry("issued", meta.issued, &name, &head.title, head.url.clone()))
    });
    let guidance = contents.guidance.iter().filter_map(|page| {
        let meta = &page.meta;
        entry("guidance", meta.date, &meta.title, meta.description.as_deref().unwrap_or_default(), format!("/{}/", page.id))
    });
    let sessions = composer
        .sessions
        .iter()
        .filter_map(|session| entry("session", Date::parse(&session.date), &session.title, &session.description, session.url.clone()));
    let mut all: Vec<Entry> = told.chain(texts).chain(guidance).chain(sessions).collect();
    all.sort_by(|left, right| right.date.cmp(&left.date).then_with(|| left.url.cmp(&right.url)).then_with(|| left.title.cmp(&right.title)));
    all.dedup();
    all.truncate(MOST);
    all
}

/// Those that the home page shows.
pub(in crate::compose) fn newest(composer: &Composer<'_>) -> Vec<ChangeEntry> {
    let entry = |change: Entry| ChangeEntry { date: change.date.to_string(), what: Link::new(change.title, change.url) };
    changes(composer).into_iter().take(SHOWN).map(entry).collect()
}

/// The feed.
pub(in crate::compose) fn feed(composer: &Composer<'_>) -> Vec<u8> {
    let site = &composer.corpus.contents.site;
    let title = composer.strings.fill("changes.feed", &[("site", &site.title)]);
    let about = Feed { url: FEED, title: &title, author: &site.title };
    atom::feed(about, &changes(composer), &register::setting(composer))
}
