//! The records that have a value. Entry points: [`Labels`], [`Holders`].

use crate::bytes::put;
use crate::write::intern::Interner;

/// Values met so far. A key is its space as a character, then the value.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    keys: Interner,
    holders: Vec<Holders>,
}

/// The records that have one value: number and order of each, as they came.
#[derive(Debug, Default)]
pub(crate) struct Holders(Vec<(u32, u32)>);

impl Labels {
    /// Adds a record that has a value.
    pub(super) fn add(&mut self, space: u8, value: &str, id: u32, order: u32) {
        let (number, new) = self.keys.number(&key(space, value));
        if new {
            self.holders.push(Holders::default());
        }
        self.holders[number as usize].add(id, order);
    }

    /// Every key with its records, as they came.
    pub(crate) fn each(&self) -> impl Iterator<Item = (&String, &Holders)> {
        self.keys.texts().iter().enumerate().map(|(number, key)| (key, &self.holders[number]))
    }

    /// Every key with its records, in order.
    pub(super) fn sorted(&self) -> impl Iterator<Item = (&str, &Holders)> {
        self.keys.sorted().into_iter().map(|(key, number)| (key, &self.holders[number as usize]))
    }

    /// The records of a value.
    pub(crate) fn holders(&self, space: u8, value: &str) -> Option<&Holders> {
        self.keys.find(&key(space, value)).map(|number| &self.holders[number as usize])
    }
}

/// The key of a value, as the dictionary has it.
pub(crate) fn key(space: u8, value: &str) -> String {
    let mut key = String::new();
    key.push(char::from(space));
    key.push_str(value);
    key
}

/// Whether the records of a key keep their order, as those of the spaces in `ordered` do.
pub(super) fn is_ordered(key: &str, ordered: &[u8]) -> bool {
    key.bytes().next().is_some_and(|space| ordered.contains(&space))
}

impl Holders {
    /// Adds a record, once.
    pub(super) fn add(&mut self, id: u32, order: u32) {
        if self.0.last().is_none_or(|last| last.0 != id) {
            self.0.push((id, order));
        }
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// The records by number.
    pub(crate) fn ids(&self) -> Vec<u32> {
        let mut ids = Vec::new();
        for (id, _) in &self.0 {
            ids.push(*id);
        }
        ids
    }

    /// In their order as differences of either sign; by number as differences, or one bit for each record where that is shorter.
    pub(super) fn bytes(&self, ordered: bool, records: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        if ordered {
            bytes.push(2);
            let mut last = 0_i64;
            let mut holders = self.0.clone();
            holders.sort_unstable_by_key(|(id, order)| (*order, *id));
            for (id, _) in holders {
                let step = i64::from(id) - last;
                put(&mut bytes, (step << 1 ^ step >> 63) as u64);
                last = i64::from(id);
            }
        } else if self.0.len() > records as usize / 8 {
            bytes.resize(1 + records.div_ceil(8) as usize, 0);
            bytes[0] = 1;
            for (id, _) in &self.0 {
                bytes[1 + (id >> 3) as usize] |= 1 << (id & 7);
            }
        } else {
            bytes.push(0);
            let mut last = 0;
            for (id, _) in &self.0 {
                put(&mut bytes, u64::from(id - last));
                last = *id;
            }
        }
        bytes
    }
}
