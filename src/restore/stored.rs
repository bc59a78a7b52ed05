//! A restoration as a file, for programs and for the site: `quyche restore --format json`. Entry point: [`Stored`].

use serde::{Deserialize, Serialize};

use crate::restore::decisions::hash;
use crate::restore::proposal::Restoration;

/// A restoration and the text it was made from. Offsets are bytes of that text in UTF-8, NFC, `\n` as line end; the places of the proposals in the
/// restored text are not stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Stored {
    /// Name of the source, for people.
    pub source: String,
    /// [`hash`] of its text.
    pub hash: String,
    /// What was proposed.
    #[serde(flatten)]
    pub restoration: Restoration,
}

impl Stored {
    /// Binds a restoration to its source.
    pub fn new(source: &str, text: &str, restoration: Restoration) -> Stored {
        Stored { source: source.to_owned(), hash: hash(text), restoration }
    }

    /// Whether the proposals are those of this text: made from the same bytes, each word where it stands, one after the other.
    #[must_use]
    pub fn fits(&self, text: &str) -> bool {
        let mut end = 0;
        let in_order = self.restoration.proposals.iter().all(|proposal| {
            let fits = proposal.span.start >= end && text.get(proposal.span.clone()) == Some(proposal.original.as_str());
            end = proposal.span.end;
            fits
        });
        in_order && self.hash == hash(text)
    }
}
