//! What a token may have been: the words of the vocabulary that are likely to be read so. Entry point: [`candidates`].

use crate::restore::channel::{Channel, LONGEST};
use crate::restore::letters::{LETTERS, Letter, capital};
use crate::restore::ngram::Ngrams;
use crate::restore::page::Kind;
use crate::restore::unit::{NUMBER, UNKNOWN, WordId};
use crate::restore::vocabulary::Vocabulary;

/// How the letters of a word are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Case {
    /// All small.
    Small,
    /// The first one large.
    Title,
    /// All large.
    Capitals,
    /// The token stays as it is.
    Kept,
}

/// One reading of a token.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Candidate {
    /// The word, or a class when the token is kept.
    pub(crate) word: WordId,
    /// How it is written.
    pub(crate) case: Case,
    /// The log probability of the token, given the word.
    pub(crate) channel: f32,
}

/// Most candidates of one token.
const MOST: usize = 90;
/// A candidate this much less likely than the likeliest where nothing is known of the words around it is none, in nats. Between 8 and 16.
const MARGIN: f32 = 11.0;
/// A candidate worse than the best one by more than this is none, in nats.
const REACH: f32 = 13.0;
/// Worse readings than this are not looked for, in nats a character and in all.
const WORST_EACH: f32 = 3.5;
const WORST: f32 = 9.0;
/// A case other than the one the token shows.
const OTHER_CASE: f32 = -2.5;
/// A word that is not in the vocabulary, spelt exactly so: once, and for each character.
const KEPT_ONCE: f32 = -9.0;
const KEPT_EACH: f32 = -1.8;
/// What a token of digits and small letters costs more: it is a misread word far more often than a name.
const KEPT_MIXED: f32 = -6.0;
/// A number that looks like this: a nought; another digit; a number up to the days of a month; a greater one, which is one of many.
const KEPT_NOUGHT: f32 = -6.0;
const KEPT_DIGIT: f32 = -2.5;
const KEPT_DAY: f32 = -4.7;
const KEPT_GREATER: f32 = -7.0;
/// A numeral, and a number with a letter.
const KEPT_NUMERAL: f32 = -4.0;

/// Readings of one token, best first. `capitals`: the line is in capitals.
pub(crate) fn candidates(
    token: &str,
    capitals: bool,
    kind: Kind,
    vocabulary: &Vocabulary,
    ngrams: &Ngrams,
    channel: &Channel,
) -> Vec<Candidate> {
    let characters: Vec<char> = token.chars().collect();
    let rows = rows(&characters, channel);
    let mut found: Vec<Candidate> = Vec::new();
    for (case, prior) in cases(&characters, capitals) {
        Search { vocabulary, rows: &rows, width: characters.len() + 1, case, prior, found: &mut found }.run();
    }
    found.sort_by(|a, b| b.channel.total_cmp(&a.channel).then_with(|| a.word.cmp(&b.word)).then_with(|| a.case.cmp(&b.case)));
    let best = found.first().map_or(f32::MIN, |candidate| candidate.channel);
    let mut seen = std::collections::HashSet::new();
    found.retain(|candidate| candidate.channel > best - REACH && seen.insert(candidate.word));
    let likely = |candidate: &Candidate| candidate.channel + ngrams.alone(candidate.word);
    found.sort_by(|a, b| likely(b).total_cmp(&likely(a)).then_with(|| a.word.cmp(&b.word)));
    // Of a code's words few are left, and outside codes hardly any of them is likely.
    let least = found.first().map_or(f32::MIN, likely) - MARGIN;
    let near = found.partition_point(|candidate| likely(candidate) > least).min(MOST);
    found.truncate(if kind == Kind::Code { usize::MAX } else { near });
    let length = characters.len() as f32;
    let mixed = f32::from(u8::from(token.contains(|c: char| c.is_ascii_digit()) && token.contains(char::is_lowercase)));
    if kind == Kind::Unclear {
        found.push(Candidate { word: NUMBER, case: Case::Kept, channel: kept_number(token) });
    } else if characters.first().is_some_and(char::is_ascii_digit)
        && characters.len() > 1
        && characters[..characters.len() - 1].iter().all(char::is_ascii_digit)
    {
        found.push(Candidate { word: NUMBER, case: Case::Kept, channel: KEPT_NUMERAL - 3.0 });
    }
    found.push(Candidate { word: UNKNOWN, case: Case::Kept, channel: KEPT_ONCE + KEPT_EACH * length + KEPT_MIXED * mixed });
    found
}

