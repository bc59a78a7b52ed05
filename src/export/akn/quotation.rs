//! Words of another text that a document quotes over several đoạn, as an amending law does. Entry points: [`run`], [`amends`].
//!
//! The lines of such a quotation are no units of the document that quotes them, so the tree keeps them as đoạn; here they stay together.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::law::{Block, Kind, Provision, ProvisionId, Tree};

/// Words before a quotation by which it is put into another text.
static AMENDS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?is)\b(?:sửa đổi|bổ sung|thay thế)\b.*như sau:\s*$").expect("the pattern is well-formed"));

/// How many of `units`, from the first, are one quotation: they open it with “ and close it with ”. 0 where they are none, and for a
/// quotation that one đoạn holds.
pub(super) fn run(tree: &Tree, text: &str, units: &[ProvisionId]) -> usize {
    let mut open = 0;
    for (at, id) in units.iter().enumerate() {
        let Some(range) = words(tree.get(*id)) else { return 0 };
        let words = &text[range.clone()];
        if at == 0 && !words.starts_with('“') {
            return 0;
        }
        open += words.matches('“').count() as i64 - words.matches('”').count() as i64;
        if open <= 0 {
            return if at > 0 { at + 1 } else { 0 };
        }
    }
    0
}

/// The words of a đoạn that is a paragraph and nothing else.
pub(super) fn words(provision: &Provision) -> Option<&Range<usize>> {
    match provision.blocks.as_slice() {
        [Block::Paragraph { range, .. }] if provision.kind == Kind::Paragraph && provision.children.is_empty() => Some(range),
        _ => None,
    }
}

/// Whether the words of `unit` say that what follows them becomes the text of another document.
pub(super) fn amends(unit: &Provision, text: &str) -> bool {
    let last = unit.pieces().last();
    let all = unit.pieces().next().zip(last).map(|(first, last)| &text[first.start..last.end]);
    all.is_some_and(|words| AMENDS.is_match(words))
}
