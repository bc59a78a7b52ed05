//! What the files of a regulation, and the pages of an organisation, are made of, as a checksum: while it stays, a build need not make them
//! again. Entry points: [`Inputs::new`], [`Inputs::document`], and [`Inputs::reachable`], which is quicker to make and changes more often;
//! [`Inputs::organisation`], [`Inputs::organisations`].
//!
//! Architecture invariant: whatever the files of a regulation show is in its checksum: its own sources, what all regulations share, and of
//! other regulations what a link to them or from them shows. Too much costs time, too little leaves a wrong page: `tests/suite/rebuild.rs` holds
//! builds over an old site against builds from nothing.

use std::collections::BTreeSet;
use std::ops::Range;

use blake3::Hash;
use rayon::prelude::*;

use crate::compose::{Composer, contents, glossary, guidance};
use crate::content::Regulation;
use crate::corpus::Location;
use crate::link::{Citation, Target};
use crate::source::FileId;
use crate::sum::Sum;

/// Files of the content folder that say something of every regulation.
const SHARED: [&str; 3] = ["organisations.yaml", "documents.yaml", "glossary.yaml"];

/// Checksums of a site's parts.
#[derive(Debug)]
pub struct Inputs<'c, 'a> {
    composer: &'c Composer<'a>,
    /// What all regulations share.
    shared: Hash,
    /// What others show of each regulation as a whole.
    faces: Vec<Hash>,
    /// Everything that is not the text of a regulation.
    rest: Hash,
    /// The text of each regulation.
    texts: Vec<Hash>,
    /// The texts of those that lay duties on somebody.
    obliging: Hash,
    /// See [`linked`].
    linked: Vec<Vec<usize>>,
    /// The regulations of which guidance or study material says something; what it shows of others is not in `linked`.
    explained: BTreeSet<&'c str>,
}

impl<'c, 'a> Inputs<'c, 'a> {
    /// Of what `composer` reads, and of the rest that makes a file: program and theme, as `maker`.
    pub fn new(composer: &'c Composer<'a>, maker: &str) -> Self {
        let mut sum = Sum::default();
        sum.data(maker);
        sum.data(&composer.corpus.contents.site);
        sum.data(&composer.with_proposed);
        for name in SHARED {
            sum.data(&composer.sources.find(name).map(|file| &composer.sources.get(file).text));
        }
        sum.data(&glossary::views(composer));
        let shared = sum.finish();
        let faces = || (0..composer.documents()).into_par_iter().map(|index| face(composer, index)).collect();
        let (faces, linked): (Vec<Hash>, _) = rayon::join(faces, || linked(composer));
        let regulations = composer.corpus.regulations();
        let texts: Vec<Hash> = regulations.iter().map(|regulation| composer.sources.get(regulation.file).sum).collect();
        let mut rest = Sum::default();
        rest.hash(&shared);
        rest.hashes(faces.iter());
        let files: BTreeSet<FileId> = regulations.iter().map(|regulation| regulation.file).collect();
        for (_, source) in composer.sources.iter().filter(|(file, _)| !files.contains(file)) {
            rest.text(&source.path);
            rest.hash(&source.sum);
        }
        let about = composer.guidance.keys().chain(composer.notes.keys()).copied().chain(composer.study.keys().map(AsRef::as_ref));
        let explained = about.map(|path| path.split('/').next().unwrap_or_default()).collect();
        let mut obliging = Sum::default();
        let duties = composer.register.duties().iter();
        let documents: BTreeSet<usize> = duties.filter_map(|duty| composer.corpus.position(duty.provision.document())).collect();
        obliging.hashes(documents.iter().map(|index| &texts[*index]));
        let (rest, obliging) = (rest.finish(), obliging.finish());
        Self { composer, shared, faces, rest, texts, obliging, linked, explained }
    }

