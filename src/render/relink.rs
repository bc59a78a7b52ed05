//! Links of a page that is read away from its site. Entry point: [`relinked`].

use std::collections::BTreeMap;

/// Where links of a copy may lead.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reach<'a> {
    /// Anchors of the copy by address of the site.
    pub(super) anchors: &'a BTreeMap<String, String>,
    /// The path of the site, which the addresses in the markup begin with.
    pub(super) base: &'a str,
    /// `https://host/path` of the site; empty when unknown.
    pub(super) base_url: &'a str,
}

impl Reach<'_> {
    /// What the link to `href` becomes; `None` where it cannot lead anywhere.
    fn target(&self, href: &str) -> Option<String> {
        if !href.starts_with('/') || href.starts_with("//") {
            return Some(href.to_owned());
        }
        let url = href.strip_prefix(self.base).unwrap_or(href);
        if let Some(anchor) = self.anchors.get(url) {
            return Some(format!("#{anchor}"));
        }
        let host = self.base_url.trim_end_matches('/');
        (!host.is_empty()).then(|| format!("{host}{url}"))
    }
}

/// `markup` of ours (attributes in double quotes, no link within a link) with every link leading inside the copy, where what it names stands
/// there, to the whole address elsewhere, and turned into plain words where no address is known. Nothing but tags of links is touched.
pub(super) fn relinked(markup: &str, reach: Reach<'_>) -> String {
    let mut out = String::with_capacity(markup.len());
    let mut rest = markup;
    while let Some(at) = rest.find("<a ") {
        out.push_str(&rest[..at]);
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        let (tag, after) = (&rest[at..end], &rest[end..]);
        let inner = &after[..after.find("</a>").unwrap_or(after.len())];
        let href = tag.split_once(" href=\"").and_then(|(_, value)| value.split_once('"')).map(|(href, _)| href);
        match href.and_then(|href| Some((href, reach.target(href)?))) {
            Some((href, target)) => {
                out.push_str(&tag.replacen(&format!(" href=\"{href}\""), &format!(" href=\"{target}\""), 1));
                out.push_str(inner);
                rest = &after[inner.len()..];
            }
            None => {
                let plain = href.map_or_else(|| tag.to_owned(), |href| tag.replacen(&format!(" href=\"{href}\""), "", 1));
                out.push_str("<span");
                out.push_str(&plain["<a".len()..]);
                out.push_str(inner);
                let closed = after.len() > inner.len();
                out.push_str(if closed { "</span>" } else { "" });
                rest = &after[inner.len() + if closed { "</a>".len() } else { 0 }..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_inside_outside_or_nowhere() {
        let anchors = BTreeMap::from([("/a/#x".to_owned(), "a-x".to_owned())]);
        let markup = "<p>1 <a class=\"c\" href=\"/q/a/#x\">trong</a>, <a href=\"/q/b/\" title=\"B\">ngoài</a>, <a href=\"https://x/\">xa</a>, <abbr>a</abbr></p>";
        let cases = [("https://h/q/", "<a href=\"https://h/q/b/\" title=\"B\">ngoài</a>"), ("", "<span title=\"B\">ngoài</span>")];
        for (base_url, outside) in cases {
            let reach = Reach { anchors: &anchors, base: "/q", base_url };
            let wanted =
                format!("<p>1 <a class=\"c\" href=\"#a-x\">trong</a>, {outside}, <a href=\"https://x/\">xa</a>, <abbr>a</abbr></p>");
            assert_eq!(relinked(markup, reach), wanted);
        }
        let reach = Reach { anchors: &anchors, base: "", base_url: "" };
        for whole in ["<p>a < b</p>", "<a href=\"#x\">y"] {
            assert_eq!(relinked(whole, reach), whole);
        }
    }
}
