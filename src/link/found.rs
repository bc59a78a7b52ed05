//! What was found in the provisions of a regulation, in one list. Entry point: [`Found`].

use serde::{Deserialize, Serialize};

use crate::law::ProvisionId;

/// What was found in the provisions of a regulation, in reading order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::link) struct Found<T> {
    /// All of it.
    all: Vec<T>,
    /// Of each provision in which something was found: where that ends in `all`.
    ends: Vec<(ProvisionId, u32)>,
}

impl<T> Default for Found<T> {
    fn default() -> Self {
        Self { all: Vec::new(), ends: Vec::new() }
    }
}

impl<T> Found<T> {
    /// Adds what was found in `provision`, which is the last so far or comes after that.
    pub(in crate::link) fn extend(&mut self, provision: ProvisionId, found: impl IntoIterator<Item = T>) {
        let before = self.all.len();
        self.all.extend(found);
        if self.all.len() == before {
            return;
        }
        let end = self.all.len() as u32;
        match self.ends.last_mut() {
            Some((last, at)) if *last == provision => *at = end,
            _ => self.ends.push((provision, end)),
        }
    }

    /// All of it.
    pub(in crate::link) fn all(&self) -> &[T] {
        &self.all
    }

    /// The same, to be completed.
    pub(in crate::link) fn all_mut(&mut self) -> &mut [T] {
        &mut self.all
    }

    /// What was found in a provision.
    pub(in crate::link) fn of(&self, provision: ProvisionId) -> &[T] {
        self.ends.binary_search_by_key(&provision, |(id, _)| *id).map_or(&[], |place| self.at(place))
    }

    /// The provisions in which something was found, each with that.
    pub(in crate::link) fn iter(&self) -> impl Iterator<Item = (ProvisionId, &[T])> {
        self.ends.iter().enumerate().map(|(place, (id, _))| (*id, self.at(place)))
    }

    /// What was found in the provision at a place among those in which something was.
    fn at(&self, place: usize) -> &[T] {
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before].1);
        &self.all[start as usize..self.ends[place].1 as usize]
    }
}
