//! Mentions of organisations: the longest name wins, and case counts. "Ban Dân vận Thành ủy" is one body, "ban dân vận"
//! a kind of body. Entry point: [`Matcher`].

use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::corpus::Corpus;
use crate::diag::{Code, Diagnostic};
use crate::link::spelling;

/// An organisation named in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention<'l> {
    /// Where the name stands, in bytes of the file.
    pub range: &'l Range<usize>,
    /// Its id.
    pub organisation: &'l str,
}

/// Where a spelling of a name counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// Everywhere.
    Anywhere,
    /// Where a sentence or a unit begins: a name in lower case with its first letter raised.
    Start,
    /// In a heading written in capitals.
    Capitals,
}

/// The names of all organisations, compiled.
#[derive(Debug)]
pub(in crate::link) struct Matcher {
    automaton: Option<AhoCorasick>,
    /// For every pattern who is meant where.
    patterns: Vec<Vec<(Place, usize)>>,
}

impl Matcher {
    /// Compiles names and aliases of the organisations of `corpus`.
    pub(in crate::link) fn new(corpus: &Corpus) -> Self {
        let mut meant: BTreeMap<String, Vec<(Place, usize)>> = BTreeMap::new();
        for (index, organisation) in corpus.contents.organisations.iter().enumerate() {
            let names = std::iter::once(&organisation.value.name).chain(&organisation.value.aliases);
            for (place, spelled) in names.flat_map(|name| spellings(name)) {
                for variant in spelling::variants(&spelled) {
                    meant.entry(variant).or_default().push((place, index));
                }
            }
        }
        let mut patterns: Vec<Vec<(Place, usize)>> = Vec::new();
        let texts: Vec<String> = meant
            .into_iter()
            .map(|(text, mut who)| {
                who.sort_unstable();
                who.dedup();
                patterns.push(who);
                text
            })
            .collect();
        let automaton = (!texts.is_empty())
            .then(|| AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&texts).expect("names make an automaton"));
        Self { automaton, patterns }
    }

    /// The organisations named in `raw`: bytes of it and places in the registry, in order. A name that two bear is left out.
    pub(in crate::link) fn find(&self, raw: &str) -> Vec<(Range<usize>, usize)> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        // A name may be broken over lines; the flattened text would lose the case of letters.
        let text = raw.replace(['\n', '\t'], " ");
        let capitals = !raw.chars().any(char::is_lowercase);
        automaton
            .find_iter(&text)
            .filter(|found| spelling::is_whole(&text, found.start(), found.end()))
            .filter_map(|found| {
                let who = &self.patterns[found.pattern().as_usize()];
                let counts = |place: Place| match place {
                    Place::Anywhere => true,
                    Place::Start => is_start(&text, found.start()),
                    Place::Capitals => capitals,
                };
                let best = who.iter().map(|(place, _)| *place).find(|place| counts(*place))?;
                let mut meant = who.iter().filter(|(place, _)| *place == best);
                match (meant.next(), meant.next()) {
                    (Some((_, index)), None) => Some((found.range(), *index)),
                    _ => None,
                }
            })
            .collect()
    }
}

/// How `name` may be written, and where.
fn spellings(name: &str) -> Vec<(Place, String)> {
    let name = spelling::squeeze(name);
    let mut all = vec![(Place::Anywhere, name.clone())];
    if !name.chars().any(char::is_uppercase) {
        let mut letters = name.chars();
        if let Some(first) = letters.next() {
            all.push((Place::Start, first.to_uppercase().chain(letters).collect()));
        }
    }
    if name.contains(' ') {
        all.push((Place::Capitals, name.to_uppercase()));
    }
    all
}

/// Whether a sentence begins at byte `at`: nothing before it, or the end of a sentence, of a label or of a list's dash.
fn is_start(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end();
    let gap = before.len() < at;
    match before.chars().next_back() {
        None => true,
        Some('.' | ':' | ';' | '!' | '?' | '…') => gap,
        Some('-' | '–' | '+' | '•') => before.chars().count() == 1,
        Some('“' | '"' | '(') => true,
        Some(_) => false,
    }
}

/// Names that two organisations bear.
pub(in crate::link) fn check(corpus: &Corpus) -> Vec<Diagnostic> {
    let mut bearers: BTreeMap<String, usize> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    let organisations = &corpus.contents.organisations;
    for (index, organisation) in organisations.iter().enumerate() {
        for name in std::iter::once(&organisation.value.name).chain(&organisation.value.aliases) {
            let first = *bearers.entry(spelling::squeeze(name)).or_insert(index);
            if first != index {
                let message = format!("`{name}` names both `{}` and `{}`", organisations[first].value.id, organisation.value.id);
                diagnostics.push(
                    Diagnostic::warning(Code::AmbiguousAlias, organisation.span.clone(), message)
                        .hint("texts that use it are not linked; keep it for one organisation or remove it from both"),
                );
            }
        }
    }
    diagnostics
}
