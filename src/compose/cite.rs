//! How a provision is cited in full. Entry point: [`Composer::citation`].
//!
//! What follows the place ("khoản 2 Điều 24"): kind, number, date, issuer and title of the document, as Nghị định 30/2020/NĐ-CP
//! (appendix I) has them; a law or an ordinance by its name and number; what is issued with a decision by its own name and
//! "ban hành kèm theo" that decision. Documents of the Party write the date as their own drafting rules do (Hướng dẫn 36-HD/VPTW).

use crate::compose::Composer;
use crate::content::{Date, Regulation};
use crate::law::{self, Kind, ProvisionId};

impl Composer<'_> {
    /// What follows the place of a provision in the component `component`, when it is cited in full.
    pub(in crate::compose) fn citation(&self, regulation: &Regulation, component: ProvisionId) -> String {
        let document = self.document_cited(regulation);
        let first = regulation.tree.components().next().map(|(id, _)| id);
        if first == Some(component) {
            return match regulation.meta.title.as_deref() {
                Some(title) if !is_named(regulation) => format!("{document} {}", title.trim()),
                _ => document,
            };
        }
        let text = self.text(regulation);
        let provision = regulation.tree.get(component);
        let name = self.places.component(regulation, provision, text);
        let heading = provision.heading.iter().map(|line| &text[line.clone()]).collect::<Vec<_>>().join(" ");
        let heading = in_its_case(&heading, regulation.meta.title.as_deref().unwrap_or_default());
        let named = [Some(name.as_str()), heading].into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        self.strings.fill("cite.attached", &[("component", &named), ("document", &document)])
    }

    /// The document by kind, number, date and issuer, as far as they are known; one that is called by its name by kind, name and number.
    fn document_cited(&self, regulation: &Regulation) -> String {
        let meta = &regulation.meta;
        let mut cited = self.places.document_type(meta.document_type.as_deref().unwrap_or_default());
        if let (true, Some(title)) = (is_named(regulation), &meta.title) {
            cited = format!("{cited} {title}");
        }
        if let Some(number) = &meta.number {
            cited.push_str(&self.strings.fill("cite.number", &[("number", number)]));
        }
        if is_named(regulation) {
            return cited;
        }
        if let Some(date) = meta.issued {
            let key = if meta.number.as_deref().is_some_and(law::is_party_number) { "cite.party_date" } else { "cite.date" };
            cited.push_str(&self.dated(key, date));
        }
        if let Some(issuer) = meta.issuer.as_deref().and_then(|issuer| self.corpus.organisation(issuer)) {
            cited.push_str(&self.strings.fill("cite.issuer", &[("issuer", &issuer.name)]));
        }
        cited
    }

    /// Days below 10 and the first two months have two figures, so that no figure can be put before them.
    fn dated(&self, key: &str, date: Date) -> String {
        let day = format!("{:02}", date.day());
        let month = if date.month() <= 2 { format!("{:02}", date.month()) } else { date.month().to_string() };
        self.strings.fill(key, &[("day", &day), ("month", &month), ("year", &date.year().to_string())])
    }
}

/// Whether documents of this kind are called by their names.
fn is_named(regulation: &Regulation) -> bool {
    matches!(regulation.meta.document_type.as_deref(), Some("luat" | "bo-luat" | "phap-lenh" | "hien-phap"))
}

/// `heading` with small letters: as it stands, or as the title of the document has the same words; `None` where only capitals are known,
/// because which of them are names cannot be told.
fn in_its_case<'a>(heading: &'a str, title: &'a str) -> Option<&'a str> {
    if heading.chars().any(char::is_lowercase) {
        return Some(heading);
    }
    let wanted = heading.to_lowercase();
    let starts = title.char_indices().map(|(at, _)| at).filter(|at| *at == 0 || title[..*at].ends_with(' '));
    starts.filter_map(|at| same_words(&title[at..], &wanted)).next()
}

/// The beginning of `text` that reads `wanted`, which is in small letters.
fn same_words<'a>(text: &'a str, wanted: &str) -> Option<&'a str> {
    let end = text.char_indices().nth(wanted.chars().count()).map_or(text.len(), |(at, _)| at);
    let begun = &text[..end];
    (!wanted.is_empty() && begun.to_lowercase() == wanted && !text[end..].starts_with(char::is_alphanumeric)).then_some(begun)
}

/// The outermost unit around `id`: its component.
pub(in crate::compose) fn component_of(regulation: &Regulation, id: ProvisionId) -> ProvisionId {
    regulation.tree.ancestors(id).last().map_or(id, |(component, _)| component)
}

/// Whether a provision of this kind is cited by a place of its own.
pub(in crate::compose) fn is_cited(kind: Kind) -> bool {
    matches!(kind, Kind::Article | Kind::Clause | Kind::Point)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_in_capitals_takes_the_letters_of_the_title() {
        let title = "về việc ban hành Quy chế tiếp công dân của thành phố Hải Phòng";
        for (heading, expected) in [
            ("TIẾP CÔNG DÂN CỦA THÀNH PHỐ HẢI PHÒNG", Some("tiếp công dân của thành phố Hải Phòng")),
            ("Tiếp dân", Some("Tiếp dân")),
            ("TIẾP CÔNG", Some("tiếp công")),
            ("TIẾP CÔN", None),
            ("GIÁM SÁT", None),
            ("", None),
        ] {
            assert_eq!(in_its_case(heading, title), expected, "{heading}");
        }
    }
}
