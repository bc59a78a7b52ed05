//! Scores of the records of a block, and what they can be at most. Entry points: [`bounds`], [`Evaluation::of_block`].

use quyche_pack::{BLOCK, Block, Entry, Fault, Lengths, Listed, Mask, Pack, bound, length, part, slack};
use quyche_query::{Clause, Field, Form};

use crate::resolved::{Resolved, Sought};

/// Scores of a block's records; those outside the mask are no hits and their scores mean nothing.
pub(crate) struct Scores {
    pub(crate) mask: Mask,
    pub(crate) of: [f32; 256],
}

impl Scores {
    fn none() -> Scores {
        Scores { mask: Mask::default(), of: [0.0; 256] }
    }
}

/// What the dictionary says of a word in a block.
pub(crate) fn listed(entry: &Entry, block: u32) -> Option<&Listed> {
    let at = entry.blocks.partition_point(|listed| listed.number < block);
    entry.blocks.get(at).filter(|listed| listed.number == block)
}

impl Resolved<'_> {
    /// False for a plan of values only, which is answered without a look at any record.
    pub(crate) fn needs_lengths(&self) -> bool {
        self.weighted || !self.lists.is_empty()
    }
}

/// A plan being evaluated: for the records of one block, or for 256 blocks, each of which is judged like a record that has all words of its
/// records as often as any of them has.
pub(crate) struct Evaluation<'a> {
    pack: &'a Pack,
    resolved: &'a Resolved<'a>,
    /// Number of the block, or of the 256 blocks.
    number: u32,
    records: Option<Records<'a>>,
}

/// Everything that is known of the records of one block, for one plan.
struct Records<'a> {
    lengths: Option<Lengths<'a>>,
    /// For each list its records in the block.
    lists: Vec<Block>,
}

/// Blocks that can hold hits, each after what a record in it can score at most.
pub(crate) fn bounds(pack: &Pack, resolved: &Resolved<'_>) -> Vec<(f32, u32)> {
    let mut bounds = Vec::new();
    for number in 0..pack.records().div_ceil(BLOCK * 256) {
        let scores = Evaluation { pack, resolved, number, records: None }.scores();
        for at in scores.mask.iter() {
            bounds.push((scores.of[usize::from(at)], number * 256 + u32::from(at)));
        }
    }
    bounds
}

