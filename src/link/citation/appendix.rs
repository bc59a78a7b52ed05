//! Appendices and forms of the document in which they are cited. Entry point: [`find`].

use crate::law::{Kind, ProvisionId, Tree};
use crate::link::citation::list::Item;
use crate::link::citation::locate::{self, Miss};
use crate::link::citation::named::Named;
use crate::link::citation::resolve::{self, Place};
use crate::link::citation::unit::{Level, Number};

/// A form or an appendix of this document; a form that the text does not hold is shown by its appendix.
pub(in crate::link) fn find(place: Place<'_>, item: &Item, container: Option<&Item>) -> Named {
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
            let mut appendices = tree.components().filter(|(_, provision)| provision.path.as_str().contains("/phu-luc"));
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
