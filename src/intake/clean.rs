//! What copying and printing leave in a text, put right where there is no doubt. Entry point: [`clean`].

use std::borrow::Cow;

/// How often each thing was put right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// Letters with separate marks, made one (NFC).
    pub composed: usize,
    /// Soft hyphens, characters without width and control characters, taken out.
    pub invisible: usize,
    /// Ligatures such as `ﬁ`, written out.
    pub ligatures: usize,
    /// Letters of another script that look like Latin ones, replaced.
    pub look_alikes: usize,
    /// White space other than a plain space, made one.
    pub spaces: usize,
}

impl Cleaned {
    /// True when the text was clean.
    pub fn is_empty(&self) -> bool {
        *self == Cleaned::default()
    }
}

/// Letters that look like the ones behind them.
const LOOK_ALIKES: &str = "аaеeоoрpсcуyхxіiАAВBЕEКKМMНHОOРPСCТTУYХXІIΑAΒBΕEΗHΙIΚKΜMΝNΟOΡPΤTΧXοoÐĐðđƉĐ";

/// The text in NFC with plain spaces and `\n`, and what was put right.
pub fn clean(text: &str) -> (String, Cleaned) {
    let mut cleaned = Cleaned::default();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    let mut plain = String::with_capacity(text.len());
    for word in text.split_inclusive(|c: char| !c.is_alphabetic()) {
        let latin = word.chars().any(|c| c.is_ascii_alphabetic() || ('\u{1EA0}'..='\u{1EF9}').contains(&c));
        for character in word.chars() {
            match character {
                '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => cleaned.invisible += 1,
                '\0'..='\u{8}' | '\u{b}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => cleaned.invisible += 1,
                '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => {
                    cleaned.spaces += 1;
                    plain.push(' ');
                }
                'ﬀ'..='ﬆ' => {
                    cleaned.ligatures += 1;
                    plain.push_str(["ff", "fi", "fl", "ffi", "ffl", "st", "st"][character as usize - 'ﬀ' as usize]);
                }
                _ => match look_alike(character).filter(|_| latin) {
                    Some(letter) => {
                        cleaned.look_alikes += 1;
                        plain.push(letter);
                    }
                    None => plain.push(character),
                },
            }
        }
    }
    let composed = quyche_text::nfc(&plain);
    if let Cow::Owned(composed) = composed {
        cleaned.composed = plain.chars().count() - composed.chars().count();
        return (composed, cleaned);
    }
    (plain, cleaned)
}

fn look_alike(character: char) -> Option<char> {
    let mut letters = LOOK_ALIKES.chars();
    while let (Some(foreign), Some(latin)) = (letters.next(), letters.next()) {
        if foreign == character {
            return Some(latin);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_put_right() {
        let text = "\u{feff}Qu\u{ad}y\0 che\u{302}\u{301}\r\n\u{a0}ﬁle Ðảng cоng";
        let (plain, cleaned) = clean(text);
        assert_eq!(plain, "Quy chế\n file Đảng cong");
        assert_eq!(cleaned, Cleaned { composed: 2, invisible: 2, ligatures: 1, look_alikes: 2, spaces: 1 });
        assert!(clean("Điều 1. Quy chế").1.is_empty());
    }

    #[test]
    fn a_word_of_another_script_stays() {
        assert_eq!(clean("Москва α").0, "Москва α");
    }
}
