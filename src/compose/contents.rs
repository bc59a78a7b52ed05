//! The tree of headings of a document. Entry points: [`contents`], [`entry_heading`].

use crate::compose::{Composer, address};
use crate::content::Regulation;
use crate::law::{Block, Kind, Provision, ProvisionId};
use crate::page::{Contents, ContentsEntry};

/// Longest excerpt that stands for a heading, in characters.
const EXCERPT: usize = 60;

/// The contents of the regulation at `index`.
pub(in crate::compose) fn contents(composer: &Composer<'_>, index: usize) -> Contents {
    let regulation = &composer.corpus.regulations()[index];
    let mut entries: Vec<ContentsEntry> = regulation.tree.components().map(|(id, _)| entry(composer, regulation, id)).collect();
    if entries.len() == 1 && !entries[0].children.is_empty() {
        entries = entries.swap_remove(0).children;
    }
    Contents { entries }
}

fn entry(composer: &Composer<'_>, regulation: &Regulation, id: ProvisionId) -> ContentsEntry {
    let tree = &regulation.tree;
    let provision = tree.get(id);
    let text = composer.text(regulation);
    let leaf = address::is_page(regulation, id);
    let children = if leaf { &[][..] } else { provision.children.as_slice() };
    let shown = |child: &&ProvisionId| {
        tree.get(**child).kind.is_division() || address::is_page(regulation, **child) || tree.get(**child).kind == Kind::Form
    };
    ContentsEntry {
        path: provision.path.to_string(),
        kind: provision.kind,
        label: label(composer, regulation, provision),
        heading: entry_heading(provision, text),
        url: address::url(regulation, id),
        children: children.iter().filter(shown).map(|child| entry(composer, regulation, *child)).collect(),
    }
}

fn label(composer: &Composer<'_>, regulation: &Regulation, provision: &Provision) -> String {
    let text = composer.text(regulation);
    match (&provision.label, provision.kind) {
        (_, Kind::Component) | (None, _) => composer.places.unit(regulation, provision, text),
        (Some(label), _) => text[label.clone()].trim_end_matches(['.', ':', '-', '–', ')', ' ']).to_owned(),
    }
}

/// The heading in one line; for a unit without one, its first words.
pub(in crate::compose) fn entry_heading(provision: &Provision, text: &str) -> String {
    let mut heading = String::new();
    for (place, line) in provision.heading.iter().flat_map(|lines| text[lines.clone()].split('\n')).enumerate() {
        heading.push_str(if place > 0 { " " } else { "" });
        heading.push_str(line);
    }
    if !heading.is_empty() || matches!(provision.kind, Kind::Component | Kind::Form) {
        return heading;
    }
    match provision.blocks.first() {
        Some(Block::Paragraph { range, .. }) => excerpt(&text[range.clone()], EXCERPT),
        _ => String::new(),
    }
}

/// The first words of `text`, at most `most` characters, cut at a word.
pub(in crate::compose) fn excerpt(text: &str, most: usize) -> String {
    let mut out = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let letters = word.chars().count();
        if length + letters + 1 > most {
            out.truncate(out.trim_end_matches([',', ';', ':', '.']).len());
            out.push('…');
            return out;
        }
        if !out.is_empty() {
            out.push(' ');
            length += 1;
        }
        out.push_str(word);
        length += letters;
    }
    out
}
