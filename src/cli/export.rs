//! `quyche export`: one file of data, without building the site.

use std::io::{Write, stdout};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::build::{analyse, read, read_theme, records};
use crate::compose::{self, Composer, Format, Scope};
use crate::export::bulk::{self, Engine};
use crate::fs;
use crate::render::{self, Host};

/// Write one file of data without building the site.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = "Formats:
  akn            a document as Akoma Ntoso 3 XML (--document)
  json           a document as a tree (--document); without it, the register of duties
  text           a document as plain text with the headings of Markdown (--document)
  csv            the register of duties as a table
  xlsx           the register of duties as a workbook; with --session, its questions
  ics            the calendar of periodic duties; with --organisation, its own
  docx           the handout of a session (--session); with --organisation, the form for its own assessment
  gift, aiken    the questions of a session for Moodle (--session)
  anki           the questions of a session as cards (--session)
  atom           what changed, as a feed
  elasticsearch  the records of the search, for `POST /_bulk`; with --mapping, the index to make before
  quickwit       the records of the search, for `quickwit index ingest`; with --mapping, the index to make before
  headers        what a server should say with the files of the site (--host)

Where there is only one document or session, it is the one that is meant.")]
pub(super) struct Args {
    /// What to write, see below
    #[arg(value_name = "FORMAT", value_parser = FORMATS)]
    format: String,
    /// Only this document
    #[arg(long, value_name = "ID")]
    document: Option<String>,
    /// Only this organisation
    #[arg(long, value_name = "ID", conflicts_with_all = ["document", "session"])]
    organisation: Option<String>,
    /// Only this session
    #[arg(long, value_name = "ID", conflicts_with = "document")]
    session: Option<String>,
    /// The definition of the index instead of the records
    #[arg(long)]
    mapping: bool,
    /// What the index is called
    #[arg(long, value_name = "NAME", default_value = "quyche")]
    index: String,
    /// The server that the headers are for
    #[arg(long, value_name = "HOST", value_parser = HOSTS)]
    host: Option<String>,
    /// Where to write; `-` is the standard output
    #[arg(long, value_name = "FILE", default_value = "-")]
    out: PathBuf,
    /// The content folder
    #[arg(long, value_name = "DIR", default_value = "content")]
    content: PathBuf,
    /// Where the site is served, `https://…`; replaces `base_url` of `site.yaml`
    #[arg(long, value_name = "URL", value_parser = super::build::web_address)]
    base_url: Option<String>,
}

const FORMATS: [&str; 14] =
    ["akn", "json", "text", "csv", "xlsx", "ics", "docx", "gift", "aiken", "anki", "atom", "elasticsearch", "quickwit", "headers"];
const HOSTS: [&str; 6] = ["netlify", "apache", "nginx", "caddy", "vercel", "azure"];

/// 0 when it could be done.
pub(super) fn run(args: &Args) -> Result<u8> {
    let bytes = bytes(args)?;
    if args.out == Path::new("-") {
        stdout().lock().write_all(&bytes)?;
    } else {
        fs::write_file(&args.out, &bytes)?;
    }
    Ok(0)
}

fn bytes(args: &Args) -> Result<Vec<u8>> {
    let engine = match args.format.as_str() {
        "headers" => return headers(args),
        "elasticsearch" => Some(Engine::Elasticsearch),
        "quickwit" => Some(Engine::Quickwit),
        _ => None,
    };
    if let Some(engine) = engine.filter(|_| args.mapping) {
        return Ok(bulk::index(engine, &args.index));
    }
    let (sources, theme) = (read(&args.content)?, read_theme(None)?);
    let mut analysis = analyse(&sources, args.base_url.as_deref()).value;
    // What is asked for by name is given, whatever the site has.
    analysis.corpus.contents.site.downloads = true;
    let composer = Composer::new(&analysis.corpus, &sources, &analysis.links, &analysis.register, theme.strings());
    let Some(engine) = engine else {
        let scope = Scope { document: args.document.clone(), organisation: args.organisation.clone(), session: args.session.clone() };
        return compose::export(&composer, format(&args.format), &scope);
    };
    let mut records = records(&composer);
    records.retain(|record| args.document.as_ref().is_none_or(|document| *document == record.document));
    records.retain(|record| args.organisation.as_ref().is_none_or(|id| record.organisations.contains(id)));
    Ok(bulk::records(&records, engine, &args.index, &compose::setting(&composer)))
}

/// One of [`FORMATS`] that a file of the site has.
fn format(name: &str) -> Format {
    match name {
        "akn" => Format::Akn,
        "json" => Format::Json,
        "text" => Format::Text,
        "csv" => Format::Csv,
        "xlsx" => Format::Xlsx,
        "ics" => Format::Ics,
        "docx" => Format::Docx,
        "gift" => Format::Gift,
        "aiken" => Format::Aiken,
        "anki" => Format::Anki,
        "atom" => Format::Atom,
        name => unreachable!("`{name}` is no file of the site"),
    }
}

fn headers(args: &Args) -> Result<Vec<u8>> {
    let Some((_, host)) = Host::ALL.iter().find(|(name, _)| Some(*name) == args.host.as_deref()) else {
        bail!("say for which server with `--host HOST`; choose from: {}", HOSTS.join(", "));
    };
    let (sources, theme) = (read(&args.content)?, read_theme(None)?);
    let site = analyse(&sources, args.base_url.as_deref()).value.corpus.contents.site;
    let templates = render::compile(&theme, &compose::site_view(&site, theme.strings()))?;
    Ok(templates.headers(*host).into_bytes())
}
