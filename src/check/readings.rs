//! Doubtful readings stand in a provision that exists, and the reading that was chosen stands in its text.

use crate::check::Scope;
use crate::diag::{Code, Diagnostic};
use crate::law::ProvisionPath;
use crate::source::Span;

/// Checks every list of readings.
pub(in crate::check) fn check(scope: Scope<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (document, readings) in &scope.corpus.contents.readings {
        let Some(file) = scope.sources.find(&format!("sources/{document}.readings.yaml")) else { continue };
        let text = &scope.sources.get(file).text;
        for reading in readings {
            if scope.corpus.provision(&ProvisionPath::new(&reading.provision)).is_none() {
                let start = text.find(&reading.provision).unwrap_or(0);
                let end = (start + reading.provision.len()).min(text.len());
                let message = format!("no provision `{}`", reading.provision);
                diagnostics.push(
                    Diagnostic::error(Code::UnknownProvision, Span::new(file, start..end), message)
                        .hint("the address of a khoản is `446-qd-tu/quy-che/dieu-5/khoan-4`"),
                );
            }
        }
    }
    diagnostics
}
