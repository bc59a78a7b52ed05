//! What a build remembers of the one before: of what each regulation's files were made, and what they were. Entry points: [`Memory::read`],
//! [`Memory::to_bytes`], [`keep`].
//!
//! Architecture invariant: what cannot be read for certain is nothing; everything is made anew then.

use std::borrow::Cow;
use std::collections::BTreeMap;

use anyhow::Result;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::build::cache::Key;
use crate::build::pack::PackFiles;
use crate::build::pages::Written;
use crate::index::Segment;
use crate::output::{OutputPath, Staging, Stamp};

/// A build that has ended.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Memory<'m> {
    /// What made the files: program and theme.
    pub(super) maker: String,
    /// Files of the site that are in none of what follows.
    pub(super) paths: Vec<OutputPath>,
    /// Files of the site before it that it no longer has.
    pub(super) gone: Vec<OutputPath>,
    /// Of the archive of all files of data.
    pub(super) archive: Stamp,
    /// Checksums of what files of regulations were made of, and of what pages of organisations show, by those of all that could have been in
    /// them, see [`Inputs::reachable`](crate::compose::Inputs::reachable) and [`Inputs::organisation`](crate::compose::Inputs::organisation).
    pub(super) inputs: BTreeMap<Key, Key>,
    /// Files that were made together, those of a regulation, or of an organisation, or one that stands alone, by the checksum of what they were
    /// made of or of what they show. They stand by themselves in the file: they are most of it, and known before the rest.
    #[serde(skip)]
    pub(super) made: Batches<'m>,
    /// Records in the index.
    pub(super) records: usize,
    /// Segments of the index in order, each with the checksum of its records.
    pub(super) segments: Vec<Summed<'m, Segment>>,
    /// The browser's index with the checksum of all records.
    pub(super) pack: Option<Summed<'m, PackFiles>>,
}

/// Files that were made together by what they were made of; borrowed where they are the old site's.
pub(super) type Batches<'m> = BTreeMap<Key, Cow<'m, Remembered<Written>>>;

/// What is remembered, with a checksum.
pub(super) type Summed<'m, T> = (String, Cow<'m, Remembered<T>>);

/// What was made, and the stamps of its files.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Remembered<T> {
    pub(super) made: T,
    /// Of its files, in their order.
    pub(super) stamps: Vec<Stamp>,
}

/// What is made of files.
pub(super) trait Made: Clone {
    /// Its files, always in the same order.
    fn files(&self) -> Result<Vec<OutputPath>>;
}

/// What the new site has.
pub(super) enum Item<'m, T> {
    /// Of the old site, with all its files.
    Kept(&'m Remembered<T>),
    /// Made now.
    New(T),
}

/// What is `remembered`, its files taken over into the new site; `None` where nothing is, or one of the files is not the one that was written.
pub(super) fn keep<'m, T: Made>(remembered: Option<&'m Remembered<T>>, staging: &Staging) -> Result<Option<&'m Remembered<T>>> {
    let Some(remembered) = remembered else { return Ok(None) };
    Ok(staging.keep(remembered.files()?)?.then_some(remembered))
}

impl<T: Made> Remembered<T> {
    /// Its files with their stamps.
    pub(super) fn files(&self) -> Result<Vec<(OutputPath, Stamp)>> {
        Ok(self.made.files()?.into_iter().zip(self.stamps.iter().copied()).collect())
    }
}

impl<'m, T: Made> Item<'m, T> {
    /// What is `remembered`, where it can be kept, or else what `make` makes.
    pub(super) fn kept_or(remembered: Option<&'m Remembered<T>>, staging: &Staging, make: impl FnOnce() -> Result<T>) -> Result<Self> {
        keep(remembered, staging)?.map_or_else(|| make().map(Self::New), |kept| Ok(Self::Kept(kept)))
    }

    pub(super) fn is_kept(&self) -> bool {
        matches!(self, Self::Kept(_))
    }

    pub(super) fn made(&self) -> &T {
        match self {
            Self::Kept(remembered) => &remembered.made,
            Self::New(made) => made,
        }
    }

    /// For the next build, when its files are in `staging`.
    pub(super) fn remembered(self, staging: &Staging) -> Result<Cow<'m, Remembered<T>>> {
        Ok(match self {
            Self::Kept(remembered) => Cow::Borrowed(remembered),
            Self::New(made) => Cow::Owned(Remembered { stamps: staging.listed(&made.files()?), made }),
        })
    }
}

/// All files of what an `old` site had.
pub(super) fn files_of<'m, T: Made + 'm>(old: impl Iterator<Item = &'m Remembered<T>>) -> Result<Vec<OutputPath>> {
    let files: Vec<Vec<OutputPath>> = old.map(|old| old.made.files()).collect::<Result<_>>()?;
    Ok(files.concat())
}

impl Memory<'_> {
    /// From what [`Memory::to_bytes`] wrote: a checksum, how many bytes has what was made, this, the rest. `None` where it is damaged, or of files
    /// that another `maker` made.
    pub(super) fn read(bytes: &[u8], maker: &str) -> Option<Self> {
        let (sum, all) = bytes.split_at_checked(blake3::OUT_LEN)?;
        if blake3::hash(all).as_bytes() != sum {
            return None;
        }
        let (length, all) = all.split_first_chunk()?;
        let (made, rest) = all.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
        let memory: Self = postcard::from_bytes(rest).ok()?;
        if memory.maker != maker {
            return None;
        }
        Some(Self { made: made_of(made)?, ..memory })
    }

    /// As a file; `made` are the bytes of what was made.
    pub(super) fn to_bytes(&self, made: &[u8]) -> Vec<u8> {
        let rest = postcard::to_stdvec(self).expect(PLAIN);
        let mut bytes = vec![0; blake3::OUT_LEN];
        bytes.extend_from_slice(&(made.len() as u64).to_le_bytes());
        bytes.extend_from_slice(made);
        bytes.extend(rest);
        let sum = blake3::hash(&bytes[blake3::OUT_LEN..]);
        bytes[..blake3::OUT_LEN].copy_from_slice(sum.as_bytes());
        bytes
    }
}

/// What was made, for [`Memory::to_bytes`]: in pieces that are read beside each other.
pub(super) fn bytes_of(made: &Batches<'_>) -> Vec<u8> {
    let all = Vec::from_iter(made);
    let pieces: Vec<Vec<u8>> = all.par_chunks(PIECE).map(|piece| postcard::to_stdvec(piece).expect(PLAIN)).collect();
    let lengths: Vec<usize> = pieces.iter().map(Vec::len).collect();
    [postcard::to_stdvec(&lengths).expect(PLAIN), pieces.concat()].concat()
}

/// From what [`bytes_of`] gave.
fn made_of(bytes: &[u8]) -> Option<Batches<'static>> {
    let (lengths, mut rest) = postcard::take_from_bytes::<Vec<usize>>(bytes).ok()?;
    let mut pieces = Vec::new();
    for length in lengths {
        let (piece, after) = rest.split_at_checked(length)?;
        pieces.push(piece);
        rest = after;
    }
    let made: Option<Vec<Vec<_>>> = pieces.into_par_iter().map(|piece| postcard::from_bytes(piece).ok()).collect();
    Some(made?.into_iter().flatten().collect())
}

/// Batches in a piece.
const PIECE: usize = 64;

/// Of everything that is written here.
const PLAIN: &str = "plain data always serialises";
