//! A regulation as Akoma Ntoso 3 (OASIS LegalDocML), the XML in which parliaments and publishers exchange law. Entry point: [`document`].
//!
//! The text that opens a document is the `act` of the file; each text issued with it (a regulation, an appendix) is an attachment
//! kept under `components`, a document of its own with its own ids, as its Điều begin again at 1.
//!
//! Architecture invariant: the words of the file, tags stripped, are the words of the source, all of them, once, in order.

mod body;
mod inline;
mod marks;
mod meta;
mod name;
mod quotation;

use std::sync::Arc;

use crate::content::Regulation;
use crate::corpus::Corpus;
use crate::export::Setting;
use crate::export::akn::name::Work;
use crate::export::xml::Xml;
use crate::law::{Kind, ProvisionId};
use crate::link::Links;
use crate::page::DocumentHead;
use crate::source::Sources;

const NAMESPACE: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

/// What the files are written from.
#[derive(Clone, Copy, Debug)]
pub struct Texts<'a> {
    /// All documents.
    pub corpus: &'a Corpus,
    /// Their texts.
    pub sources: &'a Sources,
    /// What cites and names what.
    pub links: &'a Links,
    /// The title block of each regulation, in the order of the corpus.
    pub heads: &'a [Arc<DocumentHead>],
    /// What all files of the site share.
    pub setting: &'a Setting<'a>,
}

/// The regulation at `index` of the corpus.
pub fn document(texts: &Texts<'_>, index: usize) -> Vec<u8> {
    let document = Document::new(texts, index);
    let mut components = document.regulation.tree.components();
    let mut xml = Xml::new();
    xml.open("akomaNtoso", &[("xmlns", NAMESPACE)]);
    let attached: Vec<ProvisionId> = document.regulation.tree.components().skip(1).map(|(id, _)| id).collect();
    if let Some((main, _)) = components.next() {
        body::text(&mut xml, &document, main, &attached);
    }
    if !attached.is_empty() {
        xml.open("components", &[]);
        for (at, id) in attached.iter().enumerate() {
            xml.open("component", &[("eId", &format!("cmp_{}", at + 1))]);
            body::text(&mut xml, &document, *id, &[]);
            xml.close();
        }
        xml.close();
    }
    xml.close();
    xml.finish()
}

/// One regulation with its names.
struct Document<'a> {
    texts: &'a Texts<'a>,
    regulation: &'a Regulation,
    head: &'a DocumentHead,
    /// The whole file.
    text: &'a str,
    work: Work,
}

impl<'a> Document<'a> {
    fn new(texts: &'a Texts<'a>, index: usize) -> Self {
        let (regulation, head) = (&texts.corpus.regulations()[index], &*texts.heads[index]);
        Self { texts, regulation, head, text: &texts.sources.get(regulation.file).text, work: Work::new(regulation, head) }
    }

    fn main(&self) -> ProvisionId {
        self.regulation.tree.components().next().expect("a document has a text").0
    }

    fn is_main(&self, component: ProvisionId) -> bool {
        component == self.main()
    }

    /// The number, or the id of a document without one.
    fn number(&self) -> String {
        if self.head.number.is_empty() { self.regulation.id.clone() } else { self.head.number.clone() }
    }

    /// What a text is called: the title of the document, or the lines that head the text.
    fn title(&self, component: ProvisionId) -> String {
        let provision = self.regulation.tree.get(component);
        let lines = provision.label.iter().chain(&provision.heading).map(|line| self.text[line.clone()].replace('\n', " "));
        let written = lines.collect::<Vec<_>>().join(" ");
        if self.is_main(component) || written.is_empty() {
            let kind = self.texts.setting.strings.find(&format!("document_types.{}", self.head.document_type)).unwrap_or_default();
            return [kind, &self.head.number, &self.head.title].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        }
        written
    }

    /// Whether a text is set out in Điều or divisions, not a form or a table.
    fn is_hierarchical(&self, component: ProvisionId) -> bool {
        let mut units = self.regulation.tree.subtree(component);
        self.is_main(component) || units.any(|(_, unit)| unit.kind.is_division() || matches!(unit.kind, Kind::Article | Kind::Clause))
    }
}
