//! The letters of Vietnamese: twelve vowels by six tones, and đ. Entry points: [`Vowel::of`] and [`Vowel::to_char`].

/// The six tones of each vowel in the order level, grave, acute, hook, tilde, dot.
const LOWER: [[char; 6]; 12] = [
    ['a', 'à', 'á', 'ả', 'ã', 'ạ'],
    ['ă', 'ằ', 'ắ', 'ẳ', 'ẵ', 'ặ'],
    ['â', 'ầ', 'ấ', 'ẩ', 'ẫ', 'ậ'],
    ['e', 'è', 'é', 'ẻ', 'ẽ', 'ẹ'],
    ['ê', 'ề', 'ế', 'ể', 'ễ', 'ệ'],
    ['i', 'ì', 'í', 'ỉ', 'ĩ', 'ị'],
    ['o', 'ò', 'ó', 'ỏ', 'õ', 'ọ'],
    ['ô', 'ồ', 'ố', 'ổ', 'ỗ', 'ộ'],
    ['ơ', 'ờ', 'ớ', 'ở', 'ỡ', 'ợ'],
    ['u', 'ù', 'ú', 'ủ', 'ũ', 'ụ'],
    ['ư', 'ừ', 'ứ', 'ử', 'ữ', 'ự'],
    ['y', 'ỳ', 'ý', 'ỷ', 'ỹ', 'ỵ'],
];

const UPPER: [[char; 6]; 12] = [
    ['A', 'À', 'Á', 'Ả', 'Ã', 'Ạ'],
    ['Ă', 'Ằ', 'Ắ', 'Ẳ', 'Ẵ', 'Ặ'],
    ['Â', 'Ầ', 'Ấ', 'Ẩ', 'Ẫ', 'Ậ'],
    ['E', 'È', 'É', 'Ẻ', 'Ẽ', 'Ẹ'],
    ['Ê', 'Ề', 'Ế', 'Ể', 'Ễ', 'Ệ'],
    ['I', 'Ì', 'Í', 'Ỉ', 'Ĩ', 'Ị'],
    ['O', 'Ò', 'Ó', 'Ỏ', 'Õ', 'Ọ'],
    ['Ô', 'Ồ', 'Ố', 'Ổ', 'Ỗ', 'Ộ'],
    ['Ơ', 'Ờ', 'Ớ', 'Ở', 'Ỡ', 'Ợ'],
    ['U', 'Ù', 'Ú', 'Ủ', 'Ũ', 'Ụ'],
    ['Ư', 'Ừ', 'Ứ', 'Ử', 'Ữ', 'Ự'],
    ['Y', 'Ỳ', 'Ý', 'Ỷ', 'Ỹ', 'Ỵ'],
];

/// Base letter of each row of [`LOWER`].
const BASE: [char; 12] = ['a', 'a', 'a', 'e', 'e', 'i', 'o', 'o', 'o', 'u', 'u', 'y'];

/// One past the last letter below the Vietnamese block of Latin Extended Additional (ư is U+01B0).
const NEAR_END: usize = 0x1B1;
const FAR_START: usize = 0x1EA0;
const FAR_END: usize = 0x1EFA;

/// Code point to 1 + row × 6 + tone, plus 72 for capitals; 0 is "no vowel". Built at compile time, so a look-up is one load.
static NEAR: [u8; NEAR_END] = table(0);
static FAR: [u8; FAR_END - FAR_START] = table(FAR_START);

const fn table<const N: usize>(start: usize) -> [u8; N] {
    let mut entries = [0; N];
    let mut index = 0;
    while index < 72 {
        let lower = LOWER[index / 6][index % 6] as usize;
        let upper = UPPER[index / 6][index % 6] as usize;
        if lower >= start && lower - start < N {
            entries[lower - start] = 1 + index as u8;
        }
        if upper >= start && upper - start < N {
            entries[upper - start] = 73 + index as u8;
        }
        index += 1;
    }
    entries
}

/// Tone marks, in the column order of the letter tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Level = 0,
    Grave = 1,
    Acute = 2,
    Hook = 3,
    Tilde = 4,
    Dot = 5,
}

const TONES: [Tone; 6] = [Tone::Level, Tone::Grave, Tone::Acute, Tone::Hook, Tone::Tilde, Tone::Dot];

/// The mark that makes another letter of a base letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Plain,
    Breve,
    Circumflex,
    Horn,
}

/// A vowel taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Vowel {
    /// Row of the letter tables, below 12.
    row: u8,
    pub(crate) tone: Tone,
    pub(crate) upper: bool,
}

