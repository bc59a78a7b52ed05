//! `organisations.yaml`: the registry of organisations, groups and posts. Entry point: [`parse`].

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::content::{Date, id};
use crate::diag::Parsed;
use crate::source::{FileId, Source};
use crate::yaml::{self, Located};

/// Level of government or Party organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Trung ương.
    Central,
    /// Tỉnh, thành phố.
    City,
    /// Quận, huyện.
    District,
    /// Xã, phường.
    Commune,
    /// Cơ sở.
    Base,
}

/// What became of an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Succession {
    /// Id of the successor; `None` for one that ended without a successor that is known.
    #[serde(default)]
    pub organisation: Option<String>,
    /// From when.
    #[serde(default)]
    pub date: Option<Date>,
    /// The decision it rests on.
    #[serde(default)]
    pub basis: Option<String>,
    /// Where that can be read; without it the statement is shown as unverified.
    #[serde(default)]
    pub source: Option<String>,
}

/// An organisation, a group of organisations, or a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Slug of the name.
    #[serde(deserialize_with = "id::id")]
    pub id: String,
    /// Full name.
    #[serde(deserialize_with = "id::name")]
    pub name: String,
    /// Other names and short forms as texts write them.
    #[serde(default, deserialize_with = "id::names")]
    pub aliases: Vec<String>,
    /// `organisation`, `group`, `relative` (depends on the level: "ban dân vận cùng cấp"), `post`, `people`.
    #[serde(default)]
    pub kind: Option<String>,
    /// Its level; `None` for one that exists at several.
    #[serde(default)]
    pub level: Option<Level>,
    /// Id of the organisation it belongs to.
    #[serde(default)]
    pub parent: Option<String>,
    /// Ids of the members of a group.
    #[serde(default)]
    pub members: Vec<String>,
    /// Since when it exists.
    #[serde(default)]
    pub valid_from: Option<Date>,
    /// Until when it existed.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// What became of it.
    #[serde(default)]
    pub succeeded_by: Option<Succession>,
}

/// Parses `organisations.yaml`.
pub fn parse(source: &Source, file: FileId) -> Parsed<Vec<Located<Organisation>>> {
    let mut diagnostics = Vec::new();
    Parsed { value: yaml::read_list(&source.text, file, &mut diagnostics), diagnostics }
}
