//! The site as it is written: beside the old one, then swapped in. Entry points: [`Staging::begin`], [`Staging::put`],
//! [`Staging::publish`].
//!
//! Architecture invariants: two writers of one path are an error found here; a reader, or a crash at any moment, meets the
//! old site or the new one, never half of one; a file whose bytes do not change keeps its time stamp.
#![expect(clippy::disallowed_methods, reason = "this is the module that writes the site")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anyhow::{Context, Result, bail};

/// Name of the file that marks a folder as written by quyche, so that no other folder is ever replaced.
const MARK: &str = ".quyche";

/// Ending of the folder in which the old site waits while the new one is put in its place.
const ASIDE: &str = "old";

/// A path of the site: parts joined by `/`, none of them empty, `.` or `..`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OutputPath(String);

impl OutputPath {
    /// The path, if it stays inside the site.
    pub fn new(path: &str) -> Option<Self> {
        let safe = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', '\0']);
        path.split('/').all(safe).then(|| Self(path.to_owned()))
    }

    /// The file of the page at address `url`: `/a/b/` is `a/b/index.html`.
    pub fn page(url: &str) -> Option<Self> {
        let inner = url.strip_prefix('/')?;
        match inner.strip_suffix('/') {
            Some(folder) => Self::new(&format!("{folder}/index.html")),
            None if inner.is_empty() => Self::new("index.html"),
            None => Self::new(inner),
        }
    }
}

/// A site that is being written beside the old one.
#[derive(Debug)]
pub struct Staging {
    target: PathBuf,
    folder: PathBuf,
    written: Mutex<BTreeMap<String, u32>>,
    _lock: File,
}

impl Staging {
    /// Prepares to replace the site at `target`; fails if another build is doing so or if `target` holds something else.
    pub fn begin(target: &Path) -> Result<Self> {
        let target = &resolved(target)?;
        let name =
            target.file_name().and_then(|name| name.to_str()).with_context(|| format!("`{}` is no name for a site", target.display()))?;
        let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(parent).with_context(|| format!("cannot make the folder `{}`", parent.display()))?;
        check_ours(target)?;
        let lock = lock(&parent.join(format!(".{name}.lock")), target)?;
        let folder = parent.join(format!(".{name}.new"));
        recover(&folder.with_extension(ASIDE), target)?;
        remove(&folder)?;
        fs::create_dir(&folder).with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
        let staging = Self { target: target.to_owned(), folder, written: Mutex::default(), _lock: lock };
        staging.put(&OutputPath(MARK.to_owned()), concat!("quyche ", env!("CARGO_PKG_VERSION"), "\n").as_bytes())?;
        Ok(staging)
    }

    /// Writes one file of the new site. A second writer of a path is counted, see [`Staging::conflicts`].
    pub fn put(&self, path: &OutputPath, bytes: &[u8]) -> Result<()> {
        let times = {
            let mut written = self.written.lock().expect("no writer panics while it holds the list");
            let times = written.entry(path.0.clone()).or_insert(0);
            *times += 1;
            *times
        };
        if times > 1 {
            return Ok(());
        }
        let file = self.folder.join(&path.0);
        let old = self.target.join(&path.0);
        let unchanged = fs::symlink_metadata(&old).is_ok_and(|meta| meta.is_file() && meta.len() == bytes.len() as u64)
            && fs::read(&old).is_ok_and(|before| before == bytes);
        let written = write(&file, bytes, unchanged.then_some(old.as_path()));
        written.with_context(|| format!("cannot write `{}`", file.display()))
    }

    /// The bytes of a file of the new site that was written before.
    pub fn read(&self, path: &OutputPath) -> Result<Vec<u8>> {
        let file = self.folder.join(&path.0);
        fs::read(&file).with_context(|| format!("cannot read `{}`", file.display()))
    }

    /// The paths that had more than one writer.
    pub fn conflicts(&self) -> BTreeSet<String> {
        let written = self.written.lock().expect("no writer panics while it holds the list");
        written.iter().filter(|(_, times)| **times > 1).map(|(path, _)| path.clone()).collect()
    }

