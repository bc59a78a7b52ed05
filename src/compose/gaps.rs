//! What a regulation and its register of duties leave open. Entry point: [`gaps_page`].

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::compose::{Composer, address, head, unit};
use crate::duty::{self, Gap};
use crate::page::{GapGroup, GapView, GapsPage, Link, Page, Shell, Step};

/// The address of the page; empty where the regulation at `index` has no register.
pub(in crate::compose) fn gaps_url(composer: &Composer<'_>, index: usize) -> String {
    let head = &composer.heads[index];
    let has_register = composer.corpus.contents.duties.contains_key(&head.id);
    if has_register { format!("{}cho-de-ngo/", head.url) } else { String::new() }
}

/// The page of the regulation at `index`; `None` where it has no register.
pub(in crate::compose) fn gaps_page(composer: &Composer<'_>, index: usize) -> Option<Page> {
    let regulation = &composer.corpus.regulations()[index];
    composer.corpus.contents.duties.get(&regulation.id)?;
    let head = &composer.heads[index];
    let text = composer.text(regulation);
    let mut groups: BTreeMap<Gap, Vec<GapView>> = BTreeMap::new();
    for finding in duty::lint(composer.corpus, composer.links, composer.register, text, regulation) {
        let Some((_, id)) = composer.corpus.provision(&finding.provision) else { continue };
        groups.entry(finding.gap).or_default().push(GapView {
            provision: finding.provision.to_string(),
            place: Link::new(composer.places.place(regulation, id, text), address::url(regulation, id)),
            words: finding.words,
        });
    }
    let title = composer.strings.get("gaps.title");
    let url = gaps_url(composer, index);
    let mut breadcrumb = unit::document_breadcrumb(composer, index);
    breadcrumb.push(Step::ours(title, url.clone()));
    Some(Page::Gaps(GapsPage {
        shell: Shell {
            url,
            title: format!("{title} – {}", head::name(&composer.places, head)),
            description: composer.strings.get("gaps.lead").to_owned(),
            section: head.url.clone(),
            breadcrumb,
        },
        document: Arc::clone(head),
        groups: groups.into_iter().map(|(gap, gaps)| GapGroup { code: gap.code().as_str().to_owned(), gaps }).collect(),
    }))
}
