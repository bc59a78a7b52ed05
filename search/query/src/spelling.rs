//! Words that are not in the index: those one slip away, and those that the letters typed so far begin. Entry points: [`corrected`],
//! [`completions`].

use quyche_text::{core, each_piece, is_letter, is_syllable, pieces};

use crate::engine::Engine;
use crate::word::{each_folded, words_of};

/// Shorter words have too many neighbours one letter away.
const SHORTEST: usize = 4;
/// Longer words than this are no syllables.
const LONGEST: usize = 8;
/// How many endings of an unfinished word are tried. Each costs a list; the fifth is rarely the word meant.
const ENDINGS: usize = 4;

/// The query with every unknown word replaced by the commonest syllable of the index one slip away (a letter more, less, other, or two
/// exchanged; the first letter stands). `None` when there is nothing to replace.
pub(crate) fn corrected<E: Engine>(typed: &str, engine: &E) -> Result<Option<String>, E::Error> {
    let words = each_folded(&pieces(typed));
    let frequencies = engine.frequencies(&words)?;
    let mut candidates = Vec::new();
    let mut ends = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let plain = word.bytes().all(|byte| byte.is_ascii_lowercase()) && (SHORTEST..=LONGEST).contains(&word.len());
        if frequencies[at] == 0 && plain {
            candidates.append(&mut slips(word));
        }
        ends.push(candidates.len());
    }
    let frequencies = engine.frequencies(&candidates)?;
    let mut at = 0;
    let mut ends = ends.iter();
    Ok(each_piece(typed, &mut |_| {
        let mut best = None;
        let end = ends.next()?;
        while at < *end {
            let known = (frequencies[at], &candidates[at]);
            if known.0 > 0 && best.is_none_or(|best| known > best) {
                best = Some(known);
            }
            at += 1;
        }
        best.map(|(_, word)| word.clone())
    }))
}

/// Every syllable one slip away, each once.
fn slips(word: &str) -> Vec<String> {
    let mut all = Vec::new();
    for at in 1..=word.len() {
        let (before, after) = word.split_at(at);
        let rest = after.get(1..);
        for letter in 'a'..='z' {
            add_slip(&mut all, word, &[before, letter.encode_utf8(&mut [0]), after]);
            if let Some(rest) = rest {
                add_slip(&mut all, word, &[before, letter.encode_utf8(&mut [0]), rest]);
            }
        }
        if let Some(rest) = rest {
            add_slip(&mut all, word, &[before, rest]);
        }
        if let (Some(two), Some(rest)) = (after.get(..2), after.get(2..)) {
            add_slip(&mut all, word, &[before, &two[1..], &two[..1], rest]);
        }
    }
    all
}

fn add_slip(all: &mut Vec<String>, word: &str, parts: &[&str]) {
    let mut slip = String::new();
    for part in parts {
        slip.push_str(part);
    }
    if slip != word && !all.contains(&slip) && is_syllable(&slip) {
        all.push(slip);
    }
}

/// The commonest words that the last word of a text begins; empty when it is no beginning of a word.
pub(crate) fn completions<E: Engine>(text: &str, engine: &E) -> Result<Vec<String>, E::Error> {
    let mut commonest: Vec<String> = Vec::new();
    let unfinished = pieces(text).last().is_some_and(|piece| !core(piece).is_empty() && core(piece).end == piece.len());
    if let Some(last) = words_of(text).pop()
        && unfinished
        && last.parts.is_empty()
        && last.folded.len() > 1
        && is_letters(&last.folded)
    {
        let found = engine.completions(&last.folded)?;
        while commonest.len() < ENDINGS {
            let mut best: Option<(u32, &String)> = None;
            for (word, frequency) in &found {
                let is_better = best.is_none_or(|best| (*frequency, best.1) > (best.0, word));
                if is_better && *frequency > 0 && *word != last.folded && is_letters(word) && !commonest.contains(word) {
                    best = Some((*frequency, word));
                }
            }
            let Some((_, word)) = best else {
                break;
            };
            commonest.push(word.clone());
        }
    }
    Ok(commonest)
}

fn is_letters(word: &str) -> bool {
    word.chars().all(is_letter)
}

#[cfg(test)]
mod tests {
    use super::slips;

    #[test]
    fn slips_are_syllables_one_edit_away() {
        for (typed, meant) in [("truogn", "truong"), ("nghieg", "nghieng"), ("thuongg", "thuong"), ("quoac", "quoc"), ("phuwong", "phuong")]
        {
            assert!(slips(typed).iter().any(|word| word == meant), "{typed}: {:?}", slips(typed));
        }
        assert!(slips("phuong").iter().all(|word| word.starts_with('p') && word != "phuong"));
    }
}
