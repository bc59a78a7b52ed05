//! The files that a document can be taken away as, in one list: one row a file. The entry point is [`downloads`].

use crate::compose::Composer;
use crate::page::Download;

/// The files of the document `index`, those for people first.
pub(in crate::compose) fn downloads(composer: &Composer<'_>, index: usize) -> Vec<Download> {
    let head = &composer.heads[index];
    let row = |key: &str, url: &str| Download {
        label: composer.strings.get(&format!("downloads.{key}.label")).to_owned(),
        note: composer.strings.get(&format!("downloads.{key}.note")).to_owned(),
        url: url.to_owned(),
    };
    vec![row("json", &head.data_url)]
}
