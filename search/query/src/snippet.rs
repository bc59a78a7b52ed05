//! The part of a text that answers a query, with its hits marked. Entry point: [`Snippet`].

use std::ops::Range;

use quyche_text::{Token, pieces, tokens};

use crate::plan::{Form, simple};
use crate::reading::{Kind, Unit};

/// Words shown; a clause of this length is shown whole. Between 20 (a phone) and 60 (a paragraph).
const WINDOW: usize = 40;
/// Words shown before the first hit, so that it is read in its sentence.
const LEAD: usize = 6;

/// A piece of text and the byte ranges of it that answer the query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snippet {
    /// Plain text; `…` stands where text was left out.
    pub text: String,
    /// Ranges of `text` in order, apart from each other, at the boundaries of words.
    pub highlights: Vec<Range<usize>>,
}

/// What a query asks to be marked.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted<'a> {
    /// Single words, with the exact form when it was typed with marks.
    pub(crate) words: Vec<Form<'a>>,
    /// Phrases and names, as folded words.
    pub(crate) sequences: Vec<Vec<&'a str>>,
}

impl<'a> Wanted<'a> {
    /// What a snippet marks for these units.
    pub(crate) fn of(units: &'a [Unit]) -> Wanted<'a> {
        let mut wanted = Wanted::default();
        for unit in units {
            let word = unit.words.first().filter(|word| word.parts.is_empty() || unit.kind == Kind::Begun);
            match (unit.kind, word) {
                (Kind::Word | Kind::Begun, Some(word)) => {
                    wanted.words.push(Form { folded: &word.folded, exact: if word.marked { Some(&word.exact) } else { None } });
                    for longer in &unit.others {
                        wanted.words.push(Form { folded: longer, exact: None });
                    }
                }
                (Kind::Name, _) => {
                    for name in &unit.others {
                        wanted.sequences.push(pieces(name));
                    }
                }
                _ => wanted.sequences.push(simple(&unit.words)),
            }
        }
        wanted
    }
}

impl Snippet {
    /// The text in pieces, each with whether it answers the query.
    pub fn pieces(&self) -> Vec<(&str, bool)> {
        let mut pieces = Vec::new();
        let mut start = 0;
        let mut add = |piece: Range<usize>, marked| {
            let piece = &self.text[piece];
            if !piece.is_empty() {
                pieces.push((piece, marked));
            }
        };
        for range in &self.highlights {
            add(start..range.start, false);
            add(range.clone(), true);
            start = range.end;
        }
        add(start..self.text.len(), false);
        pieces
    }

