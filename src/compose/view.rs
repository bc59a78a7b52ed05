//! A provision as it is shown. Entry points: [`provision`], [`words`].

use std::ops::Range;

use crate::compose::{Composer, address, cite, form};
use crate::content::Regulation;
use crate::law::{self, Kind, ProvisionId};
use crate::page::{Block, LineRole, Margin, Mark, MarkKind, ProvisionView, Table, TableCell, Text};

/// Where a view is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::compose) enum Setting<'a> {
    /// On the page of the unit at this path; the margin is filled.
    Unit(&'a str),
    /// In the whole text; labels of units lead to their pages, notes stand beside it.
    FullText,
    /// In a file that holds the whole text and nothing else of the site; notes stand beside it.
    Single,
}

/// The provision `id` with everything below it.
pub(in crate::compose) fn provision(
    composer: &Composer<'_>,
    regulation: &Regulation,
    id: ProvisionId,
    setting: Setting<'_>,
) -> ProvisionView {
    let provision = regulation.tree.get(id);
    let text = composer.text(regulation);
    let mut marks = composer.marks(regulation, id);
    if setting == Setting::Single {
        marks.iter_mut().for_each(without_full_name);
    }
    let base = match setting {
        Setting::Unit(page) => page,
        Setting::FullText | Setting::Single => &regulation.id,
    };
    let heading = (!provision.heading.is_empty()).then(|| words(text, &provision.heading, &marks));
    let blocks = provision
        .blocks
        .iter()
        .map(|block| self::block(text, block, if is_own_title(provision.kind, block) { &[] } else { &marks }))
        .collect();
    let blocks = match provision.kind {
        Kind::Opening | Kind::Closing => form::arrange(provision.kind, blocks, form::profile(regulation, text), composer.strings),
        _ => blocks,
    };
    ProvisionView {
        path: provision.path.to_string(),
        kind: provision.kind,
        id: ProvisionView::anchor(provision.path.as_str(), base),
        label: provision.label.clone().map(|label| text[label].to_owned()).unwrap_or_default(),
        number: provision.number.as_deref().unwrap_or_default().to_owned(),
        place: if cite::is_cited(provision.kind) { composer.places.within_component(regulation, id, text) } else { String::new() },
        citation: match (setting, provision.kind) {
            (Setting::FullText, Kind::Component) => composer.citation(regulation, id),
            (Setting::Unit(page), _) if page == provision.path.as_str() => {
                composer.citation(regulation, cite::component_of(regulation, id))
            }
            _ => String::new(),
        },
        heading,
        blocks,
        children: provision.children.iter().map(|child| self::provision(composer, regulation, *child, setting)).collect(),
        url: match setting {
            Setting::FullText if address::is_page(regulation, id) => address::url(regulation, id),
            _ => String::new(),
        },
        margin: match setting {
            Setting::Unit(page) => margin(composer, regulation, id, provision.path.as_str() == page),
            Setting::FullText | Setting::Single => Margin { notes: composer.notes_on(provision.path.as_str()), ..Margin::default() },
        },
    }
}

/// A file has to be small: the full name of a body stands where the link leads, in the same file.
fn without_full_name(mark: &mut Mark) {
    if let MarkKind::Mention { title, .. } = &mut mark.kind {
        title.clear();
    }
}

/// The head and the title of a document name the document itself: nothing to link.
fn is_own_title(kind: Kind, block: &law::Block) -> bool {
    kind == Kind::Opening && matches!(block, law::Block::Paragraph { role: law::Role::Head | law::Role::Title, .. })
}

fn block(text: &str, block: &law::Block, marks: &[Mark]) -> Block {
    match block {
        law::Block::Paragraph { range, role } => {
            let words = words(text, std::slice::from_ref(range), marks);
            match role {
                law::Role::Body => Block::Paragraph(words),
                law::Role::Head => Block::Line(LineRole::Head, words),
                law::Role::Title => Block::Line(LineRole::Title, words),
                law::Role::Basis => Block::Line(LineRole::Basis, words),
                law::Role::Signature => Block::Line(LineRole::Signature, words),
            }
        }
        law::Block::Table { rows } => {
            let cells = |row: &Vec<Range<usize>>| row.iter().map(|cell| self::cell(text, cell, marks)).collect();
            let (head, rows) = rows.split_at(rows.len().min(1));
            let rows: Vec<Vec<TableCell>> = rows.iter().map(cells).collect();
            let mut head: Vec<Vec<TableCell>> = head.iter().map(cells).collect();
            // Over figures a heading stands as they do.
            for (column, cell) in head.iter_mut().flat_map(|row| row.iter_mut().enumerate()) {
                let mut below = rows.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.text.text.is_empty()).peekable();
                cell.numeric = below.peek().is_some() && below.all(|cell| cell.numeric);
            }
            Block::Table(Table { caption: None, head, rows })
        }
    }
}

fn cell(text: &str, cell: &Range<usize>, marks: &[Mark]) -> TableCell {
    let words = words(text, std::slice::from_ref(cell), marks);
    let numeric = words.text.chars().any(|sign| sign.is_ascii_digit()) && !words.text.chars().any(char::is_alphabetic);
    TableCell { text: words, numeric, ..TableCell::default() }
}

/// The words of `ranges` of the file, a line break between two ranges, with the marks (in bytes of the file) that lie in them.
pub(in crate::compose) fn words(text: &str, ranges: &[Range<usize>], marks: &[Mark]) -> Text {
    let mut out = Text::default();
    for range in ranges {
        if !out.text.is_empty() {
            out.text.push('\n');
        }
        let start = out.text.len();
        out.text.push_str(&text[range.clone()]);
        let inside = marks.iter().filter(|mark| range.start <= mark.range.start && mark.range.end <= range.end);
        out.marks.extend(inside.map(|mark| Mark {
            range: mark.range.start - range.start + start..mark.range.end - range.start + start,
            kind: mark.kind.clone(),
        }));
    }
    out
}

/// What stands beside a provision: only what is its own, not what its children have in theirs. Beside the unit of the page
/// itself stand only notes: the rest is told around it.
fn margin(composer: &Composer<'_>, regulation: &Regulation, id: ProvisionId, is_page: bool) -> Margin {
    let provision = regulation.tree.get(id);
    let path = provision.path.as_str();
    let notes = composer.notes_on(path);
    if is_page || !matches!(provision.kind, Kind::Clause | Kind::Paragraph) {
        return Margin { notes, ..Margin::default() };
    }
    Margin {
        organisations: composer
            .organisations_in(regulation, [id])
            .into_iter()
            .map(|(organisation, _)| composer.organisation_link(organisation))
            .collect(),
        cited_by: composer.citing(regulation, id),
        guidance: composer.guidance_about(path),
        study: composer.study_on(path),
        notes,
    }
}
