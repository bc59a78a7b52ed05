//! What is shown of each record, in chunks of their own; the columns name them. Entry point: [`Store`].

use crate::COLUMN;
use crate::bytes::{put, put_text};
use crate::write::chunks::Chunks;
use crate::write::{Columns, Document, Record};

/// A store chunk is closed when it is longer than this, in bytes before compression: about ten clauses. Ten hits may stand in ten chunks.
const FULL: usize = 6 << 10;

/// Takes what is shown of records, in the order in which they are numbered.
#[derive(Debug, Default)]
pub struct Store {
    records: u32,
    /// Closed store chunks, each with the number of its first record.
    closed: Vec<(u32, Vec<u8>)>,
    open: Open,
}

/// The store chunk being written.
#[derive(Debug, Default)]
struct Open {
    first: u32,
    count: usize,
    documents: Vec<[String; 4]>,
    body: Vec<u8>,
}

impl Store {
    /// Adds what is shown of the next record.
    pub fn add(&mut self, record: &Record<'_>) {
        let id = self.records;
        self.records += 1;
        // A store chunk never crosses the end of a column, which names it.
        if self.open.count > 0 && (self.open.body.len() > FULL || id.is_multiple_of(COLUMN)) {
            self.close();
        }
        if self.open.count == 0 {
            self.open.first = id;
        }
        self.open.add(record);
    }

    fn close(&mut self) {
        let open = std::mem::take(&mut self.open);
        let mut bytes = Vec::with_capacity(open.body.len() + 256);
        put(&mut bytes, open.documents.len() as u64);
        for part in open.documents.iter().flatten() {
            put_text(&mut bytes, part);
        }
        put(&mut bytes, open.count as u64);
        bytes.extend_from_slice(&open.body);
        self.closed.push((open.first, bytes));
    }

    /// Writes all chunks; answers the names of the columns.
    pub(super) fn write(mut self, columns: &Columns, records: u32, chunks: &mut Chunks) -> Vec<u64> {
        if self.open.count > 0 {
            self.close();
        }
        let mut stores = std::mem::take(&mut self.closed).into_iter().peekable();
        let mut names = Vec::new();
        for first in (0..records).step_by(COLUMN as usize) {
            let mut bytes = Vec::new();
            let parts = columns.part(first, COLUMN);
            put(&mut bytes, parts[0].len() as u64);
            bytes.extend(parts.concat());
            let mut last = first;
            while let Some((start, store)) = stores.next_if(|(start, _)| *start < first + COLUMN) {
                put(&mut bytes, u64::from(start - last));
                last = start;
                bytes.extend_from_slice(&chunks.whole(store).to_le_bytes());
            }
            names.push(chunks.whole(bytes));
        }
        names
    }
}

impl Open {
    fn add(&mut self, record: &Record<'_>) {
        let Document { id, number, title, url } = record.document;
        let number = if id.is_empty() { 0 } else { self.document([id, number, title, url]) + 1 };
        put(&mut self.body, number as u64);
        for part in [record.path, record.url, record.title, record.breadcrumb, record.text] {
            put_text(&mut self.body, part);
        }
        self.count += 1;
    }

    fn document(&mut self, parts: [&str; 4]) -> usize {
        let known = self.documents.iter().position(|document| document[0] == parts[0]);
        known.unwrap_or_else(|| {
            self.documents.push(parts.map(str::to_owned));
            self.documents.len() - 1
        })
    }
}
