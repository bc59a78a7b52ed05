//! What browsers may keep, as files of the site: bundles of pages, and the lists that name them with their checksums. Entry points:
//! [`Shelf::add`], [`Shelf::file`], [`files`].

use std::collections::BTreeMap;
use std::sync::Mutex;

use anyhow::{Context, Result};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::compose::{Composer, Data, Keeping, SHARED, manifest};
use crate::export::bundle::bundle;
use crate::render::versioned;
use crate::theme::Theme;

/// Where all of it lies in the site.
const FOLDER: &str = "du-lieu/ngoai-tuyen";

/// The parts of the theme of which every page may need one: what else it publishes is for the system or for people who read the files.
const NEEDED: [&str; 4] = [".css", ".js", ".woff2", "favicon.svg"];

/// The service worker, the manifest of the site, and the lists of what is on the shelf. Without a shelf, only the worker that takes back what
/// an earlier one kept.
pub(super) fn files(shelf: Option<Shelf>, composer: &Composer<'_>, theme: &Theme) -> Result<Vec<Data>> {
    let worker = |text: String| Data { url: String::from("/sw.js"), bytes: text.into_bytes() };
    let Some(shelf) = shelf else { return Ok(vec![worker(theme.alone("offline/withdrawn.js").to_owned())]) };
    for (path, bytes) in theme.published().filter(|(path, _)| NEEDED.iter().any(|ending| path.ends_with(ending))) {
        // A style sheet names its fonts without their versions.
        let url = if path.ends_with(".woff2") { path.to_owned() } else { versioned(path, bytes) };
        shelf.file(&url, bytes);
    }
    let documents: Vec<Keeping> = (0..composer.documents()).map(|index| Keeping::new(composer, index)).collect();
    let manifest = manifest(composer, theme.alone("offline/manifest.json")).context("theme file `offline/manifest.json`")?;
    let mut files = vec![worker(theme.joined("offline/worker/")), manifest];
    files.extend(shelf.lists(&documents, &composer.as_of()));
    Ok(files)
}

/// What has been made so far.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    bundles: Mutex<BTreeMap<String, Entry>>,
    files: Mutex<BTreeMap<String, Entry>>,
}

/// A file that is kept.
#[derive(Clone, Debug, Serialize)]
struct Entry {
    /// Address below the folder of the site.
    url: String,
    /// SHA-256 of its bytes, hexadecimal.
    hash: String,
    /// How many bytes it has.
    bytes: usize,
}

/// `chung.json`: what every document needs.
#[derive(Serialize)]
struct SharedList {
    bundles: Vec<Entry>,
    files: Vec<Entry>,
}

/// `van-ban/<doc>.json`: what one document needs besides.
#[derive(Serialize)]
struct DocumentList<'a> {
    title: &'a str,
    url: &'a str,
    as_of: &'a str,
    bundles: Vec<Entry>,
    files: [Entry; 0],
}

impl Entry {
    fn new(url: String, bytes: &[u8]) -> Self {
        let hash = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        Self { url, hash, bytes: bytes.len() }
    }
}

impl Shelf {
    /// Puts pages, each by its address in the site, into the bundle `name`; the file to write.
    pub(super) fn add(&self, name: String, pages: &[(String, String)]) -> Result<Data> {
        let below: Vec<(String, String)> = pages.iter().map(|(url, text)| (url.trim_start_matches('/').to_owned(), text.clone())).collect();
        let bytes = bundle(&below).with_context(|| format!("cannot compress the pages of `{name}`"))?;
        let url = format!("{FOLDER}/{name}.bin");
        let entry = Entry::new(url.clone(), &bytes);
        self.bundles.lock().expect("no writer panics while it holds the list").insert(name, entry);
        Ok(Data { url: format!("/{url}"), bytes })
    }

    /// Names a file that every page needs, by its address below the folder of the site.
    pub(super) fn file(&self, url: &str, bytes: &[u8]) {
        let entry = Entry::new(url.to_owned(), bytes);
        self.files.lock().expect("no writer panics while it holds the list").insert(url.to_owned(), entry);
    }

    /// The lists, when all bundles and files are there.
    fn lists(self, documents: &[Keeping], as_of: &str) -> Vec<Data> {
        let bundles = self.bundles.into_inner().expect("no writer panicked");
        let files = self.files.into_inner().expect("no writer panicked").into_values().collect();
        let shared = SharedList { bundles: bundles.get(SHARED).cloned().into_iter().collect(), files };
        let mut lists = vec![Data { url: format!("/{FOLDER}/{SHARED}.json"), bytes: json(&shared) }];
        for Keeping { id, title, url, bundles: names } in documents {
            let bundles = names.iter().filter_map(|name| bundles.get(name).cloned()).collect();
            let list = DocumentList { title, url: url.trim_start_matches('/'), as_of, bundles, files: [] };
            lists.push(Data { url: format!("/{FOLDER}/van-ban/{id}.json"), bytes: json(&list) });
        }
        lists
    }
}

fn json(list: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(list).expect("plain data always serialises")
}
