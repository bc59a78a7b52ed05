//! What templates may do with a value: put an address in place, write a date or a number, fill words into a sentence, mark words in a text,
//! show what the Markdown renderer made (`markup`; only for fields of type [`Html`]).

use std::collections::BTreeMap;

use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::page::{Html, Text};
use crate::render::html::{annotate, rebased, site_url};
use crate::theme::{Strings, Theme, fill};

/// Registers the filters `url`, `annotate`, `markup`, `date`, `month`, `months`, `fill`, `number` and the function `asset`.
pub(super) fn register(tera: &mut Tera, theme: &Theme, base: &str, base_url: &str) {
    let path = base.to_owned();
    tera.register_filter("url", move |url: &str, _: Kwargs, _: &State| site_url(url, &path).into_owned());
    let path = base.to_owned();
    tera.register_filter("annotate", move |text: Value, _: Kwargs, _: &State| marked(&text, &path));
    let path = base.to_owned();
    // A file that may be opened from a disk needs whole addresses, where they are known.
    let whole = if base_url.is_empty() { base } else { base_url.trim_end_matches('/') }.to_owned();
    tera.register_filter("markup", move |markup: &str, arguments: Kwargs, _: &State| -> TeraResult<Value> {
        let absolute = arguments.get::<bool>("absolute")?.unwrap_or_default();
        Ok(Value::safe_string(&rebased(&Html::trusted(markup.to_owned()), if absolute { &whole } else { &path })))
    });
    let format = DateFormat::new(theme.strings());
    let (one, several) = (format.months.clone(), format.months.clone());
    tera.register_filter("date", move |date: &str, _: Kwargs, _: &State| long_date(date, &format));
    tera.register_filter("month", move |number: u64, _: Kwargs, _: &State| month(number, &one).to_owned());
    tera.register_filter("months", move |numbers: Vec<u64>, _: Kwargs, _: &State| {
        numbers.into_iter().map(|number| month(number, &several)).collect::<Vec<_>>().join(", ")
    });
    let separator = theme.strings().get("format.thousands").to_owned();
    tera.register_filter("number", move |number: u64, _: Kwargs, _: &State| grouped(number, &separator));
    tera.register_filter("fill", |pattern: &str, values: Kwargs, _: &State| filled(pattern, &values));
    let assets = fingerprints(theme, base);
    tera.register_function("asset", move |arguments: Kwargs, _: &State| -> TeraResult<String> {
        let name: &str = arguments.must_get("path")?;
        let found = assets.get(name).cloned();
        found.ok_or_else(|| tera::Error::message(format!("the theme publishes no `{name}`")))
    });
}

/// Address of every published file with a fingerprint of its content, so that a browser may keep it for ever.
fn fingerprints(theme: &Theme, base: &str) -> BTreeMap<String, String> {
    theme.published().map(|(path, bytes)| (path.to_owned(), format!("{base}/{}", versioned(path, bytes)))).collect()
}

/// The address of a published file below the folder of the site: its path with a fingerprint of its content.
#[must_use]
pub fn versioned(path: &str, bytes: &[u8]) -> String {
    format!("{path}?v={}", &blake3::hash(bytes).to_hex()[..8])
}

fn marked(text: &Value, base: &str) -> TeraResult<Value> {
    let text: Text = serde_json::to_value(text)
        .and_then(serde_json::from_value)
        .map_err(|error| tera::Error::message(format!("`annotate` needs a text with marks: {error}")))?;
    Ok(Value::safe_string(annotate(&text.text, &text.marks, base).as_str()))
}

/// How a locale writes a date.
#[derive(Debug, Clone)]
pub(super) struct DateFormat {
    pattern: String,
    months: Vec<String>,
}

impl DateFormat {
    /// The format of `strings`.
    pub(super) fn new(strings: &Strings) -> Self {
        let months = strings.list("format.months").map(str::to_owned).collect();
        Self { pattern: strings.get("format.date").to_owned(), months }
    }
}

/// `2021-11-26` by the pattern of the theme; anything else as it is.
pub(super) fn long_date(date: &str, format: &DateFormat) -> String {
    let mut parts = date.splitn(3, '-');
    let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) else {
        return date.to_owned();
    };
    let plain_month = month.trim_start_matches('0');
    // Vietnamese official style: the day and the first two months take a leading zero, "ngày 04 tháng 3".
    let official_month = if matches!(plain_month, "1" | "2") { month } else { plain_month };
    let name = plain_month.parse().map_or(plain_month, |number| self::month(number, &format.months));
    let values =
        [("day", day), ("plain_day", day.trim_start_matches('0')), ("month", official_month), ("month_name", name), ("year", year)];
    fill(&format.pattern, &values)
}

/// What the month of this number, from 1, is called.
fn month(number: u64, names: &[String]) -> &str {
    usize::try_from(number).ok().and_then(|number| names.get(number.checked_sub(1)?)).map_or("", String::as_str)
}

fn grouped(number: u64, separator: &str) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push_str(separator);
        }
        out.push(digit);
    }
    out
}

fn filled(pattern: &str, values: &Kwargs) -> String {
    let values: Vec<(String, String)> = values.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fill(pattern, &values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_numbers_read_as_in_official_letters() {
        let months = ["", "February", "March"].map(str::to_owned).to_vec();
        let official = DateFormat { pattern: "ngày {day} tháng {month} năm {year}".to_owned(), months: months.clone() };
        let english = DateFormat { pattern: "{plain_day} {month_name} {year}".to_owned(), months };
        assert_eq!(long_date("2011-03-04", &english), "4 March 2011");
        let cases = [
            ("2021-11-26", "ngày 26 tháng 11 năm 2021"),
            ("2011-03-04", "ngày 04 tháng 3 năm 2011"),
            ("2011-02-04", "ngày 04 tháng 02 năm 2011"),
            ("2011", "2011"),
        ];
        for (date, expected) in cases {
            assert_eq!(long_date(date, &official), expected);
        }
        for (number, expected) in [(7, "7"), (1234, "1.234"), (1_234_567, "1.234.567")] {
            assert_eq!(grouped(number, "."), expected);
        }
    }
}
