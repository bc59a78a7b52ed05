//! `quyche check`: every problem of the content at once.

use std::io::{Write, stderr, stdout};
use std::path::PathBuf;

use anyhow::Result;

use crate::build::{analyse, check_theme, read};
use crate::cli::for_people;
use crate::diag::{self, Report, Severity};

/// Report every problem of the content.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Args {
    /// The content folder.
    #[arg(long, value_name = "DIR", default_value = "content")]
    content: PathBuf,
    /// Files to be laid over the built-in theme, checked too.
    #[arg(long, value_name = "DIR")]
    theme: Option<PathBuf>,
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
    let mut checked = vec![(args.content.display().to_string(), analyse(&sources, None).diagnostics, sources)];
    if let Some(folder) = &args.theme {
        let (sources, found) = check_theme(folder)?;
        checked.insert(0, (folder.display().to_string(), found, sources));
    }
    let reports: Vec<Report<'_>> = checked.iter().map(|(root, diagnostics, sources)| Report { diagnostics, sources, root }).collect();
    match args.format {
        Format::Json => write!(stdout(), "{}", diag::json(&reports))?,
        Format::Text => {
            for Report { diagnostics, sources, root } in &reports {
                write!(stderr(), "{}", for_people(diagnostics, sources, root, usize::MAX))?;
            }
        }
    }
    let mut found = reports.iter().flat_map(|report| report.diagnostics);
    Ok(u8::from(found.any(|diagnostic| diagnostic.severity != Severity::Note)))
}
