//! Raw typing without an input method: Telex (`daan vaanj`) and VNI (`da6n va65n`) read as Vietnamese. Entry points: [`telex`], [`vni`].

use crate::letter::{Shape, Tone, Vowel};
use crate::normalise::normalise;
use crate::scan::{core, each_piece, replaced, spelled};
use crate::syllable::is_syllable;

/// Keys of the longest syllable with all its marks, `nghieengx`, and room for a key pressed twice.
const LONGEST: usize = 16;

/// Reads a text as raw Telex: `aa aw ee oo ow uw w dd`, tones `s f r x j z` at any place after the vowel.
///
/// `None` when no word of it is typed so. Words that are not Telex stay as written.
pub fn telex(text: &str) -> Option<String> {
    each_piece(text, &mut |piece| decoded(piece, telex_key))
}

/// Reads a text as raw VNI: `1`–`5` tones, `6 7 8` shapes, `9` for đ, at any place after the letter they change.
///
/// `None` when no word of it is typed so. Words that are not VNI stay as written.
pub fn vni(text: &str) -> Option<String> {
    each_piece(text, &mut |piece| decoded(piece, vni_key))
}

/// A piece of text with its keys pressed; `key` answers whether it did more than to add its letter.
fn decoded(piece: &str, key: fn(&mut Typing, char) -> bool) -> Option<String> {
    let part = core(piece);
    if part.len() > LONGEST {
        return None;
    }
    let mut typing = Typing::default();
    for pressed in piece[part.clone()].chars() {
        if !key(&mut typing, pressed) {
            typing.letter(pressed)?;
        }
    }
    let word = typing.finish()?;
    if is_syllable(&word) { Some(replaced(piece, part, &word)) } else { None }
}

fn telex_key(typing: &mut Typing, key: char) -> bool {
    let lower = key.to_ascii_lowercase();
    let tone = match lower {
        'a' | 'e' | 'o' => return typing.shape(Shape::Circumflex, &[lower]),
        'w' => return typing.hook_or_horn(),
        'd' => return typing.stroke(),
        's' => Tone::Acute,
        'f' => Tone::Grave,
        'r' => Tone::Hook,
        'x' => Tone::Tilde,
        'j' => Tone::Dot,
        'z' => Tone::Level,
        _ => return false,
    };
    typing.tone(tone)
}

fn vni_key(typing: &mut Typing, key: char) -> bool {
    let tone = match key {
        '0' => Tone::Level,
        '1' => Tone::Acute,
        '2' => Tone::Grave,
        '3' => Tone::Hook,
        '4' => Tone::Tilde,
        '5' => Tone::Dot,
        '6' => return typing.shape(Shape::Circumflex, &['a', 'e', 'o']),
        '7' => return typing.horn(),
        '8' => return typing.shape(Shape::Breve, &['a']),
        '9' => return typing.stroke(),
        _ => return false,
    };
    typing.tone(tone)
}

/// A word while its keys are pressed. Only ASCII keys take part: a word with marks was typed with an input method.
#[derive(Default)]
struct Typing {
    letters: Vec<char>,
    tone: Option<Tone>,
    /// True once a key did anything but add its letter.
    decoded: bool,
}

impl Typing {
    fn letter(&mut self, key: char) -> Option<()> {
        if !key.is_ascii_alphabetic() {
            return None;
        }
        self.letters.push(key);
        Some(())
    }

    /// The last vowel, of those that are still plain or of those that are not.
    fn last(&self, plain: bool) -> Option<usize> {
        let mut last = None;
        for (at, letter) in self.letters.iter().enumerate() {
            if Vowel::of(*letter).is_some_and(|vowel| (vowel.shape() == Shape::Plain) == plain) {
                last = Some(at);
            }
        }
        last
    }

    /// A tone key counts only after a vowel; before one, `s`, `r`, `x` are consonants.
    fn tone(&mut self, tone: Tone) -> bool {
        let has_vowel = self.last(true).is_some() || self.last(false).is_some();
        if has_vowel {
            self.tone = Some(tone);
            self.decoded = true;
        }
        has_vowel
    }

    /// Changes the last plain vowel that is one of these and has such a shape.
    fn shape(&mut self, shape: Shape, wanted: &[char]) -> bool {
        let mut changed = None;
        for (at, letter) in self.letters.iter().enumerate() {
            if let Some(vowel) = Vowel::of(*letter)
                && vowel.shape() == Shape::Plain
                && wanted.contains(&vowel.base())
                && let Some(shaped) = vowel.with_shape(shape)
            {
                changed = Some((at, shaped));
            }
        }
        let Some((at, shaped)) = changed else {
            return false;
        };
        self.letters[at] = shaped.to_char();
        self.decoded = true;
        true
    }

