//! A text to the citations it holds, nothing resolved yet: documents first, then units, then which belongs to which.
//! Entry point: [`scan`].

use std::ops::Range;

use crate::link::citation::document::{self, Known, Written};
use crate::link::citation::kinds::{self, DocumentKind};
use crate::link::citation::list::{self, Item};
use crate::link::citation::text::{Cursor, Text};
use crate::link::citation::unit::{self, Level};

/// How the document of a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::link) enum Attachment {
    /// Not at all.
    None,
    /// Right after the units: `Điều 5 [của] Luật này`.
    Direct(usize),
    /// After a comma: `Điều 5, Luật Đất đai`, which may also be a list of two.
    Comma(usize),
    /// `ban hành kèm theo Nghị định này`.
    Issued(usize),
}

impl Attachment {
    /// Index of the document in [`Scanned::documents`].
    pub(in crate::link) fn document(self) -> Option<usize> {
        match self {
            Self::None => None,
            Self::Direct(index) | Self::Comma(index) | Self::Issued(index) => Some(index),
        }
    }
}

/// Units and the document they are attached to.
#[derive(Clone, Debug)]
pub(in crate::link) struct Group {
    pub(in crate::link) items: Vec<Item>,
    pub(in crate::link) attachment: Attachment,
    /// The kind of the attached text in "Điều 5 Quy chế ban hành kèm theo Quyết định số …".
    pub(in crate::link) component: Option<DocumentKind>,
}

impl Group {
    /// Bytes of the text, the document left out.
    pub(in crate::link) fn range(&self) -> Range<usize> {
        self.items[0].range.start..self.items[self.items.len() - 1].range.end
    }

    /// Whether it names forms or appendices, which are cited beside their document, not with it.
    pub(in crate::link) fn is_appendix(&self) -> bool {
        self.items.iter().all(|item| item.units.iter().all(|unit| matches!(unit.level, Level::Form | Level::Appendix)))
    }
}

/// The citations of a text, as written.
#[derive(Clone, Debug, Default)]
pub(in crate::link) struct Scanned {
    pub(in crate::link) documents: Vec<Written>,
    pub(in crate::link) groups: Vec<Group>,
}

/// Scans `text`.
pub(in crate::link) fn scan<T: Copy>(text: &Text<'_>, known: Known<'_, T>) -> Scanned {
    let documents = document::find(text, known);
    let mut groups: Vec<Group> = Vec::new();
    let mut done = 0;
    for start in unit::starts(text) {
        if start < done || documents.iter().any(|written| written.range.contains(&start)) {
            continue;
        }
        let Some(list) = list::read(text, start) else { continue };
        let (attachment, component) = attached(text, list.end, &documents);
        done = list.end;
        let group = Group { items: list.items, attachment, component };
        if is_citation(text, &group) {
            groups.push(group);
        }
    }
    forms_in_appendices(text, &mut groups);
    Scanned { documents, groups }
}

/// The document attached to units that end at byte `end`.
fn attached(text: &Text<'_>, end: usize, documents: &[Written]) -> (Attachment, Option<DocumentKind>) {
    let cursor = text.cursor(end);
    let at = |cursor: Cursor<'_>| documents.iter().position(|written| written.range.start == cursor.space().at);
    let direct = cursor.one_of(&["của", "tại", "trong", "thuộc", "ở"]).unwrap_or(cursor);
    if let Some(index) = at(direct) {
        return (Attachment::Direct(index), None);
    }
    if let Some(index) = issued(cursor).and_then(at) {
        return (Attachment::Issued(index), None);
    }
    if let Some((kind, index)) = component(text, direct, documents) {
        return (Attachment::Direct(index), Some(kind));
    }
    match cursor.mark(',').and_then(at) {
        Some(index) => (Attachment::Comma(index), None),
        None => (Attachment::None, None),
    }
}

