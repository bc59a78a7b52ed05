//! One unit as a citation names it: `khoản 2`, `Điều 5a`, `điểm đ`, `Chương III`, `Điều này`. Entry point: [`read`].

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::law::{ordinal, roman};
use crate::link::citation::text::{Cursor, Text};
use crate::link::spelling;

/// Levels a citation can name, the most special first: a citation runs from special to general.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::link) enum Level {
    /// Mẫu, a form in an appendix.
    Form,
    /// Đoạn.
    Paragraph,
    /// Gạch đầu dòng.
    Dash,
    /// Tiết, below a điểm.
    Item,
    /// Điểm.
    Point,
    /// Khoản.
    Clause,
    /// Điều.
    Article,
    /// Tiểu mục.
    Subsection,
    /// Mục.
    Section,
    /// Chương.
    Chapter,
    /// Phần.
    Part,
    /// Phụ lục.
    Appendix,
}

/// The number a citation gives a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::link) enum Number {
    /// "này": the unit in which the citation stands.
    This,
    /// As written, in lower case unless Roman; ordinals as digits.
    Written(String),
    /// None ("Phụ lục ban hành kèm theo …").
    Absent,
}

/// One unit of a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::link) struct Unit {
    pub(in crate::link) level: Level,
    pub(in crate::link) number: Number,
    /// Bytes of the text, the word included where it is written.
    pub(in crate::link) range: Range<usize>,
}

/// Words for units, their level, and the syllables before them with which they are another word ("quan điểm").
const WORDS: [(&str, Level, &str); 12] = [
    ("mẫu", Level::Form, "người khuôn phụ"),
    ("đoạn", Level::Paragraph, "giai công phân thủ"),
    ("gạch đầu dòng", Level::Dash, ""),
    ("tiết", Level::Item, "chi thời tình"),
    (
        "điểm",
        Level::Point,
        "quan thời địa đặc ưu nhược khuyết trọng cao số chấm tâm tiêu thí giao luận xuất yếu tổng kết cực bình nhấn ghi tính cho",
    ),
    ("khoản", Level::Clause, "tài điều ngân bưu"),
    ("điều", Level::Article, "số"),
    ("tiểu mục", Level::Subsection, ""),
    ("mục", Level::Section, "danh hạng đề chuyên thư tiết"),
    ("chương", Level::Chapter, "huân hiến huy văn bằng"),
    ("phần", Level::Part, "thành cổ học bộ gia"),
    ("phụ lục", Level::Appendix, ""),
];

static STARTS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(WORDS.map(|(word, _, _)| word))
        .expect("the words for units make an automaton")
});

/// Bytes at which a unit may begin, in order.
pub(in crate::link) fn starts(text: &Text<'_>) -> impl Iterator<Item = usize> {
    STARTS.find_iter(&text.flat).map(|found| found.start())
}

/// The unit whose word begins at byte `at` of `text`, after spaces; `None` where no number follows.
pub(in crate::link) fn read(text: &Text<'_>, at: usize) -> Option<Unit> {
    let start = text.cursor(at).space().at;
    let (level, after) = word(text, start)?;
    let cursor = text.cursor(after);
    if let Some(this) = cursor.phrase("này") {
        let is_unit = text.is_capital(start) || matches!(level, Level::Clause | Level::Point | Level::Section | Level::Subsection);
        return is_unit.then_some(Unit { level, number: Number::This, range: start..this.at });
    }
    if let Some((number, end)) = number(text, level, cursor) {
        return Some(Unit { level, number: Number::Written(number), range: start..end });
    }
    let attached = || cursor.one_of(&["ban hành kèm", "kèm theo", "của", "được ban hành"]).is_some();
    (level == Level::Appendix && text.is_capital(start) && attached()).then_some(Unit {
        level,
        number: Number::Absent,
        range: start..after,
    })
}

/// The level of the word for a unit at byte `start`, and where the word ends.
fn word(text: &Text<'_>, start: usize) -> Option<(Level, usize)> {
    let rest = &text.flat[start..];
    let (word, level, compounds) = WORDS.iter().find(|(word, _, _)| rest.starts_with(word))?;
    let end = start + word.len();
    if !spelling::is_whole(&text.flat, start, end) {
        return None;
    }
    let before = text.word_before(start);
    // "Quan điểm" and "TÀI KHOẢN" are compounds, "Điểm" with a capital of its own is not.
    let own_capital = text.is_capital(start)
        && !text
            .is_capital(text.cursor(start).word().map_or(start, |(word, _)| start + word.char_indices().nth(1).map_or(0, |(at, _)| at)));
    let compound = !own_capital && !before.is_empty() && compounds.split(' ').any(|syllable| syllable == before);
    (!compound).then_some((*level, end))
}

