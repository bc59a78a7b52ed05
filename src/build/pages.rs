//! Pages and files of data, one regulation at a time; the files of one that are still what its texts make are kept. Entry point:
//! [`Pages::write`].

use std::borrow::Cow;
use std::collections::{BTreeMap, btree_map};
use std::io::Read;
use std::sync::Mutex;

use anyhow::{Context, Result};
use blake3::Hash;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::build::cache::Key;
use crate::build::memory::{Batches, Item, Made, Memory, files_of, keep};
use crate::build::shelf::{self, Entry};
use crate::build::{output_path, path_of_url, put_data};
use crate::compose::{self, Composer, Data, Inputs};
use crate::content::Organisation;
use crate::export;
use crate::output::{OutputPath, Staging};
use crate::page::Page;
use crate::render::{self, Templates};
use crate::sum::Sum;

/// What writing needs.
pub(super) struct Pages<'b> {
    pub(super) composer: &'b Composer<'b>,
    pub(super) inputs: &'b Inputs<'b, 'b>,
    /// Of what the files of each regulation are made.
    pub(super) made_of: &'b [MadeOf],
    /// Checksum of what makes a page of what it shows: program, theme and site.
    pub(super) maker: Hash,
    pub(super) templates: &'b Templates,
    pub(super) staging: &'b Staging,
    /// Whether browsers keep pages, which are then bundled.
    pub(super) is_kept_offline: bool,
}

/// Of what the files of a regulation are made.
#[derive(Clone, Copy, Debug)]
pub(super) struct MadeOf {
    /// Checksum of all that could be in them, where it is known.
    reachable: Option<Key>,
    /// Checksum of what is in them.
    pub(super) inputs: Key,
}

impl MadeOf {
    /// Of the files of each of so many `documents`.
    pub(super) fn all(inputs: &Inputs<'_, '_>, documents: usize, before: &Memory<'_>) -> Vec<Self> {
        let made_of = |index| {
            let reachable = inputs.reachable(index).map(Key::from);
            let known = reachable.and_then(|reachable| before.inputs.get(&reachable)).copied();
            Self { reachable, inputs: known.unwrap_or_else(|| inputs.document(index).into()) }
        };
        (0..documents).into_par_iter().map(made_of).collect()
    }
}

/// Files that were written.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Written {
    /// Pages.
    pages: Vec<OutputPath>,
    /// Files of data, with how many bytes they have.
    data: BTreeMap<OutputPath, usize>,
    /// Bundles of pages by name.
    bundles: BTreeMap<String, Entry>,
}

/// Everything that was written: of each regulation, and of no regulation.
pub(super) struct Site<'m> {
    documents: Vec<Document<'m>>,
    /// What is made by itself.
    alone: Vec<Alone<'m>>,
    rest: Written,
}

/// Pages that share no bundle, or a file of data, made by themselves.
struct Alone<'m> {
    /// Checksum of all that could be in them, where it is known and not what they show.
    reachable: Option<Key>,
    /// Checksum of what they show, where that is known.
    shows: Option<Key>,
    files: Item<'m, Written>,
}

/// The files of a regulation.
struct Document<'m> {
    made_of: MadeOf,
    files: Item<'m, Written>,
}

