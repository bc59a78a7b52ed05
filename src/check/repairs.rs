//! Files that are not UTF-8 or not in Unicode NFC, and links in the place of files.

use std::collections::HashSet;

use crate::check::Scope;
use crate::diag::{Code, Diagnostic};
use crate::source::{Repair, Span};

/// Reports what had to be changed while a file was read, and what was not read.
pub(in crate::check) fn check(scope: Scope<'_>) -> Vec<Diagnostic> {
    let scans: HashSet<&str> =
        scope.corpus.regulations().iter().filter_map(|regulation| regulation.meta.restored_from.as_deref()).collect();
    // The file a draft was made of lies beside the scans as it came, in whatever encoding; nothing reads it.
    let is_read = |path: &str| !path.starts_with("sources/") || !path.ends_with(".txt") && !path.ends_with(".md") || scans.contains(path);
    let read = scope.sources.iter().filter(|(_, source)| is_read(&source.path));
    let found = read.flat_map(|(id, source)| source.repaired.iter().map(move |repair| (id, source, *repair)));
    let report = |(id, source, repair): (_, &crate::source::Source, Repair)| match repair {
        Repair::Composed => {
            let line = 0..source.text.find('\n').unwrap_or(source.text.len());
            Diagnostic::warning(Code::NotNfc, Span::new(id, line), "the file is not in Unicode NFC; it was read as if it were")
                .hint("save it in NFC (precomposed letters), so that searching and comparing it works everywhere")
        }
        Repair::Replaced(offset) => {
            let at = (0..=offset.min(source.text.len())).rev().find(|at| source.text.is_char_boundary(*at)).unwrap_or(0);
            let end = source.text[at..].chars().next().map_or(at, |letter| at + letter.len_utf8());
            Diagnostic::error(
                Code::NotUtf8,
                Span::new(id, at..end),
                "the file is not UTF-8; bytes that cannot be read are shown as `\u{fffd}`",
            )
            .hint("save the file as UTF-8; texts in TCVN3 or VNI must be converted first")
        }
    };
    let passed_over = scope.sources.links().iter().map(|path| {
        Diagnostic::site_warning(Code::LinkNotFollowed, format!("`{path}` is a link to another file or folder; links are not followed"))
            .hint("put the file itself in its place: only what lies in the content folder is published")
    });
    found.map(report).chain(passed_over).collect()
}
