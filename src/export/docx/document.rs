//! A whole document as a Word file after the form of its issuer. Entry point: [`document`].
//!
//! Labels stand in the text as the law has them, hung by a tab: Word numbers nothing, so no label can change when a paragraph moves.

use crate::export::Setting;
use crate::export::docx::sheet::Sheet;
use crate::export::docx::{Writer, escaped, run};
use crate::export::paper::{Heading, HeadingKind, Item, Line, Style, flat, items, shares};
use crate::page::{Columns, FormLine, FormPart, Paper, Profile, Table, TableCell};

/// Width between the margins of A4 in twentieths of a point: 210 mm less 30 mm and 15 mm.
const WIDTH: u32 = 9354;
/// The share of the head's left column.
const HEAD: u32 = 3700;
/// The list of `numbering.xml` whose mark is the star that the form sets below the issuer; a mark is no text.
const STAR: &str = r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>"#;

/// The Word file of `paper`.
pub fn document(paper: &Paper, setting: &Setting<'_>) -> Vec<u8> {
    let mut writer = Writer::new(setting);
    for item in items(paper) {
        match item {
            Item::Heading(heading) => writer.law_heading(&heading),
            Item::Line(line) => writer.law_line(&line, paper.profile),
            Item::Columns(columns) => writer.columns(columns),
            Item::Table(table) => writer.law_table(table),
        }
    }
    writer.finish(&paper.title, Sheet::Document(paper))
}

