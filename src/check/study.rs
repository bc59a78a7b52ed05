//! What guidance, terms and sessions rest on: the clauses exist and still have the words that are quoted; a term is used; links and
//! organisations exist.

use std::collections::BTreeSet;

use crate::check::{Scope, guidance};
use crate::content::{Binding, Piece, Regulation, Session, Term};
use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use crate::study::{Rest, rest};
use crate::yaml::Located;

/// Checks every binding, term and session.
pub(in crate::check) fn check(scope: Scope<'_>) -> Vec<Diagnostic> {
    let contents = &scope.corpus.contents;
    let mut diagnostics: Vec<Diagnostic> = bindings(scope).into_iter().filter_map(|binding| report(scope, binding)).collect();
    diagnostics.extend(contents.glossary.iter().filter(|term| !is_used(scope, &term.value)).map(unused));
    diagnostics.extend(contents.sessions.iter().flat_map(|session| organisations(scope, session)));
    if !contents.sessions.is_empty() {
        let addresses = guidance::addresses(scope);
        diagnostics.extend(contents.sessions.iter().flat_map(|session| guidance::links(&session.links, &addresses)));
    }
    diagnostics
}

/// Every clause that something rests on.
fn bindings(scope: Scope<'_>) -> Vec<&Binding> {
    let contents = &scope.corpus.contents;
    let mut found: Vec<&Binding> = contents.glossary.iter().filter_map(|term| term.value.binding.as_ref()).collect();
    for guidance in &contents.guidance {
        found.extend(&guidance.about);
        found.extend(guidance.pieces.iter().flat_map(in_piece));
    }
    for session in &contents.sessions {
        found.extend(&session.about);
        found.extend(session.pieces().flat_map(in_piece));
    }
    found
}

fn in_piece(piece: &Piece) -> Vec<&Binding> {
    match piece {
        Piece::Prose(_) => Vec::new(),
        Piece::Directive(directive) => directive.binding.iter().collect(),
        Piece::Questions(questions) => questions.iter().flat_map(|question| question.value.bindings()).collect(),
    }
}

fn report(scope: Scope<'_>, binding: &Binding) -> Option<Diagnostic> {
    let Binding { provision, quote, span } = binding;
    match rest(scope.corpus, scope.sources, binding) {
        Rest::Holds => None,
        Rest::Stale => Some(
            Diagnostic::warning(Code::StaleQuote, span.clone(), format!("`{quote}` does not stand in `{provision}`"))
                .hint("the clause has changed or the words were copied wrongly: read the clause again, correct what rests on it, then its exact words"),
        ),
        Rest::Missing => Some(
            Diagnostic::error(Code::UnknownProvision, span.clone(), format!("no provision `{provision}`"))
                .hint("an address is document, component and unit: `446-qd-tu/quy-che/dieu-24/khoan-2`"),
        ),
    }
}

fn is_used(scope: Scope<'_>, term: &Term) -> bool {
    let held = scope.corpus.regulations().iter().filter(|regulation| term.holds_in(&regulation.id));
    let writings: Vec<String> = term.writings().map(str::to_lowercase).collect();
    let uses = |regulation: &Regulation| {
        let text = scope.sources.get(regulation.file).text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        writings.iter().any(|writing| text.contains(writing.as_str()))
    };
    held.into_iter().any(uses)
}

fn unused(term: &Located<Term>) -> Diagnostic {
    let message = format!("no regulation uses the term `{}`", term.value.term);
    Diagnostic::warning(Code::UnusedTerm, term.span.clone(), message)
        .hint("write it, or one of its `aliases`, as the text has it; or correct `scope`")
}

fn organisations(scope: Scope<'_>, session: &Session) -> Vec<Diagnostic> {
    let text = &scope.sources.get(session.file).text;
    let known: BTreeSet<&str> = scope.corpus.contents.organisations.iter().map(|organisation| organisation.value.id.as_str()).collect();
    let unknown = session.meta.organisations.iter().filter(|id| !known.contains(id.as_str()));
    let report = |id: &String| {
        let start = text.find(id.as_str()).unwrap_or(0);
        Diagnostic::error(Code::UnknownOrganisation, Span::new(session.file, start..start + id.len()), format!("no organisation `{id}`"))
            .hint("add it to `organisations.yaml`, or correct the id")
    };
    unknown.map(report).collect()
}
