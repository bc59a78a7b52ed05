//! `quyche build`: content in, site out.

use std::io::{Write, stderr};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Result;

use crate::build::{analyse_over, cache, check_theme, read, read_theme, write};
use crate::cli::{MOST, for_people};
use crate::content::is_web_address;
use crate::diag::Severity;

/// Build the site.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Args {
    /// The content folder.
    #[arg(long, value_name = "DIR", default_value = "content")]
    content: PathBuf,
    /// Where the site is written; the old site there is replaced in one step.
    #[arg(long, value_name = "DIR", default_value = "public")]
    out: PathBuf,
    /// Files laid over the built-in theme, path by path.
    #[arg(long, value_name = "DIR")]
    theme: Option<PathBuf>,
    /// Where the site will be served, `https://…`; replaces `base_url` of `site.yaml`.
    #[arg(long, value_name = "URL", value_parser = web_address)]
    base_url: Option<String>,
    /// Also publish sessions and questions that nobody has reviewed, marked as proposed.
    #[arg(long)]
    proposed: bool,
    /// Write nothing when there is an error in the content.
    #[arg(long)]
    strict: bool,
}

/// An address that can stand before every page's own.
pub(super) fn web_address(text: &str) -> Result<String, &'static str> {
    match is_web_address(text) {
        true => Ok(text.to_owned()),
        false => Err("write `https://`, the name of the host and, if there is one, the folder"),
    }
}

/// Says what is wrong with a theme; the value is whether it cannot be used.
fn theme_has_errors(folder: &Path) -> Result<bool> {
    let (sources, found) = check_theme(folder)?;
    write!(stderr(), "{}", for_people(&found, &sources, &folder.display().to_string(), MOST))?;
    Ok(found.iter().any(|diagnostic| diagnostic.severity == Severity::Error))
}

/// 0 when the site was written, 1 when errors forbade it.
pub(super) fn run(args: &Args) -> Result<u8> {
    let start = Instant::now();
    let (sources, (cache, theme)) =
        rayon::join(|| read(&args.content), || rayon::join(|| cache(&args.out), || read_theme(args.theme.as_deref())));
    let sources = sources?;
    if let Some(folder) = &args.theme
        && theme_has_errors(folder)?
    {
        writeln!(stderr(), "nothing written: the theme has errors")?;
        return Ok(1);
    }
    let theme = theme?;
    let mut diagnostics = Vec::new();
    let analysis = analyse_over(&sources, args.base_url.as_deref(), cache).unload(&mut diagnostics);
    diagnostics.retain(|diagnostic| diagnostic.severity != Severity::Note);
    let root = args.content.display().to_string();
    let failed = |severity| severity == Severity::Error;
    let tell = || write!(stderr(), "{}", for_people(&diagnostics, &sources, &root, MOST));
    if args.strict && diagnostics.iter().any(|diagnostic| failed(diagnostic.severity)) {
        tell()?;
        writeln!(stderr(), "nothing written: the content has errors and `--strict` was given")?;
        return Ok(1);
    }
    let (told, written) = rayon::join(tell, || write(&sources, &analysis, &theme, &args.out, args.proposed));
    told?;
    let written = written?;
    let mut err = stderr().lock();
    if !written.diagnostics.is_empty() {
        write!(err, "{}", for_people(&written.diagnostics, &sources, &root, MOST))?;
        writeln!(err, "nothing written: the old site stays as it was")?;
        return Ok(1);
    }
    let summary = written.value;
    writeln!(
        err,
        "{} document(s), {} pages, {} search records, {} files in `{}` ({:.1} s)",
        summary.documents,
        summary.pages,
        summary.records,
        summary.files,
        args.out.display(),
        start.elapsed().as_secs_f64()
    )?;
    // The program ends: to give everything back piece by piece would only take time.
    std::mem::forget((sources, analysis, diagnostics));
    Ok(0)
}
