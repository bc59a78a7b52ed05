//! One build of the preview, and what is to be said of it: the pages first, because somebody waits for them, then the indexes. Entry points:
//! [`attempt`], [`Attempt::index`].

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::Instant;

use anyhow::{Result, anyhow, bail};
use serde_json::{Value, json};

use crate::build::{Analysis, Summary, analyse_over, cache, check_theme, read, read_theme, write, write_pages};
use crate::diag::{self, Diagnostic, Report, Severity};
use crate::serve::Settings;
use crate::source::Sources;
use crate::theme::Theme;

/// What was found in the files of a folder.
#[derive(Debug)]
pub struct Checked {
    root: String,
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
}

impl Checked {
    /// As it is printed.
    pub fn report(&self) -> Report<'_> {
        Report { diagnostics: &self.diagnostics, sources: &self.sources, root: &self.root }
    }
}

/// A build of the preview that has ended.
#[derive(Debug)]
pub struct Attempt {
    /// What is wrong with the theme and the content, as far as they were read.
    pub checked: Vec<Checked>,
    /// What was written, or why nothing was.
    pub result: Result<Summary>,
    /// How long it took.
    pub seconds: f64,
    theme: Theme,
    /// Of pages that the indexes do not know yet.
    analysis: Option<Analysis>,
}

/// Builds the pages of the site at `out`, to be opened at `address`. `theme` speaks when the site's own cannot be read.
pub(super) fn attempt(settings: &Settings, out: &Path, address: &str, theme: &Theme) -> Attempt {
    let start = Instant::now();
    let result = Err(anyhow!("nothing was built"));
    let mut attempt = Attempt { checked: Vec::new(), result, seconds: 0.0, theme: theme.clone(), analysis: None };
    attempt.result = unfailing(|| build(settings, out, address, &mut attempt));
    attempt.seconds = start.elapsed().as_secs_f64();
    attempt
}

/// What `work` gives. A fault of the program must not end the preview: the editor would lose the page and the reason.
fn unfailing<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(anyhow!("quyche itself failed; the terminal says where")))
}

fn build(settings: &Settings, out: &Path, address: &str, attempt: &mut Attempt) -> Result<Summary> {
    if let Some(folder) = &settings.theme {
        let (sources, diagnostics) = check_theme(folder)?;
        let broken = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        attempt.checked.push(Checked { root: folder.display().to_string(), sources, diagnostics });
        if broken {
            bail!("the theme has errors");
        }
        attempt.theme = read_theme(Some(folder))?;
    }
    let sources = read(&settings.content)?;
    let mut diagnostics = Vec::new();
    let mut analysis = analyse_over(&sources, Some(address), cache(out)).unload(&mut diagnostics);
    // What a browser keeps would be shown in the place of what was just saved.
    analysis.corpus.contents.site.offline = false;
    let language = &analysis.corpus.contents.site.language;
    attempt.theme = attempt.theme.speaking(language).unwrap_or_else(|| attempt.theme.clone());
    diagnostics.retain(|diagnostic| diagnostic.severity != Severity::Note);
    let written = write_pages(&sources, &analysis, &attempt.theme, out, settings.proposed);
    let written = written.map(|written| (written.diagnostics.is_empty(), written.unload(&mut diagnostics)));
    attempt.checked.push(Checked { root: settings.content.display().to_string(), sources, diagnostics });
    match written? {
        (true, summary) => {
            attempt.analysis = summary.is_index_left.then_some(analysis);
            Ok(summary)
        }
        (false, _) => bail!("the site cannot be written as the content is"),
    }
}

impl Attempt {
    /// Makes the indexes of the pages at `out`, where they have none of their own yet.
    ///
    /// # Errors
    /// When they cannot be written; the pages stay.
    pub(super) fn index(&mut self, settings: &Settings, out: &Path) -> Result<()> {
        let (Some(analysis), Some(content)) = (self.analysis.take(), self.checked.last()) else { return Ok(()) };
        unfailing(|| write(&content.sources, &analysis, &self.theme, out, settings.proposed)).map(drop)
    }

    /// The theme of the pages, or the built-in one.
    pub(super) fn theme(&self) -> &Theme {
        &self.theme
    }

    /// What the page shows: the words over the findings, and the findings.
    pub(super) fn report(&self) -> Value {
        let reports: Vec<Report<'_>> = self.checked.iter().map(Checked::report).collect();
        let found = || reports.iter().flat_map(|report| report.diagnostics);
        let count = |severity| found().filter(|diagnostic| diagnostic.severity == severity).count().to_string();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let findings: Value = serde_json::from_str(&diag::json(&reports)).unwrap_or_default();
        let words = self.theme.strings();
        json!({
            "failure": self.result.as_ref().err().map(|error| format!("{error:#}")),
            "summary": match found().count() {
                0 => String::new(),
                _ => words.fill("serve.counts", &[("errors", &errors), ("warnings", &warnings)]),
            },
            "findings": findings,
            "words": words.tree().get("serve"),
        })
    }
}
