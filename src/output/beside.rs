//! Files beside the site, of which the next build makes use. Entry points: [`Beside`], [`Pieces`].

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::ops::Range;
use std::path::Path;

use crate::output::{Left, clear};

/// A file beside the site, of which the next build makes use and without which it makes everything anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// What the site was made of; forgotten before the site is replaced, because it is true of this one only.
    Memory,
    /// What was found in the texts.
    Cache,
    /// What is known of the records, and the parts of which the browser's index is put together.
    Parts,
}

impl Beside {
    /// Its ending.
    pub(super) fn ending(self) -> &'static str {
        match self {
            Self::Memory => "memory",
            Self::Cache => "cache",
            Self::Parts => "parts",
        }
    }
}

/// What is written to a file, piece by piece.
#[derive(Debug)]
pub enum Pieces<'p> {
    /// All of it.
    All(Vec<Piece<'p>>),
    /// What comes behind what it holds.
    More(Vec<Piece<'p>>),
}

/// Bytes that are written to a file.
#[derive(Debug)]
pub enum Piece<'p> {
    /// In memory.
    Bytes(Cow<'p, [u8]>),
    /// These of what an earlier build left, read as they are written.
    Left(&'p Left, Range<usize>),
}

impl Piece<'_> {
    /// The bytes.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn bytes(&self) -> std::io::Result<Cow<'_, [u8]>> {
        match self {
            Self::Bytes(bytes) => Ok(Cow::Borrowed(bytes)),
            Self::Left(left, range) => left.read(range.clone()),
        }
    }
}

/// Writes a file, or more of it.
pub(super) fn write_pieces(file: &Path, pieces: &Pieces<'_>) -> std::io::Result<()> {
    let (opened, pieces) = match pieces {
        // Never written into: pieces may stand in the old file.
        Pieces::All(pieces) => (clear(file).and_then(|()| File::create_new(file))?, pieces),
        Pieces::More(pieces) => (File::options().append(true).open(file)?, pieces),
    };
    let mut writer = BufWriter::with_capacity(1 << 20, opened);
    pieces.iter().try_for_each(|piece| writer.write_all(&piece.bytes()?))?;
    writer.flush()
}
