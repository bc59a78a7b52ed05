//! Encodings of Vietnamese before Unicode, recognised by what they make of a text: syllables. Entry point: [`decode`].
//!
//! Tables: TCVN 5712:1993 (VN3, the fonts `.VnTime`), the fonts of VNI Software for Windows, RFC 1456 (VIQR).

use std::collections::HashMap;
use std::fmt;

use quyche_text::{fold, is_exact_syllable};

/// How a text was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 or UTF-16.
    Unicode,
    /// TCVN 5712, also called ABC: one byte a letter; capitals with a tone are known by the letters around them only.
    Tcvn3,
    /// VNI for Windows: the marks are bytes behind their letter.
    Vni,
    /// Marks typed as punctuation behind their letter: `Vie^.t Nam`.
    Viqr,
    /// None of these: bytes taken as Windows-1252.
    Western,
}

impl fmt::Display for Encoding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Encoding::Unicode => "Unicode",
            Encoding::Tcvn3 => "TCVN3 (ABC)",
            Encoding::Vni => "VNI",
            Encoding::Viqr => "VIQR",
            Encoding::Western => "Windows-1252",
        })
    }
}

/// Another encoding must make syllables of this share of the words more than the text as it stands, and of this share of all.
const BETTER: f64 = 0.15;
const ENOUGH: f64 = 0.6;

/// The text of some bytes and what they were taken for. Unicode text whose letters are those of an old font (copied from a document set in it) is put right too.
pub fn decode(bytes: &[u8]) -> (String, Encoding) {
    let (text, base) = match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), Encoding::Unicode),
        Err(_) => utf16(bytes).map_or_else(|| (western(bytes), Encoding::Western), |text| (text, Encoding::Unicode)),
    };
    let plain = share(&text);
    let converted = [(Encoding::Tcvn3, tcvn3(&text)), (Encoding::Vni, vni(&text)), (Encoding::Viqr, viqr(&text))];
    let best = converted.into_iter().map(|(encoding, text)| (share(&text), encoding, text)).max_by(|a, b| a.0.total_cmp(&b.0));
    match best {
        Some((share, encoding, text)) if share > plain + BETTER && share > ENOUGH => (text, encoding),
        _ => (text, base),
    }
}

/// The share of the words that are Vietnamese syllables.
fn share(text: &str) -> f64 {
    let (mut words, mut syllables) = (0_u32, 0_u32);
    for word in text
        .split(|c: char| c.is_whitespace() || ",;:!\"()[]/-–".contains(c))
        .map(|word| word.trim_matches('.'))
        .filter(|word| !word.is_empty())
    {
        if word.chars().all(|c| c.is_ascii_digit()) {
            continue;
        }
        words += 1;
        syllables += u32::from(is_exact_syllable(&quyche_text::nfc(&word.to_lowercase())));
    }
    f64::from(syllables) / f64::from(words.max(1))
}

fn utf16(bytes: &[u8]) -> Option<String> {
    let units = |read: fn([u8; 2]) -> u16| bytes[2..].chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect::<Vec<u16>>();
    let units = match bytes {
        [0xFF, 0xFE, ..] => units(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => units(u16::from_be_bytes),
        _ => return None,
    };
    String::from_utf16(&units).ok()
}

/// Windows-1252; a byte it does not define stands for itself.
fn western(bytes: &[u8]) -> String {
    const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    bytes
        .iter()
        .map(
            |byte| {
                if (0x80..0xA0).contains(byte) {
                    HIGH.chars().nth(usize::from(byte - 0x80)).unwrap_or('\u{fffd}')
                } else {
                    char::from(*byte)
                }
            },
        )
        .collect()
}

/// Letters of TCVN3, each behind the character its byte stands for in Windows-1252.
const TCVN3: &str = "¡Ă¢Â£Ê¤Ô¥Ơ¦Ư§Đ¨ă©âªê«ô¬ơ\u{ad}ư®đµà¸á¶ả·ã¹ạ»ằ¾ắ¼ẳ½ẵÆặÇầÊấÈẩÉẫËậÌèÐéÎẻÏẽÑẹÒềÕếÓểÔễÖệ×ìÝíØỉÜĩÞịßòãóáỏâõäọåồèốæổçỗéộêờíớëởìỡîợïùóúñủòũôụõừøứöử÷ữùựúỳýýûỷüỹþỵ";

fn tcvn3(text: &str) -> String {
    let letters: Vec<char> = TCVN3.chars().collect();
    let table: HashMap<char, char> = letters.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
    let mut converted = String::with_capacity(text.len() * 2);
    let letter = |character: char| table.get(&character).copied().unwrap_or(character);
    for line in text.split_inclusive('\n') {
        let words = line.split_inclusive(|c: char| !c.is_alphabetic() && !table.contains_key(&c));
        let words: Vec<String> = words.map(|word| word.chars().map(letter).collect()).collect();
        for (word, in_capitals) in words.iter().zip(capitals(&words)) {
            converted.push_str(&if in_capitals { word.to_uppercase() } else { word.clone() });
        }
    }
    converted
}

/// Which words of a line are in capitals. The capital fonts hold small letters, so that Bộ may be BỘ: what the letters of a word do not
/// say the words beside it do, the nearest of either side that does say it.
fn capitals(words: &[String]) -> Vec<bool> {
    let known: Vec<Option<bool>> = words.iter().map(|word| is_in_capitals(word)).collect();
    let before = last_known(known.iter());
    let after = last_known(known.iter().rev());
    let both = before.into_iter().zip(after.into_iter().rev());
    both.map(|sides| matches!(sides, (Some(true), Some(true) | None) | (None, Some(true)))).collect()
}

/// At each place what is known there, or else what was known last.
fn last_known<'k>(known: impl Iterator<Item = &'k Option<bool>>) -> Vec<Option<bool>> {
    let step = |last: &mut Option<bool>, one: &Option<bool>| {
        *last = one.or(*last);
        Some(*last)
    };
    known.scan(None, step).collect()
}

