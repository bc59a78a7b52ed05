//! Two readings of one image: the restored one, and one by a reader that knows Vietnamese. Entry point: [`combine`].

use quyche_text::is_exact_syllable;

use crate::restore::evaluate::partners;
use crate::restore::proposal::{Alternative, Proposal, Restoration, SHOWN, Sort};
use crate::restore::unit::key;

/// How much likelier a word is right than wrong when both readings agree on it: both seldom make the same mistake.
const AGREED: f32 = 5.0;
/// How much less likely when they do not: the other reader is wrong once in a hundred words.
const DENIED: f32 = 1.0 / 100.0;
/// What a word of the other reading is worth that this one did not think of: where both differ so much, the place may be worn for both.
const UNTHOUGHT: f32 = 3.0 / 100.0;

/// The restoration with every confidence weighed by the other reading, and the other's word where it is likelier; capitals are as the other has them.
/// Numbers and codes keep the reading they have; where the other differs, they are the less sure.
#[must_use]
pub fn combine(mut restoration: Restoration, other: &str) -> Restoration {
    let partners = partners(other, &restoration.text);
    let mut changes = Vec::new();
    for (place, word, same) in partners {
        let at = restoration.proposals.partition_point(|proposal| proposal.place.end <= place.start);
        let Some(proposal) = restoration.proposals.get_mut(at).filter(|proposal| proposal.place == place) else { continue };
        let before = proposal.confidence;
        proposal.confidence = weighed(before, if same { AGREED } else { DENIED });
        let exact = matches!(proposal.sort, Sort::Numeral | Sort::Code);
        if same {
            if proposal.text != word && !exact && key(word) == proposal.text.to_lowercase() {
                changes.push((at, word));
            }
        } else if proposal.confidence < 0.5 && !exact && is_exact_syllable(&key(word)) {
            take(proposal, word, before);
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

/// Makes the other reading's word the proposal and the old one, which had the probability `before`, an alternative.
fn take(proposal: &mut Proposal, word: &str, before: f32) {
    let own = proposal.alternatives.iter().find(|alternative| alternative.text == word);
    let thought = own.map_or(UNTHOUGHT, |own| own.probability.max(UNTHOUGHT));
    let confidence = weighed(thought, 1.0 / DENIED);
    let left = (1.0 - confidence) / (1.0 - thought).max(1e-6);
    proposal.alternatives.retain(|alternative| alternative.text != word);
    proposal.alternatives.push(Alternative { text: proposal.text.clone(), probability: before });
    proposal.alternatives.iter_mut().for_each(|alternative| alternative.probability *= left);
    proposal.alternatives.sort_by(|one, other| other.probability.total_cmp(&one.probability));
    proposal.alternatives.truncate(SHOWN);
    proposal.confidence = confidence;
}

/// A probability whose odds are multiplied.
fn weighed(probability: f32, factor: f32) -> f32 {
    let odds = probability / (1.0 - probability).max(1e-6) * factor;
    odds / (1.0 + odds)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A place that was read as `SOE`, and what this reading makes of it.
    fn unsure(likely: &[(&str, f32)]) -> Proposal {
        let [(text, confidence), others @ ..] = likely else { panic!("a proposal has a text") };
        let alternative = |(text, probability): &(&str, f32)| Alternative { text: (*text).to_owned(), probability: *probability };
        Proposal {
            span: 0..3,
            original: String::from("SOE"),
            text: (*text).to_owned(),
            confidence: *confidence,
            alternatives: others.iter().map(alternative).collect(),
            sort: Sort::Word,
            place: 0..3,
        }
    }

    #[test]
    fn a_word_that_only_the_other_reading_has_is_no_sure_one() {
        let mut worn = unsure(&[("SOE", 0.27), ("số", 0.25)]);
        take(&mut worn, "ai", 0.27);
        assert!(worn.confidence < 0.9 && worn.text == "SOE", "it is shown to a person: {worn:?}");
        let mut near = unsure(&[("số", 0.4), ("sổ", 0.35)]);
        take(&mut near, "sổ", 0.4);
        assert!(near.confidence > 0.95, "{near:?}");
        for proposal in [worn, near] {
            let all: f32 = proposal.alternatives.iter().map(|alternative| alternative.probability).sum();
            assert!(proposal.confidence + all <= 1.0, "{proposal:?}");
        }
    }
}
