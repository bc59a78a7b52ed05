//! The grammar of a Vietnamese syllable: onset, nucleus, coda. Entry points: [`is_syllable`] and [`is_exact_syllable`].

use std::ops::Range;

use crate::letter::{Shape, Tone, Vowel, is_dd};
use crate::scan::scan;

/// Every onset of the written language; `gi` and `qu` are onsets only when a vowel follows.
const ONSETS: &str = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x";

const CODAS: &str = "c ch m n ng nh p t";

/// Every rime, shapes written and tones not.
const RIMES: &str = "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et \
    ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu o oc oi om on ong op ot oa oac oach oai oam oan oang \
    oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet oong ooc ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut \
    uân uâng uât uây uê uêch uênh uôc uôi uôm uôn uông uôt uơ uy uya uych uynh uyn uyt uyu uyêt uyên ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi \
    ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu ych ynh yt";

/// The longest syllable has seven letters (`nghiêng`); one more leaves room for a typing slip.
pub(crate) const LONGEST: usize = 8;

/// True for a plausible syllable, with all its marks, some of them, or none: `nghiêng`, `nghieng`, `đieu`.
pub fn is_syllable(word: &str) -> bool {
    fits(word, false)
}

/// True for a syllable written with every mark it needs: `điều` but not `đieu`; a stopped syllable takes only the acute or the dot.
pub fn is_exact_syllable(word: &str) -> bool {
    let stopped = word.ends_with(['c', 'p', 't', 'C', 'P', 'T']) || word.ends_with("ch") || word.ends_with("CH");
    let tone = word.chars().filter_map(Vowel::of).map(|vowel| vowel.tone).find(|tone| *tone != Tone::Level);
    if stopped && !matches!(tone, Some(Tone::Acute | Tone::Dot)) {
        return false;
    }
    fits(word, true)
}

/// One word taken apart. Letters are lower case; vowels keep their tones.
#[derive(Debug)]
pub(crate) struct Parts {
    letters: [char; LONGEST],
    length: usize,
    onset: &'static str,
    /// Index of the first vowel letter, which in `qu` and `gi` belongs to the onset.
    first_vowel: usize,
    nucleus: Range<usize>,
}

impl Parts {
    /// Takes a composed word apart; `None` when its onset or coda is not Vietnamese or its vowels are not together.
    pub(crate) fn of(word: &[char]) -> Option<Parts> {
        let mut letters = ['\0'; LONGEST];
        for (room, letter) in letters.get_mut(..word.len())?.iter_mut().zip(word) {
            *room = lower(*letter);
        }
        let length = word.len();
        let is_vowel = |at: usize| at < length && Vowel::of(letters[at]).is_some();
        let mut first_vowel = 0;
        while !is_vowel(first_vowel) {
            first_vowel += 1;
            if first_vowel >= length {
                return None;
            }
        }
        let glide = match (first_vowel, letters[0]) {
            (1, 'q') => letters[1] != 'y',
            (1, 'g') => plain(letters[1]) == 'i' && is_vowel(2),
            _ => false,
        };
        let start = first_vowel + usize::from(glide);
        let mut end = start;
        while is_vowel(end) {
            end += 1;
        }
        if !(1..=3).contains(&(end - start)) {
            return None;
        }
        let onset = listed(ONSETS, &letters[..start])?;
        listed(CODAS, &letters[end..length])?;
        Some(Parts { letters, length, onset, first_vowel, nucleus: start..end })
    }

    pub(crate) fn onset(&self) -> &'static str {
        self.onset
    }

    /// Letter indices of the vowels after the onset; never empty.
    pub(crate) fn nucleus(&self) -> Range<usize> {
        self.nucleus.clone()
    }

    pub(crate) fn has_coda(&self) -> bool {
        self.nucleus.end < self.length
    }

    pub(crate) fn vowel(&self, at: usize) -> Option<Vowel> {
        Vowel::of(self.letters[at])
    }

    /// How many vowels have a tone, those of `qu` and `gi` included, because a misplaced tone may sit there; and the index of the last.
    pub(crate) fn toned(&self) -> (usize, usize) {
        let (mut count, mut last) = (0, self.first_vowel);
        for at in self.first_vowel..self.nucleus.end {
            if self.vowel(at).is_some_and(|vowel| vowel.tone != Tone::Level) {
                count += 1;
                last = at;
            }
        }
        (count, last)
    }
}

