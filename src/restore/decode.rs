//! The most likely words of a whole text, and how likely each is. Entry point: [`decode`].

use rustc_hash::FxHashMap;

use crate::restore::candidate::Candidate;
use crate::restore::memory::Memory;
use crate::restore::ngram::{NONE, Ngrams, State};
use crate::restore::unit::{BREAK, NOTHING, WordId};

/// Histories kept at every place. More find better texts slowly. Between 10 and 100.
const BEAM: usize = 24;
/// A history worse than the best by more than this is dropped, in nats.
const REACH: f32 = 16.0;

/// What decides between words.
#[derive(Debug)]
pub(crate) struct Weights {
    /// Weight of the log probability of the language model against that of the channel.
    pub(crate) language: f32,
    /// Weight of the log probability of the channel.
    pub(crate) channel: f32,
    /// Share of the document's own phrases in the language model.
    pub(crate) memory: f32,
}

/// The decision for one place: the candidates' posterior probabilities, in the order of the candidates.
#[derive(Debug, Clone, Default)]
pub(crate) struct Decision {
    /// Index of the chosen candidate.
    pub(crate) chosen: usize,
    /// One for each candidate, summing to one.
    pub(crate) posteriors: Vec<f32>,
}

/// A history that ends at one place.
struct Item {
    state: State,
    words: [WordId; 2],
    best: f32,
    total: f32,
    from: u32,
    candidate: u32,
}

/// Where the histories of one place stand among its items.
type Known = FxHashMap<(State, WordId), u32>;

/// One way into a history.
struct Edge {
    from: u32,
    to: u32,
    candidate: u32,
    score: f32,
}

/// Chooses a candidate for every place.
pub(crate) fn decode(places: &[Vec<Candidate>], ngrams: &Ngrams, memory: &Memory<'_>, weights: &Weights) -> Vec<Decision> {
    let start = Item { state: State::after(BREAK), words: [BREAK, BREAK], best: 0.0, total: 0.0, from: 0, candidate: 0 };
    let mut columns = vec![vec![start]];
    let mut edges: Vec<Vec<Edge>> = Vec::new();
    let mut known = Known::default();
    for (place, candidates) in places.iter().enumerate() {
        let previous = columns.last().map_or(&[][..], Vec::as_slice);
        let (column, ways) = advance(place, candidates, previous, &mut known, ngrams, memory, weights);
        columns.push(column);
        edges.push(ways);
    }
    let mut decisions = posteriors(places, &columns, &edges);
    let mut at = columns.last().map_or(0, |column| best(column));
    for place in (0..places.len()).rev() {
        let item = &columns[place + 1][at];
        decisions[place].chosen = item.candidate as usize;
        at = item.from as usize;
    }
    decisions
}

fn best(column: &[Item]) -> usize {
    (0..column.len()).max_by(|a, b| column[*a].best.total_cmp(&column[*b].best)).unwrap_or(0)
}

fn advance(
    place: usize,
    candidates: &[Candidate],
    previous: &[Item],
    known: &mut Known,
    ngrams: &Ngrams,
    memory: &Memory<'_>,
    weights: &Weights,
) -> (Vec<Item>, Vec<Edge>) {
    let mut items: Vec<Item> = Vec::new();
    let mut edges: Vec<Edge> = Vec::with_capacity(previous.len() * candidates.len());
    known.clear();
    for (from, item) in previous.iter().enumerate() {
        let after = memory.after(place, item.words);
        for (index, candidate) in candidates.iter().enumerate() {
            let (language, state, _) = ngrams.score(&item.state, candidate.word);
            let language = after.mixed(language, candidate.word, weights.memory);
            let score = weights.language * language + weights.channel * candidate.channel;
            let words = if candidate.word == NOTHING { item.words } else { [item.words[1], candidate.word] };
            let to = *known.entry((state, words[0])).or_insert_with(|| {
                items.push(Item { state, words, best: f32::MIN, total: f32::MIN, from: 0, candidate: 0 });
                items.len() as u32 - 1
            });
            let target = &mut items[to as usize];
            target.total = add(target.total, item.total + score);
            if item.best + score > target.best {
                (target.best, target.from, target.candidate) = (item.best + score, from as u32, index as u32);
            }
            edges.push(Edge { from: from as u32, to, candidate: index as u32, score });
        }
    }
    prune(items, edges)
}

/// Keeps the best histories, in a fixed order, and the ways that lead to them.
fn prune(items: Vec<Item>, mut edges: Vec<Edge>) -> (Vec<Item>, Vec<Edge>) {
    let mut order: Vec<usize> = (0..items.len()).collect();
    let by_worth = |a: &usize, b: &usize| {
        items[*b].best.total_cmp(&items[*a].best).then_with(|| items[*a].state.cmp(&items[*b].state)).then_with(|| a.cmp(b))
    };
    if order.len() > BEAM {
        order.select_nth_unstable_by(BEAM, by_worth);
        order.truncate(BEAM);
    }
    order.sort_unstable_by(by_worth);
    let limit = order.first().map_or(0.0, |first| items[*first].best - REACH);
    order.retain(|index| items[*index].best >= limit);
    let mut place = vec![NONE; items.len()];
    for (rank, index) in order.iter().enumerate() {
        place[*index] = rank as u32;
    }
    edges.retain_mut(|edge| {
        edge.to = place[edge.to as usize];
        edge.to != NONE
    });
    let mut items: Vec<(u32, Item)> = place.into_iter().zip(items).filter(|(rank, _)| *rank != NONE).collect();
    items.sort_by_key(|(rank, _)| *rank);
    (items.into_iter().map(|(_, item)| item).collect(), edges)
}

/// The share of every candidate in all kept readings of the text.
fn posteriors(places: &[Vec<Candidate>], columns: &[Vec<Item>], edges: &[Vec<Edge>]) -> Vec<Decision> {
    let mut decisions = vec![Decision::default(); places.len()];
    let mut behind: Vec<f32> = vec![0.0; columns.last().map_or(0, Vec::len)];
    for place in (0..places.len()).rev() {
        let mut shares = vec![f32::MIN; places[place].len()];
        let mut before = vec![f32::MIN; columns[place].len()];
        for edge in &edges[place] {
            let after = edge.score + behind[edge.to as usize];
            let (from, candidate) = (edge.from as usize, edge.candidate as usize);
            before[from] = add(before[from], after);
            shares[candidate] = add(shares[candidate], columns[place][from].total + after);
        }
        let top = shares.iter().copied().fold(f32::MIN, f32::max);
        let sum: f32 = shares.iter().map(|share| (share - top).exp()).sum();
        decisions[place].posteriors = shares.iter().map(|share| (share - top).exp() / sum).collect();
        behind = before;
    }
    decisions
}

/// The logarithm of the sum of two numbers given by their logarithms.
fn add(a: f32, b: f32) -> f32 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    if high - low > 16.0 { high } else { high + (low - high).exp().ln_1p() }
}
