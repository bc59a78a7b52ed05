//! The browser's index put together of runs of records, each indexed by itself and kept while its records stay. Entry point: [`NewPack`].

use std::collections::{BTreeSet, HashMap};

use anyhow::Result;
use blake3::Hash;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::build::memory::{Made, Memory};
use crate::build::{Cache, PACK, output_path};
use crate::fs;
use crate::index::{self, Brief, Chunks, Held, Record, Run};
use crate::output::{OutputPath, Staging, Stamp};
use crate::sum::Sum;

/// The names of the files of the browser's index.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct PackFiles(Vec<String>);

/// The browser's index, to be made.
pub(super) enum NewPack<'m> {
    /// Of few records, all of which travel as they are.
    Plain(u32),
    /// Of many.
    Indexed {
        runs: Vec<Run>,
        /// Under which their parts are kept.
        sums: Vec<Hash>,
        /// Whether each must be indexed.
        is_stale: Vec<bool>,
        /// The chunks that hold what is shown of the records of the others, which are the old site's and taken over.
        shown: FxHashSet<u64>,
        /// The files of the old site's index.
        old: HashMap<&'m str, Stamp>,
    },
}

impl<'m> NewPack<'m> {
    /// Of these records; what is in `parts`, and in the old site, need not be made.
    pub(super) fn new(briefs: &[Brief], parts: &Cache, staging: &Staging, before: &'m Memory<'_>) -> Result<Self> {
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
        let old: HashMap<&str, Stamp> =
            before.pack.iter().flat_map(|(_, pack)| pack.made.names().map(String::as_str).zip(pack.stamps.iter().copied())).collect();
        let shown_in: Vec<Option<Vec<u64>>> = sums.iter().map(|sum| parts.kept(sum).and_then(index::shown_in)).collect();
        let names: BTreeSet<u64> = shown_in.iter().flatten().flatten().copied().collect();
        let kept = |name: &u64| {
            let file = index::chunk_file(*name);
            let Some(stamp) = old.get(file.as_str()) else { return Ok(None) };
            Ok(staging.keep(&[(chunk_path(&file)?, *stamp)])?.then_some(*name))
        };
        let kept: Vec<Option<u64>> = names.par_iter().map(kept).collect::<Result<_>>()?;
        let shown: FxHashSet<u64> = kept.into_iter().flatten().collect();
        let is_stale = |names: &Option<Vec<u64>>| !names.as_ref().is_some_and(|names| names.iter().all(|name| shown.contains(name)));
        let is_stale = shown_in.iter().map(is_stale).collect();
        Ok(Self::Indexed { runs, sums, is_stale, shown, old })
    }

    /// The numbers of the records without which it cannot be made.
    pub(super) fn wanted(&self) -> Vec<u32> {
        match self {
            Self::Plain(records) => (0..*records).collect(),
            Self::Indexed { runs, is_stale, .. } => {
                runs.iter().zip(is_stale).filter(|(_, is_stale)| **is_stale).flat_map(|(run, _)| run.records.iter().copied()).collect()
            }
        }
    }

    /// Writes it, of the records that are wanted; chunks that the old site has are not written again: their names are the checksums of what they
    /// hold.
    pub(super) fn write(self, held: &Held<'_>, aliases: &[Vec<String>], parts: &mut Cache, staging: &Staging) -> Result<PackFiles> {
        let put = |name: &str, old: Option<&Stamp>, deflated: &mut dyn FnMut() -> Vec<u8>| {
            let path = chunk_path(name)?;
            match old.filter(|_| !index::is_fixed(name)) {
                Some(stamp) if staging.keep(&[(path.clone(), *stamp)])? => Ok(()),
                _ => staging.put(&path, &deflated()),
            }
        };
        let (runs, sums, is_stale, shown, old) = match self {
            Self::Plain(records) => {
                let all: Vec<Record> = (0..records).map(|number| held.record(number).clone()).collect();
                let packed = index::plain(&all, aliases);
                return Ok(PackFiles(index::put_pack(packed, |name, deflated| put(name, None, deflated))?));
            }
            Self::Indexed { runs, sums, is_stale, shown, old } => (runs, sums, is_stale, shown, old),
        };
        let part = |(run, is_stale): (&Run, bool)| is_stale.then(|| run.part(held)).unzip();
        let (indexed, new): (Vec<Option<Vec<u8>>>, Vec<Option<Chunks>>) = runs.par_iter().zip(is_stale).map(part).unzip();
        let new = new.into_iter().flatten().flatten().filter(|(name, _)| !shown.contains(name)).collect();
        let parts = parts.keep(&sums, indexed);
        let mut names = index::put_together(&runs, &parts, new, aliases, |name, deflated| put(name, old.get(name), deflated))?;
        let mut shown: Vec<String> = shown.into_iter().map(index::chunk_file).collect();
        shown.sort_unstable();
        names.extend(shown);
        Ok(PackFiles(names))
    }
}

impl PackFiles {
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        self.0.iter()
    }
}

impl Made for PackFiles {
    fn files(&self) -> Result<Vec<OutputPath>> {
        self.0.iter().map(|name| chunk_path(name)).collect()
    }
}

/// Where a file of the browser's index lies in the site.
fn chunk_path(name: &str) -> Result<OutputPath> {
    output_path(&format!("{PACK}/{name}"))
}