impl Pages<'_> {
    /// Writes all pages and files of data; what `before` remembers and is still true is kept.
    pub(super) fn write<'m>(&self, before: &'m Memory<'_>) -> Result<Site<'m>> {
        let documents = (0..self.composer.documents()).into_par_iter().map(|index| self.document(index, before));
        let documents: Vec<Document<'_>> = documents.collect::<Result<_>>()?;
        let (pages, data) = rayon::join(|| self.site_pages(before), || self.site_data(&documents, before));
        let (rest, mut alone) = pages?;
        let (files, organisations) = data?;
        alone.push(organisations);
        let mut site = Site { documents, alone, rest };
        site.rest.extend(files);
        let data_page = compose::data_page(self.composer, &site.sizes());
        site.rest.extend(self.batch(|batch| batch.page(&data_page))?);
        Ok(site)
    }

    /// The pages that belong to no regulation: those that share a bundle, and the others.
    fn site_pages<'m>(&self, before: &'m Memory<'_>) -> Result<(Written, Vec<Alone<'m>>)> {
        let (shared, single): (Vec<Page>, Vec<Page>) =
            self.composer.site_pages().into_iter().partition(|page| compose::bundle_of(page).as_deref() == Some(compose::SHARED));
        let organisations = self.composer.organisations().par_iter();
        let mut alone: Vec<Alone<'_>> = organisations.map(|one| self.organisation(&one.value, before)).collect::<Result<_>>()?;
        let single = single.par_iter().map(|page| self.alone(None, None, before, |batch| batch.page(page)));
        alone.extend(single.collect::<Result<Vec<_>>>()?);
        Ok((self.shared(&shared)?, alone))
    }

    /// The pages of an organisation, made or kept; they are the whole of its bundle. They are not even composed where all that could be in them is
    /// as it was.
    fn organisation<'m>(&self, organisation: &Organisation, before: &'m Memory<'_>) -> Result<Alone<'m>> {
        let reachable = Key::from(self.inputs.organisation(&organisation.id));
        if let Some(shows) = before.inputs.get(&reachable)
            && let Some(kept) = keep(before.made.get(shows).map(AsRef::as_ref), self.staging)?
        {
            return Ok(Alone { reachable: Some(reachable), shows: Some(*shows), files: Item::Kept(kept) });
        }
        let pages = self.composer.organisation_pages(organisation);
        self.alone(Some(reachable), self.shows(&pages), before, |batch| pages.iter().try_for_each(|page| batch.page(page)))
    }

    /// What is made by itself, made or kept.
    fn alone<'m>(
        &self,
        reachable: Option<Key>,
        shows: Option<Key>,
        before: &'m Memory<'_>,
        make: impl FnOnce(&Batch<'_>) -> Result<()>,
    ) -> Result<Alone<'m>> {
        let old = shows.and_then(|shows| before.made.get(&shows)).map(AsRef::as_ref);
        Ok(Alone { reachable, shows, files: Item::kept_or(old, self.staging, || self.batch(make))? })
    }

    /// Checksum of everything that is seen of an organisation's pages: their templates have the models alone. It costs less than the pages.
    fn shows(&self, pages: &[Page]) -> Option<Key> {
        let mut sum = Sum::default();
        sum.hash(&self.maker);
        for page in pages {
            match page {
                Page::Organisation(model) => sum.data(model.as_ref()),
                Page::Assessment(model) => sum.data(model.as_ref()),
                _ => return None,
            }
        }
        Some(sum.finish().into())
    }

    /// The files of data that belong to no regulation, the archive of all of them among them, and the list of organisations.
    fn site_data<'m>(&self, documents: &[Document<'_>], before: &'m Memory<'_>) -> Result<(Written, Alone<'m>)> {
        let list = |batch: &Batch<'_>| batch.data(&compose::organisations_file(self.composer));
        let organisations = self.alone(None, Some(self.inputs.organisations().into()), before, list)?;
        let mut files = self.batch(|batch| {
            compose::site_files(self.composer).iter().try_for_each(|file| batch.data(file))?;
            compose::register_files(self.composer, |file| batch.data(file))?;
            compose::session_files(self.composer, |file| batch.data(file))
        })?;
        if self.composer.has_downloads() {
            let items = documents.iter().map(|document| &document.files).chain([&organisations.files]);
            let all = items.map(|item| (item.made(), item.is_kept())).chain([(&files, false)]);
            let mut archived: Vec<(&OutputPath, bool)> = all
                .flat_map(|(written, is_kept)| written.data.keys().map(move |path| (path, is_kept)))
                .filter(|(path, _)| compose::is_archived(path.as_str()))
                .collect();
            archived.sort_unstable();
            files.extend(self.batch(|batch| self.archive(batch, archived, before))?);
        }
        Ok((files, organisations))
    }

    /// The files of the regulation at `index`, made or kept.
    fn document<'m>(&self, index: usize, before: &'m Memory<'_>) -> Result<Document<'m>> {
        let made_of = self.made_of[index];
        let make = || {
            let mut written = self.batch(|batch| {
                self.composer.document_pages(index).iter().try_for_each(|page| batch.page(page))?;
                compose::document_files(self.composer, index).iter().try_for_each(|file| batch.data(file))?;
                compose::paper_files(self.composer, index, |file| batch.data(file))
            })?;
            if self.is_kept_offline {
                let list = shelf::document_list(self.composer, index, &written.bundles);
                written.extend(self.batch(|batch| batch.data(&list))?);
            }
            Ok(written)
        };
        let old = before.made.get(&made_of.inputs).map(AsRef::as_ref);
        Ok(Document { made_of, files: Item::kept_or(old, self.staging, make)? })
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

    /// The `files` as one, in their order; what has not changed is taken from the old one. Of each it is said whether it is known to be the old
    /// site's. Its checksum is written by [`Pages::archive_checksum`].
    fn archive<'f>(&self, batch: &Batch<'_>, files: Vec<(&'f OutputPath, bool)>, before: &Memory<'_>) -> Result<()> {
        let path = path_of_url(compose::ARCHIVE)?;
        let old = self.staging.open_old(&path, before.archive).map(export::archive::open).transpose()?;
        let is_held = |name| old.as_ref().is_some_and(|old| old.index_for_name(name).is_some());
        let mark = |(path, is_kept): (&'f OutputPath, bool)| {
            let name = path.as_str();
            (name, is_held(name) && (is_kept || self.staging.is_kept(path)))
        };
        let files: Vec<(&str, bool)> = files.into_iter().map(mark).collect();
        let has_changed = old.as_ref().is_none_or(|old| old.len() != files.len()) || !files.iter().all(|(_, is_old)| *is_old);
        if has_changed || !self.staging.take(&path, before.archive)? {
            let read = |name: &str| self.staging.read(&output_path(name)?);
            self.staging.stream(&path, |file| export::archive::archive(&files, old, file, read))?;
        }
        batch.enter(path.clone(), self.staging.stamp(&path).bytes());
        // However the sum turns out, the file has as many bytes.
        let checksum = compose::archive_checksum(&[0; SHA256]);
        batch.enter(path_of_url(&checksum.url)?, checksum.bytes.len());
        Ok(())
    }

    /// Writes the checksum of the archive, where there is one: to read all of it takes time, and only this file waits for it.
    pub(super) fn archive_checksum(&self) -> Result<()> {
        if !self.composer.has_downloads() {
            return Ok(());
        }
        let sum = sha256(self.staging.open(&path_of_url(compose::ARCHIVE)?)?).context("cannot read the archive")?;
        put_data(self.staging, &compose::archive_checksum(&sum))
    }
}