impl Writer<'_> {
    fn law_heading(&mut self, heading: &Heading<'_>) {
        let style = match heading.kind {
            HeadingKind::Document => "LawKind",
            HeadingKind::Attachment => "LawAttachment",
            HeadingKind::Form | HeadingKind::Part => "Heading1",
            HeadingKind::Chapter => "Heading2",
            HeadingKind::Section => "Heading3",
            HeadingKind::Article => "Heading4",
        };
        let label = run(heading.label, "");
        // The style says how the heading looks, the level where it stands in the contents.
        let level = format!(r#"<w:outlineLvl w:val="{}"/>"#, heading.level - 1);
        if let Some(words) = &heading.run_on {
            // One paragraph with the level of a heading: Word alone reads a hidden paragraph mark, other programs break the line after it.
            let number = run(heading.label, "<w:b/>");
            self.raw_paragraph("LawRunOn", &format!("{level}</w:pPr>{number}{}", run(&format!(" {words}"), "")));
            return;
        }
        let between = match heading.kind {
            _ if heading.label.is_empty() || heading.title.is_empty() => "",
            HeadingKind::Article => " ",
            // Programs that read only the words leave the break out: the space parts them.
            _ => " \n",
        };
        let title = if heading.title.is_empty() { String::new() } else { run(&format!("{between}{}", heading.title), "") };
        self.raw_paragraph(style, &format!("{level}</w:pPr>{label}{title}"));
    }

    fn law_line(&mut self, line: &Line<'_>, profile: Profile) {
        let style = match line.style {
            Style::Title => "LawTitle",
            Style::Attached => "LawAttached",
            Style::Head => "LawCentred",
            Style::Basis if profile == Profile::State => "LawBasis",
            Style::Announcement => "LawAnnouncement",
            Style::Basis | Style::Body => "BodyText",
            Style::ClauseBody => "LawClauseText",
            Style::Clause => "LawClause",
            Style::Point => "LawPoint",
            Style::Dash => "LawDash",
            Style::Signature => "Normal",
        };
        let mut words = String::new();
        if !line.label.is_empty() {
            words.push_str(&run(line.label, ""));
            words.push_str("<w:r><w:tab/></w:r>");
        }
        let (bold, rest) = line.text.split_at(line.bold);
        if !bold.is_empty() {
            words.push_str(&run(bold, "<w:b/>"));
        }
        if !rest.is_empty() {
            words.push_str(&run(rest, ""));
        }
        self.raw_paragraph(style, &format!("</w:pPr>{words}"));
    }

    /// The head or the end of a document: a table without rules, as people make it in Word.
    fn columns(&mut self, columns: &Columns) {
        if !columns.is_head {
            self.paragraph("LawGap", "");
        }
        let widths = if columns.is_head { [HEAD, WIDTH - HEAD] } else { [WIDTH / 2, WIDTH - WIDTH / 2] };
        self.out.push_str(&format!(
            r#"<w:tbl><w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="{}"/><w:gridCol w:w="{}"/></w:tblGrid>"#,
            widths[0], widths[1]
        ));
        for row in &columns.rows {
            self.out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            for (lines, width) in [(&row.left, widths[0]), (&row.right, widths[1])] {
                self.cell(width, |writer| writer.column(lines, columns));
            }
            self.out.push_str("</w:tr>");
        }
        self.out.push_str("</w:tbl>");
        self.paragraph("LawGap", "");
    }

    fn column(&mut self, lines: &[FormLine], columns: &Columns) {
        for line in lines {
            self.form_line(line, columns);
        }
        // A cell without a paragraph is no cell.
        if lines.is_empty() {
            self.paragraph("LawCentred", "");
        }
    }

    fn form_line(&mut self, line: &FormLine, columns: &Columns) {
        let ruled = columns.has(FormPart::Rule);
        let (style, properties) = match line.part {
            FormPart::Issuer => ("LawCentred", "<w:b/>"),
            FormPart::Country => ("LawCentred", r#"<w:b/><w:sz w:val="24"/>"#),
            FormPart::Party if !ruled => ("LawCentred", r#"<w:b/><w:u w:val="single"/>"#),
            FormPart::Motto if !ruled && columns.profile == Profile::State => ("LawCentred", r#"<w:b/><w:u w:val="single"/>"#),
            FormPart::Party | FormPart::Motto | FormPart::Authority => ("LawCentred", "<w:b/>"),
            FormPart::Place => ("LawCentred", "<w:i/>"),
            FormPart::Recipients => ("LawRecipient", r#"<w:b/><w:i/><w:sz w:val="24"/>"#),
            FormPart::Recipient => ("LawRecipient", ""),
            FormPart::Name => ("LawSigner", "<w:b/>"),
            FormPart::Post if columns.profile == Profile::State => ("LawCentred", "<w:b/>"),
            _ => ("LawCentred", ""),
        };
        let words = run(&flat(&line.text.text), properties);
        self.raw_paragraph(style, &format!("</w:pPr>{words}"));
        if line.part == FormPart::Issuer && !columns.has(FormPart::Star) && !columns.has(FormPart::IssuerRule) {
            match columns.profile {
                Profile::Party => self.raw_paragraph("LawCentred", &format!(r#"{STAR}<w:ind w:left="0" w:firstLine="0"/></w:pPr>"#)),
                Profile::State => self.raw_paragraph(
                    "LawGap",
                    r#"<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr><w:ind w:left="1500" w:right="1500"/></w:pPr>"#,
                ),
                Profile::Neutral => {}
            }
        }
    }

    fn law_table(&mut self, table: &Table) {
        if let Some(caption) = &table.caption {
            let words = run(&flat(&caption.text), "<w:b/>");
            self.raw_paragraph("BodyText", &format!("<w:keepNext/></w:pPr>{words}"));
        }
        let width = |row: &Vec<TableCell>| row.iter().map(|cell| cell.columns.max(1)).sum::<usize>();
        let count = table.head.iter().chain(&table.rows).map(width).max().unwrap_or(1);
        let shares = shares(table, count);
        let whole: usize = shares.iter().sum();
        let widths: Vec<u32> = shares.iter().map(|share| (*share as u32) * WIDTH / (whole as u32).max(1)).collect();
        self.out.push_str(&format!(
            r#"<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr><w:tblGrid>"#
        ));
        for width in &widths {
            self.out.push_str(&format!(r#"<w:gridCol w:w="{width}"/>"#));
        }
        self.out.push_str("</w:tblGrid>");
        for (rows, is_head) in [(&table.head, true), (&table.rows, false)] {
            for row in rows {
                self.law_row(row, &widths, is_head);
            }
        }
        self.out.push_str("</w:tbl>");
        self.paragraph("LawGap", "");
    }

    fn law_row(&mut self, row: &[TableCell], widths: &[u32], is_head: bool) {
        self.out.push_str("<w:tr><w:trPr><w:cantSplit/>");
        self.out.push_str(if is_head { "<w:tblHeader/></w:trPr>" } else { "</w:trPr>" });
        let mut at = 0;
        for cell in row {
            let span = cell.columns.max(1);
            let width: u32 = widths.iter().skip(at).take(span).sum();
            let spans = if span > 1 { format!(r#"<w:gridSpan w:val="{span}"/>"#) } else { String::new() };
            self.out.push_str(&format!(r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}</w:tcPr>"#));
            let place = match (is_head, cell.numeric) {
                (true, _) => r#"<w:jc w:val="center"/>"#,
                (_, true) => r#"<w:jc w:val="right"/>"#,
                _ => "",
            };
            let small = if widths.len() > 8 {
                r#"<w:sz w:val="16"/>"#
            } else if widths.len() > 5 {
                r#"<w:sz w:val="20"/>"#
            } else {
                ""
            };
            let words = run(&flat(&cell.text.text), &format!("{}{small}", if is_head { "<w:b/>" } else { "" }));
            self.raw_paragraph("Cell", &format!("{place}</w:pPr>{words}"));
            self.out.push_str("</w:tc>");
            at += span;
        }
        // Rows of a ragged table end where their words end.
        for width in widths.iter().skip(at) {
            self.cell(*width, |writer| writer.paragraph("Cell", ""));
        }
        self.out.push_str("</w:tr>");
    }
}

/// A level of the list whose mark is the star.
pub(in crate::export::docx) fn star(depth: usize) -> String {
    format!(
        r#"<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:suff w:val="nothing"/><w:lvlText w:val="*"/><w:lvlJc w:val="left"/></w:lvl>"#
    )
}

/// The small print at the foot of every page.
pub(in crate::export::docx) fn footer(words: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="16"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r></w:p></w:ftr>"#,
        escaped(words)
    )
}
