//! One Điều a page: [`ArticlePage`].

use std::sync::Arc;

use serde::Serialize;

use crate::page::{CitedDocument, Contents, DocumentHead, GuidanceEntry, Link, OccurrenceGroup, ProvisionView, Shell, StudyEntry, shell};

/// `/<doc>/<component>/dieu-N/`. Template `article.html`; the text arrives as `body`, the contents as `contents`.
#[derive(Debug, Clone, Serialize)]
pub struct ArticlePage {
    /// Head of the page.
    pub shell: Shell,
    /// The document it belongs to.
    #[serde(serialize_with = "shell::shared")]
    pub document: Arc<DocumentHead>,
    /// Contents of the whole document, shared by its pages; `article.path` is marked as current.
    #[serde(skip)]
    pub contents: Arc<Contents>,
    /// What the Điều is in, outermost first: component, Phần, Chương, Mục.
    pub context: Vec<ContextLine>,
    /// Where it begins in the scan it was restored from; empty when there is none to show.
    pub scan_url: String,
    /// Title over a unit that bears none, such as `khoản 3` of a text without Điều; empty for a Điều, whose title is in its text.
    pub title: String,
    /// The Điều.
    #[serde(skip)]
    pub article: ProvisionView,
    /// The Điều before it in the same document (across components); `None` on the first.
    pub previous: Option<Neighbour>,
    /// The Điều after it; `None` on the last.
    pub next: Option<Neighbour>,
    /// Provisions outside this Điều that cite it or something in it.
    pub cited_by: Vec<OccurrenceGroup>,
    /// Documents cited in this Điều.
    pub cites: Vec<CitedDocument>,
    /// Organisations named in this Điều, in the order of the text.
    pub organisations: Vec<OrganisationNamed>,
    /// Guidance bound to this Điều.
    pub guidance: Vec<GuidanceEntry>,
    /// Sessions about this Điều, and their questions that it decides.
    pub study: Vec<StudyEntry>,
    /// Leads from paper to this page; `None` where the site has no such codes or no address.
    pub qr: Option<QrView>,
}

/// A QR code: printed beside the address that it holds.
#[derive(Debug, Clone, Serialize)]
pub struct QrView {
    /// What is read: the whole address of the page.
    pub address: String,
    /// The address without `https://`, to be typed.
    pub short: String,
    /// Modules on each side, the quiet zone included.
    pub size: usize,
    /// The dark modules as the outline of an SVG path, a module a unit.
    pub path: String,
}

/// One step of what a Điều is in.
#[derive(Debug, Clone, Serialize)]
pub struct ContextLine {
    /// `Chương II`, `Mục 1`, `Quy chế`.
    pub label: String,
    /// Its heading as in the text; empty when it has none.
    pub heading: String,
    /// Where it begins: the full text at its anchor; empty when nowhere.
    pub url: String,
}

/// The Điều before or after.
#[derive(Debug, Clone, Serialize)]
pub struct Neighbour {
    /// `Điều 23` (without a full stop).
    pub label: String,
    /// Its heading; empty when it has none.
    pub heading: String,
    /// Its page.
    pub url: String,
}

/// An organisation and the places of this Điều that name it.
#[derive(Debug, Clone, Serialize)]
pub struct OrganisationNamed {
    /// Full name and page.
    pub organisation: Link,
    /// The places, such as `khoản 2` leading to `#khoan-2`; empty when the Điều has no khoản.
    pub places: Vec<Link>,
}
