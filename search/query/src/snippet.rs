//! The part of a text that answers a query, with its hits marked. Entry point: [`Snippet`].

use std::cmp::Reverse;
use std::ops::Range;

use quyche_text::{Token, tokens};

use crate::plan::simple;
use crate::reading::Unit;
use crate::word::Word;

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
pub(crate) struct Wanted {
    /// Single words, folded, and the exact form when it was typed with marks.
    pub(crate) words: Vec<(String, Option<String>)>,
    /// Phrases and names, as folded words.
    pub(crate) sequences: Vec<Vec<String>>,
}

impl Wanted {
    /// What a snippet marks for these units.
    pub(crate) fn of(units: &[Unit]) -> Wanted {
        let mut wanted = Wanted::default();
        for unit in units {
            match unit {
                Unit::Word(word) if word.parts.is_empty() => wanted.add(word),
                Unit::Begun(word, longer) => {
                    wanted.add(word);
                    wanted.words.extend(longer.iter().map(|longer| (longer.clone(), None)));
                }
                Unit::Word(word) => wanted.sequences.push(simple(std::slice::from_ref(word))),
                Unit::Phrase(words) => wanted.sequences.push(simple(words)),
                Unit::Name { names, .. } => wanted.sequences.extend(names.iter().cloned()),
            }
        }
        wanted
    }

    fn add(&mut self, word: &Word) {
        self.words.push((word.folded.clone(), word.marked.then(|| word.exact.clone())));
    }
}

impl Snippet {
    /// The text in pieces, each with whether it answers the query.
    pub fn pieces(&self) -> impl Iterator<Item = (&str, bool)> {
        let starts = std::iter::once(0).chain(self.highlights.iter().map(|range| range.end));
        let ends = self.highlights.iter().cloned().chain(std::iter::once(self.text.len()..self.text.len()));
        let both = move |(start, range): (usize, Range<usize>)| [(&self.text[start..range.start], false), (&self.text[range], true)];
        starts.zip(ends).flat_map(both).filter(|(piece, _)| !piece.is_empty())
    }

    /// Cuts the window with the most hits out of a text.
    pub(crate) fn cut(text: &str, wanted: &Wanted) -> Snippet {
        let words: Vec<Token> = tokens(text).filter(|token| token.length == 1).collect();
        let hits = hits(&words, wanted);
        let range = window(&hits);
        let (start, end) = byte_range(text, &words, &range);
        let mut output = String::new();
        if start > 0 {
            output.push_str("… ");
        }
        let shift = output.len();
        // One byte for one byte: the offsets stay.
        output.push_str(&text[start..end].replace('\n', " "));
        if end < text.trim_end().len() {
            output.push_str(" …");
        }
        let mut highlights: Vec<Range<usize>> = Vec::new();
        for at in range.filter(|at| hits[*at].is_some()) {
            let span = words[at].span.start - start + shift..words[at].span.end - start + shift;
            // Neighbouring hits become one range: `công tác dân vận` is read as one phrase.
            match highlights.last_mut() {
                Some(last) if output[last.end..span.start].chars().all(char::is_whitespace) => {
                    last.end = span.end;
                }
                _ => highlights.push(span),
            }
        }
        Snippet { text: output, highlights }
    }
}

/// For each word the number of the wanted thing it answers, or `None`.
fn hits(words: &[Token], wanted: &Wanted) -> Vec<Option<usize>> {
    let mut hits = vec![None; words.len()];
    for (number, (folded, exact)) in wanted.words.iter().enumerate() {
        let as_typed = |word: &Token| exact.as_ref().is_some_and(|exact| *exact == word.exact);
        let strict = words.iter().any(as_typed);
        for (at, word) in words.iter().enumerate() {
            if if strict { as_typed(word) } else { word.folded == *folded } {
                hits[at] = Some(number);
            }
        }
    }
    for (number, sequence) in wanted.sequences.iter().enumerate() {
        let length = sequence.len().max(1);
        for at in 0..(words.len() + 1).saturating_sub(length) {
            if !sequence.is_empty() && sequence.iter().zip(&words[at..]).all(|(name, word)| *name == word.folded) {
                hits[at..at + length].fill(Some(wanted.words.len() + number));
            }
        }
    }
    hits
}

