//! By what a search can be restricted, in the reader's words. Entry point: [`filters`].

use std::collections::{BTreeMap, BTreeSet};

use quyche_text::{fold, slug};

use crate::compose::{Composer, duty, organisation};
use crate::page::{SearchFilter, SearchOption};

/// Kinds of record that a reader tells apart.
const KINDS: [&str; 7] = ["document", "dieu", "khoan", "guidance", "organisation", "term", "session"];

/// Organisations, roles, timings and levels that occur, kinds, and room for documents.
pub(in crate::compose) fn filters(composer: &Composer<'_>) -> Vec<SearchFilter> {
    let organisations = &composer.corpus.contents.organisations;
    let mut names: Vec<SearchOption> =
        organisations.iter().map(|body| SearchOption { value: body.value.id.clone(), label: body.value.name.clone() }).collect();
    names.sort_by_cached_key(|option| (fold(&option.label), option.label.clone()));
    let duties = || composer.register.duties().iter().map(|bound| &bound.duty);
    let words = |key: &str, value: &str| composer.strings.find(&format!("{key}.{value}")).unwrap_or(value).to_owned();
    let roles: BTreeSet<&str> = duties().flat_map(|duty| duty.roles()).map(|role| role.as_str()).collect();
    let timings: BTreeMap<String, String> = duties()
        .flat_map(|duty| &duty.timing)
        .map(|timing| duty::timing(composer.strings, *timing))
        .map(|timing| (slug(&timing.code), timing.words))
        .collect();
    let levels: BTreeSet<_> = organisations.iter().filter_map(|body| body.value.level).collect();
    let option = |value: &str, label: String| SearchOption { value: slug(value), label };
    let filter = |name: &str, key: &str, options| SearchFilter { name: name.to_owned(), key: key.to_owned(), options };
    let all = vec![
        filter("co-quan", "organisation", names),
        filter("vai-tro", "role", roles.iter().map(|role| option(role, words("roles", role))).collect()),
        filter("ky", "timing", timings.into_iter().map(|(value, label)| SearchOption { value, label }).collect()),
        filter(
            "cap",
            "level",
            levels.into_iter().map(|level| organisation::slug(Some(level))).map(|level| option(&level, words("levels", &level))).collect(),
        ),
        filter("loai", "kind", KINDS.iter().map(|kind| option(kind, words("search.kinds", kind))).collect()),
        filter("van-ban", "document", Vec::new()),
    ];
    all.into_iter().filter(|filter| !filter.options.is_empty() || filter.key == "document").collect()
}
