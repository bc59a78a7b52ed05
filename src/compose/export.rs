//! One file of the site on its own: what `quyche export` gives. Entry point: [`export`].
//!
//! Architecture invariant: a file that the site has too has the same bytes here.

use std::sync::Mutex;

use anyhow::{Context, Result};

use crate::compose::{Composer, Data, assessment, data, document_files, register, register_files, session, session_files};

/// What a file can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A document as Akoma Ntoso.
    Akn,
    /// A document as a tree, or the register of duties.
    Json,
    /// A document as plain text.
    Text,
    /// The register of duties as a table.
    Csv,
    /// The register of duties, or the questions of a session, as a workbook.
    Xlsx,
    /// The calendar of all periodic duties, or of an organisation.
    Ics,
    /// An organisation's form for its own assessment, or the handout of a session.
    Docx,
    /// The questions of a session for Moodle.
    Gift,
    /// The same with one right answer each.
    Aiken,
    /// The questions of a session as cards.
    Anki,
    /// What changed.
    Atom,
}

/// What an exported file is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// A document, by id.
    pub document: Option<String>,
    /// An organisation, by id.
    pub organisation: Option<String>,
    /// A session, by id.
    pub session: Option<String>,
}

/// The file of `format` about `scope`.
///
/// # Errors
/// When what is asked for does not exist; the message says what there is.
pub fn export(composer: &Composer<'_>, format: Format, scope: &Scope) -> Result<Vec<u8>> {
    let url = address(composer, format, scope)?;
    let found = Mutex::new(None);
    let keep = |file: &Data| {
        if file.url == url {
            *found.lock().expect("no reader panics while it holds the file") = Some(file.bytes.clone());
        }
        Ok(())
    };
    if let Some(index) = scope.document.as_deref().or_else(|| only(documents(composer))).and_then(|id| composer.corpus.position(id)) {
        document_files(composer, index).iter().try_for_each(keep)?;
    }
    keep(&data::organisations_file(composer))?;
    data::site_files(composer).iter().try_for_each(keep)?;
    if url.starts_with(session::INDEX) {
        session_files(composer, keep)?;
    } else {
        register_files(composer, keep)?;
    }
    let found = found.into_inner().expect("no reader panicked");
    found.with_context(|| format!("there is no `{}`: nothing of what was asked for fits the format", url.trim_start_matches('/')))
}

/// Where the site has the file.
fn address(composer: &Composer<'_>, format: Format, scope: &Scope) -> Result<String> {
    let document = || one(scope.document.as_deref(), "document", documents(composer));
    let head = |document: &str| &composer.heads[composer.corpus.position(document).expect("the document was found")];
    let session = |name: &str| Ok(format!("{}{}/{name}", session::INDEX, one(scope.session.as_deref(), "session", sessions(composer))?));
    let organisation = || one(scope.organisation.as_deref(), "organisation", organisations(composer));
    match format {
        Format::Akn => Ok(head(document()?).akn_url.clone()),
        Format::Text => Ok(head(document()?).text_url.clone()),
        Format::Json if scope.document.is_some() => Ok(head(document()?).data_url.clone()),
        Format::Json => Ok(String::from("/du-lieu/nhiem-vu.json")),
        Format::Csv => Ok(String::from("/du-lieu/nhiem-vu.csv")),
        Format::Xlsx if scope.session.is_some() => session("cau-hoi.xlsx"),
        Format::Xlsx => Ok(String::from("/du-lieu/nhiem-vu.xlsx")),
        Format::Ics if scope.organisation.is_some() => Ok(register::calendar_url(organisation()?)),
        Format::Ics => Ok(register::CALENDAR.to_owned()),
        Format::Docx if scope.organisation.is_some() => Ok(assessment::docx_url(organisation()?)),
        Format::Docx => session("tai-lieu.docx"),
        Format::Gift => session("cau-hoi.gift.txt"),
        Format::Aiken => session("cau-hoi.aiken.txt"),
        Format::Anki => session("the-ghi-nho.txt"),
        Format::Atom => Ok(super::changes::FEED.to_owned()),
    }
}

fn documents<'c>(composer: &'c Composer<'_>) -> Vec<&'c str> {
    composer.corpus.regulations().iter().map(|regulation| regulation.id.as_str()).collect()
}

fn sessions<'c>(composer: &'c Composer<'_>) -> Vec<&'c str> {
    composer.sessions.iter().map(|session| session.id.as_str()).collect()
}

fn organisations<'c>(composer: &'c Composer<'_>) -> Vec<&'c str> {
    composer.corpus.contents.organisations.iter().map(|organisation| organisation.value.id.as_str()).collect()
}

fn only(ids: Vec<&str>) -> Option<&str> {
    if ids.len() == 1 { ids.first().copied() } else { None }
}

/// The one of `ids` that is meant: the one that is named or, where none is, the only one.
fn one<'i>(named: Option<&str>, kind: &str, ids: Vec<&'i str>) -> Result<&'i str> {
    let choices = if ids.is_empty() { String::from("there is none") } else { format!("choose from: {}", ids.join(", ")) };
    match named {
        Some(named) => ids.iter().find(|id| **id == named).copied().with_context(|| format!("no {kind} `{named}`; {choices}")),
        None => only(ids).with_context(|| format!("say which {kind} with `--{kind} ID`; {choices}")),
    }
}
