//! Edges in both directions: what a provision cites and names, what cites it, where an organisation is named.
//! Entry points: [`link_one`], [`collect`].

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::content::Regulation;
use crate::corpus::{Corpus, Location};
use crate::diag::{Code, Diagnostic, Parsed};
use crate::law::{Block, Provision, ProvisionId, ProvisionPath, Role};
use crate::link::citation::{self, Citation, Outcome, Target};
use crate::link::found::Found;
use crate::link::mention::{self, Mention};
use crate::link::vocabulary::Vocabulary;
use crate::source::{FileId, Source, Sources, Span};

/// The name of an organisation: bytes of the file, and the place of the organisation in the registry.
type Named = (Range<usize>, usize);

/// What one regulation cites and names.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Linked {
    citations: Found<Citation>,
    mentions: Found<Named>,
    basis: Vec<Vec<Citation>>,
    replaces: Vec<Vec<Citation>>,
    diagnostics: Vec<Diagnostic>,
}

impl Linked {
    /// The same, found in `file`.
    #[must_use]
    pub fn in_file(mut self, file: FileId) -> Self {
        let lines = self.basis.iter_mut().chain(&mut self.replaces);
        self.citations.all_mut().iter_mut().chain(lines.flatten()).for_each(|citation| citation.span.file = file);
        self.diagnostics = self.diagnostics.into_iter().map(|diagnostic| diagnostic.in_file(file)).collect();
        self
    }
}

/// Every link of a site.
#[derive(Debug, Default)]
pub struct Links {
    /// What each regulation cites and names, in the order of the corpus.
    linked: Vec<Linked>,
    /// The place of each regulation there, by its file.
    places: FxHashMap<FileId, usize>,
    /// The ids of the organisations in the order of the registry.
    organisations: Vec<String>,
    cited_by: FxHashMap<Location, Vec<Location>>,
    document_cited_by: Vec<Vec<Location>>,
    replaced_by: Vec<Vec<usize>>,
    mentioned_in: FxHashMap<String, Vec<Location>>,
}

impl Links {
    /// What a regulation cites and names.
    fn of(&self, regulation: &Regulation) -> Option<&Linked> {
        self.places.get(&regulation.file).map(|place| &self.linked[*place])
    }

    /// The citations in the words of a provision, in order, none overlapping another.
    pub fn citations(&self, regulation: &Regulation, provision: ProvisionId) -> &[Citation] {
        self.of(regulation).map_or(&[], |linked| linked.citations.of(provision))
    }

    /// The organisations named in the words of a provision, in order; none overlaps another. Inside a citation only its issuer is one.
    pub fn mentions(&self, regulation: &Regulation, provision: ProvisionId) -> impl Iterator<Item = Mention<'_>> {
        let named = self.of(regulation).map_or(&[][..], |linked| linked.mentions.of(provision));
        named.iter().map(|(range, place)| Mention { range, organisation: &self.organisations[*place] })
    }

    /// The ids of the organisations that a regulation names, each once.
    pub fn named(&self, regulation: &Regulation) -> BTreeSet<&str> {
        let named = self.of(regulation).into_iter().flat_map(|linked| linked.mentions.all());
        let mut places: Vec<usize> = named.map(|(_, place)| *place).collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|place| self.organisations[place].as_str()).collect()
    }

    /// The citations in each line of `basis` of a regulation's front matter.
    pub fn basis(&self, regulation: &Regulation) -> &[Vec<Citation>] {
        self.of(regulation).map_or(&[], |linked| &linked.basis)
    }

    /// The citations in each line of `replaces` of a regulation's front matter.
    pub fn replaces(&self, regulation: &Regulation) -> &[Vec<Citation>] {
        self.of(regulation).map_or(&[], |linked| &linked.replaces)
    }

    /// The regulations whose front matter says that they replace the one at this place of the corpus, by their places there.
    pub fn replaced_by(&self, regulation: usize) -> &[usize] {
        self.replaced_by.get(regulation).map_or(&[], Vec::as_slice)
    }

    /// The provisions that cite exactly this one, in reading order.
    pub fn cited_by(&self, provision: Location) -> &[Location] {
        self.cited_by.get(&provision).map_or(&[], Vec::as_slice)
    }

    /// The provisions that cite the regulation at this place of the corpus as a whole, or one of its provisions, from outside it; in reading order.
    pub fn document_cited_by(&self, regulation: usize) -> &[Location] {
        self.document_cited_by.get(regulation).map_or(&[], Vec::as_slice)
    }

    /// The provisions that name an organisation, in reading order.
    pub fn mentioned_in(&self, organisation: &str) -> &[Location] {
        self.mentioned_in.get(organisation).map_or(&[], Vec::as_slice)
    }

    /// Every provision that cites something, with its citations, in the order of the corpus.
    pub fn iter<'l>(&'l self, corpus: &'l Corpus) -> impl Iterator<Item = (&'l ProvisionPath, &'l [Citation])> {
        let of_one = |regulation: &'l Regulation| {
            let citations = self.of(regulation).into_iter().flat_map(|linked| linked.citations.iter());
            citations.map(|(id, found)| (&regulation.tree.get(id).path, found))
        };
        corpus.regulations().iter().flat_map(of_one)
    }
}

