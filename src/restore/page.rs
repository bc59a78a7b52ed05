//! A text as it was read, cut into what the model may change and what it may not. Entry point: [`slots`].

use std::ops::Range;

use quyche_text::fold;

use crate::restore::align::distance;
use crate::restore::blanks::blanks;
use crate::restore::label::{Points, cells};
use crate::restore::layout::{breaks, width};
use crate::restore::note::{
    before_code, before_note, holds_number, is_abbreviation, is_numbered_label, is_title, misread_ordinal, misread_term,
};
use crate::restore::unit::{BLANK, BREAK, NUMBER, UNKNOWN, WordId, before_roman, blank, class, is_roman, misread_roman};

/// One place of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Slot {
    /// Bytes of the text.
    pub(crate) span: Range<usize>,
    /// What stands there.
    pub(crate) kind: Kind,
    /// The line, from 0.
    pub(crate) line: usize,
}

/// What a place may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// A word: the model chooses how it is to be read.
    Word,
    /// What is written may be a number or a misread word; the number stays unless the words around it speak clearly.
    Unclear,
    /// A misread Roman numeral after the name of a unit at the head of a line, a misread 01, or the misread term in the number of a law.
    Numeral,
    /// The letter of a point, which the points before it decide.
    Label,
    /// Letters of the number of a document: only an abbreviation may stand here.
    Code,
    /// A blank of a form that was read as letters.
    Blank,
    /// A dash or a dot between two words and next to both, which may be a speck; as a class.
    Joint(WordId),
    /// A class the model sees and never changes.
    Fixed(WordId),
}

/// Characters that stand for letters in a misread word.
const LETTERLIKE: &str = "&¢€@£¥'?()|!{}<>~^*\"$§%=+\\‘’`";
/// The ones of them that also begin or end one.
const EDGE: &str = "&¢€@£¥'?";

/// The slots of a text in order. Paragraphs, and rows and cells of a form, are separated by a break: see [`breaks`].
///
/// `exact`: no letter was misread, so digits and marks are never parts of words.
pub(crate) fn slots(text: &str, exact: bool) -> Vec<Slot> {
    let mut found: Vec<Slot> = Vec::new();
    let mut start = 0;
    let width = width(text);
    let mut previous = "";
    let mut points = Points::default();
    for (number, line) in text.split('\n').enumerate() {
        if !line.trim().is_empty() {
            if breaks(previous, line, width) {
                push(&mut found, Slot { span: start..start, kind: Kind::Fixed(BREAK), line: number });
            }
            line_slots(line, points.label(line), start, number, exact, &mut found);
        }
        previous = line;
        start += line.len() + 1;
    }
    cells(text, &mut found);
    found
}

/// True for a line that begins with a mark of enumeration or the name of a unit.
pub(crate) fn begins_paragraph(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    let core = first.trim_end_matches(['.', ')', '-']);
    let marked = core.len() < first.len();
    let label = core.chars().count() == 1 && core.chars().all(char::is_lowercase) || core.chars().all(|c| c.is_ascii_digit() || c == '.');
    first == "-" || first == "+" || marked && label
}

/// Two equal classes in a row are one, as in the texts the model was counted on.
fn push(found: &mut Vec<Slot>, slot: Slot) {
    let repeated = matches!(slot.kind, Kind::Fixed(_)) && found.last().is_some_and(|last| last.kind == slot.kind);
    if !repeated {
        found.push(slot);
    }
}

