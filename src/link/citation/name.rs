//! Documents cited by name: `Luật Việc làm`, `Bộ luật Lao động`, `Điều lệ Đảng`, and short forms introduced once
//! ("sau đây gọi tắt là …"). Entry points: [`Names::new`], [`guess`].

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;

use crate::link::citation::kinds;
use crate::link::citation::text::Text;
use crate::link::spelling;

/// Names of laws, so that where a name ends is known even for laws nobody holds or listed.
const LAWS: &str = include_str!("laws.txt");

/// Words that cannot go on with a name that began with a capital.
const STOPS: &str = "về ngày số năm và theo tại thì được có do của quy này khi để trong hoặc trừ đối bao là phải hết chịu đã sẽ cho với từ đến mà nếu bị nhưng như hiện ban sửa bổ còn không các những trên nêu cùng việc nhằm khác đó kia gồm tiếp bằng vào ra thông liên hướng thi hay sau trước vẫn cũng đang nhất chưa thực sang vì nên mới cũ áp thay lần ở bởi";

/// Words that make another word of "luật": "luật sư", "pháp luật".
const BEFORE_LAW: &str = "pháp kỷ dự án thảo bộ";

/// The longest name that is guessed, in words after the word for its kind.
const LONGEST: usize = 14;

/// Names to look for, compiled.
#[derive(Debug)]
pub(in crate::link) struct Names<T> {
    automaton: Option<AhoCorasick>,
    /// For every pattern the name it spells.
    spells: Vec<usize>,
    names: Vec<(String, Vec<T>)>,
}

/// A name found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::link) struct Named {
    pub(in crate::link) range: Range<usize>,
    /// Index in the [`Names`] that knew it; `None` for a name seen by its form alone.
    pub(in crate::link) entry: Option<usize>,
}

impl<T> Names<T> {
    /// Compiles `holders` by name; with `laws` the names of laws too.
    pub(in crate::link) fn new(holders: Vec<(String, T)>, laws: bool) -> Self {
        let mut by_name: BTreeMap<String, (String, Vec<T>)> = BTreeMap::new();
        let listed = LAWS.lines().filter(|line| laws && !line.starts_with('#') && !line.is_empty());
        for line in listed {
            by_name.entry(spelling::flatten(line)).or_insert_with(|| (line.to_owned(), Vec::new()));
        }
        for (name, holder) in holders {
            let name = spelling::squeeze(&name);
            let entry = by_name.entry(spelling::flatten(&name)).or_insert_with(|| (name, Vec::new()));
            entry.1.push(holder);
        }
        let mut patterns = Vec::new();
        let mut spells = Vec::new();
        let mut names = Vec::new();
        for (flat, entry) in by_name {
            for variant in spelling::variants(&flat) {
                patterns.push(variant);
                spells.push(names.len());
            }
            names.push(entry);
        }
        let automaton = (!patterns.is_empty())
            .then(|| AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&patterns).expect("names make an automaton"));
        Self { automaton, spells, names }
    }

    /// The name of an entry as its list writes it.
    pub(in crate::link) fn name(&self, entry: usize) -> &str {
        &self.names[entry].0
    }

    /// Who bears the name of an entry.
    pub(in crate::link) fn holders(&self, entry: usize) -> &[T] {
        &self.names[entry].1
    }

    /// Every name in `text`, whole words, in order.
    pub(in crate::link) fn find(&self, text: &Text<'_>) -> Vec<Named> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        automaton
            .find_iter(&text.flat)
            .filter(|found| spelling::is_whole(&text.flat, found.start(), found.end()) && opens(text, found.start()))
            .map(|found| Named { range: found.range(), entry: Some(self.spells[found.pattern().as_usize()]) })
            .filter(|named| !continues(text, named.range.end))
            .collect()
    }
}

/// Whether a name may begin at `start`: with a capital, and not inside "pháp luật" or "dự thảo Luật".
fn opens(text: &Text<'_>, start: usize) -> bool {
    let before = text.word_before(start);
    let joined = !before.is_empty() && text.flat[..start].ends_with(' ') && BEFORE_LAW.split(' ').any(|word| word == before);
    let capital = text.is_capital(start) || kinds::at(text.cursor(start)).is_some_and(|(_, after)| text.is_capital(after.space().at));
    capital && !joined
}

/// Whether the name goes on after `end`, so that it is a longer one: "Luật Doanh nghiệp [Nhà nước]".
fn continues(text: &Text<'_>, end: usize) -> bool {
    let next = text.cursor(end).space().at;
    let capital = next > end && text.is_capital(next) && !text.raw[end..next].contains('\n');
    capital && kinds::at(text.cursor(end)).is_none() && !is_unit(text, end) && !is_all_capitals(&text.raw[..end])
}

/// Whether a unit with its number follows after `end`, which is no part of a name: "Luật Bảo hiểm Điều 35".
fn is_unit(text: &Text<'_>, end: usize) -> bool {
    let number = text.cursor(end).one_of(&["điều", "khoản", "điểm", "chương", "mục", "phần", "phụ lục"]);
    number.is_some_and(|after| after.space().rest().starts_with(|digit: char| digit.is_ascii_digit() || "ivx".contains(digit)))
}

