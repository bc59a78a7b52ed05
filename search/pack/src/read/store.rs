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
        if let Some(fresh) = &self.fresh {
            let [title, text, breadcrumb, kinds] = fresh.writer.columns.block(block);
            return Ok(Lengths { fields: [title, text, breadcrumb], kinds });
        }
        let (count, columns, _) = self.column(block * BLOCK / COLUMN)?;
        let start = (block * BLOCK % COLUMN) as usize;
        let end = (start + BLOCK as usize).min(count);
        let part = |column: usize| columns.get(column * count + start..column * count + end).ok_or(Fault::Damaged);
        Ok(Lengths { fields: [part(0)?, part(1)?, part(2)?], kinds: part(3)? })
    }

    /// By what the score of a record is multiplied.
    pub fn weight(&self, lengths: &Lengths<'_>, at: u8) -> f32 {
        let kind = lengths.kinds.get(usize::from(at)).and_then(|kind| self.kinds.get(usize::from(*kind)));
        kind.map_or(0.0, |(_, weight)| *weight)
    }

    /// Is the column of a block here? If not, it is sent for.
    pub fn has_lengths(&self, block: u32) -> bool {
        self.fresh.is_some() || self.columns.get((block * BLOCK / COLUMN) as usize).is_some_and(|name| self.chunk(*name).is_ok())
    }

    /// What is shown of each record; all chunks that are missing are sent for at once.
    pub fn shown(&self, ids: &[u32]) -> Result<Vec<Shown<'_>>, Fault> {
        let all: Vec<Result<Shown<'_>, Fault>> = ids.iter().map(|id| self.show(*id)).collect();
        all.into_iter().collect()
    }

    fn show(&self, id: u32) -> Result<Shown<'_>, Fault> {
        let (count, columns, mut stores) = self.column(id / COLUMN)?;
        let mut start = id - id % COLUMN;
        let mut found = None;
        while !stores.is_empty() {
            start = start.checked_add(stores.small()?).ok_or(Fault::Damaged)?;
            let name = stores.name()?;
            if start > id {
                break;
            }
            found = Some((start, name));
        }
        let (first, name) = found.ok_or(Fault::Damaged)?;
        let kind = columns.get(FIELDS * count + (id % COLUMN) as usize).ok_or(Fault::Damaged)?;
        let mut cursor = Cursor::new(self.chunk(name)?);
        let mut documents = Vec::new();
        for _ in 0..cursor.count()? {
            documents.push(Document { id: cursor.text()?, number: cursor.text()?, title: cursor.text()?, url: cursor.text()? });
        }
        let records = cursor.small()?;
        if id - first >= records {
            return Err(Fault::Damaged);
        }
        for _ in first..id {
            cursor.number()?;
            for _ in 0..5 {
                cursor.text()?;
            }
        }
        let document = match (cursor.small()? as usize).checked_sub(1) {
            Some(at) => *documents.get(at).ok_or(Fault::Damaged)?,
            None => Document::default(),
        };
        let kind = self.kinds.get(usize::from(*kind)).map_or("", |(kind, _)| kind.as_str());
        let (path, url, title) = (cursor.text()?, cursor.text()?, cursor.text()?);
        Ok(Shown { path, url, kind, document, title, breadcrumb: cursor.text()?, text: cursor.text()? })
    }

    /// A column chunk: how many records, the columns one after the other, the names of its store chunks.
    fn column(&self, at: u32) -> Result<(usize, &[u8], Cursor<'_>), Fault> {
        let name = self.columns.get(at as usize).ok_or(Fault::Damaged)?;
        let mut cursor = Cursor::new(self.chunk(*name)?);
        let count = cursor.count()?;
        let columns = cursor.take(count.checked_mul(FIELDS + 1).ok_or(Fault::Damaged)?)?;
        Ok((count, columns, cursor))
    }

    /// Records as the masks of their blocks.
    pub fn masks(&self, ids: &[u32]) -> Vec<Mask> {
        masks(self.records, ids)
    }
}
