//! The form of an organisation's duties as a Word file (ECMA-376, WordprocessingML), to be filled in. Entry point: [`form`].
//!
//! Written here and not by a library: the head of a table that comes again on every page, and the same bytes for the same form,
//! need little more than the parts below.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::export::Setting;
use crate::page::{AssessmentLine, AssessmentPage, DutyView};
use crate::theme::Strings;

/// Widths of the columns in twentieths of a point; A4 on its side has room for 14 570 between the margins.
const WIDTHS: [u32; 7] = [620, 4700, 1500, 2300, 2000, 1900, 1550];
const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#;
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
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="1F3864"/><w:u w:val="single"/></w:rPr></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4" w:color="000000"/><w:left w:val="single" w:sz="4" w:color="000000"/><w:bottom w:val="single" w:sz="4" w:color="000000"/><w:right w:val="single" w:sz="4" w:color="000000"/><w:insideH w:val="single" w:sz="4" w:color="000000"/><w:insideV w:val="single" w:sz="4" w:color="000000"/></w:tblBorders></w:tblPr></w:style>
</w:styles>"#;
const FOOTER: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>"#;
/// A4 on its side, with the number of the page below.
const SECTION: &str = r#"<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>"#;

/// The Word file of `page`.
pub fn form(page: &AssessmentPage, setting: &Setting<'_>) -> Vec<u8> {
    let mut writer = Writer { out: String::new(), links: Vec::new(), setting };
    writer.document(page);
    let relations = writer.relations();
    let core = format!(
        concat!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
            "\n",
            r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{}</dc:title><dc:language>vi-VN</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">{}T00:00:00Z</dcterms:created></cp:coreProperties>"#
        ),
        escaped(&page.shell.title),
        setting.day()
    );
    let document = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>{}{SECTION}</w:body></w:document>"#,
        writer.out
    );
    archive(&[
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", PACKAGE),
        ("docProps/core.xml", &core),
        ("word/document.xml", &document),
        ("word/styles.xml", STYLES),
        ("word/footer1.xml", FOOTER),
        ("word/_rels/document.xml.rels", &relations),
    ])
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

struct Writer<'a> {
    out: String,
    /// Addresses outside the file, in the order of their first use.
    links: Vec<String>,
    setting: &'a Setting<'a>,
}

