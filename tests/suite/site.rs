//! Sites built for tests, in memory. Entry points: [`build`], [`content`], [`five`].

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use quyche::build::{Analysis, analyse, read_theme, write};
use quyche::source::{Source, Sources};

use crate::suite::support::{bytes_below, repository};

/// A built site.
pub(crate) struct Site {
    /// What it was built from.
    pub(crate) sources: Sources,
    pub(crate) analysis: Analysis,
    /// Every file by its path in the site.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// `https://host/path` without a final `/`; empty where none was given.
    pub(crate) base_url: String,
}

impl Site {
    /// The text of the file at `path`.
    pub(crate) fn text(&self, path: &str) -> &str {
        let bytes = self.files.get(path).unwrap_or_else(|| panic!("the site has no `{path}`"));
        std::str::from_utf8(bytes).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Every page: its path and its text.
    pub(crate) fn pages(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.keys().filter(|path| path.ends_with(".html")).map(|path| (path.as_str(), self.text(path)))
    }

    /// The path part of the base address, without a final `/`.
    pub(crate) fn base_path(&self) -> &str {
        let host = self.base_url.split_once("://").map_or("", |(_, rest)| rest);
        host.find('/').map_or("", |at| &host[at..])
    }
}

/// The address below the host of the page at `path`.
pub(crate) fn url(path: &str) -> String {
    format!("/{}", path.strip_suffix("index.html").unwrap_or(path))
}

/// Builds the site of `files`, paths below the content folder with their bytes.
pub(crate) fn build(files: Vec<(String, Vec<u8>)>, base_url: Option<&str>) -> Site {
    let sources = Sources::new(files.into_iter().map(|(path, bytes)| Source::decode(path, bytes)).collect());
    let analysed = analyse(&sources, base_url);
    let theme = read_theme(None).expect("the built-in theme can be read");
    let folder = tempfile::tempdir().expect("a folder can be made");
    let out = folder.path().join("site");
    let written = write(&sources, &analysed.value, &theme, &out, false).expect("the site can be written");
    assert_eq!(written.diagnostics, [], "no page has two writers");
    let files = bytes_below(&out);
    let base_url = analysed.value.corpus.contents.site.base_url.clone();
    Site { sources, analysis: analysed.value, files, base_url }
}

/// Files of a folder of the repository as [`build`] takes them.
pub(crate) fn folder(path: &str) -> Vec<(String, Vec<u8>)> {
    bytes_below(&repository(path)).into_iter().collect()
}

/// The site that the repository ships.
pub(crate) fn content() -> &'static Site {
    static SITE: LazyLock<Site> = LazyLock::new(|| build(folder("content"), None));
    &SITE
}

/// Five regulations on one site, served below a path.
pub(crate) fn five() -> &'static Site {
    static SITE: LazyLock<Site> = LazyLock::new(|| {
        let name = |path: &str| format!("regulations/{}", Path::new(path).file_name().expect("a file has a name").to_string_lossy());
        let files = folder("tests/corpus/regulations").into_iter().map(|(path, bytes)| (name(&path), bytes)).collect();
        build(files, Some("https://example.org/quyche/"))
    });
    &SITE
}

/// The small site of `tests/golden`.
pub(crate) fn golden() -> &'static Site {
    static SITE: LazyLock<Site> = LazyLock::new(|| build(folder("tests/golden/content"), None));
    &SITE
}
