//! Scores of the records of a block, and what they can be at most. Entry points: [`Resolved::bound`], [`Blocks::evaluate`].

use quyche_pack::{Block, Entry, Fault, Lengths, Listed, Mask, Pack, bound, part};

use crate::node::{Node, Resolved};

/// Scores of a block's records; those outside the mask are no hits and their scores mean nothing.
pub(crate) struct Scores {
    pub(crate) mask: Mask,
    pub(crate) of: [f32; 256],
}

impl Scores {
    fn none() -> Scores {
        Scores { mask: Mask::default(), of: [0.0; 256] }
    }

    fn add(&mut self, other: &Scores) {
        for at in other.mask.iter() {
            let at_index = usize::from(at);
            self.of[at_index] = if self.mask.has(at) { self.of[at_index] + other.of[at_index] } else { other.of[at_index] };
        }
        self.mask = self.mask.or(&other.mask);
    }
}

impl Resolved {
    /// What a record of the block can score at most; `None` when it can be no hit.
    pub(crate) fn bound(&self, block: u32) -> Option<f32> {
        let at = |set: &Vec<Mask>| set.get(block as usize).copied().unwrap_or_default();
        let mut allowed = Mask::FULL;
        for filter in &self.filters {
            allowed = allowed.and(&at(&self.sets[*filter]));
        }
        if allowed.is_empty() { None } else { self.node_bound(&self.root, block) }
    }

    /// False for a plan of values only, which is answered without a look at any record.
    pub(crate) fn needs_lengths(&self) -> bool {
        self.weighted || !self.lists.is_empty()
    }

    fn node_bound(&self, node: &Node, block: u32) -> Option<f32> {
        match node {
            Node::Word { list, field, variant, weight } => self.word_bound(*list, *field, *variant, block).map(|part| part * weight),
            Node::Phrase { words, field, weight } => {
                let mut least = 1.0_f32;
                for (list, variant) in words {
                    least = least.min(self.word_bound(*list, *field, *variant, block)?);
                }
                Some(least * weight)
            }
            Node::Set(set) => self.sets[*set].get(block as usize).filter(|mask| !mask.is_empty()).map(|_| 1.0),
            Node::AtLeast(least, nodes) => {
                let bounds: Vec<f32> = nodes.iter().filter_map(|node| self.node_bound(node, block)).collect();
                (bounds.len() >= *least && !bounds.is_empty()).then(|| bounds.iter().sum())
            }
            Node::With(must, extras) => {
                let must = self.node_bound(must, block)?;
                Some(must + extras.iter().filter_map(|extra| self.node_bound(extra, block)).sum::<f32>())
            }
            Node::Best(nodes) => nodes.iter().filter_map(|node| self.node_bound(node, block)).reduce(f32::max),
            Node::Boost(boost, inner) => self.node_bound(inner, block).map(|bound| bound * boost),
            Node::Everything => Some(0.0),
            Node::Nothing => None,
        }
    }

    fn word_bound(&self, list: usize, field: usize, variant: Option<usize>, block: u32) -> Option<f32> {
        let listed = listed(&self.lists[list].1, block)?;
        let stands = listed.bounds[field] > 0 && variant.is_none_or(|variant| listed.may_spell(variant));
        stands.then(|| bound(listed.bounds[field]))
    }
}

/// What the dictionary says of a word in a block.
pub(crate) fn listed(entry: &Entry, block: u32) -> Option<&Listed> {
    let at = entry.blocks.binary_search_by_key(&block, |listed| listed.number).ok()?;
    Some(&entry.blocks[at])
}

/// Everything that is known of one block, for one plan.
pub(crate) struct Blocks<'a> {
    resolved: &'a Resolved,
    lengths: Option<Lengths<'a>>,
    slacks: &'a [[f32; 256]],
    /// For each list its records in the block.
    lists: Vec<Option<Block>>,
    allowed: Mask,
    number: u32,
}

