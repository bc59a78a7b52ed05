//! What a line could be, judged from its own words alone: [`read`]. Whether it is that, the sequence decides (`tree`).

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::law::{Kind, ordinal, roman};

/// Most parts of a number such as `1.2.3`. Texts go to three or four; without a limit each level costs the next one more.
const DEEPEST: usize = 8;

/// One line that is not blank.
#[derive(Clone, Debug)]
pub(super) struct Line<'t> {
    /// Bytes of the file, white space at both ends left out.
    pub(super) range: Range<usize>,
    /// The words.
    pub(super) text: &'t str,
    /// A blank line (or the start of the text) stands before it.
    pub(super) after_blank: bool,
    /// It stands inside a quotation that an earlier line opened, or opens one that a later line closes.
    pub(super) quoted: bool,
}

/// What a line could be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// Phần, Chương, Mục, Tiểu mục: kind, number as written, value.
    Division(Kind, String, u32),
    /// `A.` (as Phần) or `I.` (as Mục) in a text without Điều.
    Lettered(Kind, String, u32),
    /// Điều: its number and the letter of an inserted article (`5a`).
    Article(u32, String),
    /// Khoản, `1.` or `3.2.1.`; the number as written and in parts.
    Clause(Vec<u32>),
    /// Điểm: its letter, and the number of an inserted point (`a1`).
    Point(String),
    /// Gạch đầu dòng, and the plus sign below it.
    Dash,
    Plus,
    /// The heading of a text that is issued together with the first (`QUY CHẾ`, `PHỤ LỤC I`), its id, and whether it is an appendix.
    Component {
        slug: String,
        appendix: bool,
    },
    /// `Mẫu số 01`.
    Form(String),
    /// A row of a table.
    Row,
    /// Recipients, signature or the note of adoption.
    Closing,
}

/// A marker and the length of its label in bytes.
pub(super) type Marked = (Marker, usize);

macro_rules! pattern {
    ($name:ident, $text:literal) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($text).expect("the pattern is well-formed"));
    };
}

