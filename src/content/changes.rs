//! `changes.yaml`: what the editors say has changed on the site, and when. Entry point: [`parse`].

use serde::{Deserialize, Serialize};

use crate::content::Date;
use crate::diag::Parsed;
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

/// Parses `changes.yaml`.
pub fn parse(source: &Source, file: FileId) -> Parsed<Vec<Located<Change>>> {
    let mut diagnostics = Vec::new();
    Parsed { value: yaml::read_list(&source.text, file, &mut diagnostics), diagnostics }
}
