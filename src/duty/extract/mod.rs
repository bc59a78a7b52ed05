//! Reads a register of duties out of the words of a regulation. Entry point: [`propose`].
//!
//! A provision is cut into sentences and these at their semicolons; each piece has a subject of its own or takes that of the
//! sentence before it, of the sentence that introduces its list, or of the heading of its Điều. Nothing here is certain:
//! everything is a proposal with a confidence, for a person to confirm.

mod lexicon;
mod opening;
mod predicate;
mod sentence;
mod when;

use std::ops::Range;

use crate::content::{Duty, DutyRole, EntryStatus, Modality, Regulation, Via};
use crate::corpus::Corpus;
use crate::duty::extract::lexicon::Modal;
use crate::duty::extract::opening::{Name, Opening, open};
use crate::law::{Block, Kind, Provision, ProvisionId, ProvisionPath, Role};
use crate::link::{self, Links};

/// Most words of an action.
const MOST_WORDS: usize = 24;

/// Who acts, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Actors {
    ids: Vec<String>,
    via: Option<Via>,
    modal: Option<Modal>,
}

/// What was read out of a regulation.
#[derive(Clone, Debug, Default)]
pub struct Proposal {
    /// The duties, in order of the text.
    pub duties: Vec<Duty>,
    /// Words of a duty that nobody has: the provision and the words.
    pub orphans: Vec<(ProvisionPath, String)>,
}

/// The duties that the words of `regulation` seem to lay on somebody, in order of the text.
///
/// Actors are ids of the registry; a subject that it does not hold is the slug of its words.
pub fn propose(corpus: &Corpus, links: &Links, text: &str, regulation: &Regulation) -> Proposal {
    let reader = Reader { corpus, links, text, regulation };
    let mut read = Proposal::default();
    for (id, provision) in regulation.tree.iter() {
        if matches!(provision.kind, Kind::Opening | Kind::Closing | Kind::Component | Kind::Form) || reader.is_attached(id) {
            continue;
        }
        reader.provision(id, provision, &mut read);
    }
    read
}

struct Reader<'a> {
    corpus: &'a Corpus,
    links: &'a Links,
    text: &'a str,
    regulation: &'a Regulation,
}

