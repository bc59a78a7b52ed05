//! The citations of one regulation, resolved. Entry points: [`read`], [`front_matter`].

use std::ops::Range;

use crate::corpus::Corpus;
use crate::diag::Diagnostic;
use crate::law::{Block, Kind, Provision, ProvisionId, Role};
use crate::link::citation::document::{self, Known, Short};
use crate::link::citation::ground::{self, Frame, Piece};
use crate::link::citation::name::{self, Names};
use crate::link::citation::resolve::{self, Meant, Place};
use crate::link::citation::scan;
use crate::link::citation::text::Text;
use crate::link::citation::verdict::{self, Verdict};
use crate::link::citation::{Citation, Holder, Target};
use crate::link::found::Found;
use crate::link::vocabulary::Vocabulary;
use crate::source::{FileId, Source, Span};

/// What reading one regulation gives.
#[derive(Debug, Default)]
pub(in crate::link) struct Reading {
    pub(in crate::link) citations: Found<Citation>,
    pub(in crate::link) diagnostics: Vec<Diagnostic>,
}

/// Reads the regulation with index `regulation`, whose file is `source`.
pub(in crate::link) fn read(corpus: &Corpus, vocabulary: &Vocabulary, regulation: usize, source: &Source) -> Reading {
    let held = &corpus.regulations()[regulation];
    let pieces: Vec<(ProvisionId, Range<usize>, bool)> = held
        .tree
        .iter()
        .flat_map(|(id, provision)| words(provision).into_iter().map(move |(range, heading)| (id, range, heading)))
        .collect();
    let local = local_names(vocabulary, &held.meta.basis, pieces.iter().map(|(_, range, _)| &source.text[range.clone()]));
    let known = Known { names: &vocabulary.names, local: &local };
    let mut reading = Reading::default();
    let Some((_, first, _)) = pieces.first() else { return reading };
    let root = held.tree.iter().next().map(|(id, _)| id);
    let Some(root) = root.filter(|_| first.start < source.text.len()) else { return reading };
    let mut frame = frame(Place { corpus, vocabulary, regulation, provision: root }, known, source);
    let mut quotes = 0;
    let mut last = None;
    for (id, range, heading) in pieces {
        // What is quoted may go on over đoạn; no numbered unit stands in a quotation.
        if last.replace(id) != Some(id) && held.tree.get(id).kind != Kind::Paragraph {
            quotes = 0;
        }
        let raw = &source.text[range.clone()];
        let text = Text::new(raw);
        let scanned = scan::scan(&text, known);
        if !scanned.documents.is_empty() || !scanned.groups.is_empty() {
            let place = Place { corpus, vocabulary, regulation, provision: id };
            let meant: Vec<Meant> = scanned.documents.iter().map(|written| meaning(place, written, &text, quotes)).collect();
            let piece = Piece { text: &text, scanned: &scanned, meant: &meant, heading, quotes };
            let verdicts = verdict::judge(place, &frame, &piece);
            frame.learn(place, &piece);
            keep(&mut reading, place, held.file, range.start, verdicts);
        }
        quotes = (quotes + text.quotes(raw.len()).open).max(0);
    }
    reading
}

/// What a written document is; inside a quotation "Luật này" is the law that is quoted.
fn meaning(place: Place<'_>, written: &document::Written, text: &Text<'_>, quotes: i32) -> Meant {
    let quoted = quotes + text.quotes(written.range.start).open > 0;
    match resolve::document(place, written) {
        Meant::Own(_) if quoted && written.reference == document::Reference::This => Meant::Several,
        meant => meant,
    }
}

fn keep(reading: &mut Reading, place: Place<'_>, file: FileId, offset: usize, verdicts: Vec<Verdict>) {
    let mut citations = Vec::with_capacity(verdicts.len());
    for verdict in verdicts {
        let span = Span::new(file, verdict.range.start + offset..verdict.range.end + offset);
        let (citation, diagnostic) = verdict.at(span);
        reading.diagnostics.extend(diagnostic);
        citations.push(citation);
    }
    reading.citations.extend(place.provision, citations);
}