    /// Horn on u and o; one key turns `uo` into `ươ`.
    fn horn(&mut self) -> bool {
        let changed = self.shape(Shape::Horn, &['u', 'o']);
        for at in 1..self.letters.len() {
            if let (before @ ('u' | 'U'), 'ơ' | 'Ơ') = (self.letters[at - 1], self.letters[at]) {
                // In `quơ` and `thuở` the u stays; they are rare beside `ươ`, and folding finds them all the same.
                if at == 1 || !matches!(self.letters[at - 2], 'q' | 'Q') {
                    self.letters[at - 1] = if before == 'U' { 'Ư' } else { 'ư' };
                }
                break;
            }
        }
        changed
    }

    /// Telex `w`: breve on a, horn on o and u; alone it is ư.
    fn hook_or_horn(&mut self) -> bool {
        let base = self.last(true).and_then(|at| Vowel::of(self.letters[at])).map(Vowel::base);
        match base {
            Some('a') if !self.ends_in_ua() => self.shape(Shape::Breve, &['a']),
            Some('u' | 'o' | 'a') => self.horn(),
            Some(_) => false,
            None if self.last(false).is_some() => true,
            None => {
                self.letters.push('ư');
                self.decoded = true;
                true
            }
        }
    }

    /// `uaw` is ưa: the w reaches over the a.
    fn ends_in_ua(&self) -> bool {
        matches!(self.letters.as_slice(), [.., before, 'u' | 'U', 'a' | 'A'] if !matches!(before, 'q' | 'Q'))
    }

    fn stroke(&mut self) -> bool {
        match self.letters.first_mut() {
            Some(first @ 'd') => *first = 'đ',
            Some(first @ 'D') => *first = 'Đ',
            _ => return false,
        }
        self.decoded = true;
        true
    }

    /// The word, its tone on the vowel where the rule of placement wants it.
    fn finish(mut self) -> Option<String> {
        if !self.decoded {
            return None;
        }
        if let Some(tone) = self.tone {
            let at = self.last(false).or(self.last(true))?;
            self.letters[at] = Vowel::of(self.letters[at])?.with_tone(tone).to_char();
        }
        Some(normalise(&spelled(&self.letters)).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telex_is_read() {
        let table = [
            ("daan vaanj", Some("dân vận")),
            ("coong tacs daan vaanj", Some("công tác dân vận")),
            ("ddieeuf 24", Some("điều 24")),
            ("dieeufd", Some("điều")),
            ("ddaangr", Some("đẩng")),
            ("ddangr", Some("đảng")),
            ("uyr ban", Some("ủy ban")),
            ("nhaan daan", Some("nhân dân")),
            ("truwowngf", Some("trường")),
            ("truowngf hopwj", Some("trường hợp")),
            ("truongwf", Some("trường")),
            ("nguwowif", Some("người")),
            ("chuwcs", Some("chức")),
            ("quyeenf", Some("quyền")),
            ("quyeetj", Some("quyệt")),
            ("tieeps", Some("tiếp")),
            ("vanaj", Some("vận")),
            ("toaf ans", Some("tòa án")),
            ("mttq giams sats", Some("mttq giám sát")),
            ("hoaf giair", Some("hòa giải")),
            ("suwar", Some("sửa")),
            ("nuawx", Some("nữa")),
            ("xas hooij", Some("xá hội")),
            ("cong tac dan van", None),
            ("google", None),
            ("công tác", None),
            ("", None),
        ];
        for (typed, expected) in table {
            assert_eq!(telex(typed).as_deref(), expected, "{typed}");
        }
    }

    #[test]
    fn vni_is_read() {
        let table = [
            ("da6n va65n", Some("dân vận")),
            ("co6ng ta1c", Some("công tác")),
            ("d9ie6u2 24", Some("điều 24")),
            ("dieu629", Some("điều")),
            ("nha6n da6n", Some("nhân dân")),
            ("tru7o7ng2", Some("trường")),
            ("truo7ng2", Some("trường")),
            ("quye6n2", Some("quyền")),
            ("ba8t1", Some("bắt")),
            ("uy3 ban", Some("ủy ban")),
            ("điều 24", None),
            ("446-qd/tu", None),
            ("covid19", None),
        ];
        for (typed, expected) in table {
            assert_eq!(vni(typed).as_deref(), expected, "{typed}");
        }
    }
}
