//! The data page, `/du-lieu/`, and all its files as one. Entry points: [`data_page`], [`archive_checksum`].

use std::collections::BTreeMap;

use crate::compose::{Composer, Data, data, documents, lists, session};
use crate::page::{DataFile, DataGroup, DataPage, Page};

/// All data files of the site in one, and the checksum of it.
pub const ARCHIVE: &str = "/du-lieu/tat-ca.zip";

/// Whether the file at `path` of the site is one of those that [`ARCHIVE`] holds.
pub fn is_archived(path: &str) -> bool {
    path.starts_with("du-lieu/") && !path.starts_with("du-lieu/ngoai-tuyen/")
}

/// The file beside [`ARCHIVE`] that has its SHA-256, as `sha256sum --check` reads it.
pub fn archive_checksum(sum: &[u8]) -> Data {
    let digest: String = sum.iter().map(|byte| format!("{byte:02x}")).collect();
    let name = ARCHIVE.rsplit('/').next().unwrap_or_default();
    Data { url: format!("{ARCHIVE}.sha256"), bytes: format!("{digest}  {name}\n").into_bytes() }
}

/// `/du-lieu/`: every file with what it is and, where `sizes` knows it by its path, how large it is in bytes; the files of many documents are left to
/// the pages of those.
pub fn data_page(composer: &Composer<'_>, sizes: &BTreeMap<&str, usize>) -> Page {
    let sized = |mut file: DataFile| {
        file.size = sizes.get(file.url.trim_start_matches('/')).map(|bytes| size(composer, *bytes)).unwrap_or_default();
        file
    };
    let mut groups: Vec<DataGroup> =
        GROUPS.iter().map(|key| DataGroup { key: (*key).to_owned(), elsewhere: String::new(), files: Vec::new() }).collect();
    let elsewhere = documents::index(composer.documents());
    let of_documents = (0..composer.documents()).filter(|_| elsewhere.is_none()).flat_map(|index| data::files_of(composer, index));
    for file in data::files(composer).into_iter().chain(of_documents).map(sized) {
        let kind = match &file.subject {
            _ if file.about == "schema" => "schemas",
            None => "site",
            Some(subject) if subject.url.starts_with("/co-quan/") => "organisations",
            Some(subject) if subject.url.starts_with(session::INDEX) => "sessions",
            Some(_) => "documents",
        };
        groups.iter_mut().filter(|group| group.key == kind).for_each(|group| group.files.push(file.clone()));
    }
    if let (Some(index), Some(group)) = (elsewhere, groups.iter_mut().find(|group| group.key == "documents")) {
        group.elsewhere = index.to_owned();
    }
    groups.retain(|group| !group.files.is_empty() || !group.elsewhere.is_empty());
    Page::Data(DataPage { shell: lists::shell(composer, "data", "/du-lieu/"), groups })
}

/// Headings of the data page, keys of `strings.data.groups`.
const GROUPS: [&str; 5] = ["site", "documents", "organisations", "sessions", "schemas"];

/// A size in the reader's words: `812 byte`, `12,3 KB`, `1,2 MB`.
fn size(composer: &Composer<'_>, bytes: usize) -> String {
    let tenths = |unit: usize| {
        let tenths = (bytes * 10 + unit / 2) / unit;
        format!("{}{}{}", tenths / 10, composer.strings.get("format.decimal"), tenths % 10)
    };
    let (key, count) = match bytes {
        0..1000 => ("bytes", bytes.to_string()),
        1000..1_000_000 => ("kilobytes", tenths(1000)),
        _ => ("megabytes", tenths(1_000_000)),
    };
    composer.strings.fill(&format!("data.{key}"), &[("count", &count)])
}
