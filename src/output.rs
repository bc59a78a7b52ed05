//! The site as it is written: beside the old one, then swapped in. Entry points: [`Staging::begin`], [`Staging::put`],
//! [`Staging::keep`], [`Staging::publish`].
//!
//! Architecture invariants: two writers of one path are an error found here; a reader, or a crash at any moment, meets the
//! old site or the new one, never half of one; a file whose bytes do not change keeps its time stamp; what is remembered of a
//! site is never older than the site.
#![expect(clippy::disallowed_methods, reason = "this is the module that writes the site")]

mod beside;
mod left;
mod path;
mod stamp;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{BufRead, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use self::beside::write_pieces;
pub use self::beside::{Beside, Piece, Pieces};
pub use self::left::Left;
pub use self::path::OutputPath;
pub use self::stamp::Stamp;

/// Name of the file that marks a folder as written by quyche, so that no other folder is ever replaced.
const MARK: &str = ".quyche";

/// Ending of the folder in which the new site is made.
const NEW: &str = "new";

/// Ending of the file that a build holds locked.
const LOCK: &str = "lock";

/// Ending of the folder in which the old site waits while the new one is put in its place.
const ASIDE: &str = "old";

/// Ending of the folder that keeps the site before the one that is there: the next is made in it, by what has changed since.
const SPARE: &str = "spare";

/// A site that is being written beside the old one.
#[derive(Debug)]
pub struct Staging {
    target: PathBuf,
    folder: PathBuf,
    /// Whether `folder` began as an earlier site, with files that the old site shares.
    is_reused: bool,
    written: Mutex<FxHashMap<OutputPath, Written>>,
    /// Files of the old site that were taken over, list by list: the same lists as those of the build that made it, which share no file.
    kept: Mutex<Vec<Vec<(OutputPath, Stamp)>>>,
    _lock: File,
}

/// A path of the new site.
#[derive(Debug, Default)]
struct Written {
    /// How often it was written.
    times: u32,
    stamp: Stamp,
    /// Whether the old site's file has the same bytes.
    is_old: bool,
    /// Whether it stands in one of the lists that are kept together, see [`Staging::listed`].
    is_listed: bool,
}

impl Staging {
    /// Prepares to replace the site at `target`; fails if another build is doing so or if `target` holds something else.
    pub fn begin(target: &Path) -> Result<Self> {
        let target = &resolved(target)?;
        let folder = beside(target)?;
        let parent = folder.parent().unwrap_or(target);
        fs::create_dir_all(parent).with_context(|| format!("cannot make the folder `{}`", parent.display()))?;
        check_ours(target)?;
        let lock = lock(&folder.with_extension(LOCK), target)?;
        recover(&folder.with_extension(ASIDE), target)?;
        remove(&folder)?;
        fs::create_dir(&folder).with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
        let (written, kept) = Default::default();
        let staging = Self { target: target.to_owned(), folder, is_reused: false, written, kept, _lock: lock };
        let mark = OutputPath::new(MARK).expect("it is a name");
        staging.put(&mark, concat!("quyche ", env!("CARGO_PKG_VERSION"), "\n").as_bytes())?;
        Ok(staging)
    }

    /// What the last build left beside the site; `None` where it left nothing.
    pub fn left_beside(&self, file: Beside) -> Option<Left> {
        Left::open(&self.folder.with_extension(file.ending()))
    }

    /// Begins with the site before the old one, where it is still there; `gone` are its files that the old site does not have. To be asked
    /// before anything is written, and only by whoever says in the end what of the old site is gone, see [`Staging::publish`].
    pub fn reuse(&mut self, gone: &[OutputPath]) -> Result<()> {
        let spare = self.folder.with_extension(SPARE);
        if !spare.join(MARK).is_file() {
            return Ok(());
        }
        remove(&self.folder)?;
        fs::rename(&spare, &self.folder).with_context(|| format!("cannot take up `{}`", spare.display()))?;
        self.is_reused = true;
        self.discard(gone)
    }

    /// Takes files out of the new site, and the folders that are empty then.
    fn discard(&self, files: &[OutputPath]) -> Result<()> {
        for path in files {
            let file = self.folder.join(path);
            clear(&file).with_context(|| format!("cannot remove `{}`", file.display()))?;
            let above = file.ancestors().skip(1).take_while(|above| *above != self.folder);
            above.map(fs::remove_dir).take_while(std::io::Result::is_ok).for_each(drop);
        }
        Ok(())
    }

