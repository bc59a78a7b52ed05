//! The lines of a text apart: running text, directives, fenced questions. Entry point: [`chunks`].

use std::ops::Range;

use crate::content::markdown::Reader;
use crate::diag::{Code, Diagnostic};
use crate::source::Span;

/// A run of lines, in bytes of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::content) enum Chunk {
    /// Markdown.
    Prose(Range<usize>),
    /// From the line that opens a directive to the line before the one that ends it.
    Directive { opening: Range<usize>, inner: Range<usize> },
    /// The YAML inside a fence called `questions`.
    Questions(Range<usize>),
}

/// What is open where the walk stands.
enum Open {
    Nothing,
    /// A code fence of this sign and length; the lines belong to what is around it.
    Fence(char, usize),
    Questions(usize),
    Directive(Range<usize>, usize),
}

/// The chunks of `body`; a fence called `questions` is one of its own where `questions` is set.
pub(in crate::content) fn chunks(reader: &mut Reader<'_>, body: Range<usize>, questions: bool) -> Vec<Chunk> {
    let text = reader.text;
    let mut found = Vec::new();
    let mut open = Open::Nothing;
    // A code fence inside a directive: sign and length.
    let mut fence: Option<(char, usize)> = None;
    let (mut start, mut at) = (body.start, body.start);
    for line in text[body.clone()].split_inclusive('\n') {
        let range = at..at + line.trim_end().len();
        at += line.len();
        let (mark, rest) = fence_of(line);
        match &open {
            Open::Fence(sign, length) => {
                if closes(mark, rest, (*sign, *length)) {
                    open = Open::Nothing;
                }
            }
            Open::Questions(from) => {
                if mark.is_some() && rest.is_empty() {
                    found.push(Chunk::Questions(*from..range.start));
                    (start, open) = (at, Open::Nothing);
                }
            }
            Open::Directive(opening, from) => match fence {
                Some(held) if closes(mark, rest, held) => fence = None,
                Some(_) => {}
                None if mark.is_some() => fence = mark,
                None if line.trim_end() == ":::" => {
                    found.push(Chunk::Directive { opening: opening.clone(), inner: *from..range.start });
                    (start, open) = (at, Open::Nothing);
                }
                None if line.starts_with("::: ") => {
                    let message = "a directive inside a directive";
                    reader.report(
                        Diagnostic::error(Code::BadDirective, Span::new(reader.file, range), message)
                            .hint("end the outer one first with a line `:::`"),
                    );
                }
                None => {}
            },
            Open::Nothing => match mark {
                Some(_) if questions && rest == "questions" => {
                    found.push(Chunk::Prose(start..range.start));
                    open = Open::Questions(at);
                }
                Some((sign, length)) => open = Open::Fence(sign, length),
                None if line.trim_end() == ":::" => {
                    let message = "`:::` ends no directive";
                    reader.report(
                        Diagnostic::error(Code::BadDirective, Span::new(reader.file, range.clone()), message).hint("delete the line"),
                    );
                    found.push(Chunk::Prose(start..range.start));
                    start = at;
                }
                None if line.starts_with("::: ") => {
                    found.push(Chunk::Prose(start..range.start));
                    open = Open::Directive(range, at);
                }
                None => {}
            },
        }
    }
    match open {
        Open::Directive(opening, from) => {
            let span = Span::new(reader.file, opening.clone());
            reader.report(
                Diagnostic::error(Code::BadDirective, span, "the directive is never ended").hint("write a line `:::` after its last line"),
            );
            found.push(Chunk::Directive { opening, inner: from..body.end });
        }
        Open::Questions(from) => found.push(Chunk::Questions(from..body.end)),
        Open::Nothing | Open::Fence(..) => found.push(Chunk::Prose(start..body.end)),
    }
    found
}

/// The sign and length of a code fence, and the words after it.
fn fence_of(line: &str) -> (Option<(char, usize)>, &str) {
    let trimmed = line.trim();
    let Some(sign) = trimmed.chars().next().filter(|sign| matches!(sign, '`' | '~')) else { return (None, trimmed) };
    let rest = trimmed.trim_start_matches(sign);
    let length = trimmed.len() - rest.len();
    if length < 3 || rest.contains(sign) { (None, trimmed) } else { (Some((sign, length)), rest.trim()) }
}

fn closes(mark: Option<(char, usize)>, rest: &str, open: (char, usize)) -> bool {
    rest.is_empty() && mark.is_some_and(|(sign, length)| sign == open.0 && length >= open.1)
}
