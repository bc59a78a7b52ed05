//! A pack is read as its chunks arrive. Entry point: [`Pack`].

mod entry;
mod list;
mod store;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::bytes::{Cursor, checksum};
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
    chunks: BTreeMap<u64, Rc<[u8]>>,
    wanted: RefCell<Vec<u64>>,
    /// What a pack that was never written is answered from.
    fresh: Option<Box<Fresh>>,
}

/// A pack in memory.
#[derive(Debug)]
struct Fresh {
    writer: Writer,
    ordered: Vec<u8>,
}

impl Pack {
    /// A pack of the records that were given to a writer, without being written; nothing is kept of them to be shown.
    pub fn fresh(writer: Writer, ordered: Vec<u8>) -> Pack {
        Pack {
            records: writer.records,
            averages: writer.averages(),
            kinds: writer.columns.known.clone(),
            aliases: Vec::new(),
            leaves: Vec::new(),
            columns: Vec::new(),
            chunks: BTreeMap::new(),
            wanted: RefCell::default(),
            fresh: Some(Box::new(Fresh { writer, ordered })),
        }
    }

    /// Reads a root.
    pub fn open(root: &[u8]) -> Result<Pack, Fault> {
        let mut cursor = Cursor::new(root);
        if cursor.take(MAGIC.len())? != MAGIC {
            return Err(Fault::Damaged);
        }
        if cursor.byte()? != FORMAT {
            return Err(Fault::Outdated);
        }
        let sum = cursor.name()?;
        if root.get(MAGIC.len() + 9..).is_none_or(|body| checksum(body) != sum) {
            return Err(Fault::Damaged);
        }
        let records = cursor.small()?;
        let mut averages = [0.0; FIELDS];
        for average in &mut averages {
            *average = cursor.number()? as f32 / records.max(1) as f32;
        }
        let mut kinds = Vec::new();
        for _ in 0..cursor.count()? {
            let kind = cursor.text()?.to_owned();
            let weight = cursor.take(4)?.try_into().map_err(|_| Fault::Damaged)?;
            kinds.push((kind, f32::from_le_bytes(weight)));
        }
        let mut aliases = Vec::new();
        for _ in 0..cursor.count()? {
            let mut group = Vec::new();
            for _ in 0..cursor.count()? {
                group.push(cursor.text()?.to_owned());
            }
            aliases.push(group);
        }
        let mut leaves = Vec::new();
        for _ in 0..cursor.count()? {
            let length = cursor.count()?;
            leaves.push((cursor.take(length)?.to_vec(), cursor.name()?));
        }
        let mut columns = Vec::new();
        for _ in 0..cursor.count()? {
            columns.push(cursor.name()?);
        }
        if columns.len() != records.div_ceil(COLUMN) as usize {
            return Err(Fault::Damaged);
        }
        Ok(Pack { records, averages, kinds, aliases, leaves, columns, chunks: BTreeMap::new(), wanted: RefCell::default(), fresh: None })
    }

    /// Takes a chunk that has arrived, whatever its name was said to be.
    pub fn load(&mut self, bytes: &[u8]) -> u64 {
        let name = checksum(bytes);
        self.chunks.insert(name, Rc::from(bytes));
        name
    }

    /// The chunks that were missed since this was asked last.
    pub fn wanted(&self) -> Vec<u64> {
        let mut wanted = self.wanted.take();
        wanted.sort_unstable();
        wanted.dedup();
        wanted
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
        self.chunks.contains_key(&name)
    }

    /// Notes that a chunk is missed.
    pub(crate) fn want(&self, name: u64) {
        self.wanted.borrow_mut().push(name);
    }

    pub(crate) fn chunk(&self, name: u64) -> Result<&Rc<[u8]>, Fault> {
        self.chunks.get(&name).ok_or_else(|| {
            self.want(name);
            Fault::Missing
        })
    }
}
