//! The indexes of `quyche search` and of the browser; segments and packs whose records have not changed are kept. Entry point: [`write`].

use std::collections::{HashMap, HashSet};

use anyhow::{Context, Result};
use blake3::{Hash, Hasher};
use rayon::prelude::*;

use crate::build::memory::{Item, Made, Memory, Remembered, Summed, files_of, keep};
use crate::build::pack::{NewPack, PackFiles};
use crate::build::records::Records;
use crate::build::shelf::Shelf;
use crate::build::{Cache, INDEX, PACK, output_path, put};
use crate::compose::{self, Composer};
use crate::index::{self, Cut, Held, Segment};
use crate::output::{Beside, OutputPath, Staging};

/// What was written.
pub(super) struct Indexes<'m> {
    /// How many records they hold.
    pub(super) records: usize,
    /// Whether they are those of the old site, whatever the records are now.
    pub(super) is_left: bool,
    /// The segments of the index of `quyche search`, in order, by the checksum of their records.
    segments: Vec<(String, Item<'m, Segment>)>,
    /// The index of the browser by the checksum of all records.
    pack: (String, Item<'m, PackFiles>),
    /// What is known of the records, and the parts of which the browser's index was put together, for the next build; `None` where it was not put
    /// together.
    pub(super) parts: Option<Cache>,
}

/// Writes both indexes; what `before` remembers and is still true is kept. `sums` has for each regulation the checksum of everything that its
/// records are made of. With `is_left` the old site's are kept as they are, whatever the records are now, where that can be done.
pub(super) fn write<'m>(
    composer: &Composer<'_>,
    sums: &[Hash],
    staging: &Staging,
    shelf: Option<&Shelf>,
    before: &'m Memory<'_>,
    is_left: bool,
) -> Result<Indexes<'m>> {
    let aliases = compose::aliases(composer);
    let left = if is_left { left(staging, before)? } else { None };
    let indexes = left.map_or_else(|| made(composer, sums, &aliases, staging, before), Ok)?;
    let described: Vec<Segment> = indexes.segments.iter().map(|(_, segment)| segment.made().clone()).collect();
    index::join(&described, &aliases)?.iter().try_for_each(|(name, bytes)| put(staging, &format!("{INDEX}/{name}"), bytes))?;
    if let Some(shelf) = shelf {
        for name in indexes.pack.1.made().names().filter(|name| index::is_fixed(name)) {
            let path = format!("{PACK}/{name}");
            shelf.file(&path, &staging.read(&output_path(&path)?)?);
        }
    }
    Ok(indexes)
}

/// The indexes of the old site as they are; `None` where one of their files is not the one that was written.
fn left<'m>(staging: &Staging, before: &'m Memory<'_>) -> Result<Option<Indexes<'m>>> {
    let Some((sum, pack)) = &before.pack else { return Ok(None) };
    // All or none: what is taken over here must not be written once more.
    let mut files = pack.files()?;
    for (_, segment) in &before.segments {
        files.extend(segment.files()?);
    }
    let segments = before.segments.iter().map(|(sum, segment)| (sum.clone(), Item::Kept(segment.as_ref()))).collect();
    let pack = (sum.clone(), Item::Kept(pack.as_ref()));
    Ok(staging.keep(files)?.then_some(Indexes { records: before.records, is_left: true, segments, pack, parts: None }))
}

