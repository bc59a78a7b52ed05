//! A piece of a text about the law, as it is shown: [`PieceView`], in guidance, in sessions and beside clauses.

use serde::Serialize;

use crate::content::Block;
use crate::page::{DutyView, Html, Link};

/// Running text, a directive, or questions.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PieceView {
    /// `prose`, `questions`, or the word of the directive; the words over it are `strings.pieces[kind]`.
    pub kind: String,
    /// Anchor on the page; empty for what has none.
    pub id: String,
    /// Its title; may be empty.
    pub title: String,
    /// Its text from Markdown.
    pub body: Html,
    /// The same as blocks, for files that are no pages.
    #[serde(skip)]
    pub blocks: Vec<Block>,
    /// The clause it is about, in full words; empty where it is about none.
    pub place: Link,
    /// Address of the clause; empty where it is about none.
    pub provision: String,
    /// The words of the clause that it rests on; may be empty.
    pub quote: String,
    /// Whether the clause no longer has these words, or no longer exists.
    pub is_stale: bool,
    /// The clause itself, for `law`.
    pub law: Vec<LawLine>,
    /// Who does what, for `duties`.
    pub duties: Vec<DutyView>,
    /// The questions, for `questions`.
    pub questions: Vec<QuestionView>,
}

/// A line of a clause.
#[derive(Debug, Clone, Default, Serialize)]
pub struct LawLine {
    /// Address of the provision.
    pub provision: String,
    /// `2.`, `a)`, `Điều 24.`; empty where it has none.
    pub label: String,
    /// Its own words, exactly.
    pub text: String,
    /// Whether it is the heading of a Điều.
    pub is_heading: bool,
    /// How deep it lies below the clause that is shown, from 0.
    pub depth: usize,
}

/// A question with its answers in the order in which they are shown.
#[derive(Debug, Clone, Default, Serialize)]
pub struct QuestionView {
    /// Its number in the session, from 1.
    pub number: usize,
    /// `single`, `multiple`, `true-false`, `matching`, `gap`, `open`; the words are `strings.question_kinds[kind]`.
    pub kind: String,
    /// The question; with `___` where words are to be filled in.
    pub ask: String,
    /// For `single`, `multiple` and `true-false`: the answers.
    pub options: Vec<OptionView>,
    /// For `matching`: what is on the left, each with the place of its match in `rights`.
    pub lefts: Vec<LeftView>,
    /// For `matching`: what is on the right, in an order that gives nothing away.
    pub rights: Vec<String>,
    /// For `gap`: what is accepted; the first is shown.
    pub accepted: Vec<String>,
    /// For `open`: points of a good answer.
    pub body: Html,
    /// The same as blocks.
    #[serde(skip)]
    pub blocks: Vec<Block>,
    /// Why.
    pub why: String,
    /// The clauses it rests on, the one that decides it first; never empty.
    pub basis: Vec<BasisView>,
    /// Whether one of the clauses no longer has these words, or no longer exists.
    pub is_stale: bool,
    /// Whether a person has reviewed it.
    pub is_reviewed: bool,
}

/// A clause and the words of it that a question rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct BasisView {
    /// The clause.
    pub place: Link,
    /// Its address.
    pub provision: String,
    /// Its words.
    pub quote: String,
}

/// An answer to choose.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct OptionView {
    /// `A`, `B`, …
    pub letter: String,
    /// The answer.
    pub text: String,
    /// Whether it is right.
    pub is_right: bool,
    /// Why it is wrong; may be empty.
    pub why: String,
}

/// What is to be matched.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct LeftView {
    /// `1`, `2`, …
    pub letter: String,
    /// The words.
    pub text: String,
    /// Place of its match among the rights, from 0.
    pub right: usize,
    /// The match by its letter: `a` for the first of the rights.
    pub answer: String,
    /// The letter of what stands beside it on the right: `a` beside `1`.
    pub mark: String,
}
