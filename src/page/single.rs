//! A document in one file: [`SinglePage`].

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::page::{Contents, DocumentHead, DutyView, Link, ProvisionView, Shell, TermView, shell};

/// `/<doc>/<doc>.html`. Templates `single-body.html`, whose links are then made to lead inside the file or to the whole address, and
/// `single.html` around it. The text arrives as `body`, the contents as `contents`.
#[derive(Debug, Clone, Serialize)]
pub struct SinglePage {
    /// Head of the page.
    pub shell: Shell,
    /// The title block.
    #[serde(serialize_with = "shell::shared")]
    pub document: Arc<DocumentHead>,
    /// The tree of headings, each leading to an anchor.
    #[serde(skip)]
    pub contents: Arc<Contents>,
    /// Everything, in the order of the source.
    #[serde(skip)]
    pub provisions: Vec<ProvisionView>,
    /// Terms that the text uses, in the order of the alphabet.
    pub terms: Vec<TermView>,
    /// Organisations that the text names or that have duties in it.
    pub organisations: Vec<SingleOrganisation>,
    /// The anchor in this file of every address of the site that can be read here.
    #[serde(skip)]
    pub anchors: BTreeMap<String, String>,
    /// The search engine and the records that it indexes, both deflated, in base 64.
    pub search: SingleSearch,
}

/// An organisation with what the document lays on it.
#[derive(Debug, Clone, Serialize)]
pub struct SingleOrganisation {
    /// Its id.
    pub id: String,
    /// Name and page.
    pub organisation: Link,
    /// Duties laid on it by name.
    pub duties: Vec<DutyView>,
    /// Names by which further duties come to it.
    pub through: Vec<Link>,
}

/// What searches in the file.
#[derive(Debug, Clone, Serialize)]
pub struct SingleSearch {
    /// The engine.
    pub engine: String,
    /// The records.
    pub root: String,
}
