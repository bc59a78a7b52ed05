//! The words of one text: title block, bases, units, signatures. Entry point: [`text`].

use std::collections::BTreeMap;
use std::ops::Range;

use crate::export::akn::Document;
use crate::export::akn::inline::{Mark, markup};
use crate::export::akn::meta;
use crate::export::akn::name::{self, join};
use crate::export::akn::quotation;
use crate::export::xml::Xml;
use crate::law::{Block, Kind, Provision, ProvisionId, Role};

/// Writes the text `component` as a document of its own; `attached` are those issued with it.
pub(super) fn text(xml: &mut Xml, document: &Document<'_>, component: ProvisionId, attached: &[ProvisionId]) {
    let tree = &document.regulation.tree;
    let provision = tree.get(component);
    let slug = provision.path.as_str().rsplit('/').next().unwrap_or_default();
    let (kind, body) = if document.is_hierarchical(component) { ("act", "body") } else { ("doc", "mainBody") };
    let mut units = provision.children.as_slice();
    let opening = units.split_first().filter(|(first, _)| is_plain(tree.get(**first), Kind::Opening)).map(|(first, rest)| {
        units = rest;
        tree.get(*first)
    });
    let closing = units.split_last().filter(|(last, _)| is_plain(tree.get(**last), Kind::Closing)).map(|(last, rest)| {
        units = rest;
        tree.get(*last)
    });
    xml.open(kind, &[("name", slug), ("contains", "originalVersion")]);
    meta::meta(xml, document, component);
    let mut writer = Writer { xml, document, counts: BTreeMap::new() };
    writer.before(provision, opening);
    let period = if document.is_main(component) { meta::period(document.regulation) } else { String::new() };
    writer.xml.open(body, &[("eId", "body"), ("period", &period)]);
    writer.units(provision, units);
    if units.is_empty() {
        // The schema wants a unit; a text may have none.
        writer.xml.open("hcontainer", &[("eId", "hcontainer_1"), ("name", slug)]);
        writer.xml.element("content", &[("eId", "hcontainer_1__content")], "");
        writer.xml.close();
    }
    writer.xml.close();
    if let Some(closing) = closing {
        writer.xml.open("conclusions", &[("eId", "conclusions")]);
        writer.blocks(closing, &closing.blocks, "conclusions");
        writer.xml.close();
    }
    if !attached.is_empty() {
        xml.open("attachments", &[]);
        for (at, id) in attached.iter().enumerate() {
            xml.open("attachment", &[("eId", &format!("att_{}", at + 1))]);
            xml.element("documentRef", &[("href", &format!("#cmp_{}", at + 1)), ("showAs", &document.title(*id))], "");
            xml.close();
        }
        xml.close();
    }
    xml.close();
}

/// Whether a provision is of `kind` and holds nothing but its own words.
fn is_plain(provision: &Provision, kind: Kind) -> bool {
    provision.kind == kind && provision.children.is_empty() && provision.label.is_none() && provision.heading.is_empty()
}

struct Writer<'x, 'd> {
    xml: &'x mut Xml,
    document: &'x Document<'d>,
    /// How many elements of a name an id has below it.
    counts: BTreeMap<String, usize>,
}

impl Writer<'_, '_> {
    /// What stands before the first unit: names and titles are the preface, all that follows the preamble.
    fn before(&mut self, component: &Provision, opening: Option<&Provision>) {
        let blocks = opening.map_or(&[][..], |opening| &opening.blocks);
        let named = |block: &Block| matches!(block, Block::Paragraph { role: Role::Head | Role::Title, .. });
        let (head, rest) = blocks.split_at(blocks.iter().position(|block| !named(block)).unwrap_or(blocks.len()));
        let titles = component.label.iter().chain(&component.heading).count() + component.blocks.len();
        if titles + head.len() > 0 {
            self.xml.open("preface", &[("eId", "preface")]);
            let marks = self.document.marks(component);
            for (name, range) in
                component.label.iter().map(|range| ("docType", range)).chain(component.heading.iter().map(|range| ("docTitle", range)))
            {
                self.title(range, name, &marks, "preface");
            }
            self.blocks(component, &component.blocks, "preface");
            if let Some(opening) = opening {
                self.blocks(opening, head, "preface");
            }
            self.xml.close();
        }
        if let Some(opening) = opening.filter(|_| !rest.is_empty()) {
            self.xml.open("preamble", &[("eId", "preamble")]);
            self.preamble(opening, rest);
            self.xml.close();
        }
    }

