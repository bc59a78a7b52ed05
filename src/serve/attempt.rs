//! One build of the preview, and what is to be said of it: the page that somebody looks at first, then the pages, then the indexes. Entry
//! points: [`begin`], [`Attempt::draft`], [`Attempt::write`], [`Attempt::index`].

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Result, anyhow, bail};
use serde_json::{Value, json};

use crate::build::{Summary, analyse_over, cache, check_theme, read, read_theme, write, write_pages};
use crate::diag::{self, Diagnostic, Report, Severity};
use crate::serve::Settings;
use crate::serve::draft::Draft;
use crate::source::{FileId, Source, Sources};
use crate::theme::Theme;

/// How many findings a page lists; a terminal has room for more, and `quyche check` gives all.
const LISTED: usize = 100;

/// What was found in the files of a folder.
#[derive(Debug)]
pub struct Checked {
    root: String,
    sources: Arc<Sources>,
    diagnostics: Vec<Diagnostic>,
    /// The files that are not as the attempt before read them.
    edited: BTreeSet<FileId>,
}

impl Checked {
    /// The first `most` findings, those in edited files before all others.
    fn first(&self, most: usize) -> Vec<Diagnostic> {
        let is_edited = |one: &&Diagnostic| one.span.as_ref().is_some_and(|span| self.edited.contains(&span.file));
        let (edited, rest): (Vec<&Diagnostic>, Vec<&Diagnostic>) = self.diagnostics.iter().partition(is_edited);
        edited.into_iter().chain(rest).take(most).cloned().collect()
    }

    /// As it is printed.
    pub fn report(&self) -> Report<'_> {
        Report { diagnostics: &self.diagnostics, sources: &self.sources, root: &self.root }
    }
}

/// A build of the preview.
#[derive(Debug)]
pub struct Attempt {
    /// What is wrong with the theme and the content, as far as they were read.
    pub checked: Vec<Checked>,
    /// What was written, or why nothing was.
    pub result: Result<Summary>,
    /// How long it took until the pages were written.
    pub seconds: f64,
    start: Instant,
    theme: Theme,
    /// What the site is made of, until all of it is written.
    draft: Option<Arc<Draft>>,
}

/// Reads the files of the site that is shown at `address` and will be written at `out`; `before` are those that were read last. `theme` speaks
/// when the site's own cannot be read.
pub(super) fn begin(settings: &Settings, out: &Path, address: &str, theme: &Theme, before: Option<&Sources>) -> Attempt {
    let (start, result) = (Instant::now(), Ok(Summary::default()));
    let mut attempt = Attempt { checked: Vec::new(), result, seconds: 0.0, start, theme: theme.clone(), draft: None };
    if let Err(error) = unfailing(|| read_all(settings, out, address, before, &mut attempt)) {
        attempt.end(Err(error));
    }
    attempt
}

/// What `work` gives. A fault of the program must not end the preview: the editor would lose the page and the reason.
pub(super) fn unfailing<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(anyhow!("quyche itself failed; the terminal says where")))
}

fn read_all(settings: &Settings, out: &Path, address: &str, before: Option<&Sources>, attempt: &mut Attempt) -> Result<()> {
    if let Some(folder) = &settings.theme {
        let (sources, diagnostics) = check_theme(folder)?;
        let broken = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        let root = folder.display().to_string();
        attempt.checked.push(Checked { root, sources: Arc::new(sources), diagnostics, edited: BTreeSet::new() });
        if broken {
            bail!("the theme has errors");
        }
        attempt.theme = read_theme(Some(folder))?;
    }
    let (sources, cache) = rayon::join(|| read(&settings.content), || cache(out));
    let sources = Arc::new(sources?);
    let mut diagnostics = Vec::new();
    let mut analysis = analyse_over(&sources, Some(address), cache).unload(&mut diagnostics);
    // What a browser keeps would be shown in the place of what was just saved.
    analysis.corpus.contents.site.offline = false;
    let language = &analysis.corpus.contents.site.language;
    attempt.theme = attempt.theme.speaking(language).unwrap_or_else(|| attempt.theme.clone());
    diagnostics.retain(|diagnostic| diagnostic.severity != Severity::Note);
    let is_as_before =
        |source: &Source| before.is_none_or(|before| before.find(&source.path).is_some_and(|file| before.get(file).text == source.text));
    let edited = sources.iter().filter(|(_, source)| !is_as_before(source)).map(|(file, _)| file).collect();
    let root = settings.content.display().to_string();
    attempt.checked.push(Checked { root, sources: Arc::clone(&sources), diagnostics, edited });
    attempt.draft = Some(Arc::new(Draft::new(sources, analysis, attempt.theme.clone(), settings.proposed)));
    Ok(())
}

