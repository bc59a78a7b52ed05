//! A document as it goes on paper or into a file for a word processor: [`Paper`].

use std::sync::Arc;

use crate::page::{DocumentHead, Profile, ProvisionView};

/// The whole text with what a file says of itself.
#[derive(Debug, Clone)]
pub struct Paper {
    /// The title block.
    pub document: Arc<DocumentHead>,
    /// The name of the file's content: "Quyết định 446-QĐ/TU về việc …".
    pub title: String,
    /// After which rules it is set.
    pub profile: Profile,
    /// Where the text comes from, how far it was reviewed and where it is published: small print that is no part of the law. May be empty.
    pub provenance: String,
    /// Everything, in the order of the source; as on the page with the whole text.
    pub provisions: Vec<ProvisionView>,
}
