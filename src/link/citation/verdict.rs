//! What every written citation names and what came of it, in order. Entry point: [`judge`].

use std::ops::Range;

use crate::diag::{Code, Diagnostic};
use crate::law::{Kind, ProvisionId, Tree};
use crate::link::citation::ground::{Frame, Ground, Piece};
use crate::link::citation::list::{Item, Joint};
use crate::link::citation::locate::{self, Miss};
use crate::link::citation::resolve::{self, Meant, Place};
use crate::link::citation::scan::{Attachment, Group};
use crate::link::citation::unit::{Level, Number, Unit};
use crate::link::citation::{Citation, Outcome, Target};
use crate::link::spelling;
use crate::source::Span;

/// A citation and what is to be said about it.
#[derive(Debug)]
pub(in crate::link) struct Verdict {
    /// Bytes of the piece.
    pub(in crate::link) range: Range<usize>,
    surface: String,
    pub(in crate::link) targets: Vec<Target>,
    units: String,
    outcome: Outcome,
    pub(in crate::link) report: Option<Report>,
}

impl Verdict {
    /// The citation at `span`, and the diagnostic about it.
    pub(in crate::link) fn at(self, span: Span) -> (Citation, Option<Diagnostic>) {
        let Self { surface, targets, units, outcome, report, .. } = self;
        let diagnostic = report.map(|report| report.at(span.clone()));
        (Citation { span, surface, targets, units, outcome }, diagnostic)
    }
}

/// A diagnostic that does not know its place yet.
#[derive(Debug)]
pub(in crate::link) struct Report {
    code: Code,
    error: bool,
    message: String,
    hint: String,
}

impl Report {
    /// The diagnostic at `span`.
    fn at(self, span: Span) -> Diagnostic {
        let diagnostic = if self.error { Diagnostic::error(self.code, span, self.message) } else { Diagnostic::warning(self.code, span, self.message) };
        diagnostic.hint(self.hint)
    }
}

/// What an item names before it is written down.
enum Named {
    Provision(ProvisionId),
    Foreign(usize, ProvisionId),
    Target(Target, String),
    Ambiguous(String),
    Broken { message: String, hint: String, error: bool },
}

/// Judges every citation of `piece`, a run of the words of the provision at `place`.
pub(in crate::link) fn judge(place: Place<'_>, frame: &Frame, piece: &Piece<'_>) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    let mut taken = vec![false; piece.scanned.documents.len()];
    for (index, group) in piece.scanned.groups.iter().enumerate() {
        if let Some(document) = group.attachment.document().filter(|_| !group.is_appendix()) {
            taken[document] = true;
        }
        judge_group(place, frame, piece, index, &mut verdicts);
    }
    for (index, written) in piece.scanned.documents.iter().enumerate() {
        if !taken[index] && !written.needs_unit {
            verdicts.extend(judge_document(place, piece, written.range.clone(), &piece.meant[index]));
        }
    }
    verdicts.sort_by_key(|verdict| verdict.range.start);
    verdicts
}

fn judge_document(place: Place<'_>, piece: &Piece<'_>, range: Range<usize>, meant: &Meant) -> Option<Verdict> {
    if *meant == Meant::Nothing {
        return None;
    }
    let surface = spelling::squeeze(&piece.text.raw[range.clone()]);
    let (outcome, report) = match meant {
        Meant::Known(_) => (Outcome::ExternalKnown, None),
        Meant::Unknown(_) => (Outcome::ExternalUnknown, None),
        Meant::Several => (Outcome::Ambiguous, Some(ambiguous(&surface, "more than one document fits"))),
        _ => (Outcome::Resolved, None),
    };
    let targets = resolve::whole(place, meant).into_iter().collect();
    Some(Verdict { range, surface, targets, units: String::new(), outcome, report })
}

