//! What a register leaves open: whether the text itself does, or the register does not follow the text. Entry point: [`lint`].

use std::collections::{BTreeMap, BTreeSet};

use crate::content::{DutyRole, Regulation, Timing, Via};
use crate::corpus::Corpus;
use crate::diag::Code;
use crate::duty::{Register, propose};
use crate::law::{Kind, ProvisionId, ProvisionPath};
use crate::link::Links;

/// What is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// The words seem to lay a duty on somebody, and the register has no entry for them.
    MissingDuty,
    /// The text names an actor that no entry of the provision has.
    OtherActor,
    /// "định kỳ" with no period.
    OpenPeriod,
    /// A report, an advice, a coordination: with nobody named.
    NoCounterpart,
    /// Words of a duty, and nobody who has it.
    NoActor,
    /// An organisation that the text names, with neither a duty nor a part in one.
    Idle,
}

impl Gap {
    /// The rule of the editors' manual that explains it.
    pub fn code(self) -> Code {
        match self {
            Self::MissingDuty => Code::MissingDuty,
            Self::OtherActor => Code::OtherActor,
            Self::OpenPeriod => Code::OpenPeriod,
            Self::NoCounterpart => Code::NoCounterpart,
            Self::NoActor => Code::NoActor,
            Self::Idle => Code::IdleOrganisation,
        }
    }
}

/// One thing that is open.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// What.
    pub gap: Gap,
    /// Where.
    pub provision: ProvisionPath,
    /// The words in question, or the names; empty where the provision as a whole is meant.
    pub words: String,
}

/// Everything that is open in `regulation`, which has a register; in order of gap and text.
pub fn lint(corpus: &Corpus, links: &Links, register: &Register, text: &str, regulation: &Regulation) -> Vec<Finding> {
    let lint = Lint { corpus, links, register, regulation };
    let mut findings = lint.unlike(text);
    findings.extend(lint.open());
    findings.extend(lint.idle());
    let order: BTreeMap<&ProvisionPath, usize> = regulation.tree.iter().map(|(id, provision)| (&provision.path, id.index())).collect();
    findings.sort_by_key(|finding| (finding.gap, order.get(&finding.provision).copied()));
    findings
}

struct Lint<'a> {
    corpus: &'a Corpus,
    links: &'a Links,
    register: &'a Register,
    regulation: &'a Regulation,
}

impl Lint<'_> {
    /// Where the register does not follow the text.
    fn unlike(&self, text: &str) -> Vec<Finding> {
        let read = propose(self.corpus, self.links, text, self.regulation);
        let mut findings = Vec::new();
        let mut seen = BTreeSet::new();
        for duty in &read.duties {
            let path = ProvisionPath::new(&duty.provision);
            if self.register.tag(&path).is_some() {
                continue;
            }
            let entries = self.register.of_provision(&path);
            if entries.is_empty() {
                if seen.insert(path.clone()) {
                    findings.push(Finding { gap: Gap::MissingDuty, provision: path, words: duty.quote.clone() });
                }
                continue;
            }
            let has = |actor: &String| entries.iter().any(|index| self.register.get(*index).duty.actors.contains(actor));
            let strange: Vec<&str> = duty
                .actors
                .iter()
                .filter(|actor| duty.via != Via::Heading && self.corpus.organisation(actor).is_some() && !has(actor))
                .map(|actor| self.name(actor))
                .collect();
            if !strange.is_empty() {
                findings.push(Finding { gap: Gap::OtherActor, provision: path, words: strange.join(", ") });
            }
        }
        let orphans = read.orphans.into_iter().filter(|(path, _)| self.register.of_provision(path).is_empty());
        findings.extend(orphans.map(|(provision, words)| Finding { gap: Gap::NoActor, provision, words }));
        findings
    }

    /// What the text itself leaves open.
    fn open(&self) -> Vec<Finding> {
        let own = self.register.duties().iter().filter(|bound| bound.provision.document() == self.regulation.id);
        let mut findings = Vec::new();
        for bound in own {
            let duty = &bound.duty;
            let mut found = |gap| findings.push(Finding { gap, provision: bound.provision.clone(), words: duty.quote.clone() });
            if duty.timing.contains(&Timing::Unspecified) {
                found(Gap::OpenPeriod);
            }
            let asks = matches!(duty.role, DutyRole::Report | DutyRole::Coordinate | DutyRole::Advise);
            if asks && duty.counterparts.is_empty() {
                found(Gap::NoCounterpart);
            }
        }
        findings
    }

    /// Organisations that the text names without giving them anything: one finding each, where each is named first.
    fn idle(&self) -> Vec<Finding> {
        let own = self.register.duties().iter().filter(|bound| bound.provision.document() == self.regulation.id);
        let mut busy: BTreeSet<&str> = BTreeSet::new();
        for bound in own {
            let ids = bound.duty.actors.iter().chain(bound.duty.counterparts.iter().map(|counterpart| &counterpart.organisation));
            for id in ids {
                busy.insert(id);
                busy.extend(self.register.meant(id).iter().map(String::as_str));
            }
        }
        let mut findings = Vec::new();
        let mut seen = BTreeSet::new();
        for (id, provision) in self.regulation.tree.iter().filter(|(id, _)| self.is_body(*id)) {
            for mention in self.links.mentions(self.regulation, id) {
                let named = mention.organisation;
                if !busy.contains(named) && self.is_body_of_its_own(named) && seen.insert(named.to_owned()) {
                    findings.push(Finding { gap: Gap::Idle, provision: provision.path.clone(), words: self.name(named).to_owned() });
                }
            }
        }
        findings
    }

    /// Head, recipients and signature name many who have nothing to do.
    fn is_body(&self, id: ProvisionId) -> bool {
        self.regulation.tree.enclosing(id, Kind::Opening).is_none() && self.regulation.tree.enclosing(id, Kind::Closing).is_none()
    }

    fn is_body_of_its_own(&self, id: &str) -> bool {
        let kind = self.corpus.organisation(id).and_then(|organisation| organisation.kind.as_deref());
        !matches!(kind, Some("people" | "post"))
    }

    fn name<'n>(&'n self, id: &'n str) -> &'n str {
        self.corpus.organisation(id).map_or(id, |organisation| &organisation.name)
    }
}
