//! What the links say of a text: marks in its words, what it cites, who cites it, whom it names.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::Serialize;

use crate::compose::{Composer, address, contents, head, occurrence, organisation_url};
use crate::content::{KnownDocument, Organisation, Regulation};
use crate::corpus::Location;
use crate::law::{Kind, Provision, ProvisionId, ProvisionPath};
use crate::link::{Citation, Outcome, Target};
use crate::page::{CitedDocument, Link, Mark, MarkKind, OccurrenceGroup};

/// One citation as data.
#[derive(Serialize, schemars::JsonSchema)]
pub(in crate::compose) struct CitationData<'a> {
    provision: &'a str,
    text: &'a str,
    outcome: &'static str,
    targets: Vec<String>,
}

impl<'a> Composer<'a> {
    /// The doubtful readings, citations and mentions in a provision's own words, in bytes of the file, sorted, without
    /// overlaps: what is in doubt comes before what it cites, and that before whom it names,
    /// and that before the terms it uses.
    pub(in crate::compose) fn marks(&self, regulation: &Regulation, id: ProvisionId) -> Vec<Mark> {
        let mut marks = self.doubts(regulation, id);
        let citations = self.links.citations(regulation, id).iter();
        add_free(&mut marks, citations.filter_map(|citation| Some((&citation.span.range, self.citation_mark(citation)?))));
        let mentions = self.links.mentions(regulation, id);
        let named = mentions.filter_map(|mention| Some((mention.range, self.corpus.organisation(mention.organisation)?)));
        let kind =
            |organisation: &Organisation| MarkKind::Mention { href: organisation_url(&organisation.id), title: organisation.name.clone() };
        add_free(&mut marks, named.map(|(range, organisation)| (range, kind(organisation))));
        if let Some(terms) = &self.terms {
            let found = terms.in_provision(regulation, id, self.text(regulation));
            add_free(&mut marks, found.iter().map(|(range, index)| (range, terms.mark(*index))));
        }
        marks.sort_by_key(|mark| mark.range.start);
        marks
    }

    /// A link where the citation leads somewhere for certain; words about it where the document is known but not held.
    fn citation_mark(&self, citation: &Citation) -> Option<MarkKind> {
        match citation.targets.first()? {
            _ if matches!(citation.outcome, Outcome::Ambiguous | Outcome::Broken) => None,
            Target::Provision(location) => {
                let (regulation, id) = (self.corpus.holding(*location), location.provision);
                let text = self.text(regulation);
                let heading = contents::entry_heading(regulation.tree.get(id), text);
                let place = self.places.place(regulation, id, text);
                let title = if heading.is_empty() { place } else { format!("{place}. {heading}") };
                Some(MarkKind::Citation { href: address::url(regulation, id), title })
            }
            Target::Document(index) => {
                let title = self.heads[*index].title.clone();
                Some(MarkKind::Citation { href: format!("/{}/", self.id(*index)), title })
            }
            Target::Known(document) => {
                let known = &self.corpus.contents.documents.get(*document)?.value;
                let title = self.known_name(known);
                Some(match &known.link {
                    Some(link) if link.starts_with("https://") => MarkKind::Citation { href: link.clone(), title },
                    _ => MarkKind::CitationUnlinked { title },
                })
            }
            Target::Unknown { .. } => None,
        }
    }

