//! The glossary: where terms stand in texts, and their pages. Entry points: [`Terms`], [`pages`].

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::compose::{Composer, contents, guidance, lists, occurrence};
use crate::content::{Regulation, Term};
use crate::law::{Block, ProvisionId};
use crate::page::{GlossaryPage, MarkKind, Page, ProvisionView, Shell, Step, TermPage, TermView, Text};
use crate::yaml::Located;

/// Address of the list.
const INDEX: &str = "/thuat-ngu/";

/// Longest definition beside a word, in characters.
const SHORT: usize = 300;

/// Finds terms in texts, the longest first.
#[derive(Debug)]
pub(in crate::compose) struct Terms<'a> {
    terms: &'a [Located<Term>],
    automaton: AhoCorasick,
    /// Place in `terms` of each pattern.
    owners: Vec<usize>,
}

impl<'a> Terms<'a> {
    /// Of the glossary; `None` for an empty one.
    pub(in crate::compose) fn new(terms: &'a [Located<Term>]) -> Option<Self> {
        let mut patterns: BTreeMap<String, usize> = BTreeMap::new();
        for (index, term) in terms.iter().enumerate() {
            for writing in term.value.writings().filter(|writing| !writing.trim().is_empty()) {
                for form in [writing.to_owned(), recased(writing, char::to_uppercase), recased(writing, char::to_lowercase)] {
                    patterns.entry(form).or_insert(index);
                }
            }
        }
        if patterns.is_empty() {
            return None;
        }
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(patterns.keys()).ok()?;
        Some(Self { terms, automaton, owners: patterns.into_values().collect() })
    }

    /// The terms in the words of `text` in `document`: bytes of `text` and places in the glossary.
    fn find(&self, text: &str, document: &str) -> Vec<(Range<usize>, usize)> {
        // A line that is broken in the source is one line of words.
        let flat = text.replace('\n', " ");
        let is_whole = |range: &Range<usize>| {
            let before = flat[..range.start].chars().next_back();
            let after = flat[range.end..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        };
        let found = self.automaton.find_iter(&flat).map(|found| (found.range(), self.owners[found.pattern().as_usize()]));
        found.filter(|(range, index)| is_whole(range) && self.terms[*index].value.holds_in(document)).collect()
    }

    /// The terms in a provision's own words: bytes of the file and places in the glossary.
    pub(in crate::compose) fn in_provision(&self, regulation: &Regulation, id: ProvisionId, text: &str) -> Vec<(Range<usize>, usize)> {
        let ranges = regulation.tree.get(id).blocks.iter().flat_map(|block| match block {
            Block::Paragraph { range, .. } => vec![range.clone()],
            Block::Table { rows } => rows.iter().flatten().cloned().collect(),
        });
        let found = |range: Range<usize>| {
            let inside = self.find(&text[range.clone()], &regulation.id);
            inside.into_iter().map(move |(found, index)| (range.start + found.start..range.start + found.end, index))
        };
        ranges.flat_map(found).collect()
    }

    /// The mark of the term at `index`.
    pub(in crate::compose) fn mark(&self, index: usize) -> MarkKind {
        let term = &self.terms[index].value;
        MarkKind::Term { href: url(term), title: contents::excerpt(&term.definition, SHORT) }
    }
}

/// The writing with its first letter as `case` makes it.
fn recased<I: Iterator<Item = char>>(writing: &str, case: impl Fn(char) -> I) -> String {
    let mut letters = writing.chars();
    letters.next().into_iter().flat_map(case).chain(letters).collect()
}

/// Leaves on a page only the first mark of each term.
pub(in crate::compose) fn first_uses<'v>(views: impl Iterator<Item = &'v mut ProvisionView>) {
    let mut seen = std::collections::BTreeSet::new();
    views.for_each(|view| first_in(view, &mut seen));
}

fn first_in(view: &mut ProvisionView, seen: &mut std::collections::BTreeSet<String>) {
    let mut keep = |text: &mut Text| {
        text.marks.retain(|mark| match &mark.kind {
            MarkKind::Term { href, .. } => seen.insert(href.clone()),
            _ => true,
        });
    };
    for block in &mut view.blocks {
        match block {
            crate::page::Block::Paragraph(text) | crate::page::Block::Line(_, text) => keep(text),
            crate::page::Block::Columns(columns) => {
                columns.rows.iter_mut().flat_map(|row| row.left.iter_mut().chain(&mut row.right)).for_each(|line| keep(&mut line.text));
            }
            crate::page::Block::Table(table) => {
                table.head.iter_mut().chain(&mut table.rows).flatten().for_each(|cell| keep(&mut cell.text));
            }
        }
    }
    for child in &mut view.children {
        first_in(child, seen);
    }
}

