//! Spellings that mean the same to a reader: letter case, kinds of space, the place of a tone mark.
//! Entry points: [`flatten`], [`variants`].

use std::sync::LazyLock;

use quyche_text::TONE_PLACES;

/// Most syllables of one name that are tried in both spellings.
const MOST_VARIED: usize = 4;

/// `text` in lower case with plain spaces for white space, every character in as many bytes as before, so that an
/// offset in one is an offset in the other.
pub fn flatten(text: &str) -> String {
    let mut flat = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            'A'..='Z' => flat.push(letter.to_ascii_lowercase()),
            ' '..='~' => flat.push(letter),
            '\u{d0}' | '\u{f0}' => flat.push('đ'),
            _ if letter.is_whitespace() => flat.extend(std::iter::repeat_n(' ', letter.len_utf8())),
            _ => {
                let mut lower = letter.to_lowercase();
                match (lower.next(), lower.next()) {
                    (Some(small), None) if small.len_utf8() == letter.len_utf8() => flat.push(small),
                    _ => flat.push(letter),
                }
            }
        }
    }
    flat
}

/// The other spellings of `name` by the place of tone marks, `name` itself first; the case of letters is kept.
pub(in crate::link) fn variants(name: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut varied = 0;
    for (index, word) in name.split(' ').enumerate() {
        let other = if varied < MOST_VARIED { moved(word) } else { None };
        varied += usize::from(other.is_some());
        let spellings: Vec<&str> = std::iter::once(word).chain(other.as_deref()).collect();
        all = spellings
            .iter()
            .flat_map(|spelling| all.iter().map(move |head| if index == 0 { (*spelling).to_owned() } else { format!("{head} {spelling}") }))
            .collect();
    }
    all
}

/// `word` with its tone mark on the other vowel; `None` where the place is not in question.
fn moved(word: &str) -> Option<String> {
    static RHYMES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
        let both = TONE_PLACES.iter().flat_map(|(new, old)| [(*new, *old), (*old, *new)]);
        let cases = |(from, to): (&str, &str)| {
            [(from.to_owned(), to.to_owned()), (capital(from), capital(to)), (from.to_uppercase(), to.to_uppercase())]
        };
        both.flat_map(cases).collect()
    });
    if word.is_ascii() {
        return None;
    }
    let other = |(from, to): &(String, String)| {
        let before = word.strip_suffix(from.as_str()).filter(|before| !before.ends_with('q'))?;
        Some(format!("{before}{to}"))
    };
    RHYMES.iter().find_map(other)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Whether `range` of `text` neither begins nor ends inside a word.
pub(in crate::link) fn is_whole(text: &str, start: usize, end: usize) -> bool {
    !text[..start].chars().next_back().is_some_and(char::is_alphanumeric) && !text[end..].chars().next().is_some_and(char::is_alphanumeric)
}

/// `text` on one line with single spaces.
pub(in crate::link) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_stay() {
        for text in ["ĐIỀU 5\nLuật này", "Ủy ban\u{a0}nhân dân", "Ðiều İ ẞ", "QUỸ"] {
            let flat = flatten(text);
            assert_eq!(flat.len(), text.len(), "{text}");
            assert!(text.char_indices().all(|(at, _)| flat.is_char_boundary(at)), "{text}");
        }
        assert_eq!(flatten("Ðiều 5\nỦY"), "điều 5 ủy");
    }

    #[test]
    fn both_places() {
        assert_eq!(variants("Ủy ban"), ["Ủy ban", "Uỷ ban"]);
        assert_eq!(variants("hoà giải"), ["hoà giải", "hòa giải"]);
        assert_eq!(variants("Thành ủy"), ["Thành ủy", "Thành uỷ"]);
        assert_eq!(variants("ỦY BAN"), ["ỦY BAN", "UỶ BAN"]);
        assert_eq!(variants("quý báu"), ["quý báu"]);
    }
}
