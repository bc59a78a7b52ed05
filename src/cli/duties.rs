//! `quyche duties`: a register read out of a regulation, and its agreement with the reviewed one.

use std::io::{Write, stderr, stdout};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::build::{Analysis, analyse, read};
use crate::content::Duty;
use crate::{duty, fs, yaml};

/// Propose and compare registers of duties.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Clone, clap::Subcommand)]
enum Command {
    /// Read a register of duties out of a regulation; every entry is a proposal for a person to review
    Propose(Propose),
    /// Compare what the machine reads with the reviewed register
    Compare(Compare),
}

#[derive(Debug, Clone, clap::Args)]
struct Propose {
    /// Id of the regulation: the name of its file
    document: String,
    /// The content folder
    #[arg(long, value_name = "DIR", default_value = "content")]
    content: PathBuf,
    /// Write here instead of to standard output; an existing file is never replaced
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, Clone, clap::Args)]
struct Compare {
    /// Id of the regulation: the name of its file
    document: String,
    /// The content folder
    #[arg(long, value_name = "DIR", default_value = "content")]
    content: PathBuf,
    /// List every difference too
    #[arg(long)]
    differences: bool,
}

/// 0 when it could be done.
pub(super) fn run(args: &Args) -> Result<u8> {
    match &args.command {
        Command::Propose(args) => propose(args),
        Command::Compare(args) => compare(args),
    }
}

fn propose(args: &Propose) -> Result<u8> {
    let (_, duties) = proposed(&args.content, &args.document)?;
    let text = yaml::write(&duties)?;
    match &args.out {
        None => write!(stdout(), "{text}")?,
        Some(file) if fs::is_there(file) => bail!("`{}` is there already: choose another name with `--out FILE`", file.display()),
        Some(file) => {
            fs::write_file(file, text.as_bytes())?;
            writeln!(
                stderr(),
                "{} duties proposed in `{}`; set `status: reviewed` where you have read the clause",
                duties.len(),
                file.display()
            )?;
        }
    }
    Ok(0)
}

fn compare(args: &Compare) -> Result<u8> {
    let (analysis, proposed) = proposed(&args.content, &args.document)?;
    let register = analysis.corpus.contents.duties.get(&args.document);
    let entries = register.with_context(|| format!("there is no `duties/{}.yaml` to compare with", args.document))?;
    let evaluation = duty::evaluate(&proposed, entries);
    let mut output = stdout().lock();
    if args.differences {
        for (provision, aspect, left, right) in &evaluation.differences {
            writeln!(output, "{provision}: {aspect}\n  machine:  {left}\n  reviewed: {right}")?;
        }
    }
    write!(output, "{evaluation}")?;
    Ok(0)
}

fn proposed(content: &Path, document: &str) -> Result<(Analysis, Vec<Duty>)> {
    let sources = read(content)?;
    let analysis = analyse(&sources, None).value;
    let regulation = analysis.corpus.regulation(document);
    let regulation = regulation
        .with_context(|| format!("no regulation `{document}` in `{}`: give the name of its file without `.md`", content.display()))?;
    let duties = duty::propose(&analysis.corpus, &analysis.links, &sources.get(regulation.file).text, regulation).duties;
    Ok((analysis, duties))
}
