//! What a build left beside its site, read where it is asked for. Entry point: [`Left`].

use std::borrow::Cow;
use std::fs::File;
use std::io::{ErrorKind, Read, Result};
use std::ops::Range;
use std::path::Path;

/// Bytes of a build before this one.
#[derive(Debug)]
pub enum Left {
    /// In a file, which may be longer by now than it was when it was opened.
    File {
        /// Opened.
        file: File,
        /// Its bytes then.
        length: usize,
    },
    /// In memory.
    Bytes(Vec<u8>),
}

impl Default for Left {
    /// Nothing.
    fn default() -> Self {
        Self::Bytes(Vec::new())
    }
}

impl Left {
    /// A file; `None` where it cannot be read.
    pub(super) fn open(path: &Path) -> Option<Self> {
        let file = File::open(path).ok()?;
        let length = usize::try_from(file.metadata().ok()?.len()).ok()?;
        Some(Self::File { file, length })
    }

    /// How many bytes there are.
    pub fn len(&self) -> usize {
        match self {
            Self::File { length, .. } => *length,
            Self::Bytes(bytes) => bytes.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// These bytes.
    ///
    /// # Errors
    /// When they cannot be read, or there are not so many.
    pub fn read(&self, range: Range<usize>) -> Result<Cow<'_, [u8]>> {
        match self {
            Self::Bytes(bytes) => bytes.get(range).map(Cow::Borrowed).ok_or_else(|| ErrorKind::UnexpectedEof.into()),
            Self::File { .. } => {
                let mut bytes = Vec::new();
                self.read_into(range, &mut bytes)?;
                Ok(Cow::Owned(bytes))
            }
        }
    }

    /// These bytes, in the place of what `bytes` holds.
    ///
    /// # Errors
    /// As [`Left::read`].
    pub fn read_into(&self, range: Range<usize>, bytes: &mut Vec<u8>) -> Result<()> {
        match self {
            Self::Bytes(all) => {
                let read = all.get(range).ok_or(ErrorKind::UnexpectedEof)?;
                bytes.clear();
                bytes.extend_from_slice(read);
                Ok(())
            }
            Self::File { file, length } if range.end <= *length => {
                bytes.resize(range.len(), 0);
                read_at(file, bytes, range.start as u64)
            }
            Self::File { .. } => Err(ErrorKind::UnexpectedEof.into()),
        }
    }

    /// All bytes.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn all(self) -> Result<Vec<u8>> {
        match self {
            Self::Bytes(bytes) => Ok(bytes),
            Self::File { mut file, length } => {
                let mut bytes = Vec::with_capacity(length);
                file.read_to_end(&mut bytes)?;
                Ok(bytes)
            }
        }
    }
}

/// Reads as many bytes as there is room for, from `at` on; several may do so at a time.
#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], at: u64) -> Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

/// The same where a file has one place at which it is read.
#[cfg(not(unix))]
fn read_at(file: &File, bytes: &mut [u8], at: u64) -> Result<()> {
    use std::io::{Seek, SeekFrom};
    static ONE: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _one = ONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let mut file = file;
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(bytes)
}
