//! Units of a citation to the provision they name. Entry point: [`locate`].

use crate::law::{Kind, Provision, ProvisionId, Tree, ordinal, roman};
use crate::link::citation::unit::{Level, Number, Unit};

/// Why no provision was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::link) enum Miss {
    /// `unit` does not exist in the provision `under`.
    Absent {
        /// Where it was looked for.
        under: ProvisionId,
        /// What was looked for.
        unit: Unit,
    },
    /// More than one provision fits.
    Several,
}

/// The provision that `units`, special before general, name in the subtree at `scope`.
pub(in crate::link) fn locate(tree: &Tree, scope: ProvisionId, units: &[Unit]) -> Result<ProvisionId, Miss> {
    let strict = has_articles(tree, component(tree, scope));
    units.iter().rev().try_fold(scope, |scope, unit| step(tree, scope, unit, strict))
}

/// Whether the component `id` has Điều.
pub(in crate::link) fn has_articles(tree: &Tree, id: ProvisionId) -> bool {
    tree.subtree(id).any(|(_, provision)| provision.kind == Kind::Article)
}

/// The component in which `id` stands.
pub(in crate::link) fn component(tree: &Tree, id: ProvisionId) -> ProvisionId {
    tree.ancestors(id).last().map_or(id, |(id, _)| id)
}

/// The kind of provision that a level of citation names.
pub(in crate::link) fn kind_of(level: Level) -> Kind {
    match level {
        Level::Form => Kind::Form,
        Level::Paragraph => Kind::Paragraph,
        Level::Dash => Kind::Dash,
        Level::Item | Level::Point => Kind::Point,
        Level::Clause => Kind::Clause,
        Level::Article => Kind::Article,
        Level::Subsection => Kind::Subsection,
        Level::Section => Kind::Section,
        Level::Chapter => Kind::Chapter,
        Level::Part => Kind::Part,
        Level::Appendix => Kind::Component,
    }
}

fn step(tree: &Tree, scope: ProvisionId, unit: &Unit, strict: bool) -> Result<ProvisionId, Miss> {
    let Number::Written(number) = &unit.number else { return Err(Miss::Several) };
    if unit.level == Level::Paragraph && number == "1" {
        return Ok(scope);
    }
    let dotted = number.contains('.');
    let fits = |provision: &Provision| match unit.level {
        Level::Paragraph | Level::Dash => provision.kind == kind_of(unit.level) && provision.path.as_str().ends_with(&format!("-{number}")),
        _ if dotted => matches!(provision.kind, Kind::Clause | Kind::Subsection) && provision.number.as_deref() == Some(number),
        _ if strict => provision.kind == kind_of(unit.level) && is_same(provision, number),
        _ => {
            matches!(provision.kind, Kind::Part | Kind::Section | Kind::Subsection | Kind::Clause | Kind::Point)
                && provision.number.as_deref() == Some(number)
        }
    };
    let found: Vec<(usize, ProvisionId)> = tree
        .subtree(scope)
        .filter(|(id, provision)| *id != scope && fits(provision))
        .map(|(id, _)| (tree.ancestors(id).count(), id))
        .collect();
    // The nearest counts: "điểm a Điều 5" is not the điểm a of one of its khoản.
    let Some(least) = found.iter().map(|(depth, _)| *depth).min() else {
        return Err(Miss::Absent { under: scope, unit: unit.clone() });
    };
    let mut nearest = found.iter().filter(|(depth, _)| *depth == least);
    match (nearest.next(), nearest.next()) {
        (Some((_, id)), None) => Ok(*id),
        _ => Err(Miss::Several),
    }
}

/// Whether `provision` bears `number`, be it Roman, Arabic or an ordinal.
fn is_same(provision: &Provision, number: &str) -> bool {
    let Some(own) = provision.number.as_deref() else { return false };
    let value = |text: &str| text.parse::<u32>().ok().or_else(|| roman(text)).or_else(|| ordinal(text));
    same_letters(own, number) || (provision.kind.is_division() && value(own).is_some() && value(own) == value(number))
}

/// Whether both are spelled alike, capitals and zeros at the head aside.
fn same_letters(left: &str, right: &str) -> bool {
    let [left, right] = [left, right].map(|text| text.trim_start_matches('0').chars().flat_map(char::to_lowercase));
    left.eq(right)
}
