//! The YAML between two `---` lines at the head of a file, and the values it may hold. Entry point: [`split`].

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::content::Date;

/// Whether a document is in force. Unknown is a value; nothing is guessed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Còn hiệu lực.
    InForce,
    /// Chưa có hiệu lực.
    NotYet,
    /// Hết hiệu lực.
    Expired,
    /// Bị thay thế.
    Replaced,
    /// Chưa rõ.
    #[default]
    Unknown,
}

impl Status {
    /// As front matter and the strings of the theme have it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InForce => "in-force",
            Self::NotYet => "not-yet",
            Self::Expired => "expired",
            Self::Replaced => "replaced",
            Self::Unknown => "unknown",
        }
    }
}

/// How far people have checked a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewState {
    /// Nobody has.
    #[default]
    Unreviewed,
    /// Read against the scan, not against the official copy.
    Proofread,
    /// Compared with the official copy.
    Verified,
}

impl ReviewState {
    /// Its name in content, data and the strings of the theme.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Unreviewed => "unreviewed",
            Self::Proofread => "proofread",
            Self::Verified => "verified",
        }
    }
}

/// Who checked a text, how and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// How far.
    #[serde(default)]
    pub state: ReviewState,
    /// Who.
    #[serde(default)]
    pub reviewer: Option<String>,
    /// When.
    #[serde(default)]
    pub date: Option<Date>,
}

/// Bytes of the YAML and of the body after it; `None` where the file does not begin with `---`.
pub(in crate::content) fn split(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let start = text.strip_prefix("---\n").map(|_| 4)?;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some((start..at, at + line.len()..text.len()));
        }
        at += line.len();
    }
    None
}
