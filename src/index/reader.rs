//! Opens an index for reading. Entry points: [`open`], [`open_files`].

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use quyche_query::Aliases;
use tantivy::directory::{MmapDirectory, RamDirectory};
use tantivy::{Directory, IndexReader, ReloadPolicy, Searcher};

use crate::index::directory::ReadOnly;
use crate::index::schema::{self, Fields};
use crate::index::version::{self, Version};
use crate::index::{tokenizer, write};

/// An index opened for reading.
pub struct Index {
    pub(super) searcher: Searcher,
    /// The number of the first record of each segment.
    pub(super) firsts: Vec<u32>,
    pub(super) fields: Fields,
    pub(super) aliases: Aliases,
}

/// Opens the index that a build wrote into a directory; the directory is left as it is.
pub fn open(dir: &Path) -> Result<Index> {
    let missing = || anyhow!("no search index in `{}`; run `quyche build` first", dir.display());
    let mapped = MmapDirectory::open(dir).map_err(|_| missing())?;
    if !mapped.exists(Path::new(version::FILE))? {
        return Err(missing());
    }
    assemble(ReadOnly(mapped)).with_context(|| format!("in `{}`", dir.display()))
}

/// Opens the files that [`crate::index::write`] made, without a disk.
pub fn open_files(files: &[(String, Vec<u8>)]) -> Result<Index> {
    let directory = RamDirectory::create();
    for (name, bytes) in files {
        directory.atomic_write(Path::new(name), bytes)?;
    }
    assemble(directory)
}

fn assemble(directory: impl Directory) -> Result<Index> {
    const UNREADABLE: &str = "cannot read the search index; run `quyche build`";
    let read = |name: &str| directory.atomic_read(Path::new(name)).context(UNREADABLE);
    serde_json::from_slice::<Version>(&read(version::FILE)?).context(UNREADABLE)?.check()?;
    let names: Vec<Vec<String>> = serde_json::from_slice(&read(write::ALIASES)?).context(UNREADABLE)?;
    let aliases = Aliases::new(&names);
    let index = tantivy::Index::open(directory).context(UNREADABLE)?;
    tokenizer::register(index.tokenizers());
    let reader: IndexReader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().context(UNREADABLE)?;
    let searcher = reader.searcher();
    let lengths = searcher.segment_readers().iter().map(tantivy::SegmentReader::max_doc);
    let firsts = lengths.scan(0, |next, length| Some(std::mem::replace(next, *next + length))).collect();
    Ok(Index { searcher, firsts, fields: schema::build().1, aliases })
}
