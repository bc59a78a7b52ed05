//! The command line as a person sees it: every word on both streams, and the exit codes (`tests/cli/*.trycmd`).

use crate::suite::support::files;

#[test]
fn command_line() {
    let cases = files("tests/cli", ".trycmd");
    assert!(cases.len() >= 3, "the cases are there: {cases:?}");
    let runner = trycmd::TestCases::new();
    runner.env("NO_COLOR", "1").env("COLUMNS", "100").case("tests/cli/*.trycmd");
    runner.run();
}
