//! Edges in both directions: what a provision cites and names, what cites it, where an organisation is named.
//! Entry points: [`link_one`], [`collect`].

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::hash::Hash;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::content::Regulation;
use crate::corpus::Corpus;
use crate::diag::{Code, Diagnostic, Parsed};
use crate::law::{Block, Provision, ProvisionId, ProvisionPath, Role};
use crate::link::citation::{self, Citation, Outcome, Target};
use crate::link::mention::{self, Mention};
use crate::link::vocabulary::Vocabulary;
use crate::source::{FileId, Source, Sources, Span};

/// The name of an organisation: bytes of the file, and the place of the organisation in the registry.
type Named = (Range<usize>, usize);

/// What one regulation cites and names.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Linked {
    citations: Vec<(ProvisionId, Vec<Citation>)>,
    mentions: Vec<(ProvisionId, Vec<Named>)>,
    basis: Vec<Vec<Citation>>,
    replaces: Vec<Vec<Citation>>,
    diagnostics: Vec<Diagnostic>,
}

impl Linked {
    /// The same, found in `file`.
    #[must_use]
    pub fn in_file(mut self, file: FileId) -> Self {
        let lines = self.basis.iter_mut().chain(&mut self.replaces);
        let citations = self.citations.iter_mut().map(|(_, citations)| citations).chain(lines).flatten();
        citations.for_each(|citation| citation.span.file = file);
        self.diagnostics = self.diagnostics.into_iter().map(|diagnostic| diagnostic.in_file(file)).collect();
        self
    }
}

/// Every link of a site.
#[derive(Debug, Default)]
pub struct Links {
    citations: FxHashMap<ProvisionPath, Vec<Citation>>,
    mentions: FxHashMap<ProvisionPath, Vec<Mention>>,
    basis: FxHashMap<String, Vec<Vec<Citation>>>,
    replaces: FxHashMap<String, Vec<Vec<Citation>>>,
    /// In order: what stands in a provision follows it.
    cited_by: BTreeMap<ProvisionPath, Vec<ProvisionPath>>,
    document_cited_by: FxHashMap<String, Vec<ProvisionPath>>,
    replaced_by: FxHashMap<String, Vec<String>>,
    known_cited_by: FxHashMap<usize, Vec<ProvisionPath>>,
    mentioned_in: FxHashMap<String, Vec<(usize, ProvisionId)>>,
}

impl Links {
    /// The citations in the words of a provision, in order, none overlapping another.
    pub fn citations(&self, provision: &ProvisionPath) -> &[Citation] {
        self.citations.get(provision).map_or(&[], Vec::as_slice)
    }

    /// The organisations named in the words of a provision, in order; none overlaps another. Inside a citation only its issuer is one.
    pub fn mentions(&self, provision: &ProvisionPath) -> &[Mention] {
        self.mentions.get(provision).map_or(&[], Vec::as_slice)
    }

    /// The citations in each line of `basis` of a regulation's front matter.
    pub fn basis(&self, regulation: &str) -> &[Vec<Citation>] {
        self.basis.get(regulation).map_or(&[], Vec::as_slice)
    }

    /// The citations in each line of `replaces` of a regulation's front matter.
    pub fn replaces(&self, regulation: &str) -> &[Vec<Citation>] {
        self.replaces.get(regulation).map_or(&[], Vec::as_slice)
    }

    /// The regulations whose front matter says that they replace this one, by id.
    pub fn replaced_by(&self, regulation: &str) -> &[String] {
        self.replaced_by.get(regulation).map_or(&[], Vec::as_slice)
    }

    /// The provisions that cite exactly this one, in reading order.
    pub fn cited_by(&self, provision: &ProvisionPath) -> &[ProvisionPath] {
        self.cited_by.get(provision).map_or(&[], Vec::as_slice)
    }

    /// What cites a provision or a unit in it: the unit and the citing provision.
    pub fn cited_within<'l>(&'l self, provision: &'l ProvisionPath) -> impl Iterator<Item = (&'l ProvisionPath, &'l ProvisionPath)> {
        let below = self.cited_by.range(provision.clone()..).take_while(|(target, _)| target.as_str().starts_with(provision.as_str()));
        below
            .filter(move |(target, _)| *target == provision || target.below(provision).is_some())
            .flat_map(|(target, citing)| citing.iter().map(move |from| (target, from)))
    }

    /// The provisions that cite a regulation as a whole, or one of its provisions, from outside it; in reading order.
    pub fn document_cited_by(&self, regulation: &str) -> &[ProvisionPath] {
        self.document_cited_by.get(regulation).map_or(&[], Vec::as_slice)
    }

    /// The provisions that cite the document with this index in `documents.yaml`.
    pub fn known_cited_by(&self, document: usize) -> &[ProvisionPath] {
        self.known_cited_by.get(&document).map_or(&[], Vec::as_slice)
    }

    /// The provisions that name an organisation, in reading order: of each the place of its regulation in the corpus, and its own in that.
    pub fn mentioned_in(&self, organisation: &str) -> &[(usize, ProvisionId)] {
        self.mentioned_in.get(organisation).map_or(&[], Vec::as_slice)
    }

    /// Every provision that cites something, with its citations, in order of the paths.
    pub fn iter(&self) -> impl Iterator<Item = (&ProvisionPath, &[Citation])> {
        let mut all: Vec<_> = self.citations.iter().map(|(path, citations)| (path, citations.as_slice())).collect();
        all.sort_unstable_by_key(|(path, _)| *path);
        all.into_iter()
    }
}

