//! What is known of a document as metadata: names, publication, life, references. Entry point: [`meta`].

use std::collections::BTreeSet;

use crate::content::{Date, Regulation, Status};
use crate::export::akn::name::{self, Work};
use crate::export::akn::{Document, Texts};
use crate::export::xml::Xml;
use crate::law::ProvisionId;
use crate::link::{Outcome, Target};

/// Who marks the text up, as the ids of references have it.
pub(super) const MARKER: &str = "#quyche";
/// The one who signed.
pub(super) const SIGNER: &str = "nguoi-ky";
/// The concept of being in force.
const IN_FORCE: &str = "hieu-luc";
/// The issuer that nobody has named.
const UNKNOWN: &str = "chua-ro";
/// The id of the time in which a document is in force.
const PERIOD: &str = "tmpg_1";

/// Writes the metadata of the text `component`.
pub(super) fn meta(xml: &mut Xml, document: &Document<'_>, component: ProvisionId) {
    let main = document.is_main(component);
    xml.open("meta", &[]);
    identification(xml, document, component);
    let date = document.regulation.meta.issued.map(|date| date.to_string());
    if let Some(date) = &date {
        let show = document.texts.setting.strings.get("export.akn.issued");
        xml.element("publication", &[("date", date), ("name", "ban-hanh"), ("showAs", show), ("number", &document.head.number)], "");
    }
    if main && date.is_some() {
        life(xml, document.regulation);
    }
    references(xml, document, component);
    xml.close();
}

fn identification(xml: &mut Xml, document: &Document<'_>, component: ProvisionId) {
    let Work { iri, expression, date } = &document.work;
    let part = name::component(&document.regulation.tree, component);
    let setting = document.texts.setting;
    let made = setting.as_of.map(|day| day.to_string()).unwrap_or_else(|| date.clone());
    let issuer = document.regulation.meta.issuer.as_deref().map_or_else(|| format!("#{UNKNOWN}"), organisation_iri);
    let level = |xml: &mut Xml, level: &str, this: &str, uri: &str| {
        xml.open(level, &[]);
        xml.element("FRBRthis", &[("value", this)], "");
        xml.element("FRBRuri", &[("value", uri)], "");
    };
    let author = |xml: &mut Xml, (date, name): (&str, &str), href: &str| {
        xml.element("FRBRdate", &[("date", date), ("name", name)], "");
        xml.element("FRBRauthor", &[("href", href)], "");
    };
    let issued = if document.regulation.meta.issued.is_some() { "ban-hanh" } else { "chua-ro" };
    xml.open("identification", &[("source", MARKER)]);
    level(xml, "FRBRWork", &format!("{iri}/!{part}"), iri);
    xml.element("FRBRalias", &[("value", &document.title(component)), ("name", "title")], "");
    if let Some(address) = setting.address(&document.head.url) {
        xml.element("FRBRalias", &[("value", &address), ("name", "url")], "");
    }
    author(xml, (date, issued), &issuer);
    xml.element("FRBRcountry", &[("value", "vn")], "");
    xml.element("FRBRsubtype", &[("value", &document.head.document_type)], "");
    xml.element("FRBRnumber", &[("value", &document.number())], "");
    xml.close();
    level(xml, "FRBRExpression", &format!("{expression}/!{part}"), expression);
    author(xml, (date, issued), &issuer);
    // Only the sealed original is authentic; this is a copy of its words.
    xml.element("FRBRauthoritative", &[("value", "false")], "");
    xml.element("FRBRlanguage", &[("language", "vie")], "");
    xml.close();
    level(xml, "FRBRManifestation", &format!("{expression}/!{part}.xml"), &format!("{expression}.xml"));
    author(xml, (&made, "danh-dau"), MARKER);
    xml.element("FRBRformat", &[("value", "application/akn+xml")], "");
    xml.close();
    xml.close();
}

/// Issued, in force, ended: the days that are known.
fn life(xml: &mut Xml, regulation: &Regulation) {
    let meta = &regulation.meta;
    let written = |date: Option<Date>| date.map(|date| date.to_string());
    let mut events: Vec<(String, &str)> = Vec::new();
    events.extend(written(meta.issued).map(|date| (date, "generation")));
    let start = written(meta.effective).map(|date| {
        events.push((date, ""));
        format!("#eref_{}", events.len())
    });
    let end = written(meta.expires).map(|date| {
        events.push((date, "repeal"));
        format!("#eref_{}", events.len())
    });
    xml.open("lifecycle", &[("source", MARKER)]);
    for (at, (date, kind)) in events.iter().enumerate() {
        xml.element("eventRef", &[("eId", &format!("eref_{}", at + 1)), ("date", date), ("source", "#original"), ("type", kind)], "");
    }
    xml.close();
    if !period(regulation).is_empty() {
        xml.open("temporalData", &[("source", MARKER)]);
        xml.open("temporalGroup", &[("eId", PERIOD)]);
        let (start, end) = (start.unwrap_or_default(), end.unwrap_or_default());
        xml.element("timeInterval", &[("refersTo", &format!("#{IN_FORCE}")), ("start", &start), ("end", &end)], "");
        xml.close();
        xml.close();
    }
}

