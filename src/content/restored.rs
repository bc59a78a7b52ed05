//! `sources/<document>.restored.json`: what was proposed for a scan, as `quyche restore --format json` writes it. Entry point: [`parse`].

use std::ops::Range;

use serde::Deserialize;

use crate::diag::{Code, Diagnostic, Parsed};
use crate::restore::{Proposal, Sort};
use crate::source::{FileId, Source, Span};

/// What was proposed for one scan.
#[derive(Debug, Clone)]
pub struct Restored {
    /// [`crate::restore::hash`] of the scan's text.
    pub hash: String,
    /// Every word, in the order of the scan; their places in the restored text are not stored.
    pub proposals: Vec<Proposal>,
    /// Bytes of the lines that were set aside.
    pub set_aside: Vec<Range<usize>>,
}

#[derive(Deserialize)]
struct Stored {
    hash: String,
    proposals: Vec<StoredProposal>,
    set_aside: Vec<StoredSpan>,
}

#[derive(Deserialize)]
struct StoredProposal {
    start: usize,
    end: usize,
    original: String,
    text: String,
    confidence: f32,
    sort: Sort,
}

#[derive(Deserialize)]
struct StoredSpan {
    start: usize,
    end: usize,
}

/// Parses a file; `None`, and a warning, when it holds no proposals.
pub fn parse(source: &Source, file: FileId) -> Parsed<Option<Restored>> {
    let stored: Stored = match serde_json::from_str(&source.text) {
        Ok(stored) => stored,
        Err(error) => {
            let start =
                source.text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>().min(source.text.len());
            let warning =
                Diagnostic::warning(Code::StaleRestoration, Span::new(file, start..start), format!("this is no restoration: {error}"));
            return Parsed { value: None, diagnostics: vec![warning.hint(HINT)] };
        }
    };
    let proposal = |StoredProposal { start, end, original, text, confidence, sort }| Proposal {
        span: start..end,
        place: 0..0,
        original,
        text,
        confidence,
        alternatives: Vec::new(),
        sort,
    };
    let restored = Restored {
        hash: stored.hash,
        proposals: stored.proposals.into_iter().map(proposal).collect(),
        set_aside: stored.set_aside.into_iter().map(|span| span.start..span.end).collect(),
    };
    Parsed { value: Some(restored), diagnostics: Vec::new() }
}

/// What to do about a file that does not fit.
pub const HINT: &str = "write it anew: `quyche restore content/sources/<id>.ocr.txt --format json`";

impl Restored {
    /// Whether the proposals are those of this scan: made from the same text, each word where it stands, one after the other.
    #[must_use]
    pub fn fits(&self, scan: &str) -> bool {
        let mut end = 0;
        let in_order = self.proposals.iter().all(|proposal| {
            let fits = proposal.span.start >= end && scan.get(proposal.span.clone()) == Some(proposal.original.as_str());
            end = proposal.span.end;
            fits
        });
        in_order && self.hash == crate::restore::hash(scan)
    }
}