    /// Bases that follow each other are citations, other words the formula by which the issuer decides.
    fn preamble(&mut self, opening: &Provision, blocks: &[Block]) {
        let is_basis = |block: &Block| matches!(block, Block::Paragraph { role: Role::Basis, .. });
        for group in blocks.chunk_by(|left, right| is_basis(left) == is_basis(right)) {
            if !is_basis(&group[0]) {
                let eid = self.next("preamble", "formula");
                self.xml.open("formula", &[("eId", &eid), ("name", "ban-hanh")]);
                self.blocks(opening, group, &eid);
                self.xml.close();
                continue;
            }
            let eid = self.next("preamble", "cits");
            self.xml.open("citations", &[("eId", &eid)]);
            for block in group {
                let eid = self.next(&eid, "cit");
                self.xml.open("citation", &[("eId", &eid)]);
                self.blocks(opening, std::slice::from_ref(block), &eid);
                self.xml.close();
            }
            self.xml.close();
        }
    }

    fn unit(&mut self, id: ProvisionId) {
        let tree = &self.document.regulation.tree;
        let provision = tree.get(id);
        let (element, _) = name::element(provision.kind);
        let eid = name::eid(tree, id);
        let slug = if element == "hcontainer" { provision.kind.slug() } else { "" };
        self.xml.open(element, &[("eId", &eid), ("GUID", provision.path.as_str()), ("name", slug)]);
        if let Some(label) = &provision.label {
            self.xml.words("num", &[], &self.document.text[label.clone()]);
        }
        if !provision.heading.is_empty() {
            let marks = self.document.marks(provision);
            let lines: Vec<String> = provision.heading.iter().map(|line| self.markup(line, &marks, &eid)).collect();
            self.xml.element("heading", &[("eId", &join(&eid, "heading"))], &lines.join("\n"));
        }
        self.words(provision, &eid);
        self.units(provision, &provision.children);
        self.xml.close();
    }

    /// The `units` of `provision`, in order; what they quote stays together.
    fn units(&mut self, provision: &Provision, units: &[ProvisionId]) {
        let mut rest = units;
        while let Some((first, after)) = rest.split_first() {
            match quotation::run(&self.document.regulation.tree, self.document.text, rest) {
                0 => {
                    self.unit(*first);
                    rest = after;
                }
                length => {
                    let (quoted, after) = rest.split_at(length);
                    self.quotation(provision, quoted);
                    rest = after;
                }
            }
        }
    }

    /// A quotation, in the place of its first đoạn; the others keep their ids.
    fn quotation(&mut self, quoting: &Provision, quoted: &[ProvisionId]) {
        let tree = &self.document.regulation.tree;
        let Some(first) = quoted.first() else { return };
        let eid = name::eid(tree, *first);
        let amends = quotation::amends(quoting, self.document.text);
        self.xml.open("alinea", &[("eId", &eid), ("GUID", tree.get(*first).path.as_str())]);
        self.xml.open("content", &[("eId", &join(&eid, "content"))]);
        let paragraph = self.next(&eid, "p");
        self.xml.open("p", &[("eId", &paragraph)]);
        let structure = if amends {
            let change = self.next(&eid, "mod");
            self.xml.open("mod", &[("eId", &change)]);
            join(&change, "qstr_1")
        } else {
            self.next(&eid, "embeddedStructure")
        };
        self.xml.open(if amends { "quotedStructure" } else { "embeddedStructure" }, &[("eId", &structure)]);
        for (at, id) in quoted.iter().enumerate() {
            let provision = tree.get(*id);
            let Some(range) = quotation::words(provision) else { continue };
            let marks = self.document.marks(provision);
            let (own, guid) = if at == 0 { (join(&structure, "p_1"), "") } else { (name::eid(tree, *id), provision.path.as_str()) };
            let words = self.markup(range, &marks, &own);
            self.xml.element("p", &[("eId", &own), ("GUID", guid)], &words);
        }
        for _ in 0..if amends { 5 } else { 4 } {
            self.xml.close();
        }
    }

