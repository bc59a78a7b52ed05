//! Syllables typed together, cut where the index knows the pieces. Entry point: [`joined`].

use quyche_text::split_joined;

use crate::engine::Engine;
use crate::plan::{Plan, anywhere};
use crate::word::folded;

/// The query with every unknown run of letters cut into syllables that the index knows; `None` when there is none.
pub(crate) fn joined<E: Engine>(typed: &str, engine: &E) -> Result<Option<String>, E::Error> {
    let core = |piece: &str| piece.trim_matches(|character: char| !character.is_alphanumeric()).to_owned();
    let runs: Vec<String> = typed.split_whitespace().map(core).collect();
    let frequencies = engine.frequencies(&runs.iter().map(|run| folded(run)).collect::<Vec<_>>())?;
    let mut any = false;
    let mut output: Vec<String> = Vec::new();
    for ((piece, run), frequency) in typed.split_whitespace().zip(&runs).zip(frequencies) {
        let syllables = if run.is_empty() || frequency > 0 { None } else { cut(run, engine)? };
        any |= syllables.is_some();
        output.push(syllables.map_or_else(|| piece.to_owned(), |syllables| piece.replacen(run.as_str(), &syllables.join(" "), 1)));
    }
    Ok(any.then(|| output.join(" ")))
}

/// The first cut whose syllables stand together somewhere, or else the first whose syllables are all known.
fn cut<E: Engine>(run: &str, engine: &E) -> Result<Option<Vec<String>>, E::Error> {
    let mut known = split_joined(run);
    let pieces: Vec<String> = known.iter().flatten().map(|piece| folded(piece)).collect();
    let mut frequencies = engine.frequencies(&pieces)?.into_iter();
    known.retain(|cut| frequencies.by_ref().take(cut.len()).filter(|frequency| *frequency > 0).count() == cut.len());
    for (at, cut) in known.iter().enumerate() {
        let words: Vec<String> = cut.iter().map(|piece| folded(piece)).collect();
        let together = Plan { clause: anywhere(&words), filters: Vec::new(), weighted: false };
        if !engine.best(&together, 1)?.is_empty() {
            return Ok(Some(known.swap_remove(at)));
        }
    }
    Ok((!known.is_empty()).then(|| known.swap_remove(0)))
}
