//! A study session on paper, to be edited: what the learners get, and what the trainer works from. Entry points: [`handout`], [`trainer_guide`].

use crate::content::{Block, Run};
use crate::export::Setting;
use crate::export::docx::sheet::Sheet;
use crate::export::docx::{Writer, run};
use crate::page::{DutyView, PieceView, QuestionView, SessionView};

/// Width between the margins of A4 in twentieths of a point.
const WIDTH: u32 = 9071;
/// How many lines a learner gets to answer an open question.
const LINES: usize = 4;

/// What the learners get: without answers, slides and what is said to the trainer.
pub fn handout(session: &SessionView, setting: &Setting<'_>) -> Vec<u8> {
    file(session, setting, false)
}

/// What the trainer works from: all of it, with the plan.
pub fn trainer_guide(session: &SessionView, setting: &Setting<'_>) -> Vec<u8> {
    file(session, setting, true)
}

fn file(session: &SessionView, setting: &Setting<'_>, for_trainer: bool) -> Vec<u8> {
    let mut writer = Writer::new(setting);
    writer.session(session, for_trainer);
    writer.finish(&session.title, Sheet::Portrait)
}

impl Writer<'_> {
    fn session(&mut self, session: &SessionView, for_trainer: bool) {
        let strings = self.setting.strings;
        let words = |key: &str| strings.get(&format!("session.{key}"));
        let kind = words(if for_trainer { "forms.trainer_guide" } else { "forms.handout" });
        self.paragraph("Subtitle", &kind.to_uppercase());
        self.paragraph("Title", &session.title);
        self.paragraph("Note", strings.get(&format!("standing.{}", session.standing.slug())));
        if !session.description.is_empty() {
            self.paragraph("Normal", &session.description);
        }
        let minutes = |count: u32| strings.fill("session.minutes", &[("count", &count.to_string())]);
        let duration = if session.duration == 0 { String::new() } else { minutes(session.duration) };
        let about = session.about.iter().map(|link| link.label.as_str()).collect::<Vec<_>>().join("; ");
        let facts = [
            ("audience", &session.audience),
            ("duration", &duration),
            ("about", &about),
            ("author", &session.author),
            ("reviewer", &session.reviewer),
        ];
        for (key, value) in facts {
            if !value.is_empty() {
                let line = format!("</w:pPr>{}{}", run(&format!("{}: ", words(key)), "<w:b/>"), run(value, ""));
                self.raw_paragraph("Normal", &line);
            }
        }
        if !session.objectives.is_empty() {
            self.paragraph("Heading1", words("objectives"));
            for objective in &session.objectives {
                self.item(0, 1, &run(objective, ""));
            }
        }
        if for_trainer && !session.parts.is_empty() {
            self.paragraph("Heading1", words("plan"));
            let shown = session.parts.len() + usize::from(session.duration > 0);
            self.grid(&[WIDTH - 1400, 1400], &[words("part"), words("minutes_short")], shown, |writer, index| {
                let (title, minutes) = match session.parts.get(index) {
                    Some(part) => (format!("{}. {}", part.number, part.title), part.minutes),
                    None => (words("total").to_owned(), session.duration),
                };
                writer.cell(WIDTH - 1400, |writer| writer.paragraph("Cell", &title));
                writer.cell(1400, |writer| writer.paragraph("Cell", &if minutes == 0 { String::new() } else { minutes.to_string() }));
            });
            self.paragraph("Normal", "");
        }
        self.pieces(&session.opening, for_trainer);
        for part in &session.parts {
            let time = if for_trainer && part.minutes > 0 { format!(" ({})", minutes(part.minutes)) } else { String::new() };
            self.paragraph("Heading1", &format!("{}. {}{time}", part.number, part.title));
            self.pieces(&part.pieces, for_trainer);
        }
    }

    fn pieces(&mut self, pieces: &[PieceView], for_trainer: bool) {
        for piece in pieces {
            match piece.kind.as_str() {
                "prose" => self.blocks(&piece.blocks, "Normal"),
                "questions" => piece.questions.iter().for_each(|question| self.question(question, for_trainer)),
                "law" => self.law(piece),
                "trainer" | "slide" if !for_trainer => {}
                _ => self.directive(piece),
            }
        }
    }

    fn law(&mut self, piece: &PieceView) {
        for line in &piece.law {
            let properties = if line.is_heading { "<w:b/>" } else { "" };
            let label = if line.label.is_empty() { String::new() } else { run(&format!("{} ", line.label), "<w:b/>") };
            self.raw_paragraph("Law", &format!("</w:pPr>{label}{}", run(&line.text, properties)));
        }
        let place = self.place(&piece.place);
        self.raw_paragraph("Law", &format!(r#"<w:spacing w:after="160"/><w:jc w:val="right"/></w:pPr>{place}"#));
    }

    fn directive(&mut self, piece: &PieceView) {
        let strings = self.setting.strings;
        let kind = strings.get(&format!("pieces.kinds.{}", piece.kind));
        self.paragraph("BoxTitle", if piece.title.is_empty() { kind.to_owned() } else { format!("{kind}: {}", piece.title) }.as_str());
        if piece.is_stale {
            self.paragraph("Box", strings.get("pieces.stale"));
        }
        if !piece.quote.is_empty() {
            let place = self.place(&piece.place);
            self.raw_paragraph(
                "Box",
                &format!("</w:pPr>{}{}{place}{}", run(&format!("“{}”", piece.quote), "<w:i/>"), run(" (", ""), run(")", "")),
            );
        }
        if piece.kind == "duties" { self.duties(&piece.duties) } else { self.blocks(&piece.blocks, "Box") }
    }

    /// Who does what.
    fn duties(&mut self, duties: &[DutyView]) {
        let strings = self.setting.strings;
        if duties.is_empty() {
            self.paragraph("Box", strings.get("pieces.no_duties"));
            return;
        }
        let widths = [2100, 3371, 1600, 1000, 1000];
        let head = ["who", "what", "with", "when", "where"].map(|key| strings.get(&format!("pieces.{key}")));
        let names = |labels: Vec<&str>| labels.join("; ");
        self.grid(&widths, &head, duties.len(), |writer, index| {
            let duty = &duties[index];
            let standing = if duty.is_reviewed { String::new() } else { format!(" ({})", strings.get("export.status.proposed")) };
            let cells = [
                names(duty.actors.iter().map(|link| link.label.as_str()).collect()),
                format!("{}{standing}", duty.quote),
                names(duty.counterparts.iter().map(|one| one.organisation.label.as_str()).collect()),
                names(duty.timing.iter().map(|timing| timing.words.as_str()).collect()),
                duty.place.clone(),
            ];
            for (cell, width) in cells.iter().zip(widths) {
                writer.cell(width, |writer| writer.paragraph("Cell", cell));
            }
        });
        self.paragraph("Normal", "");
    }

    /// Blocks of Markdown, paragraphs in `style`.
    fn blocks(&mut self, blocks: &[Block], style: &str) {
        let mut list = None;
        for block in blocks {
            match block {
                Block::Heading(level, runs) => {
                    let words = self.runs(runs);
                    self.raw_paragraph(if *level < 3 { "Heading2" } else { "Heading3" }, &format!("</w:pPr>{words}"));
                }
                Block::Paragraph(runs) => {
                    let words = self.runs(runs);
                    self.raw_paragraph(style, &format!("</w:pPr>{words}"));
                }
                Block::Quote(runs) => {
                    let words = self.runs(runs);
                    self.raw_paragraph("Quote", &format!("</w:pPr>{words}"));
                }
                Block::Code(code) => self.paragraph(style, code),
                Block::Item { depth, number, runs } => {
                    let words = self.runs(runs);
                    let id = match number {
                        None => 1,
                        // A list that begins is a list of its own.
                        Some(1) if *depth == 0 => {
                            self.lists += 1;
                            list = Some(self.lists + 1);
                            self.lists + 1
                        }
                        Some(_) => list.unwrap_or(1),
                    };
                    self.item(*depth, id, &words);
                }
                Block::Table(rows) => self.markdown_table(rows),
            }
        }
    }

    fn item(&mut self, depth: usize, list: usize, words: &str) {
        let depth = depth.min(2);
        self.raw_paragraph(
            "ListParagraph",
            &format!(r#"<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list}"/></w:numPr></w:pPr>{words}"#),
        );
    }

    fn markdown_table(&mut self, rows: &[Vec<Vec<Run>>]) {
        let Some((head, body)) = rows.split_first() else { return };
        let columns = u32::try_from(head.len().max(1)).unwrap_or(1);
        let widths = vec![WIDTH / columns; head.len()];
        let words = |runs: &Vec<Run>| runs.iter().map(|run| run.text.as_str()).collect::<String>();
        let heads: Vec<String> = head.iter().map(words).collect();
        self.grid(&widths, &heads.iter().map(String::as_str).collect::<Vec<_>>(), body.len(), |writer, index| {
            for (runs, width) in body[index].iter().zip(&widths) {
                let words = writer.runs(runs);
                writer.cell(*width, |writer| writer.raw_paragraph("Cell", &format!("</w:pPr>{words}")));
            }
        });
        self.paragraph("Normal", "");
    }

    fn question(&mut self, question: &QuestionView, with_answer: bool) {
        let strings = self.setting.strings;
        let number = strings.fill("session.question", &[("number", &question.number.to_string())]);
        let kind = strings.get(&format!("question_kinds.{}", question.kind));
        let head = format!(
            "</w:pPr>{}{}",
            run(&format!("{number}. {}", question.ask), ""),
            run(&format!(" ({kind})"), r#"<w:b w:val="0"/><w:i/>"#)
        );
        self.raw_paragraph("Question", &head);
        if !question.is_reviewed {
            self.paragraph("Note", strings.get("standing.proposed"));
        }
        for option in &question.options {
            self.paragraph("Answer", &format!("{}. {}", option.letter, option.text));
        }
        if !question.lefts.is_empty() {
            let half = WIDTH / 2;
            self.grid(&[half, half], &[], question.lefts.len(), |writer, index| {
                let left = &question.lefts[index];
                writer.cell(half, |writer| writer.paragraph("Cell", &format!("{}. {}", left.letter, left.text)));
                let right = question.rights.get(index).map(|right| format!("{}) {right}", left.mark)).unwrap_or_default();
                writer.cell(half, |writer| writer.paragraph("Cell", &right));
            });
        }
        if with_answer {
            self.answer(question);
        } else if question.kind == "open" {
            (0..LINES).for_each(|_| self.paragraph("Normal", strings.get("assessment.blank")));
        }
    }

    fn answer(&mut self, question: &QuestionView) {
        let strings = self.setting.strings;
        let label = |key: &str| run(&format!("{}: ", strings.get(&format!("session.{key}"))), "<w:b/>");
        let right: Vec<&str> = question.options.iter().filter(|option| option.is_right).map(|option| option.letter.as_str()).collect();
        let pairs = question.lefts.iter().map(|left| format!("{} – {}", left.letter, left.answer));
        let words = match question.kind.as_str() {
            "matching" => pairs.collect::<Vec<_>>().join("; "),
            "gap" => question.accepted.join("; "),
            _ => right.join(", "),
        };
        self.raw_paragraph("Box", &format!("</w:pPr>{}{}", label("answer"), run(&words, "")));
        self.blocks(&question.blocks, "Box");
        self.raw_paragraph("Box", &format!("</w:pPr>{}{}", label("why"), run(&question.why, "")));
        for option in question.options.iter().filter(|option| !option.why.is_empty()) {
            self.paragraph("Box", &format!("{}. {}", option.letter, option.why));
        }
        if question.is_stale {
            self.paragraph("Box", strings.get("pieces.stale"));
        }
        for (index, basis) in question.basis.iter().enumerate() {
            let label = if index == 0 { label("basis") } else { String::new() };
            let place = self.place(&basis.place);
            let quote = run(&format!("“{}”", basis.quote), "<w:i/>");
            self.raw_paragraph("Box", &format!("</w:pPr>{label}{quote}{}{place}{}", run(" (", ""), run(")", "")));
        }
    }
}