impl Reader<'_> {
    /// Whether a provision stands in a form.
    fn is_attached(&self, id: ProvisionId) -> bool {
        self.regulation.tree.ancestors(id).any(|(_, outer)| outer.kind == Kind::Form)
    }

    fn provision(&self, id: ProvisionId, provision: &Provision, read: &mut Proposal) {
        let context = self.context(id);
        let introduces = !provision.children.is_empty();
        for block in &provision.blocks {
            let Block::Paragraph { range, role: Role::Body } = block else { continue };
            let words = &self.text[range.clone()];
            if introduces && words.trim_end().ends_with(':') {
                continue;
            }
            self.paragraph(provision, range, &context, read);
        }
    }

    /// The actors that a provision without subject of its own has: of the sentence that introduces it, or of the heading.
    fn context(&self, id: ProvisionId) -> Actors {
        for (_, provision) in self.regulation.tree.ancestors(id).skip(1) {
            if let Some(range) = introduction(provision, self.text) {
                let (flat, names) = self.read(provision, &range);
                let sentence = sentence::sentences(&self.text[range.clone()]).into_iter().next_back();
                if let Some(opening) = sentence.and_then(|part| open(&flat, &part, &names))
                    && (!opening.subjects.is_empty() || opening.unknown.is_some())
                {
                    let actors = self.actors(&opening, &range);
                    return Actors { via: Some(Via::Heading), ..actors };
                }
                if let Some(actors) = introduced(&flat, &names) {
                    return actors;
                }
            }
            if provision.kind == Kind::Article {
                return self.heading(provision);
            }
        }
        Actors::default()
    }

    /// The actors that the heading of a Điều names: "Trách nhiệm của X", "X, Y", "Quyền và trách nhiệm của X trong …".
    fn heading(&self, article: &Provision) -> Actors {
        let (Some(first), Some(last)) = (article.heading.first(), article.heading.last()) else { return Actors::default() };
        let range = first.start..last.end;
        let (flat, names) = self.read(article, &range);
        let start = ["của ", "thuộc "]
            .iter()
            .filter(|_| ["trách nhiệm", "nhiệm vụ", "quyền", "thẩm quyền", "chức năng"].iter().any(|words| flat.starts_with(words)))
            .filter_map(|word| flat.find(word).map(|at| at + word.len()))
            .min()
            .unwrap_or(0);
        let start = ["các ", "mọi "]
            .iter()
            .find(|word| flat[start..].starts_with(**word))
            .map_or(start, |word| if names.iter().any(|(name, _)| name.start == start) { start } else { start + word.len() });
        let end = [" trong ", " đối với ", " về ", " khi "]
            .iter()
            .filter_map(|word| flat[start..].find(word))
            .min()
            .map_or(flat.len(), |at| start + at);
        if !names.iter().any(|(name, _)| name.start == start) {
            return Actors::default();
        }
        let ids = names.iter().filter(|(name, _)| name.start >= start && name.start < end).map(|(_, id)| id.clone()).collect();
        Actors { ids, via: Some(Via::Heading), modal: None }
    }

    /// A stretch of the file in lower case, and the names in it, in bytes of the stretch.
    fn read(&self, provision: &Provision, range: &Range<usize>) -> (String, Vec<Name>) {
        let found = self.corpus.provision(&provision.path);
        let mentions = found.into_iter().flat_map(|(regulation, id)| self.links.mentions(regulation, id));
        let inside = mentions.filter(|mention| range.start <= mention.range.start && mention.range.end <= range.end);
        let names =
            inside.map(|mention| (mention.range.start - range.start..mention.range.end - range.start, mention.organisation.to_owned()));
        (link::flatten(&self.text[range.clone()]), names.collect())
    }

    fn paragraph(&self, provision: &Provision, range: &Range<usize>, context: &Actors, read: &mut Proposal) {
        let (flat, names) = self.read(provision, range);
        let mut actors = context.clone();
        for sentence in sentence::sentences(&self.text[range.clone()]) {
            let mut circumstance = String::new();
            for (index, piece) in pieces(&flat, &sentence, &names).into_iter().enumerate() {
                let opening = &piece.opening;
                if !opening.subjects.is_empty() || opening.unknown.is_some() {
                    actors = self.actors(opening, range);
                    circumstance = flat[sentence.start..opening.predicate].to_owned();
                } else if opening.modal != Modal::None {
                    actors.modal = Some(opening.modal);
                }
                if index == 0 && circumstance.is_empty() {
                    circumstance = flat[sentence.start..opening.predicate].to_owned();
                }
                if actors.ids.is_empty() {
                    read.orphans.push((provision.path.clone(), self.words(range, opening.predicate..piece.end)));
                } else {
                    read.duties.push(self.duty(
                        provision,
                        range,
                        &Clause { flat: &flat, names: &names, piece: &piece },
                        &actors,
                        &circumstance,
                    ));
                }
            }
        }
    }

    fn duty(&self, provision: &Provision, range: &Range<usize>, clause: &Clause<'_>, actors: &Actors, circumstance: &str) -> Duty {
        let Clause { flat, names, piece: Piece { opening, end } } = clause;
        let roles = predicate::roles(flat, opening.verb, *end, names);
        Duty {
            provision: provision.path.to_string(),
            action: action(&self.text[range.start + opening.verb..range.start + end]),
            quote: self.words(range, opening.predicate..*end),
            actors: actors.ids.clone(),
            via: actors.via.unwrap_or(Via::Subject),
            role: roles.first().copied().unwrap_or(DutyRole::Carry),
            also: roles.iter().skip(1).copied().collect(),
            modality: match actors.modal {
                Some(Modal::May) => Modality::Power,
                Some(Modal::Can) => Modality::Permission,
                Some(Modal::MustNot) => Modality::Prohibition,
                _ => Modality::Obligation,
            },
            counterparts: predicate::counterparts(flat, &(opening.predicate..*end), names, &actors.ids)
                .into_iter()
                .filter(|counterpart| !self.is_people(&counterpart.organisation))
                .collect(),
            timing: when::timing(&format!("{circumstance} {}", &flat[opening.predicate..*end])),
            status: EntryStatus::Proposed,
            confidence: Some(confidence(actors.via, roles.first().copied())),
        }
    }

    fn is_people(&self, id: &str) -> bool {
        self.corpus.organisation(id).is_some_and(|organisation| organisation.kind.as_deref() == Some("people"))
    }

    fn words(&self, range: &Range<usize>, part: Range<usize>) -> String {
        let part = sentence::trim(&self.text[range.clone()], part);
        self.text[range.start + part.start..range.start + part.end].split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn actors(&self, opening: &Opening, range: &Range<usize>) -> Actors {
        let mut ids = Vec::new();
        for id in &opening.subjects {
            if !ids.contains(id) {
                ids.push(id.clone());
            }
        }
        if let Some(words) = &opening.unknown {
            ids.push(quyche_text::slug(&self.text[range.start + words.start..range.start + words.end]));
        }
        let kind = ids.first().and_then(|id| self.corpus.organisation(id)).and_then(|organisation| organisation.kind.as_deref());
        let via = match kind {
            Some("group") => Via::Group,
            Some("relative") => Via::Relative,
            _ => Via::Subject,
        };
        Actors { ids, via: Some(via), modal: Some(opening.modal).filter(|modal| *modal != Modal::None) }
    }
}

