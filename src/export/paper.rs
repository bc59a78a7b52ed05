//! A document as the paragraphs of a page, for every format that has pages. Entry point: [`items`].
//!
//! Architecture invariant: the words of all items, in order, are the words of the source, each once.

use crate::page::{Block, Columns, Kind, LineRole, Paper, ProvisionView, Table};

/// A paragraph, or what stands in place of one.
#[derive(Debug)]
pub(in crate::export) enum Item<'a> {
    /// A heading that the contents of the file show.
    Heading(Heading<'a>),
    /// A paragraph.
    Line(Line<'a>),
    /// Two columns of the form.
    Columns(&'a Columns),
    /// A table.
    Table(&'a Table),
}

/// A heading.
#[derive(Debug)]
pub(in crate::export) struct Heading<'a> {
    /// What it is the heading of.
    pub(in crate::export) kind: HeadingKind,
    /// Depth from 1; no depth is left out.
    pub(in crate::export) level: usize,
    /// The label as written: "Chương II", "Điều 24."; may be empty.
    pub(in crate::export) label: &'a str,
    /// The heading without its label; may be empty.
    pub(in crate::export) title: String,
    /// A Điều without a heading: its first words, which run on from its number.
    pub(in crate::export) run_on: Option<String>,
}

/// What a heading is the heading of; decides how it is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::export) enum HeadingKind {
    /// The kind of the document: "QUYẾT ĐỊNH".
    Document,
    /// A text issued with another; it begins a page.
    Attachment,
    /// A form in an appendix.
    Form,
    /// Phần.
    Part,
    /// Chương.
    Chapter,
    /// Mục, tiểu mục.
    Section,
    /// Điều.
    Article,
}

/// A paragraph.
#[derive(Debug)]
pub(in crate::export) struct Line<'a> {
    /// How it is set.
    pub(in crate::export) style: Style,
    /// The label that hangs before it: "2.", "a)"; may be empty.
    pub(in crate::export) label: &'a str,
    /// The words.
    pub(in crate::export) text: String,
    /// It begins with the heading of a khoản: bytes of the words.
    pub(in crate::export) bold: usize,
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::export) enum Style {
    /// The title below the kind of the document.
    Title,
    /// "(Kèm theo …)".
    Attached,
    /// A line of the head that is in no column.
    Head,
    /// A basis.
    Basis,
    /// "… QUYẾT ĐỊNH" before the first Điều.
    Announcement,
    /// Running text.
    Body,
    /// Running text below a khoản.
    ClauseBody,
    /// Khoản.
    Clause,
    /// Điểm.
    Point,
    /// Gạch đầu dòng.
    Dash,
    /// A line below the last provision that is in no column.
    Signature,
}

/// The paragraphs of `paper`, in order.
pub(in crate::export) fn items(paper: &Paper) -> Vec<Item<'_>> {
    let mut walk = Walk { items: Vec::new(), level: 0 };
    for component in &paper.provisions {
        walk.provision(component, Style::Body);
    }
    walk.items
}

struct Walk<'a> {
    items: Vec<Item<'a>>,
    /// Depth of the headings around the current place.
    level: usize,
}

impl<'a> Walk<'a> {
    /// `body`: how running text is set here.
    fn provision(&mut self, provision: &'a ProvisionView, body: Style) {
        let before = self.level;
        let mut blocks = provision.blocks.iter();
        let body = match (heading_kind(provision), label_style(provision.kind)) {
            (Some(kind), _) => {
                self.level += 1;
                let title = provision.heading.as_ref().map(|text| flat(&text.text)).unwrap_or_default();
                let run_on = match (kind, title.is_empty(), provision.blocks.first()) {
                    (HeadingKind::Article, true, Some(Block::Paragraph(text))) => {
                        blocks.next();
                        Some(flat(&text.text))
                    }
                    _ => None,
                };
                self.items.push(Item::Heading(Heading { kind, level: self.level, label: &provision.label, title, run_on }));
                Style::Body
            }
            (None, Some(style)) => {
                self.labelled(provision, style, &mut blocks);
                Style::ClauseBody
            }
            (None, None) => body,
        };
        for block in blocks {
            self.block(block, body, provision.kind);
        }
        for child in &provision.children {
            self.provision(child, body);
        }
        // The headings of a document stand below its kind, which its opening names.
        if provision.kind != Kind::Opening {
            self.level = before;
        }
    }

