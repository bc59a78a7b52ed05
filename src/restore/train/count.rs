//! Streams of words counted and made into a back-off model. Entry point: [`build`].

use crate::restore::ngram::{Level, NONE, Ngrams, ORDER, State, expand, quantise};
use crate::restore::train::corpus::Stream;
use crate::restore::unit::{BREAK, WordId};

/// Weighted sightings a sequence of one, two, three, four words needs to be kept.
const KEPT: [u32; ORDER] = [0, 2, 2, 3];
/// Added to the count of every word.
const ADDED: f64 = 0.2;

/// Every sequence of one length with its count; the words sorted below each parent.
#[derive(Default)]
struct Counted {
    words: Vec<WordId>,
    counts: Vec<u32>,
    sightings: Vec<u32>,
    /// Before how many words each stands, weighted and truly; its counts and sightings at the longest length.
    varied: Vec<u32>,
    variety: Vec<u32>,
    first: Vec<u32>,
}

/// The back-off model of some streams over a vocabulary of `size` ids.
pub(crate) fn build(streams: &[Stream], size: usize) -> Ngrams {
    let mut counted = count(sorted(streams), size);
    diversify(&mut counted);
    estimate(&counted)
}

/// Tells of every sequence but the longest before how many different words it was seen, each weighed like its sightings: what a shorter history is
/// asked for is a word that the longer one did not hold, and a word that follows one phrase only is unlikely there however often it stands.
fn diversify(levels: &mut [Counted]) {
    for length in 1..ORDER {
        let mut before: Vec<(u64, u32)> = vec![(0, 0); levels[length - 1].words.len()];
        for first in 0..levels[0].words.len() {
            extend(levels, length, 0, first, None, &mut |shorter, count, sightings| {
                before[shorter].0 += u64::from(count.div_ceil(sightings));
                before[shorter].1 += 1;
            });
        }
        let level = &mut levels[length - 1];
        (level.varied, level.variety) =
            before.into_iter().map(|(weighted, seen)| ((weighted.min(u64::from(u32::MAX))) as u32, seen)).unzip();
    }
    let last = &mut levels[ORDER - 1];
    (last.varied, last.variety) = (last.counts.clone(), last.sightings.clone());
}

/// Visits every sequence of `length` + 1 words that begins with the node `parent` of `level`, with the node of the sequence without its first word.
fn extend(levels: &[Counted], length: usize, level: usize, parent: usize, shorter: Option<usize>, visit: &mut impl FnMut(usize, u32, u32)) {
    for child in levels[level].first[parent] as usize..levels[level].first[parent + 1] as usize {
        let word = levels[level + 1].words[child];
        let found = match shorter {
            None => Some(usize::from(word)),
            Some(above) => {
                let (start, end) = (levels[level - 1].first[above] as usize, levels[level - 1].first[above + 1] as usize);
                levels[level].words[start..end].binary_search(&word).ok().map(|at| start + at)
            }
        };
        let Some(found) = found else { continue };
        if level + 1 == length {
            visit(found, levels[level + 1].counts[child], levels[level + 1].sightings[child]);
        } else {
            extend(levels, length, level + 1, child, Some(found), visit);
        }
    }
}

/// All windows of four words as one number each, with their weighted and true counts, in order.
fn sorted(streams: &[Stream]) -> Vec<(u64, u32, u32)> {
    let mut all: Vec<(u64, u32, u32)> = Vec::new();
    let mut weights: Vec<u32> = streams.iter().map(|stream| stream.weight).collect();
    weights.sort_unstable();
    weights.dedup();
    for weight in weights {
        let mut keys: Vec<u64> = Vec::new();
        for stream in streams.iter().filter(|stream| stream.weight == weight) {
            let padding = [BREAK; ORDER - 1];
            let at = |index: usize| {
                u64::from(stream.words.get(index).or_else(|| padding.get(index - stream.words.len())).copied().unwrap_or(BREAK))
            };
            keys.extend((0..stream.words.len()).map(|i| (at(i) << 48) | (at(i + 1) << 32) | (at(i + 2) << 16) | at(i + 3)));
        }
        keys.sort_unstable();
        for chunk in keys.chunk_by(|a, b| a == b) {
            all.push((chunk[0], chunk.len() as u32 * weight, chunk.len() as u32));
        }
    }
    all.sort_unstable_by_key(|(key, weighted, _)| (*key, *weighted));
    all
}

fn count(windows: Vec<(u64, u32, u32)>, size: usize) -> Vec<Counted> {
    let mut levels: Vec<Counted> = (0..ORDER).map(|_| Counted::default()).collect();
    levels[0].words = (0..size).map(|word| word as WordId).collect();
    levels[0].counts = vec![0; size];
    levels[0].first = vec![0; size + 1];
    let mut previous: Option<u64> = None;
    for (key, count, sightings) in windows {
        // The first place at which this window differs from the one before: from there on its sequences are new.
        let differs = previous.map_or(0, |previous| ((previous ^ key).leading_zeros() / 16) as usize);
        let word = |place: usize| (key >> (16 * (ORDER - 1 - place))) as WordId;
        levels[0].counts[usize::from(word(0))] += count;
        for place in 1..ORDER {
            if differs <= place {
                levels[place].words.push(word(place));
                levels[place].counts.push(0);
                levels[place].sightings.push(0);
                if place + 1 < ORDER {
                    let next = levels[place + 1].words.len() as u32;
                    levels[place].first.push(next);
                }
            }
            if let Some(last) = levels[place].counts.last_mut() {
                *last += count;
            }
            if let Some(last) = levels[place].sightings.last_mut() {
                *last += sightings;
            }
        }
        if differs == 0 {
            levels[0].first[usize::from(word(0))] = levels[1].words.len() as u32 - 1;
        }
        previous = Some(key);
    }
    close(&mut levels);
    levels
}

