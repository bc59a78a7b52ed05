//! The letters words are made of, numbered, with and without marks, small and capital. Entry point: [`letter`].

/// Every lower-case letter; the capital of `LOWER[n]` has the number `n + COUNT`.
const LOWER: &str = "abcdefghijklmnopqrstuvwxyzđàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ";
/// Lower-case letters.
const COUNT: u8 = 93;
/// Letters in all.
pub(crate) const LETTERS: usize = COUNT as usize * 2;

/// A letter: its place in `LOWER`, plus `COUNT` for a capital.
pub(crate) type Letter = u8;

/// The number of a letter, `None` for any other character.
pub(crate) fn letter(character: char) -> Option<Letter> {
    if let Some(at) = LOWER.chars().position(|c| c == character) {
        return Some(at as Letter);
    }
    let mut small = character.to_lowercase();
    let small = small.next().filter(|_| small.len() == 0)?;
    LOWER.chars().position(|c| c == small).map(|at| at as Letter + COUNT)
}

/// The capital of a letter.
pub(crate) fn capital(letter: Letter) -> Letter {
    if letter < COUNT { letter + COUNT } else { letter }
}

/// The small form of a letter.
pub(crate) fn small(letter: Letter) -> Letter {
    if letter < COUNT { letter } else { letter - COUNT }
}

/// The character of a letter.
pub(crate) fn character(letter: Letter) -> char {
    let found = LOWER.chars().nth(usize::from(small(letter))).unwrap_or_default();
    if letter < COUNT { found } else { found.to_uppercase().next().unwrap_or(found) }
}

/// A character without its marks, its case kept; đ is d.
pub(crate) fn bare(character: char) -> char {
    let folded = quyche_text::fold(character.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(character);
    if character.is_uppercase() { folded.to_ascii_uppercase() } else { folded }
}

/// A lower-case vowel without its tone: the shape of the letter alone.
pub(crate) fn toneless(character: char) -> char {
    const ROWS: [(&str, char); 12] = [
        ("aàáảãạ", 'a'),
        ("ăằắẳẵặ", 'ă'),
        ("âầấẩẫậ", 'â'),
        ("eèéẻẽẹ", 'e'),
        ("êềếểễệ", 'ê'),
        ("iìíỉĩị", 'i'),
        ("oòóỏõọ", 'o'),
        ("ôồốổỗộ", 'ô'),
        ("ơờớởỡợ", 'ơ'),
        ("uùúủũụ", 'u'),
        ("ưừứửữự", 'ư'),
        ("yỳýỷỹỵ", 'y'),
    ];
    ROWS.iter().find(|(row, _)| row.contains(character)).map_or(character, |(_, shape)| *shape)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_numbers_both_ways() {
        assert_eq!(LOWER.chars().count(), usize::from(COUNT));
        for number in 0..LETTERS as u8 {
            assert_eq!(letter(character(number)), Some(number));
        }
        assert_eq!((bare('Ế'), toneless('ế'), letter('ß')), ('E', 'ê', None));
    }
}
