//! The command line: one file a subcommand, each only wires. Only this folder prints.

mod build;
mod check;
mod decide;
mod duties;
mod export;
mod help;
mod ingest;
mod init;
mod new;
mod restore;
mod search;
mod serve;

use std::io::IsTerminal;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::diag::{self, Diagnostic};
use crate::source::Sources;

/// Turns Vietnamese regulations into a cross-linked static site with full-text search.
#[derive(Debug, Parser)]
#[command(name = "quyche", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the site.
    Build(build::Args),
    /// Report every problem of the content; exit 0 clean, 1 problems, 2 could not run.
    Check(check::Args),
    /// Print the completions of the command line for a shell.
    Completions(help::Completions),
    /// Read duties out of a regulation.
    Duties(duties::Args),
    /// Write one file of data without building the site.
    Export(export::Args),
    /// Make a file (txt, docx, pdf, image) the draft of a regulation.
    Ingest(ingest::Args),
    /// Begin a site: a small one that builds, with comments that teach.
    Init(init::Args),
    /// Print a page for `man`.
    Man(help::Man),
    /// Begin a file: a study session proposed from the register of duties.
    New(new::Args),
    /// Put the text of a scan right.
    Restore(restore::Args),
    /// Search the built site.
    Search(search::Args),
    /// Show the site on this machine while you edit it.
    Serve(serve::Args),
}

/// Reads the arguments and runs the subcommand; the value is the exit code.
pub fn run() -> Result<u8> {
    match Arguments::parse().command {
        Command::Build(args) => build::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Completions(args) => help::completions(&args),
        Command::Duties(args) => duties::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Ingest(args) => ingest::run(&args),
        Command::Init(args) => init::run(&args),
        Command::Man(args) => help::man(&args),
        Command::New(args) => new::run(&args),
        Command::Restore(args) => restore::run(&args),
        Command::Search(args) => search::run(&args),
        Command::Serve(args) => serve::run(&args),
    }
}

/// What a failure says, with the names of files as a terminal can show them.
pub fn said(error: &anyhow::Error) -> String {
    format!("{error:#}").lines().map(diag::visible).collect::<Vec<_>>().join("\n")
}

/// So many findings of each kind are shown by a build: a thousand documents have ten thousand, and `check` shows them all.
const MOST: usize = 100;

/// Diagnostics for people, of each code no more than `most`, coloured on a terminal unless NO_COLOR is set.
fn for_people(diagnostics: &[Diagnostic], sources: &Sources, root: &str, most: usize) -> String {
    let colour = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    diag::people(diagnostics, sources, root, colour, most)
}