fn line_slots(line: &str, label: Option<&str>, start: usize, number: usize, exact: bool, found: &mut Vec<Slot>) {
    let capitals = is_capitals(line);
    let mut previous = "";
    let blanks = if exact { Vec::new() } else { blanks(line) };
    for (at, chunk) in chunks(line) {
        if let Some(blank) = blanks.iter().find(|blank| blank.contains(&at)) {
            if blank.start == at {
                push(found, Slot { span: start + at..start + blank.end, kind: Kind::Blank, line: number });
            }
            continue;
        }
        let code = chunk.contains(['/', '-']) && (chunk.contains(|c: char| c.is_ascii_digit()) || previous_is_number(line, at));
        let pieces = pieces(chunk, exact);
        for (index, (range, kind)) in pieces.iter().cloned().enumerate() {
            let piece = &chunk[range.clone()];
            let after_unit = before_roman(previous);
            let kind = match kind {
                Kind::Word | Kind::Unclear if Some(piece) == label && at + range.start == line.len() - line.trim_start().len() => {
                    Kind::Label
                }
                Kind::Word
                    if is_roman(piece)
                        && (after_unit || piece.len() > 1 && (!capitals || line.trim_end_matches(['.', ';', ',']).trim() == piece)) =>
                {
                    Kind::Fixed(NUMBER)
                }
                Kind::Word if is_roman(piece) => Kind::Unclear,
                Kind::Unclear
                    if exact || after_unit || at == 0 && !goes_on(line) || chunk.trim_end_matches([',', ';', '°', '*']) != piece =>
                {
                    Kind::Fixed(NUMBER)
                }
                Kind::Word if line.trim_start().starts_with(previous) && like_unit(previous) && misread_roman(piece).is_some() => {
                    Kind::Numeral
                }
                Kind::Word if code && misread_term(piece).is_some() || !exact && misread_ordinal(piece).is_some() => Kind::Numeral,
                Kind::Word if code && is_abbreviation(piece) => Kind::Code,
                // The label `d1`: whether it is `đ1` nobody can tell.
                Kind::Word if exact && piece == "d" && chunk[range.end..].starts_with(|c: char| c.is_ascii_digit()) => Kind::Fixed(UNKNOWN),
                Kind::Word if holds_number(piece, &chunk[range.end..]) || code && is_title(piece) => Kind::Fixed(UNKNOWN),
                Kind::Fixed(class) if !exact && joins_words(chunk, &pieces, index, at == 0) => Kind::Joint(class),
                Kind::Word if at + range.start == 0 && is_numbered_label(piece, &chunk[range.end..]) => Kind::Fixed(UNKNOWN),
                kind => kind,
            };
            push(found, Slot { span: start + at + range.start..start + at + range.end, kind, line: number });
            if piece.chars().any(char::is_alphanumeric) {
                previous = piece;
            }
        }
    }
}

/// True for a dash or a dot with a word of small letters on either side, as neither a sentence nor a code has it: `lập-các`, `tiếp.của`; beside a dot
/// one of them may be a number: `quá.25`.
fn joins_words(chunk: &str, pieces: &[(Range<usize>, Kind)], at: usize, is_first: bool) -> bool {
    let mark = &pieces[at].0;
    let beside = |other: Option<usize>| {
        other.and_then(|other| pieces.get(other)).filter(|(range, _)| range.end == mark.start || range.start == mark.end)
    };
    let (Some((before, first)), Some((after, second))) = (beside(at.checked_sub(1)), beside(Some(at + 1))) else { return false };
    let is_word = |range: &Range<usize>, kind: Kind| {
        let word = &chunk[range.clone()];
        let is_small = !word.chars().skip(1).any(char::is_uppercase);
        kind == Kind::Word && word.starts_with(char::is_alphabetic) && word.chars().count() > 1 && is_small
    };
    let goes_on = chunk[after.clone()].starts_with(char::is_lowercase);
    let words = (is_word(before, *first), is_word(after, *second) && goes_on);
    match (&chunk[mark.clone()], words) {
        ("-" | "–" | "—" | ".", (true, true)) => true,
        (".", (true, false)) => *second == Kind::Fixed(NUMBER),
        // At the head of a line, `2.các`, it is a number with its dot.
        (".", (false, true)) => *first == Kind::Fixed(NUMBER) && !(is_first && before.start == 0),
        _ => false,
    }
}

