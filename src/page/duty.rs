//! One duty as it is shown: [`DutyView`], on the page of an organisation, in the calendar, in the matrix.

use serde::Serialize;

use crate::page::Link;

/// A duty with everything a reader needs to find it in the text.
#[derive(Debug, Clone, Serialize)]
pub struct DutyView {
    /// Address of the provision; shown as `data-provision`.
    pub provision: String,
    /// Where the clause is read.
    pub url: String,
    /// `khoản 2 Điều 24`.
    pub place: String,
    /// Heading of the Điều; empty where it has none.
    pub heading: String,
    /// The document, by number.
    pub document: Link,
    /// What is to be done, verb first.
    pub action: String,
    /// The exact words of the clause.
    pub quote: String,
    /// The verbs at the start of the quote, which are set in bold; empty where it begins otherwise.
    pub verb: String,
    /// The quote after its verbs.
    pub rest: String,
    /// Who acts.
    pub actors: Vec<Link>,
    /// Ids of those who act.
    pub actor_ids: Vec<String>,
    /// Slug of the main role; its word is `strings.roles[role]`.
    pub role: String,
    /// Slugs of further roles.
    pub also: Vec<String>,
    /// Slug of the modality; its word is `strings.modalities[modality]`.
    pub modality: String,
    /// Who else has a part.
    pub counterparts: Vec<CounterpartView>,
    /// When.
    pub timing: Vec<TimingView>,
    /// From the name that the text has down to the organisation of the page; empty when the text names it.
    pub through: Vec<Link>,
    /// Clauses of others that say nearly the same, by place with the actors' names.
    pub alike: Vec<Link>,
    /// Whether it is laid on one organisation alone, by name.
    pub is_only: bool,
    /// Whether a person confirmed it; otherwise it is shown as proposed by a machine.
    pub is_reviewed: bool,
    /// Of a proposal: in how many of a hundred like it actors and main role were right; 0 where that is not known.
    pub confidence: u8,
}

/// Another organisation in a duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CounterpartView {
    /// Who.
    pub organisation: Link,
    /// Its id.
    pub id: String,
    /// Who that is at the level of the page's organisation, where the name depends on the level.
    pub resolved: Vec<Link>,
    /// Whether it is the first of its part, which is named before it.
    pub opens_part: bool,
    /// Slug of its part; its word is `strings.parts[part]`.
    pub part: String,
}

/// When a duty is due.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct TimingView {
    /// `P6M`, `as-needed`, … as in the register.
    pub code: String,
    /// The reader's words: `6 tháng một lần`, `khi cần thiết`.
    pub words: String,
}
