//! What a build costs: `cargo bench --bench site -- 1000` makes a site of 1,000 regulations and times every stage.
//!
//! The regulations are natural text: the khoản of the texts in `tests/corpus/regulations/` in an order drawn from a fixed seed,
//! 28 Điều each, with citations between them. The same number gives the same site.
//! With `--keep DIR` the texts stay in `DIR/content` and the site in `DIR/public`, for other measurements; with `--make DIR` the texts are
//! made and nothing is measured.

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a benchmark prints its figures and makes its own content")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

use quyche::build::{Analysis, Summary};
use quyche::compose::{self, Composer};
use quyche::diag::Parsed;
use quyche::source::Sources;
use quyche::theme::Theme;
use quyche::{build, index};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Điều in each made regulation; the Quy chế of 446-QĐ/TU has as many.
const ARTICLES: usize = 28;

/// Writes a site, or its pages.
type Write = fn(&Sources, &Analysis, &Theme, &Path, bool) -> anyhow::Result<Parsed<Summary>>;

fn main() -> Result<(), Box<dyn Error>> {
    let Arguments { count, keep, only_make } = arguments(std::env::args().skip(1))?;
    let scratch = tempfile::tempdir()?;
    let folder = keep.as_deref().unwrap_or(scratch.path());
    let content = folder.join("content");
    if content.exists() {
        return Err(format!("{} is there already: remove it, or keep the site elsewhere", content.display()).into());
    }
    make(&content, count)?;
    if only_make {
        return Ok(());
    }
    let out = folder.join("public");
    println!("{count} regulations of {ARTICLES} Điều");
    let runs: [(&str, bool, Write); 4] = [
        ("first build", false, build::write),
        ("build with nothing changed", false, build::write),
        ("build after one edit", true, build::write),
        ("pages alone after one more, as a preview shows them first", true, build::write_pages),
    ];
    for (run, is_edited, write) in runs {
        if is_edited && count > 0 {
            edit(&content)?;
        }
        let start = Instant::now();
        let sources = stage("read", || build::read(&content))?;
        let theme = build::read_theme(None)?;
        let parsed = stage("parse, link, check", || build::analyse_over(&sources, None, build::cache(&out)));
        let summary = stage("compose, render, index, write", || write(&sources, &parsed.value, &theme, &out, false))?.value;
        println!(
            "  {run}: {:.2} s, {} pages, {} records, {} files",
            start.elapsed().as_secs_f64(),
            summary.pages,
            summary.records,
            summary.files
        );
    }
    if count > 0 {
        edit(&content)?;
        let start = Instant::now();
        let sources = build::read(&content)?;
        let parsed = build::analyse_over(&sources, None, build::cache(&out));
        let page = build::page(&sources, &parsed.value, &build::read_theme(None)?, false, "/qd-1/quyet-dinh/dieu-1/")?;
        let bytes = page.ok_or("the edited regulation has no Điều 1")?.len();
        println!("  the page of one more edit, as a preview shows it at once: {:.2} s, {bytes} bytes", start.elapsed().as_secs_f64());
    }
    if let Some(peak) = memory("VmHWM") {
        println!("peak memory {peak} MiB");
    }
    indexes(&content)?;
    if keep.is_some() {
        println!("kept in {}", folder.display());
    }
    Ok(())
}

/// Times both indexes alone: in a build they are written beside the pages.
fn indexes(content: &Path) -> Result<(), Box<dyn Error>> {
    let sources = build::read(content)?;
    let theme = build::read_theme(None)?;
    let analysis = build::analyse(&sources, None).value;
    let composer = Composer::new(&analysis.corpus, &sources, &analysis.links, &analysis.register, theme.strings());
    let (records, aliases) = (build::records(&composer), compose::aliases(&composer));
    println!("  each index alone:");
    stage("the index of `quyche search`", || index::write(&records, &aliases))?;
    stage("the index of the browser", || {
        index::put_pack(index::packed(&records, &aliases), |_, deflated| {
            drop(deflated());
            Ok(())
        })
    })?;
    Ok(())
}

/// What is asked for.
struct Arguments {
    /// How many regulations to make.
    count: usize,
    /// The folder in which they stay.
    keep: Option<PathBuf>,
    /// Whether no site is made of them.
    only_make: bool,
}

/// Reads the command line. Cargo adds `--bench` by itself.
fn arguments(mut given: impl Iterator<Item = String>) -> Result<Arguments, Box<dyn Error>> {
    let mut read = Arguments { count: 100, keep: None, only_make: false };
    while let Some(argument) = given.next() {
        match argument.as_str() {
            "--bench" => {}
            "--keep" | "--make" => {
                read.keep = Some(std::path::absolute(given.next().ok_or_else(|| format!("{argument} needs a folder"))?)?);
                read.only_make = argument == "--make";
            }
            number => read.count = number.parse().map_err(|_| format!("`{number}` is not a number of regulations"))?,
        }
    }
    Ok(read)
}

fn stage<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let value = work();
    let memory = memory("VmRSS").map_or_else(String::new, |mib| format!("  {mib:>6} MiB"));
    println!("  {:>8.3} s{memory}  {name}", start.elapsed().as_secs_f64());
    value
}

/// Adds words to one khoản of the first regulation.
fn edit(content: &Path) -> std::io::Result<()> {
    let file = content.join("regulations/qd-1.md");
    let text = std::fs::read_to_string(&file)?;
    std::fs::write(&file, text.replacen("\n2. ", "\n2. Theo quy định mới, ", 1))
}

/// Writes `count` regulations below `content`.
fn make(content: &Path, count: usize) -> std::io::Result<()> {
    let clauses = clauses()?;
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    std::fs::create_dir_all(content.join("regulations"))?;
    std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("content/organisations.yaml"), content.join("organisations.yaml"))?;
    for document in 1..=count {
        let mut text = format!("---\nnumber: {document}/2026/QĐ-UBND\ntype: quyet-dinh\ntitle: Quy định số {document}\n---\nQUYẾT ĐỊNH\n");
        for article in 1..=ARTICLES {
            text.push_str(&format!("Điều {article}. Nội dung số {article}\n"));
            for clause in 1..=2 + random.below(3) {
                text.push_str(&format!("{clause}. {}\n", clauses[random.below(clauses.len())]));
            }
            let other = 1 + random.below(count);
            text.push_str(&format!(
                "Thực hiện theo khoản 1 Điều {} Quyết định này và Quyết định số {other}/2026/QĐ-UBND.\n",
                1 + random.below(ARTICLES)
            ));
        }
        std::fs::write(content.join(format!("regulations/qd-{document}.md")), text)?;
    }
    Ok(())
}

/// The words of every khoản of the five whole regulations.
fn clauses() -> std::io::Result<Vec<String>> {
    let mut all = Vec::new();
    let mut files: Vec<_> =
        std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/regulations"))?.collect::<Result<_, _>>()?;
    files.sort_by_key(std::fs::DirEntry::path);
    for file in files {
        let text = std::fs::read_to_string(file.path())?;
        let numbered =
            text.lines().filter_map(|line| line.split_once(". ")).filter(|(number, _)| number.chars().all(|digit| digit.is_ascii_digit()));
        all.extend(numbered.map(|(_, words)| words.to_owned()).filter(|words| words.len() > 80));
    }
    Ok(all)
}

/// A linear congruential generator: the same numbers on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound
    }
}

/// What the system says of the memory of this process, in MiB: `VmRSS` is held now, `VmHWM` the most so far.
fn memory(key: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with(key))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}
