//! Duties as readers see them. Entry points: [`view`], [`timing`].

use crate::compose::{Composer, address, contents};
use crate::content::Timing;
use crate::duty::{Bound, Through};
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
        actors: duty.actors.iter().map(link).collect(),
        actor_ids: duty.actors.clone(),
        role: duty.role.as_str().to_owned(),
        also: duty.also.iter().map(|role| role.as_str().to_owned()).collect(),
        modality: duty.modality.as_str().to_owned(),
        counterparts: duty
            .counterparts
            .iter()
            .map(|counterpart| CounterpartView {
                organisation: composer.organisation_link(&counterpart.organisation),
                id: counterpart.organisation.clone(),
                part: counterpart.part.as_str().to_owned(),
            })
            .collect(),
        timing: duty.timing.iter().map(|timing| self::timing(composer.strings, *timing)).collect(),
        through: through.iter().map(link).collect(),
        is_reviewed: duty.status == crate::content::DutyStatus::Reviewed,
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
