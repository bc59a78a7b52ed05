//! Words that are not in the index: those one slip away, and those that the letters typed so far begin. Entry points: [`corrected`],
//! [`completions`].

use quyche_text::is_syllable;

use crate::engine::Engine;
use crate::word::{folded, words_of};

/// Shorter words have too many neighbours one letter away.
const SHORTEST: usize = 4;
/// Longer words than this are no syllables.
const LONGEST: usize = 8;
/// How many endings of an unfinished word are tried. Each costs a list; the fifth is rarely the word meant.
const ENDINGS: usize = 4;

/// The query with every unknown word replaced by the commonest syllable of the index one slip away (a letter more, less, other, or two
/// exchanged; the first letter stands). `None` when there is nothing to replace.
pub(crate) fn corrected<E: Engine>(typed: &str, engine: &E) -> Result<Option<String>, E::Error> {
    let words: Vec<&str> = typed.split_whitespace().collect();
    let folded_words: Vec<String> = words.iter().map(|word| folded(word)).collect();
    let frequencies = engine.frequencies(&folded_words)?;
    let mut candidates: Vec<Vec<String>> = Vec::new();
    for (word, frequency) in folded_words.iter().zip(&frequencies) {
        let plain = word.bytes().all(|byte| byte.is_ascii_lowercase()) && (SHORTEST..=LONGEST).contains(&word.len());
        candidates.push(if *frequency == 0 && plain { slips(word) } else { Vec::new() });
    }
    let mut known = engine.frequencies(&candidates.concat())?.into_iter();
    let mut any = false;
    let mut output: Vec<String> = Vec::new();
    for (word, candidates) in words.iter().zip(candidates) {
        let frequencies = known.by_ref().take(candidates.len());
        let best = candidates.iter().zip(frequencies).filter(|(_, frequency)| *frequency > 0).max_by_key(|(_, frequency)| *frequency);
        any |= best.is_some();
        output.push(best.map_or_else(|| (*word).to_owned(), |(word, _)| word.clone()));
    }
    Ok(any.then(|| output.join(" ")))
}

/// Every syllable one slip away, each once, in alphabetical order.
fn slips(word: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let bytes = word.as_bytes();
    let mut add = |bytes: Vec<u8>| {
        let text: String = bytes.into_iter().map(char::from).collect();
        if text != word && is_syllable(&text) {
            all.push(text);
        }
    };
    for at in 1..=bytes.len() {
        let (before, after) = bytes.split_at(at);
        for letter in b'a'..=b'z' {
            add([before, &[letter], after].concat());
            if let Some((_, rest)) = after.split_first() {
                add([before, &[letter], rest].concat());
            }
        }
        if let Some((first, rest)) = after.split_first() {
            add([before, rest].concat());
            if let Some((second, rest)) = rest.split_first() {
                add([before, &[*second, *first], rest].concat());
            }
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// The commonest words that the last word of a text begins; empty when it is no beginning of a word.
pub(crate) fn completions<E: Engine>(text: &str, engine: &E) -> Result<Vec<String>, E::Error> {
    let unfinished = text.ends_with(|last: char| last.is_alphanumeric());
    let last = words_of(text).pop().filter(|word| unfinished && word.parts.is_empty() && word.folded.len() > 1);
    let Some(last) = last.filter(|word| word.folded.chars().all(char::is_alphabetic)) else {
        return Ok(Vec::new());
    };
    let mut found = engine.completions(&last.folded)?;
    found.retain(|(word, _)| word.chars().all(char::is_alphabetic));
    found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    found.truncate(ENDINGS);
    Ok(found.into_iter().map(|(word, _)| word).collect())
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