/// True for the name of a unit, and for a longer one with a single letter misread: `Chwong`.
fn like_unit(word: &str) -> bool {
    let near = |unit: &str| distance(&fold(word).chars().collect::<Vec<_>>(), &unit.chars().collect::<Vec<_>>()) < 2;
    before_roman(word) || word.chars().count() > 4 && word.starts_with(char::is_uppercase) && near("chuong")
}

/// True when a line begins with a number as part of a sentence: a small letter follows it.
fn goes_on(line: &str) -> bool {
    line.split_whitespace().nth(1).is_some_and(|next| next.starts_with(char::is_lowercase))
}

/// True for a digit that letters are often misread as, or for two that begin with the stroke of an l or a t.
fn is_unclear(number: &str) -> bool {
    matches!(number, "1" | "4" | "6" | "9" | "0" | "10" | "13" | "14" | "16" | "18" | "46" | "86" | "101" | "161")
}

/// True when a number and a dash end before this place: `446- QĐ/TU`.
fn previous_is_number(line: &str, at: usize) -> bool {
    line[..at].trim_end().strip_suffix(['-', '/']).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()))
}

/// True when nearly all letters are capitals.
pub(crate) fn is_capitals(line: &str) -> bool {
    let (mut small, mut large) = (0, 0);
    for character in line.chars() {
        small += usize::from(character.is_lowercase());
        large += usize::from(character.is_uppercase());
    }
    large > 3 * small && large > 2
}

/// Runs without white space, with their places.
pub(crate) fn chunks(line: &str) -> impl Iterator<Item = (usize, &str)> {
    line.split_whitespace().map(|chunk| (chunk.as_ptr() as usize - line.as_ptr() as usize, chunk))
}

/// The pieces of a run without white space; marks the model does not see are in none. `exact`: see [`slots`].
pub(crate) fn pieces(chunk: &str, exact: bool) -> Vec<(Range<usize>, Kind)> {
    let mut found = Vec::new();
    let core = core(chunk);
    let mut at = 0;
    while let Some(character) = chunk[at..].chars().next() {
        let separator = if exact {
            // `²`, `½` and digits of other scripts are numeric, and neither letters nor digits that a number is made of.
            !character.is_alphabetic() && !character.is_ascii_digit()
        } else {
            !core.contains(&at) || is_separator(&chunk[core.clone()], at - core.start, character)
        };
        let blank = if separator { blank(&chunk[at..]) } else { 0 };
        if blank > 0 {
            found.push((at..at + blank, Kind::Fixed(BLANK)));
            at += blank;
            continue;
        }
        if separator {
            if let Some(class) = class(character) {
                found.push((at..at + character.len_utf8(), Kind::Fixed(class)));
            }
            at += character.len_utf8();
            continue;
        }
        if !exact && let Some(word) = before_code(&chunk[at..]) {
            found.push((at..at + word, Kind::Word));
            at += word;
            continue;
        }
        let number = at + number_length(&chunk[at..]);
        let word = if exact {
            at + chunk[at..].find(|c: char| !c.is_alphabetic()).unwrap_or(chunk.len() - at)
        } else {
            at + word_length(&chunk[core.clone()], at - core.start)
        };
        let note = if exact { word } else { at + before_note(&chunk[at..word]) };
        let (end, kind) = if number >= word || number > at && exact {
            (number, if is_unclear(&chunk[at..number]) { Kind::Unclear } else { Kind::Fixed(NUMBER) })
        } else {
            (note.min(word), Kind::Word)
        };
        debug_assert!(end > at, "every piece goes forward: `{chunk}` at {at}");
        found.push((at..end, kind));
        at = end;
        if note < word {
            found.push((note..word, Kind::Fixed(NUMBER)));
            at = word;
        }
    }
    found
}

/// The run without the marks around it.
fn core(chunk: &str) -> Range<usize> {
    let edge = |c: char| c.is_alphanumeric() || EDGE.contains(c);
    let Some(start) = chunk.find(edge) else { return 0..0 };
    let end = chunk.rfind(edge).map_or(start, |at| at + chunk[at..].chars().next().map_or(1, char::len_utf8));
    if chunk[start..end].chars().any(|c| c.is_alphanumeric() || "&@¢€¥".contains(c)) { start..end } else { 0..0 }
}

