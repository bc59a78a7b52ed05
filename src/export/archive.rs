//! Many files as one ZIP archive: the same files give the same bytes, whatever the clock says. Entry points: [`open`], [`archive`].

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Cursor, Read, Seek, SeekFrom, Write};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// Half the time of the usual 6 and a seventh more bytes: few fetch the archive, and every build makes it.
const LEVEL: i64 = 4;

/// Bytes of an archive that are read or written at a time.
const BUFFER: usize = 1 << 18;

/// An archive that is read.
pub type Archive = ZipArchive<Positioned<BufReader<File>>>;

/// The archive that `file` is.
///
/// # Errors
/// When it is none.
pub fn open(file: File) -> Result<Archive> {
    ZipArchive::new(Positioned { buffer: BufReader::with_capacity(BUFFER, file), at: 0 }).context("the old archive")
}

/// Writes files, in their order, to `out`: of each its name, and whether `old`, which this function made, holds it as it is; `read` gives the bytes
/// of the others. Each is compressed on its own, so that all processors take part and only what is compressed anew is in memory.
///
/// # Errors
/// The first of `read`, and what goes wrong with `old` and `out`.
pub fn archive(
    files: &[(&str, bool)],
    mut old: Option<Archive>,
    out: impl Write + Seek,
    read: impl Fn(&str) -> Result<Vec<u8>> + Sync,
) -> Result<()> {
    let fresh = files.par_iter().map(|(name, is_old)| (!is_old).then(|| alone(name, &read(name)?)).transpose());
    let fresh: Vec<Option<Vec<u8>>> = fresh.collect::<Result<_>>()?;
    let mut zip = ZipWriter::new(Positioned { buffer: BufWriter::with_capacity(BUFFER, out), at: 0 });
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

/// A buffer that knows where it stands: to ask for that, or to go on within what it holds, does not empty it, as whoever reads and writes
/// archives does at every file.
#[derive(Debug)]
pub struct Positioned<B> {
    buffer: B,
    at: u64,
}

impl<F: Read> Read for Positioned<BufReader<F>> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.buffer.read(bytes)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl<F: Read + Seek> Seek for Positioned<BufReader<F>> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = match to {
            SeekFrom::Start(at) => self.buffer.seek_relative(at.wrapping_sub(self.at) as i64).map(|()| at)?,
            SeekFrom::Current(0) => self.at,
            _ => self.buffer.seek(to)?,
        };
        Ok(self.at)
    }
}

impl<F: Write> Write for Positioned<BufWriter<F>> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.buffer.write(bytes)?;
        self.at += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.buffer.flush()
    }
}

impl<F: Write + Seek> Seek for Positioned<BufWriter<F>> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        if to != SeekFrom::Current(0) && to != SeekFrom::Start(self.at) {
            self.at = self.buffer.seek(to)?;
        }
        Ok(self.at)
    }
}
