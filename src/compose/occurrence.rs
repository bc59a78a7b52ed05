//! Places that speak of something, with the words in question. Entry point: [`occurrence`].

use std::ops::Range;

use crate::compose::{Composer, address, contents};
use crate::content::Regulation;
use crate::law::{Kind, ProvisionId};
use crate::page::{Mark, MarkKind, Occurrence, OccurrenceGroup, Text};

/// Characters shown on each side of the words in question.
const AROUND: usize = 90;
/// More occurrences than these are listed by their places alone.
pub(in crate::compose) const MOST_SNIPPETS: usize = 400;
/// More occurrences than these are counted by document: the list would be megabytes on a phone.
const MOST_PLACES: usize = 2000;

/// One place; `found` is the words in question, in bytes of the file, or `None` for a list of places alone.
pub(in crate::compose) fn occurrence(
    composer: &Composer<'_>,
    regulation: &Regulation,
    id: ProvisionId,
    found: Option<Range<usize>>,
) -> Occurrence {
    let text = composer.text(regulation);
    let provision = regulation.tree.get(id);
    let article = regulation.tree.enclosing(id, Kind::Article);
    Occurrence {
        path: provision.path.to_string(),
        url: address::url(regulation, id),
        place: composer.places.place(regulation, id, text),
        heading: article
            .filter(|article| !regulation.tree.get(*article).heading.is_empty())
            .map_or_else(String::new, |article| contents::entry_heading(regulation.tree.get(article), text)),
        snippet: found.map(|found| snippet(regulation, id, text, found)).unwrap_or_default(),
    }
}

/// Joins occurrences, in the order of the corpus, into groups by document; those that are only counted are not made.
pub(in crate::compose) fn grouped<F: FnOnce() -> Occurrence>(
    composer: &Composer<'_>,
    found: impl IntoIterator<Item = (usize, F), IntoIter: ExactSizeIterator>,
) -> Vec<OccurrenceGroup> {
    let found = found.into_iter();
    let listed = found.len() <= MOST_PLACES;
    let mut groups: Vec<OccurrenceGroup> = Vec::new();
    let mut last = None;
    for (index, occurrence) in found {
        if last.replace(index) != Some(index) {
            groups.push(OccurrenceGroup { document: composer.document_link(index), count: 0, occurrences: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            group.count += 1;
            group.occurrences.extend(listed.then(occurrence));
        }
    }
    groups
}

/// The paragraph around `found`, cut at words.
fn snippet(regulation: &Regulation, id: ProvisionId, text: &str, found: Range<usize>) -> Text {
    let piece = regulation
        .tree
        .get(id)
        .pieces()
        .find(|piece| piece.start <= found.start && found.end <= piece.end)
        .unwrap_or_else(|| found.clone());
    let start = back(text, piece.start..found.start);
    let end = forth(text, found.end..piece.end);
    let lead = if start > piece.start { "…\u{a0}" } else { "" };
    let trail = if end < piece.end { "\u{a0}…" } else { "" };
    let at = lead.len() + (found.start - start);
    Text {
        text: format!("{lead}{}{trail}", &text[start..end]),
        marks: vec![Mark { range: at..at + (found.end - found.start), kind: MarkKind::Highlight }],
    }
}

fn back(text: &str, range: Range<usize>) -> usize {
    let words = &text[range.clone()];
    if words.chars().count() <= AROUND {
        return range.start;
    }
    let cut = words.char_indices().rev().nth(AROUND - 1).map_or(0, |(offset, _)| offset);
    let space = words[cut..].find(char::is_whitespace).map_or(words.len(), |offset| cut + offset + 1);
    range.start + space
}

fn forth(text: &str, range: Range<usize>) -> usize {
    let words = &text[range.clone()];
    match words.char_indices().nth(AROUND) {
        None => range.end,
        Some((cut, _)) => range.start + words[..cut].rfind(char::is_whitespace).unwrap_or(0),
    }
}
