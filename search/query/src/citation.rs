//! Places named in a query: `điều 24`, `khoản 5 điều 6`, `d 24`, `dieu24`. Entry point: [`take`].
//!
//! What is typed is rougher than what a document cites, so this reads words without marks and in any order.

use crate::word::Word;

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
pub(crate) fn take(words: &mut Vec<Word>) -> Option<String> {
    let mut rest = Vec::new();
    let mut levels: [Option<String>; 3] = Default::default();
    let mut at = 0;
    while at < words.len() {
        let (level, number, length) = match step(&words[at..]) {
            Some(step) if levels[step.0].is_none() => step,
            _ => {
                rest.push(words[at].clone());
                at += 1;
                continue;
            }
        };
        levels[level] = Some(number);
        at += length;
    }
    levels[0].as_ref()?;
    *words = rest;
    let names = ["dieu", "khoan", "diem"];
    let parts = names.iter().zip(levels).filter_map(|(name, number)| number.map(|number| format!("{name}-{number}")));
    Some(parts.collect::<Vec<_>>().join("/"))
}

/// Takes the words around a place out of the rest; what they name (`quy-che`) comes back, to prefer that component.
pub(crate) fn take_around(words: &mut Vec<Word>) -> Vec<String> {
    let mut named = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let length = (1..=2).rev().find(|length| {
            let candidate: Vec<&str> = words[at..].iter().take(*length).map(|word| word.folded.as_str()).collect();
            candidate.len() == *length && AROUND.contains(&candidate.join(" ").as_str())
        });
        match length {
            Some(length) => {
                let taken: Vec<String> = words.drain(at..at + length).map(|word| word.folded).collect();
                named.push(taken.join("-"));
            }
            None => at += 1,
        }
    }
    named
}

/// One level at the head of the words: its rank, its number, how many words it took.
fn step(words: &[Word]) -> Option<(usize, String, usize)> {
    let label = words[0].folded.as_str();
    let level = match label {
        "dieu" | "d" => Some(0),
        "khoan" | "k" => Some(1),
        "diem" => Some(2),
        _ => None,
    };
    if let (Some(level), Some(next)) = (level, words.get(1)) {
        return number(level, next).map(|number| (level, number, 2));
    }
    let (level, digits) = [(0, "dieu"), (0, "d"), (1, "khoan"), (1, "k")].into_iter().find_map(|(level, label_word)| {
        let digits = label.strip_prefix(label_word)?;
        (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some((level, digits))
    })?;
    Some((level, digits.to_owned(), 1))
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
        ("đ", _) | ("dd", _) => Some("dd".to_owned()),
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
        assert_eq!(take_around(&mut words), ["cua", "quy-che"]);
        assert_eq!(words.len(), 3);
    }
}
