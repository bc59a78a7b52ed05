//! `quyche serve`: the site as it will be, beside the editor.

use std::io::{Write, stderr};
use std::path::PathBuf;

use anyhow::Result;

use crate::cli::{MOST, for_people};
use crate::diag::Report;
use crate::serve::{Attempt, Checked, News, Settings, serve};

/// Build the site, show it on this machine, and build it again after every change.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Args {
    /// The content folder
    #[arg(long, value_name = "DIR", default_value = "content")]
    content: PathBuf,
    /// Files laid over the built-in theme, path by path
    #[arg(long, value_name = "DIR")]
    theme: Option<PathBuf>,
    /// The port of `http://localhost:N/`; 0 takes any that is free
    #[arg(long, value_name = "N", default_value_t = 8446)]
    port: u16,
    /// Build here instead of in a folder that is gone when the preview ends
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Also show sessions and questions that nobody has reviewed, marked as proposed
    #[arg(long)]
    proposed: bool,
}

/// 0 when the preview was ended by Ctrl-C.
pub(super) fn run(args: &Args) -> Result<u8> {
    let settings = Settings {
        content: args.content.clone(),
        theme: args.theme.clone(),
        out: args.out.clone(),
        port: args.port,
        proposed: args.proposed,
    };
    serve(&settings, &mut |news| {
        let mut err = stderr().lock();
        match news {
            News::Listening(address) => writeln!(err, "{address}/ (end with Ctrl-C)")?,
            News::Built(attempt) => write!(err, "{}", told(attempt))?,
        }
        Ok(())
    })?;
    Ok(0)
}

fn told(attempt: &Attempt) -> String {
    let mut words = String::new();
    for Report { diagnostics, sources, root } in attempt.checked.iter().map(Checked::report) {
        words.push_str(&for_people(diagnostics, sources, root, MOST));
    }
    match &attempt.result {
        Ok(summary) if summary.is_as_before => words.push_str(&format!("nothing changed ({:.2} s)\n", attempt.seconds)),
        Ok(summary) => words.push_str(&format!("{} document(s), {} pages ({:.2} s)\n", summary.documents, summary.pages, attempt.seconds)),
        Err(error) => words.push_str(&format!("error: {error:#}\nnothing built: the last good site is still shown\n")),
    }
    words
}
