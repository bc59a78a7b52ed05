//! `changes.yaml`: what the editors say has changed on the site, and when. Entry point: [`parse`].

use serde::{Deserialize, Serialize};

use crate::content::Date;
use crate::content::site::names_host;
use crate::diag::{Code, Diagnostic, Parsed};
use crate::source::{FileId, Source};
use crate::yaml::{self, Located};

/// A change that readers should know of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The day.
    pub date: Date,
    /// What changed, in a few words.
    pub title: String,
    /// More about it; empty where the title says all.
    #[serde(default)]
    pub text: String,
    /// Where it is seen: an address in the site, `/446-qd-tu/`; empty for the site as a whole.
    #[serde(default)]
    pub url: String,
}

/// Parses `changes.yaml`. A change whose address is none in the site leads to the site as a whole.
pub fn parse(source: &Source, file: FileId) -> Parsed<Vec<Located<Change>>> {
    let mut diagnostics = Vec::new();
    let mut changes: Vec<Located<Change>> = yaml::read_list(&source.text, file, &mut diagnostics);
    for change in changes.iter_mut().filter(|change| !is_in_site(&change.value.url)) {
        let message = format!("`url` is no address in the site: `{}`", change.value.url);
        diagnostics.push(Diagnostic::error(Code::BadValue, change.span.clone(), message).hint("begin it with `/`, or leave it out"));
        change.value.url.clear();
    }
    Parsed { value: changes, diagnostics }
}

/// Whether `url` is empty or leads within the site.
fn is_in_site(url: &str) -> bool {
    url.is_empty() || (url.starts_with('/') && !names_host(url) && !url.contains(char::is_control))
}