fn issued(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    cursor.maybe("được").one_of(&["ban hành kèm theo", "ban hành theo", "ban hành cùng", "kèm theo"])
}

/// "Quy chế … ban hành kèm theo Quyết định số …" at `cursor`: the kind of the attached text and the document.
fn component(text: &Text<'_>, cursor: Cursor<'_>, documents: &[Written]) -> Option<(DocumentKind, usize)> {
    let (kind, mut after) = kinds::at(cursor)?;
    if !text.is_capital(cursor.space().at) {
        return None;
    }
    for _ in 0..40 {
        if let Some(index) = issued(after).and_then(|issued| documents.iter().position(|written| written.range.start == issued.space().at))
        {
            return Some((kind, index));
        }
        after = after.mark(',').unwrap_or(after).word()?.1;
    }
    None
}

/// Whether the units of `group` are certainly units and not words of the general language.
fn is_citation(text: &Text<'_>, group: &Group) -> bool {
    let item = &group.items[0];
    let first = &item.units[0];
    if is_label(text, group) {
        return false;
    }
    let alone = item.units.len() == 1 && group.attachment == Attachment::None;
    let small = !text.is_capital(first.range.start);
    match first.level {
        // "đoạn 1", "tiết 2", "gạch đầu dòng 3" and small "mục 3", "phần II" need something larger.
        Level::Paragraph | Level::Dash | Level::Item => !alone,
        Level::Point => {
            !alone
                || !text.flat[first.range.clone()].ends_with(|last: char| last.is_ascii_digit())
                || text.flat[first.range.clone()].contains('.')
        }
        // "mẫu 3" may be a sample; a list of forms gives each its title.
        Level::Form => {
            (!small || text.flat[first.range.clone()].contains("số"))
                && (group.attachment != Attachment::None || !titled(text, group.range().end))
        }
        Level::Section | Level::Part | Level::Subsection => !(alone && small),
        _ => true,
    }
}

/// Whether `group` is the label of a unit in quoted or inserted text: “Điều 54. Điều kiện …”.
fn is_label(text: &Text<'_>, group: &Group) -> bool {
    let range = group.range();
    let before = text.raw[..range.start].trim_end_matches(' ');
    let closed = |marks: &[char]| text.raw[range.end..].starts_with(marks);
    let line = before.is_empty() || before.ends_with('\n');
    let fresh = line && before.trim_end().chars().next_back().is_none_or(|last| matches!(last, '.' | ';' | ':' | '”'));
    (before.ends_with('“') && closed(&['.', ':'])) || (fresh && closed(&['.']) && titled(text, range.end + 1))
}

/// Whether a capital follows byte `end` on the same line.
fn titled(text: &Text<'_>, end: usize) -> bool {
    let next = text.cursor(end).space().at;
    next > end && !text.raw[end..next].contains('\n') && text.is_capital(next) && unit::read(text, next).is_none()
}

/// A form cited without an appendix, followed by one ("Mẫu số 02 tại Phụ lục"), stands in that appendix: the two are
/// joined in one group so that they are resolved together.
fn forms_in_appendices(text: &Text<'_>, groups: &mut Vec<Group>) {
    let mut index = 0;
    while index + 1 < groups.len() {
        let form =
            groups[index].items.iter().all(|item| item.units[0].level == Level::Form) && groups[index].attachment == Attachment::None;
        let next = &groups[index + 1];
        let appendix = next.items[0].units[0].level == Level::Appendix;
        let between = text.cursor(groups[index].range().end);
        let between = between.mark(',').unwrap_or(between);
        let reached = between.one_of(&["của", "tại", "thuộc", "trong", "ở"]).unwrap_or(between).space().at;
        if form && appendix && reached == next.range().start {
            let next = groups.remove(index + 1);
            groups[index].items.extend(next.items);
            groups[index].attachment = next.attachment;
            groups[index].component = next.component;
        }
        index += 1;
    }
}
