//! Who or what could be taken for the right answer and is not. Entry point: [`Rivals`].
//!
//! Architecture invariant: an answer is called wrong only where no duty of the register, no group, no counterpart, no organ of the
//! organisation and no name in the clause could make it right; where that leaves too few, the question is not asked.

use std::collections::{BTreeMap, BTreeSet};

use crate::compose::Composer;
use crate::content::EntryStatus;
use crate::duty::word_pairs;
use crate::study::shuffled;

/// Two duties could mean the same when they have this share of the word pairs of the shorter one in common, or the second share of its
/// pairs that are not common to the whole register ("công tác dân vận").
const SHARES: (f64, f64) = (0.6, 0.34);
/// A pair that stands in more than this share of all duties is common; in three or fewer it never is.
const COMMON: f64 = 0.05;

/// Looks for wrong answers.
pub(super) struct Rivals<'a, 'c> {
    pub(super) composer: &'a Composer<'c>,
    /// Word pairs of every duty's action.
    pairs: Vec<BTreeSet<(String, String)>>,
    /// Those of them that are not common.
    rare: Vec<BTreeSet<(String, String)>>,
    /// Duties of names that could mean anybody: groups without members.
    open: Vec<usize>,
}

impl<'a, 'c> Rivals<'a, 'c> {
    pub(super) fn new(composer: &'a Composer<'c>) -> Self {
        let duties = composer.register.duties();
        let pairs: Vec<BTreeSet<(String, String)>> = duties.iter().map(|bound| word_pairs(&bound.duty.action)).collect();
        let mut times: BTreeMap<&(String, String), usize> = BTreeMap::new();
        for pair in pairs.iter().flatten() {
            *times.entry(pair).or_default() += 1;
        }
        let most = (COMMON * duties.len() as f64).max(3.0);
        let rare = pairs.iter().map(|own| own.iter().filter(|pair| times[pair] as f64 <= most).cloned().collect()).collect();
        let mut rivals = Self { composer, pairs, rare, open: Vec::new() };
        rivals.open = (0..duties.len()).filter(|index| duties[*index].duty.actors.iter().any(|actor| rivals.is_open(actor))).collect();
        rivals
    }

    /// Whether a name could mean anybody: people, a group or a name that depends on the level, whose members nobody has listed, or a
    /// group with such a group in it ("các cấp, ngành").
    pub(super) fn is_open(&self, organisation: &str) -> bool {
        let meant = self.composer.register.meant(organisation);
        match self.kind(organisation) {
            Some("people") => true,
            Some("relative") => meant.is_empty(),
            Some("group") => {
                meant.is_empty()
                    || meant.iter().any(|member| self.kind(member) == Some("group") && self.composer.register.meant(member).is_empty())
            }
            _ => false,
        }
    }

