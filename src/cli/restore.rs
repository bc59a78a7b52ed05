//! `quyche restore`: a scan's text put right, the review of it by a person, and the two commands behind the model that does it.

mod evaluate;
mod train;

use std::io::{Write, stderr, stdout};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use clap::{Subcommand, ValueEnum};

use crate::build::{read, read_theme};
use crate::cli::decide;
use crate::content::parse_regulation;
use crate::fs;
use crate::intake::{self, Cleaned, Encoding, told_apart};
use crate::restore::{Model, Phrases, Restoration, Stored, restore};
use crate::review::{Subject, report};
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
    /// Write a page on which a person goes through the unsure words, instead of the text
    #[arg(long, value_name = "HTML", conflicts_with = "format")]
    report: Option<PathBuf>,
    /// Replace the report that stands there
    #[arg(long, requires = "report")]
    force: bool,
    /// Use what a person decided: the file that was saved from the report
    #[arg(long, value_name = "JSON")]
    apply: Option<PathBuf>,
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

/// Answers 0; evaluation answers 1 when a text is restored worse than its floor.
pub(super) fn run(args: &Args) -> Result<u8> {
    match &args.command {
        Some(Command::Train(args)) => return train::run(args),
        Some(Command::Evaluate(args)) => return evaluate::run(args),
        None => {}
    }
    let file = args.file.as_ref().context("name the file to restore")?;
    if let Some(report) = &args.report {
        may_write(report, args)?;
    }
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let read = intake::read(&fs::read_file(file)?);
    for line in told(read.encoding, read.cleaned) {
        writeln!(stderr(), "{line}")?;
    }
    let source = Source::new(name, read.text);
    let decisions = args.apply.as_deref().map(|path| decide::read(path, &source)).transpose()?;
    let model = Model::embedded()?;
    let restoration = restore(&source.text, &model, &phrases(&args.add_corpus, &args.content, &source, &model)?);
    let decided = match (&decisions, &args.apply) {
        (Some(decisions), Some(path)) => decide::fitting(decisions, &source, &restoration, path)?,
        _ => Vec::new(),
    };
    match &args.report {
        Some(path) => write_report(path, &source, &restoration, &decided)?,
        None => print(args.format, &source, &restoration.decide(&decided))?,
    }
    Ok(0)
}

fn print(format: Format, source: &Source, restoration: &Restoration) -> Result<()> {
    let mut out = stdout().lock();
    match format {
        Format::Text => write!(out, "{}", told_apart(&restoration.text).text)?,
        Format::Json => out.write_all(&json(source, restoration)?)?,
    }
    Ok(())
}

/// Every proposal for a text, for programs and for the site.
pub(super) fn json(source: &Source, restoration: &Restoration) -> Result<Vec<u8>> {
    let mut json = serde_json::to_vec(&Stored::new(&source.path, &source.text, restoration.clone()))?;
    json.push(b'\n');
    Ok(json)
}

/// The page on which a person goes through the words.
pub(super) fn page(source: &Source, restoration: &Restoration, decided: &[(usize, &str)]) -> Result<Vec<u8>> {
    let subject = Subject { name: &source.path, text: &source.text, restoration, decided };
    Ok(report(&subject, &read_theme(None)?).map_err(|error| anyhow!("{error}"))?.into_bytes())
}

fn write_report(path: &Path, source: &Source, restoration: &Restoration, decided: &[(usize, &str)]) -> Result<()> {
    fs::write_file(path, &page(source, restoration, decided)?)?;
    let (shown, words) = (restoration.shown(), restoration.proposals.len());
    writeln!(stderr(), "`{}`: {shown} of {words} words to look at, {} decided; open it in a browser", path.display(), decided.len())?;
    Ok(())
}

/// A report replaces a file only when that is asked for, and never the files it is made from.
fn may_write(report: &Path, args: &Args) -> Result<()> {
    let inputs = args.file.iter().chain(&args.apply);
    if let Some(input) = inputs.into_iter().find(|input| fs::is_same(input, report)) {
        bail!("the report would replace `{}`, which it is made from: give it another name", input.display());
    }
    if !args.force && fs::is_there(report) {
        bail!("`{}` is there already: give the report another name, or replace it with `--force`", report.display());
    }
    Ok(())
}

/// What was done to a text before it was read, for people.
pub(super) fn told(encoding: Encoding, cleaned: Cleaned) -> Vec<String> {
    let mut lines = Vec::new();
    if encoding != Encoding::Unicode {
        lines.push(format!("the text is written in {encoding}: converted to Unicode"));
    }
    let Cleaned { composed, invisible, ligatures, look_alikes, spaces } = cleaned;
    let counts = [
        (composed, "letters with separate marks"),
        (invisible, "characters that cannot be seen"),
        (ligatures, "ligatures"),
        (look_alikes, "letters of another script that look like Latin ones"),
        (spaces, "spaces of other kinds"),
    ];
    lines.extend(counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("put right: {count} {what}")));
    lines
}

/// The phrases of every text in some folders, and of the published regulations but the one that was restored from this very text.
pub(super) fn phrases(folders: &[PathBuf], content: &Path, source: &Source, model: &Model) -> Result<Phrases> {
    let mut texts = Vec::new();
    for folder in folders {
        let is_text = |name: &str| name.ends_with(".txt") || name.ends_with(".md");
        let files = fs::read_folder(folder, "--add-corpus", |name| is_text(name).then_some(u64::MAX))?;
        texts.extend(files.into_iter().map(|(_, bytes)| intake::read(&bytes).text));
    }
    if content.is_dir() {
        let published = read(content)?;
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
