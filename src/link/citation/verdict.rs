//! What every written citation names and what came of it, in order. Entry point: [`judge`].

use std::ops::Range;

use smallvec::{SmallVec, smallvec};

use crate::corpus::Location;
use crate::diag::{Code, Diagnostic};
use crate::law::{Provision, ProvisionId};
use crate::link::citation::ground::{Frame, Ground, Piece};
use crate::link::citation::list::{Item, Joint};
use crate::link::citation::locate;
use crate::link::citation::named::{self, Elsewhere, Named, Sought};
use crate::link::citation::resolve::{self, Meant, Place};
use crate::link::citation::scan::{Attachment, Group};
use crate::link::citation::unit::Level;
use crate::link::citation::{Citation, Outcome, Target};
use crate::link::spelling;
use crate::source::Span;

/// A citation and what is to be said about it.
#[derive(Debug)]
pub(in crate::link) struct Verdict {
    /// Bytes of the piece.
    pub(in crate::link) range: Range<usize>,
    pub(in crate::link) targets: SmallVec<[Target; 1]>,
    units: String,
    outcome: Outcome,
    pub(in crate::link) report: Option<Report>,
}

impl Verdict {
    /// The citation at `span`, and the diagnostic about it.
    pub(in crate::link) fn at(self, span: Span) -> (Citation, Option<Diagnostic>) {
        let Self { targets, units, outcome, report, .. } = self;
        let diagnostic = report.map(|report| report.at(span.clone()));
        (Citation { span, targets, units, outcome }, diagnostic)
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
        let diagnostic =
            if self.error { Diagnostic::error(self.code, span, self.message) } else { Diagnostic::warning(self.code, span, self.message) };
        diagnostic.hint(self.hint)
    }
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
    Some(Verdict { range, targets, units: String::new(), outcome, report })
}

