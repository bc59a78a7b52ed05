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

#[test]
fn shells_and_man_know_every_subcommand() {
    let said = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_quyche")).args(arguments).output().expect("the binary runs");
        assert!(output.status.success(), "{arguments:?}");
        String::from_utf8(output.stdout).expect("it is text")
    };
    let subcommands = ["build", "check", "completions", "ingest", "init", "man", "new", "restore", "search", "serve"];
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = said(&["completions", shell]);
        assert!(subcommands.iter().all(|name| script.contains(name)), "{shell}");
    }
    let page = said(&["man"]);
    assert!(page.contains(".TH quyche 1") && subcommands.iter().all(|name| page.contains(&format!("quyche\\-{name}(1)"))), "{page}");
    assert!(said(&["man", "serve"]).contains("\\-\\-port"));
}
