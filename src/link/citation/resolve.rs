//! Third pass: what a written document is, and what units in it are. Entry points: [`document`], [`units_in`].

use crate::content::Date;
use crate::corpus::{Corpus, Location};
use crate::law::{Kind, ProvisionId, ProvisionPath, Tree};
use crate::link::citation::document::{Reference, Written};
use crate::link::citation::kinds::DocumentKind;
use crate::link::citation::locate::{self, Miss};
use crate::link::citation::unit::{Level, Number, Unit};
use crate::link::citation::{Holder, Target};
use crate::link::spelling;
use crate::link::vocabulary::Vocabulary;

/// What a written document is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::link) enum Meant {
    /// The document in which it is cited, or one of its components.
    Own(Option<ProvisionId>),
    /// Another regulation of the corpus.
    Held(usize),
    /// A document of `documents.yaml`.
    Known(usize),
    /// Neither held nor listed: its number or name.
    Unknown(String),
    /// More than one document fits.
    Several,
    /// Not a citation: "Quy định này" in a law is a common noun.
    Nothing,
}

impl Meant {
    /// Whether it is another document than the one that cites it.
    pub(in crate::link) fn is_foreign(&self) -> bool {
        !matches!(self, Self::Own(_) | Self::Nothing)
    }
}

/// Where a citation stands.
#[derive(Clone, Copy, Debug)]
pub(in crate::link) struct Place<'c> {
    pub(in crate::link) corpus: &'c Corpus,
    pub(in crate::link) vocabulary: &'c Vocabulary,
    /// Index of the regulation among those of the corpus.
    pub(in crate::link) regulation: usize,
    /// The provision whose words it is part of.
    pub(in crate::link) provision: ProvisionId,
}

impl<'c> Place<'c> {
    /// The tree of the regulation.
    pub(in crate::link) fn tree(&self) -> &'c Tree {
        &self.corpus.regulations()[self.regulation].tree
    }

    /// When the regulation was issued.
    fn issued(&self) -> Option<Date> {
        self.corpus.regulations()[self.regulation].meta.issued
    }

    /// The component in which the citation stands.
    pub(in crate::link) fn component(&self) -> ProvisionId {
        locate::component(self.tree(), self.provision)
    }
}

/// What the document `written` is, cited at `place`.
pub(in crate::link) fn document(place: Place<'_>, written: &Written) -> Meant {
    let candidates: &[Holder] = match &written.reference {
        Reference::This => return this(place, written.kind),
        Reference::Number(number) => place.vocabulary.by_number(number),
        Reference::Name(_, Some(entry)) => place.vocabulary.names.holders(*entry),
        Reference::Name(_, None) => &[],
    };
    let by_number = matches!(written.reference, Reference::Number(_));
    let issuer = written.issuer.as_deref().map(|issuer| spelling::variants(&spelling::squeeze(issuer)));
    let fits = |holder: &&Holder| {
        let traits = place.vocabulary.traits(**holder);
        let kind = !by_number || written.kind.is_none_or(|kind| traits.may_be(kind.slug));
        kind && traits.may_date(written.when.date, written.when.year) && traits.may_issue(issuer.as_deref())
    };
    let mut fitting: Vec<Holder> = candidates.iter().filter(fits).copied().collect();
    // A document that is held may still stand in `documents.yaml`.
    let same = |left: Holder, right: Holder| place.vocabulary.traits(left).is_same(place.vocabulary.traits(right));
    if fitting.len() > 1 && fitting.iter().all(|holder| same(fitting[0], *holder)) {
        let own = fitting.iter().position(|holder| *holder == Holder::Held(place.regulation));
        fitting = vec![fitting[own.unwrap_or(0)]];
    }
    // Of several of one name none is meant that was not there yet.
    let is_after = |holder: Holder| place.vocabulary.traits(holder).is_after(place.issued());
    if fitting.len() > 1 && written.is_by_name_alone() && fitting.iter().all(|holder| is_after(*holder).is_some()) {
        fitting.retain(|holder| is_after(*holder) == Some(false));
    }
    match (fitting.as_slice(), &written.reference) {
        // In its own text the name of a Quy chế is its title; a law calls itself by name in earnest.
        ([Holder::Held(index)], Reference::Name(..)) if *index == place.regulation && !written.kind.is_some_and(|kind| kind.named) => {
            Meant::Nothing
        }
        ([Holder::Held(index)], _) if *index == place.regulation => Meant::Own(None),
        ([Holder::Held(index)], _) => Meant::Held(*index),
        ([Holder::Known(index)], _) => Meant::Known(*index),
        ([], Reference::Number(name) | Reference::Name(name, _)) => Meant::Unknown(name.clone()),
        _ => Meant::Several,
    }
}

