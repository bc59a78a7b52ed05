//! A site begun with `quyche init` is clean, builds, and does what its README says; and nothing is ever written over.

use std::path::Path;
use std::process::{Command, Output};

use crate::suite::readme::{commands, words};
use crate::suite::support::{bytes_below, lay};

fn quyche(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_quyche")).current_dir(folder).args(arguments).output().expect("the binary runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_new_site_is_clean_and_its_readme_runs() {
    let place = tempfile::tempdir().expect("a folder can be made");
    let begun = quyche(place.path(), &["init", "trang"]);
    assert!(begun.status.success(), "{}", said(&begun));
    let site = place.path().join("trang");
    let commands = commands(&String::from_utf8_lossy(&bytes_below(&site)["README.md"]));
    assert!(commands.len() >= 4, "{commands:?}");
    for command in commands {
        let words = words(&command).expect("the command needs no shell");
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let ["quyche", arguments @ ..] = words.as_slice() else { panic!("`{command}` is no command of ours") };
        let output = quyche(&site, arguments);
        assert!(output.status.success(), "`{command}`: {}", said(&output));
        assert!(
            !said(&output).contains("warning[") && !said(&output).contains("error["),
            "`{command}` finds something:\n{}",
            said(&output)
        );
        assert!(arguments[0] != "search" || !output.stdout.is_empty(), "`{command}` finds nothing");
    }
    let files = bytes_below(&site.join("public"));
    for page in [
        "index.html",
        "00-qd-mau/index.html",
        "00-qd-mau/quy-che/dieu-4/index.html",
        "co-quan/to-tu-sach/index.html",
        "lich/index.html",
        "huong-dan/doc-van-ban-mau/index.html",
        "hoc-tap/lam-quen/index.html",
        "thuat-ngu/phieu-muon/index.html",
        "404.html",
    ] {
        assert!(files.contains_key(page), "{page}");
    }
    // The sample says what it is: nobody can take it for an act of an authority.
    assert!(String::from_utf8_lossy(&files["00-qd-mau/index.html"]).contains("(văn bản mẫu, không có thật)"));
    assert!(bytes_below(&site).contains_key(".gitignore"), "what is built is not kept");
}

#[test]
fn nothing_is_written_over() {
    let place = tempfile::tempdir().expect("a folder can be made");
    lay(&place.path().join("thư.txt"), "giữ nguyên".as_bytes());
    let refused = quyche(place.path(), &["init", "."]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(said(&refused).contains("`thư.txt`"), "{}", said(&refused));
    assert_eq!(bytes_below(place.path()).len(), 1);
}

#[test]
fn an_empty_folder_may_be_there() {
    let place = tempfile::tempdir().expect("a folder can be made");
    let begun = quyche(place.path(), &["init", "."]);
    assert!(begun.status.success(), "{}", said(&begun));
    assert_eq!(quyche(place.path(), &["check"]).status.code(), Some(0));
}
