//! Organisations: the index ([`OrganisationsPage`]) and one organisation's own view ([`OrganisationPage`]).

use serde::Serialize;

use crate::page::{DutyView, Link, OccurrenceGroup, Shell, TimingView};

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
    /// What it must do, what is owed to it, with whom and when.
    pub duties: OrganisationDuties,
    /// Address of the form on which it assesses itself; empty where it has no duty.
    pub assessment_url: String,
    /// The same as a Word file; empty where it has no duty.
    pub docx_url: String,
    /// Its periodic duties as a calendar; empty where it has none.
    pub calendar_url: String,
    /// Every provision naming it, by document.
    pub occurrences: Vec<OccurrenceGroup>,
    /// How many provisions that is in all.
    pub occurrence_count: usize,
}

/// One organisation taking the place of another.
#[derive(Debug, Clone, Serialize)]
pub struct Succession {
    /// The other organisation; `None` where the organisation ended and no successor is known.
    pub organisation: Option<Link>,
    /// ISO date; empty when unknown.
    pub date: String,
    /// The act it rests on, as written; empty when unknown.
    pub basis: String,
    /// Where this is stated (an address or a document); empty: readers are told that the statement is unverified.
    pub source: String,
}

/// The duties of one organisation, both ways. Everything is empty where no register speaks of it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct OrganisationDuties {
    /// How many duties it has.
    pub count: usize,
    /// How many of them are laid on it alone.
    pub only_ours: usize,
    /// Its duties by main role; a group is never empty.
    pub roles: Vec<DutyGroup>,
    /// Duties of others in which it has a part, by part; a group is never empty.
    pub owed: Vec<DutyGroup>,
    /// With whom it acts, the most frequent first.
    pub partners: Vec<PartnerView>,
    /// When its duties are due, each once.
    pub timings: Vec<TimingView>,
    /// The twelve months with what falls due at the end of each; empty without a periodic duty.
    pub months: Vec<MonthView>,
    /// For a name that means another body at each level: the levels, from the centre to the base.
    pub levels: Vec<LevelView>,
    /// What it took over from bodies before it.
    pub inherited: Vec<InheritedView>,
}

/// Duties with one role, or in which the organisation has one part.
#[derive(Debug, Clone, Serialize)]
pub struct DutyGroup {
    /// Slug of the role (`strings.roles`) or of the part (`strings.owed`).
    pub key: String,
    /// In order of document and text.
    pub duties: Vec<DutyView>,
}

/// Another organisation with which duties are shared.
#[derive(Debug, Clone, Serialize)]
pub struct PartnerView {
    /// Who.
    pub organisation: Link,
    /// Its id.
    pub id: String,
    /// The clauses, in order, each once: place and address.
    pub clauses: Vec<Link>,
}

/// A month of the year.
#[derive(Debug, Clone, Serialize)]
pub struct MonthView {
    /// From 1 to 12.
    pub month: u8,
    /// What falls due at its end: periods, each once, with the number of duties.
    pub due: Vec<DueView>,
}

/// Duties of one period.
#[derive(Debug, Clone, Serialize)]
pub struct DueView {
    /// The period.
    pub timing: TimingView,
    /// How many.
    pub count: usize,
}

/// What a name means at one level.
#[derive(Debug, Clone, Serialize)]
pub struct LevelView {
    /// Slug of the level; its words are `strings.levels[level]`.
    pub level: String,
    /// Who is meant there; empty where the text names nobody.
    pub organisations: Vec<Link>,
    /// The duties, their counterparts resolved at this level.
    pub duties: Vec<DutyView>,
}

/// Duties of a body that this one succeeded.
#[derive(Debug, Clone, Serialize)]
pub struct InheritedView {
    /// The body before.
    pub organisation: Link,
    /// Whether the succession rests on a source.
    pub is_verified: bool,
    /// Its duties, in order.
    pub duties: Vec<DutyView>,
}
