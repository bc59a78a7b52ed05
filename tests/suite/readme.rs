//! Every command of `README.md` runs. A command is a line of a block `console` (after `$ `) or `sh`; those that build or test the
//! project itself are known by name, the others run with the binary this test was built with, in a folder made for them.

use std::path::Path;
use std::process::Command;

use crate::suite::support::{bytes_below, lay, read, repository};

/// What a command of the README is.
#[derive(Debug, PartialEq, Eq)]
enum Kind {
    /// Runs the binary with these arguments.
    Quyche(Vec<String>),
    /// Builds, tests or measures the project: `tests/run`, of which this test is a part, runs it.
    Project,
}

#[test]
fn every_command_runs() {
    let commands = commands(&read("README.md"));
    assert!(!commands.is_empty(), "the README shows how to begin");
    let place = tempfile::tempdir().expect("a folder can be made");
    for folder in ["content", "tests/corpus", "tests/relevance", "tests/theme"] {
        for (path, bytes) in bytes_below(&repository(folder)) {
            lay(&place.path().join(folder).join(path), &bytes);
        }
    }
    // A reader who follows the README has built the site before the first search.
    run(place.path(), &[String::from("build")], "quyche build");
    for command in commands {
        match kind(&command).unwrap_or_else(|why| panic!("`{command}`: {why}")) {
            Kind::Quyche(arguments) => run(place.path(), &arguments, &command),
            Kind::Project => {}
        }
    }
}

/// 0 is success; 1 says that `check` or `search` found something to say or nothing to show, which is no failure of the command.
fn run(folder: &Path, arguments: &[String], command: &str) {
    let output = Command::new(env!("CARGO_BIN_EXE_quyche")).current_dir(folder).args(arguments).output().expect("the binary runs");
    let code = output.status.code().expect("it ends by itself");
    let reports = arguments.first().is_some_and(|name| name == "check");
    assert!(code == 0 || (reports && code == 1), "`{command}` ends with {code}:\n{}", String::from_utf8_lossy(&output.stderr));
}

/// What `command` is; an error for one that nobody has decided about.
fn kind(command: &str) -> Result<Kind, String> {
    let words = words(command)?;
    let first: Vec<&str> = words.iter().map(String::as_str).collect();
    match first.as_slice() {
        ["quyche", arguments @ ..] => Ok(Kind::Quyche(arguments.iter().map(|word| (*word).to_owned()).collect())),
        ["cargo", "run", "--release", "--", arguments @ ..] => Ok(Kind::Quyche(arguments.iter().map(|word| (*word).to_owned()).collect())),
        ["cargo", "test" | "build" | "clippy" | "install", ..] => Ok(Kind::Project),
        // In the profile that the tests are built in: it shows that the command works, not how fast.
        ["cargo", "bench", ..] | ["node", ..] => {
            match read("tests/run").replace(" --profile dev", "").lines().any(|line| line == command) {
                true => Ok(Kind::Project),
                false => Err(String::from("`tests/run` does not run it")),
            }
        }
        [script, ..] if script.starts_with("./") => exists(script),
        _ => Err(String::from("no such command is known: let this test run it")),
    }
}

fn exists(path: &str) -> Result<Kind, String> {
    if repository(path).is_file() { Ok(Kind::Project) } else { Err(format!("there is no `{path}`")) }
}

/// The words of a command as a shell takes them apart; only quotation marks are special.
pub(crate) fn words(command: &str) -> Result<Vec<String>, String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for sign in command.chars() {
        match (quote, sign) {
            (Some(mark), _) if sign == mark => quote = None,
            (None, '"' | '\'') => {
                quote = Some(sign);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            (None, '|' | '>' | '<' | '&' | ';' | '$' | '`' | '*' | '~') => return Err(format!("`{sign}` needs a shell")),
            _ => word.get_or_insert_default().push(sign),
        }
    }
    words.extend(word);
    if quote.is_some() { Err(String::from("a quotation mark is not closed")) } else { Ok(words) }
}

/// Commands of the blocks `console` and `sh`, in order.
pub(crate) fn commands(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut block = None;
    for line in text.lines() {
        match (block, line.trim_start().strip_prefix("```")) {
            (None, Some(name)) => block = Some(name.trim()),
            (Some(_), Some(_)) => block = None,
            (Some("console"), None) => found.extend(line.strip_prefix("$ ").map(str::to_owned)),
            (Some("sh"), None) if !line.trim().is_empty() && !line.starts_with('#') => found.push(line.to_owned()),
            _ => {}
        }
    }
    found
}

#[test]
fn commands_are_found() {
    let text = "Lời.\n```console\n$ quyche check\n0 error(s)\n$ quyche search \"tiếp dân\"\n```\n```yaml\n$ no\n```\n```sh\n# nhận xét\ncargo test\n```\n";
    assert_eq!(commands(text), ["quyche check", "quyche search \"tiếp dân\"", "cargo test"]);
}

#[test]
fn commands_are_taken_apart() {
    let arguments = |words: &[&str]| Ok(Kind::Quyche(words.iter().map(|word| (*word).to_owned()).collect()));
    assert_eq!(kind("quyche search \"tiếp dân\" --limit 5"), arguments(&["search", "tiếp dân", "--limit", "5"]));
    assert_eq!(kind("cargo run --release -- build"), arguments(&["build"]));
    assert_eq!(kind("cargo test"), Ok(Kind::Project));
    for unknown in ["rm -r content", "quyche build | head", "cargo bench --bench nothing", "quyche \"search"] {
        assert!(kind(unknown).is_err(), "{unknown}");
    }
}
