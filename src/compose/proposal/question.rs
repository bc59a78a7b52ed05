//! Questions of several kinds about duties. Entry point: [`questions`].

use std::collections::BTreeSet;

use serde::Serialize;

use crate::compose::proposal::rivals::Rivals;
use crate::compose::{address, duty as duties_shown};
use crate::content::{EntryStatus, GAP};
use crate::study::shuffled;

/// A question as its file writes it.
#[derive(Serialize)]
pub(super) struct Draft {
    kind: &'static str,
    ask: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    right: Option<Right>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    wrong: Vec<Wrong>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pairs: Vec<Pair>,
    why: String,
    provision: String,
    quote: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<Basis>,
    status: EntryStatus,
}

#[derive(Serialize)]
struct Basis {
    provision: String,
    quote: String,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Right {
    Verdict(bool),
    One(String),
    Many(Vec<String>),
}

#[derive(Serialize)]
struct Wrong {
    text: String,
    why: String,
}

#[derive(Serialize)]
struct Pair {
    left: String,
    right: String,
}

/// How many questions of each kind are asked at most.
const SINGLE_ACTOR: usize = 4;
const SINGLE_DUTY: usize = 3;
const TRUE_FALSE: usize = 4;
const MULTIPLE: usize = 2;
const MATCHING: usize = 2;
const GAPS: usize = 3;
const OPEN: usize = 2;
/// Fewer questions than this are filled up as far as can be.
const LEAST: usize = 10;
/// Wrong answers of a question, and pairs of a matching one.
const WRONG: usize = 3;
const PAIRS: usize = 4;
/// Longest answer, in characters: more cannot be compared at a glance.
const LONGEST: usize = 220;

/// Questions about `duties`; about one organisation where `focus` names it.
pub(super) fn questions(rivals: &Rivals<'_, '_>, duties: &[usize], focus: Option<&str>) -> Vec<Draft> {
    let asker = Asker { rivals, focus };
    let short = duties.iter().copied().filter(|duty| rivals.is_reviewed(*duty) && asker.action(*duty).chars().count() <= LONGEST);
    let short: Vec<usize> = short.collect();
    let certain: Vec<usize> = short.iter().copied().filter(|duty| rivals.is_certain(*duty)).collect();
    let mut all = asker.some(&turned(&certain, 0), SINGLE_ACTOR, |duty, _| asker.single_actor(duty));
    all.extend(asker.some(&turned(&certain, 1), SINGLE_DUTY, |duty, _| asker.single_duty(duty)));
    all.extend(asker.some(&turned(&certain, 2), MULTIPLE, |duty, _| asker.multiple(duty, duties)));
    all.extend(asker.some(&turned(&certain, 3), TRUE_FALSE, |duty, place| asker.true_false(duty, place % 2 == 0)));
    all.extend(asker.matching(&turned(&certain, 4)));
    // What needs no wrong answers can be asked of every name that the text gives, and fills up where little else can be asked.
    let left = LEAST.saturating_sub(all.len());
    all.extend(asker.some(&turned(&short, 1), GAPS.max(left.saturating_sub(OPEN)), |duty, _| asker.gap(duty)));
    let left = LEAST.saturating_sub(all.len());
    all.extend(asker.some(&turned(&short, 2), OPEN.max(left), |duty, _| asker.open(duty, duties)));
    all
}

/// The duties from the `by`th fifth on: each kind begins elsewhere, so that not every question is about the first clauses.
fn turned(duties: &[usize], by: usize) -> Vec<usize> {
    let start = by * duties.len() / 5;
    duties.iter().cycle().skip(start).take(duties.len()).copied().collect()
}

struct Asker<'r, 'a, 'c> {
    rivals: &'r Rivals<'a, 'c>,
    focus: Option<&'r str>,
}