    /// Of everything of which [`Inputs::document`] could be made: while it stays, so does that. `None` where that is not known.
    pub fn reachable(&self, index: usize) -> Option<Hash> {
        let regulation = &self.composer.corpus.regulations()[index];
        if self.explained.contains(regulation.id.as_str()) {
            return None;
        }
        let mut sum = Sum::default();
        sum.hash(&self.rest);
        sum.hash(&self.faces[index]);
        self.sources(&mut sum, regulation);
        sum.hashes(self.linked[index].iter().map(|other| &self.texts[*other]));
        Some(sum.finish())
    }

    /// Of everything of which the pages of an organisation could be made: what says something of it, or has duties, and all that is no text of a
    /// regulation.
    pub fn organisation(&self, id: &str) -> Hash {
        let mut sum = Sum::default();
        sum.text(id);
        sum.hash(&self.rest);
        sum.hash(&self.obliging);
        self.named_in(&mut sum, id, &self.texts);
        sum.finish()
    }

    /// Of the list of organisations with the provisions that name them.
    pub fn organisations(&self) -> Hash {
        let mut sum = Sum::default();
        sum.hash(&self.rest);
        for organisation in &self.composer.corpus.contents.organisations {
            self.named_in(&mut sum, &organisation.value.id, &self.faces);
        }
        sum.finish()
    }

    /// The provisions that name an organisation, and what is seen `of` each regulation in which they stand.
    fn named_in(&self, sum: &mut Sum, organisation: &str, of: &[Hash]) {
        let places = self.composer.named_in(organisation);
        sum.number(places.len());
        let mut last = None;
        for Location { regulation, provision } in places {
            if last.replace(regulation) != Some(regulation) {
                sum.number(*regulation);
                sum.hash(&of[*regulation]);
            }
            sum.number(provision.index());
        }
    }

    /// Of all files of the regulation at `index`.
    pub fn document(&self, index: usize) -> Hash {
        let composer = self.composer;
        let regulation = &composer.corpus.regulations()[index];
        let mut sum = Sum::default();
        sum.hash(&self.shared);
        sum.hash(&self.faces[index]);
        self.sources(&mut sum, regulation);
        self.links(&mut sum, index);
        for (_, provision) in regulation.tree.iter() {
            let path = provision.path.as_str();
            if composer.guidance.contains_key(path) || composer.notes.contains_key(path) {
                sum.data(&(path, guidance::entries_about(composer, std::iter::once(path))));
                // Every field is in what it is printed as.
                sum.data(&format!("{:?}", composer.notes_on(path)));
            }
            if composer.study.contains_key(path) {
                sum.data(&(path, composer.study_about(std::iter::once(path))));
            }
        }
        sum.finish()
    }

    /// The texts that are the regulation's own.
    fn sources(&self, sum: &mut Sum, regulation: &Regulation) {
        let (id, sources) = (&regulation.id, self.composer.sources);
        sum.hash(&sources.get(regulation.file).sum);
        let own = [format!("duties/{id}.yaml"), format!("sources/{id}.readings.yaml"), format!("sources/{id}.restored.json")];
        for path in own.iter().map(String::as_str).chain(regulation.meta.restored_from.as_deref()) {
            let of_file = sources.find(path).map(|file| &sources.get(file).sum);
            sum.hashes(of_file.into_iter());
        }
    }

    /// What the regulation cites and names, who cites it, and what is shown of both.
    fn links(&self, sum: &mut Sum, index: usize) {
        let (corpus, links) = (self.composer.corpus, self.composer.links);
        let regulation = &corpus.regulations()[index];
        for (id, _) in regulation.tree.iter() {
            self.citations(sum, links.citations(regulation, id));
            for mention in links.mentions(regulation, id) {
                sum.range(mention.range);
                sum.text(mention.organisation);
            }
            sum.text("cited by");
            let cited = Location { regulation: index, provision: id };
            for from in links.cited_by(cited).iter().filter(|from| from.regulation != index) {
                self.citing(sum, *from);
            }
        }
        for lines in [links.basis(regulation), links.replaces(regulation)] {
            sum.data(&lines.len());
            lines.iter().for_each(|line| self.citations(sum, line));
        }
        for other in links.replaced_by(index) {
            self.other(sum, *other);
        }
        for from in links.document_cited_by(index) {
            self.citing(sum, *from);
        }
    }

