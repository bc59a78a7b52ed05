//! The browser's index put together of runs of records, each indexed by itself and kept while its records stay. Entry point: [`NewPack`].

use std::collections::BTreeSet;
use std::sync::Mutex;

use anyhow::Result;
use blake3::Hash;
use quyche_pack::{Outline, Packed};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::build::memory::{Made, Memory};
use crate::build::{Cache, PACK, output_path};
use crate::deflate::Deflater;
use crate::fs;
use crate::index::{self, Brief, Held, Record, Run};
use crate::output::{OutputPath, Staging, Stamp};
use crate::sum::Sum;

/// The files of the browser's index.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct PackFiles(Vec<OutputPath>);

/// The files of the old site's index, by their names.
type OldFiles<'m> = FxHashMap<&'m str, (&'m OutputPath, Stamp)>;

/// The browser's index, to be made.
pub(super) enum NewPack<'m> {
    /// Of few records, all of which travel as they are.
    Plain(u32),
    /// Of many, which are indexed run by run.
    Runs {
        runs: Vec<Run>,
        /// Under which their parts are kept.
        sums: Vec<Hash>,
        /// Of each run that of its part; `None` where it must be indexed.
        outlines: Vec<Option<Outline>>,
        /// The chunks that hold what is shown of the records of the others, which are the old site's and taken over.
        shown: FxHashSet<u64>,
        old: OldFiles<'m>,
    },
}

/// The same when no record is needed any more: nothing is left but to put it together.
pub(super) enum IndexedPack<'m> {
    /// Of few records, made.
    Plain(Packed),
    /// Of many.
    Runs {
        runs: Vec<Run>,
        /// Under which their parts are kept.
        sums: Vec<Hash>,
        /// Of their parts.
        outlines: Vec<Outline>,
        /// Of each run its part, where it was made now.
        made: Vec<Option<Vec<u8>>>,
        /// The chunks that hold what is shown of the records, all of them in the new site.
        shown: FxHashSet<u64>,
        old: OldFiles<'m>,
    },
}

/// Of the lock of the names of chunks.
const UNPANICKED: &str = "no run panics while it holds the names";

impl<'m> NewPack<'m> {
    /// Of these records; what is in `parts`, and in the old site, need not be made.
    pub(super) fn new(briefs: &[&Brief], parts: &Cache, staging: &Staging, before: &'m Memory<'_>) -> Result<Self> {
        if index::is_few(briefs) {
            return Ok(Self::Plain(briefs.len() as u32));
        }
        let runs = index::runs(briefs);
        let program = fs::program();
        let checksum = |run: &Run| {
            let mut sum = Sum::default();
            sum.text(&program);
            sum.hash(&run.sum);
            sum.finish()
        };
        let sums: Vec<Hash> = runs.iter().map(checksum).collect();
        let old = before.pack.as_ref().map_or_else(OldFiles::default, |(_, pack)| {
            pack.made.names().zip(pack.made.0.iter().zip(pack.stamps.iter().copied())).collect()
        });
        let kept = |room: &mut Vec<u8>, sum: &Hash| parts.kept(sum, room).and_then(|part| index::outline(part).ok());
        let outlines: Vec<Option<Outline>> = sums.par_iter().map_init(Vec::new, kept).collect();
        let names: BTreeSet<u64> = outlines.iter().flatten().flat_map(Outline::shown).collect();
        let kept = |name: &u64| {
            let file = index::chunk_file(*name);
            let Some((path, stamp)) = old.get(file.as_str()) else { return Ok(None) };
            Ok(staging.take(path, *stamp)?.then_some(*name))
        };
        let kept: Vec<Option<u64>> = names.par_iter().map(kept).collect::<Result<_>>()?;
        let shown: FxHashSet<u64> = kept.into_iter().flatten().collect();
        let is_whole = |outline: &Outline| outline.shown().iter().all(|name| shown.contains(name));
        let outlines = outlines.into_iter().map(|outline| outline.filter(is_whole)).collect();
        Ok(Self::Runs { runs, sums, outlines, shown, old })
    }

