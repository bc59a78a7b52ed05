//! Guidance: the provisions it is about exist, and its links lead to pages of the site.

use std::collections::BTreeSet;

use crate::check::Scope;
use crate::compose::address;
use crate::content::Guidance;
use crate::diag::{Code, Diagnostic};
use crate::law::ProvisionPath;
use crate::source::Span;

/// Pages that every site has.
const FIXED: [&str; 8] = ["/", "/co-quan/", "/phoi-hop/", "/lich/", "/huong-dan/", "/tim-kiem/", "/du-lieu/", "/404.html"];

/// Checks every page of guidance.
pub(in crate::check) fn check(scope: Scope<'_>) -> Vec<Diagnostic> {
    let guidance = &scope.corpus.contents.guidance;
    if guidance.is_empty() {
        return Vec::new();
    }
    let addresses = addresses(scope);
    guidance.iter().flat_map(|page| about(scope, page).into_iter().chain(links(page, &addresses))).collect()
}

fn about(scope: Scope<'_>, page: &Guidance) -> Vec<Diagnostic> {
    let unknown = page.meta.about.iter().filter(|path| scope.corpus.provision(&ProvisionPath::new(path)).is_none());
    let text = &scope.sources.get(page.file).text;
    let report = |path: &String| {
        let start = text.find(path.as_str()).unwrap_or(0);
        Diagnostic::error(Code::UnknownProvision, Span::new(page.file, start..start + path.len()), format!("no provision `{path}`"))
            .hint("an address is document, component and unit: `446-qd-tu/quy-che/dieu-24/khoan-2`")
    };
    unknown.map(report).collect()
}

fn links(page: &Guidance, addresses: &BTreeSet<String>) -> Vec<Diagnostic> {
    let broken = page.links.iter().filter(|(link, _)| {
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
fn addresses(scope: Scope<'_>) -> BTreeSet<String> {
    let mut all: BTreeSet<String> = FIXED.iter().map(|url| (*url).to_owned()).collect();
    for regulation in scope.corpus.regulations() {
        all.extend([
            format!("/{}/", regulation.id),
            format!("/{}/toan-van/", regulation.id),
            format!("/{}/so-sanh-ban-quet/", regulation.id),
        ]);
        for (id, provision) in regulation.tree.iter() {
            all.insert(address::url(regulation, id));
            all.insert(address::full_text_url(&regulation.id, &provision.path));
        }
    }
    all.extend(scope.corpus.contents.organisations.iter().map(|organisation| format!("/co-quan/{}/", organisation.value.id)));
    all.extend(scope.corpus.contents.guidance.iter().map(|guidance| format!("/{}/", guidance.id)));
    all
}
