//! The only module that touches the disk but for the site that is written. Entry points: [`read_folder`], [`read_file`], [`write_file`].
#![expect(clippy::disallowed_methods, reason = "this is the module that touches the disk")]

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use rayon::prelude::*;
use walkdir::WalkDir;

/// Every file below `root` for which `most` gives a number: its path below `root` with `/` between parts, and its bytes, in order of path.
/// A file with more bytes than that number is an error.
/// `option` is the option of the command line that names `root`, for the message when it is not there.
/// Links are not followed and hidden files are passed over, so that nothing outside `root` is read.
pub fn read_folder(root: &Path, option: &str, most: impl Fn(&str) -> Option<u64>) -> Result<Vec<(String, Vec<u8>)>> {
    read_folder_as(root, option, most, |path, bytes| (path, bytes)).map(|(files, _)| files)
}

/// The same as [`read_folder`], each file `made` into something else as soon as it is read: its bytes need not wait for those of the others. With
/// them come the paths of the links below `root`, in order, which are not followed.
pub fn read_folder_as<T: Send>(
    root: &Path,
    option: &str,
    most: impl Fn(&str) -> Option<u64>,
    made: impl Fn(String, Vec<u8>) -> T + Sync,
) -> Result<(Vec<T>, Vec<String>)> {
    if !root.is_dir() {
        bail!("no folder `{}`: name it with `{option} DIR`", root.display());
    }
    let (mut files, mut links) = (Vec::new(), Vec::new());
    for entry in entries(root) {
        let entry = entry?;
        if entry.path_is_symlink() {
            links.push(below(entry.path(), root)?);
        } else if entry.file_type().is_file() {
            let path = below(entry.path(), root)?;
            files.extend(most(&path).map(|most| (path, entry.into_path(), most)));
        }
    }
    let read = files.into_par_iter().map(|(path, file, most)| Ok(made(path, read_limited(&file, most)?)));
    // The first error in order of path, whichever is met first.
    let read: Vec<T> = read.collect::<Vec<Result<T>>>().into_iter().collect::<Result<_>>()?;
    Ok((read, links))
}

/// What is below `root` and not hidden, in order of path.
fn entries(root: &Path) -> impl Iterator<Item = Result<walkdir::DirEntry>> {
    let hidden = |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
    let found = WalkDir::new(root).min_depth(1).sort_by_file_name().into_iter().filter_entry(move |entry| !hidden(entry));
    found.map(|entry| entry.with_context(|| format!("cannot read the folder `{}`", root.display())))
}

/// The names of what is in `folder`, hidden files too, sorted; none when it is not there.
pub fn names(folder: &Path) -> Result<Vec<String>> {
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.with_context(|| format!("cannot read the folder `{}`", folder.display()))?,
    };
    let name = |entry: std::io::Result<std::fs::DirEntry>| entry.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = entries.map(name).collect::<Result<_, _>>()?;
    names.sort();
    Ok(names)
}

/// Most bytes for which there is room from the start when a file is read.
const ROOM: u64 = 64 << 20;

fn read_limited(path: &Path, most: u64) -> Result<Vec<u8>> {
    let cannot = || format!("cannot read `{}`", path.display());
    let file = std::fs::File::open(path).with_context(cannot)?;
    let length = file.metadata().with_context(cannot)?.len().min(ROOM);
    let mut bytes = Vec::with_capacity(length as usize + 1);
    file.take(most.saturating_add(1)).read_to_end(&mut bytes).with_context(cannot)?;
    ensure!(bytes.len() as u64 <= most, "`{}` is larger than {} MiB: cut it, or take it out of the folder", path.display(), most >> 20);
    Ok(bytes)
}

/// The bytes of one file.
pub fn read_file(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))
}

/// The bytes of the file `path` (parts joined by `/`) below `root`; `None` when there is no such file, or a link leads out of `root`.
pub fn read_inside(root: &Path, path: &str) -> Option<Vec<u8>> {
    let file = root.join(path).canonicalize().ok()?;
    let inside = file.starts_with(root.canonicalize().ok()?) && file.is_file();
    inside.then(|| std::fs::read(file).ok()).flatten()
}

/// One file as text; bytes that are no UTF-8 are an error.
pub fn read_text(path: &Path) -> Result<String> {
    String::from_utf8(read_file(path)?).with_context(|| format!("`{}` is not UTF-8 text", path.display()))
}

/// [`write_file`], after making the folders above it.
pub fn write_below(path: &Path, bytes: &[u8]) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new(""));
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
    write_file(path, bytes)
}

/// Writes a file as a whole or not at all; one that stands there is replaced.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let name = path.file_name().with_context(|| format!("`{}` names no file", path.display()))?;
    let temporary = path.with_file_name(format!(".{}.{}.new", name.to_string_lossy(), std::process::id()));
    let written = std::fs::write(&temporary, bytes).and_then(|()| std::fs::rename(&temporary, path));
    if written.is_err() {
        drop(std::fs::remove_file(&temporary));
    }
    written.with_context(|| format!("cannot write `{}`", path.display()))
}

/// What tells this program from another: its version, and when and how large its file was made.
pub fn program() -> String {
    let file = std::env::current_exe().and_then(std::fs::metadata);
    let made = file.map(|file| (file.len(), file.modified().ok()));
    format!("{} {made:?}", env!("CARGO_PKG_VERSION"))
}

/// Whether something stands at `path`, a link that leads nowhere included.
pub fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Whether both paths lead to one file that is there.
pub fn is_same(left: &Path, right: &Path) -> bool {
    matches!((left.canonicalize(), right.canonicalize()), (Ok(left), Ok(right)) if left == right)
}

/// Whether `path`, which need not be there, lies in `folder` or is it.
pub fn is_below(path: &Path, folder: &Path) -> bool {
    let (Ok(folder), Ok(path)) = (folder.canonicalize(), std::path::absolute(path)) else { return false };
    let there = path.ancestors().find_map(|above| Some((above.canonicalize().ok()?, path.strip_prefix(above).ok()?)));
    there.is_some_and(|(above, rest)| above.join(rest).starts_with(&folder))
}

fn below(path: &Path, root: &Path) -> Result<String> {
    let relative: PathBuf = path.strip_prefix(root).context("walkdir stays below its root")?.to_owned();
    let parts = relative.components().map(|part| part.as_os_str().to_str().map(str::to_owned));
    let parts: Option<Vec<String>> = parts.collect();
    parts.map(|parts| parts.join("/")).with_context(|| format!("the name of `{}` is not UTF-8: rename the file", path.display()))
}
