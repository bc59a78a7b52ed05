//! All that was learned, and its file: counts and weights, never running text. Entry point: [`Model`].

use std::collections::BTreeMap;
use std::fmt;

use crate::restore::bytes::{Reader, Writer};
use crate::restore::channel::Counts;
use crate::restore::ngram::Ngrams;
use crate::restore::unit::{FIRST_WORD, WordId};
use crate::restore::vocabulary::Vocabulary;

/// First bytes of a model file; the last one is the version of the format.
const MAGIC: &[u8; 8] = b"quyrest\x03";
/// Length of the checksum after the magic.
const CHECKSUM: usize = 32;

/// The model that is shipped.
const EMBEDDED: &[u8] = include_bytes!("model.bin");

/// A language model, a model of how images are misread, and the weights that turn scores into confidence.
#[derive(Debug, Clone)]
pub struct Model {
    pub(crate) vocabulary: Vocabulary,
    /// For each word how often it has a capital within a sentence, in parts of 255.
    pub(crate) capitals: Vec<u8>,
    pub(crate) ngrams: Ngrams,
    pub(crate) letters: Counts,
    /// How often a word was read as a whole token, both in lower case.
    pub(crate) tokens: BTreeMap<(String, WordId), u32>,
    /// Weights of the features of confidence, the constant first.
    pub(crate) confidence: Vec<f32>,
    /// How doubtful a word is by itself: see [`crate::restore::confidence::doubts`].
    pub(crate) doubts: BTreeMap<WordId, f32>,
}

/// Why bytes are no model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModelError {
    /// Not a model file, or one of another version.
    Version,
    /// The checksum does not fit: the file was cut or changed.
    Checksum,
    /// The contents contradict themselves.
    Contents,
}

impl fmt::Display for ModelError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            ModelError::Version => "no model file of this version",
            ModelError::Checksum => "the model file is damaged",
            ModelError::Contents => "the model file contradicts itself",
        })
    }
}

impl std::error::Error for ModelError {}

impl Model {
    /// The model that comes with the program.
    pub fn embedded() -> Result<Model, ModelError> {
        Model::from_bytes(EMBEDDED)
    }

    /// Reads a model file and checks it.
    pub fn from_bytes(bytes: &[u8]) -> Result<Model, ModelError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(ModelError::Version)?;
        let (checksum, body) = rest.split_at_checked(CHECKSUM).ok_or(ModelError::Checksum)?;
        if blake3::hash(body).as_bytes() != checksum {
            return Err(ModelError::Checksum);
        }
        Model::read(&mut Reader::new(body)).ok_or(ModelError::Contents)
    }

    /// The model as a file; the same model gives the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        self.vocabulary.write(&mut writer);
        writer.bytes.extend_from_slice(&self.capitals);
        self.ngrams.write(&mut writer);
        self.letters.write(&mut writer);
        writer.number(self.tokens.len() as u64);
        for ((token, word), count) in &self.tokens {
            writer.text(token);
            writer.number(u64::from(*word));
            writer.number(u64::from(*count));
        }
        writer.number(self.confidence.len() as u64);
        for weight in &self.confidence {
            writer.float(*weight);
        }
        writer.number(self.doubts.len() as u64);
        for (word, doubt) in &self.doubts {
            writer.number(u64::from(*word));
            writer.float(*doubt);
        }
        [MAGIC.as_slice(), blake3::hash(&writer.bytes).as_bytes(), &writer.bytes].concat()
    }

    /// How many words, and sequences of each length, the model holds.
    pub fn sizes(&self) -> Vec<usize> {
        self.ngrams.sizes()
    }

    fn read(reader: &mut Reader<'_>) -> Option<Model> {
        let vocabulary = Vocabulary::read(reader)?;
        let capitals = (usize::from(FIRST_WORD)..vocabulary.len()).map(|_| reader.byte()).collect::<Option<Vec<_>>>()?;
        let ngrams = Ngrams::read(reader).filter(|ngrams| ngrams.sizes().first() == Some(&vocabulary.len()))?;
        let letters = Counts::read(reader)?;
        let mut tokens = BTreeMap::new();
        for _ in 0..reader.count()? {
            let token = reader.text()?.to_owned();
            let word = WordId::try_from(reader.number()?).ok().filter(|word| usize::from(*word) < vocabulary.len())?;
            tokens.insert((token, word), u32::try_from(reader.number()?).ok()?);
        }
        let confidence = (0..reader.count()?).map(|_| reader.float()).collect::<Option<Vec<_>>>()?;
        let doubt = |reader: &mut Reader<'_>| Some((WordId::try_from(reader.number()?).ok()?, reader.float()?));
        let doubts = (0..reader.count()?).map(|_| doubt(reader)).collect::<Option<BTreeMap<_, _>>>()?;
        Some(Model { vocabulary, capitals, ngrams, letters, tokens, confidence, doubts })
    }
}