impl Asker<'_, '_, '_> {
    /// The first `count` questions that can be asked, of different clauses and with different words.
    fn some(&self, duties: &[usize], count: usize, mut ask: impl FnMut(usize, usize) -> Option<Draft>) -> Vec<Draft> {
        let mut found: Vec<Draft> = Vec::new();
        let mut clauses = BTreeSet::new();
        for duty in duties {
            if found.len() == count {
                break;
            }
            let clause = &self.rivals.composer.register.get(*duty).provision;
            if clauses.contains(clause) {
                continue;
            }
            if let Some(draft) = ask(*duty, found.len()).filter(|draft| !found.iter().any(|other| other.ask == draft.ask)) {
                clauses.insert(clause);
                found.push(draft);
            }
        }
        found
    }

    fn words(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.rivals.composer.strings.fill(&format!("proposal.{key}"), values)
    }

    /// What is to be done, in one line.
    fn action(&self, duty: usize) -> String {
        self.rivals.composer.register.get(duty).duty.action.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn name(&self, organisation: &str) -> String {
        self.rivals.composer.organisation_link(organisation).label
    }

    /// Who has the duty: the organisation that is asked about, where it is one of them.
    fn actor(&self, duty: usize) -> String {
        let actors = &self.rivals.composer.register.get(duty).duty.actors;
        let focus = actors.iter().find(|actor| Some(actor.as_str()) == self.focus);
        focus.or(actors.first()).cloned().unwrap_or_default()
    }

    fn place(&self, duty: usize) -> String {
        duties_shown::place(self.rivals.composer, duty).label
    }

    fn draft(&self, kind: &'static str, duty: usize, ask: String) -> Draft {
        let bound = self.rivals.composer.register.get(duty);
        let names: Vec<String> = bound.duty.actors.iter().map(|actor| self.name(actor)).collect();
        Draft {
            kind,
            ask,
            right: None,
            wrong: Vec::new(),
            pairs: Vec::new(),
            why: self.words("why", &[("place", &address::sentence_case(&self.place(duty))), ("actors", &names.join(", "))]),
            provision: bound.provision.to_string(),
            quote: bound.duty.quote.clone(),
            also: Vec::new(),
            status: EntryStatus::Proposed,
        }
    }

    /// The clauses and words of `duties`, of which the first is what a draft rests on already.
    fn also(&self, duties: &[usize]) -> Vec<Basis> {
        let bound = duties.iter().skip(1).map(|duty| self.rivals.composer.register.get(*duty));
        bound.map(|bound| Basis { provision: bound.provision.to_string(), quote: bound.duty.quote.clone() }).collect()
    }

    /// An organisation that is a wrong answer, and a duty of its own.
    fn wrong_actor(&self, organisation: &str, own: usize) -> Wrong {
        let name = address::sentence_case(&self.name(organisation));
        let why = self.words("why_wrong", &[("name", &name), ("place", &self.place(own)), ("action", &self.action(own))]);
        Wrong { text: name, why }
    }

    /// A duty that is a wrong answer, and whose it is.
    fn wrong_duty(&self, duty: usize) -> Wrong {
        let owner = self.rivals.composer.register.get(duty).duty.actors.first().cloned().unwrap_or_default();
        Wrong { text: self.action(duty), ..self.wrong_actor(&owner, duty) }
    }

    fn single_actor(&self, duty: usize) -> Option<Draft> {
        let others = self.rivals.other_actors(duty, WRONG)?;
        let ask = self.words("ask_actor", &[("place", &self.place(duty)), ("action", &self.action(duty))]);
        let mut draft = self.draft("single", duty, ask);
        draft.right = Some(Right::One(address::sentence_case(&self.name(&self.actor(duty)))));
        draft.wrong = others.into_iter().map(|(id, own)| self.wrong_actor(&id, own)).collect();
        Some(draft)
    }

    fn single_duty(&self, duty: usize) -> Option<Draft> {
        let actor = self.actor(duty);
        let others = self.rivals.other_duties(&actor, WRONG, &self.action(duty))?;
        let ask = self.words("ask_duty", &[("place", &self.place(duty)), ("name", &self.name(&actor))]);
        let mut draft = self.draft("single", duty, ask);
        draft.right = Some(Right::One(self.action(duty)));
        draft.wrong = others.into_iter().map(|other| self.wrong_duty(other)).collect();
        Some(draft)
    }

    fn multiple(&self, duty: usize, duties: &[usize]) -> Option<Draft> {
        let register = &self.rivals.composer.register;
        let actor = self.actor(duty);
        let same = |other: &&usize| {
            register.get(**other).duty.actors.contains(&actor)
                && register.get(**other).provision == register.get(duty).provision
                && self.action(**other).chars().count() <= LONGEST
        };
        let mut own: Vec<usize> = duties.iter().filter(same).copied().collect();
        own.dedup_by_key(|other| self.action(*other));
        own.truncate(WRONG);
        if own.len() < 2 {
            return None;
        }
        let others = self.rivals.other_duties(&actor, 2, &format!("{duty}"))?;
        let ask = self.words("ask_duties", &[("place", &self.place(duty)), ("name", &self.name(&actor))]);
        let mut draft = self.draft("multiple", own[0], ask);
        draft.also = self.also(&own);
        draft.right = Some(Right::Many(own.into_iter().map(|own| self.action(own)).collect()));
        draft.wrong = others.into_iter().map(|other| self.wrong_duty(other)).collect();
        Some(draft)
    }

    fn true_false(&self, duty: usize, is_right: bool) -> Option<Draft> {
        let other = if is_right { None } else { Some(self.rivals.other_actors(duty, 1)?.swap_remove(0).0) };
        let name = address::sentence_case(&self.name(&other.unwrap_or_else(|| self.actor(duty))));
        let ask = self.words("ask_whether", &[("name", &name), ("action", &self.action(duty)), ("place", &self.place(duty))]);
        let mut draft = self.draft("true-false", duty, ask);
        draft.right = Some(Right::Verdict(is_right));
        Some(draft)
    }

    /// Organisations and duties of which each fits one only.
    fn matching(&self, duties: &[usize]) -> Vec<Draft> {
        let mut found = Vec::new();
        let mut rest: Vec<usize> = shuffled(duties.len(), "matching").into_iter().map(|place| duties[place]).collect();
        while found.len() < MATCHING {
            // Whether a set can be completed depends on where it begins.
            let sets = (0..rest.len()).map(|start| self.apart(rest[start..].iter().chain(&rest[..start])));
            let Some(chosen) = sets.into_iter().find(|set| set.len() >= WRONG) else { break };
            rest.retain(|duty| !chosen.contains(duty));
            let places: Vec<String> =
                chosen.iter().map(|duty| format!("{}: {}", self.name(&self.actor(*duty)), self.place(*duty))).collect();
            let mut draft = self.draft("matching", chosen[0], self.words("ask_match", &[]));
            draft.pairs = chosen
                .iter()
                .map(|duty| Pair { left: address::sentence_case(&self.name(&self.actor(*duty))), right: self.action(*duty) })
                .collect();
            draft.why = self.words("why_match", &[("places", &places.join("; "))]);
            draft.also = self.also(&chosen);
            found.push(draft);
        }
        found
    }

    /// The first duties of which no two could belong to the same body.
    fn apart<'d>(&self, duties: impl Iterator<Item = &'d usize>) -> Vec<usize> {
        let mut chosen: Vec<usize> = Vec::new();
        for duty in duties {
            let actor = self.actor(*duty);
            let alone = |other: &usize| !self.rivals.could_have(&self.actor(*other), *duty) && !self.rivals.could_have(&actor, *other);
            if chosen.len() < PAIRS && chosen.iter().all(alone) {
                chosen.push(*duty);
            }
        }
        chosen
    }

    /// The words of a duty with a name in it left out.
    fn gap(&self, duty: usize) -> Option<Draft> {
        let composer = self.rivals.composer;
        let bound = composer.register.get(duty);
        let (regulation, id) = composer.corpus.provision(&bound.provision)?;
        let text = composer.text(regulation);
        let inside = |range: &std::ops::Range<usize>| bound.quote.start <= range.start && range.end <= bound.quote.end;
        let mention = composer.links.mentions(regulation, id).find(|mention| inside(mention.range))?;
        let (range, quote) = (mention.range.clone(), bound.quote.clone());
        let written = &text[range.clone()];
        // A name that comes again would give the answer away.
        if text[quote.clone()].matches(written).count() != 1 || text[quote.clone()].contains(GAP) {
            return None;
        }
        let sentence = format!("{}{GAP}{}", &text[quote.start..range.start], &text[range.end..quote.end]);
        let sentence = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
        let ask = self.words("ask_gap", &[("place", &address::sentence_case(&self.place(duty))), ("sentence", &sentence)]);
        let mut draft = self.draft("gap", duty, ask);
        let mut accepted = vec![written.split_whitespace().collect::<Vec<_>>().join(" ")];
        accepted.extend(composer.corpus.organisation(mention.organisation).map(|organisation| organisation.name.clone()));
        accepted.dedup();
        draft.why = self.words("why_gap", &[("place", &address::sentence_case(&self.place(duty))), ("answer", &accepted[0])]);
        draft.right = Some(Right::Many(accepted));
        Some(draft)
    }

    fn open(&self, duty: usize, duties: &[usize]) -> Option<Draft> {
        let register = &self.rivals.composer.register;
        let actor = self.actor(duty);
        let same = |other: &&usize| {
            register.get(**other).provision == register.get(duty).provision && register.get(**other).duty.actors.contains(&actor)
        };
        let own: Vec<usize> = duties.iter().filter(same).copied().collect();
        let points: Vec<String> = own.iter().map(|own| format!("- {}", super::markdown(&self.action(*own)))).collect();
        if points.len() < 2 {
            return None;
        }
        let ask = self.words("ask_open", &[("place", &self.place(duty)), ("name", &self.name(&actor))]);
        let mut draft = self.draft("open", own[0], ask);
        draft.also = self.also(&own);
        draft.right = Some(Right::One(points.join("\n")));
        Some(draft)
    }
}
