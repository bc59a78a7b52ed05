//! `documents.yaml`: documents that are cited but not held. Entry point: [`parse`].

use serde::{Deserialize, Serialize};

use crate::content::{Date, Status, id};
use crate::diag::Parsed;
use crate::source::{FileId, Source};
use crate::yaml::{self, Located};

/// A document that is known but not held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownDocument {
    /// Số hiệu as written; `None` where it has none or it is not known.
    #[serde(default)]
    pub number: Option<String>,
    /// Kind of document, a slug.
    #[serde(rename = "type", deserialize_with = "id::id")]
    pub document_type: String,
    /// Who issued it, as written or an organisation id.
    #[serde(default)]
    pub issuer: Option<String>,
    /// When it was issued.
    #[serde(default)]
    pub date: Option<Date>,
    /// Title without the kind.
    #[serde(default)]
    pub title: Option<String>,
    /// Names by which texts cite it ("Điều lệ Đảng", "Luật Việc làm").
    #[serde(default, deserialize_with = "id::names")]
    pub names: Vec<String>,
    /// Whether it is in force.
    #[serde(default)]
    pub status: Status,
    /// Where the official text is.
    #[serde(default)]
    pub link: Option<String>,
}

/// Parses `documents.yaml`.
pub fn parse(source: &Source, file: FileId) -> Parsed<Vec<Located<KnownDocument>>> {
    let mut diagnostics = Vec::new();
    Parsed { value: yaml::read_list(&source.text, file, &mut diagnostics), diagnostics }
}
