//! `quyche search`: asks the built index.

use std::io::{IsTerminal, Write, stderr, stdout};
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::fs;
use crate::index::{Request, evaluate, json, open, search, text};

/// Where a build puts the index, below the output directory.
const INDEX: &str = "du-lieu/chi-muc";

/// Search the built site.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Args {
    /// Words, a "phrase", a document number, or a place such as `khoản 5 điều 6`
    #[arg(required_unless_present = "evaluate", default_value = "", hide_default_value = true)]
    query: String,
    /// The built site
    #[arg(long, default_value = "public")]
    out: PathBuf,
    /// Only what concerns this organisation
    #[arg(long, value_name = "ID")]
    organisation: Option<String>,
    /// Only duties of this role
    #[arg(long)]
    role: Option<String>,
    /// Only duties due so: P6M, as-needed, on-event, continuous, unspecified
    #[arg(long)]
    timing: Option<String>,
    /// Only duties of this level: central, city, district, commune, base
    #[arg(long)]
    level: Option<String>,
    /// Only this document
    #[arg(long, value_name = "ID")]
    document: Option<String>,
    /// At most so many results
    #[arg(long, default_value_t = 20, value_name = "N")]
    limit: usize,
    /// For people or for programs
    #[arg(long, value_parser = ["text", "json"], default_value = "text")]
    format: String,
    /// Measure the ranking against a file of judged queries
    #[arg(long, hide = true, value_name = "FILE")]
    evaluate: Option<PathBuf>,
}

/// Answers 0 when something was found, 1 when nothing was.
pub(super) fn run(args: &Args) -> Result<u8> {
    let index = open(&args.out.join(INDEX))?;
    let mut output = stdout().lock();
    if let Some(file) = &args.evaluate {
        let queries = String::from_utf8(fs::read_file(file)?).context("judged queries are not UTF-8")?;
        write!(output, "{}", evaluate(&index, &queries)?)?;
        return Ok(0);
    }
    let Args { query, organisation, role, timing, level, document, limit, .. } = args.clone();
    let hits = search(&index, &Request { query, organisation, role, timing, level, document, limit, ..Request::default() })?.hits;
    if args.format == "json" {
        writeln!(output, "{}", json(&hits)?)?;
    } else if hits.is_empty() {
        writeln!(stderr(), "Không tìm thấy `{}`; hãy thử ít từ hơn, hoặc bỏ bớt bộ lọc.", args.query)?;
    } else {
        let bold = output.is_terminal() && std::env::var_os("NO_COLOR").is_none();
        write!(output, "{}", text(&hits, bold))?;
    }
    Ok(u8::from(hits.is_empty()))
}