    /// Number of files written.
    pub fn len(&self) -> usize {
        self.written.lock().expect("no writer panics while it holds the list").len()
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Puts the new site in the place of the old one, in one step where the system can, and removes the old one.
    pub fn publish(self) -> Result<()> {
        if !self.target.exists() {
            return fs::rename(&self.folder, &self.target).with_context(|| format!("cannot put the site at `{}`", self.target.display()));
        }
        swap(&self.folder, &self.target)
            .map_err(explained)
            .with_context(|| format!("cannot replace the site at `{}`", self.target.display()))?;
        remove(&self.folder).context("the new site is in place and the old one is not gone: remove it by hand")
    }
}

impl Drop for Staging {
    /// A build that stops on an error leaves nothing behind; what cannot be removed is removed by the next build.
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn write(file: &Path, bytes: &[u8], unchanged: Option<&Path>) -> std::io::Result<()> {
    let attempt = || match unchanged {
        // A link keeps the time stamp. Where links are not possible the bytes are written anew.
        Some(old) => {
            fs::hard_link(old, file).or_else(|error| if error.kind() == ErrorKind::NotFound { Err(error) } else { fs::write(file, bytes) })
        }
        None => fs::write(file, bytes),
    };
    match attempt() {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            if let Some(parent) = file.parent() {
                fs::create_dir_all(parent)?;
            }
            attempt()
        }
        other => other,
    }
}

/// The folder that `target` is or leads to: a link stays a link.
fn resolved(target: &Path) -> Result<PathBuf> {
    if !target.is_symlink() {
        return Ok(target.to_owned());
    }
    target.canonicalize().with_context(|| format!("`{}` leads nowhere: remove the link or make its folder", target.display()))
}

/// Brings back the site that a crash between the two steps of [`swap`] left at `aside`.
fn recover(aside: &Path, target: &Path) -> Result<()> {
    if target.exists() || !aside.join(MARK).exists() {
        return Ok(());
    }
    fs::rename(aside, target).with_context(|| format!("cannot bring the old site back from `{}`", aside.display()))
}

fn lock(path: &Path, target: &Path) -> Result<File> {
    // Not emptied: a link that someone put there must not empty another file.
    let file =
        File::options().create(true).write(true).truncate(false).open(path).with_context(|| format!("cannot make `{}`", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => bail!("another build is writing `{}`: wait for it to end", target.display()),
        Err(TryLockError::Error(error)) => Err(error).with_context(|| format!("cannot lock `{}`", path.display())),
    }
}

fn check_ours(target: &Path) -> Result<()> {
    let Ok(mut entries) = fs::read_dir(target) else {
        if target.exists() {
            bail!("`{}` is not a folder that can be read: choose another with `--out DIR`", target.display());
        }
        return Ok(());
    };
    if entries.next().is_some() && !target.join(MARK).exists() {
        bail!("`{}` holds files that quyche did not write: empty it or choose another folder with `--out DIR`", target.display());
    }
    Ok(())
}

fn swap(new: &Path, old: &Path) -> std::io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(()),
        // A file system without exchange: two steps, the old site is back if the second fails.
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => {
            let aside = new.with_extension(ASIDE);
            remove(&aside).map_err(std::io::Error::other)?;
            fs::rename(old, &aside)?;
            match fs::rename(new, old) {
                Ok(()) => fs::rename(&aside, new),
                Err(error) => fs::rename(&aside, old).and(Err(error)),
            }
        }
        Err(error) => Err(error.into()),
    }
}

fn explained(error: std::io::Error) -> anyhow::Error {
    match error.kind() {
        ErrorKind::ResourceBusy => anyhow::Error::from(error).context("another file system is mounted there: choose a folder within it"),
        _ => error.into(),
    }
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error).with_context(|| format!("cannot remove `{}`", folder.display())),
        _ => Ok(()),
    }
}