    fn kind(&self, organisation: &str) -> Option<&'a str> {
        self.composer.corpus.organisation(organisation).and_then(|organisation| organisation.kind.as_deref())
    }

    /// Whether a person has reviewed whose duty this is.
    pub(super) fn is_reviewed(&self, duty: usize) -> bool {
        let duty = &self.composer.register.get(duty).duty;
        duty.status == EntryStatus::Reviewed && !duty.actors.is_empty()
    }

    /// Whether it is certain whose duty this is and whose it is not.
    pub(super) fn is_certain(&self, duty: usize) -> bool {
        self.is_reviewed(duty) && !self.composer.register.get(duty).duty.actors.iter().any(|actor| self.is_open(actor))
    }

    /// Whether two names could mean one body: they are one, one means the other, or both mean a third. Two
    /// members of one group are two bodies.
    fn are_related(&self, one: &str, two: &str) -> bool {
        !self.bodies(one).is_disjoint(&self.bodies(two))
    }

    fn bodies(&self, organisation: &str) -> BTreeSet<&str> {
        let meant = self.composer.register.meant(organisation).iter().map(String::as_str);
        let own = self.composer.corpus.organisation(organisation).map(|organisation| organisation.id.as_str());
        own.into_iter().chain(meant).collect()
    }

    /// Whether `organ` is part of a body that `organisation` means: what it does could be said to be done by that body.
    fn is_organ_of(&self, organ: &str, organisation: &str) -> bool {
        let bodies = self.bodies(organisation);
        let mut seen = BTreeSet::new();
        let mut parent = self.composer.corpus.organisation(organ).and_then(|organ| organ.parent.as_deref());
        while let Some(id) = parent.filter(|id| seen.insert(*id)) {
            if bodies.contains(id) {
                return true;
            }
            parent = self.composer.corpus.organisation(id).and_then(|outer| outer.parent.as_deref());
        }
        false
    }

    /// Whether two duties could mean the same work.
    fn are_alike(&self, one: usize, two: usize) -> bool {
        let shared = |sets: &[BTreeSet<(String, String)>], share: f64| {
            let common = sets[one].intersection(&sets[two]).count();
            common > 0 && common as f64 >= share * sets[one].len().min(sets[two].len()) as f64
        };
        one == two || self.composer.register.alike(one).contains(&two) || shared(&self.pairs, SHARES.0) || shared(&self.rare, SHARES.1)
    }

    /// Whether `organisation` could be said to have the duty too.
    pub(super) fn could_have(&self, organisation: &str, duty: usize) -> bool {
        let bound = self.composer.register.get(duty);
        let others = bound.duty.counterparts.iter().map(|counterpart| &counterpart.organisation);
        let mut named = bound.duty.actors.iter().chain(others);
        if self.is_open(organisation)
            || named.any(|name| self.are_related(organisation, name))
            || bound.duty.actors.iter().any(|actor| self.is_organ_of(actor, organisation))
            || self.is_named(organisation, duty)
        {
            return true;
        }
        let register = &self.composer.register;
        let names = std::iter::once(organisation).chain(register.meant(organisation).iter().map(String::as_str));
        let own = names.flat_map(|name| register.acting(name)).map(|(index, _)| index);
        own.chain(self.open.iter().copied()).any(|other| self.are_alike(duty, other))
    }

    /// Whether the clause, or a unit around it, names the organisation or one that could be it.
    fn is_named(&self, organisation: &str, duty: usize) -> bool {
        let composer = self.composer;
        let Some((regulation, id)) = composer.corpus.provision(&composer.register.get(duty).provision) else { return true };
        let mut mentions =
            regulation.tree.ancestors(id).flat_map(|(id, _)| composer.links.mentions(regulation, id)).map(|mention| mention.organisation);
        mentions.any(|named| self.are_related(organisation, named))
    }

    /// `count` organisations that certainly do not have the duty, each with a duty that is its own; those like the one that has it first.
    /// A group is none of them: who belongs to it is seldom as certain as a wrong answer has to be.
    pub(super) fn other_actors(&self, duty: usize, count: usize) -> Option<Vec<(String, usize)>> {
        let composer = self.composer;
        let actor = composer.register.get(duty).duty.actors.first()?;
        let alike = composer.corpus.organisation(actor);
        let organisations = &composer.corpus.contents.organisations;
        let mut found: Vec<(usize, String, usize)> = Vec::new();
        for place in shuffled(organisations.len(), &composer.register.get(duty).duty.quote) {
            let other = &organisations[place].value;
            if self.kind(&other.id) == Some("group") {
                continue;
            }
            let own =
                composer.register.acting(&other.id).into_iter().find(|(index, through)| through.is_empty() && self.is_certain(*index));
            let Some((own, _)) = own else { continue };
            if self.could_have(&other.id, duty) || found.iter().any(|(_, id, _)| self.are_related(id, &other.id)) {
                continue;
            }
            let unlike = usize::from(alike.is_none_or(|alike| alike.level != other.level))
                + usize::from(alike.is_none_or(|alike| alike.kind != other.kind));
            found.push((unlike, other.id.clone(), own));
        }
        found.sort_by_key(|(unlike, _, _)| *unlike);
        (found.len() >= count).then(|| found.into_iter().take(count).map(|(_, id, own)| (id, own)).collect())
    }

    /// `count` duties that `organisation` certainly does not have, of different bodies as far as there are enough.
    pub(super) fn other_duties(&self, organisation: &str, count: usize, seed: &str) -> Option<Vec<usize>> {
        let duties = self.composer.register.duties();
        let order = shuffled(duties.len(), seed);
        let sure: Vec<usize> =
            order.into_iter().filter(|index| self.is_certain(*index) && !self.could_have(organisation, *index)).collect();
        let mut found: Vec<usize> = Vec::new();
        for of_others in [true, false] {
            for index in &sure {
                let same = |other: &usize| of_others && duties[*other].duty.actors == duties[*index].duty.actors;
                if found.len() < count && !found.iter().any(|other| same(other) || self.are_alike(*other, *index)) {
                    found.push(*index);
                }
            }
        }
        (found.len() == count).then_some(found)
    }
}
