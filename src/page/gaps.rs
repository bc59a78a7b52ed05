//! What a regulation and its register of duties leave open: [`GapsPage`].

use std::sync::Arc;

use serde::Serialize;

use crate::page::{DocumentHead, Link, Shell, shell};

/// `/<doc>/cho-de-ngo/`. Template `gaps.html`.
#[derive(Debug, Clone, Serialize)]
pub struct GapsPage {
    /// Head of the page.
    pub shell: Shell,
    /// The title block.
    #[serde(serialize_with = "shell::shared")]
    pub document: Arc<DocumentHead>,
    /// What is open, by kind; a group is never empty.
    pub groups: Vec<GapGroup>,
}

/// Everything open of one kind.
#[derive(Debug, Clone, Serialize)]
pub struct GapGroup {
    /// Code of the rule (`open-period`); its words are `strings.gaps.kinds[code]`.
    pub code: String,
    /// The places, in order of the text.
    pub gaps: Vec<GapView>,
}

/// One open place.
#[derive(Debug, Clone, Serialize)]
pub struct GapView {
    /// Address of the provision.
    pub provision: String,
    /// The place, with its address.
    pub place: Link,
    /// The words in question, or the names.
    pub words: String,
}