/// Links the regulation with index `regulation`; independent of the others, so that they can be done in parallel.
pub fn link_one(corpus: &Corpus, vocabulary: &Vocabulary, regulation: usize, sources: &Sources) -> Linked {
    let held = &corpus.regulations()[regulation];
    let source = sources.get(held.file);
    let reading = citation::read(corpus, vocabulary, regulation, source);
    let mut linked = Linked { diagnostics: reading.diagnostics, ..Linked::default() };
    linked.citations.extend(reading.citations);
    linked.mentions = mentions(held, vocabulary, source, &linked.citations);
    let lines = |lines: &[String]| lines.iter().map(|line| citation::front_matter(corpus, vocabulary, regulation, source, line)).collect();
    linked.basis = lines(&held.meta.basis);
    linked.replaces = lines(&held.meta.replaces);
    unknown_documents(&mut linked);
    linked
}

fn mentions(
    held: &Regulation,
    vocabulary: &Vocabulary,
    source: &Source,
    cited: &[(ProvisionId, Vec<Citation>)],
) -> Vec<(ProvisionId, Vec<Named>)> {
    let mut all = Vec::new();
    let mut cited = cited.iter().peekable();
    for (id, provision) in held.tree.iter() {
        let citations = cited.next_if(|(citing, _)| *citing == id).map_or(&[][..], |(_, citations)| citations.as_slice());
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
        if !found.is_empty() {
            all.push((id, found));
        }
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
    let body = linked.citations.iter().flat_map(|(_, citations)| citations);
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
pub fn collect(corpus: &Corpus, linked: Vec<Linked>) -> Parsed<Links> {
    let mut links = Links::default();
    let mut diagnostics = mention::check(corpus);
    let (mut citations, mut mentions) = (Vec::with_capacity(linked.len()), Vec::with_capacity(linked.len()));
    let organisations: Vec<Arc<str>> = corpus.contents.organisations.iter().map(|one| Arc::from(one.value.id.as_str())).collect();
    for (regulation, one) in corpus.regulations().iter().zip(linked) {
        diagnostics.extend(one.diagnostics);
        citations.push((regulation, one.citations));
        mentions.push(one.mentions);
        for citation in one.replaces.iter().flatten().filter(|citation| citation.outcome == Outcome::Resolved) {
            for target in &citation.targets {
                if let Target::Document(id) = target {
                    enter(&mut links.replaced_by, id.as_str(), &regulation.id);
                }
            }
        }
        links.basis.insert(regulation.id.clone(), one.basis);
        links.replaces.insert(regulation.id.clone(), one.replaces);
    }
    let Links { cited_by, document_cited_by, known_cited_by, .. } = &mut links;
    let cite = || {
        // Put in order when all are there: the place of each would be looked for among thousands of long paths.
        let mut cited = FxHashMap::default();
        let mut all = FxHashMap::with_capacity_and_hasher(citations.iter().map(|(_, some)| some.len()).sum(), Default::default());
        for (regulation, some) in citations {
            for (id, found) in some {
                let from = &regulation.tree.get(id).path;
                for target in found.iter().flat_map(|citation| &citation.targets) {
                    match target {
                        Target::Provision(path) => enter(&mut cited, path, from),
                        Target::Known(document) => enter(known_cited_by, document, from),
                        Target::Document(_) | Target::Unknown { .. } => {}
                    }
                    // A document that says "Luật này" does not cite itself.
                    if let Some(document) = target.document().filter(|document| *document != from.document()) {
                        enter(document_cited_by, document, from);
                    }
                }
                all.insert(from.clone(), found);
            }
        }
        *cited_by = cited.into_iter().collect();
        all
    };
    let name = || {
        let mut mentioned_in = vec![Vec::new(); organisations.len()];
        let mut all = FxHashMap::with_capacity_and_hasher(mentions.iter().map(Vec::len).sum(), Default::default());
        for ((index, regulation), some) in corpus.regulations().iter().enumerate().zip(mentions) {
            for (id, found) in some {
                let mention = |(range, place): Named| {
                    let places = &mut mentioned_in[place];
                    if places.last() != Some(&(index, id)) {
                        places.push((index, id));
                    }
                    Mention { span: Span::new(regulation.file, range), organisation: organisations[place].clone() }
                };
                let found: Vec<Mention> = found.into_iter().map(mention).collect();
                all.insert(regulation.tree.get(id).path.clone(), found);
            }
        }
        (all, organisations.iter().map(ToString::to_string).zip(mentioned_in).collect())
    };
    (links.citations, (links.mentions, links.mentioned_in)) = rayon::join(cite, name);
    Parsed { value: links, diagnostics }
}

/// Enters `from` once; all of its edges come one after the other.
fn enter<K: Hash + Eq + Borrow<Q>, Q: Hash + Eq + ToOwned<Owned = K> + ?Sized, V: PartialEq + Clone>(
    edges: &mut FxHashMap<K, Vec<V>>,
    to: &Q,
    from: &V,
) {
    if let Some(list) = edges.get_mut(to) {
        if list.last() != Some(from) {
            list.push(from.clone());
        }
    } else {
        edges.insert(to.to_owned(), vec![from.clone()]);
    }
}
