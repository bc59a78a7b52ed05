//! Records are given to the writer of a pack: what every reader of them, at build time or in the browser, must do alike.
//! Entry points: [`labels`], [`packed`].

use quyche_pack::{Document, FIELDS, Pack, Writer};
use quyche_query::Record;
use quyche_text::tokens;

/// The document that a record of this kind stands for.
pub fn document(head: &Record) -> Document<'_> {
    Document { id: &head.document, number: &head.number, title: &head.text, url: &head.url }
}

/// A record as a writer keeps it to be shown.
pub fn packed<'a>(record: &'a Record, document: Document<'a>) -> quyche_pack::Record<'a> {
    quyche_pack::Record {
        path: &record.path,
        url: &record.url,
        document,
        title: &record.title,
        breadcrumb: &record.breadcrumb,
        text: &record.text,
    }
}

/// The fields of a record whose words are found, in their order.
pub fn fields(record: &Record) -> [&str; FIELDS] {
    [&record.title, &record.text, &record.breadcrumb]
}

/// Calls `put` with the space and the value of each label of a record.
pub fn labels(record: &Record, put: &mut dyn FnMut(u8, &str)) {
    record.labels(&mut |label, value| put(label.space(), value));
}

/// An index of records that are in memory, in the order of their paths.
pub(crate) fn fresh(records: &[Record]) -> Pack {
    let mut writer = Writer::default();
    for (order, record) in (0..).zip(records) {
        for (field, text) in fields(record).iter().enumerate() {
            for token in tokens(text) {
                writer.word(field, &token.folded, &token.exact, token.position as u32);
            }
        }
        labels(record, &mut |space, value| writer.label(space, value, order));
        writer.add(&record.kind, record.weight());
    }
    Pack::fresh(writer)
}
