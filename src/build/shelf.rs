//! What browsers may keep, as files of the site: bundles of pages, and the lists that name them with their checksums. Entry points:
//! [`bundled`], [`document_list`], [`Shelf::file`], [`files`], [`Shelf::list`].

use std::collections::BTreeMap;
use std::sync::Mutex;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::compose::{Composer, Data, Keeping, SHARED, manifest, organisation_bundle};
use crate::export::bundle::bundle;
use crate::render::versioned;
use crate::theme::Theme;

/// Where all of it lies in the site.
const FOLDER: &str = "du-lieu/ngoai-tuyen";

/// The parts of the theme of which every page may need one: what else it publishes is for the system or for people who read the files.
const NEEDED: [&str; 4] = [".css", ".js", ".woff2", "favicon.svg"];

/// The service worker and the manifest of the site; what every page needs of the theme is entered on the shelf. Without a shelf, only the worker
/// that takes back what an earlier one kept.
pub(super) fn files(shelf: Option<&Shelf>, composer: &Composer<'_>, theme: &Theme) -> Result<Vec<Data>> {
    let worker = |text: String| Data { url: String::from("/sw.js"), bytes: text.into_bytes() };
    let Some(shelf) = shelf else { return Ok(vec![worker(theme.alone("offline/withdrawn.js").to_owned())]) };
    for (path, bytes) in theme.published().filter(|(path, _)| NEEDED.iter().any(|ending| path.ends_with(ending))) {
        // A style sheet names its fonts without their versions.
        let url = if path.ends_with(".woff2") { path.to_owned() } else { versioned(path, bytes) };
        shelf.file(&url, bytes);
    }
    let manifest = manifest(composer, theme.alone("offline/manifest.json")).context("theme file `offline/manifest.json`")?;
    Ok(vec![worker(theme.joined("offline/worker/")), manifest])
}

/// `van-ban/<doc>.json`: what the regulation at `index` needs besides what every document needs; `bundles` has its own.
pub(super) fn document_list(composer: &Composer<'_>, index: usize, bundles: &BTreeMap<String, Entry>) -> Data {
    let Keeping { id, title, url, bundle, organisations } = Keeping::new(composer, index);
    let list = DocumentList {
        title: &title,
        url: url.trim_start_matches('/'),
        as_of: composer.as_of(),
        bundles: bundles.get(&bundle).into_iter().collect(),
        files: [],
        organisations: organisations.iter().map(|name| bundle_address(name)).collect(),
    };
    Data { url: format!("/{FOLDER}/van-ban/{id}.json"), bytes: json(&list) }
}

/// Where the bundle `name` lies, below the folder of the site.
fn bundle_address(name: &str) -> String {
    format!("{FOLDER}/{name}.bin")
}

/// The files that every page needs, as far as they are made.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    files: Mutex<BTreeMap<String, Entry>>,
}

/// A file that is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Entry {
    /// Address below the folder of the site.
    url: String,
    /// SHA-256 of its bytes, hexadecimal.
    hash: String,
    /// How many bytes it has.
    bytes: usize,
}

/// `chung.json`: what every document needs, and the bundles of all organisations, which change with every text that names them.
#[derive(Serialize)]
pub(super) struct SharedList {
    bundles: Vec<Entry>,
    files: Vec<Entry>,
    organisations: Vec<Entry>,
}

/// What one document needs besides. A text that is another document's does not change it.
#[derive(Serialize)]
struct DocumentList<'a> {
    title: &'a str,
    url: &'a str,
    as_of: String,
    bundles: Vec<&'a Entry>,
    files: [Entry; 0],
    /// The addresses of the bundles of its organisations.
    organisations: Vec<String>,
}

impl Entry {
    fn new(url: String, bytes: &[u8]) -> Self {
        let hash = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        Self { url, hash, bytes: bytes.len() }
    }
}

/// Pages, each by its address in the site, as the bundle `name`: the file to write, and how lists name it.
pub(super) fn bundled(name: &str, pages: &[(String, String)]) -> (Data, Entry) {
    let below: Vec<(&str, &str)> = pages.iter().map(|(url, text)| (url.trim_start_matches('/'), text.as_str())).collect();
    let bytes = bundle(&below);
    let url = bundle_address(name);
    let entry = Entry::new(url.clone(), &bytes);
    (Data { url: format!("/{url}"), bytes }, entry)
}

impl Shelf {
    /// Names a file that every page needs, by its address below the folder of the site.
    pub(super) fn file(&self, url: &str, bytes: &[u8]) {
        let entry = Entry::new(url.to_owned(), bytes);
        self.files.lock().expect("no writer panics while it holds the list").insert(url.to_owned(), entry);
    }

    /// `chung.json`, when all files are there.
    pub(super) fn list(self, shared: SharedList) -> Data {
        let files = self.files.into_inner().expect("no writer panicked").into_values().collect();
        Data { url: format!("/{FOLDER}/{SHARED}.json"), bytes: json(&SharedList { files, ..shared }) }
    }
}

impl SharedList {
    /// Without files yet.
    pub(super) fn new(bundles: &BTreeMap<&str, &Entry>, composer: &Composer<'_>) -> Self {
        let entry = |name: &str| bundles.get(name).map(|entry| (*entry).clone());
        let organisations = composer.organisations().iter().filter_map(|one| entry(&organisation_bundle(&one.value.id)));
        Self { bundles: entry(SHARED).into_iter().collect(), files: Vec::new(), organisations: organisations.collect() }
    }
}

fn json(list: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(list).expect("plain data always serialises")
}