/// The log probability that a number is this one.
fn kept_number(token: &str) -> f32 {
    match token.parse() {
        Ok(0) => KEPT_NOUGHT,
        Ok(1..10) => KEPT_DIGIT,
        Ok(10..32) => KEPT_DAY,
        Ok(32_u32..) => KEPT_GREATER,
        Err(_) if token.len() < 2 => KEPT_DIGIT,
        Err(_) => KEPT_NUMERAL,
    }
}

/// The cases worth trying for a token, with their log weights.
fn cases(characters: &[char], capitals: bool) -> Vec<(Case, f32)> {
    let large = characters.iter().filter(|c| c.is_uppercase()).count();
    let small = characters.iter().filter(|c| c.is_lowercase()).count();
    let first = characters.first().is_some_and(|c| c.is_uppercase());
    let ambiguous = characters.first().is_some_and(|c| "I1lO0CSVXKPU&¢".contains(*c));
    if capitals {
        return if small == 0 {
            vec![(Case::Capitals, 0.0)]
        } else {
            vec![(Case::Capitals, 0.0), (Case::Title, OTHER_CASE), (Case::Small, OTHER_CASE)]
        };
    }
    let mut cases = match (large, small) {
        (0, _) => vec![(Case::Small, 0.0)],
        (1, _) if first && characters.len() == 1 => vec![(Case::Title, 0.0), (Case::Small, OTHER_CASE)],
        (_, 0..2) if large > 1 => vec![(Case::Capitals, 0.0), (Case::Title, OTHER_CASE)],
        (_, _) if first => vec![(Case::Title, 0.0), (Case::Small, OTHER_CASE)],
        _ => vec![(Case::Small, 0.0), (Case::Title, OTHER_CASE)],
    };
    if ambiguous && !cases.iter().any(|(case, _)| *case == Case::Small) {
        cases.push((Case::Small, OTHER_CASE));
    }
    if ambiguous && large == 0 {
        cases.push((Case::Title, OTHER_CASE));
    }
    cases
}

/// Log probabilities of every letter for each stretch of the token; `None` beyond its end.
type Rows = Vec<[Option<[f32; LETTERS]>; LONGEST + 1]>;

fn rows(characters: &[char], channel: &Channel) -> Rows {
    let row = |start: usize, length: usize| characters.get(start..start + length).map(|stretch| channel.scores(stretch));
    (0..=characters.len()).map(|start| std::array::from_fn(|length| row(start, length))).collect()
}

/// A walk over the tree of letters with, at each node, the best score of every prefix of the token.
struct Search<'a, 'b> {
    vocabulary: &'a Vocabulary,
    rows: &'a Rows,
    width: usize,
    case: Case,
    prior: f32,
    found: &'b mut Vec<Candidate>,
}

/// Longest words that are searched for, and longest tokens.
const DEEPEST: usize = 13;
const WIDEST: usize = 24;

impl Search<'_, '_> {
    fn run(mut self) {
        if self.width > WIDEST {
            return;
        }
        let mut start = [f32::NEG_INFINITY; WIDEST];
        start[0] = self.prior;
        let mut bound = self.prior - WORST - WORST_EACH * (self.width - 1) as f32;
        self.visit(0, 0, &start, &mut bound);
    }

    fn visit(&mut self, node: usize, depth: usize, scores: &[f32; WIDEST], bound: &mut f32) {
        let vocabulary = self.vocabulary;
        if let Some(word) = vocabulary.nodes[node].word {
            let channel = scores[self.width - 1];
            if channel > *bound {
                *bound = bound.max(channel - REACH);
                self.found.push(Candidate { word, case: self.case, channel });
            }
        }
        if depth == DEEPEST {
            return;
        }
        for (letter, child) in &vocabulary.nodes[node].children {
            let large = self.case == Case::Capitals || self.case == Case::Title && depth == 0;
            let next = self.step(if large { capital(*letter) } else { *letter }, scores);
            if next[..self.width].iter().any(|score| *score > *bound) {
                self.visit(*child as usize, depth + 1, &next, bound);
            }
        }
    }

    fn step(&self, letter: Letter, scores: &[f32; WIDEST]) -> [f32; WIDEST] {
        let mut next = [f32::NEG_INFINITY; WIDEST];
        for (start, score) in scores[..self.width].iter().enumerate() {
            if *score == f32::NEG_INFINITY {
                continue;
            }
            for (length, row) in self.rows[start].iter().enumerate() {
                if let (Some(row), Some(cell)) = (row, next[..self.width].get_mut(start + length)) {
                    *cell = cell.max(score + row[usize::from(letter)]);
                }
            }
        }
        next
    }
}
