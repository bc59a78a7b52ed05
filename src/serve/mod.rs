//! A preview for the person who edits: the site is built, watched and shown on this machine only. Entry point: [`serve`].
//!
//! Architecture invariants: nothing but loopback addresses is listened on; a build that fails leaves the last good site in place; what
//! makes a page reload and shows what is wrong is put into the answer, never into a file of the site.

mod answer;
mod attempt;
mod draft;
mod preview;
mod server;
mod target;
mod watch;

use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};

use anyhow::{Context, Result, bail};

use crate::build::read_theme;
use crate::fs;

pub use attempt::{Attempt, Checked};
use preview::Preview;
use watch::Wake;

/// What is previewed, and where.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The content folder.
    pub content: PathBuf,
    /// Files laid over the built-in theme.
    pub theme: Option<PathBuf>,
    /// Where the site is built; `None` is a folder that is gone when the preview ends.
    pub out: Option<PathBuf>,
    /// The port; 0 is any that is free.
    pub port: u16,
    /// Whether what nobody has reviewed is shown too.
    pub proposed: bool,
}

/// What there is to tell the person at the terminal.
#[derive(Clone, Copy, Debug)]
pub enum News<'a> {
    /// The site can be opened at this address.
    Listening(&'a str),
    /// A build has ended.
    Built(&'a Attempt),
}

/// Builds, serves and builds again after every change, until the process is asked to end.
///
/// # Errors
/// When the content folder cannot be watched, the port is taken, or `tell` fails.
pub fn serve(settings: &Settings, tell: &mut dyn FnMut(News<'_>) -> Result<()>) -> Result<()> {
    let watched: Vec<&Path> = std::iter::once(settings.content.as_path()).chain(settings.theme.as_deref()).collect();
    if !settings.content.is_dir() {
        bail!("no folder `{}`: name it with `--content DIR`, or make a site with `quyche init DIR`", settings.content.display());
    }
    let temporary = tempfile::Builder::new().prefix("quyche-").tempdir().context("cannot make a folder for the preview")?;
    let out = settings.out.clone().unwrap_or_else(|| temporary.path().join("site"));
    if let Some(folder) = watched.iter().find(|folder| fs::is_below(&out, folder)) {
        bail!("`{}` is inside `{}`, which is watched: choose another folder with `--out DIR`", out.display(), folder.display());
    }
    let (sender, wakes) = mpsc::channel();
    // Watched before the first build, so that no save is missed.
    let _watcher = watch::begin(&watched, &sender)?;
    ctrlc::set_handler(move || {
        let _ = sender.send(Wake::Stop);
    })
    .context("cannot catch Ctrl-C")?;
    let (port, listeners) = server::listen(settings.port)?;
    let address = format!("http://localhost:{port}");
    let built_in = read_theme(None)?;
    let preview = Arc::new(Preview::new(out.clone(), port, &built_in));
    let server = server::start(listeners, &preview)?;
    tell(News::Listening(&address))?;
    let mut before = None;
    loop {
        let mut attempt = attempt::begin(settings, &out, &address, &built_in, before.as_deref());
        before = attempt.sources().or(before);
        preview.show(&attempt, attempt.draft());
        attempt.write(&out);
        preview.show(&attempt, None);
        tell(News::Built(&attempt))?;
        if let Err(error) = attempt.index(&out) {
            attempt.result = Err(error);
            preview.show(&attempt, None);
            tell(News::Built(&attempt))?;
        }
        if watch::wait(&wakes) == Wake::Stop {
            break;
        }
    }
    // Pages that listen would keep an orderly end waiting.
    server.shutdown_background();
    Ok(())
}
