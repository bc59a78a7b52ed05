//! Questions as GIFT, the text format of Moodle (docs.moodle.org, "GIFT format"). Entry point: [`bank`].

use crate::content::GAP;
use crate::page::{QuestionView, SessionView};

/// All questions of a session, in a category called after it.
pub fn bank(session: &SessionView) -> Vec<u8> {
    let mut out = format!("$CATEGORY: $course$/{}\n", line(&session.title).replace('/', "//"));
    for question in session.questions() {
        out.push('\n');
        out.push_str(&one(question, &session.id));
        out.push('\n');
    }
    out.into_bytes()
}

fn one(question: &QuestionView, session: &str) -> String {
    let title = format!("::{session} {}::", question.number);
    let ask = escaped(&question.ask);
    let basis: String = question.basis.iter().map(|basis| format!(" “{}” ({})", basis.quote, basis.place.label)).collect();
    let feedback = format!("####{}", escaped(&format!("{}{basis}", question.why)));
    let why = |why: &str| if why.is_empty() { String::new() } else { format!("#{}", escaped(why)) };
    match question.kind.as_str() {
        "true-false" => {
            let right = question.options.first().is_some_and(|option| option.is_right);
            format!("{title}{ask} {{{}{feedback}}}\n", if right { "TRUE" } else { "FALSE" })
        }
        "single" => {
            let options = question
                .options
                .iter()
                .map(|option| format!("\n{}{}{}", if option.is_right { '=' } else { '~' }, escaped(&option.text), why(&option.why)));
            format!("{title}{ask} {{{}\n{feedback}}}\n", options.collect::<String>())
        }
        "multiple" => {
            let count = |right| question.options.iter().filter(|option| option.is_right == right).count().max(1);
            let options = question.options.iter().map(|option| {
                let weight = 100.0 / count(option.is_right) as f64;
                let sign = if option.is_right { "" } else { "-" };
                format!("\n~%{sign}{}%{}{}", percent(weight), escaped(&option.text), why(&option.why))
            });
            format!("{title}{ask} {{{}\n{feedback}}}\n", options.collect::<String>())
        }
        "matching" => {
            let pairs = question.lefts.iter().map(|left| {
                let right = question.rights.get(left.right).map(String::as_str).unwrap_or_default();
                format!("\n={} -> {}", escaped(&left.text), escaped(right))
            });
            format!("{title}{ask} {{{}\n{feedback}}}\n", pairs.collect::<String>())
        }
        "gap" => {
            let accepted: String = question.accepted.iter().map(|accepted| format!("={} ", escaped(accepted))).collect();
            let (before, after) = question.ask.split_once(GAP).unwrap_or((&question.ask, ""));
            let space = |is_there| if is_there { " " } else { "" };
            let (left, right) = (space(before.ends_with(char::is_whitespace)), space(after.starts_with(char::is_whitespace)));
            format!("{title}{}{left}{{{accepted}{feedback}}}{right}{}\n", escaped(before), escaped(after))
        }
        _ => format!("{title}{ask} {{{feedback}}}\n"),
    }
}

/// Up to five decimals, as Moodle knows its grades: 50, 33.33333.
fn percent(weight: f64) -> String {
    let text = format!("{weight:.5}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Signs that mean something in the format get a backslash; a line break would end the question.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in line(text).chars() {
        if matches!(sign, '~' | '=' | '#' | '{' | '}' | ':' | '\\') {
            out.push('\\');
        }
        out.push(sign);
    }
    out
}

/// The words in one line.
pub(in crate::export) fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
