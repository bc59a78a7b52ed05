//! Workbooks (Office Open XML). Entry points: [`duties`], [`questions`].
//!
//! Every cell of words is a string, which no spreadsheet takes for a formula. The file bears the day of `site.yaml: as_of`.

mod duties;
mod questions;

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet};

use crate::export::Setting;

pub use duties::{Sheet, duties};
pub use questions::questions;

/// The font of all cells: narrow, and known to every program under this name or by one of the same widths.
const FONT: &str = "Times New Roman";
/// Height of a line in points, and the highest row that the format allows.
const LINE: (f64, f64) = (15.0, 409.0);
/// Longest name of a sheet, in characters.
const NAME: usize = 31;
/// Longest text of a cell, in characters; what is longer ends in `…`.
const CELL: usize = 32_767;
/// Longest line in the head of a printed page; the format allows 255 characters with codes and doubled `&`.
const HEADER: usize = 100;
/// A4, as the format counts paper.
const A4: u8 = 9;

/// A sheet: a head and rows of words, the first of each row a number.
struct Table {
    /// Name of the sheet, made fit for the format where it is not.
    name: String,
    /// Over every printed page.
    title: String,
    /// Words over each column, and its width in characters.
    columns: Vec<(String, f64)>,
    /// A cell for each column.
    rows: Vec<Vec<String>>,
    /// How many columns are printed: more would be too small to read on paper.
    printed: u16,
}

/// The workbook of `tables`.
fn workbook(title: &str, tables: &[Table], setting: &Setting<'_>) -> Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    let day = setting.day();
    let made = ExcelDateTime::from_ymd(day.year().max(1900), day.month(), day.day()).context("the day of the workbook")?;
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made));
    let mut taken = BTreeSet::new();
    for table in tables {
        let name = sheet_name(&table.name, &mut taken);
        fill(workbook.add_worksheet(), &name, table).with_context(|| table.name.clone())?;
    }
    workbook.save_to_buffer().context("the workbook cannot be made")
}

fn fill(sheet: &mut Worksheet, name: &str, table: &Table) -> Result<()> {
    let head =
        Format::new().set_font_name(FONT).set_bold().set_text_wrap().set_align(FormatAlign::VerticalCenter).set_border(FormatBorder::Thin);
    let body = Format::new().set_font_name(FONT).set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Hair);
    sheet.set_name(name)?;
    let (mut last, mut lines) = (0, 1);
    for ((words, width), at) in table.columns.iter().zip(0_u16..) {
        sheet.set_column_width(at, *width)?;
        sheet.write_string_with_format(0, at, words, &head)?;
        lines = lines.max(wrapped(words, *width));
        last = at;
    }
    sheet.set_row_height(0, height(lines))?;
    let mut end = 0;
    for (row, line) in table.rows.iter().zip(1_u32..) {
        let mut lines = 1;
        sheet.write_number_with_format(line, 0, line, &body)?;
        for ((cell, (_, width)), at) in row.iter().zip(&table.columns).zip(0_u16..).skip(1) {
            lines = lines.max(wrapped(cell, *width));
            sheet.write_string_with_format(line, at, clipped(cell, CELL), &body)?;
        }
        sheet.set_row_height(line, height(lines))?;
        end = line;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, end, last)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_print_area(0, 0, end, table.printed - 1)?;
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 0.7, 0.6, 0.3, 0.3);
    sheet.set_header(format!("&L{}", clipped(&table.title, HEADER).replace('&', "&&")));
    sheet.set_footer("&R&P/&N");
    Ok(())
}

/// Not every program finds the height of a row with wrapped words by itself: without it lines are printed over one another.
fn height(lines: u32) -> f64 {
    let (line, highest) = LINE;
    (f64::from(lines) * line).min(highest)
}

/// How many lines a text takes in a column of `width` characters; a word that is wider is cut.
fn wrapped(text: &str, width: f64) -> u32 {
    // Letters of the font are narrower than the digits in which the width is counted: about four in the room of three.
    let room = ((width * 1.2) as usize).max(1);
    let line = |line: &str| {
        let (mut lines, mut filled) = (1, 0);
        for word in line.split(' ').map(|word| word.chars().count()) {
            if filled > 0 && filled + 1 + word > room {
                lines += 1;
                filled = 0;
            }
            filled += word + usize::from(filled > 0);
            while filled > room {
                lines += 1;
                filled -= room;
            }
        }
        lines
    };
    text.split('\n').map(line).sum()
}

/// A name that the format allows and no sheet has yet, whatever its capitals.
fn sheet_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    let allowed: String = name.chars().map(|sign| if sign.is_control() || "[]:*?/\\".contains(sign) { ' ' } else { sign }).collect();
    let words = allowed.split_whitespace().collect::<Vec<_>>().join(" ");
    // An apostrophe at either end, and the name of the list of changes, are the format's own.
    let words = words.trim_matches('\'');
    let words = if words.is_empty() || words.eq_ignore_ascii_case("history") { format!("{words}_") } else { words.to_owned() };
    for number in 1.. {
        let ending = if number == 1 { String::new() } else { format!(" ({number})") };
        let name = format!("{}{ending}", clipped(&words, NAME - ending.chars().count()));
        if taken.insert(name.to_lowercase()) {
            return name;
        }
    }
    unreachable!("some number is free")
}

/// The text, where it is too long cut and ended with `…`. Counted in UTF-16 as the format does.
fn clipped(text: &str, longest: usize) -> String {
    if text.encode_utf16().count() <= longest {
        return text.to_owned();
    }
    let mut room = longest - 1;
    let fits = |sign: &char| {
        let fits = sign.len_utf16() <= room;
        room -= if fits { sign.len_utf16() } else { 0 };
        fits
    };
    let start: String = text.chars().take_while(fits).collect();
    format!("{}…", start.trim_end())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{NAME, sheet_name, wrapped};

    #[test]
    fn lines_of_a_cell() {
        for (text, lines) in [("", 1), ("một hai ba", 1), ("một hai ba bốn", 2), ("một\nhai", 2), ("mộthaibabốnnămsáu", 2)] {
            assert_eq!(wrapped(text, 8.5), lines, "{text}");
        }
    }

    #[test]
    fn names_of_sheets() {
        let mut taken = BTreeSet::new();
        let mut name = |name: &str| sheet_name(name, &mut taken);
        assert_eq!(name("Thành ủy"), "Thành ủy");
        assert_eq!(name("THÀNH ỦY"), "THÀNH ỦY (2)");
        assert_eq!(name("A/B: [C]*?\\"), "A B C");
        assert_eq!(name("'Nháy'"), "Nháy");
        assert_eq!(name("History"), "History_");
        assert_eq!(name("///"), "_");
        let long = "Ủy ban Mặt trận Tổ quốc Việt Nam thành phố";
        let (first, second) = (name(long), name(long));
        assert_eq!(first, "Ủy ban Mặt trận Tổ quốc Việt N…");
        assert!(first.chars().count() <= NAME && second.chars().count() <= NAME && second.ends_with("… (2)"), "{second}");
    }
}