    /// Writes one file of the new site. A second writer of a path is counted, see [`Staging::conflicts`].
    pub fn put(&self, path: &OutputPath, bytes: &[u8]) -> Result<()> {
        if !self.enter(path) {
            return Ok(());
        }
        let old = self.target.join(path);
        let same = Stamp::of(&old).filter(|stamp| stamp.length == bytes.len() as u64 && has_bytes(&old, bytes).unwrap_or(false));
        let stamp = self.place(path, same.map(|stamp| (old.as_path(), stamp)), || Ok(Cow::Borrowed(bytes)))?;
        self.entered(path, stamp, same.is_some());
        Ok(())
    }

    /// Writes one file of the new site as [`Staging::put`] does, but piece by piece: it need not be in memory as a whole.
    pub fn stream(&self, path: &OutputPath, write: impl FnOnce(&File) -> Result<()>) -> Result<()> {
        if !self.enter(path) {
            return Ok(());
        }
        let [old, file] = [&self.target, &self.folder].map(|folder| folder.join(path));
        let failed = || format!("cannot write `{}`", file.display());
        // Never written into: the old site shares the file.
        clear(&file).and_then(|()| file.parent().map_or(Ok(()), fs::create_dir_all)).with_context(failed)?;
        write(&File::create_new(&file).with_context(failed)?)?;
        let is_old = are_alike(&old, &file).unwrap_or(false) && clear(&file).is_ok();
        if is_old && fs::hard_link(&old, &file).is_err() {
            fs::copy(&old, &file).with_context(failed)?;
        }
        self.entered(path, Stamp::of(&file).unwrap_or_default(), is_old);
        Ok(())
    }

    /// Whether the old site's file at `path` is the one that had `stamp`.
    pub fn holds(&self, path: &OutputPath, stamp: Stamp) -> bool {
        Stamp::of(&self.target.join(path)) == Some(stamp)
    }

    /// Whether a file that was written has the bytes of the old site's.
    pub fn is_kept(&self, path: &OutputPath) -> bool {
        self.entries().get(path).is_some_and(|written| written.is_old)
    }

    /// The old site's file at `path`, where it is the one that had `stamp`.
    pub fn open_old(&self, path: &OutputPath, stamp: Stamp) -> Option<File> {
        self.holds(path, stamp).then(|| File::open(self.target.join(path)).ok()).flatten()
    }

    /// Takes the old site's files over into the new one as they are, if each of them is the one that had its stamp; whether they are. They are a
    /// list that [`Staging::listed`] was asked for when they were written.
    pub fn keep(&self, files: Vec<(OutputPath, Stamp)>) -> Result<bool> {
        let missing: Vec<&(OutputPath, Stamp)> = files.iter().filter(|(path, stamp)| !self.began_with(path, *stamp)).collect();
        if !missing.iter().all(|(path, stamp)| self.holds(path, *stamp)) {
            return Ok(false);
        }
        missing.iter().try_for_each(|(path, stamp)| self.link(path, *stamp).map(drop))?;
        self.lists().push(files);
        Ok(true)
    }

    /// Takes the old site's file at `path` over into the new one as [`Staging::keep`] does, as a file that was written now.
    pub fn take(&self, path: &OutputPath, stamp: Stamp) -> Result<bool> {
        let is_there = self.began_with(path, stamp);
        if !is_there && !self.holds(path, stamp) {
            return Ok(false);
        }
        if self.enter(path) {
            let stamp = if is_there { stamp } else { self.link(path, stamp)? };
            self.entered(path, stamp, true);
        }
        Ok(true)
    }

    /// Whether the file at `path` that had `stamp` is one with which the new site began. It need not be looked for in the old one: no other file
    /// has its stamp.
    fn began_with(&self, path: &OutputPath, stamp: Stamp) -> bool {
        self.is_reused && Stamp::of(&self.folder.join(path)) == Some(stamp)
    }

    /// Makes the old site's file at `path`, which has `stamp`, one of the new site.
    fn link(&self, path: &OutputPath, stamp: Stamp) -> Result<Stamp> {
        let old = self.target.join(path);
        self.place(path, Some((&old, stamp)), || fs::read(&old).map(Cow::Owned))
    }

