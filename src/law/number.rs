//! Numbers as Vietnamese law writes them: Roman, ordinal words, letters of points.

/// Letters of điểm in the order of the Vietnamese alphabet, without those that carry a mark other than đ
/// (Nghị định 34/2016/NĐ-CP, article 61; in use: a, b, c, d, đ, e, g, h, …).
pub const POINT_LETTERS: [&str; 23] =
    ["a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "x", "y"];

/// Place of a letter in [`POINT_LETTERS`], from 1; `None` for a letter that law does not use (f, j, w, z).
pub fn point_index(letter: &str) -> Option<u32> {
    POINT_LETTERS.iter().position(|known| *known == letter).map(|index| index as u32 + 1)
}

/// Value of a well-formed Roman numeral in capitals, 1 to 399. `None` for anything else, `IIX` and `VV` included.
pub fn roman(text: &str) -> Option<u32> {
    let mut total = 0;
    let mut rest = text;
    for (digit, value, most) in
        [("C", 100, 3), ("XC", 90, 1), ("L", 50, 1), ("XL", 40, 1), ("X", 10, 3), ("IX", 9, 1), ("V", 5, 1), ("IV", 4, 1), ("I", 1, 3)]
    {
        for _ in 0..most {
            let Some(after) = rest.strip_prefix(digit) else { break };
            total += value;
            rest = after;
        }
    }
    (rest.is_empty() && total > 0).then_some(total)
}

/// Value of an ordinal word after "thứ": `nhất` is 1, `mười hai` is 12. `None` beyond twenty.
pub fn ordinal(words: &str) -> Option<u32> {
    const ONES: [&str; 10] = ["", "nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín"];
    let words = words.trim().to_lowercase();
    let simple = |word: &str| match word {
        "nhì" => Some(2),
        "bốn" => Some(4),
        "bẩy" => Some(7),
        "một" => Some(1),
        "lăm" => Some(5),
        "mười" => Some(10),
        _ => ONES.iter().skip(1).position(|one| *one == word).map(|index| index as u32 + 1),
    };
    match words.split_once(' ') {
        None => simple(&words),
        Some(("mười", ones)) => simple(ones).filter(|value| *value < 10).map(|value| value + 10),
        Some(_) => None,
    }
}

/// Whether the number of a document is written as the Party writes it, a hyphen after the figures: `446-QĐ/TU` (Hướng dẫn 36-HD/VPTW);
/// the State has a slash there: `30/2020/NĐ-CP` (Nghị định 30/2020/NĐ-CP).
pub fn is_party_number(number: &str) -> bool {
    let rest = number.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let figures = rest.len() < number.len();
    let rest = rest.strip_prefix(char::is_alphabetic).unwrap_or(rest);
    figures && rest.trim_start().starts_with(['-', '\u{2013}'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals() {
        for (text, value) in
            [("I", Some(1)), ("IV", Some(4)), ("XVI", Some(16)), ("XLIX", Some(49)), ("IIX", None), ("", None), ("VV", None), ("M", None)]
        {
            assert_eq!(roman(text), value, "{text}");
        }
        for (words, value) in [("nhất", Some(1)), ("Hai", Some(2)), ("mười", Some(10)), ("mười lăm", Some(15)), ("ba mươi", None)]
        {
            assert_eq!(ordinal(words), value, "{words}");
        }
        assert_eq!(point_index("đ"), Some(5));
        assert_eq!(point_index("e"), Some(6));
        assert_eq!(point_index("f"), None);
        for (number, expected) in [
            ("446-QĐ/TU", true),
            ("36 - HD/VPTW", true),
            ("12a-QĐ/TU", true),
            ("30/2020/NĐ-CP", false),
            ("12/QĐ-UBND", false),
            ("-QĐ", false),
        ] {
            assert_eq!(is_party_number(number), expected, "{number}");
        }
    }
}
