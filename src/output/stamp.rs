//! What tells a file from what it was. Entry point: [`Stamp`].

use std::fs::{self, Metadata};
use std::path::Path;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

/// What tells a file from what it was: whoever writes to it, or puts another in its place, changes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Its bytes.
    pub(super) length: u64,
    /// When it was written, in nanoseconds since 1970.
    written: u64,
    /// Its number in the file system, where there is one.
    inode: u64,
}

impl Stamp {
    /// How many bytes the file has.
    pub fn bytes(&self) -> usize {
        self.length as usize
    }

    /// That of a file; `None` where there is none.
    pub(super) fn of(file: &Path) -> Option<Self> {
        let meta = fs::symlink_metadata(file).ok().filter(Metadata::is_file)?;
        let written = meta.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
        #[cfg(unix)]
        let inode = std::os::unix::fs::MetadataExt::ino(&meta);
        #[cfg(not(unix))]
        let inode = 0;
        Some(Self { length: meta.len(), written: written.as_nanos() as u64, inode })
    }
}
