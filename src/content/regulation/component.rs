//! The texts issued together in one document: where each begins, its opening and its closing.

use std::sync::LazyLock;

use regex::Regex;

use crate::content::regulation::builder::{Builder, Part};
use crate::content::regulation::flow;
use crate::content::regulation::line::{self, Line, Marker};
use crate::law::{Block, Kind, Role};

/// Lines in which "(Kèm theo …)" must follow the heading of a text that is issued with another.
const WITHIN: usize = 8;
/// Longest title of a division that is not in capitals.
const LONGEST_TITLE: usize = 160;

static ATTACHED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\(\s*(?i:(?:được )?(?:ban hành |phê duyệt )?kèm theo)").expect("the pattern is well-formed"));
static BASIS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[-–]\s*)?(?:Căn cứ|Xét|Theo đề nghị|Thực hiện|Trên cơ sở|Sau khi|Nhằm|Để |Theo )").expect("the pattern is well-formed")
});

/// The kind of the first text, from the first line that names one in capitals before any unit.
pub(super) fn first_slug(lines: &[Line<'_>]) -> Option<String> {
    for line in lines {
        for (marker, _) in line::read(line.text) {
            match marker {
                Marker::Component { slug, appendix: false } => return Some(slug),
                Marker::Article(..) | Marker::Division(..) => return None,
                _ => {}
            }
        }
    }
    None
}

/// Begins the text whose heading stands at `index`, if one can begin there.
pub(super) fn accept(builder: &mut Builder<'_>, index: usize, slug: &str, appendix: bool, label: usize) -> Option<usize> {
    let begun = !matches!(builder.part, Part::Opening) || builder.tree.has_several_components();
    if !begun || builder.waits(index) || (builder.part == Part::Opening && !appendix) {
        return None;
    }
    let text = builder.lines[index].text;
    let rest = text[label..].trim_start();
    let alone = rest.is_empty() || rest.starts_with('(') || !rest.starts_with(char::is_lowercase);
    if !alone || !(is_attached(builder.lines, index) || (appendix && after_signature(builder))) {
        return None;
    }
    let start = builder.lines[index].range.start;
    let id = builder.start_component(slug, Some(start..start + label), appendix);
    let mut next = index;
    let mut from = builder.rest(index, label);
    loop {
        let words = &builder.input.text[from.clone()];
        let attached = ATTACHED.find(words).map(|found| found.start());
        let title = words[..attached.unwrap_or(words.len())].trim_end();
        if !title.is_empty() {
            builder.tree.get_mut(id).heading.push(from.start..from.start + title.len());
        }
        next += 1;
        if let Some(at) = attached {
            builder.add_paragraph(id, from.start + at..from.end, Role::Title);
            return Some(attachment(builder, id, next));
        }
        if next >= builder.lines.len() || next > index + WITHIN || !is_heading_line(builder.lines, next, appendix) {
            builder.cut();
            return Some(next);
        }
        from = builder.lines[next].range.clone();
    }
}

/// The lines on which "(Kèm theo …)" goes on until it is closed.
fn attachment(builder: &mut Builder<'_>, id: crate::law::ProvisionId, mut next: usize) -> usize {
    while next < builder.lines.len() && !builder.lines[next - 1].text.contains(')') && next < builder.lines.len() {
        if let Some(Block::Paragraph { range, .. }) = builder.tree.get_mut(id).blocks.last_mut() {
            range.end = builder.lines[next].range.end;
        }
        next += 1;
    }
    builder.cut();
    next
}

/// An appendix without "(Kèm theo …)" is believed after the last unit of a text or after another appendix.
fn after_signature(builder: &Builder<'_>) -> bool {
    matches!(builder.part, Part::Closing | Part::Appendix | Part::Units)
}

fn is_attached(lines: &[Line<'_>], index: usize) -> bool {
    for (offset, line) in lines.iter().skip(index).take(WITHIN).enumerate() {
        if ATTACHED.is_match(line.text) {
            return true;
        }
        let unit = |marker: &Marker| matches!(marker, Marker::Article(..) | Marker::Division(..) | Marker::Clause(_) | Marker::Point(_));
        if offset > 0 && line::read(line.text).iter().any(|(marker, _)| unit(marker)) {
            return false;
        }
    }
    false
}

fn is_heading_line(lines: &[Line<'_>], index: usize, appendix: bool) -> bool {
    let line = &lines[index];
    let unit = line::read(line.text).iter().any(|(marker, _)| !matches!(marker, Marker::Component { .. } | Marker::Lettered(..)));
    let attached_later = lines.iter().skip(index).take(WITHIN).any(|line| ATTACHED.is_match(line.text));
    !unit && !BASIS.is_match(line.text) && (line::is_capitals(line.text) || (attached_later && !appendix) || ATTACHED.is_match(line.text))
}

/// Whether the line is one of the title lines in capitals after the label of a division.
pub(super) fn is_title_line(lines: &[Line<'_>], index: usize) -> bool {
    let Some(line) = lines.get(index) else { return false };
    let unit = line::read(line.text).iter().any(|(marker, _)| {
        matches!(
            marker,
            Marker::Article(..)
                | Marker::Division(..)
                | Marker::Clause(_)
                | Marker::Form(_)
                | Marker::Row
                | Marker::Component { appendix: true, .. }
        )
    });
    !unit && !line.quoted && line::is_capitals(line.text)
}

/// Whether the line is the title of a division though not in capitals: short, without a stop, before a unit.
pub(super) fn is_plain_title(lines: &[Line<'_>], index: usize) -> bool {
    let (Some(line), Some(next)) = (lines.get(index), lines.get(index + 1)) else { return false };
    let plain = line::read(line.text).is_empty() && !line.text.ends_with(['.', ';', ':', ',']);
    let unit = |(marker, _): &line::Marked| matches!(marker, Marker::Article(..) | Marker::Division(..));
    plain && line.text.chars().count() <= LONGEST_TITLE && line::read(next.text).iter().any(unit)
}

/// Whether nothing that belongs to a unit can stand at `line`: a larger unit begins or the text ends.
pub(super) fn ends_unit(line: Option<&Line<'_>>) -> bool {
    let Some(line) = line else { return true };
    let larger = |(marker, _): &line::Marked| {
        matches!(marker, Marker::Article(..) | Marker::Division(..) | Marker::Closing | Marker::Component { .. })
    };
    line::read(line.text).iter().any(larger)
}

/// Whether the text that `index` stands in has Điều after it, so that `1.` and `I.` before them are no units.
pub(super) fn has_articles_ahead(lines: &[Line<'_>], index: usize) -> bool {
    for (offset, line) in lines.iter().enumerate().skip(index) {
        for (marker, _) in line::read(line.text) {
            match marker {
                Marker::Article(1, letter) if letter.is_empty() && !line.quoted => return true,
                Marker::Component { .. } if is_attached(lines, offset) => return false,
                _ => {}
            }
        }
    }
    false
}

/// Begins the closing of a text: recipients, signature, note of adoption.
pub(super) fn close(builder: &mut Builder<'_>, index: usize) -> Option<usize> {
    if builder.part != Part::Units || builder.waits(index) {
        return None;
    }
    builder.open.truncate(1);
    builder.part = Part::Closing;
    let id = builder.push(Kind::Closing, None, 0, None);
    builder.add_paragraph(id, builder.lines[index].range.clone(), Role::Signature);
    builder.cut();
    Some(index + 1)
}

/// A line before the first unit.
pub(super) fn opening_line(builder: &mut Builder<'_>, index: usize) {
    let id = match builder.open.len() {
        1 => builder.push(Kind::Opening, None, 0, None),
        _ => builder.top(),
    };
    let line = &builder.lines[index];
    let before = match builder.tree.get(id).blocks.last() {
        Some(Block::Paragraph { role, .. }) => *role,
        _ => Role::Head,
    };
    let first = builder.tree.components().count() == 1;
    // "BAN THƯỜNG VỤ THÀNH ỦY QUYẾT ĐỊNH" stands alone; "XIII;" is the end of a wrapped line.
    let announces = line::is_capitals(line.text) && line.text.contains(' ');
    let goes_on = index > 0 && matches!(before, Role::Basis | Role::Body) && flow::joins(&builder.lines[index - 1], line);
    let joins = goes_on && !announces && !BASIS.is_match(line.text);
    if joins && let Some(Block::Paragraph { range, .. }) = builder.tree.get_mut(id).blocks.last_mut() {
        range.end = line.range.end;
        return;
    }
    let role = role(line, before, first);
    builder.add_paragraph(id, line.range.clone(), role);
}

fn role(line: &Line<'_>, before: Role, first: bool) -> Role {
    let names_type = line::read(line.text).iter().any(|(marker, _)| matches!(marker, Marker::Component { appendix: false, .. }));
    match before {
        _ if BASIS.is_match(line.text) => Role::Basis,
        Role::Head if !first => Role::Body,
        Role::Head if names_type => Role::Title,
        Role::Head => Role::Head,
        Role::Title
            if !line::is_capitals(line.text) && (line.text.ends_with('.') || (line.after_blank && line.text.ends_with([':', ';']))) =>
        {
            Role::Body
        }
        Role::Title => Role::Title,
        _ => Role::Body,
    }
}
