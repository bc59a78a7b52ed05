//! The theme's words that law text needs, looked up once a build: [`Words`].

use crate::page::Kind;
use crate::theme::{Strings, fill};

/// Words for names of provisions and for what stands in the margin.
#[derive(Debug, Clone)]
pub(super) struct Words {
    clause: String,
    point: String,
    permalink: String,
    organisations: Margin,
    cited_by: Margin,
    notes: Margin,
}

/// Words over one list of the margin.
#[derive(Debug, Clone)]
pub(super) struct Margin {
    /// With `{count}`, for the folded line.
    pub(super) count: String,
    /// Over the open list.
    pub(super) title: String,
}

impl Words {
    /// The words of `strings`.
    #[must_use]
    pub(super) fn new(strings: &Strings) -> Self {
        let margin = |name: &str| Margin {
            count: strings.get(&format!("margin.{name}.count")).to_owned(),
            title: strings.get(&format!("margin.{name}.title")).to_owned(),
        };
        Self {
            clause: strings.get("provision.clause").to_owned(),
            point: strings.get("provision.point").to_owned(),
            permalink: strings.get("provision.permalink").to_owned(),
            organisations: margin("organisations"),
            cited_by: margin("cited_by"),
            notes: margin("notes"),
        }
    }

    /// "điểm a khoản 2": innermost first, as laws are cited in Vietnamese; only khoản and điểm are named.
    #[must_use]
    pub(super) fn place(&self, places: &[(Kind, String)]) -> String {
        let named = places.iter().rev().filter_map(|(kind, number)| match kind {
            Kind::Clause => Some(format!("{} {number}", self.clause)),
            Kind::Point => Some(format!("{} {number}", self.point)),
            _ => None,
        });
        named.collect::<Vec<_>>().join(" ")
    }

    /// The name of a permanent link, for readers who hear the page; it begins with the visible label.
    #[must_use]
    pub(super) fn permalink(&self, label: &str, place: &str) -> String {
        fill(&self.permalink, &[("label", label), ("place", place)])
    }

    /// Over organisations named in a provision.
    #[must_use]
    pub(super) fn organisations(&self) -> &Margin {
        &self.organisations
    }

    /// Over provisions that cite a provision.
    #[must_use]
    pub(super) fn cited_by(&self) -> &Margin {
        &self.cited_by
    }

    /// Over guidance bound to a provision.
    #[must_use]
    pub(super) fn notes(&self) -> &Margin {
        &self.notes
    }
}
