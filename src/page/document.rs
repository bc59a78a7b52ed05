//! One issued document: [`DocumentPage`], its whole text ([`FullTextPage`]) and its doubtful readings ([`ReadingsPage`]).

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use crate::content::{ReviewState, Status};
use crate::page::{GuidanceEntry, Kind, Link, OccurrenceGroup, ProvisionView, Shell, shell};

/// `/<doc>/`. Template `document.html`; the contents arrive as `contents`.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentPage {
    /// Head of the page.
    pub shell: Shell,
    /// The title block.
    #[serde(serialize_with = "shell::shared")]
    pub document: Arc<DocumentHead>,
    /// The tree of Phần, Chương, Mục, Điều by component.
    #[serde(skip)]
    pub contents: Arc<Contents>,
    /// What it is based on (căn cứ), in the order of the text.
    pub basis: Vec<CitedDocument>,
    /// What it replaces.
    pub replaces: Vec<CitedDocument>,
    /// What replaces it.
    pub replaced_by: Vec<CitedDocument>,
    /// Other documents cited in its text, basis and replaced ones left out.
    pub cites: Vec<CitedDocument>,
    /// Provisions of other documents that cite it.
    pub cited_by: Vec<OccurrenceGroup>,
    /// Nơi nhận, as written, one a line, without the leading dash.
    pub recipients: Vec<String>,
    /// What its text and register leave open; empty where there is no register.
    pub gaps_url: String,
    /// Guidance bound to it.
    pub guidance: Vec<GuidanceEntry>,
    /// The files that it can be taken away as.
    pub downloads: Vec<Download>,
}

/// A file of a document.
#[derive(Debug, Clone, Serialize)]
pub struct Download {
    /// What it is, for a reader: "Tệp Word".
    pub label: String,
    /// What it is good for.
    pub note: String,
    /// Where it lies.
    pub url: String,
}

/// What is known of a document as a whole; shared by all its pages.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct DocumentHead {
    /// `446-qd-tu`.
    pub id: String,
    /// Its page, `/446-qd-tu/`.
    pub url: String,
    /// Number as written, `446-QĐ/TU`; empty when it has none.
    pub number: String,
    /// Slug of the type (`quyet-dinh`); its word is `strings.document_types[type]`.
    #[serde(rename = "type")]
    pub document_type: String,
    /// Title without the type: "về việc ban hành Quy chế công tác dân vận …". May be 300 characters long.
    pub title: String,
    /// Who issued it: full name and page of the organisation; `None` when unknown.
    pub issuer: Option<Link>,
    /// Where it was issued; empty when unknown.
    pub place: String,
    /// ISO date of issue; empty when unknown.
    pub issued: String,
    /// ISO date from which it holds; empty when unknown.
    pub effective: String,
    /// ISO date on which it ends; empty when unknown or not set.
    pub expires: String,
    /// Whether it holds on `site.as_of`.
    pub status: Status,
    /// What that rests on, in full words; empty when nobody has said.
    pub status_basis: String,
    /// Who signed it; empty when unknown.
    pub signer: String,
    /// Set for a text that was restored from a scan: how far it has been reviewed. `None` for a text from an official electronic source.
    pub review: Option<Review>,
    /// `/<doc>/toan-van/`.
    pub full_text_url: String,
    /// `/<doc>/so-sanh-ban-quet/`; empty when there are no doubtful readings.
    pub readings_url: String,
    /// How many readings are in doubt.
    pub readings_count: usize,
    /// `/<doc>/ban-quet/`; empty when it is not known what was proposed for the scan.
    pub restored_url: String,
    /// The text as scanned, as a file of the site; empty when there is none.
    pub scan_url: String,
    /// The document as data (JSON); empty when it is not exported.
    pub data_url: String,
    /// The document as Akoma Ntoso (XML); empty where documents cannot be taken away.
    pub akn_url: String,
    /// The document as plain text.
    pub text_url: String,
    /// How many Điều it has, over all components.
    pub article_count: usize,
}

/// How far a restored text has been reviewed.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct Review {
    /// The state.
    pub state: ReviewState,
    /// Who reviewed it; empty when nobody is named.
    pub reviewer: String,
    /// ISO date of the review; empty when unknown.
    pub date: String,
}

/// The tree of headings of a document.
#[derive(Debug, Clone, Default)]
pub struct Contents {
    /// The components, each an entry of kind [`Kind::Component`]; a document with one unnamed component gives its headings directly.
    pub entries: Vec<ContentsEntry>,
}

