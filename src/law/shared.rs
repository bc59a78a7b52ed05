//! Texts that many things hold pieces of. Entry point: [`Shared`].

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{Deref, Range};
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text, mostly a piece of a longer one that others share: the paths and numbers of a tree take one place in memory, not one each. Cheap to clone.
#[derive(Clone, Default)]
pub struct Shared {
    /// `None` where it is empty.
    whole: Option<Arc<str>>,
    start: u32,
    end: u32,
}

impl Shared {
    /// The bytes `range` of `whole`; `None` if they are none, or begin or end within a letter.
    pub(in crate::law) fn piece(whole: &Arc<str>, range: Range<u32>) -> Option<Self> {
        whole.get(range.start as usize..range.end as usize)?;
        Some(Self { whole: Some(whole.clone()), start: range.start, end: range.end })
    }
}

impl Deref for Shared {
    type Target = str;

    fn deref(&self) -> &str {
        self.whole.as_deref().map_or("", |whole| &whole[self.start as usize..self.end as usize])
    }
}

impl<T: Into<Arc<str>>> From<T> for Shared {
    fn from(text: T) -> Self {
        let whole = text.into();
        Self { start: 0, end: whole.len() as u32, whole: Some(whole) }
    }
}

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Shared {}

impl PartialOrd for Shared {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Shared {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl Hash for Shared {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, formatter)
    }
}

impl Serialize for Shared {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl<'de> Deserialize<'de> for Shared {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Arc::<str>::deserialize(deserializer).map(Self::from)
    }
}
