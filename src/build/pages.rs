//! Pages and files of data, one regulation at a time; the files of one that are still what its texts make are kept. Entry point:
//! [`Pages::write`].

use std::collections::BTreeMap;
use std::sync::Mutex;

use anyhow::Result;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::build::cache::Key;
use crate::build::memory::{Made, Memory, Remembered, keep};
use crate::build::shelf::{self, Entry};
use crate::build::{output_path, path_of_url};
use crate::compose::{self, Composer, Data, Inputs};
use crate::export;
use crate::output::{OutputPath, Staging};
use crate::page::Page;
use crate::render::{self, Templates};

/// What writing needs.
pub(super) struct Pages<'b> {
    pub(super) composer: &'b Composer<'b>,
    pub(super) inputs: Inputs<'b, 'b>,
    pub(super) templates: &'b Templates,
    pub(super) staging: &'b Staging,
    /// Whether browsers keep pages, which are then bundled.
    pub(super) is_kept_offline: bool,
}

/// Files that were written.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Written {
    /// Addresses of pages.
    pages: Vec<String>,
    /// Files of data by address, with how many bytes they have.
    data: BTreeMap<String, usize>,
    /// Bundles of pages by name.
    bundles: BTreeMap<String, Entry>,
}

/// Everything that was written: of each regulation, and of no regulation.
pub(super) struct Site {
    documents: Vec<Document>,
    rest: Written,
}

/// The files of a regulation.
struct Document {
    /// Checksum of all that could be in them, where it is known.
    reachable: Option<Key>,
    /// Checksum of what they are made of.
    inputs: Key,
    written: Written,
    /// Whether they are the old site's.
    is_kept: bool,
}

impl Pages<'_> {
    /// Writes all pages and files of data; what `before` remembers and is still true is kept.
    pub(super) fn write(&self, before: &Memory) -> Result<Site> {
        let documents = (0..self.composer.documents()).into_par_iter().map(|index| self.document(index, before));
        let documents: Vec<Document> = documents.collect::<Result<_>>()?;
        let (pages, data) = rayon::join(|| self.site_pages(), || self.site_data(&documents, before));
        let mut site = Site { documents, rest: pages? };
        site.rest.extend(data?);
        let data_page = compose::data_page(self.composer, &site.sizes());
        site.rest.extend(self.batch(|batch| batch.page(&data_page))?);
        Ok(site)
    }

    /// The pages that belong to no regulation.
    fn site_pages(&self) -> Result<Written> {
        let (shared, alone): (Vec<Page>, Vec<Page>) =
            self.composer.site_pages().into_iter().partition(|page| compose::bundle_of(page).as_deref() == Some(compose::SHARED));
        let mut pages = self.shared(&shared)?;
        // An organisation's page is the whole of its bundle.
        let alone: Vec<Written> = alone.par_iter().map(|page| self.batch(|batch| batch.page(page))).collect::<Result<_>>()?;
        alone.into_iter().for_each(|written| pages.extend(written));
        Ok(pages)
    }

    /// The files of data that belong to no regulation, the archive of all of them among them.
    fn site_data(&self, documents: &[Document], before: &Memory) -> Result<Written> {
        let mut files = self.batch(|batch| {
            compose::site_files(self.composer).iter().try_for_each(|file| batch.data(file))?;
            compose::register_files(self.composer, |file| batch.data(file))?;
            compose::session_files(self.composer, |file| batch.data(file))
        })?;
        if self.composer.has_downloads() {
            let sizes = sizes(documents.iter().map(|document| &document.written).chain([&files]));
            let archive = compose::archive_files(self.archive(&sizes, before)?);
            files.extend(self.batch(|batch| archive.iter().try_for_each(|file| batch.data(file)))?);
        }
        Ok(files)
    }

    /// The files of the regulation at `index`, made or kept.
    fn document(&self, index: usize, before: &Memory) -> Result<Document> {
        let reachable = self.inputs.reachable(index).map(Key::from);
        let known = reachable.and_then(|reachable| before.inputs.get(&reachable)).copied();
        let inputs = known.unwrap_or_else(|| self.inputs.document(index).into());
        if let Some(written) = keep(before.documents.get(&inputs), self.staging)? {
            return Ok(Document { reachable, inputs, written, is_kept: true });
        }
        let written = self.batch(|batch| {
            self.composer.document_pages(index).iter().try_for_each(|page| batch.page(page))?;
            compose::document_files(self.composer, index).iter().try_for_each(|file| batch.data(file))?;
            compose::paper_files(self.composer, index, |file| batch.data(file))
        })?;
        Ok(Document { reachable, inputs, written, is_kept: false })
    }

    /// The pages of the bundle that all share, rendered beside each other and put in order.
    fn shared(&self, pages: &[Page]) -> Result<Written> {
        let rendered: Vec<String> = pages.par_iter().map(|page| Ok(render::render(page, self.templates)?)).collect::<Result<_>>()?;
        self.batch(|batch| pages.iter().zip(rendered).try_for_each(|(page, text)| batch.rendered(page, text)))
    }

    /// What `write` gives to a batch.
    fn batch(&self, write: impl FnOnce(&Batch<'_>) -> Result<()>) -> Result<Written> {
        let batch = Batch { pages: self, written: Mutex::default(), kept: Mutex::default() };
        write(&batch)?;
        batch.finish()
    }

    /// The files of data in `sizes` as one; what has not changed is taken from the old one.
    fn archive(&self, sizes: &BTreeMap<String, usize>, before: &Memory) -> Result<Vec<u8>> {
        let names: Vec<&str> = sizes.keys().filter(|url| compose::is_archived(url)).map(|url| url.trim_start_matches('/')).collect();
        let old = self.staging.read_old(&path_of_url(compose::ARCHIVE)?, before.archive).unwrap_or_default();
        export::archive::archive(&names, &old, |name| {
            let path = output_path(name)?;
            let is_old = !old.is_empty() && before.paths.binary_search(&path).is_ok() && self.staging.is_kept(&path);
            if is_old { Ok(None) } else { self.staging.read(&path).map(Some) }
        })
    }
}

