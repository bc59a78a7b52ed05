//! Syllables typed together, cut where the index knows the pieces. Entry point: [`joined`].

use quyche_text::split_joined;

use crate::index::query::Vocabulary;
use crate::index::word::words_of;

/// The query with every unknown run of letters cut into syllables that the index knows; `None` when there is none.
pub(super) fn joined(typed: &str, vocabulary: &dyn Vocabulary) -> Option<String> {
    let mut any = false;
    let mut output: Vec<String> = Vec::new();
    for piece in typed.split_whitespace() {
        let core = piece.trim_matches(|character: char| !character.is_alphanumeric());
        match cut(core, vocabulary) {
            Some(syllables) => {
                any = true;
                output.push(piece.replacen(core, &syllables.join(" "), 1));
            }
            None => output.push(piece.to_owned()),
        }
    }
    any.then(|| output.join(" "))
}

/// The first cut whose syllables stand together somewhere, or else the first whose syllables are all known.
fn cut(run: &str, vocabulary: &dyn Vocabulary) -> Option<Vec<String>> {
    let fold_all = |cut: &[String]| -> Vec<String> { cut.iter().map(|piece| folded(piece)).collect() };
    if run.is_empty() || vocabulary.has_word(&folded(run)) {
        return None;
    }
    let mut known = split_joined(run);
    known.retain(|cut| cut.iter().all(|piece| vocabulary.has_word(&folded(piece))));
    let together = known.iter().position(|cut| vocabulary.has_phrase(&fold_all(cut)));
    (!known.is_empty()).then(|| known.swap_remove(together.unwrap_or(0)))
}

fn folded(word: &str) -> String {
    words_of(word).into_iter().next().map_or_else(String::new, |word| word.folded)
}
