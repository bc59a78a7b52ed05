//! Duties as readers see them. Entry points: [`view`], [`timing`].

use crate::compose::{Composer, address, contents};
use crate::content::{Organisation, Timing};
use crate::duty::{Bound, Through, leading_verbs};
use crate::law::Kind;
use crate::page::{CounterpartView, DutyView, Link, TimingView};
use crate::theme::Strings;

/// The duty at `index` of the register, for an organisation that comes to it by `through`.
pub(in crate::compose) fn view(composer: &Composer<'_>, index: usize, through: &Through) -> DutyView {
    let Bound { duty, provision, .. } = composer.register.get(index);
    let (regulation, id) = composer.corpus.provision(provision).expect("the register binds duties to provisions that exist");
    let position = composer.corpus.position(&regulation.id).expect("the corpus holds its regulations");
    let text = composer.text(regulation);
    let article = regulation.tree.enclosing(id, Kind::Article).map(|article| regulation.tree.get(article));
    let (verb, rest) = duty.quote.split_at(leading_verbs(&duty.quote));
    let link = |id: &String| composer.organisation_link(id);
    DutyView {
        provision: provision.to_string(),
        url: address::url(regulation, id),
        place: composer.places.place(regulation, id, text),
        heading: article
            .filter(|article| !article.heading.is_empty())
            .map_or_else(String::new, |article| contents::entry_heading(article, text)),
        document: Link { label: composer.heads[position].number.clone(), ..composer.document_link(position) },
        action: duty.action.clone(),
        quote: duty.quote.clone(),
        verb: verb.to_owned(),
        rest: rest.to_owned(),
        actors: duty.actors.iter().map(link).collect(),
        actor_ids: duty.actors.clone(),
        role: duty.role.as_str().to_owned(),
        also: duty.also.iter().map(|role| role.as_str().to_owned()).collect(),
        modality: duty.modality.as_str().to_owned(),
        counterparts: duty
            .counterparts
            .iter()
            .enumerate()
            .map(|(at, counterpart)| CounterpartView {
                opens_part: at == 0 || duty.counterparts[at - 1].part != counterpart.part,
                organisation: composer.organisation_link(&counterpart.organisation),
                id: counterpart.organisation.clone(),
                resolved: Vec::new(),
                part: counterpart.part.as_str().to_owned(),
            })
            .collect(),
        timing: duty.timing.iter().map(|timing| self::timing(composer.strings, *timing)).collect(),
        through: through.iter().map(link).collect(),
        alike: composer.register.alike(index).iter().map(|other| alike(composer, *other)).collect(),
        is_only: through.is_empty()
            && duty.actors.len() == 1
            && composer.register.alike(index).is_empty()
            && duty.actors.iter().all(|actor| composer.corpus.organisation(actor).is_some_and(is_single)),
        confidence: duty.confidence.unwrap_or_default(),
        is_reviewed: duty.status == crate::content::EntryStatus::Reviewed,
    }
}

/// When, in the reader's words.
pub(in crate::compose) fn timing(strings: &Strings, timing: Timing) -> TimingView {
    let code = timing.to_string();
    let words = match (strings.find(&format!("timings.{code}")), timing) {
        (Some(words), _) => words.to_owned(),
        (None, Timing::Months(count)) if count % 12 == 0 => strings.fill("timings.years", &[("count", &(count / 12).to_string())]),
        (None, Timing::Months(count)) => strings.fill("timings.months", &[("count", &count.to_string())]),
        (None, Timing::Days(count)) => strings.fill("timings.days", &[("count", &count.to_string())]),
        (None, _) => code.clone(),
    };
    TimingView { code, words }
}

/// The clause of the duty at `index`, by its place.
pub(in crate::compose) fn place(composer: &Composer<'_>, index: usize) -> Link {
    let (regulation, id) =
        composer.corpus.provision(&composer.register.get(index).provision).expect("the register binds duties to provisions that exist");
    Link::new(composer.places.place(regulation, id, composer.text(regulation)), address::url(regulation, id))
}

/// Another clause, by its place and those who act in it.
fn alike(composer: &Composer<'_>, index: usize) -> Link {
    let actors = &composer.register.get(index).duty.actors;
    let names: Vec<String> = actors.iter().map(|actor| composer.organisation_link(actor).label).collect();
    let place = place(composer, index);
    Link { label: format!("{} ({})", place.label, names.join(", ")), ..place }
}

/// Whether a name means one body.
fn is_single(organisation: &Organisation) -> bool {
    !matches!(organisation.kind.as_deref(), Some("group" | "relative" | "people"))
}