    /// Cuts the window with the most hits out of a text.
    pub(crate) fn cut(text: &str, wanted: &Wanted<'_>) -> Snippet {
        let mut words = Vec::new();
        for token in tokens(text) {
            if token.length == 1 {
                words.push(token);
            }
        }
        let hits = hits(&words, wanted);
        let range = window(&hits);
        let whole = trimmed(text);
        let (start, end) = byte_range(text, whole, &words, &range);
        let mut output = String::new();
        if start > 0 {
            output.push_str("… ");
        }
        let shift = output.len();
        // One byte for one byte: the offsets stay.
        for character in text[start..end].chars() {
            output.push(if character == '\n' { ' ' } else { character });
        }
        if end < whole {
            output.push_str(" …");
        }
        let mut highlights: Vec<Range<usize>> = Vec::new();
        for at in range {
            if hits[at] == NONE {
                continue;
            }
            let span = words[at].span.start - start + shift..words[at].span.end - start + shift;
            // Neighbouring hits become one range: `công tác dân vận` is read as one phrase.
            match highlights.last_mut() {
                Some(last) if output[last.end..span.start].chars().all(char::is_whitespace) => last.end = span.end,
                _ => highlights.push(span),
            }
        }
        Snippet { text: output, highlights }
    }
}

/// Stands for a word that answers nothing.
const NONE: u32 = u32::MAX;

/// For each word the number of the wanted thing it answers, or [`NONE`].
fn hits(words: &[Token], wanted: &Wanted<'_>) -> Vec<u32> {
    let mut hits = Vec::new();
    hits.resize(words.len(), NONE);
    for (number, form) in wanted.words.iter().enumerate() {
        let strict = form.exact.filter(|exact| words.iter().any(|word| word.exact == *exact));
        for (at, word) in words.iter().enumerate() {
            if strict.map_or(word.folded == form.folded, |exact| word.exact == exact) {
                hits[at] = number as u32;
            }
        }
    }
    for (number, sequence) in wanted.sequences.iter().enumerate() {
        if sequence.is_empty() {
            continue;
        }
        for (at, window) in words.windows(sequence.len()).enumerate() {
            if sequence.iter().enumerate().all(|(place, name)| *name == window[place].folded) {
                hits[at..at + sequence.len()].fill((wanted.words.len() + number) as u32);
            }
        }
    }
    hits
}

/// The window with the most different hits, then the longest run of them, then the most, then the earliest.
fn window(hits: &[u32]) -> Range<usize> {
    if hits.len() <= WINDOW {
        return 0..hits.len();
    }
    let mut best = (0, 0, 0);
    let mut from = 0;
    for (start, hit) in hits.iter().enumerate() {
        if *hit != NONE {
            let value = value(&hits[start..(start + WINDOW).min(hits.len())]);
            if value > best {
                best = value;
                from = start;
            }
        }
    }
    let start = from.saturating_sub(LEAD).min(hits.len() - WINDOW);
    start..start + WINDOW
}

/// Different hits, the longest run of hits, all hits.
fn value(hits: &[u32]) -> (usize, usize, usize) {
    let (mut different, mut longest, mut count) = (0, 0, 0);
    let mut run = 0;
    for (at, hit) in hits.iter().enumerate() {
        if *hit == NONE {
            run = 0;
            continue;
        }
        run += 1;
        count += 1;
        longest = longest.max(run);
        different += usize::from(!hits[..at].contains(hit));
    }
    (different, longest, count)
}

/// Bytes of a window, grown over the punctuation that clings to its first and last word; `whole` is the end of the text.
fn byte_range(text: &str, whole: usize, words: &[Token], range: &Range<usize>) -> (usize, usize) {
    if range.is_empty() {
        return (0, whole);
    }
    let (mut start, mut end) = (0, whole);
    if let Some(before) = range.start.checked_sub(1) {
        start = words[before].span.end;
        for (at, character) in text[start..words[range.start].span.start].char_indices() {
            if character.is_whitespace() {
                start = words[before].span.end + at + character.len_utf8();
            }
        }
    }
    if let Some(after) = words.get(range.end) {
        end = words[range.end - 1].span.end;
        for character in text[end..after.span.start].chars() {
            if character.is_whitespace() {
                break;
            }
            end += character.len_utf8();
        }
    }
    (start, end)
}

/// The end of a text without the white space after it.
pub(crate) fn trimmed(text: &str) -> usize {
    let mut end = 0;
    for (at, character) in text.char_indices() {
        if !character.is_whitespace() {
            end = at + character.len_utf8();
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each word as it is typed without marks and, when it has some, with them.
    fn wanted<'a>(words: &[(&'a str, Option<&'a str>)], sequences: &[&'a str]) -> Wanted<'a> {
        let single = |(folded, exact): &(&'a str, Option<&'a str>)| Form { folded, exact: *exact };
        let sequence = |name: &&'a str| name.split(' ').collect();
        Wanted { words: words.iter().map(single).collect(), sequences: sequences.iter().map(sequence).collect() }
    }

    #[test]
    fn hits_are_marked() {
        let table: [(&str, Wanted<'_>, &str); 6] = [
            ("Công tác dân vận", wanted(&[("dan", None), ("van", None)], &[]), "Công tác <mark>dân vận</mark>"),
            ("“A & B” <dân>", wanted(&[("dan", None)], &[]), "“A & B” <<mark>dân</mark>>"),
            ("bàn về ban", wanted(&[("ban", Some("bàn"))], &[]), "<mark>bàn</mark> về ban"),
            ("tổ quốc, tổ chức", wanted(&[], &["to quoc"]), "<mark>tổ quốc</mark>, tổ chức"),
            ("một\ndân", wanted(&[("dan", None)], &[]), "một <mark>dân</mark>"),
            ("", wanted(&[("dan", None)], &[]), ""),
        ];
        for (text, wanted, expected) in table {
            let marked = |(piece, hit)| if hit { format!("<mark>{piece}</mark>") } else { String::from(piece) };
            assert_eq!(Snippet::cut(text, &wanted).pieces().into_iter().map(marked).collect::<String>(), expected);
        }
    }

    #[test]
    fn a_long_text_is_cut_between_words_around_its_hits() {
        let text = format!("{}tiếp công dân, {}", "nghiêng ".repeat(60), "uyển ".repeat(60));
        let snippet = Snippet::cut(&text, &wanted(&[("tiep", None), ("cong", None), ("dan", None)], &[]));
        assert!(snippet.text.starts_with("… nghiêng") && snippet.text.ends_with("uyển …"), "{}", snippet.text);
        assert_eq!(&snippet.text[snippet.highlights[0].clone()], "tiếp công dân");
        for word in snippet.text.split_whitespace() {
            assert!(["…", "nghiêng", "uyển", "tiếp", "công", "dân,"].contains(&word), "{word}");
        }
    }
}
