//! Syllables typed together, cut where the index knows the pieces. Entry point: [`joined`].

use quyche_text::{core, each_piece, pieces, replaced, split_joined};

use crate::engine::Engine;
use crate::plan::{Plan, anywhere};
use crate::word::each_folded;

/// The query with every unknown run of letters cut into syllables that the index knows; `None` when there is none.
pub(crate) fn joined<E: Engine>(typed: &str, engine: &E) -> Result<Option<String>, E::Error> {
    let pieces = pieces(typed);
    let mut runs = Vec::new();
    for piece in &pieces {
        runs.push(&piece[core(piece)]);
    }
    let frequencies = engine.frequencies(&each_folded(&runs))?;
    let mut cuts = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let syllables = if runs[at].is_empty() || frequencies[at] > 0 { None } else { cut(runs[at], engine)? };
        cuts.push(syllables.map(|syllables| replaced(piece, core(piece), &syllables)));
    }
    let mut cuts = cuts.iter_mut();
    Ok(each_piece(typed, &mut |_| cuts.next()?.take()))
}

/// The first cut whose syllables stand together somewhere, or else the first whose syllables are all known, as a text.
fn cut<E: Engine>(run: &str, engine: &E) -> Result<Option<String>, E::Error> {
    let cuts = split_joined(run);
    let mut folded = Vec::new();
    for cut in &cuts {
        folded.append(&mut each_folded(&pieces(cut)));
    }
    let frequencies = engine.frequencies(&folded)?;
    let mut first = None;
    let mut end = 0;
    for cut in &cuts {
        let mut words = Vec::new();
        let mut known = true;
        for _ in &pieces(cut) {
            known &= frequencies[end] > 0;
            words.push(folded[end].as_str());
            end += 1;
        }
        if !known {
            continue;
        }
        let together = Plan { clause: &anywhere(&words), filters: &[], weighted: false };
        if !engine.best(&together, 1)?.is_empty() {
            return Ok(Some(cut.clone()));
        }
        if first.is_none() {
            first = Some(cut.clone());
        }
    }
    Ok(first)
}
