//! Same content, same bytes; and what a build replaces, keeps and refuses.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::suite::support::{bytes_below, lay, repository};

/// A folder with content to build from and room for the site.
pub(crate) struct Place {
    folder: TempDir,
}

impl Place {
    /// The golden content, its files written in the order of their names or the other way round.
    pub(crate) fn new(backwards: bool) -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let mut files: Vec<(String, Vec<u8>)> = bytes_below(&repository("tests/golden/content")).into_iter().collect();
        if backwards {
            files.reverse();
        }
        for (path, bytes) in files {
            lay(&folder.path().join("content").join(path), &bytes);
        }
        Self { folder }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        lay(&self.path(name), text.as_bytes());
    }

    /// Runs `quyche build` into `out`; the exit code and what it said.
    pub(crate) fn build(&self, out: &str, more: &[&str]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_quyche"));
        command.current_dir(self.folder.path()).args(["build", "--out", out]).args(more);
        let output = command.output().expect("the binary runs");
        (output.status.code().expect("it ends by itself"), String::from_utf8_lossy(&output.stderr).into_owned())
    }

    pub(crate) fn site(&self, name: &str) -> BTreeMap<String, Vec<u8>> {
        bytes_below(&self.path(name))
    }
}

#[test]
fn same_content_same_bytes() {
    let (forwards, backwards) = (Place::new(false), Place::new(true));
    assert_eq!(forwards.build("one", &[]).0, 0);
    assert_eq!(forwards.build("deep/two", &[]).0, 0);
    assert_eq!(backwards.build("three", &[]).0, 0);
    let one = forwards.site("one");
    assert!(one.keys().any(|path| path.starts_with("du-lieu/chi-muc/")), "the index is compared too");
    same(&one, &forwards.site("deep/two"));
    same(&one, &backwards.site("three"));
}

#[test]
fn the_environment_does_not_matter() {
    let place = Place::new(false);
    assert_eq!(place.build("one", &[]).0, 0);
    let mut command = Command::new(env!("CARGO_BIN_EXE_quyche"));
    command.current_dir(place.folder.path()).args(["build", "--out", "two"]);
    let status = command
        .envs([("TZ", "Pacific/Kiritimati"), ("LANG", "C"), ("RAYON_NUM_THREADS", "1"), ("SOURCE_DATE_EPOCH", "1")])
        .output()
        .expect("the binary runs")
        .status;
    assert!(status.success());
    same(&place.site("one"), &place.site("two"));
}

#[test]
fn what_does_not_change_keeps_its_time_stamp() {
    let place = Place::new(false);
    assert_eq!(place.build("site", &[]).0, 0);
    let old = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    for path in place.site("site").keys() {
        let file = std::fs::File::options().append(true).open(place.path("site").join(path)).expect("the file is there");
        file.set_modified(old).expect("a time stamp can be set");
    }
    let guidance = "content/guidance/tiep-dan.md";
    let text = String::from_utf8(place.site("content").remove("guidance/tiep-dan.md").expect("it is there")).expect("it is text");
    place.write(guidance, &text.replace("Sổ tiếp.", "Sổ mới."));
    assert_eq!(place.build("site", &[]).0, 0);
    let is_old = |path: &str| modified(&place.path("site").join(path)) == old;
    assert!(!is_old("huong-dan/tiep-dan/index.html"), "what changed is new");
    for path in [
        "index.html",
        "1-qd-tu/quy-che/dieu-2/index.html",
        "co-quan/thanh-uy/index.html",
        "static/theme.css",
        "du-lieu/van-ban/1-qd-tu.json",
    ] {
        assert!(is_old(path), "{path} did not change");
    }
}

#[test]
fn what_is_no_longer_made_is_gone() {
    let place = Place::new(false);
    assert_eq!(place.build("site", &[]).0, 0);
    assert!(place.site("site").contains_key("2-hd-bdv/index.html"));
    std::fs::remove_file(place.path("content/regulations/2-hd-bdv.md")).expect("it is there");
    assert_eq!(place.build("site", &[]).0, 0);
    let left: Vec<String> = place.site("site").into_keys().filter(|path| path.contains("2-hd-bdv")).collect();
    assert_eq!(left, Vec::<String>::new());
    let beside: Vec<String> = names(place.folder.path());
    assert!(!beside.contains(&String::from(".site.new")), "nothing is left beside the site: {beside:?}");
}

