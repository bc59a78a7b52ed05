//! Puts the tone mark where the traditional rule puts it, so that hoà and hòa, uỷ and ủy, and a misplaced họat are one spelling each.

use std::borrow::Cow;

use super::map_letter_runs;
use crate::letter::{Shape, Tone, Vowel};
use crate::syllable::Parts;

pub(super) fn apply(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    map_letter_runs(text, placed)
}

/// Moves the one tone of a word; false when there is nothing to move.
fn placed(word: &mut [char]) -> bool {
    let Some(parts) = Parts::of(word) else {
        return false;
    };
    let (tones, from) = parts.toned();
    let to = home(&parts);
    let (Some(toned), Some(target)) = (Vowel::of(word[from]), Vowel::of(word[to])) else {
        return false;
    };
    if tones != 1 || from == to {
        return false;
    }
    word[from] = toned.with_tone(Tone::Level).to_char();
    word[to] = target.with_tone(toned.tone).to_char();
    true
}

/// The letter on which the tone belongs: the last shaped vowel (ươ: ơ); before a coda the last; else the first of two, the middle of three.
fn home(parts: &Parts) -> usize {
    let mut shaped = None;
    let nucleus = parts.nucleus();
    for at in nucleus.clone() {
        if parts.vowel(at).is_some_and(|vowel| vowel.shape() != Shape::Plain) {
            shaped = Some(at);
        }
    }
    let place = match (nucleus.len(), parts.has_coda()) {
        (length, true) => length - 1,
        (3, false) => 1,
        _ => 0,
    };
    shaped.unwrap_or(nucleus.start + place)
}

#[cfg(test)]
mod tests {
    use super::apply;

    #[test]
    fn one_place_for_the_tone() {
        let table = [
            ("hoà", "hòa"),
            ("uỷ", "ủy"),
            ("Thuỷ", "Thủy"),
            ("khoẻ", "khỏe"),
            ("họat", "hoạt"),
            ("hoạt", "hoạt"),
            ("tòan", "toàn"),
            ("qúy", "quý"),
            ("quý", "quý"),
            ("gìa", "già"),
            ("gì", "gì"),
            ("giếng", "giếng"),
            ("ngòai", "ngoài"),
            ("mía", "mía"),
            ("trưởng", "trưởng"),
            ("QUYỂN", "QUYỂN"),
            ("khuỷu", "khuỷu"),
            ("toà án, uỷ ban", "tòa án, ủy ban"),
            ("résumé", "résumé"),
        ];
        for (typed, expected) in table {
            assert_eq!(apply(typed), expected);
        }
    }
}
