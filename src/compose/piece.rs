//! Pieces of guidance and of sessions as readers see them. Entry points: [`views`], [`directive`].

use crate::compose::{Composer, address, data, duty, markdown, question};
use crate::content::{Binding, Directive, DirectiveKind, Piece};
use crate::law::{Kind, ProvisionId};
use crate::page::{LawLine, Link, PieceView};
use crate::study::{Rest, rest};

/// The pieces in order; questions are numbered on from `number`.
pub(in crate::compose) fn views(composer: &Composer<'_>, pieces: &[Piece], number: &mut usize) -> Vec<PieceView> {
    let view = |piece: &Piece| match piece {
        Piece::Prose(prose) => {
            PieceView { kind: String::from("prose"), body: markdown(&prose.html), blocks: prose.blocks.clone(), ..PieceView::default() }
        }
        Piece::Directive(directive) => self::directive(composer, directive),
        Piece::Questions(questions) => {
            PieceView { kind: String::from("questions"), questions: question::views(composer, questions, number), ..PieceView::default() }
        }
    };
    pieces.iter().map(view).collect()
}

/// One directive.
pub(in crate::compose) fn directive(composer: &Composer<'_>, directive: &Directive) -> PieceView {
    let binding = directive.binding.as_ref();
    let filled = |kind| binding.filter(|_| directive.kind == kind);
    PieceView {
        kind: directive.kind.as_str().to_owned(),
        id: directive.id.clone(),
        title: directive.title.clone(),
        body: markdown(&directive.prose.html),
        blocks: directive.prose.blocks.clone(),
        place: binding.map(|binding| composer.clause(binding)).unwrap_or_default(),
        provision: binding.map(|binding| binding.provision.to_string()).unwrap_or_default(),
        quote: binding.map(|binding| binding.quote.clone()).unwrap_or_default(),
        is_stale: binding.is_some_and(|binding| composer.is_stale(binding)),
        law: filled(DirectiveKind::Law).map(|binding| law(composer, binding)).unwrap_or_default(),
        duties: filled(DirectiveKind::Duties).map(|binding| duties(composer, binding)).unwrap_or_default(),
        questions: Vec::new(),
    }
}

impl Composer<'_> {
    /// The clause of a binding by place and document; the address as plain words where there is no such clause.
    pub(in crate::compose) fn clause(&self, binding: &Binding) -> Link {
        match self.corpus.provision(&binding.provision) {
            Some((regulation, id)) => {
                let place = self.places.place(regulation, id, self.text(regulation));
                let number = regulation.meta.number.as_deref().unwrap_or(&regulation.id);
                Link::new(format!("{place}, {number}"), address::url(regulation, id))
            }
            None => Link::plain(binding.provision.as_str()),
        }
    }

    /// Whether the clause of a binding no longer has its words, or no longer exists.
    pub(in crate::compose) fn is_stale(&self, binding: &Binding) -> bool {
        rest(self.corpus, self.sources, binding) != Rest::Holds
    }
}

/// The lines of a clause and of what is below it.
fn law(composer: &Composer<'_>, binding: &Binding) -> Vec<LawLine> {
    let Some((regulation, top)) = composer.corpus.provision(&binding.provision) else { return Vec::new() };
    let text = composer.text(regulation);
    let tree = &regulation.tree;
    let mut lines = Vec::new();
    for (id, provision) in tree.subtree(top) {
        let depth = tree.ancestors(id).take_while(|(outer, _)| *outer != top).count();
        let heading = provision.heading.iter().map(|line| &text[line.clone()]).collect::<Vec<_>>().join("\n");
        let label = provision.label.clone().map(|label| text[label].to_owned()).unwrap_or_default();
        let line =
            |label: String, text: String, is_heading| LawLine { provision: provision.path.to_string(), label, text, is_heading, depth };
        let headed = !heading.is_empty() || (provision.kind == Kind::Article && provision.blocks.is_empty());
        if headed {
            lines.push(line(label.clone(), heading, true));
        }
        for (place, block) in provision.blocks.iter().enumerate() {
            let shown = if headed || place > 0 { String::new() } else { label.clone() };
            lines.push(line(shown, data::block_text(block, text), false));
        }
    }
    lines
}

/// The duties of a clause and of what is below it.
fn duties(composer: &Composer<'_>, binding: &Binding) -> Vec<crate::page::DutyView> {
    let Some((regulation, top)) = composer.corpus.provision(&binding.provision) else { return Vec::new() };
    let ids: Vec<ProvisionId> = regulation.tree.subtree(top).map(|(id, _)| id).collect();
    let indices = ids.iter().flat_map(|id| composer.register.of_provision(&regulation.tree.get(*id).path));
    indices.map(|index| duty::view(composer, *index, &crate::duty::Through::default())).collect()
}
