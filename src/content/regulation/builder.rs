//! The state of the reading of one document: the tree so far and the units that are open. Entry point: [`Builder::new`].

use std::collections::BTreeSet;
use std::ops::Range;

use smallvec::SmallVec;

use crate::content::regulation::flow;
use crate::content::regulation::line::Line;
use crate::diag::{Code, Diagnostic};
use crate::law::{Block, Kind, Provision, ProvisionId, ProvisionPath, Role, Shared, Tree};
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
    pub(super) tail: Tail,
}

/// What the last line ended with.
pub(super) enum Tail {
    /// Nothing that goes on.
    None,
    /// The heading of a Điều.
    Heading(ProvisionId),
    /// The last paragraph of a provision.
    Paragraph(ProvisionId),
}

impl<'a> Builder<'a> {
    pub(super) fn new(input: &'a Input<'a>, lines: &'a [Line<'a>], slug: &str) -> Self {
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
        builder.start_component(slug, None, false);
        builder
    }

    /// Begins a text of its own, with its own numbering.
    pub(super) fn start_component(&mut self, slug: &str, label: Option<Range<usize>>, appendix: bool) -> ProvisionId {
        self.open.clear();
        self.last_article = None;
        self.part = if appendix { Part::Appendix } else { Part::Opening };
        let path = self.unique(&ProvisionPath::new(self.input.id), slug);
        self.enter(
            Provision {
                path,
                kind: Kind::Component,
                number: None,
                label,
                heading: SmallVec::new(),
                blocks: SmallVec::new(),
                parent: None,
                children: SmallVec::new(),
            },
            0,
        )
    }

    /// Opens a unit in the innermost open unit of a smaller rank.
    pub(super) fn push(&mut self, kind: Kind, number: Option<String>, value: u32, label: Option<Range<usize>>) -> ProvisionId {
        let parent = self.parent_for(kind);
        self.push_in(parent, kind, number, value, label)
    }

    pub(super) fn push_in(
        &mut self,
        parent: ProvisionId,
        kind: Kind,
        number: Option<String>,
        value: u32,
        label: Option<Range<usize>>,
    ) -> ProvisionId {
        while self.top() != parent {
            self.open.pop();
        }
        let numbered = number.clone().unwrap_or_else(|| value.to_string());
        let part = match kind {
            Kind::Part | Kind::Chapter | Kind::Section | Kind::Subsection => ProvisionPath::division(kind, &numbered, value),
            Kind::Opening | Kind::Closing => kind.slug().to_owned(),
            _ => ProvisionPath::part(kind, &numbered),
        };
        // Điều are numbered through a component, whatever divisions they stand in; so are they addressed.
        let base = if kind == Kind::Article { self.open[0] } else { parent };
        let path = self.unique(&self.tree.get(base).path.clone(), &part);
        self.enter(
            Provision {
                path,
                kind,
                number: number.map(Shared::from),
                label,
                heading: SmallVec::new(),
                blocks: SmallVec::new(),
                parent: Some(parent),
                children: SmallVec::new(),
            },
            value,
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

    /// Adds a paragraph to `id`; following lines may go on with it.
    pub(super) fn add_paragraph(&mut self, id: ProvisionId, range: Range<usize>, role: Role) {
        self.tree.get_mut(id).blocks.push(Block::Paragraph { range, role });
        self.tail = Tail::Paragraph(id);
    }

    pub(super) fn own_words(&mut self, index: usize, id: ProvisionId, label: usize) {
        let range = self.rest(index, label);
        self.tail = Tail::None;
        if !range.is_empty() {
            self.add_paragraph(id, range, Role::Body);
        }
    }

    /// Lets the next line begin anew.
    pub(super) fn cut(&mut self) {
        self.tail = Tail::None;
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

    /// The innermost open khoản whose number is `numbers`.
    pub(super) fn open_clause(&self, numbers: &[u32]) -> Option<ProvisionId> {
        let written = numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(".");
        self.open.iter().rev().copied().find(|id| {
            let provision = self.tree.get(*id);
            provision.kind == Kind::Clause && provision.number.as_deref() == Some(&written)
        })
    }

    /// The open unit in which a khoản of these numbers stands.
    pub(super) fn clause_parent(&self, numbers: &[u32]) -> ProvisionId {
        match numbers {
            [.., _] if numbers.len() > 1 => self.open_clause(&numbers[..numbers.len() - 1]).unwrap_or_else(|| self.top()),
            _ => self.parent_for(Kind::Clause),
        }
    }

    pub(super) fn is_dash(&self, id: ProvisionId, sign: char) -> bool {
        let provision = self.tree.get(id);
        let signed = provision.label.clone().is_some_and(|label| !self.input.text[label].starts_with('+'));
        provision.kind == Kind::Dash && signed == (sign == '-')
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

    pub(super) fn label(&self, index: usize, length: usize) -> Option<Range<usize>> {
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

    /// Whether the last line is running text, not a heading or a lone label.
    pub(super) fn in_paragraph(&self) -> bool {
        matches!(self.tail, Tail::Paragraph(_))
    }
}
