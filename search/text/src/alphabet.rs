//! Letters and numbers of all scripts, and the small letters of those that Vietnamese texts quote. Entry points: [`is_letter`],
//! [`is_number`], [`lower`].
//!
//! The standard library knows every character, in tables that would be a tenth of what the browser downloads to search. These ranges agree
//! with it on the scripts of Europe, on symbols and on punctuation; elsewhere whole blocks are letters, with the few marks in them.

/// First and last of letters that follow each other.
const LETTERS: [(u32, u32); 38] = [
    (0x41, 0x5a),
    (0x61, 0x7a),
    (0xaa, 0xaa),
    (0xb5, 0xb5),
    (0xba, 0xba),
    (0xc0, 0xd6),
    (0xd8, 0xf6),
    (0xf8, 0x2c1),
    (0x2c6, 0x2d1),
    (0x2e0, 0x2e4),
    (0x370, 0x374),
    (0x376, 0x37d),
    (0x37f, 0x383),
    (0x386, 0x386),
    (0x388, 0x3f5),
    (0x3f7, 0x481),
    (0x48a, 0x180d),
    (0x180f, 0x1fbc),
    (0x1fc2, 0x1fcc),
    (0x1fd0, 0x1fdb),
    (0x1fe0, 0x1fec),
    (0x1ff2, 0x1ffc),
    (0x2160, 0x2188),
    (0x24b6, 0x24e9),
    (0x2c00, 0x2ce4),
    (0x2d00, 0x2dff),
    (0x3005, 0x3007),
    (0x3031, 0x3035),
    (0x3041, 0x3096),
    (0x30a1, 0x30fa),
    (0x30fc, 0x318e),
    (0x3400, 0x4dbf),
    (0x4e00, 0xd7ff),
    (0xf900, 0xfdcf),
    (0xfe70, 0xfefc),
    (0xff21, 0xff3a),
    (0xff41, 0xff5a),
    (0x1_0000, 0x3_ffff),
];

/// First and last of numbers that are no letters.
const NUMBERS: [(u32, u32); 11] = [
    (0x30, 0x39),
    (0xb2, 0xb3),
    (0xb9, 0xb9),
    (0xbc, 0xbe),
    (0x2070, 0x2070),
    (0x2074, 0x2079),
    (0x2080, 0x2089),
    (0x2150, 0x215f),
    (0x2460, 0x249b),
    (0x2776, 0x2793),
    (0xff10, 0xff19),
];

/// First and last of capitals, and how far their small letters are; where that is 1, every second is a capital.
const CAPITALS: [(u32, u32, i32); 25] = [
    (0x41, 0x5a, 32),
    (0xc0, 0xd6, 32),
    (0xd8, 0xde, 32),
    (0x100, 0x136, 1),
    (0x139, 0x147, 1),
    (0x14a, 0x176, 1),
    (0x178, 0x178, -121),
    (0x179, 0x17d, 1),
    (0x1a0, 0x1a4, 1),
    (0x1af, 0x1af, 1),
    (0x1cd, 0x1db, 1),
    (0x1de, 0x1ee, 1),
    (0x1f8, 0x21e, 1),
    (0x386, 0x386, 38),
    (0x388, 0x38a, 37),
    (0x38c, 0x38c, 64),
    (0x38e, 0x38f, 63),
    (0x391, 0x3ab, 32),
    (0x400, 0x40f, 80),
    (0x410, 0x42f, 32),
    (0x460, 0x480, 1),
    (0x48a, 0x4be, 1),
    (0x4d0, 0x52e, 1),
    (0x1e00, 0x1e94, 1),
    (0x1ea0, 0x1efe, 1),
];

/// True for the letters of any script.
pub fn is_letter(character: char) -> bool {
    is_in(&LETTERS, character)
}

/// True for digits and what else is a number and no letter.
pub fn is_number(character: char) -> bool {
    is_in(&NUMBERS, character)
}

/// True for what words are made of.
pub fn is_letter_or_number(character: char) -> bool {
    match character {
        '\0'..='\x7f' => character.is_ascii_alphanumeric(),
        // The letters of Vietnamese with marks, before what is rare.
        '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}' | '\u{1ea0}'..='\u{1ef9}' => true,
        _ => is_letter(character) || is_number(character),
    }
}

fn is_in(ranges: &[(u32, u32)], character: char) -> bool {
    let code = character as u32;
    for range in ranges {
        if code <= range.1 {
            return range.0 <= code;
        }
    }
    false
}

/// The small letter of a capital; any other character is itself.
pub(crate) fn lower(character: char) -> char {
    if character == 'İ' {
        return 'i';
    }
    let code = character as u32;
    for &(first, last, step) in &CAPITALS {
        if (first..=last).contains(&code) && (step != 1 || (code - first).is_multiple_of(2)) {
            return char::from_u32(code.wrapping_add_signed(step)).unwrap_or(character);
        }
    }
    character
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Blocks that a Vietnamese text uses: Latin, Greek, Cyrillic, symbols and punctuation.
    fn used() -> impl Iterator<Item = char> {
        [
            0..0x17f,
            0x3a3..0x3ce,
            0x400..0x481,
            0x1e00..0x1e95,
            0x1ea0..0x1f00,
            0x2000..0x2100,
            0x2190..0x2460,
            0x2500..0x2776,
            0x3041..0x3097,
        ]
        .into_iter()
        .flatten()
        .chain(0x4e00..0xa000)
        .chain(0xac00..0xd7a4)
        .filter_map(char::from_u32)
        .filter(|character| !('\u{2090}'..='\u{209c}').contains(character) && *character != '\u{2071}' && *character != '\u{207f}')
    }

    #[test]
    fn letters_and_numbers_are_those_of_unicode() {
        for character in used() {
            assert_eq!(is_letter(character), character.is_alphabetic(), "{character} {:x}", character as u32);
            assert_eq!(is_letter_or_number(character), character.is_alphanumeric(), "{character} {:x}", character as u32);
        }
    }

    #[test]
    fn small_letters_are_those_of_unicode() {
        for character in used().filter(|character| *character != 'İ') {
            assert_eq!(lower(character).to_string(), character.to_lowercase().to_string(), "{character} {:x}", character as u32);
        }
    }
}
