//! Names after the Akoma Ntoso Naming Convention 1.0 (OASIS): IRIs of works and the ids of elements.
//! Entry points: [`eid`], [`work`], [`Work`].
//!
//! An Điều is numbered through its text, whatever Chương it stands in, so its id stands alone: khoản 2 Điều 24 is `art_24__para_2`.
//! Each text issued together is a document of its own to the convention, so their ids do not meet.

use crate::content::{Date, KnownDocument, Regulation};
use crate::law::{Kind, Provision, ProvisionId, Tree};
use crate::page::DocumentHead;

/// What stands for a day that is not known, as in other programs that write the format.
pub(super) const UNKNOWN_DAY: &str = "0001-01-01";

/// The element in which a unit is kept, and how ids write it (section 5.4.2).
pub(super) fn element(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Part => ("part", "part"),
        Kind::Chapter => ("chapter", "chp"),
        Kind::Section => ("section", "sec"),
        Kind::Subsection => ("subsection", "subsec"),
        Kind::Article => ("article", "art"),
        Kind::Clause => ("paragraph", "para"),
        Kind::Point => ("point", "point"),
        Kind::Dash => ("indent", "indent"),
        Kind::Paragraph => ("alinea", "al"),
        Kind::Component | Kind::Opening | Kind::Form | Kind::Closing => ("hcontainer", "hcontainer"),
    }
}

/// The id of a unit within its text; empty for the text itself.
pub(super) fn eid(tree: &Tree, id: ProvisionId) -> String {
    let provision = tree.get(id);
    let own = own(provision);
    match (provision.kind, provision.parent) {
        (Kind::Component, _) => String::new(),
        (Kind::Article, _) | (_, None) => own,
        (_, Some(parent)) => join(&eid(tree, parent), &own),
    }
}

/// An id below another.
pub(super) fn join(prefix: &str, own: &str) -> String {
    if prefix.is_empty() { own.to_owned() } else { format!("{prefix}__{own}") }
}

/// The last part of an id: element and number. The number of a division stays as written where it can ("II"); of two units with one
/// number the second is told apart as in its address.
fn own(provision: &Provision) -> String {
    let (_, name) = element(provision.kind);
    let part = provision.path.as_str().rsplit('/').next().unwrap_or_default();
    let (part, repeat) = part.rsplit_once("-lan-").map_or((part, None), |(part, repeat)| (part, Some(repeat)));
    let value = part.strip_prefix(provision.kind.slug()).and_then(|rest| rest.strip_prefix('-')).unwrap_or(part);
    let written = provision.number.as_deref().filter(|number| provision.kind.is_division() && is_plain(number));
    let number = written.unwrap_or(value);
    match repeat {
        Some(repeat) => format!("{name}_{number}_{repeat}"),
        None => format!("{name}_{number}"),
    }
}

fn is_plain(number: &str) -> bool {
    !number.is_empty() && number.chars().all(|sign| sign.is_ascii_alphanumeric())
}

/// The id of a provision of a document that is not held, from its units: `chuong-2/dieu-5/khoan-1` is `art_5__para_1`. `None` for
/// a division, of which it is not known how its number is written.
pub(super) fn eid_of_units(units: &str) -> Option<String> {
    const KINDS: [Kind; 4] = [Kind::Article, Kind::Clause, Kind::Point, Kind::Paragraph];
    let mut eid = String::new();
    for unit in units.split('/') {
        let named = |kind: &Kind| Some((element(*kind).1, unit.strip_prefix(kind.slug())?.strip_prefix('-')?));
        match KINDS.iter().find_map(named) {
            Some((name, number)) => eid = join(&eid, &format!("{name}_{number}")),
            None if eid.is_empty() => {}
            None => return None,
        }
    }
    (!eid.is_empty()).then_some(eid)
}

/// The IRI of a work: `/akn/vn/act/quyet-dinh/ban-thuong-vu-thanh-uy/2021-11-26/446-qd-tu` (section 4.5).
pub(super) fn work(document_type: &str, issuer: Option<&str>, date: &str, number: &str) -> String {
    let issuer = issuer.map(quyche_text::slug).filter(|slug| starts_with_letter(slug)).map(|slug| format!("/{slug}")).unwrap_or_default();
    let kind = Some(quyche_text::slug(document_type)).filter(|slug| starts_with_letter(slug)).unwrap_or_else(|| String::from("van-ban"));
    format!("/akn/vn/act/{kind}{issuer}/{date}/{number}")
}

fn starts_with_letter(slug: &str) -> bool {
    slug.starts_with(|sign: char| sign.is_ascii_alphabetic())
}

/// The IRI of a document that is known but not held; `None` where its number or its day is not known.
pub(super) fn known_work(known: &KnownDocument) -> Option<String> {
    let number = known.number.as_deref().map(quyche_text::slug).filter(|number| !number.is_empty())?;
    Some(work(&known.document_type, known.issuer.as_deref(), &known.date?.to_string(), &number))
}

/// The names of a regulation at each level of FRBR.
pub(super) struct Work {
    /// The work, with neither language nor version.
    pub(super) iri: String,
    /// The text as issued, in Vietnamese.
    pub(super) expression: String,
    /// The day of issue, or [`UNKNOWN_DAY`].
    pub(super) date: String,
}

impl Work {
    /// The names of `regulation`.
    pub(super) fn new(regulation: &Regulation, head: &DocumentHead) -> Self {
        let issued = regulation.meta.issued.map(|date: Date| date.to_string());
        // A number begins again every year: without the day it names nothing, and the id stands in.
        let number = Some(quyche_text::slug(&head.number)).filter(|number| issued.is_some() && !number.is_empty());
        let date = issued.clone().unwrap_or_else(|| UNKNOWN_DAY.to_owned());
        let iri = work(&head.document_type, regulation.meta.issuer.as_deref(), &date, number.as_deref().unwrap_or(&regulation.id));
        // Without a day, `@` alone means the first version (section 4.6.1).
        let expression = format!("{iri}/vie@{}", issued.unwrap_or_default());
        Self { iri, expression, date }
    }
}

/// How the text `component` is called in an IRI: the first `main`, others as in their address (section 4.8.1).
pub(super) fn component(tree: &Tree, component: ProvisionId) -> &str {
    let is_first = tree.components().next().is_some_and(|(first, _)| first == component);
    if is_first { "main" } else { tree.get(component).path.as_str().rsplit('/').next().unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_a_document_that_is_not_held() {
        for (units, wanted) in [
            ("dieu-5", Some("art_5")),
            ("dieu-5/khoan-1/diem-dd", Some("art_5__para_1__point_dd")),
            ("chuong-2/dieu-5", Some("art_5")),
            ("chuong-2", None),
            ("", None),
        ] {
            assert_eq!(eid_of_units(units).as_deref(), wanted, "{units}");
        }
    }

    #[test]
    fn works() {
        assert_eq!(
            work("quyet-dinh", Some("Bộ Chính trị"), "2021-07-30", "23-qd-tw"),
            "/akn/vn/act/quyet-dinh/bo-chinh-tri/2021-07-30/23-qd-tw"
        );
        assert_eq!(work("", None, UNKNOWN_DAY, "1"), "/akn/vn/act/van-ban/0001-01-01/1");
    }
}