fn is_all_capitals(text: &str) -> bool {
    !text.chars().any(char::is_lowercase)
}

static KIND_WORD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:Luật|Bộ [Ll]uật|Pháp lệnh|Điều lệ|Hiến pháp)\s").expect("the pattern is well-formed"));

static AMENDING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^(?:luật|bộ luật|pháp lệnh) +sửa đổi(?:, *bổ sung)? +(?:(?:một số|các) điều +(?:của +)?)?")
        .expect("the pattern is well-formed")
});

/// Names of laws in `text` that no list knows, seen by their form: a kind, then a capital. `known` are the names found
/// already; an amending law takes those inside its name.
pub(in crate::link) fn guess(text: &Text<'_>, known: &[Named]) -> Vec<Named> {
    let mut guessed = Vec::new();
    for found in KIND_WORD.find_iter(text.raw) {
        let start = found.start();
        if !spelling::is_whole(&text.flat, start, found.end() - 1) || !opens(text, start) {
            continue;
        }
        if let Some(amending) = AMENDING.find(&text.flat[start..]) {
            guessed.push(Named { range: start..amended(text, start + amending.end(), known), entry: None });
        } else if text.is_capital(text.cursor(found.end()).space().at) && !known.iter().any(|named| named.range.start == start) {
            guessed.push(Named { range: start..run(text, found.end()), entry: None });
        }
    }
    guessed
}

/// Where the name of an amending law ends whose subject begins at `at`: after the laws it amends.
fn amended(text: &Text<'_>, at: usize, known: &[Named]) -> usize {
    let mut end = at;
    while let Some(named) = known.iter().find(|named| named.range.start == text.cursor(end).space().at) {
        end = named.range.end;
        let cursor = text.cursor(end);
        let next = cursor.mark(',').or_else(|| cursor.phrase("và")).map(|cursor| cursor.space().at);
        match next.filter(|next| known.iter().any(|named| named.range.start == *next)) {
            Some(next) => end = next,
            None => return end,
        }
    }
    if end > at {
        return end;
    }
    let rest = &text.flat[at..];
    let stop =
        [" ngày ", " số ", " năm ", ";", ".", ":", "(", ")", "”", " được ", " có hiệu lực"].iter().filter_map(|mark| rest.find(mark)).min();
    at + rest[..stop.unwrap_or(rest.len())].trim_end().len()
}

/// Whether `gap`, between a listed name and a number, may be the rest of a longer name.
pub(in crate::link) fn runs_on(gap: &str) -> bool {
    let plain = |word: &str| word.chars().all(char::is_alphabetic) && !STOPS.split(' ').any(|stop| stop == word);
    // Looked at no further than a name goes: a sentence may have thousands of numbers.
    let mut words = gap.split_whitespace();
    words.by_ref().take(LONGEST).all(plain) && words.next().is_none()
}

/// Where a name ends whose first word stands at `at`, after spaces: before a mark or a word no name goes on with.
fn run(text: &Text<'_>, at: usize) -> usize {
    let mut cursor = text.cursor(at);
    let mut end = at;
    for _ in 0..LONGEST {
        let Some((word, after)) = cursor.word() else { break };
        let start = after.at - word.len();
        let gap = start - cursor.at;
        let small = !text.is_capital(start);
        let digits = word.starts_with(|digit: char| digit.is_ascii_digit());
        if (end > at && gap == 0)
            || digits
            || (small && STOPS.split(' ').any(|stop| stop == word))
            || (end > at && (kinds::at(cursor).is_some() || is_unit(text, end)))
        {
            break;
        }
        end = after.at;
        cursor = after;
        if !text.cursor(end).rest().starts_with(' ') {
            break;
        }
    }
    end.max(text.cursor(at).word().map_or(at, |(_, after)| after.at))
}

static BASIS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:căn cứ|;) +((?:luật|bộ luật|pháp lệnh|điều lệ) [^;()“”]{3,200}?)(?: ngày \d| số \d| năm \d|;|\.?$)")
        .expect("the pattern is well-formed")
});

/// Names that a basis spells out ("Căn cứ Luật … ngày …"), as written.
pub(in crate::link) fn from_basis<'t>(text: &Text<'t>) -> Vec<&'t str> {
    if !text.flat.trim_start_matches([' ', '-', '–']).starts_with("căn cứ") {
        return Vec::new();
    }
    let mut names = Vec::new();
    let mut at = 0;
    while let Some(found) = BASIS.captures_at(&text.flat, at) {
        let Some(name) = found.get(1) else { break };
        at = name.end();
        let words = name.as_str().split(' ').count();
        let strange = ["sửa đổi", " được ", " đã ", " này"].iter().any(|mark| name.as_str().contains(mark));
        let several = kinds::KINDS.iter().any(|kind| {
            name.as_str().match_indices(kind.word).any(|(offset, _)| offset > "bộ ".len() && text.is_capital(name.start() + offset))
        });
        if !strange && !several && (3..=30).contains(&words) && text.is_capital(name.start()) {
            names.push(&text.raw[name.range()]);
        }
    }
    names
}
