//! One spelling for the vowel i where both i and y are in use: lý/lí, sỹ/sĩ, kỹ/kĩ, quý/quí.

use std::borrow::Cow;

use super::map_letter_runs;
use crate::letter::Vowel;
use crate::syllable::Parts;

/// Onsets after which an open syllable is written with either letter. After these, i wins; after qu, y wins.
const ONSETS: [&str; 7] = ["h", "k", "l", "m", "s", "t", "v"];

pub(super) fn apply(text: &str) -> Cow<'_, str> {
    map_letter_runs(text, unified)
}

fn unified(word: &str) -> Option<String> {
    let mut characters = word.chars();
    let first = characters.next()?;
    let short = word.len() <= 6 && matches!(first.to_ascii_lowercase(), 'h' | 'k' | 'l' | 'm' | 's' | 't' | 'v' | 'q');
    if !short {
        return None;
    }
    let parts = Parts::of(word)?;
    let nucleus = parts.nucleus();
    let vowel = parts.vowel(nucleus.start)?;
    if nucleus.len() != 1 || !matches!(vowel.base(), 'i' | 'y') {
        return None;
    }
    let target = match parts.onset() {
        "qu" => 'y',
        onset if ONSETS.contains(&onset) && !parts.has_coda() => 'i',
        _ => return None,
    };
    if vowel.base() == target {
        return None;
    }
    let mut replacement = Vowel::of(target)?.with_tone(vowel.tone);
    replacement.upper = word.chars().nth(nucleus.start).is_some_and(char::is_uppercase);
    let change = |(at, character)| {
        if at == nucleus.start { replacement.to_char() } else { character }
    };
    Some(word.chars().enumerate().map(change).collect())
}

#[cfg(test)]
mod tests {
    use super::apply;

    #[test]
    fn i_and_y_where_both_are_in_use() {
        let table = [
            ("lý", "lí"),
            ("sỹ", "sĩ"),
            ("Kỹ sư", "Kĩ sư"),
            ("TỶ", "TỈ"),
            ("quí", "quý"),
            ("quít", "quýt"),
            ("quyền", "quyền"),
            ("thúy thúi", "thúy thúi"),
            ("y tế", "y tế"),
            ("tay tai", "tay tai"),
            ("my", "mi"),
            ("tin", "tin"),
        ];
        for (typed, expected) in table {
            assert_eq!(apply(typed), expected);
        }
    }
}
