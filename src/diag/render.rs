//! Prints diagnostics, for people (source line and caret) and as JSON. Entry points: [`people`], [`json`].

use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use crate::diag::{Diagnostic, Severity};
use crate::source::{FileId, Sources, Span};

/// Every diagnostic with its source line and a caret, then a count; of each code no more than `most`, and how many were left out.
/// `colour` adds terminal colours.
pub fn people(diagnostics: &[Diagnostic], sources: &Sources, root: &str, colour: bool, most: usize) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    let mut lines = Lines::new(sources);
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        let times = met.entry(diagnostic.code.as_str()).or_default();
        *times += 1;
        if *times <= most {
            out.push_str(&one(diagnostic, &mut lines, root, &renderer));
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

fn one(diagnostic: &Diagnostic, lines: &mut Lines<'_>, root: &str, renderer: &Renderer) -> String {
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
        path = visible(&format!("{root}/{}", lines.sources.get(span.file).path));
        let (first_line, text, start) = lines.around(span);
        let end = (span.range.end.saturating_sub(start)).min(text.len());
        let begin = span.range.start - start;
        let shown = shown(text, begin);
        let marked = begin - shown.start..end.clamp(begin, shown.end) - shown.start;
        let snippet = Snippet::source(&text[shown.clone()]).line_start(first_line).annotation(AnnotationKind::Primary.span(marked));
        group = if shown.len() == text.len() {
            group.element(snippet.path(path.as_str()))
        } else {
            let column = text[..begin].chars().count() + 1;
            group.element(Origin::path(path.as_str()).line(first_line).char_column(column)).element(snippet)
        };
    }
    for hint in &diagnostic.hints {
        group = group.element(Level::HELP.with_name("hint").message(hint.as_str()));
    }
    renderer.render(&[group])
}

/// The part of a line that is given to the renderer for something at byte `begin`: it walks through all of it for every finding, and a line
/// may have millions of characters and thousands of findings. It shows less than this.
fn shown(line: &str, begin: usize) -> Range<usize> {
    const AROUND: usize = 1 << 10;
    if line.len() <= 4 * AROUND {
        return 0..line.len();
    }
    line.floor_char_boundary(begin.saturating_sub(AROUND))..line.ceil_char_boundary((begin + AROUND).min(line.len()))
}

/// Words nobody vouches for as a terminal can show them: signs that steer it, or turn the direction of writing, are written out.
pub fn visible(text: &str) -> String {
    let steers =
        |sign: char| sign.is_control() || matches!(sign, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let mut shown = String::with_capacity(text.len());
    for sign in text.chars() {
        match steers(sign) {
            true => shown.extend(sign.escape_unicode()),
            false => shown.push(sign),
        }
    }
    shown
}

/// Where the lines of the files begin, counted once for each file that something is said about.
struct Lines<'a> {
    sources: &'a Sources,
    starts: BTreeMap<FileId, Vec<usize>>,
}

impl<'a> Lines<'a> {
    fn new(sources: &'a Sources) -> Self {
        Self { sources, starts: BTreeMap::new() }
    }

    /// The line in which `span` begins: its number from 1, its text, the offset of its start.
    fn around(&mut self, span: &Span) -> (usize, &'a str, usize) {
        let text = self.sources.get(span.file).text.as_str();
        let breaks = || std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let starts = self.starts.entry(span.file).or_insert_with(breaks);
        let number = starts.partition_point(|start| *start <= span.range.start);
        let start = starts[number - 1];
        (number, &text[start..starts.get(number).map_or(text.len(), |next| next - 1)], start)
    }
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
        .flat_map(|report| {
            let mut lines = Lines::new(report.sources);
            report.diagnostics.iter().map(move |diagnostic| line(diagnostic, &mut lines, report.root))
        })
        .collect();
    let mut out = serde_json::to_string_pretty(&lines).expect("plain strings and numbers always serialise");
    out.push('\n');
    out
}

fn line<'a>(diagnostic: &'a Diagnostic, lines: &mut Lines<'_>, root: &str) -> Line<'a> {
    let place = diagnostic.span.as_ref().map(|span| {
        let (number, text, start) = lines.around(span);
        let column = text[..(span.range.start - start).min(text.len())].chars().count() + 1;
        (format!("{root}/{}", lines.sources.get(span.file).path), number, column)
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
