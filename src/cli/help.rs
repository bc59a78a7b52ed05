//! `quyche completions` and `quyche man`: what a shell and `man` need to know of the command line, on standard output.

use std::io::{Write, stdout};

use anyhow::{Result, anyhow};
use clap::CommandFactory;
use clap_complete::Shell;

use crate::cli::Arguments;

/// Print the completions of the command line for a shell.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Completions {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

/// Print a page for `man`.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Man {
    /// The page of this subcommand; without it the page of the whole.
    subcommand: Option<String>,
}

/// 0 when it was printed.
pub(super) fn completions(args: &Completions) -> Result<u8> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Arguments::command(), "quyche", &mut script);
    stdout().write_all(&script)?;
    Ok(0)
}

/// 0 when it was printed.
pub(super) fn man(args: &Man) -> Result<u8> {
    let mut command = Arguments::command();
    command.build();
    let command = match &args.subcommand {
        None => command,
        Some(name) => {
            let found =
                command.find_subcommand(name).ok_or_else(|| anyhow!("there is no subcommand `{name}`; `quyche help` lists them"))?;
            found.clone().version(env!("CARGO_PKG_VERSION"))
        }
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    stdout().write_all(&page)?;
    Ok(0)
}
