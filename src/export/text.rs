//! A regulation as a text file with the headings of Markdown: for language models, for searching, for reading without a browser.
//! Entry point: [`document`].
//!
//! Architecture invariant: below the facts stand the words of the source and nothing else; only `#` before headings and the rules of
//! tables are added.

use crate::content::Regulation;
use crate::export::Setting;
use crate::law::{Block, Kind, ProvisionId};
use crate::page::DocumentHead;

/// The regulation whose file holds `text`, called `name`.
pub fn document(regulation: &Regulation, head: &DocumentHead, name: &str, text: &str, setting: &Setting<'_>) -> Vec<u8> {
    let mut out = facts(head, name, setting);
    for (component, _) in regulation.tree.components() {
        unit(&mut out, regulation, component, text);
    }
    out.into_bytes()
}

/// Between the facts and the words of the law.
pub const RULE: &str = "\n---\n";

fn facts(head: &DocumentHead, name: &str, setting: &Setting<'_>) -> String {
    let strings = setting.strings;
    let status = head.status.as_str();
    let issuer = head.issuer.as_ref().map_or("", |issuer| &issuer.label);
    let url = setting.address(&head.url).unwrap_or_else(|| head.url.clone());
    let facts = [
        (strings.get("document.issuer"), issuer),
        (strings.get("document.issued"), &head.issued),
        (strings.get("document.effective"), &head.effective),
        (strings.get("document.expires"), &head.expires),
        (strings.get("document.signer"), &head.signer),
        (strings.get("export.text.status"), strings.get(&format!("status.{status}.label"))),
        (strings.get("export.text.source"), &url),
    ];
    // A document without a number is called by its title.
    let title = if name.contains(&head.title) { "" } else { &head.title };
    let mut out = format!("# {}\n\n", format!("{name} {title}").trim_end());
    for (label, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
        out.push_str(&format!("- {label}: {value}\n"));
    }
    out.push_str(RULE);
    out
}

fn unit(out: &mut String, regulation: &Regulation, id: ProvisionId, text: &str) {
    let provision = regulation.tree.get(id);
    let mark = match provision.kind {
        Kind::Component => "## ",
        Kind::Part | Kind::Chapter | Kind::Section | Kind::Subsection | Kind::Form => "### ",
        Kind::Article => "#### ",
        _ => "",
    };
    let words = |range: &std::ops::Range<usize>| text[range.clone()].replace('\n', " ");
    let mut opening: Vec<String> = provision.label.iter().chain(&provision.heading).map(words).collect();
    let mut blocks = provision.blocks.as_slice();
    // A khoản, a điểm begins its own words; what is a heading has them below it.
    if mark.is_empty()
        && provision.label.is_some()
        && let Some((Block::Paragraph { range, .. }, rest)) = blocks.split_first()
    {
        opening.push(words(range));
        blocks = rest;
    }
    if !opening.is_empty() {
        out.push_str(&format!("\n{mark}{}\n", opening.join(" ")));
    }
    self::blocks(out, blocks, text);
    for child in &provision.children {
        unit(out, regulation, *child, text);
    }
}

fn blocks(out: &mut String, blocks: &[Block], text: &str) {
    for block in blocks {
        out.push('\n');
        match block {
            Block::Paragraph { range, .. } => out.push_str(&format!("{}\n", &text[range.clone()])),
            Block::Table { rows } => {
                for (at, row) in rows.iter().enumerate() {
                    let cells: Vec<&str> = row.iter().map(|cell| &text[cell.clone()]).collect();
                    out.push_str(&format!("| {} |\n", cells.join(" | ")));
                    if at == 0 {
                        out.push_str(&format!("|{}\n", " --- |".repeat(cells.len())));
                    }
                }
            }
        }
    }
}