fn judge_group(place: Place<'_>, frame: &Frame, piece: &Piece<'_>, index: usize, verdicts: &mut Vec<Verdict>) {
    let group = &piece.scanned.groups[index];
    let written = group.attachment.document().map(|document| &piece.scanned.documents[document]);
    let ground = match group.attachment.document().map(|document| &piece.meant[document]) {
        Some(Meant::Own(_)) if written.is_some() => None,
        Some(Meant::Several | Meant::Nothing) => Some(Ground::Doubt),
        Some(meant) => Some(Ground::Foreign(meant.clone(), None)),
        None => Some(frame.ground(place, piece, index)),
    };
    let quoted = piece.is_quoted(group.range().start);
    let mut before: Option<ProvisionId> = None;
    let count = group.items.len();
    for (position, item) in group.items.iter().enumerate() {
        let container = group.items[position..].iter().find(|item| item.units[0].level == Level::Appendix).filter(|_| item.units[0].level == Level::Form);
        let named = match &ground {
            _ if item.is_here() && quoted => Named::Ambiguous(String::from("`này` inside a quotation means the text that is quoted")),
            _ if item.doubtful => Named::Ambiguous(String::from("it does not say to which larger unit it belongs")),
            None => in_own(place, item, container, Some(own_scope(place, piece, group).unwrap_or_else(|| place.component())), true),
            Some(_) if item.is_here() => in_own(place, item, container, None, true),
            Some(Ground::Own) => in_own(place, item, container, None, false),
            Some(Ground::Foreign(meant, article)) => foreign(place, item, container, meant, article.as_ref(), group),
            Some(Ground::Doubt) => Named::Ambiguous(String::from("it does not say in which document")),
        };
        let named = comma_doubt(place, group, item, named);
        let mut range = item.range.clone();
        if position + 1 == count
            && let Some(written) = written.filter(|_| !group.is_appendix())
        {
            range.end = written.range.end;
        }
        let through = position.checked_sub(1).is_some_and(|index| group.items[index].joint == Joint::Through);
        let between = match (&named, before) {
            (Named::Provision(to), Some(from)) if through => resolve::between(place.tree(), from, *to),
            _ => Vec::new(),
        };
        before = if let Named::Provision(id) = named { Some(id) } else { None };
        verdicts.push(write(place, piece, range, named, &between));
    }
}

/// The component in which "Điều 5 Quy chế này" is to be looked for; `None` for the one the citation stands in.
fn own_scope(place: Place<'_>, piece: &Piece<'_>, group: &Group) -> Option<ProvisionId> {
    if let Some(kind) = group.component {
        let slug = |provision: &crate::law::Provision| provision.path.as_str().ends_with(&format!("/{}", kind.slug));
        return place.tree().components().find(|(_, provision)| slug(provision)).map(|(id, _)| id);
    }
    match group.attachment.document().map(|document| &piece.meant[document]) {
        Some(Meant::Own(component)) => *component,
        _ => None,
    }
}

/// "Điều 5, Luật Đất đai" may be a list of two: an own Điều 5 that exists leaves it open.
fn comma_doubt(place: Place<'_>, group: &Group, item: &Item, named: Named) -> Named {
    let own = || locate::locate(place.tree(), place.component(), &item.units).is_ok();
    match named {
        Named::Foreign(..) | Named::Target(..) if matches!(group.attachment, Attachment::Comma(_)) && own() => {
            Named::Ambiguous(String::from("the document after the comma may be another member of the list"))
        }
        named => named,
    }
}

/// An item of this document; `certain` says that the text says so.
fn in_own(place: Place<'_>, item: &Item, container: Option<&Item>, scope: Option<ProvisionId>, certain: bool) -> Named {
    let tree = place.tree();
    let top = item.units.last().expect("an item has a unit");
    if matches!(item.units[0].level, Level::Form) || top.level == Level::Appendix {
        return own_appendix(place, item, container);
    }
    let component = scope.unwrap_or_else(|| place.component());
    let without_articles = !locate::has_articles(tree, component);
    if without_articles && item.units.iter().any(|unit| unit.level == Level::Article) {
        return in_only_text(place, item, certain);
    }
    let start = if top.number == Number::This {
        tree.enclosing(place.provision, locate::kind_of(top.level)).map(|id| (id, &item.units[..item.units.len() - 1]))
    } else if scope.is_some() || top.level >= Level::Article || matches!(&top.number, Number::Written(number) if number.contains('.')) {
        Some((component, item.units.as_slice()))
    } else {
        Some((enclosing(tree, place.provision, top.level).unwrap_or(component), item.units.as_slice()))
    };
    let Some((start, units)) = start else {
        return Named::Ambiguous(String::from("it stands in no such unit"));
    };
    let found = locate::locate(tree, start, units).or_else(|miss| nearby(place, units, miss));
    let certain = (certain || top.level == Level::Article) && !without_articles;
    settle(place, tree, found, item, certain)
}