    /// A unit's own words: its content or, where units follow, what introduces them. The first đoạn of several is one of them.
    fn words(&mut self, provision: &Provision, eid: &str) {
        let tree = &self.document.regulation.tree;
        let first = provision.children.first().map(|child| tree.get(*child));
        if provision.blocks.is_empty() && first.is_some() {
            return;
        }
        let is_first = first.is_some_and(|child| child.kind == Kind::Paragraph && child.number.as_deref() == Some("2"));
        let within = if is_first { join(eid, "al_1") } else { eid.to_owned() };
        if is_first {
            self.xml.open("alinea", &[("eId", &within)]);
        }
        let element = if first.is_some() && !is_first { "intro" } else { "content" };
        self.xml.open(element, &[("eId", &join(&within, element))]);
        self.blocks(provision, &provision.blocks, &within);
        self.xml.close();
        if is_first {
            self.xml.close();
        }
    }

    /// Paragraphs and tables, counted below `within`.
    fn blocks(&mut self, provision: &Provision, blocks: &[Block], within: &str) {
        let marks = self.document.marks(provision);
        for block in blocks {
            match block {
                Block::Paragraph { range, role: Role::Title } if !self.document.text[range.clone()].starts_with('(') => {
                    let name = if self.document.names_type(range) { "docType" } else { "docTitle" };
                    self.title(range, name, &marks, within);
                }
                Block::Paragraph { range, role } => {
                    let known = match role {
                        Role::Head => self.document.head_marks(range),
                        Role::Signature => self.document.signature_marks(range),
                        Role::Title | Role::Basis | Role::Body => Vec::new(),
                    };
                    let marks: Vec<Mark> = marks.iter().cloned().chain(known).collect();
                    self.paragraph(range, &marks, within);
                }
                Block::Table { rows } => self.table(rows, &marks, within),
            }
        }
    }

    fn paragraph(&mut self, range: &Range<usize>, marks: &[Mark], within: &str) {
        let eid = self.next(within, "p");
        let words = self.markup(range, marks, within);
        self.xml.element("p", &[("eId", &eid)], &words);
    }

    /// The words at `range` with marks, whose ids are counted below `within`.
    fn markup(&mut self, range: &Range<usize>, marks: &[Mark], within: &str) -> String {
        let text = self.document.text;
        markup(text, range, marks, &mut |name| self.next(within, name))
    }

    fn title(&mut self, range: &Range<usize>, name: &'static str, marks: &[Mark], within: &str) {
        let whole = Mark { range: range.clone(), name, attributes: Vec::new(), has_id: false };
        let marks: Vec<Mark> = std::iter::once(whole).chain(marks.iter().cloned()).collect();
        self.paragraph(range, &marks, within);
    }

    fn table(&mut self, rows: &[Vec<Range<usize>>], marks: &[Mark], within: &str) {
        let eid = self.next(within, "table");
        self.xml.open("table", &[("eId", &eid)]);
        for (at, row) in rows.iter().enumerate().filter(|(_, row)| !row.is_empty()) {
            self.xml.open("tr", &[]);
            for cell in row {
                self.xml.open(if at == 0 { "th" } else { "td" }, &[]);
                self.paragraph(cell, marks, &eid);
                self.xml.close();
            }
            self.xml.close();
        }
        self.xml.close();
    }

    /// The next id of an element `name` below `within`.
    fn next(&mut self, within: &str, name: &str) -> String {
        let key = join(within, name);
        let count = self.counts.entry(key.clone()).or_insert(0);
        *count += 1;
        format!("{key}_{count}")
    }
}
