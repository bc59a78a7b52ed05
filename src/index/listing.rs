//! A list of hits as a reader or a program gets it. Entry points: [`json`], [`text`].

use anyhow::Result;
use quyche_query::{Hit, Snippet};
use serde::Serialize;

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
    let block = |hit: &Hit| format!("{}\n  {}\n  {}\n", hit.title, hit.path, terminal(&hit.snippet, bold));
    hits.iter().map(block).collect::<Vec<_>>().join("\n")
}

fn line(hit: &Hit) -> Line<'_> {
    let Hit { path, url, kind, document, title, snippet, score, .. } = hit;
    Line { path, url, kind, document, title, snippet: html(snippet), score: *score }
}

/// Everything escaped, hits in `<mark>`.
fn html(snippet: &Snippet) -> String {
    let mut output = String::with_capacity(snippet.text.len() * 2);
    for (piece, hit) in snippet.pieces() {
        output.push_str(if hit { "<mark>" } else { "" });
        escape_into(&mut output, piece);
        output.push_str(if hit { "</mark>" } else { "" });
    }
    output
}

/// Hits bold, or nothing but the text.
fn terminal(snippet: &Snippet, bold: bool) -> String {
    let write = |(piece, hit): (&str, bool)| if bold && hit { format!("\u{1b}[1m{piece}\u{1b}[0m") } else { piece.to_owned() };
    snippet.pieces().into_iter().map(write).collect()
}

fn escape_into(output: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => output.push_str("&amp;"),
            '<' => output.push_str("&lt;"),
            '>' => output.push_str("&gt;"),
            '"' => output.push_str("&quot;"),
            '\'' => output.push_str("&#39;"),
            other => output.push(other),
        }
    }
}
