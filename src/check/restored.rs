//! What was proposed for a scan fits the scan that is held.

use crate::check::Scope;
use crate::content::RESTORED_HINT;
use crate::diag::{Code, Diagnostic};
use crate::source::Span;

/// Checks every stored restoration.
pub(in crate::check) fn check(scope: Scope<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (document, restored) in &scope.corpus.contents.restored {
        let Some(file) = scope.sources.find(&format!("sources/{document}.restored.json")) else { continue };
        let scan = scope.corpus.regulation(document).and_then(|regulation| scope.sources.find(regulation.meta.restored_from.as_deref()?));
        let message = match scan {
            None => format!("no regulation `{document}` with a scan"),
            Some(scan) if !restored.fits(&scope.sources.get(scan).text) => {
                format!("it was made from another text than `{}`", scope.sources.get(scan).path)
            }
            Some(_) => continue,
        };
        diagnostics.push(Diagnostic::warning(Code::StaleRestoration, Span::new(file, 0..0), message).hint(RESTORED_HINT));
    }
    diagnostics
}