/// A line of the contents.
#[derive(Debug, Clone, Default)]
pub struct ContentsEntry {
    /// Address of the provision.
    pub path: String,
    /// What it is; `Article` is a leaf.
    pub kind: Kind,
    /// `Chương II`, `Mục 1`, `Điều 5` (without a full stop); for a component its title line in normal case, as in the breadcrumb.
    pub label: String,
    /// The heading; for a Điều without one, its first words, cut at a word and ending in `…` (about 60 characters). Empty when there is nothing to say.
    pub heading: String,
    /// A Điều: its page. Others: the full text at its anchor.
    pub url: String,
    /// Lines below it.
    pub children: Vec<ContentsEntry>,
}

/// A document named in another, once for all the places that name it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CitedDocument {
    /// As written in the text or, where it is known, its type and number: "Quyết định số 23-QĐ/TW".
    pub label: String,
    /// Its title; empty when unknown.
    pub title: String,
    /// Its page in the site or an address outside; empty when it has none.
    pub url: String,
    /// Whether `url` leads out of the site.
    pub external: bool,
    /// Whether it holds; `None` when nothing is known of it.
    pub status: Option<Status>,
    /// The places of this document that name it ("khoản 2 Điều 24"); empty when the place is evident.
    pub places: Vec<Link>,
}

/// A document in a list.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentEntry {
    /// The document; templates read its fields directly.
    #[serde(flatten, serialize_with = "shell::shared")]
    pub document: Arc<DocumentHead>,
    /// Its components as ways in: "Quyết định", "Quy chế"; empty when it has only one.
    pub components: Vec<Link>,
}

/// `/<doc>/toan-van/`. Template `full-text.html`; the text arrives as `body`, the contents as `contents`.
#[derive(Debug, Clone, Serialize)]
pub struct FullTextPage {
    /// Head of the page.
    pub shell: Shell,
    /// The title block.
    #[serde(serialize_with = "shell::shared")]
    pub document: Arc<DocumentHead>,
    /// The same tree as on other pages; here its links lead to the anchors of this page (the path below the document joined with `-`).
    #[serde(skip)]
    pub contents: Arc<Contents>,
    /// Everything, in the order of the source.
    #[serde(skip)]
    pub provisions: Vec<ProvisionView>,
}

/// `/<doc>/so-sanh-ban-quet/`. Template `readings.html`.
#[derive(Debug, Clone, Serialize)]
pub struct ReadingsPage {
    /// Head of the page.
    pub shell: Shell,
    /// The title block.
    #[serde(serialize_with = "shell::shared")]
    pub document: Arc<DocumentHead>,
    /// The doubtful readings, in the order of the text. Row `n` (from 1) has the anchor `cho-n`.
    pub readings: Vec<Reading>,
}

/// `/<doc>/ban-quet/`. Template `scan.html`.
#[derive(Debug, Clone, Serialize)]
pub struct ScanPage {
    /// Head of the page.
    pub shell: Shell,
    /// The title block.
    #[serde(serialize_with = "shell::shared")]
    pub document: Arc<DocumentHead>,
    /// The lines of the scan that are not blank.
    pub lines: Vec<ScanLine>,
}

/// A line of a scan and what it was read as.
#[derive(Debug, Clone, Serialize)]
pub struct ScanLine {
    /// Line of the scan's text, from 1.
    pub number: usize,
    /// Units with a page of their own that begin on it.
    pub units: Vec<ScanUnit>,
    /// Whether it was set aside as no text.
    pub aside: bool,
    /// As it was read.
    pub scan: String,
    /// The restored line, marked words apart.
    pub words: Vec<ScanWord>,
}

/// A unit that begins on a line of a scan.
#[derive(Debug, Clone, Serialize)]
pub struct ScanUnit {
    /// Identity on the page of the scan, as on the whole text.
    pub anchor: String,
    /// What it is and where it is read.
    pub place: Link,
}

/// A marked word, or the text between two.
#[derive(Debug, Clone, Serialize)]
pub struct ScanWord {
    /// As it is published.
    pub text: String,
    /// Classes of the mark; empty for a text without one.
    pub class: String,
    /// What the mark means, in Vietnamese.
    pub title: String,
    /// How sure the proposal was, in a hundred, for a word that was unsure and that nobody settled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sure: Option<u32>,
}

/// A place where the scan does not say for certain what the text is.
#[derive(Debug, Clone, Serialize)]
pub struct Reading {
    /// The provision it is in.
    pub place: Link,
    /// The form in the scan.
    pub scan: String,
    /// The reading that was chosen.
    pub chosen: String,
    /// Readings that were not chosen.
    pub others: Vec<String>,
    /// Why, in Vietnamese; empty when no reason was noted.
    pub reason: String,
}
