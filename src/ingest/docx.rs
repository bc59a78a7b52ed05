//! The text of a Word file (ECMA-376, WordprocessingML): paragraphs, tables, automatic numbers. Entry point: [`text`].

use std::io::{Cursor, Read};

use anyhow::{Context, Result, ensure};
use roxmltree::{Document, Node, ParsingOptions};

use crate::ingest::numbering::Numbering;

/// A part of a file larger than this is no regulation, in bytes.
const LARGEST: u64 = 100_000_000;

/// Nor is one with more nodes than these; each takes about a hundred bytes of memory.
const MOST_NODES: u32 = 4_000_000;

/// Nor one whose elements stand within each other so deeply: Word stops long before.
const DEEPEST: usize = 500;

/// The text of a file: a paragraph a line, `| a | b |` for the rows of a table.
/// The table that sets the head of a document, or its signature, gives the paragraphs of its cells, from left to right.
/// Beside it the notes, `[1] …`: the text has their marks, `[1]`, and they are for a person to place.
pub(super) fn text(bytes: &[u8]) -> Result<(String, Vec<String>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))
        .context("it is no Word file (`.docx`): open it with Word or LibreOffice and save it as one")?;
    let document = part(&mut archive, "word/document.xml")?.context("it is no Word file: `word/document.xml` is missing in it")?;
    let numbering = part(&mut archive, "word/numbering.xml")?;
    let styles = part(&mut archive, "word/styles.xml")?;
    let mut numbering = Numbering::read(numbering.as_deref(), styles.as_deref())?;
    let tree = parse(&document).context("the text in it is damaged")?;
    let mut lines = Vec::new();
    let body = tree.descendants().find(|node| node.has_tag_name_local("body"));
    for block in body.iter().flat_map(Node::children) {
        read_block(block, &mut numbering, &mut lines);
    }
    let mut notes = Vec::new();
    for (name, kind) in [("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")] {
        if let Some(xml) = part(&mut archive, name)? {
            notes.extend(notes_of(&parse(&xml).with_context(|| format!("`{name}` in it is damaged"))?, kind));
        }
    }
    Ok((lines.join("\n"), notes))
}

/// The notes of a part; those that draw the line above the notes have a type and are none.
fn notes_of(tree: &Document<'_>, kind: &str) -> Vec<String> {
    let note = |node: Node<'_, '_>| {
        let mut text = String::new();
        runs(node, &mut text);
        format!("[{}] {}", node.value("id").unwrap_or_default(), text.trim())
    };
    tree.root_element().children().filter(|node| node.has_tag_name_local(kind) && node.value("type").is_none()).map(note).collect()
}

/// The tree of a part, small enough to be walked.
pub(super) fn parse(xml: &str) -> Result<Document<'_>> {
    let tree = Document::parse_with_options(xml, ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() })?;
    // Nodes are numbered in the order of the text, so that a parent comes before its children.
    let mut depths: Vec<usize> = Vec::new();
    for node in tree.root().descendants() {
        let depth = node.parent().map_or(0, |parent| depths[parent.id().get_usize()] + 1);
        ensure!(depth <= DEEPEST, "its elements are nested more than {DEEPEST} deep");
        depths.push(depth);
    }
    Ok(tree)
}

fn part(archive: &mut zip::ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>> {
    let Ok(file) = archive.by_name(name) else { return Ok(None) };
    let mut xml = String::new();
    file.take(LARGEST + 1).read_to_string(&mut xml).with_context(|| format!("`{name}` in it cannot be read"))?;
    ensure!(xml.len() as u64 <= LARGEST, "`{name}` in it is larger than {LARGEST} bytes");
    Ok(Some(xml))
}

/// Names without their namespace: every writer binds the same one.
pub(super) trait Local {
    /// True for an element of this name.
    fn has_tag_name_local(&self, name: &str) -> bool;
    /// The first child of this name.
    fn child(&self, name: &str) -> Option<Self>
    where
        Self: Sized;
    /// The attribute of this name.
    fn value(&self, name: &str) -> Option<&str>;
}

impl Local for Node<'_, '_> {
    fn has_tag_name_local(&self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }

    fn child(&self, name: &str) -> Option<Self> {
        self.children().find(|node| node.has_tag_name_local(name))
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
    }
}

fn read_block(block: Node<'_, '_>, numbering: &mut Numbering, lines: &mut Vec<String>) {
    match block.tag_name().name() {
        "p" => lines.extend(paragraph(block, numbering).split('\n').map(|line| line.trim().to_owned())),
        "tbl" => table(block, numbering, lines),
        "sdt" | "sdtContent" | "ins" | "customXml" => block.children().for_each(|child| read_block(child, numbering, lines)),
        _ => {}
    }
}

fn table(table: Node<'_, '_>, numbering: &mut Numbering, lines: &mut Vec<String>) {
    let rows: Vec<Vec<Vec<String>>> = table
        .children()
        .filter(|node| node.has_tag_name_local("tr"))
        .map(|row| row.children().filter(|node| node.has_tag_name_local("tc")).map(|cell| cell_lines(cell, numbering)).collect())
        .collect();
    let is_layout = rows.len() < 4 && rows.iter().flatten().flatten().any(|line| is_letterhead(line));
    if is_layout {
        lines.extend(rows.into_iter().flatten().flatten().filter(|line| !line.is_empty()));
        return;
    }
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| cell.join(" ").trim().to_owned()).collect()).collect();
    // A bar within a cell would end it; tabs cannot stand in one, for they were read as spaces.
    let barred = rows.iter().flatten().any(|cell| cell.contains('|'));
    lines.extend(rows.iter().map(|row| if barred { row.join("\t") } else { format!("| {} |", row.join(" | ")) }));
}

/// True for a line of the head or the foot of a document, which are set as a table without borders.
fn is_letterhead(line: &str) -> bool {
    let line = quyche_text::fold(line);
    ["cong hoa xa hoi chu nghia viet nam", "dang cong san viet nam", "noi nhan"].iter().any(|sign| line.contains(sign))
}

fn cell_lines(cell: Node<'_, '_>, numbering: &mut Numbering) -> Vec<String> {
    let mut lines = Vec::new();
    for block in cell.children() {
        read_block(block, numbering, &mut lines);
    }
    lines
}

fn paragraph(node: Node<'_, '_>, numbering: &mut Numbering) -> String {
    let mut text = numbering.label(node);
    runs(node, &mut text);
    text
}

/// Text of the runs below a node; what was deleted, field codes and second forms of drawings are no text.
fn runs(node: Node<'_, '_>, text: &mut String) {
    for child in node.children().filter(Node::is_element) {
        match child.tag_name().name() {
            "t" => text.push_str(child.text().unwrap_or_default()),
            "tab" if !node.has_tag_name_local("tabs") => text.push(' '),
            "br" | "cr" => text.push('\n'),
            "noBreakHyphen" => text.push('-'),
            "footnoteReference" | "endnoteReference" => text.push_str(&format!("[{}]", child.value("id").unwrap_or_default())),
            "del" | "moveFrom" | "instrText" | "pPr" | "rPr" | "Fallback" => {}
            _ => runs(child, text),
        }
    }
}