/// Whether `meant` was issued long after the document in which it is cited.
pub(in crate::link) fn is_later(place: Place<'_>, meant: &Meant) -> bool {
    let holder = match meant {
        Meant::Held(index) => Holder::Held(*index),
        Meant::Known(index) => Holder::Known(*index),
        _ => return false,
    };
    place.vocabulary.traits(holder).is_after(place.issued()) == Some(true)
}

/// "Quy chế này": the component of that kind, or the document.
fn this(place: Place<'_>, kind: Option<DocumentKind>) -> Meant {
    let Some(kind) = kind else { return Meant::Nothing };
    let tree = place.tree();
    let slug = |id: ProvisionId| tree.get(id).path.as_str().rsplit('/').next().unwrap_or_default().to_owned();
    let own = place.component();
    let agrees = |held: &str| held == kind.slug || matches!((kind.slug, held), ("luat", "bo-luat") | ("bo-luat", "luat"));
    let texts: Vec<ProvisionId> = tree.components().map(|(id, _)| id).filter(|id| !is_appendix(&slug(*id))).collect();
    let document_type = place.corpus.regulations()[place.regulation].meta.document_type.as_deref();
    if texts.len() <= 1 {
        let named = texts.first().is_some_and(|id| agrees(&slug(*id)));
        let unknown = document_type.is_none() && texts.first().is_none_or(|id| slug(*id) == "van-ban");
        return if named || document_type.is_some_and(agrees) || unknown { Meant::Own(None) } else { Meant::Nothing };
    }
    let mut fitting = texts.iter().copied().filter(|id| agrees(&slug(*id)));
    match (agrees(&slug(own)), fitting.next(), fitting.next()) {
        (true, ..) => Meant::Own(Some(own)),
        (false, Some(one), None) => Meant::Own(Some(one)),
        (false, Some(_), Some(_)) => Meant::Several,
        (false, None, _) if document_type.is_some_and(agrees) => Meant::Own(None),
        (false, None, _) => Meant::Nothing,
    }
}

/// Whether a component with this slug is an appendix rather than a text of its own.
pub(in crate::link) fn is_appendix(slug: &str) -> bool {
    ["phu-luc", "mau", "bieu", "danh-muc"].iter().any(|head| slug.starts_with(head))
}

/// The provision that `units` name in another regulation: of its texts the one that has them, or that `kind` calls for.
pub(in crate::link) fn units_in(tree: &Tree, units: &[Unit], kind: Option<DocumentKind>) -> Result<ProvisionId, Miss> {
    let slug = |id: ProvisionId| tree.get(id).path.as_str().rsplit('/').next().unwrap_or_default().to_owned();
    let all: Vec<ProvisionId> = tree.components().map(|(id, _)| id).collect();
    let called: Vec<ProvisionId> = all.iter().copied().filter(|id| kind.is_some_and(|kind| slug(*id) == kind.slug)).collect();
    let texts: Vec<ProvisionId> = all.iter().copied().filter(|id| !is_appendix(&slug(*id))).collect();
    let scopes = if called.is_empty() { texts } else { called };
    let found: Vec<Result<ProvisionId, Miss>> = scopes.iter().map(|scope| locate::locate(tree, *scope, units)).collect();
    let mut hits = found.iter().filter_map(|result| result.as_ref().ok());
    match (hits.next(), hits.next()) {
        (Some(one), None) => Ok(*one),
        (Some(_), Some(_)) => Err(Miss::Several),
        (None, _) => found.into_iter().rfind(Result::is_err).unwrap_or(Err(Miss::Several)),
    }
}

