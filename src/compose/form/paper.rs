//! A document as it goes on paper. Entry point: [`paper_files`].

use std::sync::Arc;

use crate::compose::view::{self, Setting};
use crate::compose::{Composer, Data, form, head, register};
use crate::export::docx;
use crate::page::{DocumentHead, Paper};

/// Writes the Word file of the regulation at `index`, and its PDF file where it has one, each by one call of `put`.
///
/// # Errors
/// The first of `put`, and where a file cannot be made.
pub fn paper_files(composer: &Composer<'_>, index: usize, put: impl Fn(&Data) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let urls = paper_urls(composer, index);
    if urls.is_empty() {
        return Ok(());
    }
    let setting = register::setting(composer);
    let paper = paper(composer, index);
    urls.into_iter().try_for_each(|(key, url)| {
        let bytes = match key {
            "docx" => docx::document(&paper, &setting),
            #[cfg(feature = "pdf")]
            "pdf" => crate::export::pdf::document(&paper, &setting)
                .map_err(|reason| anyhow::anyhow!("`{}` cannot be set as a PDF file: {reason}", paper.document.id))?,
            key => unreachable!("no file of a document is called `{key}`"),
        };
        put(&Data { url, bytes })
    })
}

/// The files of the regulation at `index` that have pages: key of their words in `strings.downloads`, and address.
pub(in crate::compose) fn paper_urls(composer: &Composer<'_>, index: usize) -> Vec<(&'static str, String)> {
    if !composer.has_downloads() {
        return Vec::new();
    }
    let document = &composer.heads[index];
    let mut keys = vec!["docx"];
    if has_pdf(composer, index) {
        keys.push("pdf");
    }
    keys.into_iter().map(|key| (key, format!("{}{}.{key}", document.url, document.id))).collect()
}

/// Not where the site has no PDF files, nor where the file would lose a sign, which `check` reports.
#[cfg(feature = "pdf")]
fn has_pdf(composer: &Composer<'_>, index: usize) -> bool {
    let regulation = &composer.corpus.regulations()[index];
    let body = &composer.text(regulation)[regulation.body.clone()];
    composer.corpus.contents.site.pdf && crate::export::pdf::lacks(body).is_none()
}

#[cfg(not(feature = "pdf"))]
fn has_pdf(_: &Composer<'_>, _: usize) -> bool {
    false
}

/// The regulation at `index` for a file that has pages.
fn paper(composer: &Composer<'_>, index: usize) -> Paper {
    let regulation = &composer.corpus.regulations()[index];
    let document = &composer.heads[index];
    let name = head::name(&composer.places, document);
    Paper {
        title: if document.number.is_empty() { name } else { format!("{name} {}", document.title) },
        profile: form::profile(regulation, composer.text(regulation)),
        provenance: provenance(composer, document),
        provisions: regulation.tree.components().map(|(id, _)| view::provision(composer, regulation, id, Setting::FullText)).collect(),
        document: Arc::clone(document),
    }
}

/// How far the text was reviewed and where it is published, in the words of the theme.
fn provenance(composer: &Composer<'_>, document: &DocumentHead) -> String {
    let strings = composer.strings;
    let review = document.review.as_ref().map(|review| strings.get(&format!("review.{}.banner", review.state.slug())).to_owned());
    let place = register::setting(composer).address(&document.url).map(|address| strings.fill("paper.published", &[("address", &address)]));
    review.into_iter().chain(place).collect::<Vec<_>>().join(". ")
}
