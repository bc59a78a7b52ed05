//! Organisations: the index ([`OrganisationsPage`]) and one organisation's own view ([`OrganisationPage`]).

use serde::Serialize;

use crate::page::{Link, OccurrenceGroup, Shell};

/// `/co-quan/`. Template `organisations.html`.
#[derive(Debug, Clone, Serialize)]
pub struct OrganisationsPage {
    /// Head of the page.
    pub shell: Shell,
    /// The registry by level, from the centre to the base; a group is never empty.
    pub groups: Vec<OrganisationGroup>,
}

/// Organisations of one level.
#[derive(Debug, Clone, Serialize)]
pub struct OrganisationGroup {
    /// `central`, `city`, `district`, `commune`, `base` or empty; the words are `strings.levels[…]`, for empty `strings.levels.unknown`.
    pub level: String,
    /// The organisations, sorted as a Vietnamese reader expects.
    pub entries: Vec<OrganisationEntry>,
}

/// One organisation in a list.
#[derive(Debug, Clone, Serialize)]
pub struct OrganisationEntry {
    /// `ban-dan-van-thanh-uy`.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Its page.
    pub url: String,
    /// Short forms.
    pub aliases: Vec<String>,
    /// How many provisions name it.
    pub provision_count: usize,
}

/// `/co-quan/<id>/`. Template `organisation.html`.
#[derive(Debug, Clone, Serialize)]
pub struct OrganisationPage {
    /// Head of the page.
    pub shell: Shell,
    /// `ban-dan-van-thanh-uy`.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Short forms and other names.
    pub aliases: Vec<String>,
    /// Slug of the kind; its word is `strings.organisation_kinds[kind]` and, where that has none, nothing is shown.
    pub kind: String,
    /// Slug of the level, as in [`OrganisationGroup::level`].
    pub level: String,
    /// What it is part of.
    pub parent: Option<Link>,
    /// Organisations whose parent it is.
    pub children: Vec<Link>,
    /// For a group: its members.
    pub members: Vec<Link>,
    /// Groups it is a member of.
    pub member_of: Vec<Link>,
    /// ISO date; empty when unknown.
    pub valid_from: String,
    /// ISO date; empty when unknown or when it still exists.
    pub valid_to: String,
    /// What became of it.
    pub succeeded_by: Vec<Succession>,
    /// What it came from.
    pub preceded_by: Vec<Succession>,
    /// Every provision naming it, by document.
    pub occurrences: Vec<OccurrenceGroup>,
    /// How many provisions that is in all.
    pub occurrence_count: usize,
}

/// One organisation taking the place of another.
#[derive(Debug, Clone, Serialize)]
pub struct Succession {
    /// The other organisation.
    pub organisation: Link,
    /// ISO date; empty when unknown.
    pub date: String,
    /// The act it rests on, as written; empty when unknown.
    pub basis: String,
    /// Where this is stated (an address or a document); empty: readers are told that the statement is unverified.
    pub source: String,
}
