//! The contents of a document into markup: nested lists, the current Điều marked. The entry point is [`contents_into`].

use crate::page::{Contents, ContentsEntry, Kind};
use crate::render::html::{attribute_into, escape_into, site_url};
use crate::render::provision::class;

/// Beside the text, a document with more Điều than this shows only the Chương and Mục around the current Điều unfolded. A higher number makes pages of
/// long codes heavier (about 200 bytes a line, on every page of the document); 40 to 150 are sensible.
const UNFOLDED: usize = 80;

/// Beside the text, a list longer than this shows only so many lines on each side of the current Điều. No law has so many in one Chương; without a limit the
/// size of a site grows with the square of such a list.
const NEAR: usize = 100;

/// Where the contents stand.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place<'a> {
    /// On the page of the document: everything, links to pages.
    Document,
    /// Beside the Điều with this path: the current place marked, far branches of long documents folded.
    Article(&'a str),
    /// On the full text of the document with this id: links to anchors of the same page.
    FullText(&'a str),
}

/// Appends the lists of `contents`; `attribute` is put on the outermost.
pub(super) fn contents_into(out: &mut String, contents: &Contents, place: Place<'_>, base: &str, attribute: &str) {
    let long = count(&contents.entries) > UNFOLDED;
    let walk = Walk { place, base, fold: long && matches!(place, Place::Article(_)) };
    walk.list(out, &contents.entries, attribute);
}

struct Walk<'a> {
    place: Place<'a>,
    base: &'a str,
    fold: bool,
}

impl Walk<'_> {
    fn list(&self, out: &mut String, entries: &[ContentsEntry], attribute: &str) {
        if entries.is_empty() {
            return;
        }
        out.extend(["<ol", attribute, ">\n"]);
        for entry in self.near(entries) {
            self.entry(out, entry);
        }
        out.push_str("</ol>\n");
    }

    fn near<'e>(&self, entries: &'e [ContentsEntry]) -> &'e [ContentsEntry] {
        let current = |entry: &ContentsEntry| matches!(self.place, Place::Article(path) if path == entry.path) || self.holds_current(entry);
        match entries.iter().position(current) {
            Some(at) if self.fold => &entries[at.saturating_sub(NEAR)..entries.len().min(at + NEAR + 1)],
            None if self.fold => &entries[..entries.len().min(2 * NEAR)],
            _ => entries,
        }
    }

    fn entry(&self, out: &mut String, entry: &ContentsEntry) {
        let current = matches!(self.place, Place::Article(path) if path == entry.path);
        out.push_str("<li class=\"");
        out.push_str(class(entry.kind));
        out.push_str("\"><a");
        match self.place {
            Place::FullText(document) => {
                attribute_into(out, "href", &format!("#{}", crate::page::ProvisionView::anchor(&entry.path, document)));
            }
            _ => attribute_into(out, "href", &site_url(&entry.url, self.base)),
        }
        if current {
            out.push_str(" aria-current=\"page\"");
        }
        out.push_str("><span class=\"label\">");
        escape_into(out, &entry.label);
        out.push_str("</span>");
        if !entry.heading.is_empty() {
            out.push_str(" <span class=\"heading\">");
            escape_into(out, &entry.heading);
            out.push_str("</span>");
        }
        out.push_str("</a>");
        if !self.fold || entry.kind == Kind::Component || self.holds_current(entry) {
            self.list(out, &entry.children, "");
        }
        out.push_str("</li>\n");
    }

    fn holds_current(&self, entry: &ContentsEntry) -> bool {
        let Place::Article(path) = self.place else {
            return false;
        };
        entry.children.iter().any(|child| child.path == path || self.holds_current(child))
    }
}

fn count(entries: &[ContentsEntry]) -> usize {
    entries.iter().map(|entry| usize::from(entry.kind == Kind::Article) + count(&entry.children)).sum()
}
