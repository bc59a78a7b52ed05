//! Questions of a study session: a YAML list inside a fence called `questions`. Entry point: [`parse`].

use std::ops::Range;

use serde::Deserialize;

use crate::content::EntryStatus;
use crate::content::markdown::{Prose, Reader};
use crate::content::piece::Binding;
use crate::diag::{Code, Diagnostic};
use crate::law::ProvisionPath;
use crate::yaml::{self, Located};

/// The place in a text that the learner fills.
pub const GAP: &str = "___";

/// An answer that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The answer.
    pub text: String,
    /// Why it is wrong; may be empty.
    pub why: String,
}

/// What is asked and what is right.
#[derive(Clone, Debug)]
pub enum Answer {
    /// One answer is right.
    Single {
        /// The right one.
        right: String,
        /// The others.
        wrong: Vec<Wrong>,
    },
    /// Two answers or more are right.
    Multiple {
        /// The right ones.
        right: Vec<String>,
        /// The others.
        wrong: Vec<Wrong>,
    },
    /// Whether a statement is right.
    TrueFalse(bool),
    /// What belongs together: left and right.
    Matching(Vec<(String, String)>),
    /// Words for a gap: those shown first, then others that are accepted.
    Gap(Vec<String>),
    /// Points of a good answer.
    Open(Prose),
}

impl Answer {
    /// The word in files and the key in the strings of the theme.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Single { .. } => "single",
            Self::Multiple { .. } => "multiple",
            Self::TrueFalse(_) => "true-false",
            Self::Matching(_) => "matching",
            Self::Gap(_) => "gap",
            Self::Open(_) => "open",
        }
    }
}

/// One question.
#[derive(Clone, Debug)]
pub struct Question {
    /// The question, or the statement, plain text; with one [`GAP`] where words are to be filled in.
    pub ask: String,
    /// What is right.
    pub answer: Answer,
    /// Why, in one or two sentences.
    pub why: String,
    /// The clause that decides it.
    pub binding: Binding,
    /// Further clauses that its answers rest on.
    pub also: Vec<Binding>,
    /// Who stands behind it.
    pub status: EntryStatus,
}

