//! Names that mean the same body: `MTTQ` and `Mặt trận Tổ quốc Việt Nam`. Entry point: [`Aliases`].

use quyche_text::tokens;

/// Groups of names; every name of a group finds what any other name of it finds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Aliases {
    /// Each name as folded words.
    groups: Vec<Vec<Vec<String>>>,
}

impl Aliases {
    /// From groups of names as they are written: the full name and its short forms, in any order.
    pub fn new<'a>(groups: impl IntoIterator<Item = &'a [String]>) -> Aliases {
        let words = |name: &String| folded_words(name);
        let group = |names: &[String]| names.iter().map(words).filter(|name| !name.is_empty()).collect();
        Aliases { groups: groups.into_iter().map(group).collect() }
    }

    /// The longest name that the folded words begin with: how many words it has, and every name of its groups as folded words.
    pub(crate) fn at(&self, words: &[&str]) -> Option<(usize, Vec<Vec<String>>)> {
        let mut length = 0;
        let mut names: Vec<Vec<String>> = Vec::new();
        for group in &self.groups {
            let begins = |name: &&Vec<String>| name.len() <= words.len() && name.iter().zip(words).all(|(a, b)| a == b);
            let longest = group.iter().filter(begins).map(Vec::len).max().unwrap_or(0);
            if longest > length {
                names.clear();
                length = longest;
            }
            if longest == length && length > 0 {
                names.extend(group.iter().cloned());
            }
        }
        names.sort();
        names.dedup();
        (length > 0).then_some((length, names))
    }
}

/// A name as the index holds it, without whole document numbers.
pub fn folded_words(text: &str) -> Vec<String> {
    tokens(text).filter(|token| token.length == 1).map(|token| token.folded).collect()
}

/// A title as a value of [`crate::Label::Title`].
pub fn title_key(title: &str) -> String {
    folded_words(title).join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_wins_and_brings_its_group() {
        let group = |names: &[&str]| -> Vec<String> { names.iter().map(|name| (*name).to_owned()).collect() };
        let groups = [group(&["Ủy ban nhân dân", "UBND"]), group(&["Ủy ban", "UB"])];
        let aliases = Aliases::new(groups.iter().map(Vec::as_slice));
        let (length, names) = aliases.at(&["uy", "ban", "nhan", "dan", "xa"]).expect("a name");
        assert_eq!((length, names.len()), (4, 2));
        assert_eq!(aliases.at(&["ubnd"]).map(|(length, _)| length), Some(1));
        assert_eq!(aliases.at(&["ban", "dan"]), None);
    }
}
