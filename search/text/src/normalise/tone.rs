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

/// The word with its one tone moved, or `None` when there is nothing to move.
fn placed(word: &str) -> Option<String> {
    if word.is_ascii() {
        return None;
    }
    let parts = Parts::of(word)?;
    let toned = |vowel: &Vowel| vowel.tone != Tone::Level;
    let nucleus = parts.nucleus();
    if parts.vowels().filter(toned).count() != 1 {
        return None;
    }
    let from = parts.vowel_at(toned)?;
    let to = nucleus.start + home(&parts);
    if from == to {
        return None;
    }
    let tone = parts.vowel(from)?.tone;
    let change = |(at, character)| match Vowel::of(character) {
        Some(vowel) if at == from => vowel.with_tone(Tone::Level).to_char(),
        Some(vowel) if at == to => vowel.with_tone(tone).to_char(),
        _ => character,
    };
    Some(word.chars().enumerate().map(change).collect())
}

/// Where in the nucleus the tone belongs: on the last shaped vowel (ươ: ơ); before a coda on the last; else on the first of two, the middle of three.
fn home(parts: &Parts) -> usize {
    let nucleus = parts.nucleus();
    let shaped = |at: &usize| parts.vowel(nucleus.start + at).is_some_and(|vowel| vowel.shape() != Shape::Plain);
    if let Some(at) = (0..nucleus.len()).rev().find(shaped) {
        return at;
    }
    match (nucleus.len(), parts.has_coda()) {
        (length, true) => length - 1,
        (3, false) => 1,
        _ => 0,
    }
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