/// The window with the most different hits, then the longest run of them, then the most, then the earliest.
fn window(hits: &[Option<usize>]) -> Range<usize> {
    if hits.len() <= WINDOW {
        return 0..hits.len();
    }
    let starts = (0..hits.len()).filter(|start| hits[*start].is_some());
    let value = |start: usize| value(&hits[start..(start + WINDOW).min(hits.len())]);
    let best = starts.map(|start| (value(start), Reverse(start))).max().map_or(0, |(_, Reverse(start))| start);
    let start = best.saturating_sub(LEAD).min(hits.len() - WINDOW);
    start..start + WINDOW
}

fn value(hits: &[Option<usize>]) -> (usize, usize, usize) {
    let mut different: Vec<usize> = hits.iter().flatten().copied().collect();
    let count = different.len();
    different.sort_unstable();
    different.dedup();
    let longest = hits.split(Option::is_none).map(<[_]>::len).max().unwrap_or(0);
    (different.len(), longest, count)
}

/// Bytes of a window, grown over the punctuation that clings to its first and last word.
fn byte_range(text: &str, words: &[Token], range: &Range<usize>) -> (usize, usize) {
    if range.is_empty() {
        return (0, text.trim_end().len());
    }
    let first = words[range.start].span.start;
    let last = words[range.end - 1].span.end;
    let start = if range.start == 0 {
        0
    } else {
        text[..first].rfind(char::is_whitespace).map_or(0, |at| at + space_length(text, at)).max(words[range.start - 1].span.end)
    };
    let end = if range.end == words.len() {
        text.trim_end().len()
    } else {
        text[last..].find(char::is_whitespace).map_or(text.len(), |at| last + at).min(words[range.end].span.start)
    };
    (start, end)
}

fn space_length(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(1, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(words: &[&str], sequences: &[&str]) -> Wanted {
        let single = |word: &&str| {
            let token = tokens(word).next().expect("a word");
            (token.folded, (!word.is_ascii()).then_some(token.exact))
        };
        let sequence = |name: &&str| name.split(' ').map(str::to_owned).collect();
        Wanted { words: words.iter().map(single).collect(), sequences: sequences.iter().map(sequence).collect() }
    }

    #[test]
    fn hits_are_marked() {
        let table: [(&str, Wanted, &str); 6] = [
            ("Công tác dân vận", wanted(&["dan", "van"], &[]), "Công tác <mark>dân vận</mark>"),
            ("“A & B” <dân>", wanted(&["dan"], &[]), "“A & B” <<mark>dân</mark>>"),
            ("bàn về ban", wanted(&["bàn"], &[]), "<mark>bàn</mark> về ban"),
            ("tổ quốc, tổ chức", wanted(&[], &["to quoc"]), "<mark>tổ quốc</mark>, tổ chức"),
            ("một\ndân", wanted(&["dan"], &[]), "một <mark>dân</mark>"),
            ("", wanted(&["dan"], &[]), ""),
        ];
        for (text, wanted, expected) in table {
            let marked = |(piece, hit)| if hit { format!("<mark>{piece}</mark>") } else { String::from(piece) };
            assert_eq!(Snippet::cut(text, &wanted).pieces().map(marked).collect::<String>(), expected);
        }
    }

    #[test]
    fn a_long_text_is_cut_between_words_around_its_hits() {
        let text = format!("{}tiếp công dân, {}", "nghiêng ".repeat(60), "uyển ".repeat(60));
        let snippet = Snippet::cut(&text, &wanted(&["tiep", "cong", "dan"], &[]));
        assert!(snippet.text.starts_with("… nghiêng") && snippet.text.ends_with("uyển …"), "{}", snippet.text);
        assert_eq!(&snippet.text[snippet.highlights[0].clone()], "tiếp công dân");
        for word in snippet.text.split_whitespace() {
            assert!(["…", "nghiêng", "uyển", "tiếp", "công", "dân,"].contains(&word), "{word}");
        }
    }
}
