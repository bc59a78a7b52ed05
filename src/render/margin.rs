//! What stands beside a provision, as one folded line that a wide screen shows open in the margin.

use crate::page::{Link, Margin, NoteView};
use crate::render::html::{attribute_into, escape_into, rebased, site_url};
use crate::render::provision::Setting;
use crate::theme::fill;

/// Appends `margin`; nothing when it is empty.
pub(super) fn margin_into(out: &mut String, margin: &Margin, setting: Setting<'_>) {
    if margin.is_empty() {
        return;
    }
    let noted = !margin.notes.is_empty();
    if noted {
        out.extend(["<div class=\"margin-stack\"", setting.words.ours(), ">"]);
    }
    lists_into(out, margin, setting);
    // Beside a clause there is room for one open note and one line more.
    let (first, rest) = margin.notes.split_at(if margin.notes.len() > 2 { 1 } else { margin.notes.len() });
    first.iter().for_each(|note| note_into(out, note, setting));
    if !rest.is_empty() {
        out.push_str("<details class=\"more-notes\"><summary>");
        escape_into(out, &fill(setting.words.more_notes(), &[("count", &rest.len().to_string())]));
        out.push_str("</summary>");
        rest.iter().for_each(|note| note_into(out, note, setting));
        out.push_str("</details>");
    }
    if noted {
        out.push_str("</div>\n");
    }
}

fn lists_into(out: &mut String, margin: &Margin, setting: Setting<'_>) {
    let words = setting.words;
    let lists = [
        ("guidance", words.guidance(), &margin.guidance),
        ("study", words.study(), &margin.study),
        ("cited-by", words.cited_by(), &margin.cited_by),
        ("organisations", words.organisations(), &margin.organisations),
    ];
    let shown: Vec<_> = lists.into_iter().filter(|(_, _, links)| !links.is_empty()).collect();
    if shown.is_empty() {
        return;
    }
    let counts: Vec<String> = shown.iter().map(|(_, words, links)| fill(&words.count, &[("count", &links.len().to_string())])).collect();
    out.extend(["<details class=\"margin fold\"", words.ours(), "><summary>"]);
    for (index, count) in counts.iter().enumerate() {
        out.push_str(if index == 0 { "<span>" } else { "</span> <span>" });
        escape_into(out, count);
    }
    out.push_str("</span></summary><div class=\"margin-lists\">");
    for (class, words, links) in shown {
        out.push_str("<div");
        attribute_into(out, "class", class);
        out.push_str("><p class=\"margin-title\">");
        escape_into(out, &words.title);
        // Places are named by the theme; everything else has its name from the law or from an editor.
        out.extend(["</p><ul", if class == "cited-by" { "" } else { setting.words.theirs() }, ">"]);
        for link in links {
            out.push_str("<li>");
            link_into(out, link, setting.base);
            out.push_str("</li>");
        }
        out.push_str("</ul></div>");
    }
    out.push_str("</div></details>\n");
}

/// A note: one line that opens, with who wrote it, when, and what weight it has.
fn note_into(out: &mut String, note: &NoteView, setting: Setting<'_>) {
    let words = setting.words;
    out.push_str("<details class=\"margin-note\"");
    attribute_into(out, "data-standing", note.standing.slug());
    out.push_str("><summary><span class=\"kind\">");
    escape_into(out, words.piece(&note.kind));
    out.extend(["</span> <span class=\"note-title\"", words.theirs(), ">"]);
    escape_into(out, &note.title);
    out.extend(["</span></summary><div class=\"note-body\"", words.theirs(), ">"]);
    if note.is_stale {
        out.extend(["<p class=\"stale\"", words.ours(), ">"]);
        escape_into(out, words.stale());
        out.push_str("</p>");
    }
    out.push_str(&rebased(&note.body, setting.base));
    out.extend(["<p class=\"note-facts\"", words.ours(), ">"]);
    let facts = [words.standing(note.standing), note.author.as_str(), &words.date(&note.date)];
    escape_into(out, &facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join("\u{a0}· "));
    out.push_str("\u{a0}· ");
    link_into(out, &Link::new(words.whole_note(), note.url.clone()), setting.base);
    out.push_str("</p></div></details>\n");
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
