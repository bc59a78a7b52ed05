//! Word files (ECMA-376, WordprocessingML). Entry points: [`form`], [`handout`], [`trainer_guide`].
//!
//! Written here and not by a library: the head of a table that comes again on every page, real styles, and the same bytes for the same
//! content, need little more than the parts below.

mod form;
mod session;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::content::Run;
use crate::export::Setting;
use crate::export::xml::escaped;
use crate::page::Link;

pub use form::form;
pub use session::{handout, trainer_guide};

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#;
const PACKAGE: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;
const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="60"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:spacing w:before="120" w:after="60"/><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:sz w:val="30"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Subtitle"><w:name w:val="Subtitle"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:spacing w:after="160"/><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:sz w:val="26"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="280" w:after="80"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="200" w:after="80"/><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/><w:i/><w:sz w:val="26"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Cell"><w:name w:val="Cell"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="20" w:after="20"/></w:pPr><w:rPr><w:sz w:val="22"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Note"><w:name w:val="Note"/><w:basedOn w:val="Normal"/><w:rPr><w:i/><w:sz w:val="22"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading3"><w:name w:val="heading 3"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="160" w:after="60"/><w:outlineLvl w:val="2"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/><w:basedOn w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:ind w:left="454" w:right="454"/></w:pPr><w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Law"><w:name w:val="Law"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="8F1D1D"/></w:pBdr><w:ind w:left="340"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Box"><w:name w:val="Box"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:pBdr><w:left w:val="single" w:sz="24" w:space="6" w:color="1F6F69"/></w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="E8F1F0"/><w:ind w:left="227"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="BoxTitle"><w:name w:val="Box Title"/><w:basedOn w:val="Box"/><w:next w:val="Box"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="160" w:after="40"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Question"><w:name w:val="Question"/><w:basedOn w:val="Normal"/><w:next w:val="Answer"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="200" w:after="60"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Answer"><w:name w:val="Answer"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:ind w:left="454" w:hanging="454"/></w:pPr></w:style>
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="1F3864"/><w:u w:val="single"/></w:rPr></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4" w:color="000000"/><w:left w:val="single" w:sz="4" w:color="000000"/><w:bottom w:val="single" w:sz="4" w:color="000000"/><w:right w:val="single" w:sz="4" w:color="000000"/><w:insideH w:val="single" w:sz="4" w:color="000000"/><w:insideV w:val="single" w:sz="4" w:color="000000"/></w:tblBorders></w:tblPr></w:style>
</w:styles>"#;
const FOOTER: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>"#;
/// How the bullets and the numbers of lists look: three depths each.
const LEVELS: [(&str, &str); 3] = [("•", "%1."), ("–", "%2)"), ("·", "%3.")];

/// A sheet of A4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sheet {
    Portrait,
    Landscape,
}

impl Sheet {
    /// The section: size and margins, with the number of the page below.
    fn section(self) -> String {
        let (size, margins) = match self {
            Self::Landscape => {
                (r#"w:w="16838" w:h="11906" w:orient="landscape""#, r#"w:top="1134" w:right="1134" w:bottom="1134" w:left="1134""#)
            }
            // Nghị định 30/2020/NĐ-CP, Phụ lục I: 20 mm above and below, 30 mm at the left, 20 mm at the right.
            Self::Portrait => (r#"w:w="11906" w:h="16838""#, r#"w:top="1134" w:right="1134" w:bottom="1134" w:left="1701""#),
        };
        format!(
            r#"<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz {size}/><w:pgMar {margins} w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>"#
        )
    }
}

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
    fn finish(self, title: &str, sheet: Sheet) -> Vec<u8> {
        let core = format!(
            concat!(
                r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
                "\n",
                r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{}</dc:title><dc:language>vi-VN</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">{}T00:00:00Z</dcterms:created></cp:coreProperties>"#
            ),
            escaped(title),
            self.setting.day()
        );
        let document = format!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>{}{}</w:body></w:document>"#,
            self.out,
            sheet.section()
        );
        archive(&[
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", PACKAGE),
            ("docProps/core.xml", &core),
            ("word/document.xml", &document),
            ("word/styles.xml", STYLES),
            ("word/numbering.xml", &self.numbering()),
            ("word/footer1.xml", FOOTER),
            ("word/_rels/document.xml.rels", &self.relations()),
        ])
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

    fn relations(&self) -> String {
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let mut out = format!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{office}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="{office}/footer" Target="footer1.xml"/><Relationship Id="rId3" Type="{office}/numbering" Target="numbering.xml"/>"#
        );
        for (at, link) in self.links.iter().enumerate() {
            let link = escaped(link);
            out.push_str(&format!(r#"<Relationship Id="rId{}" Type="{office}/hyperlink" Target="{link}" TargetMode="External"/>"#, at + 4));
        }
        out.push_str("</Relationships>");
        out
    }

    /// Bullets are list 1; every numbered list after it begins again at 1.
    fn numbering(&self) -> String {
        let level = |format: &str, text: &str, depth: usize| {
            let left = 454 * (depth + 1);
            format!(
                r#"<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="340"/></w:pPr></w:lvl>"#
            )
        };
        let levels = |numbered: bool| -> String {
            let one = |(depth, (bullet, number)): (usize, &(&str, &str))| match numbered {
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
