//! Records are given to the writer of a pack: what every reader of them, at build time or in the browser, must do alike.
//! Entry points: [`arranged`], [`label`], [`packed`].

use quyche_pack::{Document, FIELDS, Pack, Writer};
use quyche_query::{Record, natural};
use quyche_text::tokens;

/// A record with its place in the order of the paths.
pub type Placed<'a> = (u32, &'a Record);

/// The records in the order in which a pack numbers them: those that say alike follow each other, so that the best answers stand in few
/// blocks and equal lists compress to nothing.
pub fn arranged(records: &[Record]) -> Vec<Placed<'_>> {
    let mut order: Vec<&Record> = records.iter().collect();
    order.sort_by(|a, b| natural(&a.path, &b.path));
    let mut placed: Vec<Placed<'_>> = (0..).zip(order).collect();
    let mut keyed: Vec<(String, &str, Placed<'_>)> =
        placed.drain(..).map(|(place, record)| (likeness(&record.title), record.text.as_str(), (place, record))).collect();
    keyed.sort();
    keyed.into_iter().map(|(_, _, placed)| placed).collect()
}

/// What records have in common that say alike: the headings after the place, numbers left out.
fn likeness(title: &str) -> String {
    let heading = title.split_once(". ").map_or(title, |(_, heading)| heading);
    heading.chars().filter(|character| !character.is_ascii_digit()).collect()
}

/// The document that a record of this kind stands for.
pub fn document(head: &Record) -> Document<'_> {
    Document { id: &head.document, number: &head.number, title: &head.text, url: &head.url }
}

/// A record as a writer keeps it to be shown.
pub fn packed<'a>(record: &'a Record, document: Document<'a>) -> quyche_pack::Record<'a> {
    quyche_pack::Record {
        path: &record.path,
        url: &record.url,
        kind: &record.kind,
        weight: record.weight(),
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

/// Gives a record's labels to a writer.
pub fn label(record: &Record, order: u32, writer: &mut Writer) {
    record.labels(&mut |label, value| writer.label(label.space(), value, order));
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
        label(record, order, &mut writer);
        writer.index(&record.kind, record.weight());
    }
    Pack::fresh(writer)
}