impl Vowel {
    /// The vowel a character is, or `None` for everything else.
    pub(crate) fn of(character: char) -> Option<Vowel> {
        let code = character as usize;
        let entry = match code {
            0..NEAR_END => NEAR[code],
            FAR_START..FAR_END => FAR[code - FAR_START],
            _ => 0,
        };
        let index = entry.checked_sub(1)?;
        let within = index % 72;
        Some(Vowel { row: within / 6, tone: TONES[usize::from(within % 6)], upper: index >= 72 })
    }

    pub(crate) fn to_char(self) -> char {
        let lower = LOWER[usize::from(self.row)][self.tone as usize];
        match (self.upper, lower as u32) {
            (false, _) => lower,
            // In ASCII and Latin-1 capitals stand 32 before, in the other blocks one before.
            (true, code @ (0..=0xff)) => char::from_u32(code - 32).unwrap_or(lower),
            (true, code) => char::from_u32(code - 1).unwrap_or(lower),
        }
    }

    /// The ASCII lower-case letter under the marks.
    pub(crate) fn base(self) -> char {
        BASE[usize::from(self.row)]
    }

    pub(crate) fn shape(self) -> Shape {
        match self.row {
            1 => Shape::Breve,
            2 | 4 | 7 => Shape::Circumflex,
            8 | 10 => Shape::Horn,
            _ => Shape::Plain,
        }
    }

    /// The same vowel with another shape, or `None` where Vietnamese has no such letter (no ĭ).
    pub(crate) fn with_shape(self, shape: Shape) -> Option<Vowel> {
        let row = match (self.base(), shape) {
            (_, Shape::Plain) => self.row - self.offset_in_base(),
            ('a', Shape::Breve) => 1,
            ('a', Shape::Circumflex) => 2,
            ('e', Shape::Circumflex) => 4,
            ('o', Shape::Circumflex) => 7,
            ('o', Shape::Horn) => 8,
            ('u', Shape::Horn) => 10,
            _ => return None,
        };
        Some(Vowel { row, ..self })
    }

    pub(crate) fn with_tone(self, tone: Tone) -> Vowel {
        Vowel { tone, ..self }
    }

    pub(crate) fn without_case(self) -> Vowel {
        Vowel { upper: false, ..self }
    }

    fn offset_in_base(self) -> u8 {
        match self.row {
            1 | 4 | 7 | 10 => 1,
            2 | 8 => 2,
            _ => 0,
        }
    }
}

/// The tone a combining character adds.
pub(crate) fn combining_tone(character: char) -> Option<Tone> {
    match character {
        '\u{300}' | '\u{340}' => Some(Tone::Grave),
        '\u{301}' | '\u{341}' => Some(Tone::Acute),
        '\u{309}' => Some(Tone::Hook),
        '\u{303}' => Some(Tone::Tilde),
        '\u{323}' => Some(Tone::Dot),
        _ => None,
    }
}

/// The shape a combining character adds.
pub(crate) fn combining_shape(character: char) -> Option<Shape> {
    match character {
        '\u{306}' => Some(Shape::Breve),
        '\u{302}' => Some(Shape::Circumflex),
        '\u{31B}' => Some(Shape::Horn),
        _ => None,
    }
}

/// Any combining mark of the block where Vietnamese marks live.
pub(crate) fn is_combining(character: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&character)
}

/// đ as written, and the Icelandic and African letters typed for it.
pub(crate) fn is_dd(character: char) -> bool {
    matches!(character, 'đ' | 'Đ' | 'ð' | 'Ð' | 'Ɖ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vowel_survives_being_taken_apart() {
        for rows in [LOWER, UPPER] {
            for character in rows.into_iter().flatten() {
                let vowel = Vowel::of(character).expect("a vowel");
                assert_eq!(vowel.to_char(), character);
                assert_eq!(vowel.with_shape(vowel.shape()), Some(vowel), "{character}");
            }
        }
        for character in ['b', 'đ', 'Đ', '1', ' ', 'ñ', '—', '中'] {
            assert_eq!(Vowel::of(character), None);
        }
    }

    #[test]
    fn shapes_exist_only_where_vietnamese_has_the_letter() {
        let i = Vowel::of('i').expect("a vowel");
        assert_eq!(i.with_shape(Shape::Horn), None);
        let breve = Vowel::of('Ắ').expect("a vowel");
        assert_eq!(breve.with_shape(Shape::Plain).map(Vowel::to_char), Some('Á'));
        assert_eq!(breve.with_shape(Shape::Circumflex).map(Vowel::to_char), Some('Ấ'));
    }
}