/// A Mục is one of the enclosing chương where several chương have it.
fn nearby(place: Place<'_>, units: &[Unit], miss: Miss) -> Result<ProvisionId, Miss> {
    let tree = place.tree();
    let section = units.last().is_some_and(|unit| matches!(unit.level, Level::Section | Level::Subsection));
    match tree.enclosing(place.provision, Kind::Chapter).filter(|_| miss == Miss::Several && section) {
        Some(chapter) => locate::locate(tree, chapter, units),
        None => Err(miss),
    }
}

/// The unit in which a khoản or điểm without a larger unit stands.
fn enclosing(tree: &Tree, provision: ProvisionId, level: Level) -> Option<ProvisionId> {
    let article = || tree.enclosing(provision, Kind::Article);
    if level >= Level::Clause { article() } else { tree.enclosing(provision, Kind::Clause).or_else(article) }
}

/// In an appendix "Điều 5" is one of the text it belongs to, where there is only one.
fn in_only_text(place: Place<'_>, item: &Item, certain: bool) -> Named {
    let tree = place.tree();
    let mut texts = tree.components().map(|(id, _)| id).filter(|id| locate::has_articles(tree, *id));
    match (texts.next(), texts.next()) {
        (Some(one), None) if certain => settle(place, tree, locate::locate(tree, one, &item.units), item, true),
        _ => Named::Ambiguous(String::from("the text in which it stands has no Điều")),
    }
}

/// A form or an appendix of this document; a form that the text does not hold is shown by its appendix.
fn own_appendix(place: Place<'_>, item: &Item, container: Option<&Item>) -> Named {
    let tree = place.tree();
    let Some(first) = tree.components().next().map(|(id, _)| id) else { return Named::Ambiguous(String::new()) };
    let top = item.units.last().expect("an item has a unit");
    let appendix = match (top.level, container) {
        (Level::Appendix, _) if top.number == Number::This => Ok(place.component()),
        (Level::Appendix, _) => resolve::appendix(tree, top),
        (_, Some(container)) => resolve::appendix(tree, &container.units[0]),
        (_, None) => Err(Miss::Several),
    };
    if top.level == Level::Appendix {
        let rest = &item.units[..item.units.len() - 1];
        let found = appendix.map(|appendix| locate::locate(tree, appendix, rest).unwrap_or(appendix));
        return settle_appendix(tree, found, item);
    }
    let number = |id: &ProvisionId| tree.get(*id).number.as_deref().map(|own| own.trim_start_matches('0').to_lowercase());
    let Number::Written(wanted) = &top.number else { return Named::Ambiguous(String::from("it stands in no such unit")) };
    let wanted = Some(wanted.trim_start_matches('0').to_lowercase());
    let scope: Vec<ProvisionId> = match &appendix {
        Ok(appendix) => tree.subtree(*appendix).map(|(id, _)| id).collect(),
        Err(_) => tree.iter().map(|(id, _)| id).collect(),
    };
    let forms: Vec<ProvisionId> = scope.into_iter().filter(|id| tree.get(*id).kind == Kind::Form && number(id) == wanted).collect();
    match (forms.as_slice(), appendix) {
        ([one], _) => Named::Provision(*one),
        (_, Ok(appendix)) => Named::Provision(appendix),
        ([], _) => {
            // Without a word where the form stands, the only appendix holds it.
            let mut appendices = tree.components().filter(|(_, provision)| resolve::is_appendix(provision.path.as_str().rsplit('/').next().unwrap_or_default()));
            match (appendices.next(), appendices.next()) {
                (Some((one, _)), None) => Named::Provision(one),
                _ => settle_appendix(tree, Err(Miss::Absent { under: first, unit: top.clone() }), item),
            }
        }
        _ => Named::Ambiguous(String::from("more than one form has this number")),
    }
}

fn settle_appendix(tree: &Tree, found: Result<ProvisionId, Miss>, item: &Item) -> Named {
    match found {
        Ok(id) => Named::Provision(id),
        Err(Miss::Several) => Named::Ambiguous(String::from("more than one appendix fits")),
        Err(Miss::Absent { under, .. }) => Named::Broken {
            message: format!("`{}` is not in the text of `{}`", resolve::path_of(&item.units), tree.get(under).path.document()),
            hint: String::from("paste the appendix below the text"),
            error: false,
        },
    }
}

