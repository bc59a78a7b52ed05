//! The fields of the index: what is stored, what is found, where positions are kept. Entry point: [`Fields`].

use tantivy::schema::{Field, IndexRecordOption, STORED, STRING, Schema, SchemaBuilder, TextFieldIndexing, TextOptions};

use crate::index::tokenizer::{EXACT, FOLDED};

/// Handles of the fields, in the order in which they were added to the schema.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    pub(super) path: Field,
    pub(super) url: Field,
    pub(super) kind: Field,
    pub(super) document: Field,
    /// Slugs by which the document is called: its number and its own slug.
    pub(super) number: Field,
    /// `dieu-24` and `dieu-24/khoan-2` for the second clause of article 24: a citation finds a place and all that is in it.
    pub(super) address: Field,
    pub(super) organisation: Field,
    /// `bao-cao`, and `ban-dan-van/bao-cao` for a duty of that organisation; the same for timing and level.
    pub(super) role: Field,
    pub(super) timing: Field,
    pub(super) level: Field,
    pub(super) breadcrumb: Field,
    pub(super) title: Field,
    pub(super) title_exact: Field,
    pub(super) text: Field,
    pub(super) text_exact: Field,
}

/// Builds the schema. Positions are kept in the folded title and text only: phrases are matched there, and a marked phrase is checked against the stored text.
pub(super) fn build() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let fields = Fields {
        path: builder.add_text_field("path", STRING | STORED),
        url: builder.add_text_field("url", STORED),
        kind: builder.add_text_field("kind", STORED),
        document: builder.add_text_field("document", STRING | STORED),
        number: builder.add_text_field("number", STRING),
        address: builder.add_text_field("address", STRING),
        organisation: builder.add_text_field("organisation", STRING),
        role: builder.add_text_field("role", STRING),
        timing: builder.add_text_field("timing", STRING),
        level: builder.add_text_field("level", STRING),
        breadcrumb: words(&mut builder, "breadcrumb", FOLDED, IndexRecordOption::WithFreqs),
        title: stored_words(&mut builder, "title"),
        title_exact: words(&mut builder, "title_exact", EXACT, IndexRecordOption::WithFreqs),
        text: stored_words(&mut builder, "text"),
        text_exact: words(&mut builder, "text_exact", EXACT, IndexRecordOption::WithFreqs),
    };
    (builder.build(), fields)
}

fn words(builder: &mut SchemaBuilder, name: &str, tokenizer: &str, option: IndexRecordOption) -> Field {
    builder.add_text_field(name, indexed(tokenizer, option))
}

fn stored_words(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_text_field(name, indexed(FOLDED, IndexRecordOption::WithFreqsAndPositions) | STORED)
}

fn indexed(tokenizer: &str, option: IndexRecordOption) -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(option);
    TextOptions::default().set_indexing_options(indexing)
}
