//! First pass: the documents a text cites, by number, by name, by a short form, or as "Luật này". Entry point: [`find`].

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::Regex;

use crate::link::citation::date::{self, When};
use crate::link::citation::issuer;
use crate::link::citation::kinds::{self, DocumentKind};
use crate::link::citation::name::{self, Named, Names};
use crate::link::citation::number;
use crate::link::citation::text::Text;
use crate::link::spelling;

/// How a document is cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::link) enum Reference {
    /// "Luật này", "Quy chế này".
    This,
    /// By its number, as written without spaces.
    Number(String),
    /// By a name: how it is written, and its entry among the names of the corpus.
    Name(String, Option<usize>),
}

/// A citation of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::link) struct Written {
    /// Bytes of the text.
    pub(in crate::link) range: Range<usize>,
    pub(in crate::link) reference: Reference,
    /// The kind it is called, where the word is written.
    pub(in crate::link) kind: Option<DocumentKind>,
    pub(in crate::link) when: When,
    /// Who issued it, in lower case as written.
    pub(in crate::link) issuer: Option<String>,
    /// The kind of an attached text, in "Quy chế … ban hành kèm theo Quyết định số …".
    pub(in crate::link) attached: Option<DocumentKind>,
    /// Whether only a provision of it counts as a citation: the short form is a bare "Quy chế".
    pub(in crate::link) needs_unit: bool,
}

impl Written {
    /// Whether nothing but its name tells which document it is.
    pub(in crate::link) fn is_by_name_alone(&self) -> bool {
        matches!(self.reference, Reference::Name(..)) && self.when == When::default()
    }
}

/// A short form and what it stands for; `None` for a name that the document's basis spells out.
pub(in crate::link) type Short = Option<Box<Written>>;

/// What names are known where a text is scanned.
#[derive(Clone, Copy, Debug)]
pub(in crate::link) struct Known<'k, T> {
    /// Names of the corpus and of laws.
    pub(in crate::link) names: &'k Names<T>,
    /// Names and short forms of this document.
    pub(in crate::link) local: &'k Names<Short>,
}

/// Every document cited in `text`, in order, none overlapping another.
pub(in crate::link) fn find<T: Copy>(text: &Text<'_>, known: Known<'_, T>) -> Vec<Written> {
    let mut found = named(text, known);
    numbered(text, &mut found);
    found.extend(deictic(text));
    found.sort_by_key(|written| (written.range.start, std::cmp::Reverse(written.range.end)));
    let mut kept: Vec<Written> = Vec::with_capacity(found.len());
    for written in found {
        if kept.last().is_none_or(|last| written.range.start >= last.range.end) {
            kept.push(written);
        }
    }
    kept
}

fn plain(range: Range<usize>, reference: Reference, kind: Option<DocumentKind>) -> Written {
    Written { range, reference, kind, when: When::default(), issuer: None, attached: None, needs_unit: false }
}

/// Documents cited by name, the longest reading of each place.
fn named<T: Copy>(text: &Text<'_>, known: Known<'_, T>) -> Vec<Written> {
    let listed = known.names.find(text);
    let mut found: Vec<(Named, bool)> = known.local.find(text).into_iter().map(|named| (named, true)).collect();
    let guessed = name::guess(text, &listed);
    found.extend(listed.into_iter().chain(guessed).map(|named| (named, false)));
    found.sort_by_key(|(named, local)| (named.range.start, std::cmp::Reverse(named.range.end), !*local));
    let mut kept: Vec<Written> = Vec::new();
    for (named, local) in found {
        if kept.last().is_some_and(|last| named.range.start < last.range.end) {
            continue;
        }
        let short = named.entry.filter(|_| local).and_then(|entry| Some((entry, known.local.holders(entry).first()?.as_ref()?)));
        kept.push(match short {
            Some((_, meant)) => {
                let bare = kinds::at(text.cursor(named.range.start)).is_some_and(|(_, after)| after.at >= named.range.end);
                Written { range: named.range, needs_unit: bare, ..(**meant).clone() }
            }
            None => by_name(text, named, local, known),
        });
    }
    kept
}

fn by_name<T: Copy>(text: &Text<'_>, named: Named, local: bool, known: Known<'_, T>) -> Written {
    let entry = named.entry.filter(|_| !local);
    let mut written = spelling::squeeze(&text.raw[named.range.clone()]);
    if let Some(entry) = named.entry {
        let canonical = if local { known.local.name(entry) } else { known.names.name(entry) };
        written = canonical.to_owned();
    }
    let kind = kinds::at(text.cursor(named.range.start)).map(|(kind, _)| kind);
    let mut document = plain(named.range.clone(), Reference::Name(written, entry), kind);
    if let Some(length) = congress(&text.flat[named.range.end..]) {
        // Another edition of the charter is another document.
        document.range.end += length;
        document.reference = Reference::Name(spelling::squeeze(&text.raw[document.range.clone()]), None);
    }
    if let Some((when, length)) = date::read(&text.flat[document.range.end..]) {
        document.when = when;
        document.range.end += length;
    }
    document
}

