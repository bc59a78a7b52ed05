//! The address of a provision: `446-qd-tu/quy-che/dieu-24/khoan-2`.
//!
//! Architecture invariant: the path is the identity; links, anchors, duties, records and exports all use it.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use crate::law::Kind;

/// Document, component and units, joined by `/`. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct ProvisionPath(Arc<str>);

impl ProvisionPath {
    /// A path from its text form; parts are slugs.
    pub fn new(text: &str) -> Self {
        Self(Arc::from(text))
    }

    /// This path with one more part.
    #[must_use]
    pub fn join(&self, part: &str) -> Self {
        Self(Arc::from(format!("{}/{part}", self.0)))
    }

    /// The text form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The document's id, the first part.
    pub fn document(&self) -> &str {
        self.0.split('/').next().unwrap_or_default()
    }

    /// What stands below `ancestor`, without a leading `/`; `None` if it is no ancestor of this path.
    pub fn below(&self, ancestor: &Self) -> Option<&str> {
        self.0.strip_prefix(&*ancestor.0)?.strip_prefix('/')
    }

    /// The part that names a unit: kind and number, as in `khoan-2`, `diem-dd`, `chuong-2`, `khoan-1-1`.
    /// Điểm d is `diem-d`, điểm đ is `diem-dd`.
    pub fn part(kind: Kind, number: &str) -> String {
        let mut part = String::from(kind.slug());
        for piece in number.split('.') {
            part.push('-');
            match kind {
                Kind::Point | Kind::Article => part.push_str(&piece.replace('đ', "dd")),
                _ => part.push_str(&quyche_text::slug(piece)),
            }
        }
        part
    }
}

impl fmt::Display for ProvisionPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
