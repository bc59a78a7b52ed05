//! Which words are parts of names: of people, places, bodies. Entry point: [`names`].

use quyche_text::fold;

use crate::restore::candidate::Case;
use crate::restore::model::Model;
use crate::restore::ngram::{ORDER, State};
use crate::restore::page::{Kind, Slot, is_capitals};
use crate::restore::pass::Reading;
use crate::restore::unit::BREAK;

/// The commonest family names, folded.
const FAMILY: [&str; 15] =
    ["nguyen", "tran", "le", "pham", "huynh", "hoang", "phan", "vu", "vo", "dang", "bui", "do", "ho", "ngo", "duong"];

/// Places of words with capitals, two or more in a row, that are no common phrase, or that begin with a family name.
pub(crate) fn names(tokens: &[&str], slots: &[Slot], readings: &[Reading], model: &Model) -> Vec<usize> {
    let mut found = Vec::new();
    let mut run: Vec<usize> = Vec::new();
    for at in 0..=slots.len() {
        let goes_on = at < slots.len()
            && is_titled(tokens[at], &slots[at], &readings[at])
            && run.last().is_none_or(|last| slots[*last].line == slots[at].line);
        if goes_on {
            run.push(at);
            continue;
        }
        if run.len() > 1 && is_name(&run, readings, model) {
            found.append(&mut run);
        }
        run.clear();
        if at < slots.len() && is_titled(tokens[at], &slots[at], &readings[at]) {
            run.push(at);
        }
    }
    found
}

fn is_titled(token: &str, slot: &Slot, reading: &Reading) -> bool {
    let case = reading.candidates[reading.decision.chosen].case;
    slot.kind == Kind::Word && (case == Case::Title || case == Case::Kept && token.starts_with(char::is_uppercase) && !is_capitals(token))
}

/// True for a run of words that the language model does not hold as a whole, and for one that begins like the name of a person.
fn is_name(run: &[usize], readings: &[Reading], model: &Model) -> bool {
    let word = |at: &usize| readings[*at].candidates[readings[*at].decision.chosen].word;
    let first = fold(model.vocabulary.word(word(&run[0])));
    if FAMILY.contains(&first.as_ref()) {
        return true;
    }
    let mut state = State::after(BREAK);
    run.iter().enumerate().any(|(index, at)| {
        let (_, next, held) = model.ngrams.score(&state, word(at));
        state = next;
        held < (index + 1).min(ORDER)
    })
}