/// The runs of a provision's words that are read as one, and whether each is the heading.
fn words(provision: &Provision) -> Vec<(Range<usize>, bool)> {
    let heading = provision.heading.first().zip(provision.heading.last()).map(|(first, last)| (first.start..last.end, true));
    let blocks = provision.blocks.iter().flat_map(|block| match block {
        // "Nơi nhận: Như Điều 3" and the note of adoption cite too.
        Block::Paragraph { role: Role::Head, .. } => Vec::new(),
        Block::Paragraph { range, .. } => vec![range.clone()],
        Block::Table { rows } => rows.iter().flatten().cloned().collect(),
    });
    heading.into_iter().chain(blocks.map(|range| (range, false))).collect()
}

/// Names that a document's basis spells out, and short forms it introduces.
fn local_names<'t>(vocabulary: &Vocabulary, basis: &'t [String], texts: impl Iterator<Item = &'t str>) -> Names<Short> {
    let none = Names::new(Vec::new(), false);
    let known = Known { names: &vocabulary.names, local: &none };
    let mut names: Vec<(String, Short)> = Vec::new();
    for raw in texts.chain(basis.iter().map(String::as_str)) {
        let may_define = raw.contains("gọi") || raw.contains("viết");
        let may_name = raw.contains("ăn cứ");
        if may_define || may_name {
            let text = Text::new(raw);
            names.extend(name::from_basis(&text).into_iter().map(|name| (name.to_owned(), None)));
            names.extend(document::short_forms(&text, known));
        }
    }
    // A name that is known anyway would hide who bears it.
    names.retain(|(name, _)| vocabulary.names.find(&Text::new(name)).iter().all(|found| found.range.len() < name.len()));
    Names::new(names, false)
}

/// What the title and the shape of a document say about units without a document.
fn frame(place: Place<'_>, known: Known<'_, Holder>, source: &Source) -> Frame {
    let held = &place.corpus.regulations()[place.regulation];
    let blocks = held.tree.iter().take(2).flat_map(|(_, provision)| &provision.blocks);
    let titles = blocks.filter_map(|block| match block {
        Block::Paragraph { range, role: Role::Title } => Some(&source.text[range.clone()]),
        _ => None,
    });
    let mut foreign: Vec<Meant> = Vec::new();
    let mut amending = false;
    for title in held.meta.title.as_deref().into_iter().chain(titles) {
        let text = Text::new(title);
        amending |= text.flat.contains("sửa đổi");
        for written in document::find(&text, known) {
            let meant = resolve::document(place, &written);
            if meant.is_foreign() && !foreign.contains(&meant) {
                foreign.push(meant);
            }
        }
    }
    let amending = amending && !foreign.is_empty();
    let subject = if foreign.len() == 1 { foreign.pop() } else { None };
    Frame::new(subject, ground::without_articles(place), amending)
}

/// The citations in `line`, a line of the front matter of regulation `regulation`, whose file is `source`.
pub(in crate::link) fn front_matter(
    corpus: &Corpus,
    vocabulary: &Vocabulary,
    regulation: usize,
    source: &Source,
    line: &str,
) -> Vec<Citation> {
    let held = &corpus.regulations()[regulation];
    let Some((root, _)) = held.tree.iter().next() else { return Vec::new() };
    let local = local_names(vocabulary, &[], std::iter::empty());
    let place = Place { corpus, vocabulary, regulation, provision: root };
    let text = Text::new(line);
    let scanned = scan::scan(&text, Known { names: &vocabulary.names, local: &local });
    let meant: Vec<Meant> = scanned.documents.iter().map(|written| resolve::document(place, written)).collect();
    let piece = Piece { text: &text, scanned: &scanned, meant: &meant, heading: false, quotes: 0 };
    // A basis cites other documents; units without a document would be guessed at.
    let verdicts = verdict::judge(place, &Frame::closed(), &piece);
    let own = |target: &Target| matches!(target, Target::Provision(location) if location.regulation == regulation);
    let offset = source.text[..held.body.start].find(line);
    let span = |range: Range<usize>| match offset {
        Some(offset) => Span::new(held.file, range.start + offset..range.end + offset),
        // YAML may write the line otherwise than it reads.
        None => Span::new(held.file, 0..0),
    };
    let foreign = verdicts.into_iter().filter(|verdict| !verdict.targets.iter().any(own));
    foreign
        .map(|verdict| {
            let at = span(verdict.range.clone());
            verdict.at(at).0
        })
        .collect()
}
