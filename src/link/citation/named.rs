//! What one item of a list names: a provision of this document or of another. Entry points: [`in_own`], [`foreign`].

use crate::law::{Kind, Provision, ProvisionId, Tree};
use crate::link::citation::kinds::DocumentKind;
use crate::link::citation::list::Item;
use crate::link::citation::locate::{self, Miss};
use crate::link::citation::resolve::{self, Meant, Place};
use crate::link::citation::unit::{Level, Number, Unit};
use crate::link::citation::{Target, appendix};

/// What an item names before it is written down.
pub(in crate::link) enum Named {
    Provision(ProvisionId),
    Foreign(usize, ProvisionId),
    Target(Target, String),
    Ambiguous(String),
    Nothing,
    Broken { message: String, hint: String, error: bool },
}

/// An item to be looked for.
#[derive(Clone, Copy, Debug)]
pub(in crate::link) struct Sought<'i> {
    pub(in crate::link) item: &'i Item,
    /// The appendix after a form.
    pub(in crate::link) container: Option<&'i Item>,
}

/// An item of this document. `scope` is the component that the text names; without one the item stands where it is
/// cited, and only what it says itself is certain.
pub(in crate::link) fn in_own(place: Place<'_>, sought: Sought<'_>, scope: Option<ProvisionId>) -> Named {
    let tree = place.tree();
    let Sought { item, container } = sought;
    let certain = scope.is_some() || item.is_here();
    let top = item.units.last().expect("an item has a unit");
    if matches!(item.units[0].level, Level::Form) || top.level == Level::Appendix {
        return match appendix::find(place, item, container) {
            // The head of an appendix and the list of its forms are not citations of it.
            Named::Provision(id) if top.number != Number::This && tree.ancestors(place.provision).any(|(above, _)| above == id) => {
                Named::Nothing
            }
            named => named,
        };
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
    if certain { settle(place, tree, found, item) } else { open(found) }
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
fn in_only_text(place: Place<'_>, item: &Item, explicit: bool) -> Named {
    let tree = place.tree();
    let mut texts = tree.components().map(|(id, _)| id).filter(|id| locate::has_articles(tree, *id));
    match (texts.next(), texts.next()) {
        (Some(one), None) if explicit => settle(place, tree, locate::locate(tree, one, &item.units), item),
        _ => Named::Ambiguous(String::from("the text in which it stands has no Điều")),
    }
}

/// Where an item of another document is.
#[derive(Clone, Copy, Debug)]
pub(in crate::link) struct Elsewhere<'m> {
    pub(in crate::link) meant: &'m Meant,
    /// The Điều that is understood.
    pub(in crate::link) article: Option<&'m Unit>,
    /// The kind of the text in it that the citation calls for.
    pub(in crate::link) component: Option<DocumentKind>,
}

/// An item of another document.
pub(in crate::link) fn foreign(place: Place<'_>, sought: Sought<'_>, elsewhere: &Elsewhere<'_>) -> Named {
    let Sought { item, container } = sought;
    let Elsewhere { meant, article, component } = elsewhere;
    let mut units = item.units.clone();
    units.extend(article.iter().copied().cloned());
    units.extend(container.map(|container| container.units[0].clone()));
    match meant {
        Meant::Held(index) => {
            let tree = &place.corpus.regulations()[*index].tree;
            let top = units.last().expect("an item has a unit");
            let found = match top.level {
                Level::Appendix => resolve::appendix(tree, top)
                    .map(|appendix| locate::locate(tree, appendix, &units[..units.len() - 1]).unwrap_or(appendix)),
                _ => resolve::units_in(tree, &units, *component),
            };
            match settle(place, tree, found, item) {
                Named::Provision(id) => Named::Foreign(*index, id),
                other => other,
            }
        }
        Meant::Known(document) => Named::Target(Target::Known(*document), resolve::path_of(&units)),
        Meant::Unknown(name) => Named::Target(Target::Unknown { name: name.clone() }, resolve::path_of(&units)),
        _ => Named::Ambiguous(String::from("more than one document fits")),
    }
}

/// What was found where it is certain that it should be.
fn settle(place: Place<'_>, tree: &Tree, found: Result<ProvisionId, Miss>, item: &Item) -> Named {
    match found {
        Err(Miss::Absent { under, unit }) => {
            let under = tree.get(under);
            let document = place.corpus.regulation(under.path.document()).and_then(|held| held.meta.number.clone());
            let document = document.unwrap_or_else(|| under.path.document().to_owned());
            Named::Broken {
                message: format!("no provision `{}` in `{document}`", resolve::path_of(&item.units)),
                hint: count(tree, under, unit.level),
                error: true,
            }
        }
        other => open(other),
    }
}

/// What was found where it may as well be elsewhere.
fn open(found: Result<ProvisionId, Miss>) -> Named {
    match found {
        Ok(id) => Named::Provision(id),
        Err(Miss::Absent { .. }) => Named::Ambiguous(String::from("the unit in which it stands has none with this number")),
        Err(Miss::Several) => Named::Ambiguous(String::from("more than one provision fits")),
    }
}

/// How many units of a level a provision has: "`dieu-5` has 6 khoản".
fn count(tree: &Tree, under: &Provision, level: Level) -> String {
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
