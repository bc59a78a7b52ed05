//! Links of guidance lead to pages of the site.

use std::collections::BTreeSet;

use crate::check::Scope;
use crate::compose::{OFFLINE, address, documents_index, single_url};
use crate::diag::{Code, Diagnostic};
use crate::source::Span;

/// Pages that every site has.
const FIXED: [&str; 10] =
    ["/", "/co-quan/", "/phoi-hop/", "/lich/", "/huong-dan/", "/hoc-tap/", "/thuat-ngu/", "/tim-kiem/", "/du-lieu/", "/404.html"];

/// Checks every page of guidance.
pub(in crate::check) fn check(scope: Scope<'_>) -> Vec<Diagnostic> {
    let guidance = &scope.corpus.contents.guidance;
    if guidance.is_empty() {
        return Vec::new();
    }
    let addresses = addresses(scope);
    guidance.iter().flat_map(|page| links(&page.links, &addresses)).collect()
}

/// Those of `links` that lead to no page of the site.
pub(in crate::check) fn links(links: &[(String, Span)], addresses: &BTreeSet<String>) -> Vec<Diagnostic> {
    let broken = links.iter().filter(|(link, _)| {
        let inner = link.starts_with('/') && !link.starts_with("/du-lieu/");
        inner
            && !addresses.contains(link.as_str())
            && !(link.contains('#') && link.starts_with("/huong-dan/") && addresses.contains(link.split('#').next().unwrap_or_default()))
    });
    let report = |(link, span): &(String, Span)| {
        Diagnostic::error(Code::BrokenLink, span.clone(), format!("no page `{link}`"))
            .hint("copy the address from the built site; folders end with `/`")
    };
    broken.map(report).collect()
}

/// Every address of the site that guidance can link to, anchors included.
pub(in crate::check) fn addresses(scope: Scope<'_>) -> BTreeSet<String> {
    let mut all: BTreeSet<String> = FIXED.iter().map(|url| (*url).to_owned()).collect();
    all.extend(scope.corpus.contents.site.offline.then(|| OFFLINE.to_owned()));
    all.extend(documents_index(scope.corpus.regulations().len()).map(str::to_owned));
    for regulation in scope.corpus.regulations() {
        all.extend([
            format!("/{}/", regulation.id),
            format!("/{}/toan-van/", regulation.id),
            format!("/{}/so-sanh-ban-quet/", regulation.id),
        ]);
        all.extend(scope.corpus.contents.site.downloads.then(|| single_url(&regulation.id)));
        for (id, provision) in regulation.tree.iter() {
            all.insert(address::url(regulation, id));
            all.insert(address::full_text_url(&regulation.id, &provision.path));
        }
    }
    all.extend(scope.corpus.contents.organisations.iter().map(|organisation| format!("/co-quan/{}/", organisation.value.id)));
    all.extend(scope.corpus.contents.guidance.iter().map(|guidance| format!("/{}/", guidance.id)));
    all.extend(scope.corpus.contents.sessions.iter().map(|session| format!("/hoc-tap/{}/", session.id)));
    all.extend(scope.corpus.contents.glossary.iter().map(|term| format!("/thuat-ngu/{}/", term.value.id)));
    all
}
