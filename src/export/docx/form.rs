//! The form of an organisation's duties, to be filled in. Entry point: [`form`].

use crate::export::Setting;
use crate::export::docx::sheet::Sheet;
use crate::export::docx::{Writer, run};
use crate::page::{AssessmentLine, AssessmentPage, DutyView};
use crate::theme::Strings;

/// Widths of the columns in twentieths of a point; A4 on its side has room for 14 570 between the margins.
const WIDTHS: [u32; 7] = [620, 4700, 1500, 2300, 2000, 1900, 1550];

/// The Word file of `page`.
pub fn form(page: &AssessmentPage, setting: &Setting<'_>) -> Vec<u8> {
    let mut writer = Writer::new(setting);
    writer.document(page);
    writer.finish(&page.shell.title, Sheet::Landscape)
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
        let keys = ["number", "duty", "timing", "result", "evidence", "verdict", "remark"];
        let head: Vec<&str> = keys.iter().map(|key| strings.get(&format!("assessment.columns.{key}"))).collect();
        self.grid(&WIDTHS, &head, lines.len(), |writer, index| writer.line(&lines[index], strings));
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
        let properties = if self.setting.base_url.is_empty() { "<w:i/>" } else { "" };
        place.push_str(&self.linked(&duty.place, &duty.url, properties));
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
}
