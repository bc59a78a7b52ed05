//! Words with marks in them ([`Text`]) and markup that is already escaped ([`Html`]).

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A piece of text exactly as in its source, with places in it that mean something.
///
/// Invariant kept by the composer: marks are sorted by start, do not overlap and lie on character boundaries. Rendering skips a mark that breaks this,
/// so the words themselves are never lost.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The words, unescaped. Line breaks are kept.
    pub text: String,
    /// Places in `text`.
    pub marks: Vec<Mark>,
}

impl Text {
    /// Words without marks.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), marks: Vec::new() }
    }

    /// The words of `range`, which lies on character boundaries, with the marks that stand in it as a whole.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Self {
        let inside = self.marks.iter().filter(|mark| range.start <= mark.range.start && mark.range.end <= range.end);
        let moved = |mark: &Mark| Mark { range: mark.range.start - range.start..mark.range.end - range.start, kind: mark.kind.clone() };
        Self { text: self.text[range.clone()].to_owned(), marks: inside.map(moved).collect() }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::plain(text)
    }
}

/// A place in a [`Text`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// What the place is.
    pub kind: MarkKind,
}

/// What a marked place is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum MarkKind {
    /// A citation that leads somewhere: another provision, another document, an outside source.
    Citation {
        /// Address in the site, or an absolute address outside it.
        href: String,
        /// What is behind the link, in words (the heading of the provision, the title of the document); empty when nothing is known.
        title: String,
    },
    /// A citation of a document that is known but has no page or address: shown as cited, without a link.
    CitationUnlinked {
        /// What is known of it, in words; may be empty.
        title: String,
    },
    /// An organisation named in the text.
    Mention {
        /// The page of the organisation.
        href: String,
        /// Its full name.
        title: String,
    },
    /// A defined term.
    Term {
        /// Its entry in the glossary.
        href: String,
        /// The start of its definition.
        title: String,
    },
    /// A place whose reading in the scan is in doubt.
    Doubt {
        /// The row of the list of doubtful readings.
        href: String,
        /// The form in the scan.
        title: String,
    },
    /// The words a snippet is about, or that a search has found.
    Highlight,
}

/// Markup that is already escaped and safe to put into a page as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Html(String);

impl Html {
    /// Vouches for `markup`: it was made by the Markdown renderer (raw HTML switched off) or by `render`, never taken from a reader or a source text.
    #[must_use]
    pub fn trusted(markup: String) -> Self {
        Self(markup)
    }

    /// The markup.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Nothing at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