impl Question {
    /// Every clause that it rests on, the one that decides it first.
    pub fn bindings(&self) -> impl Iterator<Item = &Binding> {
        std::iter::once(&self.binding).chain(&self.also)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    kind: String,
    ask: String,
    right: Option<Right>,
    #[serde(default)]
    wrong: Vec<RawWrong>,
    #[serde(default)]
    pairs: Vec<Pair>,
    why: String,
    provision: String,
    quote: String,
    #[serde(default)]
    also: Vec<Basis>,
    #[serde(default = "proposed")]
    status: EntryStatus,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Basis {
    provision: String,
    quote: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Right {
    Verdict(bool),
    One(String),
    Many(Vec<String>),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawWrong {
    Text(String),
    Why(WrongWhy),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrongWhy {
    text: String,
    #[serde(default)]
    why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    left: String,
    right: String,
}

/// What nobody confirmed was proposed.
fn proposed() -> EntryStatus {
    EntryStatus::Proposed
}

/// Parses the list in bytes `part`; a question that lacks something is reported and left out.
pub(in crate::content) fn parse(reader: &mut Reader<'_>, part: Range<usize>) -> Vec<Located<Question>> {
    let mut diagnostics = Vec::new();
    let raw: Vec<Located<Raw>> = yaml::read_list_in(reader.text, reader.file, part, &mut diagnostics);
    diagnostics.into_iter().for_each(|diagnostic| reader.report(diagnostic));
    let mut questions = Vec::with_capacity(raw.len());
    for Located { value, span } in raw {
        match answer(reader, &value, &span) {
            Ok(answer) => {
                let Raw { ask, why, provision, quote, also, status, .. } = value;
                let bound = |Basis { provision, quote }| Binding { provision: ProvisionPath::new(&provision), quote, span: span.clone() };
                let binding = bound(Basis { provision, quote });
                let also = also.into_iter().map(bound).collect();
                questions.push(Located { value: Question { ask, answer, why, binding, also, status }, span });
            }
            Err((message, hint)) => {
                reader.report(
                    Diagnostic::error(Code::BadQuestion, span, message).hint(hint).hint("this question is left out; the others are used"),
                );
            }
        }
    }
    questions
}

type Fault = (String, &'static str);

fn answer(reader: &mut Reader<'_>, raw: &Raw, span: &crate::source::Span) -> Result<Answer, Fault> {
    let wrong = || -> Vec<Wrong> {
        let wrong = |raw: &RawWrong| match raw {
            RawWrong::Text(text) => Wrong { text: text.clone(), why: String::new() },
            RawWrong::Why(WrongWhy { text, why }) => Wrong { text: text.clone(), why: why.clone() },
        };
        raw.wrong.iter().map(wrong).collect()
    };
    let fault = |message: &str, hint| Err((format!("a question of kind `{}` {message}", raw.kind), hint));
    let answer = match (raw.kind.as_str(), &raw.right) {
        ("single", Some(Right::One(right))) => Answer::Single { right: right.clone(), wrong: wrong() },
        ("single", _) => return fault("has one right answer", "write `right: …` with one line of text"),
        ("multiple", Some(Right::Many(right))) if right.len() > 1 => Answer::Multiple { right: right.clone(), wrong: wrong() },
        ("multiple", _) => return fault("has two right answers or more", "write `right:` as a list, or make it `kind: single`"),
        ("true-false", Some(Right::Verdict(right))) => Answer::TrueFalse(*right),
        ("true-false", _) => return fault("is right or not", "write `right: true` or `right: false`"),
        ("matching", _) if raw.pairs.len() > 2 => {
            Answer::Matching(raw.pairs.iter().map(|pair| (pair.left.clone(), pair.right.clone())).collect())
        }
        ("matching", _) => {
            return fault("has three pairs or more", "write `pairs:` as a list of `left: …` and `right: …`; Moodle takes no fewer");
        }
        ("gap", _) if raw.ask.matches(GAP).count() != 1 => return fault("has one gap", "write `___` once in `ask`"),
        ("gap", Some(Right::One(right))) => Answer::Gap(vec![right.clone()]),
        ("gap", Some(Right::Many(right))) if !right.is_empty() => Answer::Gap(right.clone()),
        ("gap", _) => return fault("says what fills the gap", "write `right: …`; a list accepts several writings"),
        ("open", Some(Right::One(right))) => Answer::Open(reader.prose_of(right, span)),
        ("open", _) => return fault("says what a good answer holds", "write `right: …`"),
        (kind, _) => {
            let hint = "write `single`, `multiple`, `true-false`, `matching`, `gap` or `open`";
            return Err((format!("no question is of kind `{kind}`"), hint));
        }
    };
    distinct(&answer).map_err(|twice| (format!("`{twice}` is an answer twice"), "every answer stands once, right or wrong"))?;
    match &answer {
        Answer::Single { wrong, .. } | Answer::Multiple { wrong, .. } if wrong.is_empty() => {
            fault("has wrong answers", "write `wrong:` as a list")
        }
        _ => Ok(answer),
    }
}

/// The first answer that stands twice.
fn distinct(answer: &Answer) -> Result<(), String> {
    let texts: Vec<&str> = match answer {
        Answer::Single { right, wrong } => std::iter::once(right.as_str()).chain(wrong.iter().map(|wrong| wrong.text.as_str())).collect(),
        Answer::Multiple { right, wrong } => {
            right.iter().map(String::as_str).chain(wrong.iter().map(|wrong| wrong.text.as_str())).collect()
        }
        Answer::Matching(pairs) => {
            pairs.iter().map(|(left, _)| left.as_str()).chain(pairs.iter().map(|(_, right)| right.as_str())).collect()
        }
        Answer::TrueFalse(_) | Answer::Gap(_) | Answer::Open(_) => Vec::new(),
    };
    let twice = texts.iter().enumerate().find(|(at, text)| texts[..*at].contains(text));
    twice.map_or(Ok(()), |(_, text)| Err((*text).to_owned()))
}
