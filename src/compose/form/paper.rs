//! A document as it goes on paper. Entry point: [`paper_files`].

use std::sync::Arc;

use crate::compose::view::{self, Setting};
use crate::compose::{Composer, Data, form, head, register};
use crate::export::docx;
use crate::page::{DocumentHead, Paper};

/// Writes the Word file of the regulation at `index`, and its PDF file where the site has them, each by one call of `put`.
///
/// # Errors
/// The first of `put`, and where a file cannot be made.
pub fn paper_files(composer: &Composer<'_>, index: usize, put: impl Fn(&Data) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let setting = register::setting(composer);
    let paper = paper(composer, index);
    put(&Data { url: url(&paper.document, "docx"), bytes: docx::document(&paper, &setting) })?;
    #[cfg(feature = "pdf")]
    if has_pdf(composer, index) {
        let failed = |reason| anyhow::anyhow!("`{}` cannot be set as a PDF file: {reason}", paper.document.id);
        let bytes = crate::export::pdf::document(&paper, &setting).map_err(failed)?;
        put(&Data { url: url(&paper.document, "pdf"), bytes })?;
    }
    Ok(())
}

/// Whether the regulation at `index` has a PDF file: not where the site has none, nor where it would lose a sign, which `check` reports.
#[cfg(feature = "pdf")]
fn has_pdf(composer: &Composer<'_>, index: usize) -> bool {
    let regulation = &composer.corpus.regulations()[index];
    let body = &composer.text(regulation)[regulation.body.clone()];
    composer.corpus.contents.site.pdf && crate::export::pdf::lacks(body).is_none()
}

/// Where a file of a document lies: `/446-qd-tu/446-qd-tu.docx`.
fn url(document: &DocumentHead, ending: &str) -> String {
    format!("{}{}.{ending}", document.url, document.id)
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
