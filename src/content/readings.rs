//! `sources/<document>.readings.yaml`: the doubtful readings of a restored text. Entry point: [`parse`].

use serde::{Deserialize, Serialize};

use crate::diag::Parsed;
use crate::source::{FileId, Source};
use crate::yaml;

/// One place where the scan can be read in more than one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// Address of the provision.
    pub provision: String,
    /// What the scan has.
    pub scan: String,
    /// What the text says.
    pub reading: String,
    /// What it could also say.
    #[serde(default)]
    pub others: Vec<String>,
    /// Why it was read so.
    pub reason: String,
    /// `high`: the sense may depend on it.
    #[serde(default)]
    pub doubt: Doubt,
}

/// How much depends on a doubtful reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Doubt {
    /// The sense may depend on it.
    High,
    /// A name, a number, a spelling.
    #[default]
    Low,
}

/// Parses one file of readings.
pub fn parse(source: &Source, file: FileId) -> Parsed<Vec<Reading>> {
    let mut diagnostics = Vec::new();
    let items: Vec<yaml::Located<Reading>> = yaml::read_list(&source.text, file, &mut diagnostics);
    Parsed { value: items.into_iter().map(|item| item.value).collect(), diagnostics }
}