/// Bytes of a SHA-256.
const SHA256: usize = 32;

/// The SHA-256 of what is read.
fn sha256(mut from: impl Read) -> std::io::Result<[u8; SHA256]> {
    let (mut sum, mut piece) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        let read = from.read(&mut piece)?;
        if read == 0 {
            return Ok(sum.finalize().into());
        }
        sum.update(&piece[..read]);
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
        let path = path_of_url(&url)?;
        self.pages.staging.put(&path, text.as_bytes())?;
        self.written.lock().expect(UNPANICKED).pages.push(path);
        if let Some(bundle) = compose::bundle_of(page).filter(|_| self.pages.is_kept_offline) {
            self.kept.lock().expect(UNPANICKED).entry(bundle).or_default().push((url, text));
        }
        Ok(())
    }

    /// Enters a file of data with how many bytes it has.
    fn enter(&self, path: OutputPath, bytes: usize) {
        self.written.lock().expect(UNPANICKED).data.insert(path, bytes);
    }

    fn data(&self, file: &Data) -> Result<()> {
        let path = path_of_url(&file.url)?;
        self.pages.staging.put(&path, &file.bytes)?;
        self.enter(path, file.bytes.len());
        Ok(())
    }

    /// Bundles the pages.
    fn finish(self) -> Result<Written> {
        let kept = std::mem::take(&mut *self.kept.lock().expect(UNPANICKED));
        for (name, pages) in kept {
            let (file, entry) = shelf::bundled(&name, &pages);
            self.data(&file)?;
            self.written.lock().expect(UNPANICKED).bundles.insert(name, entry);
        }
        let mut written = self.written.into_inner().expect(UNPANICKED);
        written.pages.sort_unstable_by(|one, other| one.address().cmp(other.address()));
        Ok(written)
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
        Ok(self.pages.iter().chain(self.data.keys()).cloned().collect())
    }
}

