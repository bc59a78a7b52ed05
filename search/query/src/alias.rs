//! Names that mean the same body: `MTTQ` and `Mặt trận Tổ quốc Việt Nam`. Entry point: [`Aliases`].

use quyche_text::{folded, pieces, words};

/// Groups of names; every name of a group finds what any other name of it finds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Aliases {
    /// Each name as folded words with spaces between them.
    groups: Vec<Vec<String>>,
}

impl Aliases {
    /// From groups of names as they are written: the full name and its short forms, in any order.
    pub fn new(groups: &[Vec<String>]) -> Aliases {
        let mut all = Vec::new();
        for names in groups {
            let mut group = Vec::new();
            for name in names {
                let name = title_key(name);
                if !name.is_empty() {
                    group.push(name);
                }
            }
            all.push(group);
        }
        Aliases { groups: all }
    }

    /// The longest name that a text of folded words begins with: how many words it has, and every name of its groups, each once and in
    /// alphabetical order. 0 when it begins with none.
    pub(crate) fn at(&self, text: &str) -> (usize, Vec<String>) {
        let mut length = 0;
        let mut names: Vec<String> = Vec::new();
        for group in &self.groups {
            let mut longest = 0;
            for name in group {
                if text.starts_with(name.as_str()) && matches!(text.as_bytes().get(name.len()), None | Some(b' ')) {
                    longest = longest.max(pieces(name).len());
                }
            }
            if longest > length {
                names.clear();
                length = longest;
            }
            if longest == length && length > 0 {
                for name in group {
                    let at = names.iter().position(|known| known >= name).unwrap_or(names.len());
                    if names.get(at) != Some(name) {
                        names.insert(at, name.clone());
                    }
                }
            }
        }
        (length, names)
    }
}

/// A title as a value of [`crate::Label::Title`]: its words folded, without whole document numbers.
pub fn title_key(title: &str) -> String {
    let mut key = String::new();
    for word in words(title) {
        if word.length == 1 {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(&folded(word.text));
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_wins_and_brings_its_group() {
        let group = |names: &[&str]| -> Vec<String> { names.iter().map(|name| (*name).to_owned()).collect() };
        let groups = [group(&["Ủy ban nhân dân", "UBND"]), group(&["Ủy ban", "UB"])];
        let aliases = Aliases::new(&groups);
        assert_eq!(aliases.at("uy ban nhan dan xa"), (4, group(&["ubnd", "uy ban nhan dan"])));
        assert_eq!(aliases.at("ubnd").0, 1);
        assert_eq!(aliases.at("ubndx").0, 0);
        assert_eq!(aliases.at("ban dan").0, 0);
    }
}
