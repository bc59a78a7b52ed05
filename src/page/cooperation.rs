//! Who works with whom: the matrix, its picture and the list behind both ([`CooperationPage`]).

use serde::Serialize;

use crate::page::{DutyView, Link, Shell};

/// `/phoi-hop/`. Template `cooperation.html`.
///
/// The matrix has a direction: rows act, columns have a part. A reader asks "what must we do, and with whom", and "A reports to B" is
/// not "B reports to A"; the list shows both directions under each organisation.
#[derive(Debug, Clone, Serialize)]
pub struct CooperationPage {
    /// Head of the page.
    pub shell: Shell,
    /// How many pairs there are: one that acts and another that has a part.
    pub pair_count: usize,
    /// Whether places have to say which document they are in.
    pub several_documents: bool,
    /// The picture; `None` where there is nothing to show.
    pub network: Option<NetworkView>,
    /// The matrix; `None` where there is nothing to show.
    pub matrix: Option<MatrixView>,
    /// Every organisation that acts with others or has a part in what others do, by level.
    pub groups: Vec<CooperationGroup>,
}

/// Organisations of one level.
#[derive(Debug, Clone, Serialize)]
pub struct CooperationGroup {
    /// As in [`crate::page::OrganisationGroup::level`].
    pub level: String,
    /// Sorted as a Vietnamese reader expects.
    pub entries: Vec<CooperationEntry>,
}

/// One organisation with all it does together with others.
#[derive(Debug, Clone, Serialize)]
pub struct CooperationEntry {
    /// `ban-dan-van-thanh-uy`: the id of its entry on the page.
    pub id: String,
    /// Its name and page.
    pub organisation: Link,
    /// What it does, by the other party.
    pub acts: Vec<PairView>,
    /// What others do in which it has a part: the entry of the pair on this page.
    pub takes_part: Vec<PairLink>,
    /// How many other organisations that are, in both directions.
    pub partner_count: usize,
}

/// What one organisation does in which another has a part.
#[derive(Debug, Clone, Serialize)]
pub struct PairView {
    /// `ban-dan-van-thanh-uy--mat-tran-to-quoc-viet-nam`: its id on the page.
    pub anchor: String,
    /// The other organisation.
    pub other: Link,
    /// How many clauses say so.
    pub clause_count: usize,
    /// The clauses.
    pub clauses: Vec<PairClause>,
}

/// A clause with what it says of one pair.
#[derive(Debug, Clone, Serialize)]
pub struct PairClause {
    /// Where it is read.
    pub url: String,
    /// `khoản 2 Điều 24`.
    pub place: String,
    /// The document, by number.
    pub document: Link,
    /// The duties; at least one.
    pub duties: Vec<PairDuty>,
}

/// A duty as it concerns one pair.
#[derive(Debug, Clone, Serialize)]
pub struct PairDuty {
    /// The duty.
    pub duty: DutyView,
    /// Slugs of the parts that the other has in it; their words are `strings.parts[…]`.
    pub parts: Vec<String>,
}

/// The way to the entry of a pair.
#[derive(Debug, Clone, Serialize)]
pub struct PairLink {
    /// The organisation that acts, with the address of the pair's entry.
    pub link: Link,
    /// How many clauses say so.
    pub clause_count: usize,
}

/// Those who act by those who have a part.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixView {
    /// Those who have a part.
    pub columns: Vec<MatrixColumn>,
    /// Those who act, by level.
    pub groups: Vec<MatrixGroup>,
    /// How many rows there would be.
    pub row_count: usize,
    /// How many rows are shown: of more than fit, those with the most clauses.
    pub rows_shown: usize,
    /// How many columns there would be.
    pub column_count: usize,
}

/// An organisation that has a part.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixColumn {
    /// Full name, and its entry in the list.
    pub organisation: Link,
    /// Its name where that is short, otherwise the shortest of its names.
    pub short: String,
    /// Whether its level differs from that of the column before it.
    pub starts_level: bool,
}

/// Rows of one level.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixGroup {
    /// As in [`CooperationGroup::level`].
    pub level: String,
    /// The rows.
    pub rows: Vec<MatrixRow>,
}

/// An organisation that acts.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixRow {
    /// Full name, and its entry in the list.
    pub organisation: Link,
    /// A cell for each column.
    pub cells: Vec<MatrixCell>,
}

/// What one organisation does in which another has a part.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixCell {
    /// The entry of the pair in the list; empty where there is none.
    pub url: String,
    /// The other's full name.
    pub other: String,
    /// How many clauses say so; 0 where none does.
    pub clause_count: usize,
    /// Whether the column starts a level.
    pub starts_level: bool,
}

/// A drawing of the organisations with the most connections. Measures are in units of the drawing.
#[derive(Debug, Clone, Serialize)]
pub struct NetworkView {
    /// Its width.
    pub width: i32,
    /// Its height.
    pub height: i32,
    /// The organisations shown, in order of level.
    pub nodes: Vec<NetworkNode>,
    /// Names of the levels.
    pub levels: Vec<NetworkLevel>,
    /// The lines, the thinnest first.
    pub edges: Vec<NetworkEdge>,
    /// How many organisations there are in all.
    pub organisation_count: usize,
    /// The pair with the most clauses, in words.
    pub strongest: String,
    /// How many clauses that is.
    pub strongest_count: usize,
}

/// An organisation in the drawing.
#[derive(Debug, Clone, Serialize)]
pub struct NetworkNode {
    /// Its id.
    pub id: String,
    /// Full name and page.
    pub organisation: Link,
    /// Its name in one or two lines.
    pub lines: Vec<NetworkLine>,
    /// Whether the name stands at the left of the dot.
    pub at_left: bool,
    /// Where the name begins, or ends when it stands at the left.
    pub text_x: i32,
    /// The dot.
    pub x: i32,
    /// The dot.
    pub y: i32,
    /// Radius of the dot.
    pub radius: i32,
}

/// A line of a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NetworkLine {
    /// Its base line.
    pub y: i32,
    /// The words.
    pub text: String,
}

/// The name of a level in the drawing.
#[derive(Debug, Clone, Serialize)]
pub struct NetworkLevel {
    /// As in [`CooperationGroup::level`].
    pub level: String,
    /// Whether it stands at the left.
    pub at_left: bool,
    /// Where it begins, or ends when it stands at the left.
    pub x: i32,
    /// Its base line.
    pub y: i32,
}

/// A line between two organisations, both directions together.
#[derive(Debug, Clone, Serialize)]
pub struct NetworkEdge {
    /// Id of the one.
    pub from: String,
    /// Id of the other.
    pub to: String,
    /// The way of the line, as SVG writes it.
    pub path: String,
    /// How thick it is, in tenths.
    pub tenths: usize,
}
