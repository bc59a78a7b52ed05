//! What a browser may load and run: the content security policy (W3C CSP 3) of pages, in one place. Entry points: [`PAGE`], [`header`].

use crate::render::alone::hash;

/// The policy of a page of the site, as its `<meta>` carries it: all comes from the site itself, nothing stands inline.
pub(super) const PAGE: &str =
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'; form-action 'self'";

/// The policy that a server sends with every file. A page is bound by it and by its own, so it allows what any of them needs: the styles
/// and scripts (in this order) that pages which stand alone carry within themselves, each by its hash. No other site may frame a page,
/// which only a header can say.
pub(super) fn header(alone: &[(&str, &str)]) -> String {
    let styles: String = alone.iter().map(|(style, _)| format!(" {}", hash(style))).collect();
    let scripts: String = alone.iter().map(|(_, script)| format!(" {}", hash(script))).collect();
    let page = PAGE.replace("script-src 'self'", &format!("script-src 'self'{scripts}"));
    format!("{page}; style-src 'self'{styles}; img-src 'self' data:; frame-ancestors 'none'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_allows_what_stands_alone_and_no_frame() {
        let policy = header(&[("a", "b")]);
        assert!(policy.contains(&format!("script-src 'self' {} 'wasm-unsafe-eval';", hash("b"))), "{policy}");
        assert!(policy.contains(&format!("style-src 'self' {};", hash("a"))), "{policy}");
        assert!(policy.starts_with("default-src 'self';") && policy.ends_with("; frame-ancestors 'none'"), "{policy}");
    }
}
