//! Registers of duties against the texts: what they lack, and what the texts leave open.

use crate::check::Scope;
use crate::content::Regulation;
use crate::diag::Diagnostic;
use crate::duty::{self, Finding, Gap};
use crate::source::Span;

/// Checks every regulation that has a register.
pub(in crate::check) fn check(scope: Scope<'_>) -> Vec<Diagnostic> {
    let held = scope.corpus.contents.duties.keys().filter_map(|document| scope.corpus.regulation(document));
    held.flat_map(|regulation| {
        let text = &scope.sources.get(regulation.file).text;
        let findings = duty::lint(scope.corpus, scope.links, scope.register, text, regulation);
        findings.into_iter().map(|finding| diagnostic(scope, regulation, text, &finding)).collect::<Vec<_>>()
    })
    .collect()
}

fn diagnostic(scope: Scope<'_>, regulation: &Regulation, text: &str, finding: &Finding) -> Diagnostic {
    let Finding { gap, provision, words } = finding;
    let span = Span::new(regulation.file, place(scope, regulation, text, finding));
    let read_again = "read the clause; then add an entry to the register, or correct it, or tag the provision";
    let code = gap.code();
    match gap {
        Gap::MissingDuty => Diagnostic::warning(code, span, format!("`{provision}` has no entry in the register")).hint(read_again),
        Gap::OtherActor => {
            Diagnostic::warning(code, span, format!("`{provision}` names {words}, who acts in no entry of the register")).hint(read_again)
        }
        Gap::OpenPeriod => Diagnostic::note(code, span, format!("`{provision}` says \"định kỳ\" and no period")),
        Gap::NoCounterpart => Diagnostic::note(code, span, format!("`{provision}` does not say with whom, or to whom")),
        Gap::NoActor => Diagnostic::note(code, span, format!("`{provision}` does not say who is to do it")),
        Gap::Idle => Diagnostic::note(code, span, format!("{words} is named but has neither a duty nor a part in one")),
    }
}

/// The words in question, or the first words of the provision.
fn place(scope: Scope<'_>, regulation: &Regulation, text: &str, finding: &Finding) -> std::ops::Range<usize> {
    let Some((_, id)) = scope.corpus.provision(&finding.provision) else { return 0..0 };
    let found = duty::locate(regulation, id, text, &finding.words);
    found.or_else(|| regulation.tree.get(id).pieces().next()).unwrap_or(0..0)
}
