//! What a reader of images makes of a letter: strings of up to three characters, counted. Entry points: [`Counts`] and [`Channel`].

use std::collections::{BTreeMap, HashMap};

use crate::restore::bytes::{Reader, Writer};
use crate::restore::letters::{LETTERS, Letter, bare, capital, character, letter, small, toneless};

/// Characters of the longest string a letter is read as.
pub(crate) const LONGEST: usize = 3;
/// How many sightings the smoothed distribution of a letter is worth against its own counts. Between 1 and 20.
const TRUST: f32 = 4.0;

/// The log probability that a speck is read as one more character.
const STRAY: f32 = -6.0;

/// A string of up to three characters as one number; the empty string is 0.
pub(crate) type Reading = u64;

/// Packs a string of up to three characters.
pub(crate) fn reading(characters: &[char]) -> Reading {
    characters.iter().fold(0, |packed, c| (packed << 21) | u64::from(u32::from(*c)))
}

/// How often each letter was read as each string.
#[derive(Debug, Default, Clone)]
pub(crate) struct Counts {
    /// By letter and reading.
    pub(crate) seen: BTreeMap<(Letter, Reading), f32>,
}

impl Counts {
    /// Adds `weight` sightings.
    pub(crate) fn add(&mut self, letter: Letter, reading: Reading, weight: f32) {
        *self.seen.entry((letter, reading)).or_default() += weight;
    }

    /// These counts and `weight` times those of another document.
    pub(crate) fn with(&self, other: &Counts, weight: f32) -> Counts {
        let mut sum = self.clone();
        for ((letter, reading), count) in &other.seen {
            sum.add(*letter, *reading, count * weight);
        }
        sum
    }

    /// Writes the counts, in quarters of a sighting.
    pub(crate) fn write(&self, writer: &mut Writer) {
        let kept: Vec<_> =
            self.seen.iter().map(|(key, count)| (key, (count * 4.0).round() as u64)).filter(|(_, count)| *count > 0).collect();
        writer.number(kept.len() as u64);
        for ((letter, reading), count) in kept {
            writer.bytes.push(*letter);
            writer.number(*reading);
            writer.number(count);
        }
    }

    /// Reads what [`Counts::write`] wrote.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Option<Counts> {
        let mut counts = Counts::default();
        for _ in 0..reader.count()? {
            let letter = reader.byte().filter(|letter| usize::from(*letter) < LETTERS)?;
            let reading = reader.number()?;
            counts.add(letter, reading, reader.number()? as f32 / 4.0);
        }
        Some(counts)
    }
}

/// Log probabilities of every letter for each string that was ever seen.
#[derive(Debug, Clone)]
pub(crate) struct Channel {
    rows: HashMap<Reading, Box<[f32; LETTERS]>>,
    /// For a string never seen, by its length.
    unseen: [f32; LONGEST + 1],
    /// For a character that belongs to no letter.
    stray: f32,
}

impl Channel {
    /// Smooths the counts: a rare letter borrows from letters of the same shape, of the same base, and from its small form.
    pub(crate) fn new(counts: &Counts) -> Channel {
        Channel::with_unseen(counts, [-7.0, -9.5, -11.5, -14.0], STRAY)
    }

    /// The channel of a text whose letters are right but for their marks: what was never seen cannot be.
    pub(crate) fn exact(counts: &Counts) -> Channel {
        Channel::with_unseen(counts, [-60.0; LONGEST + 1], -60.0)
    }

    fn with_unseen(counts: &Counts, unseen: [f32; LONGEST + 1], stray: f32) -> Channel {
        let mut readings: Vec<Reading> = counts.seen.keys().map(|(_, reading)| *reading).collect();
        readings.extend((0..LETTERS as Letter).flat_map(|l| [reading(&[character(l)]), reading(&[bare(character(l))])]));
        readings.push(0);
        readings.sort_unstable();
        readings.dedup();
        let pools = Pools::new(counts);
        let mut rows = HashMap::with_capacity(readings.len());
        for reading in readings {
            let floor = f32::exp(unseen[length(reading)]);
            let mut row = Box::new([0.0; LETTERS]);
            for (l, cell) in row.iter_mut().enumerate() {
                let own = counts.seen.get(&(l as Letter, reading)).copied().unwrap_or(0.0);
                *cell = ((own + TRUST * pools.prior(l as Letter, reading)) / (pools.letters[l] + TRUST) + floor).ln();
            }
            rows.insert(reading, row);
        }
        Channel { rows, unseen, stray }
    }

