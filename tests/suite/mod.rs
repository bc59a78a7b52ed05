//! The tests, one file a subject; `tests/README.md` says how to add one.

mod calendar;
mod cases;
mod citation_forms;
mod citations;
mod cli;
mod determinism;
mod documents;
mod duties;
mod export;
mod faults;
mod fuzz;
mod golden;
mod hostile;
mod ingest;
mod init;
mod laws;
mod letter;
mod locale;
mod machine;
mod manual;
mod mentions;
mod offline;
mod oracle;
mod pack;
mod paper;
mod properties;
mod proposal;
mod readme;
mod rebuild;
mod relevance;
mod restore;
mod review;
mod scan;
mod site;
mod structure;
mod study;
mod support;
#[path = "../fuzz/lib.rs"]
#[expect(unreachable_pub, reason = "the fuzz targets are programs of another crate, which has this as its library")]
mod targets;
mod theme;
mod tidy;
