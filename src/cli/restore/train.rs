//! `quyche restore train`: learn a model.

use std::io::{Write, stderr};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use indicatif::{ProgressBar, ProgressStyle};

use crate::fs;
use crate::restore::{CorpusFile, Material, Page, train};

/// How often a word of the party's texts counts, for there are few of them; and a word of a user's own texts.
const SCARCE: u32 = 10;

#[derive(Debug, Clone, clap::Args)]
pub(super) struct Args {
    /// Folder of correct texts, one paragraph a line: `*.txt`, `*.txt.xz`; the words of files named `party…` count ten times
    #[arg(long, value_name = "DIR")]
    corpus: PathBuf,
    /// Another such folder whose words count ten times: texts like the ones to be restored
    #[arg(long, value_name = "DIR")]
    add_corpus: Vec<PathBuf>,
    /// Folder of pages in both forms: `NAME.gold.txt`, what is written, and `NAME.ocr.txt`, what was read
    #[arg(long, value_name = "DIR", required = true)]
    pages: Vec<PathBuf>,
    /// Folder of right texts (`*.txt`) the model is to be measured on: paragraphs of the corpus that share eight words with one are left out
    #[arg(long, value_name = "DIR")]
    held: Option<PathBuf>,
    /// The model file to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

pub(super) fn run(args: &Args) -> Result<u8> {
    let mut corpus = texts(&args.corpus, |name| if name.starts_with("party") { SCARCE } else { 1 })?;
    for folder in &args.add_corpus {
        corpus.extend(texts(folder, |_| SCARCE)?);
    }
    let held = args.held.as_deref().map(right_texts).transpose()?.unwrap_or_default();
    let pages = args.pages.iter().map(|folder| pages(folder)).collect::<Result<Vec<_>>>()?.into_iter().flatten().collect();
    let material = Material { corpus, pages, held };
    let bar = ProgressBar::new(5).with_style(ProgressStyle::with_template("[{elapsed_precise}] {bar:20} {msg}")?);
    let model = train(&material, &mut |step| {
        bar.set_message(step.to_owned());
        bar.inc(1);
    })?;
    bar.finish_with_message("done");
    let bytes = model.to_bytes();
    fs::write_file(&args.out, &bytes)?;
    writeln!(stderr(), "{} words, {:?} sequences of two words and more, {} bytes", model.sizes()[0], &model.sizes()[1..], bytes.len())?;
    Ok(0)
}

fn texts(folder: &Path, weight: impl Fn(&str) -> u32) -> Result<Vec<CorpusFile>> {
    let is_text = |name: &str| name.ends_with(".txt") || name.ends_with(".txt.xz");
    let files = fs::read_folder(folder, "--corpus", |name| is_text(name).then_some(u64::MAX))?;
    ensure!(!files.is_empty(), "no `*.txt` and no `*.txt.xz` in `{}`", folder.display());
    Ok(files.into_iter().map(|(name, bytes)| CorpusFile { weight: weight(&name), name, bytes }).collect())
}

fn right_texts(folder: &Path) -> Result<Vec<String>> {
    let files = fs::read_folder(folder, "--held", |name| name.ends_with(".txt").then_some(u64::MAX))?;
    ensure!(!files.is_empty(), "no `*.txt` in `{}`", folder.display());
    Ok(files.into_iter().map(|(_, bytes)| quyche_text::nfc(&String::from_utf8_lossy(&bytes)).into_owned()).collect())
}

fn pages(folder: &Path) -> Result<Vec<Page>> {
    let mut pages = Vec::new();
    for (name, gold) in fs::read_folder(folder, "--pages", |name| name.ends_with(".txt").then_some(u64::MAX))? {
        if let Some(page) = name.strip_suffix(".gold.txt") {
            let gold = String::from_utf8(gold).with_context(|| format!("`{name}` is not UTF-8 text"))?;
            pages.push(Page { gold, read: fs::read_text(&folder.join(format!("{page}.ocr.txt")))? });
        }
    }
    ensure!(!pages.is_empty(), "no `*.gold.txt` in `{}`", folder.display());
    Ok(pages)
}