    /// Makes the file of a path, and its folder where that is missing: the old site's file `same` under another name, which keeps the time
    /// stamp, or where there is none, or links are not possible, `bytes`. The value is its stamp.
    fn place<'b>(
        &self,
        path: &OutputPath,
        same: Option<(&Path, Stamp)>,
        bytes: impl Fn() -> std::io::Result<Cow<'b, [u8]>>,
    ) -> Result<Stamp> {
        let file = self.folder.join(path);
        let there = if self.is_reused { Stamp::of(&file) } else { None };
        if let Some((_, stamp)) = same.filter(|(_, stamp)| there == Some(*stamp)) {
            return Ok(stamp);
        }
        let make = || match same.map(|(old, _)| fs::hard_link(old, &file)) {
            Some(Ok(())) => Ok(()),
            Some(Err(error)) if error.kind() == ErrorKind::NotFound => Err(error),
            _ => fs::write(&file, bytes()?),
        };
        // Never written into: the old site shares the file.
        let cleared = if there.is_some() { clear(&file) } else { Ok(()) };
        let made = match cleared.and_then(|()| make()) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let folder = file.parent().map_or(Ok(()), fs::create_dir_all);
                folder.and_then(|()| make())
            }
            other => other,
        };
        made.with_context(|| format!("cannot write `{}`", file.display()))?;
        Ok(Stamp::of(&file).unwrap_or_default())
    }

    fn entered(&self, path: &OutputPath, stamp: Stamp, is_old: bool) {
        if let Some(written) = self.entries().get_mut(path) {
            (written.stamp, written.is_old) = (stamp, is_old);
        }
    }

    /// The stamp of a file that was written; that of no file where it was not.
    pub fn stamp(&self, path: &OutputPath) -> Stamp {
        self.entries().get(path).map_or_else(Stamp::default, |written| written.stamp)
    }

    /// The stamps of files that were written, as a list that the next build keeps as a whole or not at all, see [`Staging::keep`].
    pub fn listed(&self, paths: &[OutputPath]) -> Vec<Stamp> {
        let mut entries = self.entries();
        let stamp = |path| {
            let written: Option<&mut Written> = entries.get_mut(path);
            written.map_or_else(Stamp::default, |written| {
                written.is_listed = true;
                written.stamp
            })
        };
        paths.iter().map(stamp).collect()
    }

    /// Enters a path; whether this is its first writer.
    fn enter(&self, path: &OutputPath) -> bool {
        let mut entries = self.entries();
        let written = entries.entry(path.clone()).or_default();
        written.times += 1;
        written.times == 1
    }

    fn entries(&self) -> MutexGuard<'_, FxHashMap<OutputPath, Written>> {
        self.written.lock().expect(UNPANICKED)
    }

    fn lists(&self) -> MutexGuard<'_, Vec<Vec<(OutputPath, Stamp)>>> {
        self.kept.lock().expect(UNPANICKED)
    }

    /// A file of the new site that was written before.
    pub fn open(&self, path: &OutputPath) -> Result<File> {
        let file = self.folder.join(path);
        File::open(&file).with_context(|| format!("cannot read `{}`", file.display()))
    }

    /// The bytes of a file of the new site that was written before.
    pub fn read(&self, path: &OutputPath) -> Result<Vec<u8>> {
        let file = self.folder.join(path);
        fs::read(&file).with_context(|| format!("cannot read `{}`", file.display()))
    }

    /// The paths that had more than one writer.
    pub fn conflicts(&self) -> BTreeSet<String> {
        let (entries, lists) = (self.entries(), self.lists());
        let mut known = FxHashSet::default();
        let again = lists.iter().flat_map(|files| {
            // Lists share no file, unless they are one.
            let is_first = files.first().is_none_or(|(path, _)| known.insert(path));
            let entries = &entries;
            files.iter().map(|(path, _)| path).filter(move |path| !is_first || entries.contains_key(*path))
        });
        let twice = entries.iter().filter(|(_, written)| written.times > 1).map(|(path, _)| path);
        twice.chain(again).map(|path| path.as_str().to_owned()).collect()
    }

    /// The paths that were written and stand in no list, see [`Staging::listed`].
    pub fn unlisted(&self) -> Vec<OutputPath> {
        self.entries().iter().filter(|(_, written)| !written.is_listed).map(|(path, _)| path.clone()).collect()
    }

    /// Whether the path was written.
    pub fn is_written(&self, path: &OutputPath) -> bool {
        self.entries().contains_key(path)
    }

    /// Number of files of the new site.
    pub fn len(&self) -> usize {
        self.entries().len() + self.lists().iter().map(Vec::len).sum::<usize>()
    }

    /// Whether every file of the new site is the old one's, byte for byte; the old one may have more.
    pub fn has_nothing_new(&self) -> bool {
        self.entries().values().all(|written| written.is_old)
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Puts the new site in the place of the old one, in one step where the system can, and leaves `files` beside it for the next build.
    /// `gone` are the files of the old site that the new one does not have; where they are not known, nothing may begin with the old site.
    pub fn publish(self, files: &[(Beside, Pieces<'_>)], gone: Option<&[OutputPath]>) -> Result<()> {
        let [remembered, spare] = [Beside::Memory.ending(), SPARE].map(|ending| self.folder.with_extension(ending));
        if self.is_reused {
            self.discard(gone.unwrap_or_default())?;
        }
        // Forgotten first: what is remembered of another site than the one that is there would keep wrong pages.
        clear(&remembered).with_context(|| format!("cannot remove `{}`", remembered.display()))?;
        remove(&spare)?;
        if self.target.exists() {
            swap(&self.folder, &self.target)
                .map_err(explained)
                .with_context(|| format!("cannot replace the site at `{}`", self.target.display()))?;
            let left = match gone {
                Some(_) => fs::rename(&self.folder, &spare).map_err(Into::into),
                None => remove(&self.folder),
            };
            left.context("the new site is in place and the old one is not gone: remove it by hand")?;
        } else {
            fs::rename(&self.folder, &self.target).with_context(|| format!("cannot put the site at `{}`", self.target.display()))?;
        }
        // The site is whole without them; the next build makes everything anew.
        files.par_iter().for_each(|(file, pieces)| {
            let file = self.folder.with_extension(file.ending());
            if write_pieces(&file, pieces).is_err() {
                let _ = fs::remove_file(&file);
            }
        });
        Ok(())
    }
}

/// Of the locks of a site that is being written.
const UNPANICKED: &str = "no writer panics while it holds the list";

impl Drop for Staging {
    /// A build that stops on an error leaves nothing behind; what cannot be removed is removed by the next build.
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Where the new site is made that will take the place of `target`; what else lies beside the site differs from it in the ending.
fn beside(target: &Path) -> Result<PathBuf> {
    let name =
        target.file_name().and_then(|name| name.to_str()).with_context(|| format!("`{}` is no name for a site", target.display()))?;
    let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(parent.join(format!(".{name}.{NEW}")))
}

/// What the last build left beside the site at `target`; `None` where it left nothing.
pub fn left_beside(target: &Path, file: Beside) -> Option<Left> {
    Left::open(&beside(&resolved(target).ok()?).ok()?.with_extension(file.ending()))
}

/// Whether a file is these bytes; no more of it is in memory than is compared at a time.
fn has_bytes(file: &Path, mut bytes: &[u8]) -> std::io::Result<bool> {
    let mut reader = BufReader::with_capacity(1 << 16, File::open(file)?);
    loop {
        let read = reader.fill_buf()?;
        if read.is_empty() {
            return Ok(bytes.is_empty());
        }
        let Some(rest) = bytes.strip_prefix(read) else { return Ok(false) };
        bytes = rest;
        let length = read.len();
        reader.consume(length);
    }
}

/// Whether two files have the same bytes.
fn are_alike(one: &Path, other: &Path) -> std::io::Result<bool> {
    let [mut one, mut other] = [File::open(one)?, File::open(other)?];
    if one.metadata()?.len() != other.metadata()?.len() {
        return Ok(false);
    }
    let [mut left, mut right] = [vec![0; 1 << 16], vec![0; 1 << 16]];
    loop {
        let read = one.read(&mut left)?;
        other.read_exact(&mut right[..read])?;
        if read == 0 || left[..read] != right[..read] {
            return Ok(read == 0);
        }
    }
}

/// Removes a file, if there is one.
fn clear(file: &Path) -> std::io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
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