impl<'m> Site<'m> {
    fn all(&self) -> impl Iterator<Item = &Written> {
        let alone = self.alone.iter().map(|alone| &alone.files);
        self.documents.iter().map(|document| &document.files).chain(alone).map(Item::made).chain([&self.rest])
    }

    /// The files of data, with how many bytes they have.
    fn sizes(&self) -> BTreeMap<&str, usize> {
        self.all().flat_map(|written| &written.data).map(|(path, bytes)| (path.as_str(), *bytes)).collect()
    }

    /// Addresses of the pages that a reader is led to, without the `/` with which all begin; sorted.
    pub(super) fn addresses(&self) -> Vec<&str> {
        let pages = self.all().flat_map(|written| &written.pages).map(OutputPath::address);
        let mut addresses: Vec<&str> = pages.filter(|address| *address != "404.html").collect();
        // Those of each regulation are, see `Batch::finish`, and mostly one regulation's follow those of the one before.
        addresses.sort();
        addresses
    }

    /// How many regulations have the old site's files.
    pub(super) fn kept(&self) -> usize {
        self.documents.iter().filter(|document| document.files.is_kept()).count()
    }

    /// Bundles by name.
    pub(super) fn bundles(&self) -> BTreeMap<&str, &Entry> {
        self.all().flat_map(|written| &written.bundles).map(|(name, entry)| (name.as_str(), entry)).collect()
    }

    /// What the files of each regulation were made of, and what the pages of each organisation show, by all that could have been in them.
    pub(super) fn inputs(&self) -> BTreeMap<Key, Key> {
        let documents = self.documents.iter().filter_map(|Document { made_of, .. }| Some((made_of.reachable?, made_of.inputs)));
        documents.chain(self.alone.iter().filter_map(|alone| Some((alone.reachable?, alone.shows?)))).collect()
    }

    /// What the next build has to know of the regulations, and of what was made by itself; and the files of those `before` that are not kept.
    pub(super) fn remembered(self, before: &'m Memory<'_>, staging: &Staging) -> Result<(Batches<'m>, Vec<OutputPath>)> {
        let documents = self.documents.into_iter().map(|document| (document.made_of.inputs, document.files));
        let mut made = Batches::new();
        for (key, files) in documents.chain(self.alone.into_iter().filter_map(|alone| Some((alone.shows?, alone.files)))) {
            if let btree_map::Entry::Vacant(place) = made.entry(key) {
                place.insert(files.remembered(staging)?);
            }
        }
        let is_kept = |key: &Key| matches!(made.get(key), Some(Cow::Borrowed(_)));
        let left_out = files_of(before.made.iter().filter(|(key, _)| !is_kept(key)).map(|(_, old)| old.as_ref()))?;
        Ok((made, left_out))
    }
}
