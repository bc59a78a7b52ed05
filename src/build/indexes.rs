//! The indexes of `quyche search` and of the browser; segments and packs whose records have not changed are kept. Entry point: [`write`].

use std::collections::BTreeMap;

use anyhow::Result;
use rayon::prelude::*;

use crate::build::memory::{Memory, RememberedSegment};
use crate::build::shelf::Shelf;
use crate::build::{INDEX, PACK, output_path, put};
use crate::compose::{self, Composer};
use crate::index::{self, Record, Segment};
use crate::output::{OutputPath, Staging};

/// What was written.
pub(super) struct Indexes {
    /// How many records they hold.
    pub(super) records: usize,
    /// The segments of the index of `quyche search`, in order, by the checksum of their records.
    segments: Vec<(String, Segment)>,
}

/// Every record of the site.
pub fn records(composer: &Composer<'_>) -> Vec<Record> {
    let documents: Vec<Vec<Record>> =
        (0..composer.documents()).into_par_iter().map(|index| compose::document_records(composer, index)).collect();
    let mut records: Vec<Record> = documents.into_iter().flatten().collect();
    records.extend(compose::site_records(composer));
    records
}

/// Writes both indexes; what `before` remembers and is still true is kept.
pub(super) fn write(composer: &Composer<'_>, staging: &Staging, shelf: Option<&Shelf>, before: &Memory) -> Result<Indexes> {
    let records = records(composer);
    let aliases = compose::aliases(composer);
    let segments = || {
        let cuts = index::segments(&records);
        let segments: Vec<(String, Segment)> = cuts
            .par_iter()
            .map(|cut| {
                let sum = cut.checksum().to_hex().to_string();
                if let Some(kept) = kept(&sum, staging, before)? {
                    return Ok((sum, kept));
                }
                let (segment, files) = cut.write()?;
                files.iter().try_for_each(|(name, bytes)| put(staging, &format!("{INDEX}/{name}"), bytes))?;
                Ok((sum, segment))
            })
            .collect::<Result<_>>()?;
        let described: Vec<Segment> = segments.iter().map(|(_, segment)| segment.clone()).collect();
        index::collect(&described, &aliases)?.iter().try_for_each(|(name, bytes)| put(staging, &format!("{INDEX}/{name}"), bytes))?;
        Ok(segments)
    };
    let pack = || {
        index::pack(&records, &aliases)?.iter().try_for_each(|(name, bytes)| {
            let path = format!("{PACK}/{name}");
            if let Some(shelf) = shelf.filter(|_| index::is_fixed(name)) {
                shelf.file(&path, bytes);
            }
            put(staging, &path, bytes)
        })
    };
    let (segments, pack): (Result<_>, Result<()>) = rayon::join(segments, pack);
    pack?;
    Ok(Indexes { records: records.len(), segments: segments? })
}

/// The segment that was made of the records with this checksum, its files taken over.
fn kept(sum: &str, staging: &Staging, before: &Memory) -> Result<Option<Segment>> {
    let Some(RememberedSegment { segment, stamps }) = before.segments.get(sum) else { return Ok(None) };
    let files = files(segment)?;
    if !files.iter().zip(stamps).all(|(file, stamp)| staging.holds(file, *stamp)) {
        return Ok(None);
    }
    files.iter().try_for_each(|file| staging.keep(file))?;
    Ok(Some(segment.clone()))
}

fn files(segment: &Segment) -> Result<Vec<OutputPath>> {
    segment.files.iter().map(|name| output_path(&format!("{INDEX}/{name}"))).collect()
}

impl Indexes {
    /// What the next build has to know of them.
    pub(super) fn remembered(&self, staging: &Staging) -> Result<BTreeMap<String, RememberedSegment>> {
        let remembered = |(sum, segment): &(String, Segment)| {
            let stamps = files(segment)?.iter().map(|file| staging.stamp(file)).collect();
            Ok((sum.clone(), RememberedSegment { segment: segment.clone(), stamps }))
        };
        self.segments.iter().map(remembered).collect()
    }
}
