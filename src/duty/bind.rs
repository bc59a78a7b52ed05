//! Registers on their provisions: every entry finds its exact words, or is reported and left out. Entry point: [`bind`].

use std::ops::Range;

use crate::content::{Duty, Entry, Regulation};
use crate::corpus::Corpus;
use crate::diag::{Code, Diagnostic, Parsed};
use crate::duty::{Bound, Register};
use crate::law::{Block, ProvisionId, ProvisionPath};
use crate::source::{Sources, Span};

/// Binds all registers of `corpus`.
pub fn bind(corpus: &Corpus, sources: &Sources) -> Parsed<Register> {
    let mut diagnostics = Vec::new();
    let mut bound = Vec::new();
    let mut tagged = Vec::new();
    for (document, entries) in &corpus.contents.duties {
        for entry in entries {
            let (provision, quote) = match &entry.value {
                Entry::Duty(duty) => (&duty.provision, &duty.quote),
                Entry::Tagged(tagged) => (&tagged.provision, &tagged.quote),
            };
            let path = ProvisionPath::new(provision);
            let Some((regulation, id)) = corpus.provision(&path).filter(|(regulation, _)| regulation.id == *document) else {
                let message = format!("no provision `{provision}` in `{document}`");
                diagnostics.push(
                    Diagnostic::error(Code::UnknownProvision, entry.span.clone(), message)
                        .hint("the register of a document is `duties/<document>.yaml`; copy the address from the built page"),
                );
                continue;
            };
            let Some(range) = locate(regulation, id, &sources.get(regulation.file).text, quote) else {
                let message = format!("`{quote}` does not stand in `{provision}`");
                diagnostics.push(
                    Diagnostic::error(Code::StaleDuty, entry.span.clone(), message)
                        .hint("the clause has changed or the words were copied wrongly: read the clause again and write its exact words"),
                );
                continue;
            };
            match &entry.value {
                Entry::Duty(duty) => {
                    diagnostics.extend(unknown(corpus, duty, &entry.span));
                    bound.push(Bound { duty: duty.clone(), provision: path, quote: range });
                }
                Entry::Tagged(entry) => tagged.push((path, entry.tag)),
            }
        }
    }
    Parsed { value: Register::new(corpus, bound, tagged), diagnostics }
}

fn unknown(corpus: &Corpus, duty: &Duty, span: &Span) -> Vec<Diagnostic> {
    let named = duty.actors.iter().chain(duty.counterparts.iter().map(|counterpart| &counterpart.organisation));
    let report = |id: &String| {
        Diagnostic::error(Code::UnknownOrganisation, span.clone(), format!("no organisation `{id}`"))
            .hint("add it to `organisations.yaml`, or correct the id")
    };
    named.filter(|id| corpus.organisation(id).is_none()).map(report).collect()
}

/// Where `quote` stands in the words of a provision, in bytes of the file; white space counts as one space.
pub fn locate(regulation: &Regulation, id: ProvisionId, text: &str, quote: &str) -> Option<Range<usize>> {
    let words: Vec<&str> = quote.split_whitespace().collect();
    let provision = regulation.tree.get(id);
    let ranges = provision.blocks.iter().flat_map(|block| match block {
        Block::Paragraph { range, .. } => vec![range.clone()],
        Block::Table { rows } => rows.iter().flatten().cloned().collect(),
    });
    ranges.into_iter().find_map(|range| find(&text[range.clone()], &words).map(|found| range.start + found.start..range.start + found.end))
}

/// The first place where `words` follow one another in `text` with nothing but white space between.
fn find(text: &str, words: &[&str]) -> Option<Range<usize>> {
    let first = words.first()?;
    text.match_indices(first).map(|(start, _)| start).find_map(|start| {
        let mut at = start + first.len();
        for word in &words[1..] {
            let rest = text[at..].trim_start();
            let gap = text.len() - at - rest.len();
            if gap == 0 || !rest.starts_with(word) {
                return None;
            }
            at += gap + word.len();
        }
        Some(start..at)
    })
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn white_space_is_one_space() {
        let words = |quote: &'static str| quote.split_whitespace().collect::<Vec<_>>();
        assert_eq!(find("a báo cáo\nkết quả.", &words("báo cáo kết quả")), Some(2..23));
        assert_eq!(find("báocáo", &words("báo cáo")), None);
        assert_eq!(find("báo cáo", &[]), None);
    }
}
