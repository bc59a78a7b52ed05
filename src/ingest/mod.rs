//! A file as it comes, made the draft of a regulation. Entry points: [`read`] and [`draft`].
//!
//! Architecture invariant: nothing of the text is dropped in silence; what is no text is named in [`Draft::set_aside`].

mod docx;
mod draft;
mod external;
mod head;
mod numbering;

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::fs;
use crate::intake::{self, Cleaned, Encoding, Intake};

pub use draft::{Draft, Names, draft};

/// The text taken out of a file, and how.
#[derive(Debug, Clone)]
pub struct Extract {
    /// The text as it was read; a form feed ends a page.
    pub text: String,
    /// The same text as tesseract's Vietnamese model read it, where both models did.
    pub vietnamese: Option<String>,
    /// Notes of a Word file, which are in no place of the text.
    pub notes: Vec<String>,
    /// Where the text is from.
    pub origin: Origin,
    /// What the bytes of the text were taken for.
    pub encoding: Encoding,
    /// What was put right.
    pub cleaned: Cleaned,
}

/// Where a text is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A file of text.
    Text,
    /// A Word file.
    Word,
    /// The text layer of a PDF file.
    Layer,
    /// Read from images by tesseract.
    Scan,
}

/// Letters a page must have on average for its text layer to be one, and not the stamp of a scanner.
const LAYER: usize = 100;

/// Reads a file by its extension.
pub fn read(path: &Path) -> Result<Extract> {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let named = || format!("cannot read `{}`", path.display());
    match extension.as_str() {
        "txt" | "md" => Ok(Extract::new(&fs::read_file(path)?, Origin::Text)),
        "docx" => word(&fs::read_file(path)?).with_context(named),
        "pdf" => {
            let text = external::pdf_text(path).with_context(named)?;
            let letters = text.chars().filter(|c| c.is_alphabetic()).count();
            let pages = text.matches('\u{c}').count() + 1;
            if letters >= LAYER * pages { Ok(Extract::new(text.as_bytes(), Origin::Layer)) } else { scanned(path).with_context(named) }
        }
        "png" | "jpg" | "jpeg" | "tif" | "tiff" | "bmp" | "webp" => scanned(path).with_context(named),
        "doc" | "odt" | "rtf" => bail!("`{}` is an older Word file or an OpenDocument text: save it as `.docx` first", path.display()),
        _ => bail!("`{}`: only txt, docx, pdf, png, jpg, tif, bmp and webp files are read", path.display()),
    }
}

/// Reads the bytes of a Word file.
pub fn word(bytes: &[u8]) -> Result<Extract> {
    let (text, notes) = docx::text(bytes)?;
    Ok(Extract { notes, ..Extract::new(text.as_bytes(), Origin::Word) })
}

fn scanned(path: &Path) -> Result<Extract> {
    let pages = external::scan(path)?;
    let vietnamese = pages.iter().map(|page| page.vietnamese.as_deref()).collect::<Option<Vec<_>>>().map(|pages| pages.join("\u{c}"));
    let plain: Vec<&str> = pages.iter().map(|page| page.plain.as_str()).collect();
    Ok(Extract { vietnamese, ..Extract::new(plain.join("\u{c}").as_bytes(), Origin::Scan) })
}

impl Extract {
    fn new(bytes: &[u8], origin: Origin) -> Extract {
        let Intake { text, encoding, cleaned } = intake::read(bytes);
        Extract { text, vietnamese: None, notes: Vec::new(), origin, encoding, cleaned }
    }
}