    fn known_name(&self, known: &KnownDocument) -> String {
        let kind = self.places.document_type(&known.document_type);
        let number = known.number.clone().unwrap_or_default();
        let title = known.title.clone().or_else(|| known.names.first().cloned()).unwrap_or_default();
        let named = title.to_lowercase().starts_with(&kind.to_lowercase());
        let words = [if named { "" } else { kind.as_str() }, number.as_str(), title.as_str()];
        words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The organisations named in `ids`, in the order of the text, each once with the provisions that name it.
    pub(in crate::compose) fn organisations_in(
        &self,
        regulation: &Regulation,
        ids: impl IntoIterator<Item = ProvisionId>,
    ) -> Vec<(&'a str, Vec<ProvisionId>)> {
        let mut found: Vec<(&'a str, Vec<ProvisionId>)> = Vec::new();
        for id in ids {
            for mention in self.links.mentions(regulation, id) {
                match found.iter_mut().find(|(organisation, _)| *organisation == mention.organisation) {
                    Some((_, places)) if places.last() == Some(&id) => {}
                    Some((_, places)) => places.push(id),
                    None => found.push((mention.organisation, vec![id])),
                }
            }
        }
        found
    }

    /// The provisions that name an organisation.
    pub(in crate::compose) fn named_in(&self, organisation: &str) -> &'a [Location] {
        self.links.mentioned_in(organisation)
    }

    /// The provisions that name `organisation`, by document, each with the words around the name.
    pub(in crate::compose) fn naming(&self, organisation: &Organisation) -> Vec<OccurrenceGroup> {
        let places = self.named_in(&organisation.id);
        let snippets = places.len() <= occurrence::MOST_SNIPPETS;
        let found = places.iter().map(|location| {
            let (regulation, id) = (self.corpus.holding(*location), location.provision);
            let name = move || {
                let named = self.links.mentions(regulation, id).find(|mention| *mention.organisation == *organisation.id);
                named.map(|mention| mention.range.clone())
            };
            (location.regulation, move || occurrence::occurrence(self, regulation, id, if snippets { name() } else { None }))
        });
        occurrence::grouped(self, found)
    }

    /// The provisions that cite this one, as links.
    pub(in crate::compose) fn citing(&self, regulation: &Regulation, id: ProvisionId) -> Vec<Link> {
        let cited = Location { regulation: self.corpus.index(regulation), provision: id };
        let link = |citing: &Location| {
            let (regulation, id) = (self.corpus.holding(*citing), citing.provision);
            let place = self.places.place(regulation, id, self.text(regulation));
            let number = if citing.regulation == cited.regulation { None } else { regulation.meta.number.as_deref() };
            Link::new(number.map_or_else(|| place.clone(), |number| format!("{place}, {number}")), address::url(regulation, id))
        };
        self.links.cited_by(cited).iter().map(link).collect()
    }

    /// The provisions outside a unit that cite it or something in it.
    pub(in crate::compose) fn cited_by_units(&self, regulation: &Regulation, ids: &[ProvisionId]) -> Vec<OccurrenceGroup> {
        let index = self.corpus.index(regulation);
        let own: BTreeSet<Location> = ids.iter().map(|id| Location { regulation: index, provision: *id }).collect();
        let mut citing: BTreeMap<Location, Location> = BTreeMap::new();
        for cited in &own {
            for from in self.links.cited_by(*cited).iter().filter(|from| !own.contains(from)) {
                citing.entry(*from).or_insert(*cited);
            }
        }
        let found = citing.into_iter().map(|(from, cited)| {
            let words = self.words_citing(from, |target| *target == Target::Provision(cited));
            (from.regulation, move || occurrence::occurrence(self, self.corpus.holding(from), from.provision, words))
        });
        occurrence::grouped(self, found.collect::<Vec<_>>())
    }

    /// The words of a provision that cite what is `wanted`.
    fn words_citing(&self, from: Location, wanted: impl Fn(&Target) -> bool) -> Option<Range<usize>> {
        let citations = self.links.citations(self.corpus.holding(from), from.provision);
        citations.iter().find(|citation| citation.targets.iter().any(&wanted)).map(|citation| citation.span.range.clone())
    }

    /// Provisions of other documents that cite the regulation at `index` or something in it.
    pub(in crate::compose) fn cited_by_others(&self, index: usize) -> Vec<OccurrenceGroup> {
        let found = self.links.document_cited_by(index).iter().map(|from| {
            let words = self.words_citing(*from, |target| target.document() == Some(index));
            (from.regulation, move || occurrence::occurrence(self, self.corpus.holding(*from), from.provision, words))
        });
        occurrence::grouped(self, found.collect::<Vec<_>>())
    }

    /// Other documents cited in `ids`, each once with the places that cite it.
    pub(in crate::compose) fn cited_documents(&self, regulation: &Regulation, ids: &[ProvisionId]) -> Vec<CitedDocument> {
        let mut cited: Vec<(CitedDocument, String)> = Vec::new();
        for id in ids {
            for citation in self.links.citations(regulation, *id) {
                for target in &citation.targets {
                    let Some((key, document)) = self.cited(regulation, citation, target) else { continue };
                    let place = Link::new(self.places.place(regulation, *id, self.text(regulation)), address::url(regulation, *id));
                    match cited.iter_mut().find(|(_, other)| *other == key) {
                        Some((known, _)) if known.places.last() == Some(&place) => {}
                        Some((known, _)) => known.places.push(place),
                        None => cited.push((CitedDocument { places: vec![place], ..document }, key)),
                    }
                }
            }
        }
        cited.into_iter().map(|(document, _)| document).collect()
    }

    /// Documents cited in the units of a text; its basis, which has a list of its own, left out.
    pub(in crate::compose) fn cited_elsewhere(&self, regulation: &Regulation, ids: &[ProvisionId]) -> Vec<CitedDocument> {
        let inner: Vec<ProvisionId> = ids.iter().copied().filter(|id| regulation.tree.get(*id).kind != Kind::Opening).collect();
        self.cited_documents(regulation, &inner)
    }

    fn cited(&self, regulation: &Regulation, citation: &Citation, target: &Target) -> Option<(String, CitedDocument)> {
        match target {
            _ if matches!(citation.outcome, Outcome::Ambiguous | Outcome::Broken) => None,
            Target::Provision(Location { regulation: index, .. }) | Target::Document(index) => {
                (*index != self.corpus.index(regulation)).then(|| (self.id(*index).to_owned(), self.held(*index)))
            }
            Target::Known(document) => Some((format!("#{document}"), self.known(*document)?)),
            Target::Unknown { name } => Some((format!("?{name}"), CitedDocument { label: name.clone(), ..CitedDocument::default() })),
        }
    }

    fn held(&self, index: usize) -> CitedDocument {
        let head = &self.heads[index];
        CitedDocument {
            label: head::name(&self.places, head),
            title: head.title.clone(),
            url: head.url.clone(),
            status: Some(head.status),
            ..CitedDocument::default()
        }
    }

    fn known(&self, index: usize) -> Option<CitedDocument> {
        let known = &self.corpus.contents.documents.get(index)?.value;
        let link = known.link.clone().filter(|link| link.starts_with("https://"));
        Some(CitedDocument {
            label: self.known_name(known),
            external: link.is_some(),
            url: link.unwrap_or_default(),
            status: Some(known.status),
            ..CitedDocument::default()
        })
    }

    /// Documents as the front matter writes them, each line with where it leads.
    pub(in crate::compose) fn written(&self, regulation: &Regulation, lines: &[String], citations: &[Vec<Citation>]) -> Vec<CitedDocument> {
        let found = |place: usize| {
            let citation = citations.get(place)?.first()?;
            let (_, document) = self.cited(regulation, citation, citation.targets.first()?)?;
            Some(document)
        };
        let line = |(place, words): (usize, &String)| CitedDocument {
            label: words.clone(),
            title: String::new(),
            ..found(place).unwrap_or_default()
        };
        lines.iter().enumerate().map(line).collect()
    }

    /// Held documents that say they replace the regulation at `index`.
    pub(in crate::compose) fn replaced_by(&self, index: usize) -> Vec<CitedDocument> {
        self.links.replaced_by(index).iter().map(|other| self.held(*other)).collect()
    }

    /// Every citation of a document, as data.
    pub(in crate::compose) fn citation_data(&self, regulation: &'a Regulation) -> Vec<CitationData<'a>> {
        let text = self.text(regulation);
        let of_one =
            |(id, provision): (_, &'a Provision)| self.links.citations(regulation, id).iter().map(|citation| (&provision.path, citation));
        let citations = regulation.tree.iter().flat_map(of_one);
        let data = |(path, citation): (&'a ProvisionPath, &Citation)| CitationData {
            provision: path.as_str(),
            text: &text[citation.span.range.clone()],
            outcome: outcome(citation.outcome),
            targets: citation.targets.iter().map(|target| self.target(target, &citation.units)).collect(),
        };
        citations.map(data).collect()
    }

    /// A target as data: an address, or the name of a document outside the site with `#` and the units of the provision.
    fn target(&self, target: &Target, units: &str) -> String {
        let name = match target {
            Target::Provision(location) => return self.corpus.path(*location).to_string(),
            Target::Document(index) => return self.id(*index).to_owned(),
            Target::Known(document) => {
                let known = self.corpus.contents.documents.get(*document);
                known.map(|known| self.known_name(&known.value)).unwrap_or_default()
            }
            Target::Unknown { name } => name.clone(),
        };
        if units.is_empty() { name } else { format!("{name}#{units}") }
    }
}

/// Adds the marks that overlap none that is there.
fn add_free<'r>(marks: &mut Vec<Mark>, more: impl Iterator<Item = (&'r Range<usize>, MarkKind)>) {
    for (range, kind) in more {
        if marks.iter().all(|mark| range.end <= mark.range.start || mark.range.end <= range.start) {
            marks.push(Mark { range: range.clone(), kind });
        }
    }
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Resolved => "resolved",
        Outcome::ExternalKnown => "external-known",
        Outcome::ExternalUnknown => "external-unknown",
        Outcome::Ambiguous => "ambiguous",
        Outcome::Broken => "broken",
    }
}