    fn citations(&self, sum: &mut Sum, citations: &[Citation]) {
        sum.number(citations.len());
        for citation in citations {
            sum.range(&citation.span.range);
            sum.number(citation.outcome as usize);
            sum.text(&citation.units);
            citation.targets.iter().for_each(|target| self.target(sum, target));
        }
    }

    /// What a link to what is cited shows.
    fn target(&self, sum: &mut Sum, target: &Target) {
        match target {
            Target::Provision(location) => self.place(sum, *location),
            Target::Document(index) => self.other(sum, *index),
            Target::Known(index) => sum.data(index),
            Target::Unknown { name } => sum.text(name),
        }
    }

    /// A provision that cites: where it stands, its words, and where among them it cites what.
    fn citing(&self, sum: &mut Sum, from: Location) {
        self.place(sum, from);
        let (regulation, id) = (self.composer.corpus.holding(from), from.provision);
        let pieces: Vec<_> = regulation.tree.get(id).pieces().collect();
        for citation in self.composer.links.citations(regulation, id) {
            // The place in the file moves with every word before it; the place in the provision does not.
            let Range { start, end } = citation.span.range;
            let first = pieces.first().map_or(0, |first| first.start);
            sum.range(&(start.wrapping_sub(first)..end.wrapping_sub(first)));
            citation.targets.iter().for_each(|target| self.target(sum, target));
        }
        let text = self.composer.text(regulation);
        pieces.into_iter().for_each(|piece| sum.text(&text[piece]));
    }

    /// What a link to a provision shows.
    fn place(&self, sum: &mut Sum, location: Location) {
        sum.text(self.composer.corpus.path(location).as_str());
        self.other(sum, location.regulation);
        let regulation = self.composer.corpus.holding(location);
        let text = self.composer.text(regulation);
        for (_, provision) in regulation.tree.ancestors(location.provision) {
            sum.text(provision.label.clone().map_or("", |label| &text[label]));
            sum.number(provision.heading.len());
            match provision.heading.is_empty() {
                true => sum.text(&contents::entry_heading(provision, text)),
                false => provision.heading.iter().for_each(|line| sum.text(&text[line.clone()])),
            }
        }
    }

    /// What is shown of a regulation as a whole.
    fn other(&self, sum: &mut Sum, index: usize) {
        sum.text(self.composer.id(index));
        sum.hash(&self.faces[index]);
    }
}

/// Of each regulation those that it cites or replaces, and those that cite or replace it.
fn linked(composer: &Composer<'_>) -> Vec<Vec<usize>> {
    let (corpus, links) = (composer.corpus, composer.links);
    let mut linked = vec![Vec::new(); composer.documents()];
    for (index, regulation) in corpus.regulations().iter().enumerate() {
        let lines = links.basis(regulation).iter().chain(links.replaces(regulation)).flatten();
        let cited = lines.flat_map(|citation| &citation.targets).filter_map(Target::document);
        // Those of one regulation follow each other.
        let citing = links.document_cited_by(index).chunk_by(|one, other| one.regulation == other.regulation).map(|one| one[0].regulation);
        for other in cited.chain(citing).chain(links.replaced_by(index).iter().copied()) {
            linked[index].push(other);
            linked[other].push(index);
        }
    }
    for one in &mut linked {
        one.sort_unstable();
        one.dedup();
    }
    linked
}

/// What others show of the regulation at `index` wherever they name it, and what its addresses are made of.
fn face(composer: &Composer<'_>, index: usize) -> Hash {
    let regulation = &composer.corpus.regulations()[index];
    let text = composer.text(regulation);
    let mut sum = Sum::default();
    sum.data(&*composer.heads[index]);
    sum.hash(&regulation.shape);
    for (_, provision) in regulation.tree.components() {
        let lines = provision.label.iter().chain(&provision.heading);
        lines.for_each(|line| sum.text(&text[line.clone()]));
    }
    sum.finish()
}
