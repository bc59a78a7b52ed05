//! Two readings of one image: the restored one, and one by a reader that knows Vietnamese. Entry point: [`combine`].

use quyche_text::is_exact_syllable;

use crate::restore::evaluate::partners;
use crate::restore::proposal::{Alternative, Proposal, Restoration, SHOWN, Sort};
use crate::restore::unit::key;

/// How much likelier a word is right than wrong when both readings agree on it: both seldom make the same mistake.
const AGREED: f32 = 5.0;
/// How much less likely when they do not: the other reader is wrong once in a hundred words.
const DENIED: f32 = 1.0 / 100.0;

/// The restoration with every confidence weighed by the other reading, and the other's word where it is likelier; capitals are as the other has them.
/// Numbers and codes keep the reading they have; where the other differs, they are the less sure.
#[must_use]
pub fn combine(mut restoration: Restoration, other: &str) -> Restoration {
    let partners = partners(other, &restoration.text);
    let mut changes = Vec::new();
    for (place, word, same) in partners {
        let at = restoration.proposals.partition_point(|proposal| proposal.place.end <= place.start);
        let Some(proposal) = restoration.proposals.get_mut(at).filter(|proposal| proposal.place == place) else { continue };
        proposal.confidence = weighed(proposal.confidence, if same { AGREED } else { DENIED });
        let exact = matches!(proposal.sort, Sort::Numeral | Sort::Code);
        if same {
            if proposal.text != word && !exact && key(word) == proposal.text.to_lowercase() {
                changes.push((at, word));
            }
        } else if proposal.confidence < 0.5 && !exact && is_exact_syllable(&key(word)) {
            take(proposal, word);
            changes.push((at, word));
        } else {
            let probability = (1.0 - proposal.confidence) / 2.0;
            proposal.alternatives.retain(|alternative| alternative.text != word);
            proposal.alternatives.insert(0, Alternative { text: word.to_owned(), probability });
            proposal.alternatives.truncate(SHOWN);
        }
    }
    restoration.replaced(&changes)
}

/// Makes the other reading's word the proposal and the old one its alternative.
fn take(proposal: &mut Proposal, word: &str) {
    let old = Alternative { text: proposal.text.clone(), probability: proposal.confidence };
    proposal.alternatives.retain(|alternative| alternative.text != word);
    proposal.alternatives.insert(0, old);
    proposal.alternatives.truncate(SHOWN);
    proposal.confidence = 1.0 - proposal.confidence;
}

/// A probability whose odds are multiplied.
fn weighed(probability: f32, factor: f32) -> f32 {
    let odds = probability / (1.0 - probability).max(1e-6) * factor;
    odds / (1.0 + odds)
}
