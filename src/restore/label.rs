//! Letters of points, `a)` and `b.` at the head of a line or alone in a table, which follow each other in a known order.
//! Entry points: [`Points`], [`cells`] and [`in_order`].

use std::ops::Range;

use quyche_text::fold;

use crate::restore::layout::is_unit;
use crate::restore::page::{Kind, Slot, chunks};
use crate::restore::unit::{COMMA, NUMBER};

/// Letters of points in their order, as far as tables go.
const ORDER: [&str; 12] = ["a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m"];
/// Places from one cell's letter to the next one's at most.
const NEAR: usize = 60;

/// The labels that letters are, given those before them: points run a, b, c, d, đ, e; and behind k a stroke is an l.
pub(crate) fn in_order<'a>(written: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut previous = String::new();
    let mut found = Vec::new();
    for label in written {
        let right = match (previous.as_str(), label) {
            ("d", "d") => "đ",
            ("c", "đ") => "d",
            ("k", "1") => "l",
            _ => label,
        };
        previous = right.to_owned();
        found.push(previous.clone());
    }
    found
}

/// What the lines of a text say, one after the other, of the label of the next one.
#[derive(Debug, Default)]
pub(crate) struct Points<'a> {
    /// The last label and the mark behind it, forgotten where a unit or a number begins.
    last: Option<(&'a str, char)>,
    /// The last line announces a list of its own.
    announced: bool,
}

impl<'a> Points<'a> {
    /// The letter of a point that `line` begins with; or the 1 that is no number, because k stands before it with the same mark.
    pub(crate) fn label(&mut self, line: &'a str) -> Option<&'a str> {
        let written = written(line);
        let is_number = line.trim_start().starts_with(|c: char| c.is_ascii_digit());
        let stroke = written.filter(|(label, mark)| *label == "1" && self.last == Some(("k", *mark)) && !self.announced);
        let label = written.filter(|(label, _)| *label == "đ" || label.starts_with(|c: char| c.is_ascii_lowercase())).or(stroke);
        if label.is_some() || is_number || is_unit(line.trim()) {
            self.last = label;
        }
        if !line.trim().is_empty() {
            self.announced = line.trim_end().ends_with(':');
        }
        label.map(|(label, _)| label)
    }
}

/// The single character that a line begins with, and the mark behind it.
fn written(line: &str) -> Option<(&str, char)> {
    let (_, first) = chunks(line).next()?;
    let mark = first.chars().next_back().filter(|mark| ").".contains(*mark))?;
    let label = &first[..first.len() - 1];
    (label.chars().count() == 1).then_some((label, mark))
}

/// Makes labels of letters that stand alone before words with capitals, near each other and in the order of points from a on: the cells of a table.
pub(crate) fn cells(text: &str, slots: &mut [Slot]) {
    let alone: Vec<usize> = (0..slots.len()).filter(|at| is_cell(text, slots, *at)).collect();
    let letter = |at: usize| &text[slots[at].span.clone()];
    let follows = |one: &usize, other: &usize| other - one <= NEAR && is_next(letter(*one), letter(*other));
    let runs: Vec<Vec<usize>> =
        alone.chunk_by(follows).filter(|run| run.len() > 1 && letter(run[0]) == "a").map(<[usize]>::to_vec).collect();
    for at in runs.into_iter().flatten() {
        slots[at].kind = Kind::Label;
    }
}

/// True for a letter of [`ORDER`] before a word with a capital, neither counted nor cited: not `5 d`, `điểm d`, `c, d`.
fn is_cell(text: &str, slots: &[Slot], at: usize) -> bool {
    let token = |span: &Range<usize>| &text[span.clone()];
    let cited = |slot: &Slot| {
        matches!(slot.kind, Kind::Fixed(COMMA | NUMBER)) || ["diem", "va", "hoac"].contains(&fold(token(&slot.span)).as_ref())
    };
    slots[at].kind == Kind::Word
        && ORDER.contains(&token(&slots[at].span))
        && slots.get(at + 1).is_some_and(|next| next.kind == Kind::Word && token(&next.span).starts_with(char::is_uppercase))
        && at.checked_sub(1).is_some_and(|before| !cited(&slots[before]))
}

/// True for letters that follow each other in [`ORDER`]; đ is read as d, and some leave it out.
fn is_next(one: &str, other: &str) -> bool {
    let place = |letter: &str| ORDER.iter().position(|known| *known == letter);
    matches!((one, other), ("d", "d" | "e")) || place(one).zip(place(other)).is_some_and(|(one, other)| one + 1 == other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::restore::page::slots;

    #[test]
    fn points_run_in_the_order_of_the_law() {
        assert_eq!(in_order(["a", "b", "c", "d", "d", "e", "a"].into_iter()), ["a", "b", "c", "d", "đ", "e", "a"]);
        let labels = |text: &'static str| {
            let mut points = Points::default();
            in_order(text.lines().filter_map(|line| points.label(line))).join(" ")
        };
        assert_eq!(labels("1. Chuc vu:\nd. Lu doan;\nd. Su doan;\nCo\ne) Khac"), "d đ e");
        assert_eq!(labels("i. Chu nhiem;\nk. Tham muu truong;\n1. Bo truong.\n2. Cap bac"), "i k l");
        assert_eq!(labels("k) Cac ho so gom:\n1) Don"), "k");
        assert_eq!(labels("k) Khac.\nDieu 5. Ho so\n1) Don"), "k");
        assert_eq!(labels("k) Khac.\n1. Don"), "k");
    }

    #[test]
    fn cells_of_a_table_are_labels() {
        let labels = |text: &str| {
            slots(text, true).into_iter().filter(|slot| slot.kind == Kind::Label).map(|slot| text[slot.span].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(
            labels("theo loai hinh a Nha nuoc Nguoi b Ngoai nha nuoc Nguoi c Khac Nguoi d Co quan Nguoi e Ho Nguoi"),
            ["a", "b", "c", "d", "e"]
        );
        assert!(labels("tai diem c Khoan 1, diem d Khoan 2, e Khoan 3").is_empty());
    }
}
