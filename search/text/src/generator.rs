//! A tiny source of random Vietnamese-like text for the property tests; the same seed gives the same text.

use crate::letter::Vowel;

const PIECES: [&str; 26] = [
    "công",
    "tác",
    "dân",
    "vận",
    "Điều",
    "ĐẢNG",
    "uỷ",
    "hoà",
    "quý",
    "quyết",
    "nghiêng",
    "446-QĐ/TU",
    "30/2020/NĐ-CP",
    "26/11/2021",
    "1.200",
    "MTTQ",
    "đ",
    "Ð",
    "–",
    "/",
    ".",
    "“",
    "\u{200B}",
    "a\u{302}\u{301}",
    "\u{AD}",
    "ü",
];

const ONSETS: [&str; 10] = ["", "b", "đ", "th", "ngh", "qu", "gi", "l", "tr", "h"];
const RIMES: [&str; 14] = ["a", "ân", "iêng", "ươc", "oat", "uyên", "y", "ông", "oa", "ưa", "uy", "ây", "i", "en"];

pub(crate) struct Generator {
    state: u64,
}

impl Generator {
    pub(crate) fn new(seed: u64) -> Self {
        Generator { state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1 }
    }

    /// A number below `limit` (xorshift64*, Vigna 2016).
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        let mixed = self.state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        mixed as usize % limit
    }

    /// Pieces of text, joined or spaced, with everything that may go wrong in them.
    pub(crate) fn text(&mut self, pieces: usize) -> String {
        let mut text = String::new();
        for _ in 0..self.below(pieces) {
            text.push_str(PIECES[self.below(PIECES.len())]);
            if self.below(3) > 0 {
                text.push(' ');
            }
        }
        text
    }

    /// Syllable-shaped words with random tones, separated by spaces.
    pub(crate) fn syllables(&mut self, count: usize) -> String {
        let words: Vec<String> = (0..count).map(|_| self.syllable()).collect();
        words.join(" ")
    }

    pub(crate) fn syllable(&mut self) -> String {
        let onset = ONSETS[self.below(ONSETS.len())];
        let rime = RIMES[self.below(RIMES.len())];
        let mark = ["", "\u{300}", "\u{301}", "\u{309}", "\u{303}", "\u{323}"][self.below(6)];
        let vowels = rime.chars().filter(|c| Vowel::of(*c).is_some()).count();
        let mut word = String::from(onset);
        for (at, letter) in rime.chars().enumerate() {
            word.push(letter);
            if at + 1 == vowels {
                word.push_str(mark);
            }
        }
        crate::nfc(&word).into_owned()
    }

    /// The same text with each letter's marks as combining characters, in either order.
    pub(crate) fn decompose(&mut self, text: &str) -> String {
        use crate::letter::{Shape, Tone};
        let mut output = String::new();
        for character in text.chars() {
            let Some(vowel) = Vowel::of(character) else {
                output.push(character);
                continue;
            };
            let shape = match vowel.shape() {
                Shape::Plain => "",
                Shape::Breve => "\u{306}",
                Shape::Circumflex => "\u{302}",
                Shape::Horn => "\u{31B}",
            };
            let tone = match vowel.tone {
                Tone::Level => "",
                Tone::Grave => "\u{300}",
                Tone::Acute => "\u{301}",
                Tone::Hook => "\u{309}",
                Tone::Tilde => "\u{303}",
                Tone::Dot => "\u{323}",
            };
            let base = vowel.base();
            output.push(if vowel.upper { base.to_ascii_uppercase() } else { base });
            let marks = if self.below(2) == 0 { [shape, tone] } else { [tone, shape] };
            output.push_str(&marks.concat());
        }
        output
    }

    /// The same text with invisible characters strewn inside its words.
    pub(crate) fn sprinkle(&mut self, text: &str) -> String {
        let mut output = String::new();
        let mut inside = false;
        for character in text.chars() {
            if inside && character != ' ' && self.below(4) == 0 {
                output.push(['\u{200B}', '\u{AD}', '\u{2060}'][self.below(3)]);
            }
            inside = character != ' ';
            output.push(character);
        }
        output
    }
}
