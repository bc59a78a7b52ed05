//! The ranking of search on the shipped site, against judged queries (`tests/relevance/queries.tsv`).

use std::path::Path;

use quyche::build;
use quyche::index;

/// Mean reciprocal rank below which the ranking has become worse. It only ever rises.
const FLOOR: f64 = 0.92;

#[test]
fn ranking() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let out = folder.path().join("public");
    let sources = build::read(&root.join("content")).expect("the content can be read");
    let theme = build::read_theme(None).expect("the built-in theme is whole");
    let analysis = build::analyse(&sources, None).value;
    build::write(&sources, &analysis, &theme, &out, false).expect("the site can be written");
    let opened = index::open(&out.join(build::INDEX)).expect("the index can be opened");
    let queries = std::fs::read_to_string(root.join("tests/relevance/queries.tsv")).expect("the queries can be read");
    let report = index::evaluate(&opened, &queries).expect("every query can be asked");
    assert!(report.queries >= 60, "{} judged queries", report.queries);
    assert!(report.mrr >= FLOOR, "{report}");
}
