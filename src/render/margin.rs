//! What stands beside a provision, as one folded line that a wide screen shows open in the margin.

use crate::page::{Link, Margin};
use crate::render::html::{attribute_into, escape_into, site_url};
use crate::render::provision::Setting;
use crate::theme::fill;

/// Appends `margin`; nothing when it is empty.
pub(super) fn margin_into(out: &mut String, margin: &Margin, setting: Setting<'_>) {
    if margin.is_empty() {
        return;
    }
    let words = setting.words;
    let lists = [
        ("notes", words.notes(), &margin.notes),
        ("cited-by", words.cited_by(), &margin.cited_by),
        ("organisations", words.organisations(), &margin.organisations),
    ];
    let shown: Vec<_> = lists.into_iter().filter(|(_, _, links)| !links.is_empty()).collect();
    let counts: Vec<String> = shown.iter().map(|(_, words, links)| fill(&words.count, &[("count", &links.len().to_string())])).collect();
    out.push_str("<details class=\"margin\"><summary>");
    for (index, count) in counts.iter().enumerate() {
        out.push_str(if index == 0 { "<span>" } else { " <span>· " });
        escape_into(out, count);
        out.push_str("</span>");
    }
    out.push_str("</summary><div class=\"margin-lists\">");
    for (class, words, links) in shown {
        out.push_str("<div");
        attribute_into(out, "class", class);
        out.push_str("><p class=\"margin-title\">");
        escape_into(out, &words.title);
        out.push_str("</p><ul>");
        for link in links {
            out.push_str("<li>");
            link_into(out, link, setting.base);
            out.push_str("</li>");
        }
        out.push_str("</ul></div>");
    }
    out.push_str("</div></details>\n");
}

/// Appends a link, or its plain label when it leads nowhere.
fn link_into(out: &mut String, link: &Link, base: &str) {
    if link.url.is_empty() {
        escape_into(out, &link.label);
        return;
    }
    out.push_str("<a");
    attribute_into(out, "href", &site_url(&link.url, base));
    out.push('>');
    escape_into(out, &link.label);
    out.push_str("</a>");
}
