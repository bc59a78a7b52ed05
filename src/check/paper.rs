//! A document of which a PDF file is made has no sign that the typefaces of the program lack.

use crate::check::Scope;
use crate::diag::Diagnostic;

/// Checks every regulation, where the site has PDF files.
#[cfg(feature = "pdf")]
pub(in crate::check) fn check(scope: Scope<'_>) -> Vec<Diagnostic> {
    use crate::diag::Code;
    use crate::export::pdf;
    use crate::source::Span;

    if !scope.corpus.contents.site.pdf {
        return Vec::new();
    }
    let report = |regulation: &crate::content::Regulation| {
        let body = &scope.sources.get(regulation.file).text[regulation.body.clone()];
        let (at, sign) = pdf::lacks(body)?;
        let start = regulation.body.start + at;
        let message = format!("the typeface of PDF files has no `{sign}` (U+{:04X})", sign as u32);
        let diagnostic = Diagnostic::warning(Code::NoGlyph, Span::new(regulation.file, start..start + sign.len_utf8()), message);
        Some(diagnostic.hint("no PDF file is made of this document; is the sign a slip of copying?"))
    };
    scope.corpus.regulations().iter().filter_map(report).collect()
}

/// Nothing to check: this program makes no PDF files.
#[cfg(not(feature = "pdf"))]
pub(in crate::check) fn check(_: Scope<'_>) -> Vec<Diagnostic> {
    Vec::new()
}
