//! Documents of a corpus that are no right texts: scans nobody put right, and pages whose words run together. Entry points: [`misprinted`] and
//! [`run_together`].

use std::collections::{HashMap, HashSet};

use quyche_text::{fold, is_exact_syllable, split_joined};

use crate::restore::unit::{BREAK, FIRST_WORD, Unit, key, units};

/// Two words that differ in marks only from two that stand this often together, for once that these do, are a misprint of them.
const RARER: u32 = 300;
/// A document is misread when misprints are this share of its pairs of words, and this many times as many as in half of the documents of its file:
/// names and foreign words are many where they are many everywhere.
const LEAST: f64 = 0.008;
const TIMES: f64 = 5.0;
/// A line of fewer units tells nothing: a name of a plant or a place in a list is rare and no misprint.
const TELLING: usize = 10;
/// Words run together when more of them than this are two or more syllables without a space between: each line was joined to the next.
const JOINED: f64 = 0.01;
/// Letters of the shortest such word.
const SHORTEST: usize = 5;

/// A document: the file and its place there.
pub(crate) type Document = (usize, usize);

/// The documents of a text: what stands between lines `#DOC …`, the first before any such line.
pub(crate) fn documents(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut document = 0;
    text.lines().filter_map(move |line| {
        let head = line.starts_with("#DOC ");
        document += usize::from(head);
        (!head).then_some((document, line))
    })
}

/// The misread documents of some files.
pub(crate) fn misprinted<'a>(texts: impl Iterator<Item = &'a str>) -> HashSet<Document> {
    let mut numbers = Numbers::default();
    let mut found: Vec<(Document, Vec<u32>)> = Vec::new();
    for (file, text) in texts.enumerate() {
        for (document, line) in documents(text) {
            if found.last().is_none_or(|(last, _)| *last != (file, document)) {
                found.push(((file, document), Vec::new()));
            }
            if let Some((_, words)) = found.last_mut() {
                numbers.append(line, words);
            }
        }
    }
    let mut counts: HashMap<(u32, u32), u32> = HashMap::new();
    for pair in found.iter().flat_map(|(_, words)| pairs(words)) {
        *counts.entry(pair).or_default() += 1;
    }
    let bare = |(left, right): (u32, u32)| (numbers.bare[left as usize], numbers.bare[right as usize]);
    let mut most: HashMap<(u32, u32), u32> = HashMap::new();
    #[expect(clippy::iter_over_hash_type, reason = "the largest is the same in any order")]
    for (pair, count) in &counts {
        let most = most.entry(bare(*pair)).or_default();
        *most = (*most).max(*count);
    }
    let share = |words: &[u32]| {
        let wrong = pairs(words).filter(|pair| counts[pair].saturating_mul(RARER) <= most[&bare(*pair)]).count();
        wrong as f64 / pairs(words).count().max(1) as f64
    };
    let shares: Vec<(Document, f64)> = found.iter().map(|(document, words)| (*document, share(words))).collect();
    let mut misread = HashSet::new();
    for file in shares.chunk_by(|(a, _), (b, _)| a.0 == b.0) {
        let mut sorted: Vec<f64> = file.iter().map(|(_, share)| *share).collect();
        sorted.sort_by(f64::total_cmp);
        let limit = LEAST.max(TIMES * sorted[sorted.len() / 2]);
        misread.extend(file.iter().filter(|(_, share)| *share > limit).map(|(document, _)| *document));
    }
    misread
}

/// Words next to each other.
fn pairs(words: &[u32]) -> impl Iterator<Item = (u32, u32)> {
    words.windows(2).filter(|pair| pair.iter().all(|word| *word >= u32::from(FIRST_WORD))).map(|pair| (pair[0], pair[1]))
}

/// Words by number, and for each the number of what it is without marks.
#[derive(Default)]
struct Numbers {
    words: HashMap<String, u32>,
    folded: HashMap<String, u32>,
    bare: Vec<u32>,
}

impl Numbers {
    fn append(&mut self, line: &str, words: &mut Vec<u32>) {
        self.bare.resize(self.bare.len().max(usize::from(FIRST_WORD)), 0);
        let start = words.len();
        units(line, |unit| {
            words.push(match unit {
                Unit::Class(class) => u32::from(class),
                Unit::Word(word) => {
                    let key = key(word);
                    match self.words.get(&key) {
                        Some(number) => *number,
                        None => {
                            let number = self.bare.len() as u32;
                            let next = self.folded.len() as u32;
                            self.bare.push(*self.folded.entry(fold(&key)).or_insert(next));
                            self.words.insert(key, number);
                            number
                        }
                    }
                }
            });
        });
        if words.len() - start < TELLING {
            words.truncate(start);
        }
        words.push(u32::from(BREAK));
    }
}

/// True for a text whose words run together. Its sequences are still worth counting, but what is made of its words is not to be judged by it.
pub(crate) fn run_together(text: &str) -> bool {
    let (mut words, mut joined) = (0.0, 0.0);
    for line in text.lines() {
        units(line, |unit| {
            if let Unit::Word(word) = unit {
                words += 1.0;
                joined += f64::from(u8::from(is_joined(&key(word))));
            }
        });
    }
    joined > JOINED * words
}

/// True for syllables without a space between, `tráchnhiệm`; a foreign name that could be cut so has no marks.
fn is_joined(word: &str) -> bool {
    word.chars().count() >= SHORTEST && !word.is_ascii() && !is_exact_syllable(word) && !split_joined(word).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misread_document_is_known_by_rare_twins_of_common_words_in_its_sentences() {
        let right = "#DOC a\nhai bên ký hợp đồng lao động theo quy định của luật\n".repeat(400);
        let texts = [format!("{right}#DOC b\nhai bên ký hợp đông lao động theo quy định của luật\n#DOC c\nhợp đông lao động\n")];
        assert_eq!(misprinted(texts.iter().map(String::as_str)), HashSet::from([(0, 401)]));
    }

    #[test]
    fn words_that_run_together_are_no_right_text() {
        assert!(run_together("hai bên ký hợp đồng lao độngtheo quy định của luật này"));
        assert!(!run_together("ông Nguyễn Văn An sang Bratislava theo quy định của luật"));
    }
}
