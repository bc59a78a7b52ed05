//! The words the model knows, by id and as a tree of letters. Entry point: [`Vocabulary`].

use quyche_text::TONE_PLACES;
use rustc_hash::FxHashMap;

use crate::restore::bytes::{Reader, Writer};
use crate::restore::letters::{Letter, letter};
use crate::restore::unit::{FIRST_WORD, UNKNOWN, WordId};

/// One node of the tree of letters.
#[derive(Debug, Default, Clone)]
pub(crate) struct Node {
    /// Lower-case letters that go on from here, and where they lead.
    pub(crate) children: Vec<(Letter, u32)>,
    /// The word that ends here.
    pub(crate) word: Option<WordId>,
}

/// Every known word, in lower case.
#[derive(Debug, Default, Clone)]
pub(crate) struct Vocabulary {
    words: Vec<String>,
    ids: FxHashMap<String, WordId>,
    /// The tree of letters; the root is the first.
    pub(crate) nodes: Vec<Node>,
}

impl Vocabulary {
    /// Numbers the words in the order given; the classes come first. Words with other letters than Vietnamese and Latin ones have no place.
    pub(crate) fn new(words: Vec<String>) -> Self {
        let mut vocabulary = Vocabulary { words: Vec::new(), ids: FxHashMap::default(), nodes: vec![Node::default()] };
        for (index, word) in words.into_iter().enumerate() {
            let id = FIRST_WORD + index as WordId;
            if let Some(other) = other_tone_place(&word) {
                vocabulary.plant(&other, id);
            }
            vocabulary.plant(&word, id);
            vocabulary.ids.insert(word.clone(), id);
            vocabulary.words.push(word);
        }
        vocabulary
    }

    /// How many ids there are, classes among them.
    pub(crate) fn len(&self) -> usize {
        self.words.len() + usize::from(FIRST_WORD)
    }

    /// The id of a word in its [`crate::restore::unit::key`] form.
    pub(crate) fn id(&self, key: &str) -> WordId {
        self.ids.get(key).copied().unwrap_or(UNKNOWN)
    }

    /// The word of an id, empty for a class.
    pub(crate) fn word(&self, id: WordId) -> &str {
        id.checked_sub(FIRST_WORD).and_then(|index| self.words.get(usize::from(index))).map_or("", String::as_str)
    }

    fn plant(&mut self, word: &str, id: WordId) {
        let Some(path) = word.chars().map(letter).collect::<Option<Vec<_>>>() else { return };
        let mut node = 0;
        for step in path {
            node = match self.nodes[node].children.iter().find(|(letter, _)| *letter == step) {
                Some((_, child)) => *child as usize,
                None => {
                    let child = self.nodes.len();
                    self.nodes[node].children.push((step, child as u32));
                    self.nodes.push(Node::default());
                    child
                }
            };
        }
        self.nodes[node].word = Some(id);
    }

    /// Writes the words.
    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.number(self.words.len() as u64);
        for word in &self.words {
            writer.text(word);
        }
    }

    /// Reads the words back.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let count = reader.count()?;
        let words = (0..count).map(|_| reader.text().map(str::to_owned)).collect::<Option<Vec<_>>>()?;
        (words.len() < usize::from(WordId::MAX - FIRST_WORD)).then(|| Vocabulary::new(words))
    }
}

/// The other spelling of a word that ends in a toned `oa`, `oe`, `uy`: `hoà` of `hòa`.
fn other_tone_place(word: &str) -> Option<String> {
    TONE_PLACES.iter().find_map(|(end, other)| word.strip_suffix(end).map(|start| format!("{start}{other}")))
}