/// The paragraph by which a provision introduces the units in it: its last, if it ends with a colon.
fn introduction(provision: &Provision, text: &str) -> Option<Range<usize>> {
    match provision.blocks.last()? {
        Block::Paragraph { range, role: Role::Body } if text[range.clone()].trim_end().ends_with(':') => Some(range.clone()),
        _ => None,
    }
}

/// "Quyền và trách nhiệm của X:", "X có các nhiệm vụ sau:" — the names of a sentence that introduces a list but has no verb that is known.
fn introduced(flat: &str, names: &[Name]) -> Option<Actors> {
    let starts = ["quyền", "trách nhiệm", "nhiệm vụ"].iter().any(|words| flat.starts_with(words));
    let modal = if flat.starts_with("quyền") && !flat.starts_with("quyền và trách nhiệm") { Some(Modal::May) } else { None };
    let (name, id) = names.first()?;
    (name.start == 0 || starts).then(|| Actors { ids: vec![id.clone()], via: Some(Via::Heading), modal })
}

/// "Phối hợp với X trong hoạt động giám sát; tiếp xúc cử tri; …": what follows the semicolons is a list of nouns.
fn is_noun_list(predicate: &str) -> bool {
    predicate.starts_with("phối hợp với") && predicate.find(" trong ").is_some_and(|at| !predicate[..at].contains(','))
        || predicate.starts_with("phối hợp với") && predicate.contains(" trong hoạt động ")
}

/// A stretch of a sentence that lays one duty on somebody.
struct Piece {
    opening: Opening,
    end: usize,
}

/// A piece in its paragraph.
struct Clause<'a> {
    flat: &'a str,
    names: &'a [Name],
    piece: &'a Piece,
}

/// The duties of a sentence: one for each segment that has a predicate. What has none, or belongs to a list of nouns, stays with the
/// one before it; "… và định kỳ …" begins a duty of its own.
fn pieces(flat: &str, sentence: &Range<usize>, names: &[Name]) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    let mut is_list = false;
    for part in sentence::segments(&flat[sentence.clone()]) {
        let part = sentence.start + part.start..sentence.start + part.end;
        let opening = open(flat, &part, names).filter(|opening| !is_list || !opening.subjects.is_empty());
        match (opening, found.last_mut()) {
            (Some(opening), _) => {
                is_list = is_noun_list(&flat[opening.verb..part.end]);
                let rest = periodic_tail(flat, opening.verb, part.end, names);
                let end = rest.as_ref().map_or(part.end, |rest| sentence::trim(flat, opening.predicate..rest.predicate - " và ".len()).end);
                found.push(Piece { opening, end });
                found.extend(rest.map(|opening| Piece { opening, end: part.end }));
            }
            (None, Some(last)) => last.end = part.end,
            (None, None) => {}
        }
    }
    found
}

/// The predicate after "và định kỳ": "theo dõi … việc thực hiện Quy chế này và định kỳ báo cáo …".
fn periodic_tail(flat: &str, verb: usize, end: usize, names: &[Name]) -> Option<Opening> {
    let at = flat[verb..end].find(" và định kỳ ").map(|found| verb + found + " và ".len())?;
    open(flat, &(at..end), names).filter(|opening| opening.subjects.is_empty() && opening.predicate == at)
}

/// In how many of a hundred proposals of this kind actors and main role were those that a person had written, in the two chapters of
/// `tests/corpus` (73 proposals, nothing tuned on them): 11 of 18, 21 of 41, 7 of 14.
fn confidence(via: Option<Via>, role: Option<DutyRole>) -> u8 {
    match (via, role) {
        (Some(Via::Heading), Some(DutyRole::Carry) | None) => 61,
        (Some(Via::Heading), Some(_)) => 51,
        _ => 50,
    }
}

/// The first words of a predicate, with a capital.
fn action(predicate: &str) -> String {
    let words: Vec<&str> = predicate.split_whitespace().collect();
    let cut = words.len() > MOST_WORDS;
    let mut text = words.iter().take(MOST_WORDS).copied().collect::<Vec<_>>().join(" ");
    text = text.trim_end_matches([',', ';', '.', ':']).to_owned();
    if cut {
        text.push_str(" …");
    }
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Bytes of the coordinated verbs at the start of `quote`: "Hướng dẫn, kiểm tra, giám sát"; 0 where it begins otherwise.
pub fn leading_verbs(quote: &str) -> usize {
    let flat = link::flatten(quote);
    let mut end = 0;
    let mut at = 0;
    while let Some((length, _)) = lexicon::verb_at(&flat[at..]) {
        end = at + length;
        let rest = &flat[end..];
        let Some(tail) = [", ", " và "].iter().find_map(|sign| rest.strip_prefix(sign)) else { break };
        at = flat.len() - tail.len();
    }
    end
}
