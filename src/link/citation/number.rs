//! Numbers of documents, spelling aside: `446-QĐ/TU`, `446 - QĐ/TU`, `30/2020/NĐ-CP`. Entry points: [`key`], [`find`].

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::link::citation::kinds;
use crate::link::spelling;

/// A number of a document as a text writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::link) struct Written {
    /// Bytes of the text.
    pub(in crate::link) range: Range<usize>,
    /// Whether its code names the kind, so that it needs no word before it.
    pub(in crate::link) coded: bool,
    /// Bytes of the running number at its head.
    pub(in crate::link) head: Range<usize>,
}

/// `30/2020/NĐ-CP`, `11/NQ-CP`, `43/2022/QH15`, `446 - QĐ/TU`, `17/2007/TTLT-BLĐTBXH- NHNNVN`.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        \b(?P<head>\d{1,5}[a-zđ]?)
        (?:
            \s?/\s?(?:\d{4}\s?/\s?)?(?P<state>[A-ZĐÐ][A-Za-zĐđÐ]{0,12}\d{0,2}) (?:\s?[-–‐‑—]\s?[A-ZĐÐ][A-ZĐÐa-zđ&]{1,14}\b)*
          | (?:\s?[-–‐‑—]\s?|\s?)(?P<party>[A-ZĐÐ][A-Za-zĐđÐ]{0,5})\s?/\s?[A-ZĐÐ][A-ZĐÐa-zđ]{1,12} (?:[-–/][A-ZĐÐ][A-ZĐÐa-zđ]{1,12}\b)*
        )",
    )
    .expect("the pattern is well-formed")
});

/// Every number of a document in `raw`, in order.
pub(in crate::link) fn find(raw: &str) -> impl Iterator<Item = Written> {
    // Each has a stroke. Most texts have none, and the pattern, whose ends of words are those of Vietnamese, is slow to find that out.
    let text = if raw.contains('/') { raw } else { "" };
    NUMBER
        .captures_iter(text)
        .filter_map(|found| {
            let (state, party) = (found.name("state"), found.name("party"));
            let code = state.or(party)?.as_str();
            let whole = found.get(0)?.range();
            let capitals = raw[whole.clone()].chars().filter(|letter| letter.is_uppercase()).count();
            let before = &raw[..whole.start];
            // A blank in a form ("số …./2022/QĐ-TTg") and the tail of a longer number.
            let inside = before.ends_with(['/', '…', '_'])
                || (before.ends_with(['-', '.', ','])
                    && before.trim_end_matches(['-', '.', ',']).ends_with(|last: char| last.is_ascii_digit()));
            let partial = raw[whole.end..].chars().next().is_some_and(char::is_alphanumeric);
            let dashed = whole.end > 0 && (state.is_some() || raw[whole.clone()].contains(['-', '–', '‐', '‑', '—']));
            let known = kinds::is_code(&code.replace('\u{d0}', "Đ"));
            (capitals >= 2 && !inside && !partial && (dashed || known)).then(|| Written {
                range: whole,
                coded: known,
                head: found["head"].len()..0,
            })
        })
        .map(|written| Written { head: written.range.start..written.range.start + written.head.start, ..written })
}

/// The form in which numbers are compared: lower case, without spaces and leading zeros, one kind of stroke.
pub(in crate::link) fn key(number: &str) -> String {
    let mut key = String::with_capacity(number.len());
    for letter in spelling::flatten(number).chars() {
        match letter {
            ' ' | '\u{a0}' => {}
            '/' | '–' | '—' | '‐' | '‑' | '‒' | '−' => key.push('-'),
            _ => key.push(letter),
        }
    }
    let key = key.trim_start_matches('0');
    let digits = key.len() - key.trim_start_matches(|digit: char| digit.is_ascii_digit()).len();
    // "294QĐ/TW" is "294-QĐ/TW".
    let (head, tail) = key.split_at(digits);
    if digits == 0 || tail.is_empty() || tail.starts_with('-') { key.to_owned() } else { format!("{head}-{tail}") }
}

/// A number as it is shown: without white space.
pub(in crate::link) fn tidy(number: &str) -> String {
    number.split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings() {
        for number in ["446-QĐ/TU", "446 - QĐ/TU", "446–QĐ/TU", "446-qđ/tu", "0446-QĐ/TU", "446-QÐ/TU", "446 -QĐ/ TU", "446QĐ/TU"]
        {
            assert_eq!(key(number), "446-qđ-tu", "{number}");
        }
    }

    #[test]
    fn found() {
        for (text, numbers) in [
            ("Quyết định 217-QĐ/TW và 218 - QĐ/TW", vec!["217-QĐ/TW", "218 - QĐ/TW"]),
            ("Nghị định số 30/2020/NĐ-CP ngày 05/3/2020", vec!["30/2020/NĐ-CP"]),
            ("số 43/2022/QH15; 1211/2016/UBTVQH13", vec!["43/2022/QH15", "1211/2016/UBTVQH13"]),
            ("17/2007/TTLT-BLĐTBXH- NHNNVN ngày", vec!["17/2007/TTLT-BLĐTBXH- NHNNVN"]),
            ("số 08/2022/QĐ-TTg", vec!["08/2022/QĐ-TTg"]),
            ("01-QC/BTGTU-BDVTU", vec!["01-QC/BTGTU-BDVTU"]),
            ("500.000 đồng/người/tháng, 24/24 giờ, 05/3/2020, A4, 70%", vec![]),
            ("Quyết định số..../2022/QĐ-TTg", vec![]),
        ] {
            let found: Vec<_> = find(text).map(|written| &text[written.range]).collect();
            assert_eq!(found, numbers, "{text}");
        }
    }
}