pattern!(ARTICLE, r"^[ĐÐ](?:iều|IỀU)\s+(\d{1,4})([a-zđ]{0,2})\s*(?:[.:]|[-–]\s|$)");
pattern!(
    DIVISION,
    r"^(Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Tiểu mục|TIỂU MỤC)\s+(?:thứ\s+|THỨ\s+)?([IVXLC]+|\d{1,3}|[A-ZĐ]|(?:nhất|nhì|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười|NHẤT|HAI|BA|TƯ|NĂM|SÁU|BẢY|TÁM|CHÍN|MƯỜI)(?:\s+(?:một|hai|ba|bốn|tư|lăm|sáu|bảy|tám|chín|MỘT|HAI|BA|BỐN|LĂM|SÁU|BẢY|TÁM|CHÍN))?)([a-zđ]?)\b\s*([.:]|[-–]\s|$)?"
);
pattern!(CLAUSE, r"^(\d{1,3}(?:\.\d{1,3})*)(?:[.)]|\s*[-–]\s|$)?");
pattern!(POINT, r"^([a-zđ]{1,2})(\d{0,2})\s*(?:\)|[.]\s)");
pattern!(ROMAN, r"^([IVXL]{1,6})\s*[.\-–]\s*[\p{Lu}]");
pattern!(LETTER, r"^([A-HĐ])\s*[.\-–]\s*[\p{Lu}]");
pattern!(FORM, r"^(?:Mẫu|MẪU)\s+(?:số|SỐ)\s*:?\s*([0-9]{1,3}[a-zđA-Z]?)\s*[.:]?$");
pattern!(
    APPENDIX,
    r"^(?:Phụ lục|PHỤ LỤC)(?:\s+(?:số\s+|SỐ\s+)?(?:[IVXLC]+|\d{1,3}|[A-Z])[a-zđ]?(?:\.\d{1,2})*\b)?\s*(?:[.:\-–]\s*)?(\(|\p{Lu}|$)"
);
pattern!(
    TYPE,
    r"^(QUY CHẾ|QUY ĐỊNH|ĐIỀU LỆ|NỘI QUY|QUY TRÌNH|QUY TẮC|BẢN QUY ĐỊNH|BỘ QUY TẮC|KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN|CHIẾN LƯỢC|DANH MỤC|HƯỚNG DẪN|QUY CHUẨN|TIÊU CHUẨN|PHƯƠNG ÁN|HIẾN PHÁP|BỘ LUẬT|LUẬT|PHÁP LỆNH|LỆNH|NGHỊ QUYẾT LIÊN TỊCH|NGHỊ QUYẾT|NGHỊ ĐỊNH|QUYẾT ĐỊNH|CHỈ THỊ|THÔNG TƯ LIÊN TỊCH|THÔNG TƯ|THÔNG TRI|THÔNG BÁO|KẾT LUẬN|BÁO CÁO|TỜ TRÌNH|CÔNG ĐIỆN)(?:\s|:|$)"
);
pattern!(
    CLOSING,
    r"^(?:Nơi nhận\s*:|Nơi nhận$|(?:TM|T/M|KT|K/T|TL|T/L|TUQ|Q)\s*[./]\s*[\p{Lu}]|(?:Luật|Bộ luật|Pháp lệnh|Nghị quyết) này (?:đã )?được (?:Quốc hội|Ủy ban thường vụ|Hội đồng nhân dân|Ban Chấp hành|Đại hội))"
);
pattern!(
    OFFICE,
    r"^(?:QUYỀN |PHÓ )?(?:CHỦ TỊCH|THỦ TƯỚNG|BỘ TRƯỞNG|THỨ TRƯỞNG|TỔNG BÍ THƯ|BÍ THƯ|CHÁNH ÁN|VIỆN TRƯỞNG|TỔNG KIỂM TOÁN|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|CHÁNH VĂN PHÒNG|TRƯỞNG BAN|HIỆU TRƯỞNG|THỐNG ĐỐC|TỔNG CỤC TRƯỞNG|CỤC TRƯỞNG|CHỦ NHIỆM)(?:\s|$)"
);

/// All readings of a line, the most special first; empty for plain text.
pub(super) fn read(text: &str) -> Vec<Marked> {
    let Some(first) = text.chars().next() else { return Vec::new() };
    match first {
        'Đ' | 'Ð' => article(text).into_iter().chain(component(text)).chain(letter(text)).collect(),
        '0'..='9' => clause(text).into_iter().collect(),
        '-' | '–' | '—' | '•' => dash(text, first).into_iter().collect(),
        '+' => vec![(Marker::Plus, first.len_utf8())],
        '|' => vec![(Marker::Row, 0)],
        'a'..='z' | 'đ' => point(text).into_iter().collect(),
        _ if text.contains('\t') => vec![(Marker::Row, 0)],
        _ if first.is_uppercase() => {
            let readings = [division(text), form(text), closing(text), component(text), roman_heading(text), letter(text)];
            readings.into_iter().flatten().collect()
        }
        _ => Vec::new(),
    }
}

fn article(text: &str) -> Option<Marked> {
    let found = ARTICLE.captures(text)?;
    Some((Marker::Article(found[1].parse().ok()?, found[2].to_owned()), found[0].trim_end().len()))
}

fn division(text: &str) -> Option<Marked> {
    let found = DIVISION.captures(text)?;
    let rest = text[found[0].len()..].trim_start();
    // "Mục 1 Chương II của Luật này" goes on in lower case; a title on the label's line is set off or in capitals.
    let titled = found.get(4).is_some() || is_capitals(rest);
    if !titled {
        return None;
    }
    let value = found[2].parse().ok().or_else(|| roman(&found[2])).or_else(|| ordinal(&found[2])).or_else(|| letter_value(&found[2]))?;
    let number = format!("{}{}", &found[2], &found[3]);
    let label = found[0].trim_end().len();
    Some(match found[1].chars().next()? {
        'P' => (Marker::Division(Kind::Part, number, value), label),
        'C' => (Marker::Division(Kind::Chapter, number, value), label),
        'M' => (Marker::Division(Kind::Section, number, value), label),
        _ => (Marker::Division(Kind::Subsection, number, value), label),
    })
}

