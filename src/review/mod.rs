//! A restored text as a page on which a person settles what the machine is unsure of. Entry point: [`report`].
//!
//! The page is one file that works from a disk and asks for nothing else: its style and script are within it and allowed by their hashes,
//! and its data cannot end the element it stands in. What the person decides comes back as [`crate::restore::Decisions`].
//!
//! Architecture invariant: nothing here prints or touches the disk; the script is given words and indices and never counts bytes.

mod data;
mod line;
mod mark;

use serde::Serialize;

use crate::page::SiteView;
use crate::render::{RenderError, compile, policy, render_alone};
use crate::restore::{Restoration, UNSURE};
use crate::review::data::data;
use crate::theme::Theme;

pub use line::{Line, Piece, lines};
pub use mark::percent;

/// What a page is made of.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// Name of the source file.
    pub name: &'a str,
    /// The text as it was read.
    pub text: &'a str,
    /// What is proposed for it.
    pub restoration: &'a Restoration,
    /// What a person has decided before: index of the proposal and text, rising.
    pub decided: &'a [(usize, &'a str)],
}

/// What the template sees as `page`.
#[derive(Debug, Serialize)]
struct Model<'a> {
    name: &'a str,
    policy: String,
    style: &'a str,
    script: &'a str,
    data: String,
    shown: usize,
    unsure: usize,
    words: usize,
    lines: Vec<Line<'a>>,
}

/// The page, as HTML.
///
/// # Errors
/// When the theme does not compile or its template asks for something that is not there.
pub fn report(subject: &Subject<'_>, theme: &Theme) -> Result<String, RenderError> {
    let templates = compile(theme, &SiteView { language: String::from("vi"), ..SiteView::default() })?;
    let (style, script) = (theme.alone("review/review.css"), theme.alone("review/review.js"));
    let proposals = &subject.restoration.proposals;
    let model = Model {
        name: subject.name,
        policy: policy(style, script),
        style,
        script,
        data: data(subject, theme.strings()),
        shown: subject.restoration.shown(),
        unsure: proposals.iter().filter(|proposal| proposal.confidence < UNSURE).count(),
        words: proposals.len(),
        lines: lines(subject, theme.strings()),
    };
    render_alone("restoration.html", &model, &templates)
}
