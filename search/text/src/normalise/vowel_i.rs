//! One spelling for the vowel i where both i and y are in use: lý/lí, sỹ/sĩ, kỹ/kĩ, quý/quí.

use std::borrow::Cow;

use super::map_letter_runs;
use crate::letter::Vowel;
use crate::syllable::Parts;

pub(super) fn apply(text: &str) -> Cow<'_, str> {
    map_letter_runs(text, unified)
}

/// Writes the one vowel of an open syllable as i after h, k, l, m, s, t, v, and that of any syllable as y after qu; false when it was so.
fn unified(word: &mut [char]) -> bool {
    let mut bytes = 0;
    for letter in word.iter() {
        bytes += letter.len_utf8();
    }
    if bytes > 6 || !matches!(word[0].to_ascii_lowercase(), 'h' | 'k' | 'l' | 'm' | 's' | 't' | 'v' | 'q') {
        return false;
    }
    let Some(parts) = Parts::of(word) else {
        return false;
    };
    let nucleus = parts.nucleus();
    let target = match parts.onset() {
        "qu" => 'y',
        "h" | "k" | "l" | "m" | "s" | "t" | "v" if !parts.has_coda() => 'i',
        _ => return false,
    };
    let (Some(written), Some(vowel)) = (Vowel::of(word[nucleus.start]), Vowel::of(target)) else {
        return false;
    };
    if nucleus.len() != 1 || !matches!(written.base(), 'i' | 'y') || written.base() == target {
        return false;
    }
    let mut vowel = vowel.with_tone(written.tone);
    vowel.upper = written.upper;
    word[nucleus.start] = vowel.to_char();
    true
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
