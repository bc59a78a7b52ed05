//! What surrounds every page: the site as a whole ([`SiteView`], one a build) and the page's own head ([`Shell`]).

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

/// The site as every page shows it. One value a build; templates see it as `site`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SiteView {
    /// Name of the site, in the bar and after every title.
    pub title: String,
    /// One or two sentences saying what the site holds; the first words of the home page.
    pub description: String,
    /// `https://host/path/` with or without the last slash; empty when unknown (then no canonical address is written).
    /// Its path part is put before every address of the site.
    pub base_url: String,
    /// BCP 47 tag of the language of the text, such as `vi`.
    pub language: String,
    /// ISO date on which the statements of the site hold (`site.yaml: as_of`).
    pub as_of: String,
    /// Whether browsers keep what is read for reading without a network.
    pub offline: bool,
    /// Whether each document can be taken away as one page.
    pub downloads: bool,
    /// The main navigation, in order.
    pub navigation: Vec<NavigationItem>,
    /// Ways at the foot of every page, in order.
    pub footer_ways: Vec<NavigationItem>,
    /// Lines of the footer, each a fact about the site in full words (who keeps it, where the texts come from).
    pub footer: Vec<String>,
}

/// An entry of the main navigation.
#[derive(Debug, Clone, Serialize)]
pub struct NavigationItem {
    /// What the reader sees.
    pub label: String,
    /// Address in the site, such as `/co-quan/`.
    pub url: String,
}

/// The page's own head: where it is and what it is called.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Shell {
    /// Address of this page in the site, starting with `/`. The canonical address is derived from it.
    pub url: String,
    /// Title without the name of the site, plain text. Empty on the home page only.
    pub title: String,
    /// One sentence for search engines and previews, plain text; the description of the site stands in when empty.
    pub description: String,
    /// `url` of the navigation entry this page belongs to; empty when it belongs to none.
    pub section: String,
    /// From the first step below the home page down to this page; the last one is this page itself. Empty on the home page.
    pub breadcrumb: Vec<Step>,
}

/// A step of the breadcrumb.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Step {
    /// What the reader sees, plain text.
    pub label: String,
    /// Its page.
    pub url: String,
    /// Whether the label is the theme's word, in the language of the site; else it is the law's or an editor's, which are Vietnamese.
    pub is_ours: bool,
}

impl Step {
    /// A step whose label is the theme's word.
    #[must_use]
    pub fn ours(label: impl Into<String>, url: impl Into<String>) -> Self {
        Self { label: label.into(), url: url.into(), is_ours: true }
    }

    /// A step whose label is the law's or an editor's.
    #[must_use]
    pub fn theirs(label: impl Into<String>, url: impl Into<String>) -> Self {
        Self { is_ours: false, ..Self::ours(label, url) }
    }
}

/// A label and where it leads.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Link {
    /// What the reader sees, plain text.
    pub label: String,
    /// Where it leads; empty when there is no page for it: the label is then shown as plain words.
    pub url: String,
}

impl Link {
    /// A link of `label` to `url`.
    #[must_use]
    pub fn new(label: impl Into<String>, url: impl Into<String>) -> Self {
        Self { label: label.into(), url: url.into() }
    }

    /// A label without an address.
    #[must_use]
    pub fn plain(label: impl Into<String>) -> Self {
        Self::new(label, "")
    }
}

/// Serialises what several pages share as if it were their own.
pub(super) fn shared<T: Serialize, S: Serializer>(value: &Arc<T>, serializer: S) -> Result<S::Ok, S::Error> {
    T::serialize(value, serializer)
}
