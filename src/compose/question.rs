//! Questions as readers see them. Entry point: [`views`].

use crate::compose::{Composer, markdown};
use crate::content::{Answer, Binding, EntryStatus, Question, Wrong};
use crate::page::{BasisView, Html, LeftView, OptionView, QuestionView};
use crate::study::shuffled;
use crate::yaml::Located;

/// The questions that are published, numbered on from `number`: those a person has reviewed, and all where proposals are asked for.
pub(in crate::compose) fn views(composer: &Composer<'_>, questions: &[Located<Question>], number: &mut usize) -> Vec<QuestionView> {
    let shown = questions.iter().map(|question| &question.value).filter(|question| composer.shows(question.status));
    let numbered = |question| {
        *number += 1;
        view(composer, question, *number)
    };
    shown.map(numbered).collect()
}

impl Composer<'_> {
    /// Whether an entry of this status is published.
    pub(in crate::compose) fn shows(&self, status: EntryStatus) -> bool {
        self.with_proposed || status == EntryStatus::Reviewed
    }
}

fn view(composer: &Composer<'_>, question: &Question, number: usize) -> QuestionView {
    let mut view = QuestionView {
        number,
        kind: question.answer.kind().to_owned(),
        ask: question.ask.clone(),
        why: question.why.clone(),
        basis: question.bindings().map(|binding| basis(composer, binding)).collect(),
        is_stale: question.bindings().any(|binding| composer.is_stale(binding)),
        is_reviewed: question.status == EntryStatus::Reviewed,
        ..QuestionView::default()
    };
    match &question.answer {
        Answer::Single { right, wrong } => view.options = options(std::slice::from_ref(right), wrong, &question.ask),
        Answer::Multiple { right, wrong } => view.options = options(right, wrong, &question.ask),
        Answer::TrueFalse(right) => {
            let option = |letter: &str, key: &str, is_right| OptionView {
                letter: letter.to_owned(),
                text: composer.strings.get(&format!("session.{key}")).to_owned(),
                is_right,
                why: String::new(),
            };
            view.options = vec![option("A", "yes", *right), option("B", "no", !*right)];
        }
        Answer::Matching(pairs) => {
            let order = shuffled(pairs.len(), &question.ask);
            view.rights = order.iter().map(|index| pairs[*index].1.clone()).collect();
            let left = |(index, (left, _)): (usize, &(String, String))| {
                let right = order.iter().position(|place| *place == index).unwrap_or_default();
                LeftView {
                    letter: (index + 1).to_string(),
                    text: left.clone(),
                    right,
                    answer: letter(right).to_lowercase(),
                    mark: letter(index).to_lowercase(),
                }
            };
            view.lefts = pairs.iter().enumerate().map(left).collect();
        }
        Answer::Gap(accepted) => view.accepted = accepted.clone(),
        Answer::Open(prose) => {
            view.body = if prose.html.is_empty() { Html::default() } else { markdown(&prose.html) };
            view.blocks = prose.blocks.clone();
        }
    }
    view
}

fn basis(composer: &Composer<'_>, binding: &Binding) -> BasisView {
    BasisView { place: composer.clause(binding), provision: binding.provision.to_string(), quote: binding.quote.clone() }
}

/// The answers in an order that gives nothing away.
fn options(right: &[String], wrong: &[Wrong], seed: &str) -> Vec<OptionView> {
    let right = right.iter().map(|text| (text.as_str(), true, ""));
    let all: Vec<(&str, bool, &str)> = right.chain(wrong.iter().map(|wrong| (wrong.text.as_str(), false, wrong.why.as_str()))).collect();
    let option = |(place, index): (usize, usize)| {
        let (text, is_right, why) = all[index];
        OptionView { letter: letter(place), text: text.to_owned(), is_right, why: why.to_owned() }
    };
    shuffled(all.len(), seed).into_iter().enumerate().map(option).collect()
}

/// `A` for 0, … `Z`, then numbers.
fn letter(place: usize) -> String {
    u8::try_from(place)
        .ok()
        .filter(|place| *place < 26)
        .map_or_else(|| (place + 1).to_string(), |place| char::from(b'A' + place).to_string())
}
