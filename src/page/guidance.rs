//! Guidance: one page of it ([`GuidancePage`]) and the index ([`GuidanceIndexPage`]). Guidance never looks like law.

use serde::Serialize;

use crate::page::{Link, PieceView, Shell};

/// `/huong-dan/…/`. Template `guidance.html`.
#[derive(Debug, Clone, Serialize)]
pub struct GuidancePage {
    /// Head of the page.
    pub shell: Shell,
    /// Title.
    pub title: String,
    /// What kind of text it is; shown as `data-standing` and in words.
    pub standing: Standing,
    /// Its text. Headings in it start at level 2.
    pub pieces: Vec<PieceView>,
    /// Who wrote it; empty when unknown.
    pub author: String,
    /// Who edited or reviewed it; empty when nobody.
    pub editor: String,
    /// ISO date; empty when unknown.
    pub date: String,
    /// Where the official text is, as written; a link where that is a web address.
    pub source: Link,
    /// Its topics.
    pub topics: Vec<Link>,
    /// The provisions it is bound to.
    pub provisions: Vec<Link>,
}

/// What kind of text the reader has in front of them. The words are `strings.standing[…]`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// The letter of the law.
    Law,
    /// Guidance by the keepers of the site.
    #[default]
    Guidance,
    /// Notes for study.
    StudyNote,
    /// Proposed by a machine or a person, not reviewed.
    Proposed,
    /// About this site and how to work on it.
    Manual,
}

impl Standing {
    /// Every value.
    pub const ALL: [Self; 5] = [Self::Law, Self::Guidance, Self::StudyNote, Self::Proposed, Self::Manual];

    /// The value of `data-standing`.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Law => "law",
            Self::Guidance => "guidance",
            Self::StudyNote => "study-note",
            Self::Proposed => "proposed",
            Self::Manual => "manual",
        }
    }
}

/// `/huong-dan/`. Template `guidance-index.html`.
#[derive(Debug, Clone, Serialize)]
pub struct GuidanceIndexPage {
    /// Head of the page.
    pub shell: Shell,
    /// Guidance by topic or folder.
    pub groups: Vec<GuidanceGroup>,
}

/// Guidance under one title.
#[derive(Debug, Clone, Serialize)]
pub struct GuidanceGroup {
    /// Title of the group, from content; empty for those without one.
    pub title: String,
    /// The pages.
    pub entries: Vec<GuidanceEntry>,
}

/// One page of guidance in a list.
#[derive(Debug, Clone, Serialize)]
pub struct GuidanceEntry {
    /// Title.
    pub title: String,
    /// Its page.
    pub url: String,
    /// What kind of text it is.
    pub standing: Standing,
    /// One sentence; empty when there is none.
    pub summary: String,
    /// ISO date; empty when unknown.
    pub date: String,
}
