//! Syllables typed together, cut where the index knows the pieces. Entry point: [`joined`].

use quyche_text::{core, each_piece, pieces, replaced, split_joined};

use crate::engine::Engine;
use crate::plan::{Plan, anywhere};
use crate::word::{each_folded, join};

/// The query with every unknown run of letters cut into syllables that the index knows; `None` when there is none.
pub(crate) fn joined<E: Engine>(typed: &str, engine: &E) -> Result<Option<String>, E::Error> {
    let pieces = pieces(typed);
    let mut runs = Vec::new();
    for piece in &pieces {
        runs.push(&piece[core(piece)]);
    }
    let frequencies = engine.frequencies(&each_folded(&runs))?;
    let mut cuts = Vec::new();
    for (at, piece) in pieces.into_iter().enumerate() {
        let syllables = if runs[at].is_empty() || frequencies[at] > 0 { None } else { cut(runs[at], engine)? };
        cuts.push(syllables.map(|syllables| replaced(piece, core(piece), &syllables)));
    }
    let mut cuts = cuts.into_iter();
    Ok(each_piece(typed, &mut |_| cuts.next().flatten()))
}

/// The first cut whose syllables stand together somewhere, or else the first whose syllables are all known, as a text.
fn cut<E: Engine>(run: &str, engine: &E) -> Result<Option<String>, E::Error> {
    let cuts = split_joined(run);
    let mut all = Vec::new();
    for cut in &cuts {
        for piece in cut {
            all.push(piece.as_str());
        }
    }
    let folded = each_folded(&all);
    let frequencies = engine.frequencies(&folded)?;
    let mut first = None;
    let mut start = 0;
    for cut in &cuts {
        let range = start..start + cut.len();
        start = range.end;
        if frequencies[range.clone()].contains(&0) {
            continue;
        }
        let mut words = Vec::new();
        for word in &folded[range.clone()] {
            words.push(word.as_str());
        }
        let text = join(&all[range], ' ');
        let together = Plan { clause: &anywhere(&words), filters: &[], weighted: false };
        if !engine.best(&together, 1)?.is_empty() {
            return Ok(Some(text));
        }
        first = first.or(Some(text));
    }
    Ok(first)
}
