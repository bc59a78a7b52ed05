//! Every input text of a build, sorted by path. Entry point: [`Sources::new`].
//!
//! Architecture invariant: nothing after this stage reads a file; a [`Span`] is bytes of the text kept here.

use std::borrow::Cow;
use std::ops::Range;

use blake3::Hash;
use serde::{Deserialize, Serialize};

/// Index of a file in [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(u32);

/// A byte range of one file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// Bytes of the file's text.
    pub range: Range<usize>,
}

impl Span {
    /// The bytes `range` of `file`.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        Self { file, range }
    }
}

/// One input text.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path below the content folder, `/` between parts.
    pub path: String,
    /// The text in NFC, without byte order mark, lines ended by `\n`.
    pub text: String,
    /// Checksum of the text.
    pub sum: Hash,
    /// What had to be changed to reach that form; reported by `check`.
    pub repaired: Vec<Repair>,
}

/// A lossless or reported change made while a text was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repair {
    /// The file was not in Unicode NFC.
    Composed,
    /// The file was not UTF-8: bytes that could not be read are shown as U+FFFD. Holds the first such byte's offset.
    Replaced(usize),
}

impl Source {
    /// A text that is in that form.
    pub fn new(path: String, text: String) -> Self {
        Self { path, sum: blake3::hash(text.as_bytes()), text, repaired: Vec::new() }
    }

    /// Reads `bytes` as text: UTF-8, NFC, no byte order mark, `\n` as line end.
    pub fn decode(path: String, bytes: impl AsRef<[u8]>) -> Self {
        let bytes = bytes.as_ref();
        let mut repaired = Vec::new();
        let text = simdutf8::compat::from_utf8(bytes).map(Cow::Borrowed).unwrap_or_else(|error| {
            // The offset is that of the text as it will be kept.
            let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            repaired.push(Repair::Replaced(quyche_text::nfc(&plain(&before)).len()));
            String::from_utf8_lossy(bytes)
        });
        let text = plain(&text);
        let text = match quyche_text::is_nfc(&text) {
            true => text.into_owned(),
            false => {
                repaired.push(Repair::Composed);
                quyche_text::nfc(&text).into_owned()
            }
        };
        Self { repaired, ..Self::new(path, text) }
    }
}

/// `text` without byte order mark, lines ended by `\n`.
fn plain(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match text.contains('\r') {
        true => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
        false => Cow::Borrowed(text),
    }
}

/// All inputs, sorted by path.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
    links: Vec<String>,
}

impl Sources {
    /// Sorts `files` by path, so that a [`FileId`] does not depend on the order in which a folder was read.
    pub fn new(mut files: Vec<Source>) -> Self {
        files.sort_by(|left, right| left.path.cmp(&right.path));
        Self { files, links: Vec::new() }
    }

    /// With the paths of links that stand among the files and were not followed; reported by `check`.
    #[must_use]
    pub fn with_links(self, links: Vec<String>) -> Self {
        Self { links, ..self }
    }

    /// Links that were not followed.
    pub fn links(&self) -> &[String] {
        &self.links
    }

    /// The file of `id`.
    pub fn get(&self, id: FileId) -> &Source {
        &self.files[id.0 as usize]
    }

    /// The text under `span`.
    pub fn slice(&self, span: &Span) -> &str {
        &self.get(span.file).text[span.range.clone()]
    }

    /// The file at exactly `path`.
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok().map(|index| FileId(index as u32))
    }

    /// Every file in order of path.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.files.iter().enumerate().map(|(index, file)| (FileId(index as u32), file))
    }
}
