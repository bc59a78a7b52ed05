//! Dotted blanks of a form that were read as letters: `eeeeseeee`, `cece ete`. Entry point: [`blanks`].

use std::ops::Range;

use quyche_text::is_exact_syllable;

use crate::restore::page::chunks;

/// Letters that dots look like, as readers of Latin scripts take them.
const DOTS: &str = "ecsornu";
/// Letters that stand among them where the dots are worn.
const AMONG: &str = "ecsonrtuaiyv";

/// Where dots stood in `line`. A run without white space that can be nothing else says it of those beside it that are no syllables; together they are
/// one blank, at which a person looks once.
pub(crate) fn blanks(line: &str) -> Vec<Range<usize>> {
    let chunks: Vec<(usize, &str)> = chunks(line).collect();
    let mut found: Vec<bool> = chunks.iter().map(|(_, chunk)| is_dots(chunk)).collect();
    for at in 1..chunks.len() {
        found[at] |= found[at - 1] && is_among(chunks[at].1);
    }
    for at in (1..chunks.len()).rev() {
        found[at - 1] |= found[at] && is_among(chunks[at - 1].1);
    }
    let places: Vec<(Range<usize>, bool)> = chunks.iter().zip(found).map(|((at, chunk), found)| (*at..at + chunk.len(), found)).collect();
    let runs = places.chunk_by(|one, other| one.1 && other.1).filter(|run| run[0].1);
    runs.map(|run| run[0].0.start..run[run.len() - 1].0.end).collect()
}

/// True for a run in which one of [`DOTS`] stands three times in a row, as in no word, and for two of the likeliest alone.
fn is_dots(chunk: &str) -> bool {
    let letters = letters(chunk);
    // `CCC` may be a numeral.
    let thrice =
        letters.windows(3).any(|three| three[0] == three[1] && three[1] == three[2] && three[0] != 'C' && is_one_of(three[0], DOTS));
    let only = letters == ['e', 'e'];
    let is_plain = chunk.chars().all(|c| c.is_ascii_alphabetic() || is_mark(c));
    is_plain && (thrice || only)
}

/// True for a run of the letters that stand among dots, which is no syllable; one letter alone is a dot only if it looks like one.
fn is_among(chunk: &str) -> bool {
    let fits = chunk.chars().all(|c| AMONG.contains(c) || is_mark(c));
    let letters = letters(chunk);
    match letters.as_slice() {
        [] => false,
        [letter] => fits && "ec".contains(*letter) && !chunk.ends_with(')'),
        letters => fits && !is_exact_syllable(&letters.iter().collect::<String>()),
    }
}

fn letters(chunk: &str) -> Vec<char> {
    chunk.chars().filter(|c| c.is_alphabetic()).collect()
}

fn is_one_of(letter: char, letters: &str) -> bool {
    letters.contains(letter.to_ascii_lowercase())
}

fn is_mark(c: char) -> bool {
    ".,-–…".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_read_as_letters_are_told_from_words() {
        let found = |line: &str| blanks(line).into_iter().map(|blank| &line[blank]).collect::<Vec<_>>().join(" ");
        assert_eq!(found("Ho va ten viet don ee cette tenet ete 3"), "ee cette tenet ete");
        assert_eq!(found("so eee cap ngay Dicsesseees tai"), "eee Dicsesseees");
        assert_eq!(found("ngay eeeese tai... nam"), "eeeese");
        assert_eq!(found("6 ccc eeee eee e terete rere nghiép"), "ccc eeee eee e terete rere");
        for line in [
            "Chuong III va Phu luc CCC",
            "www.chinhphu.vn",
            "c) cac co so",
            "Internet, Center",
            "so co en e ngai",
            "cc co quan",
            "cdc cc xa",
            "diém c khoan 1",
        ] {
            assert_eq!(found(line), "", "{line}");
        }
    }
}