/// A reference to the time in which a document is in force; empty where it is not known when that began or whether it has ended.
pub(super) fn period(regulation: &Regulation) -> String {
    let meta = &regulation.meta;
    let goes_on = matches!(meta.status, Status::InForce | Status::NotYet) && meta.effective.is_some();
    if meta.issued.is_some() && (goes_on || meta.expires.is_some()) { format!("#{PERIOD}") } else { String::new() }
}

fn references(xml: &mut Xml, document: &Document<'_>, component: ProvisionId) {
    let (regulation, texts) = (document.regulation, document.texts);
    let show = document.title(component);
    xml.open("references", &[("source", MARKER)]);
    let reference = |xml: &mut Xml, name: &str, eid: &str, href: &str, show: &str| {
        xml.element(name, &[("eId", eid), ("href", href), ("showAs", show)], "");
    };
    reference(xml, "original", "original", &document.work.expression, &document.title(document.main()));
    if document.is_main(component) {
        for (at, (href, words)) in replaced(texts, regulation).iter().enumerate() {
            reference(xml, "activeRef", &format!("aref_{}", at + 1), href, words);
        }
        let replacing = texts.links.replaced_by(texts.corpus.index(regulation)).iter().map(|index| Document::new(texts, *index));
        for (at, other) in replacing.enumerate() {
            reference(xml, "passiveRef", &format!("pref_{}", at + 1), &other.work.iri, &other.title(other.main()));
        }
        for (at, (other, _)) in regulation.tree.components().skip(1).enumerate() {
            let href = format!("{}/!{}", document.work.expression, name::component(&regulation.tree, other));
            reference(xml, "hasAttachment", &format!("hatt_{}", at + 1), &href, &document.title(other));
        }
    } else {
        reference(xml, "attachmentOf", "atof_1", &format!("{}/!main", document.work.expression), &show);
    }
    for id in named(document, component) {
        let Some(organisation) = texts.corpus.organisation(id) else { continue };
        reference(xml, "TLCOrganization", &organisation_eid(id), &organisation_iri(id), &organisation.name);
    }
    if regulation.meta.issuer.is_none() {
        let href = organisation_iri(UNKNOWN);
        reference(xml, "TLCOrganization", UNKNOWN, &href, texts.setting.strings.get("export.akn.unknown_issuer"));
    }
    if let Some(signer) = &regulation.meta.signer {
        reference(xml, "TLCPerson", SIGNER, &format!("/akn/ontology/person/vn.{}", quyche_text::slug(signer)), signer);
    }
    if document.is_main(component) && !period(regulation).is_empty() {
        reference(xml, "TLCConcept", IN_FORCE, "/akn/ontology/concept/vn.hieu-luc", texts.setting.strings.get("export.akn.in_force"));
    }
    reference(xml, "TLCObject", MARKER.trim_start_matches('#'), "/akn/ontology/object/quyche", "quyche");
    xml.close();
}

/// The works that a regulation replaces, with the words of its front matter, where a work can be named.
fn replaced(texts: &Texts<'_>, regulation: &Regulation) -> Vec<(String, String)> {
    let lines = regulation.meta.replaces.iter().zip(texts.links.replaces(regulation));
    let href = |target: &Target| match target {
        Target::Document(index) => Some(Document::new(texts, *index).work.iri),
        Target::Known(index) => texts.corpus.contents.documents.get(*index).and_then(|known| name::known_work(&known.value)),
        Target::Provision(_) | Target::Unknown { .. } => None,
    };
    let line = |(words, citations): (&String, &Vec<crate::link::Citation>)| {
        let citation = citations.first().filter(|citation| !matches!(citation.outcome, Outcome::Ambiguous | Outcome::Broken))?;
        Some((href(citation.targets.first()?)?, words.clone()))
    };
    lines.filter_map(line).collect()
}

/// The organisations that a text names, and the issuer of the document.
fn named<'d>(document: &Document<'d>, component: ProvisionId) -> BTreeSet<&'d str> {
    let tree = &document.regulation.tree;
    let mentions = tree.subtree(component).flat_map(|(id, _)| document.texts.links.mentions(document.regulation, id));
    mentions.map(|mention| mention.organisation).chain(document.regulation.meta.issuer.as_deref()).collect()
}

/// What a reference to an organisation is called in a file (section 4.11.1.2).
pub(super) fn organisation_eid(id: &str) -> String {
    format!("vn.{id}")
}

fn organisation_iri(id: &str) -> String {
    format!("/akn/ontology/organization/{}", organisation_eid(&quyche_text::slug(id)))
}