fn letter_value(text: &str) -> Option<u32> {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(letter @ 'A'..='Z'), None) => Some(letter as u32 - 'A' as u32 + 1),
        _ => None,
    }
}

fn clause(text: &str) -> Option<Marked> {
    let found = CLAUSE.captures(text)?;
    let digits = &found[1];
    let rest = &text[found[0].len()..];
    let several = digits.contains('.');
    let closed = found[0].len() > digits.len();
    // "24 tỉnh" is a sentence, "1.000 đồng" and "1.5" are amounts: one number wants its full stop, several want a space after.
    let apart = rest.is_empty() || !rest.starts_with(|next: char| next.is_ascii_digit());
    let ended = closed || (several && rest.starts_with(char::is_whitespace));
    if !apart || !ended {
        return None;
    }
    if several && digits.split('.').skip(1).any(|part| part.len() == 3 || part.starts_with('0')) {
        return None;
    }
    // A date ("15.11.2021"), dotted lines of a form ("1.......") are no clauses.
    if rest.starts_with("..") || rest.starts_with('/') {
        return None;
    }
    let numbers =
        digits.split('.').map(|part| part.parse().ok()).collect::<Option<Vec<u32>>>().filter(|numbers| numbers.len() <= DEEPEST)?;
    Some((Marker::Clause(numbers), found[0].trim_end().len()))
}

fn point(text: &str) -> Option<Marked> {
    let found = POINT.captures(text)?;
    Some((Marker::Point(format!("{}{}", &found[1], &found[2])), found[0].trim_end().len()))
}

fn dash(text: &str, first: char) -> Option<Marked> {
    let rest = text[first.len_utf8()..].trim_start();
    // A rule of hyphens under a head is no item.
    (!rest.is_empty() && !rest.starts_with(['-', '–', '—', '_'])).then_some((Marker::Dash, first.len_utf8()))
}

fn roman_heading(text: &str) -> Option<Marked> {
    let found = ROMAN.captures(text)?;
    let label = label_end(text, found[1].len());
    Some((Marker::Lettered(Kind::Section, found[1].to_owned(), roman(&found[1])?), label))
}

fn letter(text: &str) -> Option<Marked> {
    let found = LETTER.captures(text)?;
    let label = label_end(text, found[1].len());
    Some((Marker::Lettered(Kind::Part, found[1].to_owned(), letter_value(&found[1])?), label))
}

/// End of a label whose number ends at byte `number`: the mark after it belongs to it.
fn label_end(text: &str, number: usize) -> usize {
    let space = text[number..].len() - text[number..].trim_start().len();
    number + space + text[number + space..].chars().next().map_or(0, char::len_utf8)
}

fn form(text: &str) -> Option<Marked> {
    let found = FORM.captures(text)?;
    Some((Marker::Form(found[1].to_lowercase()), text.len()))
}

fn closing(text: &str) -> Option<Marked> {
    let office = OFFICE.is_match(text) && starts_in_capitals(text);
    (CLOSING.is_match(text) || office).then_some((Marker::Closing, 0))
}

fn component(text: &str) -> Option<Marked> {
    if let Some(found) = APPENDIX.captures(text) {
        let label = found.get(1)?.start();
        let title = &text[label..];
        let first = title.split(|sign: char| !sign.is_alphanumeric()).next().unwrap_or_default();
        // "Phụ lục II ban hành kèm theo …" and "Phụ lục I Nghị định này" go on with a sentence: a title is in capitals or
        // follows a label in capitals.
        let titled = text.starts_with("PHỤ LỤC") || title.chars().take(2).all(char::is_uppercase) || !title.starts_with(char::is_uppercase);
        if !titled || (!first.is_empty() && first.chars().all(|letter| "IVXLC".contains(letter))) {
            return None;
        }
        let name = text[..label].trim_end_matches(|last: char| last.is_whitespace() || ".:-–".contains(last));
        return Some((Marker::Component { slug: quyche_text::slug(name), appendix: true }, text[..label].trim_end().len()));
    }
    let found = TYPE.captures(text)?;
    Some((Marker::Component { slug: quyche_text::slug(&found[1]), appendix: false }, found[1].len()))
}