/// Is the word a syllable? Unless `exact`, shapes may be missing.
fn fits(word: &str, exact: bool) -> bool {
    let mut letters = ['\0'; LONGEST];
    let mut length = 0;
    for letter in word.chars() {
        let Some(room) = letters.get_mut(length) else {
            return false;
        };
        *room = letter;
        length += 1;
    }
    let Some(mut parts) = Parts::of(&letters[..length]) else {
        return false;
    };
    if parts.toned().0 > 1 || !onset_meets_nucleus(&parts) {
        return false;
    }
    for letter in &mut parts.letters {
        *letter = Vowel::of(*letter).map_or(*letter, |vowel| vowel.with_tone(Tone::Level).to_char());
    }
    let rime = &parts.letters[parts.nucleus.start..length];
    let is_rime = |candidate: &str| {
        let mut written = rime.iter();
        for expected in candidate.chars() {
            if !written.next().is_some_and(|letter| *letter == expected || (!exact && *letter == plain(expected))) {
                return false;
            }
        }
        written.as_slice().is_empty()
    };
    // `giếng` is gi + iêng written with one i.
    find(RIMES, &|candidate| is_rime(candidate) || (parts.onset == "gi" && candidate.strip_prefix('i').is_some_and(is_rime))).is_some()
}

/// The first of the words of a list that is wanted.
fn find(list: &'static str, wanted: &dyn Fn(&'static str) -> bool) -> Option<&'static str> {
    let mut start = 0;
    while start < list.len() {
        let end = scan(list, start, &|character| character == ' ');
        let word = &list[start..end];
        if wanted(word) {
            return Some(word);
        }
        start = end + 1;
    }
    None
}

/// Letters as the word of a list that they are, ignoring the tone that may sit on the u of `qu` or the i of `gi`; no letters are no word.
fn listed(list: &'static str, letters: &[char]) -> Option<&'static str> {
    if letters.is_empty() {
        return Some("");
    }
    find(list, &|word| {
        let mut expected = word.chars();
        for letter in letters {
            if expected.next() != Some(plain(*letter)) {
                return false;
            }
        }
        expected.as_str().is_empty()
    })
}

/// Spelling rules between onset and nucleus: k, gh, ngh before e, ê, i, y; c, g, ng before the rest; y heads a rime only after few onsets.
fn onset_meets_nucleus(parts: &Parts) -> bool {
    let Some(first) = parts.vowel(parts.nucleus.start) else {
        return false;
    };
    let front = matches!(first.base(), 'e' | 'i' | 'y');
    let alone = parts.nucleus.end - parts.nucleus.start == 1 && !parts.has_coda();
    let spelled = match parts.onset {
        "k" | "gh" | "ngh" => front,
        "c" | "ng" => !front,
        "g" => first.base() == 'i' || !front,
        "gi" => first.base() != 'i',
        "qu" => first.base() != 'u' && !(first.base() == 'o' && first.shape() == Shape::Plain && alone),
        _ => true,
    };
    let y_fits = match parts.onset {
        "" | "qu" => true,
        "h" | "k" | "l" | "m" | "s" | "t" | "v" => alone,
        _ => false,
    };
    spelled && (first.base() != 'y' || y_fits)
}

fn lower(character: char) -> char {
    if is_dd(character) {
        return 'đ';
    }
    Vowel::of(character).map_or(character.to_ascii_lowercase(), |vowel| vowel.without_case().to_char())
}

/// A letter without shape and tone.
fn plain(letter: char) -> char {
    Vowel::of(letter).map_or(letter, Vowel::base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_in_every_state_of_marking() {
        let yes = "a công cong tác tac dân vận nghiêng nghieng điều đieu dieu quốc quoc quyền giám gì giếng giặc khuỷu khuya y yêu lý \
            hòa hoà hoạt họat quý huyện ủy uỷ thủy oan ngoằn quýt quynh xuân thuở ươm Đảng SÁT QUYẾT trưởng";
        for word in yes.split_whitespace() {
            assert!(is_syllable(word), "{word}");
        }
        let no = "b mttq ka cie nge ghan qu q qua1 đd daan vaanj tacs google strong the1 quu áá ấn2 nghiêngh xyz byt gii congtac";
        for word in no.split_whitespace() {
            assert!(!is_syllable(word), "{word}");
        }
    }

    #[test]
    fn exact_syllables_carry_their_marks() {
        for word in "công tác dân vận điều quốc quyền hoạt sát a y".split_whitespace() {
            assert!(is_exact_syllable(word), "{word}");
        }
        for word in "đieu dieu tac quoc sat vân2 tàc".split_whitespace() {
            assert!(!is_exact_syllable(word), "{word}");
        }
    }

    #[test]
    fn every_rime_is_a_syllable_after_a_fitting_onset() {
        for rime in RIMES.split_whitespace() {
            let onsets = ["", "t", "h", "qu", "k"];
            assert!(onsets.iter().any(|onset| is_syllable(&format!("{onset}{rime}"))), "{rime}");
        }
    }
}
