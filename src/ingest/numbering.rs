//! Numbers that Word puts before a paragraph by itself (ECMA-376, 17.9): they are part of the text of a law. Entry point: [`Numbering`].

use std::collections::HashMap;

use anyhow::{Context, Result};
use roxmltree::Node;

use crate::ingest::docx::{Local, parse};

/// Levels of a list.
const LEVELS: usize = 9;

/// One level of a list.
#[derive(Debug, Clone)]
struct Level {
    format: String,
    /// `%1.` stands for the number of the first level and a full stop.
    pattern: String,
    start: u32,
}

/// Lists and how far they have counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// Levels by the id that a paragraph names.
    lists: HashMap<String, (String, Vec<Option<Level>>)>,
    /// List and level by style.
    styles: HashMap<String, (String, usize)>,
    /// Counts by the abstract list: two lists may share one.
    counts: HashMap<String, [u32; LEVELS]>,
}

impl Numbering {
    /// Reads `numbering.xml` and `styles.xml`, either of which may be missing.
    pub(super) fn read(numbering: Option<&str>, styles: Option<&str>) -> Result<Numbering> {
        let mut found = Numbering::default();
        if let Some(xml) = numbering {
            let tree = parse(xml).context("the numbering in it is damaged")?;
            let named = |name: &'static str| tree.root_element().children().filter(move |node| node.has_tag_name_local(name));
            let lists = named("abstractNum").filter_map(|list| Some((list.value("abstractNumId")?.to_owned(), levels(list))));
            let levels: HashMap<String, Vec<Option<Level>>> = lists.collect();
            for list in named("num") {
                let of = list.child("abstractNumId").and_then(|node| node.value("val").map(str::to_owned));
                if let (Some(id), Some(of)) = (list.value("numId"), of)
                    && let Some(levels) = levels.get(of.as_str())
                {
                    found.lists.insert(id.to_owned(), (of, levels.clone()));
                }
            }
        }
        if let Some(xml) = styles {
            let tree = parse(xml).context("the styles in it are damaged")?;
            for style in tree.root_element().children().filter(|node| node.has_tag_name_local("style")) {
                let place = style.child("pPr").and_then(list_of);
                if let (Some(id), Some(place)) = (style.value("styleId"), place) {
                    found.styles.insert(id.to_owned(), place);
                }
            }
        }
        Ok(found)
    }

    /// What Word shows before a paragraph, with a space behind it; empty for one that is in no list.
    pub(super) fn label(&mut self, paragraph: Node<'_, '_>) -> String {
        let Some(properties) = paragraph.child("pPr") else { return String::new() };
        let style = || properties.child("pStyle").and_then(|style| self.styles.get(style.value("val")?).cloned());
        let Some((id, level)) = list_of(properties).or_else(style) else { return String::new() };
        let Some((list, levels)) = self.lists.get(&id) else { return String::new() };
        let Some(Some(own)) = levels.get(level) else { return String::new() };
        let counts = self.counts.entry(list.clone()).or_default();
        counts[level] = if counts[level] == 0 { own.start } else { counts[level].saturating_add(1) };
        counts[level + 1..].fill(0);
        if own.format == "bullet" {
            return String::from("- ");
        }
        if own.format == "none" {
            return String::new();
        }
        let mut label = own.pattern.clone();
        for (at, level) in levels.iter().enumerate() {
            if let Some(level) = level {
                label = label.replace(&format!("%{}", at + 1), &written(counts[at].max(level.start), &level.format));
            }
        }
        label + " "
    }
}

/// The list and the level that properties of a paragraph name.
fn list_of(properties: Node<'_, '_>) -> Option<(String, usize)> {
    let list = properties.child("numPr")?;
    let id = list.child("numId")?.value("val")?.to_owned();
    let level = list.child("ilvl").and_then(|node| node.value("val")?.parse().ok()).unwrap_or(0);
    (id != "0" && level < LEVELS).then_some((id, level))
}

fn levels(list: Node<'_, '_>) -> Vec<Option<Level>> {
    let mut levels = vec![None; LEVELS];
    for level in list.children().filter(|node| node.has_tag_name_local("lvl")) {
        let value = |name: &str| level.child(name).and_then(|node| node.value("val").map(str::to_owned));
        let at = level.value("ilvl").and_then(|at| at.parse::<usize>().ok());
        if let Some(place) = at.and_then(|at| levels.get_mut(at)) {
            let start = value("start").and_then(|start| start.parse().ok()).unwrap_or(1);
            *place = Some(Level {
                format: value("numFmt").unwrap_or_else(|| "decimal".into()),
                pattern: value("lvlText").unwrap_or_default(),
                start,
            });
        }
    }
    levels
}

/// The largest number that Word writes with letters or Roman numerals is about this; a larger one would be of any length.
const LAST: u32 = 780;

/// A number as Word writes it: letters run a, b, …, z, aa; Word does not know the order of Vietnamese points.
fn written(number: u32, format: &str) -> String {
    match format {
        _ if number > LAST && format != "decimalZero" => number.to_string(),
        "lowerLetter" => letters(number),
        "upperLetter" => letters(number).to_uppercase(),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperRoman" => roman(number),
        "decimalZero" => format!("{number:02}"),
        _ => number.to_string(),
    }
}

fn letters(number: u32) -> String {
    let index = number.saturating_sub(1);
    let letter = char::from(b'a' + (index % 26) as u8);
    letter.to_string().repeat(index as usize / 26 + 1)
}

fn roman(mut number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            text.push_str(sign);
            number -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        assert_eq!((written(28, "lowerLetter"), written(14, "upperRoman"), written(7, "decimal")), ("bb".into(), "XIV".into(), "7".into()));
    }
}
