//! What stands in addresses and what is looked for in texts, refused while it is read. Entry points: [`id`], [`name`], [`is_addressable`].

use serde::de::Error;
use serde::{Deserialize, Deserializer};

/// The longest id, in bytes: names of files that are made of it stay below the 255 bytes that file systems allow.
const LONGEST: usize = 200;

/// An id: the slug of something.
pub(in crate::content) fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    checked(String::deserialize(deserializer)?)
}

/// An id that may be missing.
pub(in crate::content) fn optional_id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Option::<String>::deserialize(deserializer)?.map(checked).transpose()
}

/// A list of ids.
pub(in crate::content) fn ids<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    Vec::<String>::deserialize(deserializer)?.into_iter().map(checked).collect()
}

/// A name: words that can be found in a text.
pub(in crate::content) fn name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    worded(String::deserialize(deserializer)?)
}

/// A name of which an id is made.
pub(in crate::content) fn naming<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let name = String::deserialize(deserializer)?;
    match named_by(&name) {
        Some(_) => Ok(name),
        None => Err(D::Error::custom(format!("`{}` is no name: write letters or figures, at most {LONGEST}", shown(&name)))),
    }
}

/// A list of names.
pub(in crate::content) fn names<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    Vec::<String>::deserialize(deserializer)?.into_iter().map(worded).collect()
}

/// Whether an address can be made of the name of a file and of the folders above it, `path` below the content folder.
pub fn is_addressable(path: &str) -> bool {
    let (stem, _) = path.rsplit_once('.').unwrap_or((path, ""));
    stem.split('/').skip(1).all(|part| named_by(part).is_some())
}

/// The id that the name of a file gives; `None` where it has no letter or figure, or too many.
fn named_by(stem: &str) -> Option<String> {
    let id = quyche_text::slug(stem);
    (!id.is_empty() && id.len() <= LONGEST).then_some(id)
}

fn checked<E: Error>(id: String) -> Result<String, E> {
    match named_by(&id) {
        Some(slug) if slug == id => Ok(id),
        Some(slug) => Err(E::custom(format!("`{}` is no id: write `{slug}`", shown(&id)))),
        None => Err(E::custom(format!("`{}` is no id: write letters a to z, figures and hyphens, at most {LONGEST}", shown(&id)))),
    }
}

fn worded<E: Error>(name: String) -> Result<String, E> {
    match name.chars().any(char::is_alphanumeric) {
        true => Ok(name),
        false => Err(E::custom(format!("`{}` is no name: write words", shown(&name)))),
    }
}

/// The beginning of a text, for a message.
fn shown(text: &str) -> String {
    let mut shown: String = text.chars().take(40).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}
