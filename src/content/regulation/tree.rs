//! Lines to provisions: what a line could be (`line`) becomes what it is when the sequence allows it.
//! Entry point: [`build`]. Never fails; a gap, a repeat or an impossible number is a diagnostic.

use std::ops::Range;

use crate::content::regulation::builder::{Builder, Input, Part, Tail};
use crate::content::regulation::line::{self, Marker};
use crate::content::regulation::{component, flow, heading, quote, sequence, table};
use crate::diag::{Code, Parsed};
use crate::law::{Block, Kind, ProvisionId, Role, Tree};

/// Builds the provision tree of one document.
pub(super) fn build(input: &Input<'_>) -> Parsed<Tree> {
    let mut lines = line::lines(input.text, input.body.clone());
    let unclosed = quote::mark(&mut lines);
    let slug = component::first_slug(&lines).or_else(|| input.document_type.map(str::to_owned));
    let mut builder = Builder::new(input, &lines, slug.as_deref().unwrap_or("van-ban"));
    for index in unclosed {
        let message = "this quotation is never closed, so its lines are read as units of this document";
        builder.warn(Code::UnclosedQuote, lines[index].range.clone(), message, "add the missing `”`");
    }
    if lines.is_empty() {
        builder.warn(Code::EmptyDocument, input.body.clone(), "the document has no text", "paste the text below the front matter");
    }
    builder.run();
    builder.finish()
}

