//! Questions with one right answer as Aiken, the simplest format of Moodle (docs.moodle.org, "Aiken format"). Entry point: [`bank`].

use crate::export::gift::line;
use crate::page::{QuestionView, SessionView};

/// The questions of a session that the format can hold; it has no place for explanations. `None` where there is none.
pub fn bank(session: &SessionView) -> Option<Vec<u8>> {
    let fits = |question: &&QuestionView| matches!(question.kind.as_str(), "single" | "true-false");
    let questions: Vec<String> = session.questions().filter(fits).filter_map(one).collect();
    (!questions.is_empty()).then(|| questions.join("\n").into_bytes())
}

fn one(question: &QuestionView) -> Option<String> {
    let right = question.options.iter().find(|option| option.is_right)?;
    let options: String = question.options.iter().map(|option| format!("{}. {}\n", option.letter, line(&option.text))).collect();
    Some(format!("{}\n{options}ANSWER: {}\n", line(&question.ask), right.letter))
}
