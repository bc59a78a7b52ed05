//! A provision as it is shown: [`ProvisionView`], a tree. It is rendered in Rust (`render`), so templates never walk it.

use crate::law::Kind;
use crate::page::{Columns, Html, Link, Standing, Text};

/// A provision with everything below it, in the order of the source.
#[derive(Debug, Clone, Default)]
pub struct ProvisionView {
    /// The address, such as `446-qd-tu/quy-che/dieu-24/khoan-2`; shown as `data-path`.
    pub path: String,
    /// What it is.
    pub kind: Kind,
    /// Identity on the page, unique there. On a page of one Điều: the path below the Điều joined with `-` (`khoan-2-diem-a`; empty for the Điều itself).
    /// On a full text: the path below the document joined with `-` (`quy-che-dieu-24-khoan-2`). [`ProvisionView::anchor`] makes both.
    pub id: String,
    /// The label as in the source: `Chương II`, `Điều 24.`, `2.`, `a)`, `-`; for a component the line that opens it (`QUY CHẾ`). Empty for a đoạn.
    pub label: String,
    /// The number alone: `II`, `24`, `2`, `a`, `đ`; empty when it has none. Used in names read aloud ("khoản 2").
    pub number: String,
    /// Where it stands in its component, as it is cited: `điểm a khoản 2 Điều 24`; empty for what is not cited by a place of its own.
    pub place: String,
    /// What follows the places of this provision and of those inside it when they are cited in full; set on the outermost one that
    /// is shown.
    pub citation: String,
    /// The heading without its label; `None` when the provision has none (a Điều whose words follow its number at once has its words in `blocks`).
    pub heading: Option<Text>,
    /// The provision's own words, before those of its children. Words that follow a child are a child of kind [`Kind::Paragraph`].
    pub blocks: Vec<Block>,
    /// Provisions inside this one.
    pub children: Vec<ProvisionView>,
    /// Page of this provision alone; on a full text the label of a Điều leads there. Empty on the page of that Điều and for what has no page.
    pub url: String,
    /// What stands beside it in the margin; leave at default when there is nothing.
    pub margin: Margin,
}

impl ProvisionView {
    /// The identity on the page of a provision `path`, when the page shows what is below `base` (`446-qd-tu/quy-che/dieu-24`, `446-qd-tu`).
    #[must_use]
    pub fn anchor(path: &str, base: &str) -> String {
        let below = path.strip_prefix(base).unwrap_or(path);
        below.trim_start_matches('/').replace('/', "-")
    }
}

/// A block of a provision's own words.
#[derive(Debug, Clone)]
pub enum Block {
    /// One paragraph of the source.
    Paragraph(Text),
    /// A line above the first provision or below the last, set in its own way.
    Line(LineRole, Text),
    /// Lines above the first provision or below the last that the form of the document sets in two columns.
    Columns(Columns),
    /// A table of the source.
    Table(Table),
}

/// What a line above or below the provisions is for; decides how it is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineRole {
    /// Issuer, number, place and date.
    Head,
    /// The kind of document in capitals: "QUYẾT ĐỊNH".
    Kind,
    /// The title, "(Kèm theo …)".
    Title,
    /// Căn cứ, xét đề nghị.
    Basis,
    /// A line in capitals before the first provision: "BAN THƯỜNG VỤ THÀNH ỦY QUYẾT ĐỊNH".
    Announcement,
    /// Recipients, signature.
    Signature,
}

/// A table: rows of cells, read row by row.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Words over the table; `None` when it has none.
    pub caption: Option<Text>,
    /// Rows of the head; may be empty.
    pub head: Vec<Vec<TableCell>>,
    /// Rows of the body.
    pub rows: Vec<Vec<TableCell>>,
}

/// One cell of a table.
#[derive(Debug, Clone, Default)]
pub struct TableCell {
    /// The words.
    pub text: Text,
    /// How many columns it spans; 0 and 1 both mean one.
    pub columns: usize,
    /// How many rows it spans; 0 and 1 both mean one.
    pub rows: usize,
    /// Set to the right and with figures of equal width.
    pub numeric: bool,
}

/// What stands beside a provision: folded to one line on a phone, in the margin on a wide screen.
#[derive(Debug, Clone, Default)]
pub struct Margin {
    /// Organisations named in it, in the order of the text, each once.
    pub organisations: Vec<Link>,
    /// Provisions that cite it, by their full place ("điểm a khoản 2 Điều 24").
    pub cited_by: Vec<Link>,
    /// Pages of guidance about it.
    pub guidance: Vec<Link>,
    /// Sessions about it and questions that it decides.
    pub study: Vec<Link>,
    /// Notes on it.
    pub notes: Vec<NoteView>,
}

/// A note on a provision.
#[derive(Debug, Clone, Default)]
pub struct NoteView {
    /// What it is: the word of its directive.
    pub kind: String,
    /// Its title; may be empty.
    pub title: String,
    /// Where it stands on its page.
    pub url: String,
    /// Its text.
    pub body: Html,
    /// What weight it has.
    pub standing: Standing,
    /// Who wrote it; empty when unknown.
    pub author: String,
    /// ISO date; empty when unknown.
    pub date: String,
    /// Whether the provision no longer has the words that the note quotes.
    pub is_stale: bool,
}

impl Margin {
    /// Whether nothing stands there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.organisations.is_empty()
            && self.cited_by.is_empty()
            && self.guidance.is_empty()
            && self.study.is_empty()
            && self.notes.is_empty()
    }
}
