//! The opening and the closing of a document arranged after the form of its issuer. Entry points: [`profile`], [`arrange`],
//! [`paper_files`].
//!
//! Architecture invariant: what is arranged are the words of the source, all of them, in their order; a line that says nothing the form
//! knows stays a line.

mod letterhead;
mod paper;
mod signature;

use std::sync::LazyLock;

use regex::Regex;

use crate::content::{Date, Regulation};
use crate::law::{self, Kind, Role};
use crate::page::{Block, ColumnRow, Columns, FormLine, LineRole, Profile, Text};
use crate::theme::Strings;

pub use paper::paper_files;
pub(in crate::compose) use paper::paper_urls;

/// The number of a document of the State: "12/QĐ-UBND".
static STATE_NUMBER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\d+\p{L}?\s*/\s*[\d\p{Lu}]").expect("the pattern is well-formed"));

/// After which rules the document is set: whose it is, by its head or its number, and when it was issued.
pub(in crate::compose) fn profile(regulation: &Regulation, text: &str) -> Profile {
    let Some(issued) = regulation.meta.issued else { return Profile::Neutral };
    let number = regulation.meta.number.as_deref().unwrap_or_default();
    let opening = regulation.tree.iter().find(|(_, provision)| provision.kind == Kind::Opening);
    let head = opening.into_iter().flat_map(|(_, provision)| &provision.blocks).filter_map(|block| match block {
        law::Block::Paragraph { range, role: Role::Head } => Some(&text[range.clone()]),
        _ => None,
    });
    let from = |year, month, day| Date::new(year, month, day).is_some_and(|day| issued >= day);
    let said = head.flat_map(letterhead::issuing).next();
    match said {
        Some(profile) => Some(profile),
        None if law::is_party_number(number) => Some(Profile::Party),
        None if STATE_NUMBER.is_match(number) => Some(Profile::State),
        None => None,
    }
    .filter(|profile| match profile {
        Profile::Party => from(2018, 4, 3),
        _ => from(2020, 3, 5),
    })
    .unwrap_or_default()
}

/// The blocks of an opening or a closing, arranged.
pub(in crate::compose) fn arrange(kind: Kind, blocks: Vec<Block>, profile: Profile, strings: &Strings) -> Vec<Block> {
    match kind {
        Kind::Opening => {
            let (head, rest): (Vec<Block>, Vec<Block>) =
                blocks.into_iter().partition(|block| matches!(block, Block::Line(LineRole::Head, _)));
            let mut arranged = columns(head, profile, true, letterhead::read);
            arranged.extend(titled(rest, strings));
            arranged
        }
        Kind::Closing => columns(blocks, profile, false, signature::read),
        _ => blocks,
    }
}

/// Lines in two columns, where `read` finds something to set at the right; as they are otherwise.
fn columns(blocks: Vec<Block>, profile: Profile, is_head: bool, read: fn(&[&Text]) -> Vec<Line>) -> Vec<Block> {
    let texts: Option<Vec<&Text>> = blocks.iter().map(|block| if let Block::Line(_, text) = block { Some(text) } else { None }).collect();
    let lines = texts.map(|texts| read(&texts)).unwrap_or_default();
    let right = |line: &Line| matches!(line, Line::Part(line) if line.part.is_right());
    if !lines.iter().any(right) {
        return blocks;
    }
    let role = if is_head { LineRole::Head } else { LineRole::Signature };
    let mut arranged = Vec::new();
    let mut rows: Vec<ColumnRow> = Vec::new();
    for line in lines {
        match line {
            Line::Part(line) => {
                let fits = rows.last().is_some_and(|row| line.part.is_right() || row.right.is_empty());
                if !fits {
                    rows.push(ColumnRow::default());
                }
                let row = rows.last_mut().expect("a row was begun");
                if line.part.is_right() { row.right.push(line) } else { row.left.push(line) }
            }
            Line::Other(text) => {
                if !rows.is_empty() {
                    arranged.push(Block::Columns(Columns { profile, is_head, rows: std::mem::take(&mut rows) }));
                }
                arranged.push(Block::Line(role, text));
            }
        }
    }
    if !rows.is_empty() {
        arranged.push(Block::Columns(Columns { profile, is_head, rows }));
    }
    arranged
}

/// A line of a head or a closing.
enum Line {
    /// The form knows its place.
    Part(FormLine),
    /// It stands by itself.
    Other(Text),
}

/// The kind of the document told apart from its title, and lines in capitals that announce what follows.
fn titled(blocks: Vec<Block>, strings: &Strings) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len() + 1);
    for block in blocks {
        match block {
            Block::Line(LineRole::Title, text) if out.is_empty() => match kind_length(&text.text, strings) {
                0 => out.push(Block::Line(LineRole::Title, text)),
                length => {
                    out.push(Block::Line(LineRole::Kind, text.slice(0..length)));
                    let rest = text.text[length..].trim_start().len();
                    if rest > 0 {
                        out.push(Block::Line(LineRole::Title, text.slice(text.text.len() - rest..text.text.len())));
                    }
                }
            },
            Block::Paragraph(text) if is_capitals(&text.text) => out.push(Block::Line(LineRole::Announcement, text)),
            block => out.push(block),
        }
    }
    out
}

/// Bytes of the words that name the kind of the document at the start of its title, in capitals; the longest name that fits.
fn kind_length(title: &str, strings: &Strings) -> usize {
    let names = strings.branch("document_types").map(|(_, word)| word.to_uppercase());
    let fitting = names.filter(|name| title.strip_prefix(name.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)));
    fitting.map(|name| name.len()).max().unwrap_or(0)
}

/// Whether all letters are capitals and there is at least one.
fn is_capitals(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase)
}
