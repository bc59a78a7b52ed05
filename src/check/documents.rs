//! Two documents that are the same, and issuers that the registry does not hold.

use std::collections::BTreeMap;

use crate::check::Scope;
use crate::content::Regulation;
use crate::diag::{Code, Diagnostic};
use crate::source::Span;

/// The key of a document is type, number, issuer and date: numbers begin again every year and at every issuer.
pub(in crate::check) fn check(scope: Scope<'_>) -> Vec<Diagnostic> {
    let mut seen: BTreeMap<_, &Regulation> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for regulation in scope.corpus.regulations() {
        let (meta, start) = (&regulation.meta, Span::new(regulation.file, 0..first_line(scope, regulation)));
        if let Some(number) = &meta.number {
            let key = (meta.document_type.clone(), number.clone(), meta.issuer.clone(), meta.issued);
            if let Some(first) = seen.insert(key, regulation) {
                let message = format!("`{}` and `{}` are the same document: {number}", first.id, regulation.id);
                diagnostics.push(
                    Diagnostic::error(Code::DuplicateDocument, start.clone(), message)
                        .hint("keep one of the files, or correct `number`, `issuer` or `issued`"),
                );
            }
        }
        if let Some(issuer) = meta.issuer.as_deref().filter(|issuer| scope.corpus.organisation(issuer).is_none()) {
            let message = format!("no organisation `{issuer}`");
            diagnostics.push(
                Diagnostic::warning(Code::UnknownOrganisation, start, message)
                    .hint("add it to `organisations.yaml`; the id is the slug of its name"),
            );
        }
    }
    diagnostics
}

fn first_line(scope: Scope<'_>, regulation: &Regulation) -> usize {
    let text = &scope.sources.get(regulation.file).text;
    text.find('\n').unwrap_or(text.len())
}
