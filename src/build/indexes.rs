//! The indexes of `quyche search` and of the browser; segments and packs whose records have not changed are kept. Entry point: [`write`].

use std::collections::HashMap;

use anyhow::Result;
use blake3::{Hash, Hasher};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::build::memory::{Made, Memory, Remembered, keep};
use crate::build::shelf::Shelf;
use crate::build::{Cache, INDEX, PACK, output_path, put};
use crate::compose::{self, Composer};
use crate::fs;
use crate::index::{self, Cut, Record, Run, Segment, Summed};
use crate::output::{Beside, OutputPath, Staging, Stamp};
use crate::sum::Sum;

/// What was written.
pub(super) struct Indexes {
    /// How many records they hold.
    pub(super) records: usize,
    /// Whether they are those of the old site, whatever the records are now.
    pub(super) is_left: bool,
    /// The segments of the index of `quyche search`, in order, by the checksum of their records.
    segments: Vec<(String, Segment)>,
    /// The index of the browser by the checksum of all records.
    pack: (String, PackFiles),
    /// The parts of which the browser's index was put together, for the next build; `None` where it was not put together.
    pub(super) parts: Option<Cache>,
}

/// The names of the files of the browser's index.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct PackFiles(Vec<String>);

/// Every record of the site.
pub fn records(composer: &Composer<'_>) -> Vec<Record> {
    let documents: Vec<Vec<Record>> =
        (0..composer.documents()).into_par_iter().map(|index| compose::document_records(composer, index)).collect();
    let site = compose::site_records(composer);
    let mut records = Vec::with_capacity(documents.iter().map(Vec::len).sum::<usize>() + site.len());
    documents.into_iter().chain([site]).for_each(|more| records.extend(more));
    records
}

/// Writes both indexes; what `before` remembers and is still true is kept. With `is_left` the old site's are kept as they are, whatever the
/// records are now, where that can be done.
pub(super) fn write(composer: &Composer<'_>, staging: &Staging, shelf: Option<&Shelf>, before: &Memory, is_left: bool) -> Result<Indexes> {
    let aliases = compose::aliases(composer);
    let left = if is_left { left(staging, before)? } else { None };
    let indexes = left.map_or_else(|| made(composer, &aliases, staging, before), Ok)?;
    let described: Vec<Segment> = indexes.segments.iter().map(|(_, segment)| segment.clone()).collect();
    index::join(&described, &aliases)?.iter().try_for_each(|(name, bytes)| put(staging, &format!("{INDEX}/{name}"), bytes))?;
    if let Some(shelf) = shelf {
        for name in indexes.pack.1.0.iter().filter(|name| index::is_fixed(name)) {
            let path = format!("{PACK}/{name}");
            shelf.file(&path, &staging.read(&output_path(&path)?)?);
        }
    }
    Ok(indexes)
}

/// The indexes of the old site as they are; `None` where one of their files is not the one that was written.
fn left(staging: &Staging, before: &Memory) -> Result<Option<Indexes>> {
    let Some((sum, pack)) = &before.pack else { return Ok(None) };
    // All or none: what is taken over here must not be written once more.
    let mut files = pack.files()?;
    for (_, segment) in &before.segments {
        files.extend(segment.files()?);
    }
    let segments = before.segments.iter().map(|(sum, segment)| (sum.clone(), segment.made.clone())).collect();
    let pack = (sum.clone(), pack.made.clone());
    Ok(staging.keep(&files)?.then_some(Indexes { records: before.records, is_left: true, segments, pack, parts: None }))
}

