//! What is shown of each record, in chunks of their own; the columns name them. Entry point: [`Store`].

use crate::bytes::{put, put_text};
use crate::write::{Document, Record};

/// A store chunk is closed when it is longer than this, in bytes before compression: about ten clauses. Ten hits may stand in ten chunks.
const FULL: usize = 6 << 10;

/// Takes what is shown of records, in the order in which they are numbered.
#[derive(Debug, Default)]
pub struct Store {
    /// Closed store chunks, each with how many records it holds.
    closed: Vec<(u32, Vec<u8>)>,
    open: Open,
}

/// The store chunk being written.
#[derive(Debug, Default)]
struct Open {
    count: u32,
    documents: Vec<[String; 4]>,
    body: Vec<u8>,
}

impl Store {
    /// Adds what is shown of the next record.
    pub fn add(&mut self, record: &Record<'_>) {
        if self.open.body.len() > FULL {
            self.close();
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
        put(&mut bytes, u64::from(open.count));
        bytes.extend_from_slice(&open.body);
        self.closed.push((open.count, bytes));
    }

    /// All chunks, each with how many records it holds.
    pub(super) fn finish(mut self) -> Vec<(u32, Vec<u8>)> {
        if self.open.count > 0 {
            self.close();
        }
        self.closed
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
