//! A list of hits as a reader or a program gets it. Entry points: [`json`], [`text`].

use anyhow::Result;
use serde::Serialize;

use crate::index::search::Hit;

/// The contract of `quyche search --format json`.
#[derive(Serialize)]
struct Line<'a> {
    path: &'a str,
    url: &'a str,
    kind: &'a str,
    document: &'a str,
    title: &'a str,
    snippet: String,
    score: f32,
}

/// An array, best first; snippets are HTML with hits in `<mark>`.
pub fn json(hits: &[Hit]) -> Result<String> {
    let lines: Vec<Line<'_>> = hits.iter().map(line).collect();
    Ok(serde_json::to_string_pretty(&lines)?)
}

/// Title, address and snippet of each hit; `bold` only for a terminal that shows it.
pub fn text(hits: &[Hit], bold: bool) -> String {
    let block = |hit: &Hit| format!("{}\n  {}\n  {}\n", hit.title, hit.path, hit.snippet.terminal(bold));
    hits.iter().map(block).collect::<Vec<_>>().join("\n")
}

fn line(hit: &Hit) -> Line<'_> {
    let Hit { path, url, kind, document, title, snippet, score } = hit;
    Line { path, url, kind, document, title, snippet: snippet.html(), score: *score }
}