/// The indexes of the records as they are now.
fn made(composer: &Composer<'_>, aliases: &[Vec<String>], staging: &Staging, before: &Memory) -> Result<Indexes> {
    let records = records(composer);
    let sorted = index::sorted(&records);
    let cuts = index::segments(&sorted);
    let sums: Vec<Hash> = cuts.par_iter().map(Cut::checksum).collect();
    let segments = || cuts.par_iter().zip(&sums).map(|(cut, sum)| segment(cut, &sum.to_hex(), staging, before)).collect();
    let pack = || {
        let mut all = Hasher::new();
        sums.iter().for_each(|sum| _ = all.update(sum.as_bytes()));
        all.update(&serde_json::to_vec(aliases)?);
        let sum = all.finalize().to_hex().to_string();
        let old = before.pack.as_ref().filter(|(old, _)| *old == sum).map(|(_, pack)| pack);
        let (files, parts) = match keep(old, staging)? {
            Some(files) => (files, None),
            None => {
                let (files, parts) = pack(&sorted, aliases, staging, before)?;
                (files, Some(parts))
            }
        };
        Ok(((sum, files), parts))
    };
    // The pack first: it takes longest, and most of it one thread only.
    let (pack, segments): (Result<_>, Result<_>) = rayon::join(pack, segments);
    let (pack, parts) = pack?;
    Ok(Indexes { records: records.len(), is_left: false, segments: segments?, pack, parts })
}

/// The segment of the records with this checksum, made or kept.
fn segment(cut: &Cut<'_>, sum: &str, staging: &Staging, before: &Memory) -> Result<(String, Segment)> {
    let old = before.segments.iter().find(|(old, _)| old == sum).map(|(_, segment)| segment);
    if let Some(kept) = keep(old, staging)? {
        return Ok((sum.to_owned(), kept));
    }
    let (segment, files) = cut.write()?;
    files.iter().try_for_each(|(name, bytes)| put(staging, &format!("{INDEX}/{name}"), bytes))?;
    Ok((sum.to_owned(), segment))
}

/// The browser's index put together anew, of parts that are kept where their records stayed; the chunks that the old one has are not written
/// again: their names are the checksums of what they hold. Beside it the parts.
fn pack(sorted: &[Summed<'_>], aliases: &[Vec<String>], staging: &Staging, before: &Memory) -> Result<(PackFiles, Cache)> {
    let mut parts = staging.left_beside(Beside::Parts).map(Cache::read).unwrap_or_default();
    let program = fs::program();
    let checksum = |run: &Run<'_>| {
        let mut sum = Sum::default();
        sum.text(&program);
        sum.hash(&run.checksum());
        sum.finish()
    };
    let packed = index::packed(sorted, aliases, |runs| {
        let sums: Vec<Hash> = runs.par_iter().map(checksum).collect();
        parts.keep(&sums, |place| runs[place].part())
    })?;
    let old: HashMap<&str, Stamp> =
        before.pack.iter().flat_map(|(_, pack)| pack.made.0.iter().map(String::as_str).zip(pack.stamps.iter().copied())).collect();
    let names = index::put_pack(packed, |name, deflated| {
        let path = output_path(&format!("{PACK}/{name}"))?;
        match old.get(name).filter(|_| !index::is_fixed(name)) {
            Some(stamp) if staging.keep(&[(path.clone(), *stamp)])? => Ok(()),
            _ => staging.put(&path, &deflated()),
        }
    })?;
    Ok((PackFiles(names), parts))
}

impl Made for PackFiles {
    fn files(&self) -> Result<Vec<OutputPath>> {
        self.0.iter().map(|name| output_path(&format!("{PACK}/{name}"))).collect()
    }
}

impl Made for Segment {
    fn files(&self) -> Result<Vec<OutputPath>> {
        self.files.iter().map(|name| output_path(&format!("{INDEX}/{name}"))).collect()
    }
}

impl Indexes {
    /// What the next build has to know of the segments.
    pub(super) fn segments(&self, staging: &Staging) -> Result<Vec<(String, Remembered<Segment>)>> {
        self.segments.iter().map(|(sum, segment)| Ok((sum.clone(), Remembered::new(segment, staging)?))).collect()
    }

    /// What the next build has to know of the browser's index.
    pub(super) fn pack(&self, staging: &Staging) -> Result<Option<(String, Remembered<PackFiles>)>> {
        let (sum, files) = &self.pack;
        Ok(Some((sum.clone(), Remembered::new(files, staging)?)))
    }
}
