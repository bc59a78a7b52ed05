//! What the script of the page is given, as JSON that cannot end the element it stands in. Entry point: [`data`].

use serde::Serialize;
use serde_json::Value;

use crate::restore::{FORMAT, LONGEST, Proposal, hash};
use crate::review::Subject;
use crate::review::mark::{kinds, percent};
use crate::theme::Strings;

#[derive(Debug, Serialize)]
struct Data<'a> {
    version: u32,
    source: &'a str,
    hash: &'a str,
    /// Names these proposals and decisions: what was kept of another report of the same source is not mixed into this one.
    key: String,
    longest: usize,
    words: Vec<Word<'a>>,
    decided: &'a [(usize, &'a str)],
    strings: &'a Value,
}

#[derive(Debug, Serialize)]
struct Word<'a> {
    start: usize,
    end: usize,
    original: &'a str,
    text: &'a str,
    percent: u32,
    kinds: Vec<&'static str>,
    others: Vec<Other<'a>>,
}

#[derive(Debug, Serialize)]
struct Other<'a> {
    text: &'a str,
    percent: u32,
}

/// The data of the page.
pub(super) fn data(subject: &Subject<'_>, strings: &Strings) -> String {
    let hash = hash(subject.text);
    let decided: String = subject.decided.iter().map(|(index, text)| format!("{index} {text}\n")).collect();
    let key = if decided.is_empty() { hash.clone() } else { format!("{hash} {}", crate::restore::hash(&decided)) };
    let data = Data {
        version: FORMAT,
        source: subject.name,
        hash: &hash,
        key,
        longest: LONGEST,
        words: subject.restoration.proposals.iter().map(word).collect(),
        decided: subject.decided,
        strings: &strings.tree()["restoration"]["script"],
    };
    let json = serde_json::to_string(&data).expect("strings and numbers are always JSON");
    harmless(&json)
}

fn word(proposal: &Proposal) -> Word<'_> {
    let other = |text, probability| Other { text, percent: percent(probability) };
    Word {
        start: proposal.span.start,
        end: proposal.span.end,
        original: &proposal.original,
        text: &proposal.text,
        percent: percent(proposal.confidence),
        kinds: kinds(proposal),
        others: proposal.alternatives.iter().map(|alternative| other(alternative.text.as_str(), alternative.probability)).collect(),
    }
}

/// JSON with every sign that means something to HTML or to an old script engine written as its number. They only stand in strings.
fn harmless(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            _ => out.push(c),
        }
    }
    out
}
