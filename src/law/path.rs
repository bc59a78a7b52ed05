//! The address of a provision: `446-qd-tu/quy-che/dieu-24/khoan-2`.
//!
//! Architecture invariant: the path is the identity; addresses, anchors, duties, records and exports all use it. Within one build links are
//! told by the shorter `Location` of the corpus.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::law::{Kind, Shared, roman};

/// Document, component and units, joined by `/`. Cheap to clone.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProvisionPath(pub(in crate::law) Shared);

impl ProvisionPath {
    /// A path from its text form; parts are slugs.
    pub fn new(text: &str) -> Self {
        Self(Shared::from(text))
    }

    /// This path with one more part.
    #[must_use]
    pub fn join(&self, part: &str) -> Self {
        Self(Shared::from(format!("{}/{part}", self.as_str())))
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

    /// The part that names a division: Roman numerals and words become digits (`Chương IV` is `chuong-4`), a lone letter
    /// that is no numeral stays (`Phần B` is `phan-b`), and so does the letter of an inserted one (`Mục 1a`).
    pub fn division(kind: Kind, number: &str, value: u32) -> String {
        let mut letters = number.chars();
        let (first, last) = (letters.next(), letters.next_back());
        let alone = last.is_none() && first.is_some_and(|letter| letter.is_ascii_uppercase());
        if alone && kind == Kind::Part && roman(number) != Some(value) {
            return Self::part(kind, number);
        }
        let written = first.is_some_and(|first| first.is_ascii_digit() || first.is_ascii_uppercase());
        match last {
            Some(letter) if written && letter.is_lowercase() && !number.contains(' ') => Self::part(kind, &format!("{value}{letter}")),
            _ => Self::part(kind, &value.to_string()),
        }
    }
}

impl fmt::Display for ProvisionPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}