impl Builder<'_> {
    fn run(&mut self) {
        let mut index = 0;
        while index < self.lines.len() {
            index = self.take(index);
        }
    }

    /// Reads the line at `index` and what belongs to it; returns the next line.
    fn take(&mut self, index: usize) -> usize {
        let line = &self.lines[index];
        if !line.quoted {
            for (marker, label) in line::read(line.text) {
                if let Some(next) = self.accept(index, marker, label) {
                    return next;
                }
            }
        }
        self.text(index, line.range.clone());
        index + 1
    }

    fn accept(&mut self, index: usize, marker: Marker, label: usize) -> Option<usize> {
        match marker {
            Marker::Component { slug, appendix } => component::accept(self, index, &slug, appendix, label),
            Marker::Row => table::accept(self, index),
            Marker::Form(number) if self.part == Part::Appendix => {
                self.push(Kind::Form, Some(number), 0, self.label(index, label));
                Some(index + 1)
            }
            _ if self.part == Part::Appendix => None,
            Marker::Division(kind, number, value) => self.division(index, kind, number, value, label),
            Marker::Lettered(kind, number, value) => self.lettered(index, kind, number, value, label),
            Marker::Article(value, letter) => self.article(index, value, &letter, label),
            Marker::Clause(numbers) => self.clause(index, &numbers, label),
            Marker::Point(letter) => self.point(index, &letter, label),
            Marker::Dash | Marker::Plus => self.item(index, &marker, label),
            Marker::Closing => component::close(self, index),
            Marker::Form(_) => None,
        }
    }

    fn division(&mut self, index: usize, kind: Kind, number: String, value: u32, label: usize) -> Option<usize> {
        if self.waits(index) || (self.part == Part::Closing && value == 1) {
            return None;
        }
        sequence::check_division(self, index, kind, value);
        self.part = Part::Units;
        let id = self.push(kind, Some(number), value, self.label(index, label));
        Some(self.title(index, id, label))
    }

    fn lettered(&mut self, index: usize, kind: Kind, number: String, value: u32, label: usize) -> Option<usize> {
        let expected = self.last_value(self.parent_for(kind), kind) + 1;
        if value != expected
            || self.part == Part::Closing
            || self.last_article.is_some()
            || component::has_articles_ahead(self.lines, index)
        {
            return None;
        }
        self.part = Part::Units;
        let id = self.push(kind, Some(number), value, self.label(index, label));
        Some(self.title(index, id, label))
    }

    fn article(&mut self, index: usize, value: u32, letter: &str, label: usize) -> Option<usize> {
        let rest = self.lines[index].text[label..].trim_start();
        if !sequence::article_fits(self, index, value, letter, rest) {
            return None;
        }
        self.part = Part::Units;
        self.last_article = Some((value, letter.to_owned()));
        let id = self.push(Kind::Article, Some(format!("{value}{letter}")), value, self.label(index, label));
        let range = self.rest(index, label);
        let alone = component::ends_unit(self.lines.get(index + 1));
        let length = heading::split(rest, alone);
        self.tail = Tail::None;
        if length > 0 {
            self.tree.get_mut(id).heading.push(range.start..range.start + length);
            self.tail = Tail::Heading(id);
        }
        let after = range.start + length + (rest[length..].len() - rest[length..].trim_start().len());
        if after < range.end {
            self.add_paragraph(id, after..range.end, Role::Body);
        }
        Some(index + 1)
    }

    fn clause(&mut self, index: usize, numbers: &[u32], label: usize) -> Option<usize> {
        sequence::clause_fits(self, index, numbers)?;
        self.part = Part::Units;
        let number = numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(".");
        let value = numbers.last().copied().unwrap_or(0);
        let parent = self.clause_parent(numbers);
        while self.top() != parent {
            self.open.pop();
        }
        let id = self.push_in(parent, Kind::Clause, Some(number), value, self.label(index, label));
        self.own_words(index, id, label);
        Some(index + 1)
    }

    fn point(&mut self, index: usize, letter: &str, label: usize) -> Option<usize> {
        let value = sequence::point_fits(self, index, letter)?;
        let id = self.push(Kind::Point, Some(letter.to_owned()), value, self.label(index, label));
        self.own_words(index, id, label);
        Some(index + 1)
    }

    fn item(&mut self, index: usize, marker: &Marker, label: usize) -> Option<usize> {
        if self.part != Part::Units || self.waits(index) {
            return None;
        }
        let range = self.label(index, label);
        let parent = match marker {
            Marker::Plus => self.open.iter().rev().copied().find(|id| self.is_dash(*id, '-')),
            _ => None,
        };
        let parent = parent.unwrap_or_else(|| self.parent_for(Kind::Dash));
        let value = self.last_value(parent, Kind::Dash) + 1;
        let id = self.push_in(parent, Kind::Dash, None, value, range);
        self.own_words(index, id, label);
        Some(index + 1)
    }

    /// The heading of a division: the rest of its line, or lines in capitals after it, or one short line before a unit.
    fn title(&mut self, index: usize, id: ProvisionId, label: usize) -> usize {
        self.tail = Tail::None;
        let rest = self.rest(index, label);
        let same_line = !rest.is_empty();
        if same_line {
            self.tree.get_mut(id).heading.push(rest.clone());
        }
        let capitals = !same_line || line::is_capitals(&self.input.text[rest]);
        let mut next = index + 1;
        while capitals && component::is_title_line(self.lines, next) {
            self.tree.get_mut(id).heading.push(self.lines[next].range.clone());
            next += 1;
        }
        if !same_line && next == index + 1 && component::is_plain_title(self.lines, next) {
            self.tree.get_mut(id).heading.push(self.lines[next].range.clone());
            next += 1;
        }
        next
    }

    /// A line that is no unit: it goes on with what stands before it, or is a paragraph of the innermost open unit.
    fn text(&mut self, index: usize, range: Range<usize>) {
        if self.part == Part::Opening {
            component::opening_line(self, index);
            return;
        }
        let joins = index > 0 && flow::joins(&self.lines[index - 1], &self.lines[index]);
        match self.tail {
            Tail::Heading(id) if self.part == Part::Units && self.heading_goes_on(id, index) => {
                if let Some(last) = self.tree.get_mut(id).heading.last_mut() {
                    last.end = range.end;
                }
            }
            Tail::Paragraph(id) if joins => {
                if let Some(Block::Paragraph { range: before, .. }) = self.tree.get_mut(id).blocks.last_mut() {
                    before.end = range.end;
                }
            }
            _ if self.part == Part::Units => self.paragraph(range),
            _ => {
                let role = if self.part == Part::Closing { Role::Signature } else { Role::Body };
                self.add_paragraph(self.top(), range, role);
                if self.part == Part::Closing {
                    self.tail = Tail::None;
                }
            }
        }
    }

    /// Whether the line at `index` goes on with the heading of a Điều. Nothing goes on after a full stop, what is quoted below a heading is
    /// none ("Điều 1. Sửa đổi khoản 3 Điều 3"), and no heading goes on for ever: it would stand in every link to it.
    fn heading_goes_on(&self, id: ProvisionId, index: usize) -> bool {
        let (before, line) = (&self.lines[index - 1], &self.lines[index]);
        let so_far: usize = self.tree.get(id).heading.iter().map(|range| range.len()).sum();
        let quotes = before.quoted != line.quoted || line.text.starts_with(['“', '"']);
        if so_far > heading::LONGEST || before.text.ends_with(['.', ';', ':']) || quotes {
            return false;
        }
        let cites = line.text.starts_with("Điều ") || line.text.starts_with("Khoản ") || line.text.starts_with("Phụ lục ");
        !line.after_blank && (cites || line.text.starts_with(char::is_lowercase) || flow::expects_more(before.text))
    }

    fn finish(mut self) -> Parsed<Tree> {
        let numbered = self.tree.iter().any(|(_, provision)| matches!(provision.kind, Kind::Article | Kind::Clause | Kind::Section));
        if !numbered && !self.lines.is_empty() {
            let hint = "a unit begins its line: `Điều 1. …`, `1. …`, `a) …`; check that the text has one paragraph a line";
            self.warn(Code::NoStructure, self.lines[0].range.clone(), "no Điều or khoản was recognised in this document", hint);
        }
        Parsed { value: self.tree, diagnostics: self.diagnostics }
    }
}