/// Whether a word is in capitals, by its letters without marks, which are the same in every font: `LAO` is, `Lao` is not, Bộ may be, and an
/// abbreviation (`KH`) says nothing of the words beside it.
fn is_in_capitals(word: &str) -> Option<bool> {
    if word.contains(|c: char| c.is_ascii_lowercase()) {
        return Some(false);
    }
    let capitals = word.chars().filter(char::is_ascii_uppercase).count();
    let is_first = word.starts_with(|c: char| c.is_ascii_uppercase());
    let is_spoken = fold(word).contains(['a', 'e', 'i', 'o', 'u', 'y']);
    (is_spoken && capitals > usize::from(is_first)).then_some(true)
}

/// Marks of VNI behind a letter: the tone and the shape they give, as combining characters.
const VNI_MARKS: [(char, &str); 17] = [
    ('ù', "\u{301}"),
    ('ø', "\u{300}"),
    ('û', "\u{309}"),
    ('õ', "\u{303}"),
    ('ï', "\u{323}"),
    ('â', "\u{302}"),
    ('á', "\u{302}\u{301}"),
    ('à', "\u{302}\u{300}"),
    ('å', "\u{302}\u{309}"),
    ('ã', "\u{302}\u{303}"),
    ('ä', "\u{302}\u{323}"),
    ('ê', "\u{306}"),
    ('é', "\u{306}\u{301}"),
    ('è', "\u{306}\u{300}"),
    ('ú', "\u{306}\u{309}"),
    ('ü', "\u{306}\u{303}"),
    ('ë', "\u{306}\u{323}"),
];
/// Letters of VNI that stand alone.
const VNI_LETTERS: [(char, char); 9] =
    [('ñ', 'đ'), ('ö', 'ư'), ('ô', 'ơ'), ('æ', 'ỉ'), ('ó', 'ĩ'), ('ò', 'ị'), ('î', 'ỵ'), ('í', 'í'), ('ì', 'ì')];

fn vni(text: &str) -> String {
    let mut converted = String::with_capacity(text.len() * 2);
    let mut before = ' ';
    for character in text.chars() {
        let small = character.to_lowercase().next().unwrap_or(character);
        let mark = VNI_MARKS.iter().find(|(mark, _)| *mark == small && "aeouyöôAEOUYÖÔ".contains(before));
        let alone = VNI_LETTERS.iter().find(|(letter, _)| *letter == small);
        match (mark, alone) {
            (Some((_, marks)), _) => converted.push_str(marks),
            (_, Some((_, letter))) if character == small => converted.push(*letter),
            (_, Some((_, letter))) => converted.extend(letter.to_uppercase()),
            _ => converted.push(character),
        }
        before = character;
    }
    quyche_text::nfc(&converted).into_owned()
}

/// RFC 1456: `(` breve, `^` circumflex, `+` horn, `'` `` ` `` `?` `~` `.` tones, `dd` for đ, a backslash before a mark that is none.
fn viqr(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut converted = String::with_capacity(text.len() * 2);
    let mut at = 0;
    while let Some(&character) = characters.get(at) {
        at += 1;
        if character == '\\' && characters.get(at).is_some_and(|next| "(^+'`?~.d".contains(*next)) {
            converted.push(characters[at]);
            at += 1;
        } else if matches!((character, characters.get(at)), ('d', Some('d')) | ('D', Some('d' | 'D'))) {
            converted.push(if character == 'd' { 'đ' } else { 'Đ' });
            at += 1;
        } else {
            converted.push(character);
            if "aeiouyAEIOUY".contains(character) {
                at += viqr_marks(&characters, at, character, &mut converted);
            }
        }
    }
    quyche_text::nfc(&converted).into_owned()
}

