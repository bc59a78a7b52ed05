//! What a build remembers of the one before: of what each regulation's files were made, and what they were. Entry points: [`Memory::read`],
//! [`Memory::to_bytes`], [`keep`].
//!
//! Architecture invariant: what cannot be read for certain is nothing; everything is made anew then.

use std::borrow::Cow;
use std::collections::BTreeMap;

use anyhow::Result;
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
    /// Every file of the site; they stand by themselves in the file, so that they are read beside the rest.
    #[serde(skip)]
    pub(super) paths: Vec<OutputPath>,
    /// Files of the site before it that it no longer has.
    pub(super) gone: Vec<OutputPath>,
    /// Of the archive of all files of data.
    pub(super) archive: Stamp,
    /// Checksums of what files of regulations were made of, and of what pages of organisations show, by those of all that could have been in
    /// them, see [`Inputs::reachable`](crate::compose::Inputs::reachable) and [`Inputs::organisation`](crate::compose::Inputs::organisation).
    pub(super) inputs: BTreeMap<Key, Key>,
    /// Files that were made together, those of a regulation, or of an organisation, or one that stands alone, by the checksum of what they were
    /// made of or of what they show.
    pub(super) made: BTreeMap<Key, Cow<'m, Remembered<Written>>>,
    /// Records in the index.
    pub(super) records: usize,
    /// Segments of the index in order, each with the checksum of its records.
    pub(super) segments: Vec<(String, Remembered<Segment>)>,
    /// The browser's index with the checksum of all records.
    pub(super) pack: Option<(String, Remembered<PackFiles>)>,
}

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

/// What is `remembered`, its files taken over into the new site; `None` where nothing is, or one of the files is not the one that was written.
pub(super) fn keep<'m, T: Made>(remembered: Option<&'m Remembered<T>>, staging: &Staging) -> Result<Option<&'m Remembered<T>>> {
    let Some(remembered) = remembered else { return Ok(None) };
    Ok(staging.keep(&remembered.files()?)?.then_some(remembered))
}

impl<T: Made> Remembered<T> {
    /// Its files with their stamps.
    pub(super) fn files(&self) -> Result<Vec<(OutputPath, Stamp)>> {
        Ok(self.made.files()?.into_iter().zip(self.stamps.iter().copied()).collect())
    }

    /// What was `made` with the files of `staging`.
    pub(super) fn new(made: T, staging: &Staging) -> Result<Self> {
        Ok(Self { stamps: staging.stamps(&made.files()?), made })
    }
}

impl Memory<'_> {
    /// From what [`Memory::to_bytes`] wrote: a checksum, how many bytes the paths have, the paths, the rest. `None` where it is damaged, or of files
    /// that another `maker` made.
    pub(super) fn read(bytes: &[u8], maker: &str) -> Option<Self> {
        let (sum, all) = bytes.split_at_checked(blake3::OUT_LEN)?;
        if blake3::hash(all).as_bytes() != sum {
            return None;
        }
        let (length, all) = all.split_first_chunk()?;
        let (paths, rest) = all.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
        let (paths, rest) = rayon::join(|| postcard::from_bytes(paths).ok(), || postcard::from_bytes::<Self>(rest).ok());
        rest.filter(|memory| memory.maker == maker).zip(paths).map(|(memory, paths)| Self { paths, ..memory })
    }

    /// As a file.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        const PLAIN: &str = "plain data always serialises";
        let (paths, rest) = rayon::join(|| postcard::to_stdvec(&self.paths).expect(PLAIN), || postcard::to_stdvec(self).expect(PLAIN));
        let mut bytes = vec![0; blake3::OUT_LEN];
        bytes.extend_from_slice(&(paths.len() as u64).to_le_bytes());
        bytes.extend(paths);
        bytes.extend(rest);
        let sum = blake3::hash(&bytes[blake3::OUT_LEN..]);
        bytes[..blake3::OUT_LEN].copy_from_slice(sum.as_bytes());
        bytes
    }
}
