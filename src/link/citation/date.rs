//! Dates after a document's number or name: `ngày 05 tháng 3 năm 2020`, `30/7/2021`, `năm 2013`. Entry point: [`read`].

use std::sync::LazyLock;

use regex::Regex;

use crate::content::Date;

/// When a cited document was issued, as far as the citation says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::link) struct When {
    /// The day.
    pub(in crate::link) date: Option<Date>,
    /// The year, where only that is given.
    pub(in crate::link) year: Option<u16>,
}

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)^\s*,?\s*(?:
            (?:(?:ban\ hành|ký|ra)\s+)?(?:ngày\s+)?(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{4})\b
          | (?:(?:ban\ hành|ký|ra)\s+)?ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})\b
          | năm\s+(\d{4})\b
        )",
    )
    .expect("the pattern is well-formed")
});

/// The date at the head of `flat`, and its length in bytes.
pub(in crate::link) fn read(flat: &str) -> Option<(When, usize)> {
    // A date stands within the first few dozen bytes; the pattern need not look further.
    let mut reach = flat.len().min(80);
    while !flat.is_char_boundary(reach) {
        reach -= 1;
    }
    let found = DATE.captures(&flat[..reach])?;
    let field = |index: usize| found.get(index).and_then(|field| field.as_str().parse::<u16>().ok());
    let day = |first: usize| Date::new(field(first + 2)?, u8::try_from(field(first + 1)?).ok()?, u8::try_from(field(first)?).ok()?);
    let date = day(1).or_else(|| day(4));
    Some((When { date, year: field(7) }, found[0].len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for (text, date) in [
            (" ngày 05 tháng 3 năm 2020 của", "2020-03-05"),
            (", ngày 30/7/2021 của", "2021-07-30"),
            (" ngày 26-5-2025", "2025-05-26"),
            (" 26/11/2021", "2021-11-26"),
        ] {
            assert_eq!(read(text).and_then(|(when, _)| when.date), Date::parse(date), "{text}");
        }
        assert_eq!(read(" năm 2013").map(|(when, _)| when.year), Some(Some(2013)));
        assert_eq!(read(" của Chính phủ"), None);
    }
}