impl<'a> Blocks<'a> {
    /// Reads the lists of a block, which are all here.
    pub(crate) fn read(pack: &'a Pack, resolved: &'a Resolved, slacks: &'a [[f32; 256]], number: u32) -> Result<Blocks<'a>, Fault> {
        let mut lists = Vec::with_capacity(resolved.lists.len());
        for (_, entry) in &resolved.lists {
            let listed = listed(entry, number);
            lists.push(listed.map(|listed| Block::read(pack, listed, entry.variants.len())).transpose()?);
        }
        let mut allowed = Mask::FULL;
        for filter in &resolved.filters {
            allowed = allowed.and(&resolved.sets[*filter].get(number as usize).copied().unwrap_or_default());
        }
        let lengths = if resolved.needs_lengths() { Some(pack.lengths(number)?) } else { None };
        Ok(Blocks { resolved, lengths, slacks, lists, allowed, number })
    }

    /// The hits of the block with their scores, weighted when the plan says so.
    pub(crate) fn evaluate(&self, pack: &Pack) -> Scores {
        let mut scores = self.node(&self.resolved.root, &self.allowed);
        if let Some(lengths) = self.lengths.as_ref().filter(|_| self.resolved.weighted) {
            for at in scores.mask.iter() {
                scores.of[usize::from(at)] *= pack.weight(lengths, at);
            }
        }
        scores
    }

    /// The hits of a node among `allowed`.
    fn node(&self, node: &Node, allowed: &Mask) -> Scores {
        match node {
            Node::Word { list, field, variant, weight } => self.word(*list, *field, *variant, *weight, allowed),
            Node::Phrase { words, field, weight } => self.phrase(words, *field, *weight, allowed),
            Node::Set(set) => {
                let mask = self.resolved.sets[*set].get(self.number as usize).copied().unwrap_or_default();
                Scores { mask: mask.and(allowed), of: [1.0; 256] }
            }
            Node::AtLeast(least, nodes) if *least == nodes.len() => self.all(nodes, allowed),
            Node::AtLeast(least, nodes) => self.some(*least, nodes, allowed),
            Node::With(must, extras) => {
                let mut scores = self.node(must, allowed);
                let hits = scores.mask;
                for extra in extras {
                    if !hits.is_empty() {
                        scores.add(&self.node(extra, &hits));
                    }
                }
                scores
            }
            Node::Best(nodes) => {
                let mut scores = Scores::none();
                for node in nodes {
                    let other = self.node(node, allowed);
                    for at in other.mask.iter() {
                        let best = if scores.mask.has(at) { scores.of[usize::from(at)] } else { f32::MIN };
                        scores.of[usize::from(at)] = best.max(other.of[usize::from(at)]);
                    }
                    scores.mask = scores.mask.or(&other.mask);
                }
                scores
            }
            Node::Boost(boost, inner) => {
                let mut scores = self.node(inner, allowed);
                for at in scores.mask.iter() {
                    scores.of[usize::from(at)] *= boost;
                }
                scores
            }
            Node::Everything => Scores { mask: *allowed, of: [0.0; 256] },
            Node::Nothing => Scores::none(),
        }
    }

    fn all(&self, nodes: &[Node], allowed: &Mask) -> Scores {
        let mut scores = Scores { mask: *allowed, of: [0.0; 256] };
        for node in nodes {
            if !scores.mask.is_empty() {
                let mut other = self.node(node, &scores.mask);
                for at in other.mask.iter() {
                    other.of[usize::from(at)] += scores.of[usize::from(at)];
                }
                scores = other;
            }
        }
        scores
    }

    fn some(&self, least: usize, nodes: &[Node], allowed: &Mask) -> Scores {
        let mut scores = Scores::none();
        let mut holds = [0_usize; 256];
        for node in nodes {
            let other = self.node(node, allowed);
            for at in other.mask.iter() {
                holds[usize::from(at)] += 1;
            }
            scores.add(&other);
        }
        let mut mask = Mask::default();
        for at in scores.mask.iter().filter(|at| holds[usize::from(*at)] >= least) {
            mask.add(at);
        }
        scores.mask = mask;
        scores
    }

    fn word(&self, list: usize, field: usize, variant: Option<usize>, weight: f32, allowed: &Mask) -> Scores {
        let mut scores = Scores::none();
        let Some(block) = &self.lists[list] else {
            return scores;
        };
        for at in block.mask.and(allowed).iter() {
            let count = match variant {
                None => block.count(at, field),
                Some(variant) => block.occurrences(at, field).iter().filter(|(_, spelled)| *spelled as usize == variant).count() as u32,
            };
            if count > 0 {
                scores.mask.add(at);
                scores.of[usize::from(at)] = weight * part(count, self.slack(at, field));
            }
        }
        scores
    }

    fn phrase(&self, words: &[(usize, Option<usize>)], field: usize, weight: f32, allowed: &Mask) -> Scores {
        let mut scores = Scores::none();
        let lists: Option<Vec<(&Block, Option<usize>)>> =
            words.iter().map(|(list, variant)| self.lists[*list].as_ref().map(|block| (block, *variant))).collect();
        let Some(lists) = lists else {
            return scores;
        };
        let mask = lists.iter().fold(*allowed, |mask, (block, _)| mask.and(&block.mask));
        for at in mask.iter() {
            let count = follow(&lists, at, field);
            if count > 0 {
                scores.mask.add(at);
                scores.of[usize::from(at)] = weight * part(count, self.slack(at, field));
            }
        }
        scores
    }

    fn slack(&self, at: u8, field: usize) -> f32 {
        self.slacks[field][usize::from(self.lengths.as_ref().map_or(0, |lengths| lengths.code(at, field)))]
    }
}

/// How often the words follow each other.
fn follow(lists: &[(&Block, Option<usize>)], at: u8, field: usize) -> u32 {
    let stands = |(block, variant): &(&Block, Option<usize>), position: u32| {
        let spelled = |spelling: u32| variant.is_none_or(|variant| spelling as usize == variant);
        block.occurrences(at, field).iter().any(|(found, spelling)| *found == position && spelled(*spelling))
    };
    let Some((first, rest)) = lists.split_first() else {
        return 0;
    };
    let begins = |(position, spelling): &&(u32, u32)| {
        first.1.is_none_or(|variant| *spelling as usize == variant)
            && (1..).zip(rest).all(|(step, word)| position.checked_add(step).is_some_and(|next| stands(word, next)))
    };
    first.0.occurrences(at, field).iter().filter(begins).count() as u32
}