/// Length of " khóa II" after the name of a charter.
fn congress(flat: &str) -> Option<usize> {
    static CONGRESS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^ +(?:khoá|khóa) +[ivxlc]+\b").expect("the pattern is well-formed"));
    CONGRESS.find(flat).map(|found| found.end())
}

/// Adds the documents cited by number; a name just before a number belongs to it.
fn numbered(text: &Text<'_>, found: &mut Vec<Written>) {
    for written in number::find(text.raw) {
        let display = number::tidy(&text.raw[written.range.clone()]);
        let words = before_number(text, written.range.start);
        let name = found.iter().position(|named| named.range.end <= words && name::runs_on(&text.flat[named.range.end..words]));
        let mut document = match (name, kinds::before(text, words)) {
            (Some(index), _) if words > 0 => {
                let named = found.remove(index);
                plain(named.range.start..written.range.end, Reference::Number(display), named.kind)
            }
            (_, Some((kind, start))) => plain(start..written.range.end, Reference::Number(display), Some(kind)),
            _ if written.coded => plain(words..written.range.end, Reference::Number(display), None),
            _ => continue,
        };
        if let Some((when, length)) = date::read(&text.flat[document.range.end..]) {
            document.when = when;
            document.range.end += length;
        }
        if let Some(issuer) = issuer::read(text, document.range.end) {
            document.issuer = Some(text.flat[issuer.clone()].to_owned());
            document.range.end = issuer.end;
        }
        let earlier = same_series(text, &written, words);
        found.retain(|other| other.range.end <= document.range.start || other.range.start >= document.range.end);
        found.extend(earlier);
        found.push(document);
    }
}

/// Where the words for a number begin: at "số" where it stands before byte `start`, else at `start`.
fn before_number(text: &Text<'_>, start: usize) -> usize {
    let head = text.flat[..start].trim_end_matches([' ', ':']);
    let Some(number) = head.strip_suffix("số") else { return start };
    if number.ends_with(char::is_alphanumeric) { start } else { number.len() }
}

/// `217` in "Quyết định 217, 218-QĐ/TW": a running number that shares the code of the next.
fn same_series(text: &Text<'_>, written: &number::Written, words: usize) -> Option<Written> {
    let head = text.flat[..words].trim_end_matches(' ');
    let head = head.strip_suffix(',').or_else(|| head.strip_suffix(" và"))?.trim_end_matches(' ');
    let digits = head.len() - head.trim_end_matches(|digit: char| digit.is_ascii_digit()).len();
    let start = head.len() - digits;
    let (kind, begin) = kinds::before(text, before_number(text, start))?;
    let code = &text.raw[written.head.end..written.range.end];
    (1..=4)
        .contains(&digits)
        .then(|| plain(begin..head.len(), Reference::Number(number::tidy(&format!("{}{code}", &head[start..]))), Some(kind)))
}

/// "Luật này", "Quyết định này": a kind with a capital and "này".
fn deictic(text: &Text<'_>) -> Vec<Written> {
    static THIS: LazyLock<AhoCorasick> = LazyLock::new(|| AhoCorasick::new([" này"]).expect("one word makes an automaton"));
    THIS.find_iter(&text.flat)
        .filter(|found| spelling::is_whole(&text.flat, found.start() + 1, found.end()))
        .filter_map(|found| {
            let (kind, start) = kinds::before(text, found.start())?;
            text.is_capital(start).then(|| plain(start..found.end(), Reference::This, Some(kind)))
        })
        .collect()
}

static DEFINED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\((?:sau đây|dưới đây|sau đó)? *(?:được +)?(?:gọi|viết) *(?:tắt)? *(?:chung)? *(?:tắt)? *là *:? *[“\x22]?([^)“”\x22]{3,80})[”\x22]?\)").expect("the pattern is well-formed")
});

/// Short forms that `text` introduces, with the document each stands for.
pub(in crate::link) fn short_forms<T: Copy>(text: &Text<'_>, known: Known<'_, T>) -> Vec<(String, Short)> {
    if !text.flat.contains(" là") || !text.flat.contains('(') {
        return Vec::new();
    }
    let mut forms = Vec::new();
    for found in DEFINED.captures_iter(&text.flat) {
        let (Some(whole), Some(form)) = (found.get(0), found.get(1)) else { continue };
        let starts_kind = kinds::at(text.cursor(form.start())).is_some_and(|(_, after)| after.at <= form.end());
        // Of several documents in the sentence the one of the same kind is meant; of several of that kind, who knows.
        let kind = kinds::at(text.cursor(form.start())).map(|(kind, _)| kind);
        let near =
            |written: &Written| written.range.end <= whole.start() && !text.raw[written.range.end..whole.start()].contains(['.', ';']);
        let mut candidates =
            find(text, known).into_iter().filter(|written| near(written) && written.reference != Reference::This && written.kind == kind);
        let (Some(meant), None) = (candidates.next(), candidates.next()) else { continue };
        if starts_kind && text.is_capital(form.start()) {
            forms.push((spelling::squeeze(&text.raw[form.range()]), Some(Box::new(meant))));
        }
    }
    forms
}