    /// The numbers of the records without which it cannot be indexed.
    pub(super) fn wanted(&self) -> Vec<u32> {
        match self {
            Self::Plain(records) => (0..*records).collect(),
            Self::Runs { runs, outlines, .. } => {
                let stale = runs.iter().zip(outlines).filter(|(_, outline)| outline.is_none());
                stale.flat_map(|(run, _)| run.records.iter().copied()).collect()
            }
        }
    }

    /// Indexes the records that are wanted, and writes what is shown of them.
    pub(super) fn index(self, held: &Held<'_>, aliases: &[Vec<String>], staging: &Staging) -> Result<IndexedPack<'m>> {
        let (runs, sums, outlines, shown, old) = match self {
            Self::Plain(records) => {
                let all: Vec<Record> = (0..records).map(|number| held.record(number).clone()).collect();
                return Ok(IndexedPack::Plain(index::plain(&all, aliases)));
            }
            Self::Runs { runs, sums, outlines, shown, old } => (runs, sums, outlines, shown, old),
        };
        let shown = Mutex::new(shown);
        let is_new = |name| shown.lock().expect(UNPANICKED).insert(name);
        let part = |deflater: &mut Deflater, (run, outline): (&Run, Option<Outline>)| {
            if let Some(outline) = outline {
                return Ok((outline, None));
            }
            let (part, chunks) = run.part(held);
            let mut new = chunks.iter().filter(|(name, _)| is_new(*name));
            new.try_for_each(|(name, bytes)| put(staging, &old, &index::chunk_file(*name), &mut || deflater.deflate(bytes)))?;
            Ok((index::outline(&part)?, Some(part)))
        };
        let indexed: Vec<_> = runs.par_iter().zip(outlines).map_init(Deflater::default, part).collect::<Result<_>>()?;
        let (outlines, made) = indexed.into_iter().unzip();
        let shown = shown.into_inner().expect(UNPANICKED);
        Ok(IndexedPack::Runs { runs, sums, outlines, made, shown, old })
    }
}

impl IndexedPack<'_> {
    /// Writes it; of the parts those that were not made now are in `parts`, which then has all of them.
    pub(super) fn write(self, aliases: &[Vec<String>], parts: &mut Cache, staging: &Staging) -> Result<PackFiles> {
        let (runs, sums, outlines, made, shown, old) = match self {
            Self::Plain(packed) => {
                let put = |name: &str, deflated: &mut dyn FnMut() -> Vec<u8>| put(staging, &OldFiles::default(), name, deflated);
                return PackFiles::new(&index::put_pack(packed, put)?);
            }
            Self::Runs { runs, sums, outlines, made, shown, old } => (runs, sums, outlines, made, shown, old),
        };
        parts.enter(&sums, made);
        let read = |part: usize, range| parts.part(&sums[part], range);
        let put = |name: &str, deflated: &mut dyn FnMut() -> Vec<u8>| put(staging, &old, name, deflated);
        let mut names = index::put_together(&runs, &outlines, read, aliases, put)?;
        let mut shown: Vec<String> = shown.into_iter().map(index::chunk_file).collect();
        shown.sort_unstable();
        names.extend(shown);
        PackFiles::new(&names)
    }
}

/// Writes a file of the browser's index, or takes over that of the old site: the name of a chunk is the checksum of what it holds.
fn put(staging: &Staging, old: &OldFiles<'_>, name: &str, deflated: &mut dyn FnMut() -> Vec<u8>) -> Result<()> {
    match old.get(name).filter(|_| !index::is_fixed(name)) {
        Some((path, stamp)) if staging.take(path, *stamp)? => Ok(()),
        _ => staging.put(&chunk_path(name)?, &deflated()),
    }
}

impl PackFiles {
    fn new(names: &[String]) -> Result<Self> {
        names.iter().map(|name| chunk_path(name)).collect::<Result<_>>().map(Self)
    }

    /// Their names in the folder of the index.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|path| path.as_str().rsplit('/').next().unwrap_or_default())
    }
}

impl Made for PackFiles {
    fn files(&self) -> Result<Vec<OutputPath>> {
        Ok(self.0.clone())
    }
}

/// Where a file of the browser's index lies in the site.
fn chunk_path(name: &str) -> Result<OutputPath> {
    output_path(&format!("{PACK}/{name}"))
}
