//! The registry: parents, members and successors exist.

use crate::check::Scope;
use crate::content::Organisation;
use crate::diag::{Code, Diagnostic};

/// Checks every entry of `organisations.yaml`.
pub(in crate::check) fn check(scope: Scope<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for organisation in &scope.corpus.contents.organisations {
        let (entry, span) = (&organisation.value, &organisation.span);
        for (role, id) in named(entry) {
            if scope.corpus.organisation(id).is_none() {
                let message = format!("no organisation `{id}`, which is {role} of `{}`", entry.id);
                diagnostics.push(
                    Diagnostic::error(Code::UnknownOrganisation, span.clone(), message)
                        .hint("add it to `organisations.yaml`, or correct the id"),
                );
            }
        }
    }
    diagnostics
}

fn named(entry: &Organisation) -> impl Iterator<Item = (&'static str, &str)> {
    let parent = entry.parent.as_deref().map(|id| ("the parent", id));
    let members = entry.members.iter().map(|id| ("a member", id.as_str()));
    let successor = entry.succeeded_by.as_ref().and_then(|succession| succession.organisation.as_deref()).map(|id| ("the successor", id));
    parent.into_iter().chain(members).chain(successor)
}