impl Attempt {
    /// What was read of the content, where it could be.
    pub(super) fn sources(&self) -> Option<Arc<Sources>> {
        self.draft.as_ref().map(|draft| Arc::clone(&draft.sources))
    }

    /// What pages can be made of until they are written; `None` where the files could not be read, or all is written.
    pub(super) fn draft(&self) -> Option<Arc<Draft>> {
        self.draft.clone()
    }

    /// Writes the pages to `out`, if the files could be read.
    pub(super) fn write(&mut self, out: &Path) {
        let Some(draft) = self.draft.take() else { return };
        let Draft { sources, analysis, theme, proposed, .. } = &*draft;
        let written = unfailing(|| write_pages(sources, analysis, theme, out, *proposed)).and_then(|mut written| {
            let is_whole = written.diagnostics.is_empty();
            self.checked.last_mut().into_iter().for_each(|checked| checked.diagnostics.append(&mut written.diagnostics));
            if is_whole { Ok(written.value) } else { bail!("the site cannot be written as the content is") }
        });
        self.draft = written.as_ref().is_ok_and(|summary| summary.is_index_left).then_some(draft);
        self.end(written);
    }

    fn end(&mut self, result: Result<Summary>) {
        (self.result, self.seconds) = (result, self.start.elapsed().as_secs_f64());
    }

    /// Makes the indexes of the pages at `out`, where they have none of their own yet.
    ///
    /// # Errors
    /// When they cannot be written; the pages stay.
    pub(super) fn index(&mut self, out: &Path) -> Result<()> {
        let Some(draft) = self.draft.take() else { return Ok(()) };
        let Draft { sources, analysis, theme, proposed, .. } = &*draft;
        unfailing(|| write(sources, analysis, theme, out, *proposed)).map(drop)
    }

    /// The theme of the pages, or the built-in one.
    pub(super) fn theme(&self) -> &Theme {
        &self.theme
    }

    /// What the page shows: the words over the findings, and the findings, as many as a reader goes through.
    pub(super) fn report(&self) -> Value {
        let found = || self.checked.iter().flat_map(|checked| &checked.diagnostics);
        let count = |severity| found().filter(|diagnostic| diagnostic.severity == severity).count().to_string();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let mut room = LISTED;
        let list = |checked| {
            let first = Checked::first(checked, room);
            room -= first.len();
            (checked, first)
        };
        let listed: Vec<(&Checked, Vec<Diagnostic>)> = self.checked.iter().map(list).collect();
        let reports: Vec<Report<'_>> = listed.iter().map(|(checked, diagnostics)| Report { diagnostics, ..checked.report() }).collect();
        let findings: Value = serde_json::from_str(&diag::json(&reports)).unwrap_or_default();
        let words = self.theme.strings();
        json!({
            "failure": self.result.as_ref().err().map(|error| format!("{error:#}")),
            "summary": match found().count() {
                0 => String::new(),
                _ => words.fill("serve.counts", &[("errors", &errors), ("warnings", &warnings)]),
            },
            "findings": findings,
            "more": match found().count() - (LISTED - room) {
                0 => String::new(),
                more => words.fill("serve.more", &[("count", &more.to_string())]),
            },
            "words": words.tree().get("serve"),
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::diag::Code;
    use crate::source::Span;

    use super::*;

    #[test]
    fn an_edited_file_is_heard_of_first_and_a_page_is_not_flooded() {
        let file = |path: &str| Source::decode(path.to_owned(), b"a");
        let sources = Arc::new(Sources::new(vec![file("regulations/a.md"), file("regulations/b.md")]));
        let files: Vec<FileId> = sources.iter().map(|(file, _)| file).collect();
        let found = |file, number| Diagnostic::error(Code::BadValue, Span::new(file, 0..1), format!("finding {number}"));
        let diagnostics = (0..LISTED + 5).map(|number| found(files[0], number)).chain([found(files[1], 1)]).collect();
        let checked = Checked { root: String::from("content"), sources, diagnostics, edited: BTreeSet::from([files[1]]) };
        let theme = read_theme(None).expect("the built-in theme is sound");
        let result = Ok(Summary::default());
        let report = Attempt { checked: vec![checked], result, seconds: 0.0, start: Instant::now(), theme, draft: None }.report();
        let listed = report["findings"].as_array().expect("a list");
        assert_eq!(
            (listed.len(), &listed[0]["file"], &listed[1]["message"]),
            (LISTED, &json!("content/regulations/b.md"), &json!("finding 0"))
        );
        assert!(report["more"].as_str().expect("words").contains(" 6 "), "{}", report["more"]);
        assert!(report["summary"].as_str().expect("words").contains("106"), "{}", report["summary"]);
    }
}