/// Links the regulation with index `regulation`; independent of the others, so that they can be done in parallel.
pub fn link_one(corpus: &Corpus, vocabulary: &Vocabulary, regulation: usize, sources: &Sources) -> Linked {
    let held = &corpus.regulations()[regulation];
    let source = sources.get(held.file);
    let reading = citation::read(corpus, vocabulary, regulation, source);
    let mentions = mentions(held, vocabulary, source, &reading.citations);
    let mut linked = Linked { citations: reading.citations, mentions, diagnostics: reading.diagnostics, ..Linked::default() };
    let lines = |lines: &[String]| lines.iter().map(|line| citation::front_matter(corpus, vocabulary, regulation, source, line)).collect();
    linked.basis = lines(&held.meta.basis);
    linked.replaces = lines(&held.meta.replaces);
    unknown_documents(&mut linked);
    linked
}

fn mentions(held: &Regulation, vocabulary: &Vocabulary, source: &Source, cited: &Found<Citation>) -> Found<Named> {
    let mut all = Found::default();
    let mut cited = cited.iter().peekable();
    for (id, provision) in held.tree.iter() {
        let citations = cited.next_if(|(citing, _)| *citing == id).map_or(&[][..], |(_, citations)| citations);
        let mut found = Vec::new();
        for range in readable(provision) {
            for (name, organisation) in vocabulary.organisations.find(&source.text[range.clone()]) {
                let name = name.start + range.start..name.end + range.start;
                let free = citations.iter().all(|citation| citation.span.range.end <= name.start || citation.span.range.start >= name.end);
                // A law may be called after a body ("Luật Mặt trận Tổ quốc Việt Nam"); the issuer of a document is named.
                let issuer = source.text[..name.start].ends_with("của ");
                if free || issuer {
                    found.push((name, organisation));
                }
            }
        }
        all.extend(id, found);
    }
    all
}

/// The words of a provision in which names count: headings and text, recipients too, not the head of the document.
fn readable(provision: &Provision) -> Vec<Range<usize>> {
    let heading = provision.heading.first().zip(provision.heading.last()).map(|(first, last)| first.start..last.end);
    let blocks = provision.blocks.iter().flat_map(|block| match block {
        Block::Paragraph { role: Role::Head, .. } => Vec::new(),
        Block::Paragraph { range, .. } => vec![range.clone()],
        Block::Table { rows } => rows.iter().flatten().cloned().collect(),
    });
    heading.into_iter().chain(blocks).collect()
}

