//! Word files (ECMA-376, WordprocessingML). Entry points: [`document`], [`form`], [`handout`], [`trainer_guide`].
//!
//! Written here and not by a library: the head of a table that comes again on every page, real styles, and the same bytes for the same
//! content, need little more than the parts below.

mod document;
mod form;
mod session;
mod sheet;
mod styles;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::content::Run;
use crate::export::Setting;
use crate::export::docx::sheet::Sheet;
use crate::export::xml::escaped;
use crate::page::Link;

pub use document::document;
pub use form::form;
pub use session::{handout, trainer_guide};

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#;
/// Before which the part with the number of the page is named, where there is one.
const CORE_TYPE: &str = r#"<Override PartName="/docProps/core.xml""#;
const HEADER_TYPE: &str =
    r#"<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>"#;
const PACKAGE: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;
/// How the bullets and the numbers of lists look: three depths each.
const LEVELS: [(&str, &str); 3] = [("•", "%1."), ("–", "%2)"), ("·", "%3.")];

/// The body of a file as it grows.
struct Writer<'a> {
    out: String,
    /// Addresses outside the file, in the order of their first use.
    links: Vec<String>,
    /// How many numbered lists there are.
    lists: usize,
    setting: &'a Setting<'a>,
}

impl<'a> Writer<'a> {
    fn new(setting: &'a Setting<'a>) -> Self {
        Self { out: String::new(), links: Vec::new(), lists: 0, setting }
    }

