//! `sources/<document>.restored.json`: what was proposed for a scan, as `quyche restore --format json` writes it. Entry point: [`parse`].

use crate::diag::{Code, Diagnostic, Parsed};
use crate::restore::Stored;
use crate::source::{FileId, Source, Span};

/// What to do about a file that does not fit.
pub const HINT: &str = "write it anew: `quyche restore content/sources/<id>.ocr.txt --format json`";

/// Parses a file; `None`, and a warning, when it holds no proposals.
pub fn parse(source: &Source, file: FileId) -> Parsed<Option<Stored>> {
    match serde_json::from_str(&source.text) {
        Ok(stored) => Parsed { value: Some(stored), diagnostics: Vec::new() },
        Err(error) => {
            let before = source.text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
            let start = before.min(source.text.len());
            let warning =
                Diagnostic::warning(Code::StaleRestoration, Span::new(file, start..start), format!("this is no restoration: {error}"));
            Parsed { value: None, diagnostics: vec![warning.hint(HINT)] }
        }
    }
}