impl Writer<'_> {
    fn document(&mut self, page: &AssessmentPage) {
        let strings = self.setting.strings;
        let words = |key: &str| strings.get(&format!("assessment.{key}"));
        self.paragraph("Title", &words("title").to_uppercase());
        self.paragraph("Subtitle", &page.organisation.label);
        for key in ["unit", "period", "person"] {
            self.paragraph("Normal", &format!("{}: {}", words(key), words("blank")));
        }
        self.paragraph("Note", words("note"));
        if page.proposed_count > 0 {
            self.paragraph("Note", &strings.fill("assessment.proposed_note", &[("count", &page.proposed_count.to_string())]));
        }
        for document in &page.documents {
            self.paragraph("Heading1", &document.document.label);
            for role in &document.roles {
                self.paragraph("Heading2", strings.get(&format!("roles.{}", role.key)));
                self.table(&role.lines, strings);
            }
        }
        self.signatures(strings);
    }

    fn table(&mut self, lines: &[AssessmentLine], strings: &Strings) {
        self.out.push_str(r#"<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="14570" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr><w:tblGrid>"#);
        for width in WIDTHS {
            self.out.push_str(&format!(r#"<w:gridCol w:w="{width}"/>"#));
        }
        self.out.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (key, width) in ["number", "duty", "timing", "result", "evidence", "verdict", "remark"].into_iter().zip(WIDTHS) {
            let head = strings.get(&format!("assessment.columns.{key}"));
            let bold = format!(r#"<w:jc w:val="center"/></w:pPr>{}"#, run(head, "<w:b/>"));
            self.cell(width, |writer| writer.raw_paragraph("Cell", &bold));
        }
        self.out.push_str("</w:tr>");
        for line in lines {
            self.out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            self.line(line, strings);
            self.out.push_str("</w:tr>");
        }
        self.out.push_str("</w:tbl>");
    }

    fn line(&mut self, line: &AssessmentLine, strings: &Strings) {
        let [number, duty, timing, result, evidence, verdict, remark] = WIDTHS;
        self.cell(number, |writer| writer.paragraph("Cell", &line.number.to_string()));
        self.cell(duty, |writer| writer.duty(&line.duty, strings));
        let words = line.duty.timing.iter().map(|timing| timing.words.as_str()).collect::<Vec<_>>().join(", ");
        self.cell(timing, |writer| writer.paragraph("Cell", &words));
        self.cell(result, |writer| writer.paragraph("Cell", ""));
        self.cell(evidence, |writer| writer.paragraph("Cell", ""));
        self.cell(verdict, |writer| {
            for key in ["met", "partly", "unmet"] {
                writer.paragraph("Cell", &format!("☐ {}", strings.get(&format!("assessment.verdicts.{key}"))));
            }
        });
        self.cell(remark, |writer| writer.paragraph("Cell", ""));
    }

    /// The words of the clause, where they stand, through which group, and whether anybody has reviewed the entry.
    fn duty(&mut self, duty: &DutyView, strings: &Strings) {
        self.paragraph("Cell", &duty.quote);
        let mut place = String::from("</w:pPr>");
        match self.setting.address(&duty.url) {
            Some(address) => {
                let id = self.relation(address);
                place.push_str(&format!(
                    r#"<w:hyperlink r:id="{id}">{}</w:hyperlink>"#,
                    run(&duty.place, r#"<w:rStyle w:val="Hyperlink"/>"#)
                ));
            }
            None => place.push_str(&run(&duty.place, "<w:i/>")),
        }
        self.raw_paragraph("Cell", &place);
        if !duty.through.is_empty() {
            let names = duty.through.iter().map(|link| link.label.as_str()).collect::<Vec<_>>().join(" › ");
            self.paragraph("Cell", &strings.fill("assessment.through", &[("names", &names)]));
        }
        if !duty.is_reviewed {
            let mark = format!("</w:pPr>{}", run(strings.get("export.status.proposed"), "<w:b/><w:i/>"));
            self.raw_paragraph("Cell", &mark);
        }
    }

    fn signatures(&mut self, strings: &Strings) {
        let words = |key: &str| strings.get(&format!("assessment.{key}")).to_owned();
        let right = |text: &str| format!(r#"<w:keepNext/><w:spacing w:before="240"/><w:jc w:val="right"/></w:pPr>{}"#, run(text, "<w:i/>"));
        self.raw_paragraph("Normal", &right(&words("date")));
        self.out.push_str(r#"<w:tbl><w:tblPr><w:tblW w:w="14570" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="7285"/><w:gridCol w:w="7285"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>"#);
        for key in ["maker", "head"] {
            let centred = |text: &str, style: &str| format!(r#"<w:jc w:val="center"/></w:pPr>{}"#, run(text, style));
            self.cell(7285, |writer| {
                writer.raw_paragraph("Normal", &centred(&words(key), "<w:b/>"));
                writer.raw_paragraph("Normal", &centred(&words(&format!("{key}_hint")), "<w:i/>"));
                for _ in 0..4 {
                    writer.paragraph("Normal", "");
                }
            });
        }
        self.out.push_str("</w:tr></w:tbl>");
        self.paragraph("Normal", "");
    }

    fn cell(&mut self, width: u32, content: impl FnOnce(&mut Self)) {
        self.out.push_str(&format!(r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>"#));
        content(self);
        self.out.push_str("</w:tc>");
    }

    fn paragraph(&mut self, style: &str, text: &str) {
        let text = if text.is_empty() { String::new() } else { run(text, "") };
        self.raw_paragraph(style, &format!("</w:pPr>{text}"));
    }

    /// A paragraph whose properties go on in `rest`, which ends them and holds the runs.
    fn raw_paragraph(&mut self, style: &str, rest: &str) {
        self.out.push_str(&format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{rest}</w:p>"#));
    }

    /// The id of an address outside the file; two parts of the file come before the addresses.
    fn relation(&mut self, address: String) -> String {
        let at = self.links.iter().position(|link| *link == address).unwrap_or_else(|| {
            self.links.push(address);
            self.links.len() - 1
        });
        format!("rId{}", at + 3)
    }

    fn relations(&self) -> String {
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let mut out = format!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{office}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="{office}/footer" Target="footer1.xml"/>"#
        );
        for (at, link) in self.links.iter().enumerate() {
            let link = escaped(link);
            out.push_str(&format!(r#"<Relationship Id="rId{}" Type="{office}/hyperlink" Target="{link}" TargetMode="External"/>"#, at + 3));
        }
        out.push_str("</Relationships>");
        out
    }
}

fn run(text: &str, properties: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(|line| format!(r#"<w:t xml:space="preserve">{}</w:t>"#, escaped(line))).collect();
    format!("<w:r><w:rPr>{properties}</w:rPr>{}</w:r>", lines.join("<w:br/>"))
}

/// Text as XML 1.0 can hold it; other control characters are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            sign if sign.is_control() && !matches!(sign, '\t' | '\n' | '\r') => {}
            sign => out.push(sign),
        }
    }
    out
}