/// One warning for every document that is neither held nor listed, at its first citation.
fn unknown_documents(linked: &mut Linked) {
    let mut seen: BTreeMap<&str, (usize, &Span)> = BTreeMap::new();
    let body = linked.citations.all().iter();
    for citation in body.chain(linked.basis.iter().chain(&linked.replaces).flatten()) {
        for target in &citation.targets {
            if let Target::Unknown { name } = target {
                seen.entry(name).or_insert((0, &citation.span)).0 += 1;
            }
        }
    }
    let warnings: Vec<Diagnostic> = seen
        .into_iter()
        .map(|(name, (count, span))| {
            let times = if count == 1 { String::from("once") } else { format!("{count} times") };
            let message = format!("`{name}` is cited {times} but is neither held nor in `documents.yaml`");
            Diagnostic::warning(Code::UnknownDocument, span.clone(), message)
                .hint("add it to `documents.yaml` with its number, type, issuer and date, and its link if there is one")
        })
        .collect();
    linked.diagnostics.extend(warnings);
}

/// Puts the regulations' links together; `linked` is in the order of the corpus.
pub fn collect(corpus: &Corpus, mut linked: Vec<Linked>) -> Parsed<Links> {
    let mut diagnostics = mention::check(corpus);
    diagnostics.reserve(linked.iter().map(|one| one.diagnostics.len()).sum());
    diagnostics.extend(linked.iter_mut().flat_map(|one| std::mem::take(&mut one.diagnostics)));
    let regulations = corpus.regulations();
    let mut replaced_by = vec![Vec::new(); regulations.len()];
    for (from, one) in linked.iter().enumerate() {
        for citation in one.replaces.iter().flatten().filter(|citation| citation.outcome == Outcome::Resolved) {
            for target in &citation.targets {
                if let Target::Document(to) = target {
                    enter(&mut replaced_by[*to], from);
                }
            }
        }
    }
    let each_target = || {
        let citing = linked
            .iter()
            .enumerate()
            .flat_map(|(regulation, one)| one.citations.iter().map(move |(provision, found)| (Location { regulation, provision }, found)));
        citing.flat_map(|(from, found)| found.iter().flat_map(|citation| &citation.targets).map(move |target| (from, target)))
    };
    let cited_by = || {
        let mut cited_by: FxHashMap<Location, Vec<Location>> = FxHashMap::default();
        for (from, target) in each_target() {
            if let Target::Provision(to) = target {
                enter(cited_by.entry(*to).or_default(), from);
            }
        }
        cited_by
    };
    let document_cited_by = || {
        let mut cited_by = vec![Vec::new(); regulations.len()];
        for (from, target) in each_target() {
            // A document that says "Luật này" does not cite itself.
            if let Some(to) = target.document().filter(|to| *to != from.regulation) {
                enter(&mut cited_by[to], from);
            }
        }
        cited_by
    };
    let organisations: Vec<String> = corpus.contents.organisations.iter().map(|one| one.value.id.clone()).collect();
    let mentioned_in = || {
        let mut mentioned_in = vec![Vec::new(); organisations.len()];
        for (regulation, one) in linked.iter().enumerate() {
            for (provision, found) in one.mentions.iter() {
                for (_, organisation) in found {
                    enter(&mut mentioned_in[*organisation], Location { regulation, provision });
                }
            }
        }
        organisations.iter().cloned().zip(mentioned_in).collect()
    };
    let (cited_by, (document_cited_by, mentioned_in)) = rayon::join(cited_by, || rayon::join(document_cited_by, mentioned_in));
    let places = regulations.iter().map(|regulation| regulation.file).zip(0..).collect();
    let links = Links { linked, places, organisations, cited_by, document_cited_by, replaced_by, mentioned_in };
    Parsed { value: links, diagnostics }
}

/// Enters `from` once; all of its edges to one end come one after the other.
fn enter<T: PartialEq>(edges: &mut Vec<T>, from: T) {
    if edges.last() != Some(&from) {
        edges.push(from);
    }
}