/// Files that are written one after the other, or beside each other.
struct Batch<'b> {
    pages: &'b Pages<'b>,
    written: Mutex<Written>,
    /// Pages by bundle, each by its address.
    kept: Mutex<BTreeMap<String, Vec<(String, String)>>>,
}

impl Batch<'_> {
    fn page(&self, page: &Page) -> Result<()> {
        self.rendered(page, render::render(page, self.pages.templates)?)
    }

    fn rendered(&self, page: &Page, text: String) -> Result<()> {
        let url = page.shell().url.clone();
        self.pages.staging.put(&path_of_url(&url)?, text.as_bytes())?;
        self.written.lock().expect(UNPANICKED).pages.push(url.clone());
        if let Some(bundle) = compose::bundle_of(page).filter(|_| self.pages.is_kept_offline) {
            self.kept.lock().expect(UNPANICKED).entry(bundle).or_default().push((url, text));
        }
        Ok(())
    }

    fn data(&self, file: &Data) -> Result<()> {
        self.written.lock().expect(UNPANICKED).data.insert(file.url.clone(), file.bytes.len());
        self.pages.staging.put(&path_of_url(&file.url)?, &file.bytes)
    }

    /// Bundles the pages.
    fn finish(self) -> Result<Written> {
        let kept = std::mem::take(&mut *self.kept.lock().expect(UNPANICKED));
        for (name, pages) in kept {
            let (file, entry) = shelf::bundled(&name, &pages);
            self.data(&file)?;
            self.written.lock().expect(UNPANICKED).bundles.insert(name, entry);
        }
        Ok(self.written.into_inner().expect(UNPANICKED))
    }
}

/// Of the locks of a batch.
const UNPANICKED: &str = "no writer panics while it holds the list";

impl Written {
    fn extend(&mut self, other: Self) {
        self.pages.extend(other.pages);
        self.data.extend(other.data);
        self.bundles.extend(other.bundles);
    }
}

impl Made for Written {
    fn files(&self) -> Result<Vec<OutputPath>> {
        self.pages.iter().chain(self.data.keys()).map(|url| path_of_url(url)).collect()
    }
}

/// The files of data of all of `written` by address, with how many bytes they have.
fn sizes<'w>(written: impl Iterator<Item = &'w Written>) -> BTreeMap<String, usize> {
    written.flat_map(|written| &written.data).map(|(url, bytes)| (url.clone(), *bytes)).collect()
}

impl Site {
    fn all(&self) -> impl Iterator<Item = &Written> {
        self.documents.iter().map(|document| &document.written).chain([&self.rest])
    }

    /// The files of data by address, with how many bytes they have.
    fn sizes(&self) -> BTreeMap<String, usize> {
        sizes(self.all())
    }

    /// Addresses of the pages that a reader is led to, sorted.
    pub(super) fn addresses(&self) -> Vec<String> {
        let mut urls: Vec<String> = self.all().flat_map(|written| &written.pages).filter(|url| *url != "/404.html").cloned().collect();
        urls.sort();
        urls
    }

    /// How many regulations have the old site's files.
    pub(super) fn kept(&self) -> usize {
        self.documents.iter().filter(|document| document.is_kept).count()
    }

    /// Bundles by name.
    pub(super) fn bundles(&self) -> BTreeMap<&str, &Entry> {
        self.all().flat_map(|written| &written.bundles).map(|(name, entry)| (name.as_str(), entry)).collect()
    }

    /// What the next build has to know of the regulations.
    pub(super) fn remembered(&self, staging: &Staging) -> Result<BTreeMap<Key, Remembered<Written>>> {
        self.documents.iter().map(|Document { inputs, written, .. }| Ok((*inputs, Remembered::new(written, staging)?))).collect()
    }

    /// What the files of each regulation were made of, by all that could have been in them.
    pub(super) fn inputs(&self) -> BTreeMap<Key, Key> {
        self.documents.iter().filter_map(|Document { reachable, inputs, .. }| Some(((*reachable)?, *inputs))).collect()
    }
}
