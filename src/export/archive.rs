//! Many files as one ZIP archive: the same files give the same bytes, whatever the clock says. Entry point: [`archive`].

use std::io::{Cursor, Read, Seek, Write};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// Half the time of the usual 6 and a seventh more bytes: few fetch the archive, and every build makes it.
const LEVEL: i64 = 4;

/// Writes files, in their order, to `out`: of each its name, and whether `old`, which this function made, holds it as it is; `read` gives the bytes
/// of the others. Each is compressed on its own, so that all processors take part and only what is compressed anew is in memory.
///
/// # Errors
/// The first of `read`, and what goes wrong with `old` and `out`.
pub fn archive(
    files: &[(&str, bool)],
    mut old: Option<ZipArchive<impl Read + Seek>>,
    out: impl Write + Seek,
    read: impl Fn(&str) -> Result<Vec<u8>> + Sync,
) -> Result<()> {
    let fresh = files.par_iter().map(|(name, is_old)| (!is_old).then(|| alone(name, &read(name)?)).transpose());
    let fresh: Vec<Option<Vec<u8>>> = fresh.collect::<Result<_>>()?;
    let mut zip = ZipWriter::new(out);
    for (name, bytes) in files.iter().map(|(name, _)| name).zip(fresh) {
        match (bytes, &mut old) {
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
    zip.finish().context("the archive")?.flush().context("the archive")
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
