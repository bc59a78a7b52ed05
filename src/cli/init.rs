//! `quyche init`: a site to begin with, every file of it explained.

use std::io::{Write, stderr};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use include_dir::{Dir, DirEntry, include_dir};

use crate::fs;

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/starter");

/// So many files that are in the way are named.
const NAMED: usize = 5;

/// Begin a site: a small one that builds, with comments that teach.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Args {
    /// A folder that is empty or not there yet; nothing is ever replaced
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// 0 when the site was begun.
pub(super) fn run(args: &Args) -> Result<u8> {
    let there = fs::names(&args.folder)?;
    if !there.is_empty() {
        let named = there.iter().take(NAMED).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let more = if there.len() > NAMED { format!(" and {} more", there.len() - NAMED) } else { String::new() };
        bail!("`{}` is not empty, it holds {named}{more}: name a folder that is empty or not there yet", args.folder.display());
    }
    write(&STARTER, &args.folder)?;
    let shown = args.folder.display();
    writeln!(
        stderr(),
        "`{shown}` holds a site; go on with\n\n  cd {shown}\n  quyche serve\n\n`README.md` there says what each file is for"
    )?;
    Ok(0)
}

fn write(folder: &Dir<'_>, target: &Path) -> Result<()> {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => write(inner, target)?,
            DirEntry::File(file) => fs::write_below(&target.join(file.path()), file.contents())?,
        }
    }
    Ok(())
}
