//! `quyche restore`: a scan's text put right, and the two commands behind the model that does it.

mod evaluate;
mod train;

use std::io::{Write, stdout};
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Subcommand, ValueEnum};
use serde::Serialize;

use crate::build::read;
use crate::content::parse_regulation;
use crate::fs;
use crate::restore::{Model, Phrases, Proposal, Restoration, hash, restore};
use crate::source::Source;

#[derive(Debug, Clone, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    /// The text as it was read
    #[arg(required = true)]
    file: Option<PathBuf>,
    /// The restored text, or every proposal for programs
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// A folder of correct texts (`*.txt`, `*.md`) whose phrases the text is likely to share
    #[arg(long, value_name = "DIR")]
    add_corpus: Vec<PathBuf>,
    /// The content folder, whose published regulations teach their phrases
    #[arg(long, value_name = "DIR", default_value = "content")]
    content: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Debug, Clone, Subcommand)]
enum Command {
    /// Learn a model from correct texts and from pages that were read by machine
    Train(train::Args),
    /// Measure a model against texts that are known to be right
    Evaluate(evaluate::Args),
}

/// What a program reads: offsets are bytes of the source as the build reads it: UTF-8, NFC, `\n` as line end.
#[derive(Debug, Serialize)]
struct Report<'a> {
    source: &'a str,
    hash: String,
    text: &'a str,
    proposals: &'a [Proposal],
    set_aside: Vec<Span>,
}

#[derive(Debug, Serialize)]
struct Span {
    start: usize,
    end: usize,
}

/// Answers 0; evaluation answers 1 when a text is restored worse than its floor.
pub(super) fn run(args: &Args) -> Result<u8> {
    match &args.command {
        Some(Command::Train(args)) => return train::run(args),
        Some(Command::Evaluate(args)) => return evaluate::run(args),
        None => {}
    }
    let file = args.file.as_ref().context("name the file to restore")?;
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let source = Source::decode(name, fs::read_file(file)?);
    let model = Model::embedded()?;
    let restoration = restore(&source.text, &model, &phrases(args, &source, &model)?);
    let mut out = stdout().lock();
    match args.format {
        Format::Text => write!(out, "{}", restoration.text)?,
        Format::Json => {
            let Restoration { text: restored, proposals, set_aside } = &restoration;
            let set_aside = set_aside.iter().map(|span| Span { start: span.start, end: span.end }).collect();
            let hash = hash(&source.text);
            serde_json::to_writer(&mut out, &Report { source: &source.path, hash, text: restored, proposals, set_aside })?;
            writeln!(out)?;
        }
    }
    Ok(0)
}

/// The phrases of every text in some folders, and of the published regulations but the one that was restored from this very text.
fn phrases(args: &Args, source: &Source, model: &Model) -> Result<Phrases> {
    let mut texts = Vec::new();
    for folder in &args.add_corpus {
        let is_text = |name: &str| name.ends_with(".txt") || name.ends_with(".md");
        let files = fs::read_folder(folder, "--add-corpus")?;
        texts.extend(files.into_iter().filter(|(name, _)| is_text(name)).map(|(name, bytes)| Source::decode(name, bytes).text));
    }
    if args.content.is_dir() {
        let published = read(&args.content)?;
        for (file, regulation) in published.iter().filter(|(_, file)| file.path.starts_with("regulations/") && file.path.ends_with(".md")) {
            let parsed = parse_regulation(regulation, file).value;
            let origin = parsed.meta.restored_from.and_then(|path| published.find(&path));
            if origin.is_none_or(|origin| published.get(origin).text != source.text) {
                texts.push(regulation.text[parsed.body].to_owned());
            }
        }
    }
    Ok(Phrases::new(texts.iter().map(String::as_str), model))
}
