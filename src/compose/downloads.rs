//! The files that a document can be taken away as, in one list: one row a file. The entry point is [`downloads`].

use crate::compose::{Composer, form, single_url};
use crate::page::Download;

/// The files of the document `index`, those for people first.
pub(in crate::compose) fn downloads(composer: &Composer<'_>, index: usize) -> Vec<Download> {
    let head = &composer.heads[index];
    let row = |key: &str, url: &str| Download {
        label: composer.strings.get(&format!("downloads.{key}.label")).to_owned(),
        note: composer.strings.get(&format!("downloads.{key}.note")).to_owned(),
        url: url.to_owned(),
    };
    let paper = form::paper_urls(composer, index);
    let taken_away = [("single", single_url(&head.id)), ("akn", head.akn_url.clone())].into_iter().filter(|_| composer.has_downloads());
    let data = [("json", head.data_url.clone()), ("text", head.text_url.clone())];
    paper.into_iter().chain(taken_away).chain(data).map(|(key, url)| row(key, &url)).collect()
}
