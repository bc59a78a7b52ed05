//! Where a provision is read and what it is called: pages, anchors, places. Entry points: [`page_unit`], [`url`], [`Places`].

use std::collections::BTreeMap;

use crate::content::Regulation;
use crate::law::{Kind, Provision, ProvisionId, ProvisionPath};
use crate::page::ProvisionView;
use crate::theme::{Strings, fill};

/// The unit on whose page a provision is read: its Điều; in a component without Điều, the unit directly in the component.
/// `None` for what is read in the whole text only.
pub fn page_unit(regulation: &Regulation, id: ProvisionId) -> Option<ProvisionId> {
    let tree = &regulation.tree;
    if let Some(article) = tree.enclosing(id, Kind::Article) {
        return Some(article);
    }
    let (component, _) = tree.ancestors(id).last()?;
    if has_articles(regulation, component) {
        return None;
    }
    let unit = tree.ancestors(id).find(|(_, provision)| provision.parent == Some(component))?;
    is_unit(unit.1.kind).then_some(unit.0)
}

/// Whether a provision has a page of its own.
pub fn is_page(regulation: &Regulation, id: ProvisionId) -> bool {
    page_unit(regulation, id) == Some(id)
}

fn is_unit(kind: Kind) -> bool {
    matches!(kind, Kind::Part | Kind::Chapter | Kind::Section | Kind::Clause)
}

fn has_articles(regulation: &Regulation, component: ProvisionId) -> bool {
    let tree = &regulation.tree;
    let mut rest = tree.iter().skip(component.index() + 1).take_while(|(_, provision)| provision.parent.is_some());
    rest.any(|(_, provision)| provision.kind == Kind::Article)
}

/// The address at which a provision is read, with its anchor.
pub fn url(regulation: &Regulation, id: ProvisionId) -> String {
    let path = &regulation.tree.get(id).path;
    match page_unit(regulation, id) {
        Some(unit) if unit == id => format!("/{path}/"),
        Some(unit) => {
            let page = regulation.tree.get(unit).path.as_str();
            format!("/{page}/#{}", ProvisionView::anchor(path.as_str(), page))
        }
        None => full_text_url(&regulation.id, path),
    }
}

/// The place of a provision in the whole text.
pub fn full_text_url(document: &str, path: &ProvisionPath) -> String {
    format!("/{document}/toan-van/#{}", ProvisionView::anchor(path.as_str(), document))
}

/// Names of places, from the words of the theme.
#[derive(Debug)]
pub struct Places<'a> {
    /// How a unit is called, by its kind: asked for more often than any other words.
    units: BTreeMap<&'a str, &'a str>,
    /// How a document is called, by its kind.
    documents: BTreeMap<&'a str, &'a str>,
}

impl<'a> Places<'a> {
    /// With the words of `strings`.
    pub fn new(strings: &'a Strings) -> Self {
        Self { units: strings.branch("place").collect(), documents: strings.branch("document_types").collect() }
    }

    /// One unit: `khoản 2`, `Điều 24`, `Chương II`.
    pub fn unit(&self, regulation: &Regulation, provision: &Provision, text: &str) -> String {
        match provision.kind {
            Kind::Component => self.component(regulation, provision, text),
            kind => {
                let number = provision.number.as_deref().unwrap_or_default();
                let number = if kind == Kind::Dash { provision.path.as_str().rsplit("gach-").next().unwrap_or_default() } else { number };
                let words = self.units.get(kind.slug()).unwrap_or_else(|| panic!("the built-in strings hold no `place.{}`", kind.slug()));
                fill(words, &[("number", number)]).trim().to_owned()
            }
        }
    }

    /// A component by its kind: `Quy chế`, `Phụ lục I`.
    pub fn component(&self, regulation: &Regulation, component: &Provision, text: &str) -> String {
        let slug = component.path.as_str().rsplit('/').next().unwrap_or_default();
        match (self.documents.get(slug), &component.label) {
            (Some(word), _) => (*word).to_owned(),
            (None, Some(label)) => capitalised(&text[label.clone()]),
            (None, None) => self.document_type(regulation.meta.document_type.as_deref().unwrap_or(slug)),
        }
    }

    /// The word for a kind of document; its slug where the theme has no word.
    pub fn document_type(&self, slug: &str) -> String {
        self.documents.get(slug).copied().unwrap_or(slug).to_owned()
    }

    /// A place as law cites it, innermost first: `điểm a khoản 2 Điều 24`; with the component where the document has several.
    pub fn place(&self, regulation: &Regulation, id: ProvisionId, text: &str) -> String {
        self.units(regulation, id, text).join(" ")
    }

    /// A place in its component: `điểm a khoản 2 Điều 24`, also where the document has several components.
    pub fn within_component(&self, regulation: &Regulation, id: ProvisionId, text: &str) -> String {
        let mut names = self.units(regulation, id, text);
        if names.len() > 1 && regulation.tree.has_several_components() {
            names.pop();
        }
        names.join(" ")
    }

    /// The way to a place, outermost first: `Quy chế › Điều 24 › khoản 2`.
    pub fn way(&self, regulation: &Regulation, id: ProvisionId, text: &str) -> String {
        self.units(regulation, id, text).into_iter().rev().collect::<Vec<_>>().join(" › ")
    }

    /// The units that say where a provision stands, innermost first.
    fn units(&self, regulation: &Regulation, id: ProvisionId, text: &str) -> Vec<String> {
        let tree = &regulation.tree;
        let several = tree.has_several_components();
        let mut names = Vec::new();
        for (_, provision) in tree.ancestors(id) {
            match provision.kind {
                Kind::Component if several || names.is_empty() => names.push(self.unit(regulation, provision, text)),
                Kind::Part | Kind::Chapter | Kind::Section | Kind::Subsection if tree.enclosing(id, Kind::Article).is_some() => {}
                Kind::Clause if names.last().is_some_and(|name| provision.number.as_deref().is_some_and(|number| holds(name, number))) => {}
                Kind::Component => {}
                _ => names.push(self.unit(regulation, provision, text)),
            }
        }
        names
    }
}

/// Whether the last word of `name`, the number of an inner khoản (`3.2.1`), contains the number of the outer one (`3.2`).
fn holds(name: &str, number: &str) -> bool {
    name.rsplit(' ').next().and_then(|inner| inner.strip_prefix(number)).is_some_and(|rest| rest.starts_with('.'))
}

/// `khoản 3` as `Khoản 3`, where it begins a line.
pub fn sentence_case(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// `QUY CHẾ` as `Quy chế`; other words as they are.
pub fn capitalised(label: &str) -> String {
    if label.chars().any(char::is_lowercase) {
        return label.to_owned();
    }
    let mut words = label.split(' ');
    let first = words.next().unwrap_or_default();
    let mut letters = first.chars();
    let mut out: String = letters.next().into_iter().collect();
    out.push_str(&letters.as_str().to_lowercase());
    for word in words {
        out.push(' ');
        let numeral = crate::law::roman(word).is_some();
        out.push_str(&if numeral { word.to_owned() } else { word.to_lowercase() });
    }
    out
}
