//! Many files as one ZIP archive: the same files give the same bytes, whatever the clock says. Entry point: [`archive`].

use std::io::{Cursor, Write};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// Half the time of the usual 6 and a seventh more bytes: few fetch the archive, and every build makes it.
const LEVEL: i64 = 4;

/// The files `names`, in their order; `read` gives the bytes of one, or `None` where `old`, which this function made, holds them. Each is
/// compressed on its own, so that all processors take part and only what is compressed stays in memory.
///
/// # Errors
/// The first of `read`.
pub fn archive(names: &[&str], old: &[u8], read: impl Fn(&str) -> Result<Option<Vec<u8>>> + Sync) -> Result<Vec<u8>> {
    let fresh = names.par_iter().map(|name| read(name)?.map(|bytes| alone(name, &bytes)).transpose());
    let fresh: Vec<Option<Vec<u8>>> = fresh.collect::<Result<_>>()?;
    let mut from_old = (!old.is_empty()).then(|| ZipArchive::new(Cursor::new(old)).context("the old archive")).transpose()?;
    let fresh_bytes: usize = fresh.iter().flatten().map(Vec::len).sum();
    let mut zip = ZipWriter::new(Cursor::new(Vec::with_capacity(old.len() + fresh_bytes)));
    for (name, bytes) in names.iter().zip(fresh) {
        match (bytes, &mut from_old) {
            (Some(bytes), _) => {
                let mut one = ZipArchive::new(Cursor::new(bytes)).context("an archive of one file")?;
                zip.raw_copy_file(one.by_index_raw(0).context("its only file")?).context("a file of the archive")?;
            }
            (None, Some(old)) => {
                let at = old.index_for_name(name).with_context(|| format!("the old archive has no `{name}`"))?;
                zip.raw_copy_file(old.by_index_raw(at)?).context("a file of the archive")?;
            }
            (None, None) => bail!("there is no old archive for `{name}`"),
        }
    }
    Ok(zip.finish().context("the archive")?.into_inner())
}

fn alone(name: &str, bytes: &[u8]) -> Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(LEVEL))
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(name, options).with_context(|| format!("`{name}`"))?;
    zip.write_all(bytes).with_context(|| format!("`{name}`"))?;
    Ok(zip.finish().with_context(|| format!("`{name}`"))?.into_inner())
}
