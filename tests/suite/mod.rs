//! The tests, one file a subject; `tests/README.md` says how to add one.

mod calendar;
mod cases;
mod citation_forms;
mod citations;
mod cli;
mod determinism;
mod duties;
mod export;
mod golden;
mod ingest;
mod laws;
mod letter;
mod manual;
mod mentions;
mod oracle;
mod pack;
mod properties;
mod readme;
mod relevance;
mod restore;
mod review;
mod scan;
mod site;
mod structure;
mod support;
mod tidy;