impl<'a> Evaluation<'a> {
    /// Reads the lists of a block, which are all here.
    pub(crate) fn of_block(pack: &'a Pack, resolved: &'a Resolved<'a>, number: u32) -> Result<Evaluation<'a>, Fault> {
        let mut lists = Vec::new();
        for (_, entry) in &resolved.lists {
            lists.push(match listed(entry, number) {
                Some(listed) => Block::read(pack, entry, listed)?,
                None => Block::default(),
            });
        }
        let lengths = if resolved.needs_lengths() { Some(pack.lengths(number)?) } else { None };
        Ok(Evaluation { pack, resolved, number, records: Some(Records { lengths, lists }) })
    }

    /// The hits with their scores, those of records weighted when the plan says so.
    pub(crate) fn scores(&self) -> Scores {
        let mut allowed = Mask::FULL;
        for filter in &self.resolved.sets[..self.resolved.filters] {
            allowed = allowed.and(&self.mask(&filter.masks));
        }
        if self.records.is_none() {
            // The last blocks of the last 256 are none.
            let blocks = self.pack.records().div_ceil(BLOCK);
            for at in allowed.iter() {
                if self.number * 256 + u32::from(at) >= blocks {
                    allowed.remove(at);
                }
            }
        }
        let mut scores = self.clause(self.resolved.clause, &allowed);
        if let Some(Records { lengths: Some(lengths), .. }) = &self.records
            && self.resolved.weighted
        {
            for at in scores.mask.iter() {
                scores.of[usize::from(at)] *= self.pack.weight(lengths, at);
            }
        }
        scores
    }

    /// The records of a set that are in the block, or the blocks that have any.
    fn mask(&self, masks: &[Mask]) -> Mask {
        if self.records.is_some() {
            return masks.get(self.number as usize).copied().unwrap_or_default();
        }
        let mut mask = Mask::default();
        for at in 0..=u8::MAX {
            if masks.get(self.number as usize * 256 + usize::from(at)).is_some_and(|inside| !inside.is_empty()) {
                mask.add(at);
            }
        }
        mask
    }

    /// The hits of a clause among `allowed`.
    fn clause(&self, clause: &Clause<'_>, allowed: &Mask) -> Scores {
        let mut scores = Scores::none();
        if allowed.is_empty() {
            return scores;
        }
        match clause {
            Clause::Words(field, forms) => self.words(*field, forms, allowed, &mut scores),
            Clause::Is(label, value) => {
                if let Some(set) = self.resolved.set(*label, value) {
                    scores = Scores { mask: self.mask(&set.masks).and(allowed), of: [1.0; 256] };
                }
            }
            Clause::Everything => scores.mask = *allowed,
            Clause::Boost(boost, inner) => {
                scores = self.clause(inner, allowed);
                for score in &mut scores.of {
                    *score *= boost;
                }
            }
            Clause::AtLeast(..) | Clause::With(..) | Clause::Best(..) => self.together(clause, allowed, &mut scores),
        }
        scores
    }

    /// The hits of several clauses: the scores added, or the greatest of them.
    fn together(&self, clause: &Clause<'_>, allowed: &Mask, scores: &mut Scores) {
        let parts = clause.parts();
        let (least, greatest) = match clause {
            Clause::AtLeast(least, _) => (*least, false),
            _ => (1, matches!(clause, Clause::Best(_))),
        };
        let is_with = matches!(clause, Clause::With(_));
        let mut allowed = *allowed;
        let mut holds = [0_usize; 256];
        for (number, part) in parts.iter().enumerate() {
            let other = self.clause(part, &allowed);
            for at in other.mask.iter() {
                let at = usize::from(at);
                holds[at] += 1;
                scores.of[at] = if greatest { scores.of[at].max(other.of[at]) } else { scores.of[at] + other.of[at] };
            }
            scores.mask = scores.mask.or(&other.mask);
            // What one that must hold does not allow, the next need not look at.
            if least == parts.len() || (is_with && number == 0) {
                allowed = other.mask;
            }
        }
        for at in scores.mask.iter() {
            if holds[usize::from(at)] < least {
                scores.mask.remove(at);
            }
        }
    }

    fn words(&self, field: Field, forms: &[Form<'_>], allowed: &Mask, scores: &mut Scores) {
        let Some(sought) = self.resolved.sought(self.pack, field, forms) else {
            return;
        };
        let mut mask = *allowed;
        if let Some(records) = &self.records {
            for (list, _) in &sought.words {
                mask = mask.and(&records.lists[*list].mask);
            }
        }
        for at in mask.iter() {
            let part = match &self.records {
                Some(records) => records.part(&sought, at, self.pack.average(sought.field)),
                None => self.most(&sought, self.number * 256 + u32::from(at)),
            };
            if part > 0.0 {
                scores.mask.add(at);
                scores.of[usize::from(at)] = sought.weight * part;
            }
        }
    }

    /// What the words can be worth at most in a block, as a part of their weight.
    fn most(&self, sought: &Sought, block: u32) -> f32 {
        let mut least = f32::INFINITY;
        for (list, variant) in &sought.words {
            let bound = match listed(&self.resolved.lists[*list].1, block) {
                Some(listed) if variant.is_none_or(|variant| listed.may_spell(variant)) => bound(listed.bounds[sought.field]),
                _ => 0.0,
            };
            least = least.min(bound);
        }
        least
    }
}

impl Records<'_> {
    /// What the words are worth in a record, as a part of their weight.
    fn part(&self, sought: &Sought, at: u8, average: f32) -> f32 {
        let count = match sought.words[..] {
            // The breadcrumb has no positions.
            [(list, None)] => self.lists[list].count(at, sought.field),
            _ => self.follow(sought, at),
        };
        if count == 0 {
            return 0.0;
        }
        let code = self.lengths.as_ref().map_or(0, |lengths| lengths.code(at, sought.field));
        part(count, slack(length(code), average))
    }

    /// How often the words follow each other.
    fn follow(&self, sought: &Sought, at: u8) -> u32 {
        let mut count = 0;
        let occurrences = |word: usize| self.lists[sought.words[word].0].occurrences(at, sought.field);
        let is_spelled = |word: usize, spelling: u32| sought.words[word].1.is_none_or(|variant| spelling as usize == variant);
        for (first, spelling) in occurrences(0) {
            let mut stands = is_spelled(0, *spelling);
            for word in 1..sought.words.len() {
                let next = first.saturating_add(word as u32);
                stands = stands && occurrences(word).iter().any(|(found, spelling)| *found == next && is_spelled(word, *spelling));
            }
            count += u32::from(stands);
        }
        count
    }
}
