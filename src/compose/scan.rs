//! The scan of a document beside its restored text, line by line. Entry point: [`scan_page`].

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::compose::{Composer, address, head, unit};
use crate::content::Regulation;
use crate::page::{Link, Page, ProvisionView, ScanLine, ScanPage, ScanUnit, ScanWord, Shell, Step};
use crate::restore::{Restoration, UNSURE, partners};
use crate::review::{Line, Subject, lines, percent};

/// `/<doc>/ban-quet/`, for a document with a scan and the proposals that were made for it.
///
/// Where the published text has another word than was proposed, the published one is shown and marked.
pub(in crate::compose) fn scan_page(composer: &Composer<'_>, index: usize) -> Option<Page> {
    let regulation = &composer.corpus.regulations()[index];
    let head = &composer.heads[index];
    if head.restored_url.is_empty() {
        return None;
    }
    let restored = composer.corpus.contents.restored.get(&regulation.id)?;
    let scan = &composer.sources.get(composer.sources.find(regulation.meta.restored_from.as_deref()?)?).text;
    let restoration = restored.restoration.clone().in_lines_of(scan);
    let published = &composer.text(regulation)[regulation.body.clone()];
    let partners = partners(published, &restoration.text);
    let mut decided = Vec::new();
    for (place, word, same) in &partners {
        let at = restoration.proposals.partition_point(|proposal| proposal.place.end <= place.start);
        if !same && restoration.proposals.get(at).is_some_and(|proposal| proposal.place == *place) {
            decided.push((at, *word));
        }
    }
    let subject = Subject { name: "", text: scan, restoration: &restoration, decided: &decided };
    let mut begins = beginnings(composer, regulation, &partners, &restoration, scan);
    let shown = |line: Line<'_>| ScanLine {
        units: begins.remove(&line.number).unwrap_or_default(),
        number: line.number,
        aside: line.aside,
        scan: line.pieces.iter().map(|piece| piece.text).collect(),
        words: joined(&line, composer, &restoration),
    };
    let title = composer.strings.get("scan.title");
    let mut breadcrumb = unit::document_breadcrumb(composer, index);
    breadcrumb.push(Step::ours(title, head.restored_url.clone()));
    Some(Page::Scan(ScanPage {
        shell: Shell {
            url: head.restored_url.clone(),
            title: format!("{title} – {}", head::name(&composer.places, head)),
            description: composer.strings.get("scan.lead").to_owned(),
            section: head.url.clone(),
            breadcrumb,
        },
        document: Arc::clone(head),
        lines: lines(&subject, composer.strings).into_iter().filter(|line| !line.blank).map(shown).collect(),
    }))
}

/// The units that have a page, by the line of the scan on which they begin: the line of their first word that has a partner there.
fn beginnings(
    composer: &Composer<'_>,
    regulation: &Regulation,
    partners: &[(Range<usize>, &str, bool)],
    restoration: &Restoration,
    scan: &str,
) -> BTreeMap<usize, Vec<ScanUnit>> {
    let text = composer.text(regulation);
    // A partner is a slice of the published text: where it begins says which word it is.
    let offset = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    let mut words: Vec<(usize, usize)> = partners.iter().map(|(place, word, _)| (offset(word), place.start)).collect();
    words.sort_unstable();
    let mut begins: BTreeMap<usize, Vec<ScanUnit>> = BTreeMap::new();
    for (id, provision) in regulation.tree.iter().filter(|(id, _)| address::is_page(regulation, *id)) {
        let Some(start) = provision.pieces().map(|piece| piece.start).min() else { continue };
        let Some((_, place)) = words.get(words.partition_point(|(word, _)| *word < start)).or(words.last()) else { continue };
        let at = restoration.proposals.partition_point(|proposal| proposal.place.end <= *place);
        let Some(proposal) = restoration.proposals.get(at).or(restoration.proposals.last()) else { continue };
        let line = scan[..proposal.span.start].matches('\n').count() + 1;
        begins.entry(line).or_default().push(ScanUnit {
            anchor: ProvisionView::anchor(provision.path.as_str(), &regulation.id),
            place: Link::new(composer.places.within_component(regulation, id, text), address::url(regulation, id)),
        });
    }
    begins
}

/// The words of a line; those that need no mark are one with what stands between them.
fn joined(line: &Line<'_>, composer: &Composer<'_>, restoration: &Restoration) -> Vec<ScanWord> {
    let mut words: Vec<ScanWord> = Vec::new();
    for piece in &line.pieces {
        let settled = piece.class.ends_with(" settled") || piece.class.contains(" settled ");
        let title = match piece.word {
            Some(at) if settled => composer.strings.fill("scan.settled", &[("word", &restoration.proposals[at].text)]),
            _ => piece.title.clone(),
        };
        let unsure = piece.word.map(|at| restoration.proposals[at].confidence).filter(|confidence| *confidence < UNSURE && !settled);
        match words.last_mut() {
            Some(last) if title.is_empty() && last.class.is_empty() => last.text.push_str(piece.shown),
            _ => {
                let class = if title.is_empty() { String::new() } else { piece.class.clone() };
                words.push(ScanWord { text: piece.shown.to_owned(), class, title, sure: unsure.map(percent) });
            }
        }
    }
    words
}
