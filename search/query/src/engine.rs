//! What answers plans. Entry point: [`Engine`].

use crate::plan::Plan;

/// A record that answers a plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// The engine's number of the record.
    pub id: u32,
    /// Higher is better; comparable within one plan only.
    pub score: f32,
}

/// What an engine keeps of a record to show it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stored {
    /// Provision path, or the page's id.
    pub path: String,
    /// Where a reader finds it.
    pub url: String,
    /// Kind of the record.
    pub kind: String,
    /// Slug of its document; empty when it has none.
    pub document: String,
    /// What it is called.
    pub title: String,
    /// Where it stands: chapter, section and their headings, as one line.
    pub breadcrumb: String,
    /// Its own words.
    pub text: String,
}

/// An index that can be asked. An engine whose files are still on their way answers with an error and is asked again from the start,
/// so everything asked is asked in as few calls as the question allows.
pub trait Engine {
    /// Why a question could not be answered.
    type Error;

    /// In how many records each folded word stands, in title or text.
    fn frequencies(&self, words: &[String]) -> Result<Vec<u32>, Self::Error>;

    /// Words that begin with the folded letters, with their frequencies; among them may be the letters themselves.
    fn completions(&self, prefix: &str) -> Result<Vec<(String, u32)>, Self::Error>;

    /// Is this the slug of a document's number?
    fn has_number(&self, slug: &str) -> Result<bool, Self::Error>;

    /// The best records, best first; equal scores in any order that is always the same.
    fn best(&self, plan: &Plan<'_>, limit: usize) -> Result<Vec<Found>, Self::Error>;

    /// What is kept of a record; all that are wanted are asked for, whatever the first answers.
    fn stored(&self, id: u32) -> Result<Stored, Self::Error>;
}