    /// Counts for a text whose marks were stripped (`marks` false) or that kept them: almost certain of each letter.
    pub(crate) fn exact_counts(marks: bool) -> Counts {
        let mut counts = Counts::default();
        for l in 0..LETTERS as Letter {
            let written = character(l);
            counts.add(l, reading(&[if marks { written } else { bare(written) }]), if marks { 3e3 } else { 3e5 });
            if marks {
                counts.add(l, reading(&[bare(written)]), 20.0);
            }
        }
        counts
    }

    /// The log probability that each letter is read as the string. A longer string may also be a shorter one with a stray character.
    pub(crate) fn scores(&self, string: &[char]) -> [f32; LETTERS] {
        let mut scores = self.rows.get(&reading(string)).map_or([self.unseen[string.len()]; LETTERS], |row| **row);
        if string.len() > 1 {
            for part in [&string[1..], &string[..string.len() - 1]] {
                for (score, rest) in scores.iter_mut().zip(self.scores(part)) {
                    *score = score.max(rest + self.stray);
                }
            }
        }
        scores
    }

    /// The log probability that a letter is read as the string.
    pub(crate) fn score(&self, letter: Letter, string: &[char]) -> f32 {
        self.rows.get(&reading(string)).map_or(self.unseen[string.len()], |row| row[usize::from(letter)])
    }
}

/// Characters of a packed string.
pub(crate) fn length(reading: Reading) -> usize {
    (0..LONGEST).take_while(|at| reading >> (21 * at) != 0).count()
}

/// Sums over letters that look alike.
struct Pools {
    letters: Vec<f32>,
    shape_of: Vec<char>,
    base_of: Vec<char>,
    shapes: HashMap<(char, Reading), f32>,
    bases: HashMap<(char, Reading), f32>,
    shape_totals: HashMap<char, f32>,
    base_totals: HashMap<char, f32>,
    capitals: HashMap<(Letter, Reading), f32>,
}

impl Pools {
    fn new(counts: &Counts) -> Pools {
        let all = 0..LETTERS as Letter;
        let cased = |l: Letter, c: char| if l == small(l) { c } else { c.to_uppercase().next().unwrap_or(c) };
        let mut pools = Pools {
            letters: vec![0.0; LETTERS],
            shape_of: all.clone().map(|l| cased(l, toneless(character(small(l))))).collect(),
            base_of: all.map(|l| bare(character(l))).collect(),
            shapes: HashMap::new(),
            bases: HashMap::new(),
            shape_totals: HashMap::new(),
            base_totals: HashMap::new(),
            capitals: HashMap::new(),
        };
        for ((l, reading), count) in &counts.seen {
            let at = usize::from(*l);
            pools.letters[at] += count;
            *pools.shapes.entry((pools.shape_of[at], *reading)).or_default() += count;
            *pools.bases.entry((pools.base_of[at], *reading)).or_default() += count;
            *pools.shape_totals.entry(pools.shape_of[at]).or_default() += count;
            *pools.base_totals.entry(pools.base_of[at]).or_default() += count;
            if *l == small(*l) {
                let large = raised(*reading);
                *pools.capitals.entry((capital(*l), large)).or_default() += count;
            }
        }
        pools
    }

    /// What letters like this one are read as.
    fn prior(&self, l: Letter, reading: Reading) -> f32 {
        let at = usize::from(l);
        let share = |count: Option<&f32>, total: Option<&f32>| count.copied().unwrap_or(0.0) / (total.copied().unwrap_or(0.0) + 1.0);
        let shape = share(self.shapes.get(&(self.shape_of[at], reading)), self.shape_totals.get(&self.shape_of[at]));
        let base = share(self.bases.get(&(self.base_of[at], reading)), self.base_totals.get(&self.base_of[at]));
        let from_small = share(self.capitals.get(&(l, reading)), self.letters.get(usize::from(small(l))));
        let plain = f32::from(u8::from(letter_is(self.base_of[at], reading)));
        let itself = f32::from(u8::from(letter_is(character(l), reading)));
        0.35 * shape + 0.25 * base + 0.2 * from_small + 0.12 * plain + 0.08 * itself
    }
}

fn letter_is(character: char, packed: Reading) -> bool {
    reading(&[character]) == packed
}

/// A packed string in capitals, where every character is a letter that has one.
fn raised(packed: Reading) -> Reading {
    let characters: Vec<char> =
        (0..length(packed)).rev().filter_map(|at| char::from_u32((packed >> (21 * at)) as u32 & 0x1F_FFFF)).collect();
    let large: Vec<char> = characters.iter().map(|c| letter(*c).map_or(*c, |l| character(capital(l)))).collect();
    reading(&large)
}
