//! Lines to provisions: what a line could be (`line`) becomes what it is when the sequence allows it.
//! Entry point: [`build`]. Never fails; a gap, a repeat or an impossible number is a diagnostic.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::content::regulation::line::{self, Line, Marker};
use crate::content::regulation::{component, flow, heading, quote, sequence, table};
use crate::diag::{Code, Diagnostic, Parsed};
use crate::law::{Block, Kind, Provision, ProvisionId, ProvisionPath, Role, Tree};
use crate::source::{FileId, Span};

/// What a tree is built from.
pub(super) struct Input<'a> {
    /// The whole file.
    pub(super) text: &'a str,
    /// The bytes that are the document's own text.
    pub(super) body: Range<usize>,
    pub(super) file: FileId,
    /// The document's id.
    pub(super) id: &'a str,
    /// Kind of document from the front matter, for a text that does not name it.
    pub(super) document_type: Option<&'a str>,
}

/// Builds the provision tree of one document.
pub(super) fn build(input: &Input<'_>) -> Parsed<Tree> {
    let mut lines = line::lines(input.text, input.body.clone());
    let unclosed = quote::mark(&mut lines);
    let mut builder = Builder::new(input, &lines);
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

/// What part of a component is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Opening,
    Units,
    Closing,
    Appendix,
}

/// The state of the reading.
pub(super) struct Builder<'a> {
    pub(super) input: &'a Input<'a>,
    pub(super) lines: &'a [Line<'a>],
    pub(super) tree: Tree,
    /// Open units, the component first.
    pub(super) open: Vec<ProvisionId>,
    pub(super) part: Part,
    /// Values of the numbers of units, by provision, for sequences; 0 for unnumbered units.
    pub(super) values: Vec<u32>,
    /// Number and letter of the last Điều of the component.
    pub(super) last_article: Option<(u32, String)>,
    pub(super) diagnostics: Vec<Diagnostic>,
    paths: BTreeSet<ProvisionPath>,
    /// Where a line that goes on belongs.
    tail: Tail,
}

/// What the last line ended with.
enum Tail {
    /// Nothing that goes on.
    None,
    /// The heading of a Điều.
    Heading(ProvisionId),
    /// The last paragraph of a provision.
    Paragraph(ProvisionId),
}

