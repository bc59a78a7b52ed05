//! Tables as they are pasted: rows `| a | b |`, or rows of cells with tabs between. Entry point: [`accept`].

use std::ops::Range;

use crate::content::regulation::builder::{Builder, Part};
use crate::diag::Code;
use crate::law::{Block, Kind};

/// Reads the table that begins at `index`, if one does.
pub(super) fn accept(builder: &mut Builder<'_>, index: usize) -> Option<usize> {
    let piped = builder.lines[index].text.starts_with('|');
    let is_row = |text: &str| if piped { text.starts_with('|') } else { text.contains('\t') };
    let last = builder
        .lines
        .iter()
        .skip(index)
        .position(|line| !is_row(line.text) || line.quoted)
        .map_or(builder.lines.len(), |count| index + count);
    if last - index < 2 {
        return None;
    }
    let mut rows = Vec::new();
    for line in &builder.lines[index..last] {
        let row = if piped { piped_cells(line.text, line.range.start) } else { tabbed_cells(line.text, line.range.start) };
        if !row.iter().all(|cell| is_rule(&builder.input.text[cell.clone()])) {
            rows.push((line.range.clone(), row));
        }
    }
    let width = rows.first().map_or(0, |(_, row)| row.len());
    for (range, row) in &rows {
        if row.len() != width {
            let message = format!("this row has {} cells, the first row has {width}", row.len());
            builder.warn(Code::RaggedTable, range.clone(), message, "give every row the same number of cells");
        }
    }
    place(builder, Block::Table { rows: rows.into_iter().map(|(_, row)| row).collect() });
    Some(last)
}

fn place(builder: &mut Builder<'_>, table: Block) {
    let home = match builder.part {
        Part::Units => builder.paragraph_home(),
        Part::Opening if builder.open.len() == 1 => builder.push(Kind::Opening, None, 0, None),
        _ => builder.top(),
    };
    builder.tree.get_mut(home).blocks.push(table);
    builder.cut();
}

/// A cell of the line between header and body: hyphens and colons only.
fn is_rule(cell: &str) -> bool {
    !cell.is_empty() && cell.chars().all(|sign| sign == '-' || sign == ':')
}

fn piped_cells(text: &str, start: usize) -> Vec<Range<usize>> {
    let inner = text.strip_prefix('|').unwrap_or(text);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    cells(inner, '|', start + usize::from(text.starts_with('|')))
}

fn tabbed_cells(text: &str, start: usize) -> Vec<Range<usize>> {
    cells(text, '\t', start)
}

fn cells(text: &str, between: char, start: usize) -> Vec<Range<usize>> {
    let mut at = start;
    text.split(between)
        .map(|cell| {
            let begin = at + (cell.len() - cell.trim_start().len());
            at += cell.len() + between.len_utf8();
            begin..begin + cell.trim().len()
        })
        .collect()
}
