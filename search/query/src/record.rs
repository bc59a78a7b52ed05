//! One searchable unit. Entry point: [`Record`].

use quyche_text::slug;

use crate::alias::title_key;
use crate::place::{address, component};
use crate::plan::Label;

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
    /// By what its score is multiplied: a clause answers more exactly than the article around it; guidance never stands before equal law.
    pub fn weight(&self) -> f32 {
        let weight = match self.kind.as_str() {
            "dieu" => 0.9,
            "document" | "session" => 0.85,
            "guidance" => 0.6,
            _ => 1.0,
        };
        if self.text.is_empty() && self.kind != "organisation" { weight * BARE } else { weight }
    }

    /// Every value by which it is found or restricted.
    pub fn labels(&self) -> Vec<(Label, String)> {
        let mut labels: Vec<(Label, String)> = Vec::new();
        let number = slug(&self.number);
        if number != self.document {
            labels.push((Label::Number, number));
        }
        labels.push((Label::Number, self.document.clone()));
        labels.push((Label::Document, self.document.clone()));
        let place = address(&self.path);
        for (at, _) in place.match_indices('/') {
            labels.push((Label::Address, place[..at].to_owned()));
        }
        labels.push((Label::Address, place.to_owned()));
        labels.push((Label::Place, place.to_owned()));
        for name in component(&self.path) {
            labels.push((Label::Component, name.to_owned()));
        }
        labels.push((Label::Title, title_key(&self.title)));
        labels.push((Label::Kind, self.kind.clone()));
        for id in &self.organisations {
            labels.push((Label::Organisation, id.clone()));
        }
        for duty in &self.duties {
            for (label, values) in [(Label::Role, &duty.roles), (Label::Timing, &duty.timings), (Label::Level, &duty.levels)] {
                for value in values {
                    let value = slug(value);
                    // Each alone, and with every organisation before it (`ubnd/bao-cao`), so that a request for both finds duties of that
                    // organisation and not of another in the same clause.
                    for id in &duty.organisations {
                        labels.push((label, [id, "/", &value].concat()));
                    }
                    labels.push((label, value));
                }
            }
        }
        labels.retain(|(_, value)| !value.is_empty());
        labels
    }
}