impl<'a> Builder<'a> {
    fn new(input: &'a Input<'a>, lines: &'a [Line<'a>]) -> Self {
        let mut builder = Self {
            input,
            lines,
            tree: Tree::default(),
            open: Vec::new(),
            part: Part::Opening,
            values: Vec::new(),
            last_article: None,
            diagnostics: Vec::new(),
            paths: BTreeSet::new(),
            tail: Tail::None,
        };
        let slug = component::first_slug(lines).or_else(|| input.document_type.map(str::to_owned));
        builder.start_component(&slug.unwrap_or_else(|| String::from("van-ban")), None, false);
        builder
    }

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
        if value != expected || self.part == Part::Closing || self.last_article.is_some() || component::has_articles_ahead(self.lines, index) {
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

    fn is_dash(&self, id: ProvisionId, sign: char) -> bool {
        let provision = self.tree.get(id);
        let signed = provision.label.clone().is_some_and(|label| !self.input.text[label].starts_with('+'));
        provision.kind == Kind::Dash && signed == (sign == '-')
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
            Tail::Heading(id) if self.part == Part::Units && self.heading_goes_on(index) => {
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

    fn heading_goes_on(&self, index: usize) -> bool {
        let (before, line) = (&self.lines[index - 1], &self.lines[index]);
        let cites = line.text.starts_with("Điều ") || line.text.starts_with("Khoản ") || line.text.starts_with("Phụ lục ");
        !line.after_blank && (cites || line.text.starts_with(char::is_lowercase) || flow::expects_more(before.text))
    }

    /// A paragraph of the innermost numbered unit: its own words if it is the first, else a đoạn.
    pub(super) fn paragraph(&mut self, range: Range<usize>) {
        let id = self.paragraph_home();
        self.add_paragraph(id, range, Role::Body);
    }

    /// The provision to which the next unnumbered paragraph or table belongs: the innermost open unit that has a number
    /// or a title, or a new đoạn in it.
    pub(super) fn paragraph_home(&mut self) -> ProvisionId {
        while self.open.len() > 1 && matches!(self.tree.get(self.top()).kind, Kind::Dash | Kind::Paragraph | Kind::Opening) {
            self.open.pop();
        }
        let unit = self.tree.get(self.top());
        if unit.kind != Kind::Component && unit.blocks.is_empty() && unit.children.is_empty() {
            return self.top();
        }
        let others = unit.children.iter().filter(|child| self.tree.get(**child).kind == Kind::Paragraph).count();
        let number = others + 1 + usize::from(!unit.blocks.is_empty());
        self.push_in(self.top(), Kind::Paragraph, Some(number.to_string()), 0, None)
    }

    fn own_words(&mut self, index: usize, id: ProvisionId, label: usize) {
        let range = self.rest(index, label);
        self.tail = Tail::None;
        if !range.is_empty() {
            self.add_paragraph(id, range, Role::Body);
        }
    }

    /// Adds a paragraph to `id`; following lines may go on with it.
    pub(super) fn add_paragraph(&mut self, id: ProvisionId, range: Range<usize>, role: Role) {
        self.tree.get_mut(id).blocks.push(Block::Paragraph { range, role });
        self.tail = Tail::Paragraph(id);
    }

    /// Lets the next line begin anew.
    pub(super) fn cut(&mut self) {
        self.tail = Tail::None;
    }

    /// Opens a unit in the innermost open unit of a smaller rank.
    pub(super) fn push(&mut self, kind: Kind, number: Option<String>, value: u32, label: Option<Range<usize>>) -> ProvisionId {
        let parent = self.parent_for(kind);
        self.push_in(parent, kind, number, value, label)
    }

    fn push_in(&mut self, parent: ProvisionId, kind: Kind, number: Option<String>, value: u32, label: Option<Range<usize>>) -> ProvisionId {
        while self.top() != parent {
            self.open.pop();
        }
        let numbered = number.clone().unwrap_or_else(|| value.to_string());
        let part = match kind {
            Kind::Part | Kind::Chapter | Kind::Section | Kind::Subsection => sequence::division_part(kind, &numbered, value),
            Kind::Opening | Kind::Closing => kind.slug().to_owned(),
            _ => ProvisionPath::part(kind, &numbered),
        };
        // Điều are numbered through a component, whatever divisions they stand in; so are they addressed.
        let base = if kind == Kind::Article { self.open[0] } else { parent };
        let path = self.unique(&self.tree.get(base).path.clone(), &part);
        self.enter(Provision { path, kind, number, label, heading: Vec::new(), blocks: Vec::new(), parent: Some(parent), children: Vec::new() }, value)
    }

    /// Begins a text of its own, with its own numbering.
    pub(super) fn start_component(&mut self, slug: &str, label: Option<Range<usize>>, appendix: bool) -> ProvisionId {
        self.open.clear();
        self.last_article = None;
        self.part = if appendix { Part::Appendix } else { Part::Opening };
        let path = self.unique(&ProvisionPath::new(self.input.id), slug);
        self.enter(
            Provision { path, kind: Kind::Component, number: None, label, heading: Vec::new(), blocks: Vec::new(), parent: None, children: Vec::new() },
            0,
        )
    }

    fn enter(&mut self, provision: Provision, value: u32) -> ProvisionId {
        self.paths.insert(provision.path.clone());
        self.tail = Tail::None;
        let id = self.tree.push(provision);
        self.values.push(value);
        self.open.push(id);
        id
    }

    /// An address below `base` that no other provision has: a repeated number gets "lần 2".
    fn unique(&self, base: &ProvisionPath, part: &str) -> ProvisionPath {
        let first = base.join(part);
        if !self.paths.contains(&first) {
            return first;
        }
        let mut times = 2;
        loop {
            let path = base.join(&format!("{part}-lan-{times}"));
            if !self.paths.contains(&path) {
                return path;
            }
            times += 1;
        }
    }

    /// The innermost open unit.
    pub(super) fn top(&self) -> ProvisionId {
        *self.open.last().expect("a component is always open")
    }

    /// The innermost open unit that can hold a `kind`.
    pub(super) fn parent_for(&self, kind: Kind) -> ProvisionId {
        let fits = |id: &&ProvisionId| {
            let open = self.tree.get(**id).kind;
            open.rank() < kind.rank() && !matches!(open, Kind::Opening | Kind::Closing)
        };
        *self.open.iter().rev().find(fits).unwrap_or(&self.open[0])
    }

    /// The open unit in which a khoản of these numbers stands.
    fn clause_parent(&self, numbers: &[u32]) -> ProvisionId {
        match numbers {
            [.., _] if numbers.len() > 1 => sequence::open_clause(self, &numbers[..numbers.len() - 1]).unwrap_or_else(|| self.top()),
            _ => self.parent_for(Kind::Clause),
        }
    }

    /// The number of the last `kind` directly in `parent`; 0 if there is none.
    pub(super) fn last_value(&self, parent: ProvisionId, kind: Kind) -> u32 {
        let children = &self.tree.get(parent).children;
        let last = children.iter().rev().find(|child| self.tree.get(**child).kind == kind);
        last.map_or(0, |child| self.value(*child))
    }

    /// The value of a unit's number.
    pub(super) fn value(&self, id: ProvisionId) -> u32 {
        self.values[id.index()]
    }

    /// Whether the line before `index` cannot end there, so that this line goes on with it.
    pub(super) fn waits(&self, index: usize) -> bool {
        index > 0 && !self.lines[index].after_blank && !matches!(self.tail, Tail::None) && flow::expects_more(self.lines[index - 1].text)
    }

    /// Whether the last line is running text, not a heading or a lone label.
    pub(super) fn in_paragraph(&self) -> bool {
        matches!(self.tail, Tail::Paragraph(_))
    }

    fn label(&self, index: usize, length: usize) -> Option<Range<usize>> {
        let start = self.lines[index].range.start;
        (length > 0).then_some(start..start + length)
    }

    /// Bytes of the line after its label.
    pub(super) fn rest(&self, index: usize, label: usize) -> Range<usize> {
        let line = &self.lines[index];
        let rest = line.text[label..].trim_start();
        line.range.end - rest.len()..line.range.end
    }

    /// Reports a warning with a hint.
    pub(super) fn warn(&mut self, code: Code, range: Range<usize>, message: impl Into<String>, hint: impl Into<String>) {
        self.diagnostics.push(Diagnostic::warning(code, Span::new(self.input.file, range), message).hint(hint));
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
