//! `quyche ingest`: a file made the draft of a regulation, with its source, a review, and what `check` says.

use std::io::{Write, stderr};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::build::{analyse, parse, read};
use crate::cli::decide;
use crate::cli::for_people;
use crate::cli::restore::{json, page, phrases, told};
use crate::fs;
use crate::ingest::{self, Draft, Names, draft};
use crate::restore::{Model, Restoration};
use crate::source::{Source, Sources};

#[derive(Debug, Clone, clap::Args)]
pub(super) struct Args {
    /// A text, a Word file, a PDF file or an image
    file: PathBuf,
    /// The content folder the draft is written to
    #[arg(long, value_name = "DIR", default_value = "content")]
    content: PathBuf,
    /// Id of the document, in place of the slug of its number
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// Use what a person decided: the file that was saved from the review
    #[arg(long, value_name = "JSON")]
    apply: Option<PathBuf>,
    /// A folder of correct texts (`*.txt`, `*.md`) whose phrases the text is likely to share
    #[arg(long, value_name = "DIR")]
    add_corpus: Vec<PathBuf>,
    /// Replace the files of an earlier draft
    #[arg(long)]
    force: bool,
}

/// 0 when `check` has nothing to say about the draft, 1 when it has.
pub(super) fn run(args: &Args) -> Result<u8> {
    let bytes = fs::read_file(&args.file)?;
    let sources = if args.content.is_dir() { read(&args.content)? } else { Sources::default() };
    let reading = ingest::read(&args.file)?;
    let stem = args.file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let name = args.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let source = Source::new(name, reading.text.clone());
    let model = Model::embedded()?;
    let organisations = parse(&sources).value.organisations;
    let names = Names::new(organisations.iter().map(|organisation| &organisation.value));
    let decisions = args.apply.as_deref().map(|path| decide::read(path, &source)).transpose()?;
    let settle = |restoration: Restoration| match (&decisions, &args.apply) {
        (Some(decisions), Some(path)) => {
            let decided = decide::fitting(decisions, &source, &restoration, path)?;
            Ok(restoration.decide(&decided))
        }
        _ => Ok(restoration),
    };
    let known = phrases(&args.add_corpus, &args.content, &source, &model)?;
    let draft = draft(&reading, &stem, args.id.as_deref(), &names, &model, &known, settle)?;
    let files = files(args, &draft, &source, &bytes)?;
    let there: Vec<String> = files.iter().filter(|(path, _)| fs::is_there(path)).map(|(path, _)| format!("`{}`", path.display())).collect();
    if !args.force && !there.is_empty() {
        bail!("there already: {}; nothing was written: choose another `--id`, or replace them with `--force`", there.join(", "));
    }
    for (path, bytes) in &files {
        fs::write_below(path, bytes)?;
    }
    tell(&mut stderr().lock(), &draft, &files, &told(reading.encoding, reading.cleaned))?;
    check(&args.content, &draft.id)
}

/// Every file of a draft and its bytes.
fn files(args: &Args, draft: &Draft, source: &Source, original: &[u8]) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let id = &draft.id;
    let beside = args.content.join("sources");
    let mut files = vec![(args.content.join("regulations").join(format!("{id}.md")), draft.text.clone().into_bytes())];
    if let Some(restoration) = &draft.restoration {
        files.push((beside.join(format!("{id}.ocr.txt")), source.text.clone().into_bytes()));
        files.push((beside.join(format!("{id}.restored.json")), json(source, restoration)?));
        let folder = args.content.parent().unwrap_or(Path::new(""));
        files.push((folder.join(format!("{id}.review.html")), page(source, restoration, &[])?));
    }
    if draft.restoration.is_none() || original != source.text.as_bytes() {
        let extension = args.file.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        files.push((beside.join(format!("{id}.{extension}")), original.to_vec()));
    }
    // A file that is ingested from its own place is there, and stays.
    files.retain(|(path, _)| !fs::is_same(path, &args.file));
    Ok(files)
}

fn tell(out: &mut impl Write, draft: &Draft, files: &[(PathBuf, Vec<u8>)], told: &[String]) -> Result<()> {
    for line in told {
        writeln!(out, "{line}")?;
    }
    for (path, _) in files {
        writeln!(out, "wrote `{}`", path.display())?;
    }
    if let Some(restoration) = &draft.restoration {
        let shown = restoration.shown();
        writeln!(
            out,
            "the text was restored: look at {shown} of {} words in the review before it is published",
            restoration.proposals.len()
        )?;
    }
    for line in &draft.set_aside {
        writeln!(out, "set aside, not in the draft: `{line}`")?;
    }
    for line in &draft.missing {
        writeln!(out, "to fill in: {line}")?;
    }
    Ok(())
}

/// Prints what `check` says of one document.
fn check(content: &Path, id: &str) -> Result<u8> {
    let sources = read(content)?;
    let own = sources.find(&format!("regulations/{id}.md")).context("the draft was written and is not there")?;
    let mut found = analyse(&sources, None).diagnostics;
    found.retain(|diagnostic| diagnostic.span.as_ref().is_some_and(|span| span.file == own));
    write!(stderr(), "{}", for_people(&found, &sources, &content.display().to_string(), usize::MAX))?;
    Ok(u8::from(!found.is_empty()))
}
