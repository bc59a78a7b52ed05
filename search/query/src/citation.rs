//! Places named in a query: `điều 24`, `khoản 5 điều 6`, `d 24`, `dieu24`. Entry point: [`take`].
//!
//! What is typed is rougher than what a document cites, so this reads words without marks and in any order.

use std::rc::Rc;

use crate::word::{Word, Words, join, remove};

/// Words that stand around a place and say nothing about the text in it; those with two words name a kind of document as well.
const AROUND: [&str; 17] = [
    "so",
    "cua",
    "tai",
    "trong",
    "theo",
    "o",
    "van ban",
    "quy che",
    "quyet dinh",
    "quy dinh",
    "chi thi",
    "nghi quyet",
    "huong dan",
    "luat",
    "nghi dinh",
    "thong tu",
    "dieu le",
];

/// Takes a place out of the words and answers its address (`dieu-6/khoan-5`); without a Điều nothing is taken.
pub(crate) fn take(words: &mut Words) -> Option<String> {
    let mut rest = Words::new();
    let mut levels: [Option<String>; 3] = [None, None, None];
    let mut at = 0;
    while at < words.len() {
        match step(&words[at..]) {
            Some((level, number, length)) if levels[level].is_none() => {
                levels[level] = Some(number);
                at += length;
            }
            _ => {
                rest.push(words[at].clone());
                at += 1;
            }
        }
    }
    levels[0].as_ref()?;
    *words = rest;
    let mut address = String::new();
    for (level, name) in ["dieu-", "/khoan-", "/diem-"].iter().enumerate() {
        if let Some(number) = &levels[level] {
            address.push_str(name);
            address.push_str(number);
        }
    }
    Some(address)
}

/// Takes the words around a place out of the rest; what they name (`quy-che`) is added, to prefer that component.
pub(crate) fn take_around(words: &mut Words, named: &mut Vec<String>) {
    let mut at = 0;
    while at < words.len() {
        let one = words[at].folded.as_str();
        if let Some(next) = words.get(at + 1)
            && AROUND.contains(&join(&[one, &next.folded], ' ').as_str())
        {
            named.push(join(&[one, &next.folded], '-'));
            remove(words, at, at + 2);
        } else if AROUND.contains(&one) {
            named.push(one.to_owned());
            words.remove(at);
        } else {
            at += 1;
        }
    }
}

/// One level at the head of the words: its rank, its number, how many words it took.
fn step(words: &[Rc<Word>]) -> Option<(usize, String, usize)> {
    let label = words[0].folded.as_str();
    if let Some(next) = words.get(1) {
        let level = match label {
            "dieu" | "d" => Some(0),
            "khoan" | "k" => Some(1),
            "diem" => Some(2),
            _ => None,
        };
        if let Some(level) = level {
            return Some((level, number(level, next)?, 2));
        }
    }
    for (level, name) in &[(0, "dieu"), (0, "d"), (1, "khoan"), (1, "k")] {
        if let Some(digits) = label.strip_prefix(*name)
            && !digits.is_empty()
            && digits.bytes().all(|byte| byte.is_ascii_digit())
        {
            return Some((*level, digits.to_owned(), 1));
        }
    }
    None
}

/// `24`, `24a`; for a Điểm its letter, where đ is `dd` as in every address.
fn number(level: usize, word: &Word) -> Option<String> {
    let folded = word.folded.as_str();
    let digits = folded.bytes().take_while(u8::is_ascii_digit).count();
    if level < 2 {
        let suffix = &folded[digits..];
        return (digits > 0 && suffix.len() <= 1 && suffix.bytes().all(|byte| byte.is_ascii_lowercase())).then(|| folded.to_owned());
    }
    match (word.exact.as_str(), folded.len()) {
        ("đ" | "dd", _) => Some("dd".to_owned()),
        (_, 1) => Some(folded.to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::word::words_of;

    #[test]
    fn places_are_read_in_any_order() {
        let table = [
            ("điều 24", Some("dieu-24"), ""),
            ("khoản 5 điều 6", Some("dieu-6/khoan-5"), ""),
            ("dieu 6 khoan 5", Some("dieu-6/khoan-5"), ""),
            ("Điều 6, khoản 5, điểm đ", Some("dieu-6/khoan-5/diem-dd"), ""),
            ("dieu24", Some("dieu-24"), ""),
            ("đ24 k2", Some("dieu-24/khoan-2"), ""),
            ("điều 24 báo cáo", Some("dieu-24"), "bao cao"),
            ("khoản 5", None, "khoan 5"),
            ("điểm nóng", None, "diem nong"),
            ("điều lệ đảng", None, "dieu le dang"),
        ];
        for (typed, address, rest) in table {
            let mut words = words_of(typed);
            assert_eq!(take(&mut words).as_deref(), address, "{typed}");
            let left: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
            assert_eq!(left.join(" "), rest, "{typed}");
        }
    }

    #[test]
    fn words_around_a_place_name_its_component() {
        let mut words = words_of("của quy chế về báo cáo");
        let mut named = Vec::new();
        take_around(&mut words, &mut named);
        assert_eq!(named, ["cua", "quy-che"]);
        assert_eq!(words.len(), 3);
    }
}
