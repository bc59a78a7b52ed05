//! Questions as cards of Anki: a text file with tabs between front, back and tags (docs.ankiweb.net, "Text files"). Entry point: [`deck`].

use anyhow::{Context, Result};

use crate::export::row::plain;
use crate::page::{QuestionView, SessionView};

/// A card for each question of a session, in a deck called after it.
///
/// # Errors
/// When a card cannot be written, which is a fault of this module.
pub fn deck(session: &SessionView) -> Result<Vec<u8>> {
    // `::` divides decks.
    let title = session.title.split_whitespace().collect::<Vec<_>>().join(" ").replace("::", ":");
    let head = format!("#separator:tab\n#html:false\n#deck:{title}\n#tags column:3\n");
    let mut writer = csv::WriterBuilder::new().delimiter(b'\t').from_writer(head.into_bytes());
    for question in session.questions() {
        writer.write_record([front(question), back(question), tags(question, session)]).context("a card")?;
    }
    writer.into_inner().context("the cards")
}

fn front(question: &QuestionView) -> String {
    let options = question.options.iter().map(|option| format!("{}. {}", option.letter, option.text));
    let lefts = question.lefts.iter().map(|left| format!("{}. {}", left.letter, left.text));
    let rights = question.rights.iter().map(|right| format!("– {right}"));
    std::iter::once(question.ask.clone()).chain(options).chain(lefts).chain(rights).collect::<Vec<_>>().join("\n")
}

fn back(question: &QuestionView) -> String {
    let basis = question.basis.iter().map(|basis| format!("“{}” ({})", basis.quote, basis.place.label));
    [right(question), question.why.clone(), basis.collect::<Vec<_>>().join("\n")]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// The right answer in words, a line for each part of it.
pub(in crate::export) fn right(question: &QuestionView) -> String {
    let chosen = question.options.iter().filter(|option| option.is_right).map(|option| format!("{}. {}", option.letter, option.text));
    let matching = |right: usize| question.rights.get(right).map(String::as_str).unwrap_or_default();
    let pairs = question.lefts.iter().map(|left| format!("{} → {}", left.text, matching(left.right)));
    let accepted = question.accepted.iter().take(1).cloned();
    let points = Some(plain(&question.blocks)).filter(|points| !points.is_empty());
    chosen.chain(pairs).chain(accepted).chain(points).collect::<Vec<_>>().join("\n")
}

/// Tags hold no spaces; `::` makes a tree of them.
fn tags(question: &QuestionView, session: &SessionView) -> String {
    let mut tags = vec![session.id.clone(), question.kind.clone()];
    for basis in &question.basis {
        let tag = basis.provision.replace('/', "::");
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags.join(" ")
}