/// Whether all letters are capitals and there is at least one.
pub(super) fn is_capitals(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase)
}

fn starts_in_capitals(text: &str) -> bool {
    text.split_whitespace().take(2).all(is_capitals)
}

/// Cuts the bytes `body` of `text` into lines that are not blank.
pub(super) fn lines(text: &str, body: Range<usize>) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = body.start;
    let mut after_blank = true;
    for raw in text[body].split('\n') {
        let words = raw.trim();
        if words.is_empty() {
            after_blank = true;
        } else {
            let begin = start + (raw.len() - raw.trim_start().len());
            lines.push(Line { range: begin..begin + words.len(), text: words, after_blank, quoted: false });
            after_blank = false;
        }
        start += raw.len() + 1;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(text: &str) -> Vec<&str> {
        read(text).into_iter().map(|(_, length)| &text[..length]).collect()
    }

    #[test]
    fn readings() {
        for (text, expected) in [
            ("Điều 4. Ban Thường vụ", vec!["Điều 4."]),
            ("Điều 5a. Bổ sung", vec!["Điều 5a."]),
            ("Điều 24; khoản 2 Điều 36.", vec![]),
            ("Điều 3 Bộ luật Lao động.", vec![]),
            ("Điều lệ Đảng là", vec![]),
            ("Chương II", vec!["Chương II"]),
            ("CHƯƠNG I: NHỮNG QUY ĐỊNH CHUNG", vec!["CHƯƠNG I:"]),
            ("Chương trình phối hợp", vec![]),
            ("Mục 1 Chương II của Luật này", vec![]),
            ("Mục tiêu của chương trình", vec![]),
            ("Phần thứ hai", vec!["Phần thứ hai"]),
            ("1. Tập hợp", vec!["1."]),
            ("1.Nội dung", vec!["1."]),
            ("1- Tập hợp", vec!["1-"]),
            ("10.4.3 Các tổ chức", vec!["10.4.3"]),
            ("24 tỉnh, thành phố", vec![]),
            ("1.000 đồng", vec![]),
            ("1..........", vec![]),
            ("12.000.000 đồng", vec![]),
            ("a) Tốt nghiệp", vec!["a)"]),
            ("đ) Lý do", vec!["đ)"]),
            ("- Căn cứ", vec!["-"]),
            ("-------", vec![]),
            ("Phụ lục I", vec!["Phụ lục I"]),
            ("Phụ lục I ban hành kèm theo Nghị định này;", vec![]),
            ("Phụ lục III ban hành kèm theo Nghị định này.", vec![]),
            ("Phụ lục VIII Nghị định này", vec![]),
            ("PHỤ LỤC II.1", vec!["PHỤ LỤC II.1"]),
            ("PHỤ LỤC I Danh mục hàng hóa", vec!["PHỤ LỤC I"]),
            ("Phụ lục I: DANH MỤC HÀNG HÓA", vec!["Phụ lục I:"]),
            ("Phụ lục 1: Sơ đồ cảng", vec![]),
            ("Phụ lục (Kèm theo Quyết định", vec!["Phụ lục"]),
            ("PHỤ LỤC", vec!["PHỤ LỤC"]),
            ("PHẦN CHUNG", vec![]),
            ("MỤC LỤC", vec![]),
            ("Mẫu số 06", vec!["Mẫu số 06"]),
            ("QUY CHẾ", vec!["QUY CHẾ"]),
            ("Quy chế này", vec![]),
        ] {
            assert_eq!(labels(text), expected, "{text}");
        }
    }
}
