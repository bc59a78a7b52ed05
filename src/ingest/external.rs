//! Programs that read PDF files and images: poppler's `pdftotext` and `pdftoppm`, and tesseract. Entry points: [`pdf_text`] and [`scan`].

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use rayon::prelude::*;

/// Dots an inch of the images that are made of the pages of a PDF file: what tesseract's models were made for.
const RESOLUTION: &str = "300";

/// A page as tesseract's English model read it, and as the Vietnamese one did where it is installed.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    /// Read without knowing Vietnamese: few marks, but words the model cannot have made up.
    pub(super) plain: String,
    /// Read by the Vietnamese model.
    pub(super) vietnamese: Option<String>,
}

/// The text layer of a PDF file, lines as they stand on the page, a form feed at the end of a page.
pub(super) fn pdf_text(path: &Path) -> Result<String> {
    let path = &named(path)?;
    let text = run(
        "pdftotext",
        "poppler-utils",
        [OsStr::new("-layout"), OsStr::new("-enc"), OsStr::new("UTF-8"), path.as_os_str(), OsStr::new("-")],
    )?;
    Ok(String::from_utf8_lossy(&text).trim_end_matches('\u{c}').to_owned())
}

/// Reads the pages of a scanned PDF file, or an image.
pub(super) fn scan(path: &Path) -> Result<Vec<Page>> {
    let path = &named(path)?;
    let languages = languages()?;
    let is_pdf = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf"));
    let folder = tempfile::tempdir().context("cannot make a folder for the pages")?;
    let images = if is_pdf {
        let stem = folder.path().join("page");
        let arguments =
            [OsStr::new("-r"), OsStr::new(RESOLUTION), OsStr::new("-gray"), OsStr::new("-png"), path.as_os_str(), stem.as_os_str()];
        run("pdftoppm", "poppler-utils", arguments)?;
        images(folder.path())?
    } else {
        vec![path.to_owned()]
    };
    ensure!(!images.is_empty(), "`{}` has no pages", path.display());
    let vietnamese = languages.iter().any(|language| language == "vie");
    let english = languages.iter().any(|language| language == "eng");
    ensure!(vietnamese || english, "tesseract has neither a Vietnamese nor an English model: install the Debian package tesseract-ocr-vie");
    let read = |image: &PathBuf| -> Result<Page> {
        let known = if vietnamese { Some(tesseract(image, "vie")?) } else { None };
        match (english, known) {
            (true, vietnamese) => Ok(Page { plain: tesseract(image, "eng")?, vietnamese }),
            (false, known) => Ok(Page { plain: known.unwrap_or_default(), vietnamese: None }),
        }
    };
    images.par_iter().map(read).collect()
}

/// The path in a form that no program takes for an option.
fn named(path: &Path) -> Result<PathBuf> {
    std::path::absolute(path).with_context(|| format!("`{}` names no file", path.display()))
}

fn images(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut images = Vec::new();
    for entry in walkdir::WalkDir::new(folder).min_depth(1).sort_by_file_name() {
        images.push(entry.context("cannot list the pages")?.into_path());
    }
    Ok(images)
}

fn tesseract(image: &Path, language: &str) -> Result<String> {
    let text = run("tesseract", "tesseract-ocr", [image.as_os_str(), OsStr::new("-"), OsStr::new("-l"), OsStr::new(language)])?;
    Ok(String::from_utf8_lossy(&text).trim_end_matches('\u{c}').to_owned())
}

fn languages() -> Result<Vec<String>> {
    let list = run("tesseract", "tesseract-ocr", [OsStr::new("--list-langs")])?;
    Ok(String::from_utf8_lossy(&list).lines().skip(1).map(|line| line.trim().to_owned()).collect())
}

/// What a program prints. Each uses one thread, for pages are read side by side.
fn run<'a>(program: &str, package: &str, arguments: impl IntoIterator<Item = &'a OsStr>) -> Result<Vec<u8>> {
    let output = match Command::new(program).args(arguments).env("OMP_THREAD_LIMIT", "1").output() {
        Ok(output) => output,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let more = if program == "tesseract" { " tesseract-ocr-vie" } else { "" };
            bail!("the program `{program}` is needed to read this file: install it with `apt install {package}{more}`");
        }
        Err(error) => return Err(error).with_context(|| format!("cannot run `{program}`")),
    };
    ensure!(output.status.success(), "`{program}` cannot read the file: {}", String::from_utf8_lossy(&output.stderr).trim());
    Ok(output.stdout)
}