    /// A khoản, điểm or gạch with its heading and its first paragraph.
    fn labelled(&mut self, provision: &'a ProvisionView, style: Style, blocks: &mut std::slice::Iter<'a, Block>) {
        let mut text = provision.heading.as_ref().map(|text| flat(&text.text)).unwrap_or_default();
        let bold = text.len();
        if let Some(Block::Paragraph(first)) = provision.blocks.first() {
            blocks.next();
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&flat(&first.text));
        }
        self.items.push(Item::Line(Line { style, label: &provision.label, text, bold }));
    }

    fn block(&mut self, block: &'a Block, body: Style, kind: Kind) {
        let (style, text) = match block {
            Block::Paragraph(text) => (body, text),
            Block::Line(LineRole::Kind, text) => {
                self.level += 1;
                let heading =
                    Heading { kind: HeadingKind::Document, level: self.level, label: &text.text, title: String::new(), run_on: None };
                self.items.push(Item::Heading(heading));
                return;
            }
            Block::Line(role, text) => (line_style(*role, kind), text),
            Block::Columns(columns) => {
                self.items.push(Item::Columns(columns));
                return;
            }
            Block::Table(table) => {
                self.items.push(Item::Table(table));
                return;
            }
        };
        self.items.push(Item::Line(Line { style, label: "", text: flat(&text.text), bold: 0 }));
    }
}

fn heading_kind(provision: &ProvisionView) -> Option<HeadingKind> {
    match provision.kind {
        // The first text of a document has its title in its opening.
        Kind::Component if provision.label.is_empty() => None,
        Kind::Component => Some(HeadingKind::Attachment),
        Kind::Form => Some(HeadingKind::Form),
        Kind::Part => Some(HeadingKind::Part),
        Kind::Chapter => Some(HeadingKind::Chapter),
        Kind::Section | Kind::Subsection => Some(HeadingKind::Section),
        Kind::Article => Some(HeadingKind::Article),
        _ => None,
    }
}

fn label_style(kind: Kind) -> Option<Style> {
    match kind {
        Kind::Clause => Some(Style::Clause),
        Kind::Point => Some(Style::Point),
        Kind::Dash => Some(Style::Dash),
        _ => None,
    }
}

fn line_style(role: LineRole, kind: Kind) -> Style {
    match role {
        LineRole::Head => Style::Head,
        LineRole::Kind | LineRole::Title if kind == Kind::Component => Style::Attached,
        LineRole::Kind | LineRole::Title => Style::Title,
        LineRole::Basis => Style::Basis,
        LineRole::Announcement => Style::Announcement,
        LineRole::Signature => Style::Signature,
    }
}

/// How much of the width each of `count` columns of `table` needs, in a thousand: after its words, but no column starves.
pub(in crate::export) fn shares(table: &Table, count: usize) -> Vec<usize> {
    let mut needs = vec![1.0_f64; count];
    for row in table.head.iter().chain(&table.rows) {
        let mut at = 0;
        for cell in row {
            let span = cell.columns.max(1);
            if span == 1 && at < count {
                let longest = cell.text.text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
                let all = cell.text.text.chars().count();
                // Between the longest word, which must fit, and all words, which may wrap.
                let need = (longest as f64 + 1.0).max((all as f64).sqrt() * 3.0);
                needs[at] = needs[at].max(need);
            }
            at += span;
        }
    }
    let sum: f64 = needs.iter().sum();
    needs.iter().map(|need| ((need / sum * 1000.0) as usize).max(1)).collect()
}

/// Words on one line: a break inside a paragraph is where the source happened to wrap it.
pub(in crate::export) fn flat(text: &str) -> String {
    text.chars().map(|sign| if sign.is_control() && sign.is_whitespace() { ' ' } else { sign }).collect()
}