fn url(term: &Term) -> String {
    format!("{INDEX}{}/", term.id)
}

/// The list and a page for each term.
pub(in crate::compose) fn pages(composer: &Composer<'_>) -> Vec<Page> {
    let glossary = &composer.corpus.contents.glossary;
    let Some(terms) = &composer.terms else { return Vec::new() };
    let mut uses: BTreeMap<usize, Vec<(usize, ProvisionId, Range<usize>)>> = BTreeMap::new();
    for (position, regulation) in composer.corpus.regulations().iter().enumerate() {
        let text = composer.text(regulation);
        for (id, _) in regulation.tree.iter() {
            for (range, index) in terms.in_provision(regulation, id, text) {
                let places = uses.entry(index).or_default();
                if !places.iter().any(|(other, known, _)| (*other, *known) == (position, id)) {
                    places.push((position, id, range));
                }
            }
        }
    }
    let mut sorted: Vec<&Term> = glossary.iter().map(|term| &term.value).collect();
    sorted.sort_by(|left, right| left.id.cmp(&right.id));
    let shell = lists::shell(composer, "glossary", INDEX);
    let mut pages = vec![Page::Glossary(GlossaryPage { shell, terms: sorted.into_iter().map(|term| view(composer, term)).collect() })];
    for (index, term) in glossary.iter().enumerate() {
        let places = uses.remove(&index).unwrap_or_default();
        pages.push(Page::Term(Box::new(page(composer, &term.value, places))));
    }
    pages
}

/// The terms that the words of `regulation` use.
pub(in crate::compose) fn of_document(composer: &Composer<'_>, regulation: &Regulation) -> Vec<TermView> {
    let Some(terms) = &composer.terms else { return Vec::new() };
    let text = composer.text(regulation);
    let used: BTreeSet<usize> =
        regulation.tree.iter().flat_map(|(id, _)| terms.in_provision(regulation, id, text)).map(|(_, index)| index).collect();
    let mut found: Vec<&Term> = used.into_iter().map(|index| &terms.terms[index].value).collect();
    found.sort_by(|left, right| left.id.cmp(&right.id));
    found.into_iter().map(|term| view(composer, term)).collect()
}

/// Every term, in the order of the file.
pub(in crate::compose) fn views(composer: &Composer<'_>) -> Vec<TermView> {
    composer.corpus.contents.glossary.iter().map(|term| view(composer, &term.value)).collect()
}

fn page(composer: &Composer<'_>, term: &Term, places: Vec<(usize, ProvisionId, Range<usize>)>) -> TermPage {
    let occurrence_count = places.len();
    let snippets = occurrence_count <= occurrence::MOST_SNIPPETS;
    let found = places.into_iter().map(|(position, id, range)| {
        let regulation = &composer.corpus.regulations()[position];
        (position, move || occurrence::occurrence(composer, regulation, id, snippets.then_some(range)))
    });
    let url = url(term);
    TermPage {
        shell: Shell {
            url: url.clone(),
            title: format!("{} – {}", term.term, composer.strings.get("glossary.title")),
            description: term.definition.clone(),
            section: INDEX.to_owned(),
            breadcrumb: vec![Step::ours(composer.strings.get("glossary.title"), INDEX), Step::theirs(term.term.clone(), url)],
        },
        term: view(composer, term),
        occurrences: occurrence::grouped(composer, found),
        occurrence_count,
    }
}

fn view(composer: &Composer<'_>, term: &Term) -> TermView {
    let binding = term.binding.as_ref();
    TermView {
        term: term.term.clone(),
        url: url(term),
        aliases: term.aliases.clone(),
        definition: term.definition.clone(),
        place: binding.map(|binding| composer.clause(binding)).unwrap_or_default(),
        provision: binding.map(|binding| binding.provision.to_string()).unwrap_or_default(),
        quote: binding.map(|binding| binding.quote.clone()).unwrap_or_default(),
        is_stale: binding.is_some_and(|binding| composer.is_stale(binding)),
        source: guidance::source(term.source.as_deref().unwrap_or_default()),
        scope: term.scope.iter().filter_map(|id| composer.corpus.position(id)).map(|position| composer.document_link(position)).collect(),
    }
}