/// True for a mark between two words or numbers: a dash, a slash, a comma; brackets and the like may be misread letters.
fn is_separator(core: &str, at: usize, character: char) -> bool {
    let next = core[at + character.len_utf8()..].chars().next();
    !character.is_alphanumeric() && (!LETTERLIKE.contains(character) || character == '"' && next.is_none_or(|c| !c.is_alphanumeric()))
}

fn number_length(text: &str) -> usize {
    let mut end = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let goes_on = |next: &(usize, char)| next.1.is_ascii_digit() && misread_term(&text[next.0..]).is_none();
        let inner = ".,/:-".contains(character) && end > 0 && characters.peek().is_some_and(goes_on);
        if !character.is_ascii_digit() && !inner {
            break;
        }
        end = at + 1;
    }
    end
}

fn word_length(core: &str, start: usize) -> usize {
    let stop = core[start..].char_indices().find(|(at, c)| is_separator(core, start + at, *c));
    stop.map_or(core.len() - start, |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let show = |slot: Slot| match slot.kind {
            Kind::Word => text[slot.span].to_owned(),
            Kind::Unclear => format!("{}~", &text[slot.span]),
            Kind::Code => format!("{}!", &text[slot.span]),
            Kind::Label => format!("{})", &text[slot.span]),
            Kind::Numeral => format!("{}^", &text[slot.span]),
            Kind::Blank => String::from("_^"),
            Kind::Joint(_) => format!("{}?", &text[slot.span]),
            Kind::Fixed(class) => ["|", "#", ",", "-", "?", "_"][usize::from(class)].to_owned(),
        };
        slots(text, false).into_iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn signs_that_are_numeric_end() {
        for text in ["50 m²", "½ ngày", "① Điều", "\u{1e8ca}g*S:", "٣ khoản", "x³y"] {
            for exact in [true, false] {
                let covered: usize = slots(text, exact).iter().map(|slot| slot.span.len()).sum();
                assert!(covered <= text.len(), "{text}");
            }
        }
        assert_eq!(slots("50 m²", true).iter().filter(|slot| slot.kind == Kind::Word).count(), 1);
    }

    #[test]
    fn words_numbers_and_marks_are_told_apart() {
        assert_eq!(shown("- Can ct? so 84-QP/TU, ngay 04/3/2011"), "| - Can ct? so # - QP! - TU! , ngay #");
        assert_eq!(shown("khoa XVI; cac dé)ng chi"), "| khoa # | cac dé)ng chi");
        assert_eq!((shown("Chuong 1I"), shown("Chwong I1I")), ("| Chuong 1I^".to_owned(), "| Chwong I1I^".to_owned()));
        assert_eq!(shown("c6 6 thang 1anh"), "| c6 6~ thang 1anh");
        assert_eq!(shown("a1) Mau 04(a va s627/2023/QD-TTg cia nguoi8"), "| ? , Mau ? va s6 # - QD! - ? cia nguoi #");
        assert_eq!(shown("s&29/2023/0H15, 5/2023/QHI5 va O1 to, 14° 14)"), "| s& # - 0H15^ , # - QHI5^ va O1^ to , 14~ # ,");
        assert_eq!(shown("anh 3cm x 4cm, x4"), "| anh ? x ? , x4");
        assert_eq!(shown("30/2021/ND-CP va x4-hdi"), "| # - ND! - CP! va x4 -? hdi");
        assert_eq!(shown("2.lap-cac qua.25 trigu, 12.Mot QD-ubnd"), "| # | lap -? cac qua .? # trigu , # | Mot QD - ubnd");
        assert_eq!(shown("ngay eeese. cece nam eeee"), "| ngay _^ nam _^");
    }
}