/// The number that follows the word of a unit, and where it ends.
fn number(text: &Text<'_>, level: Level, cursor: Cursor<'_>) -> Option<(String, usize)> {
    let cursor = cursor.maybe("từ");
    let cursor = if level <= Level::Clause { cursor.mark(':').unwrap_or(cursor) } else { cursor };
    let cursor = if matches!(level, Level::Form | Level::Appendix) { cursor.maybe("số") } else { cursor };
    let cursor = if level == Level::Form { cursor.mark(':').unwrap_or(cursor) } else { cursor };
    if matches!(level, Level::Part | Level::Paragraph | Level::Dash)
        && let Some(after) = cursor.phrase("thứ")
    {
        let (value, end) = ordinal_words(after)?;
        return Some((value.to_string(), end));
    }
    bare(text, level, cursor.space().at)
}

fn ordinal_words(cursor: Cursor<'_>) -> Option<(u32, usize)> {
    let (first, after) = cursor.word()?;
    if let Some((second, end)) = after.word()
        && let Some(value) = ordinal(&format!("{first} {second}"))
    {
        return Some((value, end.at));
    }
    ordinal(first).map(|value| (value, after.at))
}

/// A number of `level` at exactly byte `at`, and where it ends.
pub(in crate::link) fn bare(text: &Text<'_>, level: Level, at: usize) -> Option<(String, usize)> {
    let rest = &text.flat[at..];
    let found = match level {
        Level::Form => form(&text.raw[at..]),
        Level::Article => digits(rest, false),
        Level::Paragraph | Level::Dash => plain_digits(rest),
        Level::Clause => digits(rest, true),
        Level::Item | Level::Point => letter(rest).or_else(|| digits(rest, true)),
        Level::Subsection => digits(rest, true),
        Level::Section => digits(rest, true).or_else(|| capitals(text, at)),
        Level::Chapter | Level::Part => capitals(text, at).or_else(|| digits(rest, false)),
        Level::Appendix => capitals(text, at).or_else(|| form(&text.raw[at..])),
    };
    let (number, length) = found?;
    let end = at + length;
    ends_number(&text.flat[end..]).then_some((number, end))
}

/// `5`, `5a`; with `dotted` also `10.4.2`. Leading zeros are dropped.
fn digits(rest: &str, dotted: bool) -> Option<(String, usize)> {
    let run = |text: &str| text.len() - text.trim_start_matches(|digit: char| digit.is_ascii_digit()).len();
    let first = run(rest);
    if first == 0 || first > 3 {
        return None;
    }
    let mut end = first;
    let mut number = rest[..first].trim_start_matches('0').to_owned();
    while dotted && rest[end..].starts_with('.') && matches!(run(&rest[end + 1..]), 1..=2) {
        let length = 1 + run(&rest[end + 1..]);
        number.push_str(&rest[end..end + length]);
        end += length;
    }
    if end == first
        && let Some(letter) = rest[end..].chars().next().filter(|letter| matches!(letter, 'a'..='z' | 'đ'))
    {
        number.push(letter);
        end += letter.len_utf8();
    }
    (!number.is_empty()).then_some((number, end))
}

fn plain_digits(rest: &str) -> Option<(String, usize)> {
    digits(rest, false).filter(|(number, _)| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `a`, `đ`, `a1`: a letter with which law numbers points, alone.
fn letter(rest: &str) -> Option<(String, usize)> {
    let first = rest.chars().next().filter(|letter| matches!(letter, 'a'..='z' | 'đ'))?;
    let digits = rest[first.len_utf8()..].chars().take_while(char::is_ascii_digit).count();
    (digits <= 2).then(|| (rest[..first.len_utf8() + digits].to_owned(), first.len_utf8() + digits))
}

/// A Roman numeral or one capital letter, with the small letter of an inserted unit (`IIa`).
fn capitals(text: &Text<'_>, at: usize) -> Option<(String, usize)> {
    let rest = &text.raw[at..];
    let length = rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_uppercase()).len();
    let number = &rest[..length];
    if roman(number).is_none() && length != 1 {
        return None;
    }
    let inserted = rest[length..].chars().next().filter(char::is_ascii_lowercase).map_or(0, char::len_utf8);
    Some((rest[..length + inserted].to_owned(), length + inserted))
}

/// `01`, `3a`, `03a/PL01`, `02-TT`: the number of a form.
fn form(raw: &str) -> Option<(String, usize)> {
    let run = |text: &str, keep: fn(char) -> bool| text.len() - text.trim_start_matches(keep).len();
    let first = run(raw, |letter| letter.is_ascii_digit());
    if first == 0 || first > 3 {
        return None;
    }
    let mut end = first + raw[first..].chars().next().filter(char::is_ascii_alphabetic).map_or(0, char::len_utf8);
    while raw[end..].starts_with(['/', '-', '.']) {
        let length = run(&raw[end + 1..], |letter| letter.is_ascii_digit() || letter.is_uppercase());
        if length == 0 {
            break;
        }
        end += 1 + length;
    }
    Some((raw[..end].to_owned(), end))
}

/// Whether a number may end before `rest`: not inside a word, an amount, a date or a percentage.
fn ends_number(rest: &str) -> bool {
    let mut letters = rest.chars();
    match letters.next() {
        None => true,
        Some('%') => false,
        Some('.' | '/') => !letters.next().is_some_and(|next| next.is_ascii_digit()),
        Some(letter) => !letter.is_alphanumeric(),
    }
}