fn judge_group(place: Place<'_>, frame: &Frame, piece: &Piece<'_>, index: usize, verdicts: &mut Vec<Verdict>) {
    let group = &piece.scanned.groups[index];
    let written = group.attachment.document().map(|document| &piece.scanned.documents[document]);
    let ground = ground(place, frame, piece, index);
    let quoted = piece.is_quoted(group.range().start);
    let amends = frame.amends_above(place);
    let mut before: Option<ProvisionId> = None;
    let count = group.items.len();
    for (position, item) in group.items.iter().enumerate() {
        let container = group.items[position..]
            .iter()
            .find(|item| item.units[0].level == Level::Appendix)
            .filter(|_| item.units[0].level == Level::Form);
        let sought = Sought { item, container };
        let named = match &ground {
            _ if item.is_here() && amends => Named::Ambiguous(String::from("`này` may mean the text that is amended")),
            _ if item.is_here() && is_footnote(piece, item) => {
                Named::Ambiguous(String::from("a footnote does not stand where it is printed"))
            }
            _ if item.is_here() && quoted => Named::Ambiguous(String::from("`này` inside a quotation means the text that is quoted")),
            _ if item.doubtful => Named::Ambiguous(String::from("it does not say to which larger unit it belongs")),
            None => named::in_own(place, sought, Some(own_scope(place, piece, group).unwrap_or_else(|| place.component()))),
            Some(_) if item.is_here() => named::in_own(place, sought, None),
            Some(Ground::Own) => named::in_own(place, sought, None),
            Some(Ground::Foreign(meant, article)) => {
                named::foreign(place, sought, &Elsewhere { meant, article: article.as_ref(), component: group.component })
            }
            Some(Ground::Later) => Named::Ambiguous(String::from("the document of that name was issued after this one")),
            Some(Ground::Doubt) => Named::Ambiguous(String::from("it does not say in which document")),
        };
        let named = comma_doubt(place, group, item, named);
        if matches!(named, Named::Nothing) {
            continue;
        }
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

/// To what the units of group `index` of `piece` belong; `None` where they are said to be this document's.
fn ground(place: Place<'_>, frame: &Frame, piece: &Piece<'_>, index: usize) -> Option<Ground> {
    let group = &piece.scanned.groups[index];
    let Some(document) = group.attachment.document() else {
        let ground = if piece.follows_document(index) { Ground::Doubt } else { frame.ground(place, piece, index) };
        return Some(if is_missed(place, &ground, group) { Ground::Doubt } else { ground });
    };
    let (written, meant) = (&piece.scanned.documents[document], &piece.meant[document]);
    match meant {
        Meant::Own(_) => None,
        Meant::Several | Meant::Nothing => Some(Ground::Doubt),
        // "Luật Đất đai … Điều 35, Điều 38 Luật Khoáng sản …": rows of a table, each law before its Điều or after them.
        _ if matches!(group.attachment, Attachment::Direct(_)) && piece.follows_document(index) => Some(Ground::Doubt),
        _ if written.is_by_name_alone() && resolve::is_later(place, meant) => Some(Ground::Later),
        _ => Some(Ground::Foreign(meant.clone(), None)),
    }
}

/// Whether one of the units of `group` is not in the document that is only understood, so that another may be meant.
fn is_missed(place: Place<'_>, ground: &Ground, group: &Group) -> bool {
    let Ground::Foreign(meant, article) = ground else { return false };
    let elsewhere = Elsewhere { meant, article: article.as_ref(), component: group.component };
    let broken = |item| matches!(named::foreign(place, Sought { item, container: None }, &elsewhere), Named::Broken { .. });
    group.items.len() > 1 && group.items.iter().any(broken)
}

/// Whether `item` opens the note that explains a footnote mark: "4 Điều này được sửa đổi theo …".
fn is_footnote(piece: &Piece<'_>, item: &Item) -> bool {
    let marked = piece.text.flat[..item.range.start].trim_end().ends_with(|last: char| last.is_ascii_digit());
    marked && piece.text.is_capital(item.range.start) && piece.text.cursor(item.range.end).one_of(&["được", "đã được", "bị"]).is_some()
}

/// The component in which "Điều 5 Quy chế này" is to be looked for; `None` for the one the citation stands in.
fn own_scope(place: Place<'_>, piece: &Piece<'_>, group: &Group) -> Option<ProvisionId> {
    if let Some(kind) = group.component {
        let slug = |provision: &Provision| provision.path.as_str().ends_with(&format!("/{}", kind.slug));
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

fn write(place: Place<'_>, piece: &Piece<'_>, range: Range<usize>, named: Named, between: &[ProvisionId]) -> Verdict {
    let surface = spelling::squeeze(&piece.text.raw[range.clone()]);
    let target = |regulation, provision| Target::Provision(Location { regulation, provision });
    let mut units = String::new();
    let (targets, outcome, report) = match named {
        Named::Provision(id) => {
            let all = std::iter::once(id).chain(between.iter().copied());
            (all.map(|id| target(place.regulation, id)).collect(), Outcome::Resolved, None)
        }
        Named::Foreign(index, id) => (smallvec![target(index, id)], Outcome::Resolved, None),
        Named::Target(target, within) => {
            units = within;
            let outcome = if matches!(target, Target::Known(_)) { Outcome::ExternalKnown } else { Outcome::ExternalUnknown };
            (smallvec![target], outcome, None)
        }
        Named::Nothing => (SmallVec::new(), Outcome::Ambiguous, None),
        Named::Ambiguous(reason) => (SmallVec::new(), Outcome::Ambiguous, Some(ambiguous(&surface, &reason))),
        Named::Broken { message, hint, error } => {
            (SmallVec::new(), Outcome::Broken, Some(Report { code: Code::BrokenCitation, error, message, hint }))
        }
    };
    Verdict { range, targets, units, outcome, report }
}

fn ambiguous(surface: &str, reason: &str) -> Report {
    Report {
        code: Code::AmbiguousCitation,
        error: false,
        message: format!("`{surface}` is not linked: {reason}"),
        hint: String::from("the text of the law stays as it is; a note can say what is meant"),
    }
}