/// Appends the marks behind a vowel; how many there are.
fn viqr_marks(characters: &[char], start: usize, vowel: char, converted: &mut String) -> usize {
    let small = vowel.to_ascii_lowercase();
    let mut at = start;
    let shape = match (small, characters.get(at)) {
        ('a', Some('(')) => Some('\u{306}'),
        ('a' | 'e' | 'o', Some('^')) => Some('\u{302}'),
        ('o' | 'u', Some('+')) => Some('\u{31b}'),
        _ => None,
    };
    if let Some(shape) = shape {
        converted.push(shape);
        at += 1;
    }
    let tone = match characters.get(at) {
        Some('\'') => '\u{301}',
        Some('`') => '\u{300}',
        Some('?') if !ends_sentence(characters, at) => '\u{309}',
        Some('~') => '\u{303}',
        Some('.') if !ends_sentence(characters, at) => '\u{323}',
        _ => return at - start,
    };
    converted.push(tone);
    at + 1 - start
}

/// True for a full stop or question mark behind which a sentence, a line or the text ends: it is no tone.
fn ends_sentence(characters: &[char], at: usize) -> bool {
    match (characters.get(at + 1), characters.get(at + 2)) {
        (None | Some('\n' | '\r'), _) => true,
        (Some(' '), next) => next.is_none_or(|c| c.is_uppercase() || c.is_ascii_digit()),
        (Some(next), after) => next.is_ascii_digit() || *next == '.' && after == Some(&'.'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RIGHT: &str = "Quyết định về việc ban hành Quy chế công tác dân vận của hệ thống chính trị.";

    #[test]
    fn every_old_encoding_is_recognised() {
        let tcvn3 = "QuyÕt ®Þnh vÒ viÖc ban hµnh Quy chÕ c«ng t¸c d©n vËn cña hÖ thèng chÝnh trÞ.";
        assert_eq!(decode(tcvn3.as_bytes()), (RIGHT.to_owned(), Encoding::Tcvn3));
        let bytes: Vec<u8> = tcvn3.chars().map(|c| u8::try_from(u32::from(c)).expect("one byte a letter")).collect();
        assert_eq!(decode(&bytes), (RIGHT.to_owned(), Encoding::Tcvn3));
        let vni = "Quyeát ñònh veà vieäc ban haønh Quy cheá coâng taùc daân vaän cuûa heä thoáng chính trò.";
        assert_eq!(decode(vni.as_bytes()), (RIGHT.to_owned(), Encoding::Vni));
        let viqr = "Quye^'t ddi.nh ve^` vie^.c ban ha`nh Quy che^' co^ng ta'c da^n va^.n cu?a he^. tho^'ng chi'nh tri..";
        assert_eq!(decode(viqr.as_bytes()), (RIGHT.to_owned(), Encoding::Viqr));
    }

    #[test]
    fn capitals_of_old_fonts_are_known_by_their_neighbours() {
        assert_eq!(tcvn3("QUYÕT §ÞNH cña Thµnh ñy"), "QUYẾT ĐỊNH của Thành ủy");
        assert_eq!(tcvn3("Bé Tµi chÝnh\nBé TµI CHÝNH"), "Bộ Tài chính\nBỘ TÀI CHÍNH");
        assert_eq!(tcvn3("Hµ Néi, Së KH&§T, Hä, Tæ"), "Hà Nội, Sở KH&ĐT, Họ, Tổ");
        assert_eq!(tcvn3("ñY BAN, D¢N CHñ ë C¥ Së"), "ỦY BAN, DÂN CHỦ Ở CƠ SỞ");
        assert_eq!(tcvn3("§¶NG Bé"), "ĐẢNG BỘ");
        assert_eq!(vni("QUYEÁT ÑÒNH"), "QUYẾT ĐỊNH");
    }

    #[test]
    fn unicode_and_misread_text_stay_as_they_are() {
        for text in [RIGHT, "QUYET PINH vé viéc ban hanh Quy ché cong tic dan van ciia", "The quick brown fox", ""] {
            assert_eq!(decode(text.as_bytes()), (text.to_owned(), Encoding::Unicode));
        }
        let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(RIGHT.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(decode(&wide), (RIGHT.to_owned(), Encoding::Unicode));
    }
}
