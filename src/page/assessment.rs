//! The form on which an organisation says how it did its duties: [`AssessmentPage`], for paper and as a Word file.

use serde::Serialize;

use crate::page::{DutyView, Link, Shell};

/// `/co-quan/<id>/tu-danh-gia/`. Template `assessment.html`.
#[derive(Debug, Clone, Serialize)]
pub struct AssessmentPage {
    /// Head of the page.
    pub shell: Shell,
    /// Whose duties.
    pub organisation: Link,
    /// The same as a Word file.
    pub docx_url: String,
    /// Its duties by document; never empty.
    pub documents: Vec<AssessmentDocument>,
    /// How many duties nobody has reviewed yet.
    pub proposed_count: usize,
}

/// The duties from one document.
#[derive(Debug, Clone, Serialize)]
pub struct AssessmentDocument {
    /// Which.
    pub document: Link,
    /// By main role; a group is never empty.
    pub roles: Vec<AssessmentRole>,
}

/// The duties with one role.
#[derive(Debug, Clone, Serialize)]
pub struct AssessmentRole {
    /// Slug of the role; its word is `strings.roles[key]`.
    pub key: String,
    /// In the order of the text.
    pub lines: Vec<AssessmentLine>,
}

/// A line of the form.
#[derive(Debug, Clone, Serialize)]
pub struct AssessmentLine {
    /// From 1 through the whole form.
    pub number: usize,
    /// What is assessed.
    pub duty: DutyView,
}