/// The appendix of `tree` that `unit` names.
pub(in crate::link) fn appendix(tree: &Tree, unit: &Unit) -> Result<ProvisionId, Miss> {
    let wanted = match &unit.number {
        Number::Written(number) => quyche_text::slug(number).trim_start_matches('0').to_owned(),
        _ => String::new(),
    };
    let number = |slug: &str| slug.trim_start_matches("phu-luc").trim_start_matches("-so").trim_start_matches(['-', '0']).to_owned();
    let appendices: Vec<(ProvisionId, String)> = tree
        .components()
        .filter_map(|(id, provision)| {
            let slug = provision.path.as_str().rsplit('/').next()?;
            slug.starts_with("phu-luc").then(|| (id, number(slug)))
        })
        .collect();
    let fitting: Vec<ProvisionId> = appendices.iter().filter(|(_, own)| *own == wanted).map(|(id, _)| *id).collect();
    let first = tree.components().next().map(|(id, _)| id);
    match (fitting.as_slice(), appendices.as_slice(), first) {
        ([one], ..) => Ok(*one),
        // The only appendix, cited without the number it bears.
        ([], [(one, _)], _) if wanted.is_empty() => Ok(*one),
        ([], _, Some(under)) => Err(Miss::Absent { under, unit: unit.clone() }),
        _ => Err(Miss::Several),
    }
}

/// The units as the end of a provision path: `dieu-5/khoan-2/diem-dd`.
pub(in crate::link) fn path_of(units: &[Unit]) -> String {
    let part = |unit: &Unit| match &unit.number {
        Number::Written(number) if unit.level == Level::Appendix => format!("phu-luc-{}", quyche_text::slug(number)),
        Number::Written(number) if unit.level == Level::Form => format!("mau-{}", quyche_text::slug(number)),
        Number::Written(number) => ProvisionPath::part(locate::kind_of(unit.level), number),
        _ if unit.level == Level::Appendix => String::from("phu-luc"),
        _ => String::from(locate::kind_of(unit.level).slug()),
    };
    units.iter().rev().map(part).collect::<Vec<_>>().join("/")
}

/// The provisions after `from` up to and with `to` in reading order, of their kind and rank: what "từ … đến …" spans.
pub(in crate::link) fn between(tree: &Tree, from: ProvisionId, to: ProvisionId) -> Vec<ProvisionId> {
    let kind = tree.get(to).kind;
    let same_place = |id: ProvisionId| kind == Kind::Article || tree.get(id).parent == tree.get(to).parent;
    if tree.get(from).kind != kind || from >= to || !same_place(from) || locate::component(tree, from) != locate::component(tree, to) {
        return Vec::new();
    }
    tree.iter().map(|(id, _)| id).filter(|id| *id > from && *id < to && tree.get(*id).kind == kind && same_place(*id)).collect()
}

/// The target of a document as a whole; `None` where it is not one document.
pub(in crate::link) fn whole(place: Place<'_>, meant: &Meant) -> Option<Target> {
    match meant {
        Meant::Own(None) => Some(Target::Document(place.regulation)),
        Meant::Own(Some(component)) => Some(Target::Provision(Location { regulation: place.regulation, provision: *component })),
        Meant::Held(index) => Some(Target::Document(*index)),
        Meant::Known(document) => Some(Target::Known(*document)),
        Meant::Unknown(document) => Some(Target::Unknown { name: document.clone() }),
        Meant::Several | Meant::Nothing => None,
    }
}
