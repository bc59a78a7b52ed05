//! What is wrong with the content and what to do about it: [`Diagnostic`], collected, never the first only.
//! Entry points: [`Diagnostic::error`], [`Parsed`]; [`render`] is the one place that prints them.

mod code;
mod render;

use serde::{Deserialize, Serialize};

use crate::source::{FileId, Span};

pub use code::Code;
pub use render::{Report, json, people, visible};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// The site is wrong or incomplete; `build --strict` refuses.
    Error,
    /// The site is right, something deserves a look.
    Warning,
    /// The text itself leaves something open: nothing for an editor to correct.
    Note,
}

/// One finding, for the person who edits the content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Which rule; each has a section in the editors' manual.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// Where. `None` when it concerns the site as a whole.
    pub span: Option<Span>,
    /// What is wrong: lower case start, no final period, values between backticks.
    pub message: String,
    /// What to do.
    pub hints: Vec<String>,
}

impl Diagnostic {
    /// An error at `span`.
    pub fn error(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { code, severity: Severity::Error, span: Some(span), message: message.into(), hints: Vec::new() }
    }

    /// A warning at `span`.
    pub fn warning(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, span, message) }
    }

    /// A note at `span`.
    pub fn note(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Note, ..Self::error(code, span, message) }
    }

    /// An error that has no place in a file.
    pub fn site(code: Code, message: impl Into<String>) -> Self {
        Self { code, severity: Severity::Error, span: None, message: message.into(), hints: Vec::new() }
    }

    /// A warning that has no place in a file.
    pub fn site_warning(code: Code, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::site(code, message) }
    }

    /// The same, found in `file`: a file's number changes when others come and go.
    #[must_use]
    pub fn in_file(mut self, file: FileId) -> Self {
        self.span.iter_mut().for_each(|span| span.file = file);
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Whether a file, or a part of it, was not read for this, and other findings may be its consequences.
    #[must_use]
    pub fn hides_a_file(&self) -> bool {
        self.severity == Severity::Error && matches!(self.code, Code::MissingFrontMatter | Code::BadYaml)
    }
}

/// A stage's value and what was found on the way.
#[derive(Clone, Debug)]
pub struct Parsed<T> {
    /// The best value that could be made.
    pub value: T,
    /// What was wrong.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Parsed<T> {
    /// Moves the diagnostics into `sink` and returns the value.
    pub fn unload(self, sink: &mut Vec<Diagnostic>) -> T {
        sink.extend(self.diagnostics);
        self.value
    }
}