/// An item of another document.
fn foreign(place: Place<'_>, item: &Item, container: Option<&Item>, meant: &Meant, article: Option<&Unit>, group: &Group) -> Named {
    let mut units = item.units.clone();
    units.extend(article.cloned());
    units.extend(container.map(|container| container.units[0].clone()));
    match meant {
        Meant::Held(index) => {
            let tree = &place.corpus.regulations()[*index].tree;
            let top = units.last().expect("an item has a unit");
            let found = match top.level {
                Level::Appendix => resolve::appendix(tree, top).map(|appendix| locate::locate(tree, appendix, &units[..units.len() - 1]).unwrap_or(appendix)),
                _ => resolve::units_in(tree, &units, group.component),
            };
            match settle(place, tree, found, item, item.units[0].level != Level::Form) {
                Named::Provision(id) => Named::Foreign(*index, id),
                other => other,
            }
        }
        Meant::Known(document) => Named::Target(Target::Known(*document), resolve::path_of(&units)),
        Meant::Unknown(name) => Named::Target(Target::Unknown { name: name.clone() }, resolve::path_of(&units)),
        _ => Named::Ambiguous(String::from("more than one document fits")),
    }
}

fn settle(place: Place<'_>, tree: &Tree, found: Result<ProvisionId, Miss>, item: &Item, certain: bool) -> Named {
    match found {
        Ok(id) => Named::Provision(id),
        Err(Miss::Absent { under, unit }) if certain => {
            let under = tree.get(under);
            let document = place.corpus.regulation(under.path.document()).and_then(|held| held.meta.number.clone());
            let document = document.unwrap_or_else(|| under.path.document().to_owned());
            Named::Broken {
                message: format!("no provision `{}` in `{document}`", resolve::path_of(&item.units)),
                hint: count(tree, under, unit.level),
                error: true,
            }
        }
        Err(Miss::Absent { .. }) => Named::Ambiguous(String::from("the unit in which it stands has none with this number")),
        Err(Miss::Several) => Named::Ambiguous(String::from("more than one provision fits")),
    }
}

/// How many units of a level a provision has: "`dieu-5` has 6 khoản".
fn count(tree: &Tree, under: &crate::law::Provision, level: Level) -> String {
    let kind = locate::kind_of(level);
    let word = match kind {
        Kind::Article => "Điều",
        Kind::Clause => "khoản",
        Kind::Point => "điểm",
        Kind::Chapter => "Chương",
        Kind::Section => "Mục",
        Kind::Part => "Phần",
        _ => "such units",
    };
    let number = tree.iter().filter(|(_, provision)| provision.kind == kind && provision.path.below(&under.path).is_some()).count();
    let last = under.path.as_str().rsplit('/').next().unwrap_or_default();
    format!("`{last}` has {number} {word}")
}

fn write(place: Place<'_>, piece: &Piece<'_>, range: Range<usize>, named: Named, between: &[ProvisionId]) -> Verdict {
    let surface = spelling::squeeze(&piece.text.raw[range.clone()]);
    let path = |tree: &Tree, id: ProvisionId| Target::Provision(tree.get(id).path.clone());
    let mut units = String::new();
    let (targets, outcome, report) = match named {
        Named::Provision(id) => {
            let all = std::iter::once(id).chain(between.iter().copied());
            (all.map(|id| path(place.tree(), id)).collect(), Outcome::Resolved, None)
        }
        Named::Foreign(index, id) => (vec![path(&place.corpus.regulations()[index].tree, id)], Outcome::Resolved, None),
        Named::Target(target, within) => {
            units = within;
            let outcome = if matches!(target, Target::Known(_)) { Outcome::ExternalKnown } else { Outcome::ExternalUnknown };
            (vec![target], outcome, None)
        }
        Named::Ambiguous(reason) => (Vec::new(), Outcome::Ambiguous, Some(ambiguous(&surface, &reason))),
        Named::Broken { message, hint, error } => (Vec::new(), Outcome::Broken, Some(Report { code: Code::BrokenCitation, error, message, hint })),
    };
    Verdict { range, surface, targets, units, outcome, report }
}

fn ambiguous(surface: &str, reason: &str) -> Report {
    Report {
        code: Code::AmbiguousCitation,
        error: false,
        message: format!("`{surface}` is not linked: {reason}"),
        hint: String::from("the text of the law stays as it is; a note can say what is meant"),
    }
}
