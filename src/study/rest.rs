//! Whether a quotation still stands in its clause. Entry point: [`rest`].

use crate::content::{Binding, Regulation};
use crate::corpus::Corpus;
use crate::law::ProvisionId;
use crate::source::Sources;

/// What became of the words on which a text rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// They stand in the clause; or the text rests on the clause as a whole, which exists.
    Holds,
    /// The clause exists, its words are others.
    Stale,
    /// There is no such clause.
    Missing,
}

/// Whether the words of `binding` stand in its clause or below it; white space counts as one space.
pub fn rest(corpus: &Corpus, sources: &Sources, binding: &Binding) -> Rest {
    let Some((regulation, id)) = corpus.provision(&binding.provision) else { return Rest::Missing };
    let quote = squeezed(&binding.quote);
    if quote.is_empty() || words(regulation, id, &sources.get(regulation.file).text).contains(&quote) { Rest::Holds } else { Rest::Stale }
}

/// All words of a provision and of what is below it, with single spaces.
fn words(regulation: &Regulation, id: ProvisionId, text: &str) -> String {
    let pieces = regulation.tree.subtree(id).flat_map(|(_, provision)| provision.pieces().collect::<Vec<_>>());
    squeezed(&pieces.map(|piece| &text[piece]).collect::<Vec<_>>().join(" "))
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
