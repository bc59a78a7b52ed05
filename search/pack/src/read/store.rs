//! What is kept of a record. Entry points: [`Pack::shown`], [`Pack::lengths`].

use crate::bytes::Cursor;
use crate::read::entry::masks;
use crate::read::{Fault, Pack};
use crate::write::Document;
use crate::{BLOCK, COLUMN, FIELDS, Mask};

/// What is shown of a record.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shown<'a> {
    /// Identity.
    pub path: &'a str,
    /// Where a reader finds it.
    pub url: &'a str,
    /// Its kind.
    pub kind: &'a str,
    /// The document it belongs to; all empty when it belongs to none.
    pub document: Document<'a>,
    /// What it is called.
    pub title: &'a str,
    /// Where it stands.
    pub breadcrumb: &'a str,
    /// Its own words.
    pub text: &'a str,
}

/// Lengths and kinds of the records of a block.
#[derive(Debug, Clone, Copy)]
pub struct Lengths<'a> {
    fields: [&'a [u8]; FIELDS],
    kinds: &'a [u8],
}

impl Lengths<'_> {
    /// Code of the length of a field, see [`crate::length`]; 0 beyond the last record.
    pub fn code(&self, at: u8, field: usize) -> u8 {
        self.fields[field].get(usize::from(at)).copied().unwrap_or_default()
    }
}

impl Pack {
    /// Lengths and kinds of a block.
    pub fn lengths(&self, block: u32) -> Result<Lengths<'_>, Fault> {
        if let Some(writer) = &self.fresh {
            let [title, text, breadcrumb, kinds] = writer.records.columns.block(block);
            return Ok(Lengths { fields: [title, text, breadcrumb], kinds });
        }
        let (columns, _) = self.column(block * BLOCK / COLUMN)?;
        let start = (block * BLOCK % COLUMN) as usize;
        let [title, text, breadcrumb, kinds] = columns;
        Ok(Lengths { fields: [block_of(title, start), block_of(text, start), block_of(breadcrumb, start)], kinds: block_of(kinds, start) })
    }

    /// By what the score of a record is multiplied.
    pub fn weight(&self, lengths: &Lengths<'_>, at: u8) -> f32 {
        let kind = lengths.kinds.get(usize::from(at)).and_then(|kind| self.kinds.get(usize::from(*kind)));
        kind.map_or(0.0, |kind| kind.1)
    }

    /// Is the column of a block here? If not, it is sent for.
    pub fn has_lengths(&self, block: u32) -> bool {
        self.fresh.is_some() || self.columns.get((block * BLOCK / COLUMN) as usize).is_some_and(|name| self.chunk(*name).is_ok())
    }

    /// What is shown of a record.
    pub fn shown(&self, id: u32) -> Result<Shown<'_>, Fault> {
        let (columns, mut stores) = self.column(id / COLUMN)?;
        let mut start = (id - id % COLUMN).saturating_sub(stores.small());
        let mut found = None;
        while !stores.is_empty() {
            start = start.saturating_add(stores.small());
            let name = stores.name();
            if start > id {
                break;
            }
            found = Some((start, name));
        }
        stores.sound()?;
        let (first, name) = found.ok_or(Fault::Damaged)?;
        let kind = columns[FIELDS].get((id % COLUMN) as usize).ok_or(Fault::Damaged)?;
        let mut cursor = Cursor::new(self.chunk(name)?);
        let count = cursor.count();
        let mut documents = cursor;
        skip(&mut cursor, count * 4);
        if id - first >= cursor.small() {
            cursor.damage();
        }
        for _ in first..id {
            cursor.number();
            skip(&mut cursor, 5);
        }
        let mut document = Document::default();
        let number = cursor.small() as usize;
        if number > count {
            cursor.damage();
        } else if number > 0 {
            skip(&mut documents, (number - 1) * 4);
            document = Document { id: documents.text(), number: documents.text(), title: documents.text(), url: documents.text() };
        }
        let kind = self.kinds.get(usize::from(*kind)).map_or("", |kind| kind.0.as_str());
        let (path, url, title) = (cursor.text(), cursor.text(), cursor.text());
        let shown = Shown { path, url, kind, document, title, breadcrumb: cursor.text(), text: cursor.text() };
        cursor.sound().map(|()| shown)
    }

    /// A column chunk: its columns, and the names of its store chunks.
    fn column(&self, at: u32) -> Result<([&[u8]; FIELDS + 1], Cursor<'_>), Fault> {
        let name = self.columns.get(at as usize).ok_or(Fault::Damaged)?;
        let mut cursor = Cursor::new(self.chunk(*name)?);
        let count = cursor.count();
        let columns = [cursor.take(count), cursor.take(count), cursor.take(count), cursor.take(count)];
        cursor.sound().map(|()| (columns, cursor))
    }

    /// Records as the masks of their blocks.
    pub fn masks(&self, ids: &[u32]) -> Vec<Mask> {
        masks(self.records, ids)
    }
}

/// The part of a column that belongs to the block that starts there.
fn block_of(column: &[u8], start: usize) -> &[u8] {
    column.get(start..column.len().min(start + BLOCK as usize)).unwrap_or_default()
}

/// Reads over texts.
fn skip(cursor: &mut Cursor<'_>, texts: usize) {
    for _ in 0..texts {
        cursor.bytes();
    }
}