#[test]
fn a_foreign_folder_is_refused_and_untouched() {
    let place = Place::new(false);
    place.write("mine/letter.txt", "Thư");
    let (code, said) = place.build("mine", &[]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("holds files that quyche did not write"), "{said}");
    assert_eq!(place.site("mine"), BTreeMap::from([(String::from("letter.txt"), "Thư".as_bytes().to_vec())]));
    place.write("file", "Tệp");
    let (code, said) = place.build("file", &[]);
    assert_eq!(code, 2, "{said}");
    assert_eq!(std::fs::read(place.path("file")).expect("it is there"), "Tệp".as_bytes());
}

#[test]
fn an_empty_folder_is_taken() {
    let place = Place::new(false);
    std::fs::create_dir(place.path("empty")).expect("a folder can be made");
    assert_eq!(place.build("empty", &[]).0, 0);
    assert!(place.site("empty").contains_key("index.html"));
}

#[test]
fn strict_writes_nothing_when_there_is_an_error() {
    let place = Place::new(false);
    let (code, said) = place.build("site", &["--strict"]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("nothing written"), "{said}");
    assert!(!place.path("site").exists());
    assert_eq!(place.build("site", &[]).0, 0, "without `--strict` the same content is published");
    let before = place.site("site");
    place.write("content/site.yaml", "title: Tên khác\n");
    assert_eq!(place.build("site", &["--strict"]).0, 1);
    same(&before, &place.site("site"));
}

#[test]
fn two_objects_with_one_address_leave_the_old_site() {
    let place = Place::new(false);
    assert_eq!(place.build("site", &[]).0, 0);
    let before = place.site("site");
    // A regulation whose address is that of the list of organisations.
    place.write("content/regulations/co-quan.md", "---\nnumber: Cơ quan\n---\nĐiều 1. Một\n1. Một.\n");
    let (code, said) = place.build("site", &[]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("error[output-conflict]: `co-quan/index.html` has two writers"), "{said}");
    assert!(said.contains("the old site stays as it was"), "{said}");
    same(&before, &place.site("site"));
}

#[test]
fn two_documents_with_one_id_are_an_error() {
    let place = Place::new(false);
    place.write("content/regulations/2_HĐ BDV.md", "---\nnumber: 3-HD/BDV\n---\nĐiều 1. Một\n1. Một.\n");
    place.write("content/regulations/2-hd-bdv.txt", "Điều 1. Một\n1. Một.\n");
    let (code, said) = place.build("site", &["--strict"]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("error[duplicate-id]: `2-hd-bdv` is the id of two objects"), "{said}");
}

#[test]
fn a_second_build_is_refused() {
    let place = Place::new(false);
    assert_eq!(place.build("site", &[]).0, 0);
    let before = place.site("site");
    let lock = std::fs::File::create(place.path(".site.lock")).expect("the lock can be made");
    lock.lock().expect("the lock is free");
    let (code, said) = place.build("site", &[]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("another build is writing"), "{said}");
    same(&before, &place.site("site"));
    lock.unlock().expect("the lock is ours");
    assert_eq!(place.build("site", &[]).0, 0);
}

pub(crate) fn same(left: &BTreeMap<String, Vec<u8>>, right: &BTreeMap<String, Vec<u8>>) {
    assert_eq!(left.keys().collect::<Vec<_>>(), right.keys().collect::<Vec<_>>());
    for (path, bytes) in left {
        assert!(right[path] == *bytes, "{path} differs");
    }
}

fn modified(file: &Path) -> std::time::SystemTime {
    file.metadata().and_then(|meta| meta.modified()).expect("the file has a time stamp")
}

pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = folder.read_dir().expect("the folder can be read");
    entries.map(|entry| entry.expect("an entry can be read").file_name().to_string_lossy().into_owned()).collect()
}
