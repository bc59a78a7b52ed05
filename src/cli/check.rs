//! `quyche check`: every problem of the content at once.

use std::io::{Write, stderr, stdout};
use std::path::PathBuf;

use anyhow::Result;

use crate::build::{analyse, read};
use crate::cli::for_people;
use crate::diag::{self, Severity};

/// Report every problem of the content.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Args {
    /// The content folder.
    #[arg(long, value_name = "DIR", default_value = "content")]
    content: PathBuf,
    /// For people or for programs.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

/// 0 when there is nothing to correct, 1 when there is; notes of what the text itself leaves open do not count.
pub(super) fn run(args: &Args) -> Result<u8> {
    let sources = read(&args.content)?;
    let found = analyse(&sources, None).diagnostics;
    let root = args.content.display().to_string();
    match args.format {
        Format::Json => write!(stdout(), "{}", diag::json(&found, &sources, &root))?,
        Format::Text => write!(stderr(), "{}", for_people(&found, &sources, &root))?,
    }
    Ok(u8::from(found.iter().any(|diagnostic| diagnostic.severity != Severity::Note)))
}