/// The indexes of the records as they are now.
fn made<'m>(
    composer: &Composer<'_>,
    sums: &[Hash],
    aliases: &[Vec<String>],
    staging: &Staging,
    before: &'m Memory<'_>,
) -> Result<Indexes<'m>> {
    let mut parts = staging.left_beside(Beside::Parts).map(Cache::read).unwrap_or_default();
    let records = Records::new(composer, sums, &mut parts);
    let briefs = records.briefs();
    let cuts = index::segments(&briefs);
    let old: HashMap<&str, &Remembered<Segment>> = before.segments.iter().map(|(sum, segment)| (sum.as_str(), segment.as_ref())).collect();
    let kept: Vec<Option<&Remembered<Segment>>> =
        cuts.par_iter().map(|cut| keep(old.get(cut.sum.to_hex().as_str()).copied(), staging)).collect::<Result<_>>()?;
    let sum = pack_sum(&cuts, aliases)?;
    let old = before.pack.as_ref().filter(|(old, _)| *old == sum).map(|(_, pack)| pack.as_ref());
    let kept_pack = keep(old, staging)?;
    let pack = match kept_pack {
        Some(_) => None,
        None => Some(NewPack::new(&briefs, &parts, staging, before)?),
    };
    let mut wanted: Vec<u32> = cuts.iter().zip(&kept).filter(|(_, kept)| kept.is_none()).flat_map(|(cut, _)| cut.records.clone()).collect();
    wanted.extend(pack.iter().flat_map(NewPack::wanted));
    wanted.par_sort_unstable();
    wanted.dedup();
    let made = records.make(&wanted);
    let held = Held::new(made.iter().map(|(number, record)| (*number, record)));
    let segment = |(cut, kept): (&Cut, Option<&'m Remembered<Segment>>)| {
        let segment = kept.map_or_else(|| segment(cut, &held, staging).map(Item::New), |kept| Ok(Item::Kept(kept)))?;
        Ok((cut.sum.to_hex().to_string(), segment))
    };
    let segments = || cuts.par_iter().zip(kept).map(segment).collect();
    let (pack, segments): (_, Result<_>) = rayon::join(|| pack.map(|pack| pack.index(&held, aliases, staging)).transpose(), segments);
    // Nothing else asks for a record, and what is put together now needs the room.
    drop(held);
    drop(made);
    let new_pack = pack?.map(|pack| pack.write(aliases, &mut parts, staging)).transpose()?;
    let parts = new_pack.is_some().then_some(parts);
    let files = new_pack.map(Item::New).or(kept_pack.map(Item::Kept)).context("an index is made or kept")?;
    Ok(Indexes { records: briefs.len(), is_left: false, segments: segments?, pack: (sum, files), parts })
}

/// Of everything that the browser's index is made of.
fn pack_sum(cuts: &[Cut], aliases: &[Vec<String>]) -> Result<String> {
    let mut all = Hasher::new();
    cuts.iter().for_each(|cut| _ = all.update(cut.sum.as_bytes()));
    all.update(&serde_json::to_vec(aliases)?);
    Ok(all.finalize().to_hex().to_string())
}

/// Writes a segment.
fn segment(cut: &Cut, held: &Held<'_>, staging: &Staging) -> Result<Segment> {
    let (segment, files) = cut.write(held)?;
    files.iter().try_for_each(|(name, bytes)| put(staging, &format!("{INDEX}/{name}"), bytes))?;
    Ok(segment)
}

impl Made for Segment {
    fn files(&self) -> Result<Vec<OutputPath>> {
        self.files.iter().map(|name| output_path(&format!("{INDEX}/{name}"))).collect()
    }
}

impl<'m> Indexes<'m> {
    /// The files of the indexes `before` that are not kept.
    pub(super) fn left_out(&self, before: &Memory<'_>) -> Result<Vec<OutputPath>> {
        let kept: HashSet<&str> = self.segments.iter().filter(|(_, segment)| segment.is_kept()).map(|(sum, _)| sum.as_str()).collect();
        let segments = before.segments.iter().filter(|(sum, _)| !kept.contains(sum.as_str())).map(|(_, old)| old.as_ref());
        let pack = before.pack.iter().filter(|_| !self.pack.1.is_kept()).map(|(_, old)| old.as_ref());
        Ok([files_of(segments)?, files_of(pack)?].concat())
    }

    /// What the next build has to know of the segments, and of the browser's index.
    pub(super) fn remembered(self, staging: &Staging) -> Result<(Vec<Summed<'m, Segment>>, Summed<'m, PackFiles>)> {
        let segments = self.segments.into_iter().map(|(sum, segment)| Ok((sum, segment.remembered(staging)?)));
        let (sum, pack) = self.pack;
        Ok((segments.collect::<Result<_>>()?, (sum, pack.remembered(staging)?)))
    }
}
