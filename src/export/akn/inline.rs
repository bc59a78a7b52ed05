//! Words with what stands in them: citations as `ref`, bodies as `organization`. Entry point: [`markup`].
//!
//! Architecture invariant: the markup, tags stripped, is the source, character for character.

use std::ops::Range;

use crate::export::xml::{element, escaped};

/// A place in the source that means something.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// Bytes of the file.
    pub(super) range: Range<usize>,
    /// The element around it.
    pub(super) name: &'static str,
    /// Its attributes.
    pub(super) attributes: Vec<(&'static str, String)>,
    /// Whether it has an id, which the schema asks of some.
    pub(super) has_id: bool,
}

/// The words at `range` with `marks` as elements, whose ids `next` gives in the order of the text. A mark may stand in another; one
/// that crosses another or the end of the words is left out, the words never are.
pub(super) fn markup(text: &str, range: &Range<usize>, marks: &[Mark], next: &mut dyn FnMut(&str) -> String) -> String {
    let fits = |mark: &&Mark| range.start <= mark.range.start && mark.range.end <= range.end && !mark.range.is_empty();
    let mut inside: Vec<&Mark> = marks.iter().filter(fits).collect();
    inside.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end)));
    nested(text, range, &inside, next)
}

fn nested(text: &str, range: &Range<usize>, marks: &[&Mark], next: &mut dyn FnMut(&str) -> String) -> String {
    let mut out = String::new();
    let mut done = range.start;
    let mut rest = marks;
    while let Some((mark, after)) = rest.split_first() {
        if mark.range.start < done || mark.range.end > range.end {
            rest = after;
            continue;
        }
        let within = after.iter().take_while(|other| other.range.start < mark.range.end).count();
        out.push_str(&escaped(&text[done..mark.range.start]));
        let eid = if mark.has_id { next(mark.name) } else { String::new() };
        let own = mark.attributes.iter().map(|(name, value)| (*name, value.as_str()));
        let attributes: Vec<(&str, &str)> = std::iter::once(("eId", eid.as_str())).chain(own).collect();
        out.push_str(&element(mark.name, &attributes, &nested(text, &mark.range, &after[..within], next)));
        done = mark.range.end;
        rest = &after[within..];
    }
    out.push_str(&escaped(&text[done..range.end]));
    out
}

/// The places of `range` that read as `words`.
pub(super) fn places(text: &str, range: &Range<usize>, words: &str) -> Vec<Range<usize>> {
    let found = text[range.clone()].match_indices(words).filter(|(_, found)| !found.is_empty());
    found.map(|(at, _)| range.start + at..range.start + at + words.len()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(range: Range<usize>) -> Mark {
        Mark { range, name: "ref", attributes: vec![("href", String::from("#a"))], has_id: false }
    }

    #[test]
    fn marks_nest_and_never_cross() {
        let text = "a < b & c";
        for (marks, wanted) in [
            (vec![mark(0..1)], "<ref href=\"#a\">a</ref> &lt; b &amp; c"),
            (vec![mark(4..9), mark(4..5)], "a &lt; <ref href=\"#a\"><ref href=\"#a\">b</ref> &amp; c</ref>"),
            (vec![mark(0..5), mark(4..9)], "<ref href=\"#a\">a &lt; b</ref> &amp; c"),
            (vec![mark(8..20)], "a &lt; b &amp; c"),
        ] {
            assert_eq!(markup(text, &(0..text.len()), &marks, &mut |_| String::new()), wanted);
        }
    }
}
