//! `quyche restore evaluate`: how right the model is, on texts that are known.

use std::io::{Write, stderr, stdout};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::fs;
use crate::restore::{Measured, Model, Phrases, combine, context, measure, reliability, restore, strip};

#[derive(Debug, Clone, clap::Args)]
pub(super) struct Args {
    /// A list of texts, one a line: name, the right text, the text as it was read or `-` for the right text without its marks; the highest syllable error rate allowed, and if there is one a second reading; tabs between, paths from the list
    list: PathBuf,
    /// Measure this model, not the one in the program
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Show every difference: what is right, what was found
    #[arg(long)]
    differences: bool,
}

/// Answers 1 when a text is worse than its limit, or a number was made wrong.
pub(super) fn run(args: &Args) -> Result<u8> {
    let model = match &args.model {
        Some(file) => Model::from_bytes(&fs::read_file(file)?).with_context(|| format!("cannot use `{}`", file.display()))?,
        None => Model::embedded()?,
    };
    let mut out = stdout().lock();
    writeln!(
        out,
        "{:34} {:>9} {:>6} {:>6} {:>7} {:>8} {:>9} {:>9} {:>9} {:>7} {:>8}",
        "text", "syllables", "wrong", "moved", "SER %", "numbers", "least 3%", "unmoved", "shown %", "caught", "seconds"
    )?;
    let mut all = Vec::new();
    let mut worse = Vec::new();
    for Text { name, right, read, limit, second } in texts(&args.list)? {
        let start = Instant::now();
        let mut restoration = restore(&read, &model, &Phrases::default());
        if let Some(second) = second {
            restoration = combine(restoration, &second);
        }
        let seconds = start.elapsed().as_secs_f64();
        let measured = measure(&right, &restoration);
        let Measured { comparison, moved, numbers, least_sure, least_sure_unmoved, shown, caught, .. } = &measured;
        let (syllables, wrong, rate) = (comparison.syllables, comparison.differences.len(), comparison.rate());
        writeln!(
            out,
            "{name:34} {syllables:9} {wrong:6} {moved:6} {rate:7.2} {numbers:8} {least_sure:8.0}% {least_sure_unmoved:8.0}% {shown:8.1}% {caught:6.0}% {seconds:8.2}"
        )?;
        if args.differences {
            for difference in &comparison.differences {
                writeln!(out, "    {} ← {}   ({})", difference.right, difference.found, context(&restoration, &difference.place))?;
            }
        }
        if rate > limit || *numbers > 0 {
            worse.push(format!(
                "`{name}`: {rate:.2} % of the syllables are wrong, at most {limit} % may be; {numbers} numbers were made wrong, none may be"
            ));
        }
        all.push(measured);
    }
    writeln!(out, "\n{:>13} {:>8} {:>10} {:>8}", "confidence", "words", "expected %", "right %")?;
    for bin in reliability(&all) {
        writeln!(out, "{:>5.3} – {:<5.3} {:8} {:10.2} {:8.2}", bin.from, bin.to, bin.words, bin.expected, bin.right)?;
    }
    for line in &worse {
        writeln!(stderr(), "{line}")?;
    }
    Ok(u8::from(!worse.is_empty()))
}

/// A text to measure on.
struct Text {
    name: String,
    right: String,
    read: String,
    limit: f64,
    /// The same image read by a reader that knows Vietnamese.
    second: Option<String>,
}

/// Every line of the list.
fn texts(list: &Path) -> Result<Vec<Text>> {
    let folder = list.parent().unwrap_or(Path::new(""));
    let text = fs::read_text(list)?;
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let place = || format!("{}:{}", list.display(), at + 1);
        let ([name, right, read, limit] | [name, right, read, limit, _]) = columns[..] else {
            bail!(
                "{}: four or five columns are expected, {} are there: name, right text, read text or `-`, limit, second reading",
                place(),
                columns.len()
            );
        };
        let second = columns.get(4).map(|second| fs::read_text(&folder.join(second))).transpose()?;
        let limit = limit.parse().with_context(|| format!("{}: the limit is a number of percent, not `{limit}`", place()))?;
        let right = body(&fs::read_text(&folder.join(right))?).to_owned();
        let read = if read == "-" { strip(&right) } else { fs::read_text(&folder.join(read))? };
        found.push(Text { name: name.to_owned(), right, read, limit, second });
    }
    Ok(found)
}

/// A text without its front matter.
fn body(text: &str) -> &str {
    text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(text, |(_, body)| body)
}
