//! A pack is read as its chunks arrive. Entry point: [`Pack`].

mod entry;
mod list;
mod store;

use std::cell::RefCell;

use crate::bytes::{checksum, unsealed};
use crate::write::Writer;
use crate::{COLUMN, FIELDS, FORMAT, MAGIC};

pub use entry::{Entry, Listed, Variant};
pub use list::Block;
pub use store::{Lengths, Shown};

/// Why a pack could not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A chunk has not arrived; [`Pack::wanted`] names it.
    Missing,
    /// The bytes are not what was written.
    Damaged,
    /// Another version of quyche wrote the root.
    Outdated,
}

/// A pack with the chunks that have arrived.
#[derive(Debug)]
pub struct Pack {
    records: u32,
    averages: [f32; FIELDS],
    kinds: Vec<(String, f32)>,
    aliases: Vec<Vec<String>>,
    leaves: Vec<(Vec<u8>, u64)>,
    columns: Vec<u64>,
    /// In the order of their arrival; a session loads some hundreds.
    chunks: Vec<(u64, Vec<u8>)>,
    wanted: RefCell<Vec<u64>>,
    /// What a pack that was never written is answered from.
    fresh: Option<Writer>,
}

impl Pack {
    /// A pack of the records that were given to a writer in the order in which they are listed, without being written; nothing is kept of
    /// them to be shown.
    pub fn fresh(mut writer: Writer) -> Pack {
        Pack {
            records: writer.records.count,
            averages: writer.records.averages(),
            kinds: std::mem::take(&mut writer.records.columns.known),
            aliases: Vec::new(),
            leaves: Vec::new(),
            columns: Vec::new(),
            chunks: Vec::new(),
            wanted: RefCell::default(),
            fresh: Some(writer),
        }
    }

    /// Reads a root.
    pub fn open(root: &[u8]) -> Result<Pack, Fault> {
        let mut cursor = unsealed(root, MAGIC, FORMAT)?;
        let mut pack = Pack::fresh(Writer::default());
        pack.fresh = None;
        pack.records = cursor.small();
        for average in &mut pack.averages {
            *average = cursor.number() as f32 / pack.records.max(1) as f32;
        }
        for _ in 0..cursor.count() {
            let kind = cursor.text().to_owned();
            let mut bits = 0;
            for byte in cursor.take(4).iter().rev() {
                bits = bits << 8 | u32::from(*byte);
            }
            pack.kinds.push((kind, f32::from_bits(bits)));
        }
        for _ in 0..cursor.count() {
            pack.aliases.push(cursor.texts());
        }
        for _ in 0..cursor.count() {
            pack.leaves.push((cursor.bytes().to_vec(), cursor.name()));
        }
        for _ in 0..cursor.count() {
            pack.columns.push(cursor.name());
        }
        cursor.sound()?;
        if pack.columns.len() == pack.records.div_ceil(COLUMN) as usize { Ok(pack) } else { Err(Fault::Damaged) }
    }

    /// Takes a chunk that has arrived, whatever its name was said to be.
    pub fn load(&mut self, bytes: &[u8]) -> u64 {
        let name = checksum(bytes);
        if !self.has(name) {
            self.chunks.push((name, bytes.to_vec()));
        }
        name
    }

    /// The chunks that were missed since this was asked last.
    pub fn wanted(&self) -> Vec<u64> {
        self.wanted.take()
    }

    /// How many records there are.
    pub fn records(&self) -> u32 {
        self.records
    }

    /// Words of a field in a record, in the mean.
    pub fn average(&self, field: usize) -> f32 {
        self.averages[field]
    }

    /// Groups of names.
    pub fn aliases(&self) -> &[Vec<String>] {
        &self.aliases
    }

    /// True when nothing can be missing.
    pub fn is_whole(&self) -> bool {
        self.fresh.is_some()
    }

    /// Has this chunk arrived?
    pub(crate) fn has(&self, name: u64) -> bool {
        self.chunks.iter().any(|chunk| chunk.0 == name)
    }

    /// Notes that a chunk is missed.
    pub(crate) fn want(&self, name: u64) {
        let mut wanted = self.wanted.borrow_mut();
        if !wanted.contains(&name) {
            wanted.push(name);
        }
    }

    pub(crate) fn chunk(&self, name: u64) -> Result<&[u8], Fault> {
        for (known, bytes) in &self.chunks {
            if *known == name {
                return Ok(bytes);
            }
        }
        self.want(name);
        Err(Fault::Missing)
    }
}
