//! The questions of a session as a workbook. Entry point: [`questions`].

use anyhow::Result;

use crate::export::Setting;
use crate::export::anki::right;
use crate::export::xlsx::{Table, workbook};
use crate::page::{BasisView, QuestionView, SessionView};

/// Columns by their keys in `strings.export.question_columns`, with their widths in characters.
const COLUMNS: [(&str, f64); 10] = [
    ("number", 6.0),
    ("kind", 12.0),
    ("ask", 34.0),
    ("options", 34.0),
    ("right", 26.0),
    ("why", 30.0),
    ("place", 16.0),
    ("quote", 32.0),
    ("status", 14.0),
    ("url", 30.0),
];

/// How many columns are printed.
const PRINTED: u16 = 8;

/// The workbook of a session's questions.
///
/// # Errors
/// When the library refuses a value, which is a fault of this module.
pub fn questions(session: &SessionView, setting: &Setting<'_>) -> Result<Vec<u8>> {
    let strings = setting.strings;
    let table = Table {
        name: strings.get("export.questions_sheet").to_owned(),
        title: session.title.clone(),
        columns: COLUMNS.iter().map(|(key, width)| (strings.get(&format!("export.question_columns.{key}")).to_owned(), *width)).collect(),
        rows: session.questions().map(|question| row(question, setting)).collect(),
        printed: PRINTED,
    };
    workbook(&session.title, &[table], setting)
}

fn row(question: &QuestionView, setting: &Setting<'_>) -> Vec<String> {
    let strings = setting.strings;
    let options = question.options.iter().map(|option| format!("{}. {}", option.letter, option.text));
    let lefts = question.lefts.iter().map(|left| format!("{}. {}", left.letter, left.text));
    let rights = question.rights.iter().map(|right| format!("– {right}"));
    let basis = |cell: &dyn Fn(&BasisView) -> String| question.basis.iter().map(cell).collect::<Vec<_>>().join("\n");
    let status = if question.is_reviewed { "reviewed" } else { "proposed" };
    vec![
        question.number.to_string(),
        strings.get(&format!("question_kinds.{}", question.kind)).to_owned(),
        question.ask.clone(),
        options.chain(lefts).chain(rights).collect::<Vec<_>>().join("\n"),
        right(question),
        question.why.clone(),
        basis(&|basis| basis.place.label.clone()),
        basis(&|basis| basis.quote.clone()),
        strings.get(&format!("export.status.{status}")).to_owned(),
        basis(&|basis| setting.address(&basis.place.url).unwrap_or_else(|| basis.place.url.clone())),
    ]
}
