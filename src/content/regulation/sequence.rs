//! Whether a number can follow the numbers before it. A gap or a repeat is reported and accepted, an impossible number
//! leaves the line as text.

use crate::content::regulation::builder::{Builder, Part};
use crate::content::regulation::{component, flow};
use crate::diag::Code;
use crate::law::{Kind, point_index};

/// Largest number of missing units that is still believed to be a gap.
const WIDEST_GAP: u32 = 5;

/// Reports a division whose number does not follow.
pub(super) fn check_division(builder: &mut Builder<'_>, index: usize, kind: Kind, value: u32) {
    let parent = builder.parent_for(kind);
    let here = builder.last_value(parent, kind);
    // Chương may run on through Phần or begin again in each; both are in use.
    let before = builder.tree.iter().filter(|(_, provision)| provision.kind == kind).last().map_or(0, |(id, _)| builder.value(id));
    if value == here + 1 || value == before + 1 || (value == 1 && here == 0) {
        return;
    }
    report(builder, index, kind, &value.to_string(), &here.to_string(), value <= here);
}

/// Whether `Điều value letter` can stand here.
pub(super) fn article_fits(builder: &mut Builder<'_>, index: usize, value: u32, letter: &str, rest: &str) -> bool {
    let goes_on =
        !rest.starts_with(char::is_uppercase) && index > 0 && builder.in_paragraph() && flow::may_expect(builder.lines[index - 1].text);
    if builder.waits(index) || (goes_on && !builder.lines[index].after_blank) {
        return false;
    }
    let (last, last_letter) = builder.last_article.clone().unwrap_or((0, String::new()));
    let next =
        (value == last + 1 && letter.is_empty()) || (value == last && *letter > *last_letter) || (value == last + 1 && letter == "a");
    if next {
        return true;
    }
    let titled = rest.starts_with(|first: char| first.is_uppercase() || first == '“' || first == '(');
    if builder.part == Part::Closing || !titled || !ended(builder, index) {
        return false;
    }
    // The first Điều of an extract may bear any number; later ones may leave some out.
    let before = if last == 0 { String::from("0") } else { format!("{last}{last_letter}") };
    report(builder, index, Kind::Article, &format!("{value}{letter}"), &before, value <= last);
    true
}

/// `Some` if a khoản of these numbers can stand here.
pub(super) fn clause_fits(builder: &mut Builder<'_>, index: usize, numbers: &[u32]) -> Option<()> {
    if builder.part == Part::Closing || builder.waits(index) {
        return None;
    }
    if builder.part == Part::Opening && (numbers != [1] || component::has_articles_ahead(builder.lines, index)) {
        return None;
    }
    let (&value, outer) = numbers.split_last()?;
    let parent = match outer {
        [] => builder.parent_for(Kind::Clause),
        _ => builder.open_clause(outer)?,
    };
    let last = builder.last_value(parent, Kind::Clause);
    if value == last + 1 {
        return Some(());
    }
    let written = numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(".");
    if !ended(builder, index) {
        return None;
    }
    let believable = value == last || (value > last && value - last <= WIDEST_GAP + 1);
    if believable && last > 0 || (value > 1 && value <= 3 && last == 0 && outer.is_empty() && builder.part == Part::Units) {
        report(builder, index, Kind::Clause, &written, &last.to_string(), value <= last);
        return Some(());
    }
    impossible(builder, index, Kind::Clause, &written, last);
    None
}

/// The value of a điểm that can stand here.
pub(super) fn point_fits(builder: &mut Builder<'_>, index: usize, letter: &str) -> Option<u32> {
    let parent = builder.parent_for(Kind::Point);
    let holds = matches!(builder.tree.get(parent).kind, Kind::Article | Kind::Clause | Kind::Section | Kind::Part);
    if builder.part != Part::Units || !holds || builder.waits(index) {
        return None;
    }
    let inserted = letter.trim_start_matches(char::is_alphabetic);
    let letters = letter.trim_end_matches(|digit: char| digit.is_ascii_digit());
    let last = builder.last_value(parent, Kind::Point);
    let Some(value) = point_index(letters) else { return foreign_letter(builder, index, letters, last) };
    if value == last + 1 || (value == last && !inserted.is_empty()) {
        return Some(value);
    }
    if !ended(builder, index) {
        return None;
    }
    if value < last && value != 1 || value > last + WIDEST_GAP + 1 {
        impossible(builder, index, Kind::Point, letter, last);
        return None;
    }
    if last == 0 && value > 3 {
        impossible(builder, index, Kind::Point, letter, last);
        return None;
    }
    let before = crate::law::POINT_LETTERS.get((last as usize).wrapping_sub(1)).copied().unwrap_or("0");
    report(builder, index, Kind::Point, letter, before, value <= last);
    Some(value)
}

/// A letter outside the order of law (f, j, w, z), accepted where the Latin order would have it.
fn foreign_letter(builder: &mut Builder<'_>, index: usize, letters: &str, last: u32) -> Option<u32> {
    let follows = matches!((letters, last), ("f", 6) | ("j", 9) | ("w", 22) | ("z", 23));
    if !follows {
        return None;
    }
    let range = builder.lines[index].range.clone();
    let hint = "Vietnamese points run a, b, c, d, đ, e, g, h, i, k, l, m, n, o, p, q, r, s, t, u, v, x, y; compare with the source";
    builder.warn(Code::PointLetter, range.start..range.start + letters.len(), format!("`{letters})` is no letter of a điểm"), hint);
    Some(last)
}

/// Whether the line before `index` can be the end of a paragraph.
fn ended(builder: &Builder<'_>, index: usize) -> bool {
    index == 0
        || builder.lines[index].after_blank
        || !builder.in_paragraph()
        || !flow::goes_on(&builder.lines[index - 1], &builder.lines[index])
        || builder.lines[index - 1].text.ends_with(',')
}

fn report(builder: &mut Builder<'_>, index: usize, kind: Kind, number: &str, before: &str, repeated: bool) {
    let range = builder.lines[index].range.clone();
    let (code, what) = match repeated {
        true => (Code::NumberRepeated, "the number is repeated or runs backwards"),
        false => (Code::NumberGap, "a number is missing between them"),
    };
    let message = match before {
        "0" => format!("`{} {number}` stands first: the numbers before it are missing", kind.word()),
        _ => format!("`{} {number}` follows {before}: {what}", kind.word()),
    };
    builder.warn(code, range, message, "compare with the source; if the source has it so, leave it");
}

fn impossible(builder: &mut Builder<'_>, index: usize, kind: Kind, number: &str, last: u32) {
    let range = builder.lines[index].range.clone();
    let message = format!("the line begins like `{} {number}`, which cannot follow {last}: it is kept as text", kind.word());
    builder.warn(Code::NumberImpossible, range, message, "if it is a unit, check the numbers before it");
}
