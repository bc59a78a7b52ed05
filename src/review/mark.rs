//! How a word is marked on the page: by how sure the proposal is and by what sort of word it is. Entry point: [`kinds`].

use crate::restore::{Proposal, Sort, UNSURE};
use crate::theme::Strings;

/// A proposal less sure than this is as likely as not wrong enough to be marked more strongly. Between 0.5 and [`UNSURE`].
const VERY_UNSURE: f32 = 0.7;

/// Kinds of a word, as classes of the style sheet and keys of the strings.
pub(super) fn kinds(proposal: &Proposal) -> Vec<&'static str> {
    let mut kinds = Vec::new();
    if proposal.confidence < VERY_UNSURE {
        kinds.push("very");
    } else if proposal.confidence < UNSURE {
        kinds.push("unsure");
    }
    match proposal.sort {
        Sort::Word => {}
        Sort::Name => kinds.push("name"),
        Sort::Numeral => kinds.push("numeral"),
        Sort::Code => kinds.push("code"),
        Sort::Mark => kinds.push("mark"),
    }
    kinds
}

/// Words for a reader who has only the pointer: `không chắc, 63 %`. Empty for a word that is not shown.
pub(super) fn title(proposal: &Proposal, strings: &Strings) -> String {
    let kinds = kinds(proposal);
    if kinds.is_empty() {
        return String::new();
    }
    let mut parts: Vec<String> = kinds.iter().map(|kind| strings.get(&format!("restoration.kinds.{kind}")).to_owned()).collect();
    parts.push(strings.fill("restoration.percent", &[("count", &percent(proposal.confidence).to_string())]));
    parts.join(", ")
}

/// A probability in a hundred, never more than it is: 100 is only what is certain.
#[must_use]
pub fn percent(probability: f32) -> u32 {
    (f64::from(probability) * 100.0 + 1e-6).floor() as u32
}
