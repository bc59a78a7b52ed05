//! What stands in the words of a document: citations that lead somewhere, bodies, number, day, signer.

use std::ops::Range;

use crate::export::akn::inline::{Mark, places};
use crate::export::akn::meta::{SIGNER, organisation_eid};
use crate::export::akn::name::{self, Work};
use crate::export::akn::{Document, Texts};
use crate::law::Provision;
use crate::link::{Citation, Mention, Outcome, Target};

impl Document<'_> {
    /// The citations that lead somewhere for certain, and the organisations named.
    pub(super) fn marks(&self, provision: &Provision) -> Vec<Mark> {
        let Texts { corpus, links, .. } = *self.texts;
        let Some((regulation, id)) = corpus.provision(&provision.path) else { return Vec::new() };
        let citation = |citation: &Citation| {
            let href = self.href(citation)?;
            Some(Mark { range: citation.span.range.clone(), name: "ref", attributes: vec![("href", href)], has_id: true })
        };
        let known = links.mentions(regulation, id).filter(|mention| corpus.organisation(mention.organisation).is_some());
        let mention = |mention: Mention<'_>| Mark {
            range: mention.range.clone(),
            name: "organization",
            attributes: vec![("refersTo", format!("#{}", organisation_eid(mention.organisation)))],
            has_id: true,
        };
        links.citations(regulation, id).iter().filter_map(citation).chain(known.map(mention)).collect()
    }

    /// Where a citation leads; `None` where that is not certain or cannot be named.
    fn href(&self, citation: &Citation) -> Option<String> {
        let texts = self.texts;
        match citation.targets.first()? {
            _ if matches!(citation.outcome, Outcome::Ambiguous | Outcome::Broken) => None,
            Target::Provision(location) => {
                let (regulation, id) = (texts.corpus.holding(*location), location.provision);
                let (component, _) = regulation.tree.ancestors(id).last()?;
                let part = name::component(&regulation.tree, component);
                let Work { iri, .. } = Document::new(texts, location.regulation).work;
                let portion = Some(name::eid(&regulation.tree, id)).filter(|eid| !eid.is_empty()).map(|eid| format!("~{eid}"));
                Some(format!("{iri}/!{part}{}", portion.unwrap_or_default()))
            }
            Target::Document(index) => Some(Document::new(texts, *index).work.iri),
            Target::Known(index) => {
                let known = &texts.corpus.contents.documents.get(*index)?.value;
                match name::known_work(known) {
                    Some(iri) => Some(name::eid_of_units(&citation.units).map_or_else(|| iri.clone(), |eid| format!("{iri}/~{eid}"))),
                    None => known.link.clone().filter(|link| link.starts_with("https://")),
                }
            }
            Target::Unknown { .. } => None,
        }
    }

    /// Whether a line of the title names the kind of document and nothing else.
    pub(super) fn names_type(&self, range: &Range<usize>) -> bool {
        let words = self.text[range.clone()].trim();
        let word = self.texts.setting.strings.find(&format!("document_types.{}", self.head.document_type));
        word.is_some_and(|word| word.to_lowercase() == words.to_lowercase())
    }

    /// Number and day of issue where the head of the document writes them as they are known.
    pub(super) fn head_marks(&self, range: &Range<usize>) -> Vec<Mark> {
        let text = self.text;
        let mark = |name, attributes: Vec<(&'static str, String)>| {
            move |range| Mark { range, name, attributes: attributes.clone(), has_id: false }
        };
        let mut marks: Vec<Mark> = places(text, range, &self.head.number).into_iter().map(mark("docNumber", Vec::new())).collect();
        if let Some(date) = self.regulation.meta.issued {
            let (day, month, year) = (date.day(), date.month(), date.year());
            let written = [
                format!("ngày {day:02} tháng {month:02} năm {year}"),
                format!("ngày {day:02} tháng {month} năm {year}"),
                format!("ngày {day} tháng {month:02} năm {year}"),
                format!("ngày {day} tháng {month} năm {year}"),
            ];
            let day = written.iter().map(|words| places(text, range, words)).find(|found| !found.is_empty());
            marks.extend(day.unwrap_or_default().into_iter().map(mark("docDate", vec![("date", date.to_string())])));
        }
        marks
    }

    /// The name of the one who signed, where it stands alone.
    pub(super) fn signature_marks(&self, range: &Range<usize>) -> Vec<Mark> {
        let text = self.text;
        let signer = self.regulation.meta.signer.as_deref().unwrap_or_default();
        let names = if text[range.clone()].trim() == signer { places(text, range, signer) } else { Vec::new() };
        let mark = |name, attributes, range: &Range<usize>| Mark { range: range.clone(), name, attributes, has_id: name == "person" };
        let signed =
            |name: Range<usize>| [mark("signature", Vec::new(), &name), mark("person", vec![("refersTo", format!("#{SIGNER}"))], &name)];
        names.into_iter().flat_map(signed).collect()
    }
}