    /// The finished file.
    fn finish(self, title: &str, sheet: Sheet<'_>) -> Vec<u8> {
        let core = format!(
            concat!(
                r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
                "\n",
                r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{}</dc:title>{}<dc:language>vi-VN</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">{}T00:00:00Z</dcterms:created></cp:coreProperties>"#
            ),
            escaped(title),
            sheet.properties(),
            self.setting.day()
        );
        let document = format!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>{}{}</w:body></w:document>"#,
            self.out,
            sheet.section()
        );
        let (header, footer) = sheet.edges();
        let (numbering, relations) = (self.numbering(sheet), self.relations(sheet));
        let types = if header.is_empty() { TYPES.to_owned() } else { TYPES.replace(CORE_TYPE, &format!("{HEADER_TYPE}{CORE_TYPE}")) };
        let parts: [(&str, &str); 9] = [
            ("[Content_Types].xml", &types),
            ("_rels/.rels", PACKAGE),
            ("docProps/core.xml", &core),
            ("word/document.xml", &document),
            ("word/styles.xml", sheet.styles()),
            ("word/numbering.xml", &numbering),
            ("word/header1.xml", &header),
            ("word/footer1.xml", &footer),
            ("word/_rels/document.xml.rels", &relations),
        ];
        let held: Vec<(&str, &str)> = parts.into_iter().filter(|(_, text)| !text.is_empty()).collect();
        archive(&held)
    }

    fn cell(&mut self, width: u32, content: impl FnOnce(&mut Self)) {
        self.out.push_str(&format!(r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>"#));
        content(self);
        self.out.push_str("</w:tc>");
    }

    /// A table with a ruled grid: its head comes again on every page, no row is torn apart.
    fn grid(&mut self, widths: &[u32], head: &[&str], rows: usize, mut row: impl FnMut(&mut Self, usize)) {
        let whole: u32 = widths.iter().sum();
        self.out.push_str(&format!(
            r#"<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{whole}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr><w:tblGrid>"#
        ));
        for width in widths {
            self.out.push_str(&format!(r#"<w:gridCol w:w="{width}"/>"#));
        }
        self.out.push_str("</w:tblGrid>");
        if !head.is_empty() {
            self.out.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
            for (words, width) in head.iter().zip(widths) {
                let bold = format!(r#"<w:jc w:val="center"/></w:pPr>{}"#, run(words, "<w:b/>"));
                self.cell(*width, |writer| writer.raw_paragraph("Cell", &bold));
            }
            self.out.push_str("</w:tr>");
        }
        for index in 0..rows {
            self.out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            row(self, index);
            self.out.push_str("</w:tr>");
        }
        self.out.push_str("</w:tbl>");
    }

    fn paragraph(&mut self, style: &str, text: &str) {
        let text = if text.is_empty() { String::new() } else { run(text, "") };
        self.raw_paragraph(style, &format!("</w:pPr>{text}"));
    }

    /// A paragraph whose properties go on in `rest`, which ends them and holds the runs.
    fn raw_paragraph(&mut self, style: &str, rest: &str) {
        self.out.push_str(&format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{rest}</w:p>"#));
    }

    /// Runs of Markdown.
    fn runs(&mut self, runs: &[Run]) -> String {
        let one = |writer: &mut Self, words: &Run| {
            let properties = [("<w:b/>", words.strong), ("<w:i/>", words.emphasis)];
            let properties: String = properties.iter().filter(|(_, set)| *set).map(|(property, _)| *property).collect();
            writer.linked(&words.text, &words.link, &properties)
        };
        runs.iter().map(|words| one(self, words)).collect()
    }

    /// Words that lead somewhere, where that can be reached from outside the site.
    fn linked(&mut self, words: &str, url: &str, properties: &str) -> String {
        let address = if url.starts_with('/') { self.setting.address(url) } else { Some(url.to_owned()).filter(|url| url.contains("://")) };
        match address {
            Some(address) => {
                let id = self.relation(address);
                // The order of the properties is the order of the schema: the style first.
                format!(
                    r#"<w:hyperlink r:id="{id}">{}</w:hyperlink>"#,
                    run(words, &format!(r#"<w:rStyle w:val="Hyperlink"/>{properties}"#))
                )
            }
            None => run(words, properties),
        }
    }

    /// A clause by its place.
    fn place(&mut self, place: &Link) -> String {
        self.linked(&place.label, &place.url, "")
    }

    /// The id of an address outside the file; three parts of the file come before the addresses.
    fn relation(&mut self, address: String) -> String {
        let at = self.links.iter().position(|link| *link == address).unwrap_or_else(|| {
            self.links.push(address);
            self.links.len() - 1
        });
        format!("rId{}", at + 4)
    }

    fn relations(&self, sheet: Sheet<'_>) -> String {
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let mut out = format!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{office}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="{office}/footer" Target="footer1.xml"/><Relationship Id="rId3" Type="{office}/numbering" Target="numbering.xml"/>"#
        );
        if matches!(sheet, Sheet::Document(_)) {
            out.push_str(&format!(r#"<Relationship Id="rIdHeader" Type="{office}/header" Target="header1.xml"/>"#));
        }
        for (at, link) in self.links.iter().enumerate() {
            let link = escaped(link);
            out.push_str(&format!(r#"<Relationship Id="rId{}" Type="{office}/hyperlink" Target="{link}" TargetMode="External"/>"#, at + 4));
        }
        out.push_str("</Relationships>");
        out
    }

    /// Bullets are list 1; every numbered list after it begins again at 1.
    fn numbering(&self, sheet: Sheet<'_>) -> String {
        let level = |format: &str, text: &str, depth: usize| {
            let left = 454 * (depth + 1);
            format!(
                r#"<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="340"/></w:pPr></w:lvl>"#
            )
        };
        let levels = |numbered: bool| -> String {
            let one = |(depth, (bullet, number)): (usize, &(&str, &str))| match numbered {
                false if matches!(sheet, Sheet::Document(_)) => document::star(depth),
                false => level("bullet", bullet, depth),
                true => level(if depth == 1 { "lowerLetter" } else { "decimal" }, number, depth),
            };
            LEVELS.iter().enumerate().map(one).collect()
        };
        let numbered = |list: usize| {
            let id = list + 2;
            format!(
                r#"<w:num w:numId="{id}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>"#
            )
        };
        format!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>{}</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="hybridMultilevel"/>{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{}</w:numbering>"#,
            levels(false),
            levels(true),
            (0..self.lists).map(numbered).collect::<String>()
        )
    }
}

/// Entries in this order, each with the first day that the format knows.
fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let into_memory = "writing to memory does not fail";
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(DateTime::default());
    for (name, text) in parts {
        zip.start_file(*name, options).expect(into_memory);
        zip.write_all(text.as_bytes()).expect(into_memory);
    }
    zip.finish().expect(into_memory).into_inner()
}

fn run(text: &str, properties: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(|line| format!(r#"<w:t xml:space="preserve">{}</w:t>"#, escaped(line))).collect();
    format!("<w:r><w:rPr>{properties}</w:rPr>{}</w:r>", lines.join("<w:br/>"))
}
