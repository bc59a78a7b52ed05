//! What the tests share: files of the repository, parsed texts, and the law that a tree covers its text.
//! Entry points: [`read`], [`files`], [`parse`], [`uncovered`].
#![expect(clippy::disallowed_methods, reason = "tests read and write their own data")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use quyche::content::{Regulation, parse_regulation};
use quyche::diag::Parsed;
use quyche::source::{Source, Sources};

pub(crate) use crate::suite::targets::uncovered;

/// A path of the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The text of a file of the repository.
pub(crate) fn read(path: &str) -> String {
    let file = repository(path);
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Writes a file of the repository: only where a person accepts what a test saw.
pub(crate) fn accept(path: &str, text: &str) {
    let file = repository(path);
    let folder = file.parent().expect("a file stands in a folder");
    std::fs::create_dir_all(folder).expect("the folder can be made");
    std::fs::write(&file, text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
}

/// Whether a person asked to accept what the tests see.
pub(crate) fn accepting() -> bool {
    std::env::var_os("QUYCHE_ACCEPT").is_some_and(|value| value == "1")
}

/// Every file below `folder` whose name ends with `ending`: its path in the repository with `/` between parts, sorted.
pub(crate) fn files(folder: &str, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    collect(&repository(folder), folder, ending, &mut found);
    found.sort();
    found
}

fn collect(folder: &Path, name: &str, ending: &str, found: &mut Vec<String>) {
    for entry in folder.read_dir().unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let entry = entry.expect("an entry can be read");
        let path = format!("{name}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &path, ending, found);
        } else if path.ends_with(ending) {
            found.push(path);
        }
    }
}

/// One text as the only file of a content folder, and what the parser makes of it.
pub(crate) struct Read {
    pub(crate) sources: Sources,
    pub(crate) parsed: Parsed<Regulation>,
}

impl Read {
    /// The text of the file as it was decoded.
    pub(crate) fn text(&self) -> &str {
        &self.sources.get(self.parsed.value.file).text
    }
}

/// Parses `bytes` as `regulations/<name>`.
pub(crate) fn parse(name: &str, bytes: &[u8]) -> Read {
    let source = Source::decode(format!("regulations/{name}"), bytes);
    let sources = Sources::new(vec![source]);
    let (file, source) = sources.iter().next().expect("there is one source");
    let parsed = parse_regulation(source, file);
    Read { sources, parsed }
}

/// The five regulations that the tests carry, and those of `content/`.
pub(crate) fn regulations() -> Vec<String> {
    let mut paths = files("tests/corpus/regulations", ".md");
    if repository("content/regulations").is_dir() {
        paths.extend(files("content/regulations", ".md"));
    }
    assert!(paths.len() >= 5, "the regulations are there: {paths:?}");
    paths
}

/// Every file below `root`: its path below `root` with `/` between parts, and its bytes.
pub(crate) fn bytes_below(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(root).into_iter().map(|entry| entry.unwrap_or_else(|error| panic!("{}: {error}", root.display())));
    let files = entries.filter(|entry| entry.file_type().is_file());
    let name = |path: &Path| path.strip_prefix(root).expect("it stands below").to_string_lossy().replace('\\', "/");
    files.map(|entry| (name(entry.path()), std::fs::read(entry.path()).expect("the file can be read"))).collect()
}

/// Removes a file: only where a person accepts that it is no longer made.
pub(crate) fn discard(file: &Path) {
    std::fs::remove_file(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
}

/// Writes a file of a temporary folder and makes the folders above it.
pub(crate) fn lay(file: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(file.parent().expect("a file stands in a folder")).expect("the folder can be made");
    std::fs::write(file, bytes).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
}