/// Sets the ends: of the last sequence of each level, and of words that begin no window.
fn close(levels: &mut [Counted]) {
    for place in 1..ORDER - 1 {
        let end = levels[place + 1].words.len() as u32;
        levels[place].first.push(end);
    }
    let size = levels[0].words.len();
    levels[0].first[size] = levels[1].words.len() as u32;
    for word in (0..size).rev() {
        if levels[0].counts[word] == 0 {
            levels[0].first[word] = levels[0].first[word + 1];
        }
    }
}

/// Interpolated absolute discounting: what the discounts and the pruning take goes to the shorter history.
fn estimate(counted: &[Counted]) -> Ngrams {
    let total: f64 = counted[0].varied.iter().map(|count| f64::from(*count) + ADDED).sum();
    let mut model = Ngrams {
        levels: vec![Level {
            words: counted[0].words.clone(),
            probabilities: counted[0].varied.iter().map(|count| quantise((f64::from(*count) + ADDED) / total)).collect(),
            backoffs: Vec::new(),
            first: Vec::new(),
        }],
    };
    // For each kept parent: its index among the counted, and the words it consists of.
    let mut parents: Vec<(u32, [WordId; ORDER])> = counted[0].words.iter().map(|word| (u32::from(*word), [*word, 0, 0, 0])).collect();
    for length in 1..ORDER {
        let mut level = Level::default();
        let discounts = discounts(&counted[length]);
        let (mut first, mut backoffs, mut children) = (Vec::new(), Vec::new(), Vec::new());
        for (parent, words) in &parents {
            first.push(level.words.len() as u32);
            let range = counted[length - 1].first[*parent as usize]..counted[length - 1].first[*parent as usize + 1];
            let history: f64 = range.clone().map(|child| f64::from(counted[length].varied[child as usize])).sum::<f64>().max(1.0);
            let kept: Vec<u32> = range.filter(|child| counted[length].counts[*child as usize] >= KEPT[length]).collect();
            let shares: Vec<f64> = kept.iter().map(|child| discounted(&counted[length], *child as usize, &discounts) / history).collect();
            let left = (1.0 - shares.iter().sum::<f64>()).clamp(1e-6, 1.0);
            backoffs.push(quantise(left));
            let left = expand(quantise(left));
            let state = shorter(&model, &words[1..length]);
            for (child, share) in kept.iter().zip(shares) {
                let word = counted[length].words[*child as usize];
                let below = f64::from(below(&model, state.as_ref(), word)).exp();
                level.words.push(word);
                level.probabilities.push(quantise(share + left * below));
                let mut longer = *words;
                longer[length] = word;
                children.push((*child, longer));
            }
        }
        first.push(level.words.len() as u32);
        model.levels[length - 1].first = first;
        model.levels[length - 1].backoffs = backoffs;
        model.levels.push(level);
        parents = if length + 1 < ORDER { children } else { Vec::new() };
    }
    model
}

/// What is taken from a count of one, two, and more, and given to words not seen: by how many sequences were seen once, twice, three and four times
/// (Chen and Goodman 1998, equation 26).
fn discounts(level: &Counted) -> [f64; 3] {
    let seen = |times: u32| level.variety.iter().filter(|variety| **variety == times).count().max(1) as f64;
    let kept = seen(1) / (seen(1) + 2.0 * seen(2));
    [1_u32, 2, 3].map(|times| {
        let count = f64::from(times);
        (count - (count + 1.0) * kept * seen(times + 1) / seen(times)).clamp(0.0, count)
    })
}

/// The weight that is left of a sequence. The discount goes by true sightings: a phrase of the party seen once was seen once.
fn discounted(level: &Counted, child: usize, discounts: &[f64; 3]) -> f64 {
    let sightings = level.variety[child];
    let taken = discounts[(sightings.clamp(1, 3) - 1) as usize] / f64::from(sightings.max(1));
    f64::from(level.varied[child]) * (1.0 - taken)
}

/// The history that is left when the first word is forgotten, `None` when nothing is.
fn shorter(model: &Ngrams, words: &[WordId]) -> Option<State> {
    let (first, rest) = words.split_first()?;
    let mut state = State::after(*first);
    for word in rest {
        state = model.score(&state, *word).1;
    }
    Some(state)
}

fn below(model: &Ngrams, state: Option<&State>, word: WordId) -> f32 {
    let nothing = State { nodes: [NONE; ORDER - 1] };
    model.score(state.unwrap_or(&nothing), word).0
}
