//! Records are given to the writer of a pack: what every reader of them, at build time or in the browser, must do alike.
//! Entry point: [`packed`].

use quyche_pack::{Document, FIELDS, Pack, Token, Writer};
use quyche_query::{Label, Record};
use quyche_text::tokens;

/// The document that a record of this kind stands for.
pub fn document(head: &Record) -> Document<'_> {
    Document { id: &head.document, number: &head.number, title: &head.text, url: &head.url }
}

/// A record as a writer takes it, with the words of title, text and breadcrumb.
pub fn packed<'a>(record: &'a Record, order: u32, document: Document<'a>, tokens: [Vec<Token<'a>>; FIELDS]) -> quyche_pack::Record<'a> {
    quyche_pack::Record {
        path: &record.path,
        url: &record.url,
        kind: &record.kind,
        weight: record.weight(),
        document,
        title: &record.title,
        breadcrumb: &record.breadcrumb,
        text: &record.text,
        tokens,
        labels: record.labels().into_iter().map(|(label, value)| (label.space(), value)).collect(),
        order,
    }
}

/// The fields of a record whose words are found, in their order.
pub fn fields(record: &Record) -> [&str; FIELDS] {
    [&record.title, &record.text, &record.breadcrumb]
}

/// An index of records that are in memory, in the order of their paths.
pub(crate) fn fresh(records: &[Record]) -> Pack {
    let mut writer = Writer::default();
    for (order, record) in (0..).zip(records) {
        let forms = fields(record).map(|text| tokens(text).collect::<Vec<_>>());
        let words = [&forms[0], &forms[1], &forms[2]].map(|forms| {
            let mut words = Vec::with_capacity(forms.len());
            for form in forms {
                words.push(Token { folded: &form.folded, exact: &form.exact, position: form.position as u32 });
            }
            words
        });
        writer.index(&packed(record, order, Document::default(), words));
    }
    Pack::fresh(writer, Label::ordered())
}
