//! What a text about the law is made of: running text, directives, questions. Entry point: [`pieces`].
//!
//! A directive opens with `::: kind address title`, ends with `:::` and does not nest; the four kinds that explain a clause begin with its
//! exact words (`> …`), by which a change of the clause is noticed. The others may do so after an address.

use std::ops::Range;

use crate::content::markdown::{Prose, Reader};
use crate::content::question::{self, Question};
use crate::content::split::{Chunk, chunks};
use crate::diag::{Code, Diagnostic};
use crate::law::ProvisionPath;
use crate::source::{FileId, Span};
use crate::yaml::Located;

/// A provision that a text is about, and the words of it that the text rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Address of the provision.
    pub provision: ProvisionPath,
    /// Its exact words; empty where the text rests on the provision as a whole.
    pub quote: String,
    /// Where the binding is written.
    pub span: Span,
}

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal,)+) => {
        /// What a directive is for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum DirectiveKind { $($(#[doc = $doc])+ $name,)+ }

        impl DirectiveKind {
            const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The word in files.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }
        }
    };
}

kinds! {
    /// An explanation of a clause.
    Note = "note",
    /// A made-up case that shows a clause at work.
    Example = "example",
    /// The steps that a clause gives.
    Procedure = "procedure",
    /// A question that is often asked, and its answer.
    Faq = "faq",
    /// A hint.
    Tip = "tip",
    /// A warning.
    Warning = "warning",
    /// The words of a clause, put there by the program.
    Law = "law",
    /// Who does what under a clause, put there by the program.
    Duties = "duties",
    /// For the trainer only; in sessions.
    Trainer = "trainer",
    /// A slide; in sessions.
    Slide = "slide",
    /// A case to discuss; in sessions.
    Case = "case",
}

impl DirectiveKind {
    /// Whether it must begin with the words it rests on.
    pub fn rests_on_a_clause(self) -> bool {
        matches!(self, Self::Note | Self::Example | Self::Procedure | Self::Faq)
    }

    /// Whether its content comes from the program.
    pub fn is_filled(self) -> bool {
        matches!(self, Self::Law | Self::Duties)
    }

    fn is_for_sessions(self) -> bool {
        matches!(self, Self::Trainer | Self::Slide | Self::Case)
    }
}

/// One directive.
#[derive(Clone, Debug)]
pub struct Directive {
    /// What it is for.
    pub kind: DirectiveKind,
    /// Anchor on the page.
    pub id: String,
    /// Words of its opening line after the address; may be empty.
    pub title: String,
    /// The clause it is about.
    pub binding: Option<Binding>,
    /// Its text, without the quotation.
    pub prose: Prose,
}

/// A piece of a text, in the order of the file.
#[derive(Clone, Debug)]
pub enum Piece {
    /// Running text.
    Prose(Prose),
    /// A directive.
    Directive(Directive),
    /// Questions; in sessions.
    Questions(Vec<Located<Question>>),
}

/// What kind of file the pieces stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::content) enum Setting {
    Guidance,
    Session,
}

/// The pieces in bytes `body` of the text of `reader`.
pub(in crate::content) fn pieces(reader: &mut Reader<'_>, body: Range<usize>, setting: Setting) -> Vec<Piece> {
    let mut found = Vec::new();
    for chunk in chunks(reader, body, setting == Setting::Session) {
        match chunk {
            Chunk::Prose(range) if reader.text[range.clone()].trim().is_empty() => {}
            Chunk::Prose(range) => found.push(Piece::Prose(reader.prose(range))),
            Chunk::Questions(range) => found.push(Piece::Questions(question::parse(reader, range))),
            Chunk::Directive { opening, inner } => found.extend(directive(reader, opening, inner, setting).map(Piece::Directive)),
        }
    }
    found
}

fn directive(reader: &mut Reader<'_>, opening: Range<usize>, inner: Range<usize>, setting: Setting) -> Option<Directive> {
    let text = reader.text;
    let span = Span::new(reader.file, opening.clone());
    let mut words = text[opening].trim_start_matches(':').split_whitespace().peekable();
    let word = words.next().unwrap_or_default();
    let known = DirectiveKind::ALL.iter().copied().find(|kind| kind.as_str() == word);
    let Some(kind) = known.filter(|kind| setting == Setting::Session || !kind.is_for_sessions()) else {
        let names: Vec<&str> = DirectiveKind::ALL
            .iter()
            .filter(|kind| setting == Setting::Session || !kind.is_for_sessions())
            .map(|kind| kind.as_str())
            .collect();
        reader.report(
            Diagnostic::error(Code::BadDirective, span, format!("no directive `{word}` here"))
                .hint(format!("write one of {}", names.join(", "))),
        );
        return None;
    };
    let provision = words.next_if(|word| word.contains('/')).map(ProvisionPath::new);
    let title = words.collect::<Vec<_>>().join(" ");
    let quotes = kind.rests_on_a_clause() || (provision.is_some() && !kind.is_filled());
    let (quote, rest) = if quotes { quotation(text, inner.clone()) } else { (String::new(), inner.clone()) };
    if provision.is_none() && (kind.rests_on_a_clause() || kind.is_filled()) {
        let message = format!("`{word}` does not say which clause it is about");
        reader.report(
            Diagnostic::error(Code::BadDirective, span, message)
                .hint("write the address after it: `::: note 446-qd-tu/quy-che/dieu-24/khoan-2 …`"),
        );
        return None;
    }
    if kind.rests_on_a_clause() && quote.is_empty() {
        let message = format!("`{word}` does not quote its clause");
        reader.report(Diagnostic::error(Code::BadDirective, span, message).hint("begin it with `> ` and the exact words it rests on"));
        return None;
    }
    if kind.is_filled() && !text[inner].trim().is_empty() {
        reader.report(
            Diagnostic::warning(Code::BadDirective, span.clone(), format!("what stands in `{word}` is not used"))
                .hint("its content comes from the clause; close it on the next line"),
        );
    }
    let id = reader.anchor(&quyche_text::slug(if title.is_empty() { word } else { &title }));
    reader.words(&title);
    reader.end_sentence('.');
    let prose = if kind.is_filled() { Prose::default() } else { reader.prose(rest) };
    let binding = provision.map(|provision| Binding { provision, quote, span });
    Some(Directive { kind, id, title, binding, prose })
}

/// The provisions in `paths`, as the front matter of `text` writes them.
pub(in crate::content) fn about(text: &str, file: FileId, paths: &[String]) -> Vec<Binding> {
    let binding = |path: &String| {
        let start = text.find(path.as_str()).unwrap_or(0);
        let end = (start + path.len()).min(text.len());
        Binding { provision: ProvisionPath::new(path), quote: String::new(), span: Span::new(file, start..end) }
    };
    paths.iter().map(binding).collect()
}

/// The words of the quotation at the head of a directive, in one line, and the bytes after it.
fn quotation(text: &str, inner: Range<usize>) -> (String, Range<usize>) {
    let mut at = inner.start;
    let mut quoted: Vec<&str> = Vec::new();
    for line in text[inner.clone()].split_inclusive('\n') {
        match line.trim_start().strip_prefix('>') {
            Some(words) => quoted.extend(words.split_whitespace()),
            None if quoted.is_empty() && line.trim().is_empty() => {}
            None => break,
        }
        at += line.len();
    }
    (quoted.join(" "), at..inner.end)
}
