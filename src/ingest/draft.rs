//! The draft: front matter read from the title block, and the text. Entry point: [`draft`].

use std::collections::HashMap;

use anyhow::Result;
use quyche_text::{fold, slug};
use serde::Serialize;

use crate::content::{Date, Organisation};
use crate::ingest::head::{self, Head};
use crate::ingest::{Extract, Origin};
use crate::intake::told_apart;
use crate::restore::{Model, Phrases, Restoration, combine, is_damaged, lay_out, restore};
use crate::yaml;

/// A draft of `regulations/<slug>.md`.
#[derive(Debug)]
pub struct Draft {
    /// Id of the document: the slug of its number, or of the name of the file.
    pub id: String,
    /// The file: front matter and text.
    pub text: String,
    /// What was proposed for the text, where it was misread or had lost its marks.
    pub restoration: Option<Restoration>,
    /// What is not in the text: page numbers, running heads, specks, and the notes of a Word file.
    pub set_aside: Vec<String>,
    /// What a person should fill in, for it was not found.
    pub missing: Vec<String>,
}

/// Ids of organisations by their folded names.
#[derive(Debug, Default)]
pub struct Names(HashMap<String, Option<String>>);

impl Names {
    /// The names of a registry; a name of two organisations names neither.
    pub fn new<'a>(organisations: impl Iterator<Item = &'a Organisation>) -> Names {
        let mut names: HashMap<String, Option<String>> = HashMap::new();
        for organisation in organisations {
            for name in std::iter::once(&organisation.name).chain(&organisation.aliases) {
                let id = names.entry(fold(name)).or_insert_with(|| Some(organisation.id.clone()));
                if id.as_ref() != Some(&organisation.id) {
                    *id = None;
                }
            }
        }
        Names(names)
    }

    fn id(&self, name: &str) -> Option<String> {
        self.0.get(&fold(name)).cloned().flatten()
    }
}

#[derive(Debug, Serialize)]
struct FrontMatter {
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issuer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    signer: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    basis: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    recipients: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    restored_from: Option<String>,
}

/// Words of a text that is wrapped at the edge of a page are in lines no longer than this, in characters.
const WRAPPED: usize = 140;

/// Makes a draft of a text. `name` is the name of the file without its extension; `id` is taken as it is; `decided` puts what a person decided into the restoration.
pub fn draft(
    reading: &Extract,
    name: &str,
    id: Option<&str>,
    names: &Names,
    model: &Model,
    phrases: &Phrases,
    decided: impl FnOnce(Restoration) -> Result<Restoration>,
) -> Result<Draft> {
    let mut set_aside = reading.notes.clone();
    let mut restoration = None;
    let text = if reading.origin != Origin::Word && is_damaged(&reading.text) {
        let mut restored = restore(&reading.text, model, phrases);
        if let Some(vietnamese) = &reading.vietnamese {
            restored = combine(restored, vietnamese);
        }
        let restored = decided(restored)?;
        set_aside.extend(restored.set_aside.iter().map(|span| reading.text[span.clone()].trim().to_owned()));
        let text = restored.text.clone();
        restoration = Some(restored);
        text
    } else if reading.origin != Origin::Word && reading.text.lines().all(|line| line.trim().chars().count() <= WRAPPED) {
        let (text, aside) = lay_out(&reading.text);
        set_aside.extend(aside.into_iter().map(|span| reading.text[span].trim().to_owned()));
        text
    } else {
        reading.text.replace('\u{c}', "")
    };
    let text = told_apart(&text).text;
    let head = head::read(&text);
    let id = slug(id.or(head.number.as_deref()).unwrap_or(name));
    let restored_from = restoration.as_ref().map(|_| format!("sources/{id}.ocr.txt"));
    let issuer = head.issuers.iter().find_map(|name| names.id(name));
    let missing = missing(&head, issuer.as_deref());
    let Head { number, kind, title, place, issued, signer, basis, recipients, .. } = head;
    let front = FrontMatter { number, kind, title, issuer, place, issued, signer, basis, recipients, restored_from };
    let notes: String = missing.iter().map(|line| format!("# {line}\n")).collect();
    let text = format!("---\n{}{notes}---\n\n{}\n", yaml::write(&front)?, body(&text));
    Ok(Draft { id, text, restoration, set_aside, missing })
}

/// One paragraph a line, one blank line at most between two.
fn body(text: &str) -> String {
    let mut body = String::with_capacity(text.len());
    let mut blank = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            blank = !body.is_empty();
            continue;
        }
        if !body.is_empty() {
            body.push('\n');
        }
        if blank {
            body.push('\n');
        }
        // Columns of a page are wide gaps; tabs are the cells of a table.
        for (at, part) in line.split(' ').filter(|part| !part.is_empty()).enumerate() {
            if at > 0 {
                body.push(' ');
            }
            body.push_str(part);
        }
        blank = false;
    }
    body
}

fn missing(head: &Head, issuer: Option<&str>) -> Vec<String> {
    let mut missing = Vec::new();
    let mut note = |absent: bool, line: &str| {
        if absent {
            missing.push(line.to_owned());
        }
    };
    note(head.number.is_none(), "number: not found in the title block");
    note(head.kind.is_none(), "type: not found in the title block");
    note(head.title.is_none(), "title: not found in the title block");
    note(head.issued.is_none(), "issued: not found in the title block");
    note(head.signer.is_none(), "signer: not found below the text");
    match (issuer, head.issuers.first()) {
        (None, Some(name)) => missing.push(format!("issuer: `{name}` is no organisation of organisations.yaml")),
        (None, None) => missing.push("issuer: not found in the title block".to_owned()),
        _ => {}
    }
    missing
}
