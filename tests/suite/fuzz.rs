//! The fuzz targets on the corpus of the repository: every crash that was ever found stays mended, and no target rots.

use std::collections::BTreeSet;

use crate::suite::support::{bytes_below, files, read, repository};
use crate::suite::targets::TARGETS;

#[test]
fn the_corpus_is_taken_by_every_target() {
    for (name, target) in TARGETS {
        let corpus = bytes_below(&repository("tests/fuzz/corpus").join(name));
        assert!(!corpus.is_empty(), "tests/fuzz/corpus/{name} is empty");
        for (path, bytes) in corpus {
            let taken = std::panic::catch_unwind(|| target(&bytes));
            assert!(taken.is_ok(), "the target `{name}` fails on tests/fuzz/corpus/{name}/{path}");
        }
    }
}

#[test]
fn every_target_can_be_run() {
    let names: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let name = |path: &String| path.trim_start_matches("tests/fuzz/fuzz_targets/").trim_end_matches(".rs").to_owned();
    assert_eq!(files("tests/fuzz/fuzz_targets", ".rs").iter().map(name).collect::<BTreeSet<_>>(), names);
    let manifest = read("tests/fuzz/Cargo.toml");
    for name in names {
        assert!(manifest.contains(&format!("\nname = \"{name}\"\npath = \"fuzz_targets/{name}.rs\"\n")), "`{name}` is no program");
        assert!(read(&format!("tests/fuzz/fuzz_targets/{name}.rs")).contains(&format!("quyche_fuzz::{name}(bytes)")), "{name}");
    }
}
