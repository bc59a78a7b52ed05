//! The last word on the order of candidates: kinds, whole titles, marked phrases, places. Entry points: [`by_words`], [`by_place`].

use quyche_text::tokens;

use crate::index::alias::folded_words;
use crate::index::clause::simple;
use crate::index::query::{Place, Unit};
use crate::index::record::address;
use crate::index::snippet::Wanted;
use crate::index::word::Word;

/// What a record gains when the query is its whole title, as when an organisation is called by its name.
const WHOLE_TITLE: f32 = 2.0;

/// A heading without words of its own (a chapter, a Điều with khoản) points to an answer and is none. 0.5 to 0.9; at 1 chapters head every list.
const BARE: f32 = 0.6;

/// A record that tantivy found, with what is stored of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    pub(super) path: String,
    pub(super) url: String,
    pub(super) kind: String,
    pub(super) document: String,
    pub(super) title: String,
    pub(super) text: String,
    pub(super) score: f32,
}

/// Orders records found by their words; equal scores fall to the path.
pub(super) fn by_words(mut candidates: Vec<Candidate>, units: &[Unit]) -> Vec<Candidate> {
    candidates.retain(|candidate| units.iter().all(|unit| spelled_as_typed(unit, candidate)));
    let names = whole_names(units);
    for candidate in &mut candidates {
        candidate.score *= weight(&candidate.kind);
        if candidate.text.is_empty() && candidate.kind != "organisation" {
            candidate.score *= BARE;
        }
        if names.contains(&folded_words(&candidate.title)) {
            candidate.score *= WHOLE_TITLE;
        }
    }
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.path.cmp(&b.path)));
    candidates
}

/// Orders records of a place: the named component first, the place itself before what is in it, a document before its parts.
pub(super) fn by_place(mut candidates: Vec<Candidate>, place: &Place) -> Vec<Candidate> {
    let key = |candidate: &Candidate| {
        let in_component = candidate.path.split('/').any(|part| place.components.iter().any(|name| name == part));
        let itself = match &place.address {
            Some(wanted) => address(&candidate.path) == wanted,
            None => candidate.kind == "document",
        };
        (!in_component, !itself, natural(&candidate.path))
    };
    candidates.sort_by_cached_key(key);
    for (rank, candidate) in candidates.iter_mut().enumerate() {
        candidate.score = 100.0 / (rank as f32 + 1.0);
    }
    candidates
}

/// A path whose numbers sort as numbers and before words: `dieu-2` before `dieu-10`.
fn natural(path: &str) -> Vec<(usize, String)> {
    path.split(['/', '-']).map(|part| (part.parse().unwrap_or(usize::MAX), part.to_owned())).collect()
}

/// What a snippet marks for these units.
pub(super) fn wanted(units: &[Unit]) -> Wanted {
    let mut wanted = Wanted::default();
    for unit in units {
        match unit {
            Unit::Word(word) if word.parts.is_empty() => {
                wanted.words.push((word.folded.clone(), word.marked.then(|| word.exact.clone())));
            }
            Unit::Word(word) => wanted.sequences.push(word.parts.clone()),
            Unit::Phrase(words) => wanted.sequences.push(simple(words)),
            Unit::Name { names, .. } => wanted.sequences.extend(names.iter().cloned()),
        }
    }
    wanted
}

/// A clause answers more exactly than the article around it; guidance never stands before equal law.
fn weight(kind: &str) -> f32 {
    match kind {
        "dieu" => 0.9,
        "document" | "session" => 0.85,
        "guidance" => 0.6,
        _ => 1.0,
    }
}

/// The whole query as a title would have it, under every name it goes by.
fn whole_names(units: &[Unit]) -> Vec<Vec<String>> {
    if let [Unit::Name { names, .. }] = units {
        return names.clone();
    }
    let words = |unit: &Unit| match unit {
        Unit::Word(word) => simple(std::slice::from_ref(word)),
        Unit::Phrase(words) | Unit::Name { words, .. } => simple(words),
    };
    vec![units.iter().flat_map(words).collect()]
}

/// A phrase quoted with marks must stand with these marks; the index holds positions of folded words only.
fn spelled_as_typed(unit: &Unit, candidate: &Candidate) -> bool {
    let Unit::Phrase(words) = unit else {
        return true;
    };
    if !words.iter().any(|word| word.marked) {
        return true;
    }
    let agrees = |word: &Word, (exact, folded): &(String, String)| {
        if word.marked { word.exact == *exact } else { word.folded == *folded }
    };
    [&candidate.text, &candidate.title].into_iter().any(|text| {
        let forms: Vec<(String, String)> =
            tokens(text).filter(|token| token.length == 1).map(|token| (token.exact, token.folded)).collect();
        forms.windows(words.len()).any(|window| words.iter().zip(window).all(|(word, form)| agrees(word, form)))
            || words.iter().any(|word| !word.parts.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::natural;

    #[test]
    fn numbers_in_paths_sort_as_numbers() {
        let mut paths = ["a/dieu-10", "a/dieu-2/khoan-1", "a/dieu-2", "a/dieu-1"];
        paths.sort_by_key(|path| natural(path));
        assert_eq!(paths, ["a/dieu-1", "a/dieu-2", "a/dieu-2/khoan-1", "a/dieu-10"]);
    }
}
