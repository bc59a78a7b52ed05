//! Prints diagnostics, for people (source line and caret) and as JSON. Entry points: [`people`], [`json`].

use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::Serialize;

use crate::diag::{Diagnostic, Severity};
use crate::source::Sources;

/// Every diagnostic with its source line and a caret, then a count; of each code no more than `most`, and how many were left out.
/// `colour` adds terminal colours.
pub fn people(diagnostics: &[Diagnostic], sources: &Sources, root: &str, colour: bool, most: usize) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        let times = met.entry(diagnostic.code.as_str()).or_default();
        *times += 1;
        if *times <= most {
            out.push_str(&one(diagnostic, sources, root, &renderer));
            out.push_str("\n\n");
        }
    }
    for (code, times) in met.iter().filter(|(_, times)| **times > most) {
        out.push_str(&format!("[{code}]: {} more, all of which `quyche check` shows\n\n", times - most));
    }
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let (errors, warnings, notes) = (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
    match notes {
        _ if diagnostics.is_empty() => {}
        0 => out.push_str(&format!("{errors} error(s), {warnings} warning(s)\n")),
        _ => out.push_str(&format!("{errors} error(s), {warnings} warning(s), {notes} note(s)\n")),
    }
    out
}

fn one(diagnostic: &Diagnostic, sources: &Sources, root: &str, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let path;
    let mut group = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.as_str())
        .elements(std::iter::empty::<Snippet<'_, annotate_snippets::Annotation<'_>>>());
    if let Some(span) = &diagnostic.span {
        let source = sources.get(span.file);
        path = format!("{root}/{}", source.path);
        let (first_line, text, start) = excerpt(&source.text, span.range.start);
        let end = (span.range.end.saturating_sub(start)).min(text.len());
        let begin = span.range.start - start;
        let snippet = Snippet::source(text)
            .line_start(first_line)
            .path(path.as_str())
            .annotation(AnnotationKind::Primary.span(begin..end.max(begin)));
        group = group.element(snippet);
    }
    for hint in &diagnostic.hints {
        group = group.element(Level::HELP.with_name("hint").message(hint.as_str()));
    }
    renderer.render(&[group])
}

/// The line that holds byte `at`: its number from 1, its text, the offset of its start.
fn excerpt(text: &str, at: usize) -> (usize, &str, usize) {
    let at = at.min(text.len());
    let start = text[..at].rfind('\n').map_or(0, |index| index + 1);
    let end = text[at..].find('\n').map_or(text.len(), |index| at + index);
    (text[..start].matches('\n').count() + 1, &text[start..end], start)
}

#[derive(Serialize)]
struct Line<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    hints: &'a [String],
}

/// Findings in the files of one folder.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// What was found.
    pub diagnostics: &'a [Diagnostic],
    /// In these files.
    pub sources: &'a Sources,
    /// The folder in which they lie.
    pub root: &'a str,
}

/// A JSON array with code, severity, message, file, line and column (from 1, in characters), hints.
pub fn json(reports: &[Report<'_>]) -> String {
    let lines: Vec<Line<'_>> = reports
        .iter()
        .flat_map(|report| report.diagnostics.iter().map(|diagnostic| line(diagnostic, report.sources, report.root)))
        .collect();
    let mut out = serde_json::to_string_pretty(&lines).expect("plain strings and numbers always serialise");
    out.push('\n');
    out
}

fn line<'a>(diagnostic: &'a Diagnostic, sources: &Sources, root: &str) -> Line<'a> {
    let place = diagnostic.span.as_ref().map(|span| {
        let source = sources.get(span.file);
        let (number, text, start) = excerpt(&source.text, span.range.start);
        let column = text[..span.range.start.min(source.text.len()) - start].chars().count() + 1;
        (format!("{root}/{}", source.path), number, column)
    });
    Line {
        code: diagnostic.code.as_str(),
        severity: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        message: &diagnostic.message,
        file: place.as_ref().map(|(file, ..)| file.clone()),
        line: place.as_ref().map(|(_, line, _)| *line),
        column: place.as_ref().map(|(.., column)| *column),
        hints: &diagnostic.hints,
    }
}
