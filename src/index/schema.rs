//! The fields of the index: what is stored, what is found, where positions are kept. Entry point: [`Fields`].

use quyche_query::{Field as WordField, Label};
use tantivy::schema::{FAST, Field, IndexRecordOption, STORED, STRING, Schema, SchemaBuilder, TextFieldIndexing, TextOptions};

use crate::index::tokenizer::{EXACT, FOLDED};

/// Name of the column by which a record's score is multiplied.
pub(super) const WEIGHT: &str = "weight";

/// Handles of the fields, in the order in which they were added to the schema.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    pub(super) path: Field,
    pub(super) url: Field,
    pub(super) kind: Field,
    pub(super) weight: Field,
    pub(super) document: Field,
    pub(super) number: Field,
    pub(super) address: Field,
    pub(super) place: Field,
    pub(super) component: Field,
    pub(super) organisation: Field,
    pub(super) role: Field,
    pub(super) timing: Field,
    pub(super) level: Field,
    pub(super) title_key: Field,
    pub(super) breadcrumb: Field,
    pub(super) title: Field,
    pub(super) title_exact: Field,
    pub(super) text: Field,
    pub(super) text_exact: Field,
}

impl Fields {
    /// The field of a label.
    pub(super) fn of(&self, label: Label) -> Field {
        match label {
            Label::Number => self.number,
            Label::Address => self.address,
            Label::Place => self.place,
            Label::Component => self.component,
            Label::Title => self.title_key,
            Label::Kind => self.kind,
            Label::Document => self.document,
            Label::Organisation => self.organisation,
            Label::Role => self.role,
            Label::Timing => self.timing,
            Label::Level => self.level,
        }
    }

    /// The field that holds the words without marks.
    pub(super) fn folded(&self, field: WordField) -> Field {
        match field {
            WordField::Title => self.title,
            WordField::Text => self.text,
            WordField::Breadcrumb => self.breadcrumb,
        }
    }

    /// The field that holds the words with their marks; a breadcrumb has them without only.
    pub(super) fn exact(&self, field: WordField) -> Field {
        match field {
            WordField::Title => self.title_exact,
            WordField::Text => self.text_exact,
            WordField::Breadcrumb => self.breadcrumb,
        }
    }
}

/// Builds the schema.
pub(super) fn build() -> (Schema, Fields) {
    let positions = IndexRecordOption::WithFreqsAndPositions;
    let mut builder = Schema::builder();
    let fields = Fields {
        path: builder.add_text_field("path", STRING | STORED),
        url: builder.add_text_field("url", STORED),
        kind: builder.add_text_field("kind", STRING | STORED),
        weight: builder.add_f64_field(WEIGHT, FAST),
        document: builder.add_text_field("document", STRING | STORED),
        number: builder.add_text_field("number", STRING),
        address: builder.add_text_field("address", STRING),
        place: builder.add_text_field("place", STRING),
        component: builder.add_text_field("component", STRING),
        organisation: builder.add_text_field("organisation", STRING),
        role: builder.add_text_field("role", STRING),
        timing: builder.add_text_field("timing", STRING),
        level: builder.add_text_field("level", STRING),
        title_key: builder.add_text_field("title_key", STRING),
        breadcrumb: stored_words(&mut builder, "breadcrumb", IndexRecordOption::WithFreqs),
        title: stored_words(&mut builder, "title", positions),
        title_exact: builder.add_text_field("title_exact", indexed(EXACT, positions)),
        text: stored_words(&mut builder, "text", positions),
        text_exact: builder.add_text_field("text_exact", indexed(EXACT, positions)),
    };
    (builder.build(), fields)
}

fn stored_words(builder: &mut SchemaBuilder, name: &str, option: IndexRecordOption) -> Field {
    builder.add_text_field(name, indexed(FOLDED, option) | STORED)
}

fn indexed(tokenizer: &str, option: IndexRecordOption) -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(option);
    TextOptions::default().set_indexing_options(indexing)
}
