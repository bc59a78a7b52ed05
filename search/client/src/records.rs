//! Records as a root: a small site's index is its records, and whoever opens it indexes them as the build would have.
//! Entry points: [`write`], [`read`].
//!
//! For a site of a few hundred records the lists weigh twice as much as the text that they are made from, and making them takes less time
//! than their bytes would.

use quyche_pack::{Cursor, Fault, put, put_text, sealed, unsealed};
use quyche_query::{Facet, Record};
use quyche_text::replaced;

/// The first bytes of a root of records.
pub(crate) const MAGIC: [u8; 4] = *b"QUYR";

/// Counts changes of the format; a reader of another format refuses.
const FORMAT: u8 = 2;

/// Groups of names that mean the same body.
type Names = Vec<Vec<String>>;

/// The columns of texts, in the order in which they are written; together, because alike stands beside alike.
const COLUMNS: [fn(&mut Record) -> &mut String; 6] = [
    |record| &mut record.kind,
    |record| &mut record.document,
    |record| &mut record.number,
    |record| &mut record.breadcrumb,
    |record| &mut record.title,
    |record| &mut record.text,
];

/// Writes the records, in the order of their paths, with the aliases.
pub fn write(records: &[Record], aliases: &[Vec<String>]) -> Vec<u8> {
    let mut body = Vec::new();
    put(&mut body, records.len() as u64);
    let mut before = "";
    for record in records {
        put_after(&mut body, &record.path, before);
        put_after(&mut body, record.url.strip_prefix('/').unwrap_or_default(), &record.path);
        before = &record.path;
    }
    let mut owned = records.to_vec();
    for column in COLUMNS {
        let mut before = String::new();
        for record in &mut owned {
            let text = column(record);
            // Most columns repeat; a text that does is one byte.
            put_text(&mut body, if *text == before { "\0" } else { text });
            before.clone_from(text);
        }
    }
    let mut ids = Vec::new();
    for record in records {
        put_ids(&mut ids, &record.organisations);
        put(&mut ids, record.duties.len() as u64);
        for duty in &record.duties {
            for values in [&duty.organisations, &duty.roles, &duty.timings, &duty.levels] {
                put_ids(&mut ids, values);
            }
        }
    }
    body.append(&mut ids);
    put(&mut body, aliases.len() as u64);
    for group in aliases {
        put_ids(&mut body, group);
    }
    sealed(MAGIC, FORMAT, &body)
}

/// Reads a root of records.
pub(crate) fn read(root: &[u8]) -> Result<(Vec<Record>, Names), Fault> {
    let mut cursor = unsealed(root, MAGIC, FORMAT)?;
    let mut records = Vec::new();
    let mut before = String::new();
    for _ in 0..cursor.count() {
        let path = after(&mut cursor, &before);
        let url = replaced(&after(&mut cursor, &path), 0..0, "/");
        before.clone_from(&path);
        records.push(Record { path, url, ..Record::default() });
    }
    for column in &COLUMNS {
        let mut before = "";
        for record in &mut records {
            let text = cursor.text();
            if text != "\0" {
                before = text;
            }
            column(record).push_str(before);
        }
    }
    for record in &mut records {
        record.organisations = cursor.texts();
        for _ in 0..cursor.count() {
            let [organisations, roles] = [cursor.texts(), cursor.texts()];
            record.duties.push(Facet { organisations, roles, timings: cursor.texts(), levels: cursor.texts() });
        }
    }
    let mut aliases = Vec::new();
    for _ in 0..cursor.count() {
        aliases.push(cursor.texts());
    }
    cursor.sound().map(|()| (records, aliases))
}

/// A text as how much of it another begins with, and the rest.
fn put_after(body: &mut Vec<u8>, text: &str, before: &str) {
    let mut shared = text.bytes().zip(before.bytes()).take_while(|(a, b)| a == b).count();
    while !text.is_char_boundary(shared) {
        shared -= 1;
    }
    put(body, shared as u64);
    put_text(body, &text[shared..]);
}

fn after(cursor: &mut Cursor<'_>, before: &str) -> String {
    let shared = cursor.small() as usize;
    let Some(shared) = before.get(..shared) else {
        cursor.damage();
        return String::new();
    };
    let mut text = shared.to_owned();
    text.push_str(cursor.text());
    text
}

fn put_ids(body: &mut Vec<u8>, ids: &[String]) {
    put(body, ids.len() as u64);
    for id in ids {
        put_text(body, id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records() -> Vec<Record> {
        let record = |number: usize| Record {
            path: format!("446-qd-tu/quy-che/điều-{number}"),
            url: format!("/446-qd-tu/quy-che/điều-{number}/"),
            kind: "dieu".to_owned(),
            title: format!("Điều {}", number / 2),
            text: "Công tác dân vận".to_owned(),
            organisations: vec!["ban-dan-van".to_owned(); number % 3],
            duties: vec![Facet { roles: vec!["bao-cao".to_owned()], ..Facet::default() }; number % 2],
            ..Record::default()
        };
        (0..20).map(record).collect()
    }

    #[test]
    fn records_come_back() {
        let aliases = vec![vec!["MTTQ".to_owned(), "Mặt trận".to_owned()]];
        let root = write(&records(), &aliases);
        assert_eq!(read(&root), Ok((records(), aliases)));
    }

    #[test]
    fn damaged_bytes_are_refused() {
        let root = write(&records(), &[]);
        for at in 0..root.len() {
            let mut other = root.clone();
            other[at] ^= 0x41;
            assert!(read(&other).is_err(), "{at}");
            assert!(read(&root[..at]).is_err(), "{at}");
        }
    }
}
