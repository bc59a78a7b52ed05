//! One searchable unit. Entry point: [`Record`].

use quyche_text::slug;

use crate::alias::title_key;
use crate::place::{address, component};
use crate::plan::Label;
use crate::word::join;

/// A heading without words of its own (a chapter, a Điều with khoản) points to an answer and is none. 0.5 to 0.9; at 1 chapters head every list.
const BARE: f32 = 0.6;

/// A khoản, a Điều, a guidance section, an organisation, a session: whatever a search result can be. Plain data, made by the build.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Record {
    /// Identity: the provision path (`446-qd-tu/quy-che/dieu-24/khoan-2`), or the page's id.
    pub path: String,
    /// Where a reader finds it, anchor included.
    pub url: String,
    /// `document`, `dieu`, `khoan`, `diem`, `guidance`, `organisation`, `session`, …
    pub kind: String,
    /// Slug of the document it belongs to; empty when it belongs to none.
    pub document: String,
    /// The document's number as issued (`446-QĐ/TU`); empty when it has none.
    pub number: String,
    /// What the result is called: `Điều 24. Chế độ làm việc, thông tin, báo cáo, khoản 2`.
    pub title: String,
    /// Where it stands: chapter, section and their headings, as one line.
    pub breadcrumb: String,
    /// Its own words; the snippet is cut from them.
    pub text: String,
    /// Ids of the organisations that it names, or on which it lays a duty, itself or through a group.
    pub organisations: Vec<String>,
    /// The duties in it.
    pub duties: Vec<Facet>,
}

/// What can be asked of one duty in a record.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Facet {
    /// Ids of those who act, those that a group stands for among them.
    pub organisations: Vec<String>,
    /// Its roles (`bao-cao`, `giam-sat`, …).
    pub roles: Vec<String>,
    /// When it is due (`P6M`, `as-needed`, …).
    pub timings: Vec<String>,
    /// Levels of those who act (`city`, `commune`, …).
    pub levels: Vec<String>,
}

impl Record {
    /// By what its score is multiplied: a clause answers more exactly than the article around it; what is written
    /// about the law never stands before equal law.
    pub fn weight(&self) -> f32 {
        let weight = match self.kind.as_str() {
            "dieu" => 0.9,
            "document" => 0.85,
            "guidance" | "session" => 0.22,
            "term" => 0.18,
            _ => 1.0,
        };
        if self.text.is_empty() && self.kind != "organisation" { weight * BARE } else { weight }
    }

    /// Gives every value by which it is found or restricted.
    pub fn labels(&self, give: &mut dyn FnMut(Label, &str)) {
        let mut add = |label, value: &str| {
            if !value.is_empty() {
                give(label, value);
            }
        };
        let number = slug(&self.number);
        if number != self.document {
            add(Label::Number, &number);
        }
        add(Label::Number, &self.document);
        add(Label::Document, &self.document);
        let place = address(&self.path);
        for (at, byte) in place.bytes().enumerate() {
            if byte == b'/' {
                add(Label::Address, &place[..at]);
            }
        }
        add(Label::Address, place);
        add(Label::Place, place);
        for name in component(&self.path) {
            add(Label::Component, name);
        }
        // Who types the title of a note or a term is shown the law that says it first.
        if !matches!(self.kind.as_str(), "guidance" | "session" | "term") {
            add(Label::Title, &title_key(&self.title));
        }
        add(Label::Kind, &self.kind);
        for id in &self.organisations {
            add(Label::Organisation, id);
        }
        for duty in &self.duties {
            for (label, values) in &[(Label::Role, &duty.roles), (Label::Timing, &duty.timings), (Label::Level, &duty.levels)] {
                for value in *values {
                    let value = slug(value);
                    // Each alone, and with every organisation before it (`ubnd/bao-cao`), so that a request for both finds duties of that
                    // organisation and not of another in the same clause.
                    for id in &duty.organisations {
                        add(*label, &join(&[id, &value], '/'));
                    }
                    add(*label, &value);
                }
            }
        }
    }
}
