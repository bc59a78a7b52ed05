//! The year of periodic duties: by period, by month, by organisation. Entry point: [`page`].

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::compose::{Composer, duty, lists, organisation_url};
use crate::content::Timing;
use crate::duty::{Through, due_months};
use crate::page::{
    CalendarLine, CalendarMonth, CalendarOrganisation, CalendarPage, Link, LooseView, Page, PeriodView, PlannerMark, TimingView,
};

/// Address of the page; calendar files lie beside it.
const PAGE: &str = "/lich/";
/// What one sheet of A4 holds beside its heads: organisations, and duties below them.
const SHEET: (usize, usize) = (22, 10);
/// As much or less is set larger.
const ROOMY: (usize, usize) = (12, 8);

/// The duties that say when, and how they are reached.
struct Year<'a> {
    composer: &'a Composer<'a>,
    /// By index in the register.
    duties: BTreeMap<usize, Dated>,
    /// The periods, shortest first.
    periods: Vec<Timing>,
}

struct Dated {
    /// As in [`CalendarLine::number`].
    number: usize,
    timing: BTreeSet<Timing>,
    /// Ids of everybody whose duty it is.
    meant: Vec<String>,
}

/// The page.
pub(in crate::compose) fn page(composer: &Composer<'_>) -> Page {
    let year = Year::new(composer);
    let periodic: Vec<usize> =
        year.duties.iter().filter(|(_, dated)| dated.timing.iter().copied().any(is_period)).map(|(index, _)| *index).collect();
    let has_months = year.periods.iter().any(|timing| !due_months(*timing).is_empty());
    let organisations = year.organisations();
    Page::Calendar(Box::new(CalendarPage {
        shell: lists::shell(composer, "calendar", PAGE),
        ics_url: if year.periods.iter().copied().any(has_file) { format!("{PAGE}tat-ca.ics") } else { String::new() },
        several_documents: composer.documents() > 1,
        periods: year.periods.iter().map(|timing| year.period(*timing)).collect(),
        duties: periodic.iter().map(|index| year.line(*index, is_period, &Through::new())).collect(),
        months: if has_months { (1..=12).map(|month| year.month(month)).collect() } else { Vec::new() },
        off_sheet: organisations.iter().filter(|entry| entry.is_periodic && !entry.on_sheet).count(),
        is_roomy: organisations.iter().filter(|entry| entry.is_periodic).count() <= ROOMY.0 && periodic.len() <= ROOMY.1,
        organisations,
        loose: year.loose(),
        sheet_lines: SHEET.1,
    }))
}

/// Whether `timing` is a period and no word.
fn is_period(timing: Timing) -> bool {
    matches!(timing, Timing::Days(_) | Timing::Months(_))
}

/// Whether a calendar file shows `timing`: weeks and days have no place in it.
fn has_file(timing: Timing) -> bool {
    timing.months().is_some() && !due_months(timing).is_empty()
}

impl<'a> Year<'a> {
    fn new(composer: &'a Composer<'a>) -> Self {
        let timed = composer.register.duties().iter().enumerate().filter(|(_, bound)| !bound.duty.timing.is_empty());
        let mut duties: BTreeMap<usize, Dated> = BTreeMap::new();
        for (number, (index, bound)) in timed.enumerate() {
            let timing = bound.duty.timing.iter().copied().collect();
            duties.insert(index, Dated { number: number + 1, timing, meant: Vec::new() });
        }
        for organisation in &composer.corpus.contents.organisations {
            for (index, _) in composer.register.acting(&organisation.value.id) {
                if let Some(dated) = duties.get_mut(&index) {
                    dated.meant.push(organisation.value.id.clone());
                }
            }
        }
        let periods: BTreeSet<Timing> =
            duties.values().flat_map(|dated| &dated.timing).copied().filter(|timing| is_period(*timing)).collect();
        Self { composer, duties, periods: periods.into_iter().collect() }
    }

    /// The duty at `index` with those of its timings that are `shown`.
    fn line(&self, index: usize, shown: impl Fn(Timing) -> bool, through: &Through) -> CalendarLine {
        let dated = &self.duties[&index];
        CalendarLine {
            number: dated.number,
            duty: duty::view(self.composer, index, through),
            meant: dated.meant.clone(),
            due: dated.timing.iter().filter(|timing| shown(**timing)).map(|timing| self.timing(*timing)).collect(),
            marks: self.periods.iter().map(|period| dated.timing.contains(period)).collect(),
        }
    }

    /// Every duty that has one of the timings `wanted`, with those.
    fn lines(&self, wanted: impl Fn(Timing) -> bool + Copy) -> Vec<CalendarLine> {
        let due = self.duties.iter().filter(|(_, dated)| dated.timing.iter().copied().any(wanted));
        due.map(|(index, _)| self.line(*index, wanted, &Through::new())).collect()
    }

    fn timing(&self, timing: Timing) -> TimingView {
        duty::timing(self.composer.strings, timing)
    }

    fn period(&self, period: Timing) -> PeriodView {
        let mut view = PeriodView {
            id: period.to_string().to_lowercase(),
            timing: self.timing(period),
            months: due_months(period),
            lines: self.lines(|timing| timing == period),
        };
        for line in &mut view.lines {
            line.due.clear();
        }
        view
    }

    fn month(&self, month: u8) -> CalendarMonth {
        let ends = |timing: Timing| due_months(timing).contains(&month);
        let is_monthly =
            |line: &CalendarLine| line.due.iter().all(|due| Timing::parse(&due.code).is_some_and(|timing| due_months(timing).len() == 12));
        let (every_month, lines) = self.lines(ends).into_iter().partition(is_monthly);
        CalendarMonth {
            number: month,
            id: format!("thang-{month}"),
            periods: self.periods.iter().filter(|period| ends(**period)).map(|period| self.timing(*period)).collect(),
            lines,
            every_month,
        }
    }

    /// Those who have a duty that says when, by name.
    fn organisations(&self) -> Vec<CalendarOrganisation> {
        let mut found: Vec<CalendarOrganisation> = Vec::new();
        for organisation in &self.composer.corpus.contents.organisations {
            let organisation = &organisation.value;
            let mut own: Vec<(usize, Through)> = self.composer.register.acting(&organisation.id);
            own.retain(|(index, _)| self.duties.contains_key(index));
            if own.is_empty() {
                continue;
            }
            own.sort_by_key(|(index, _)| (!self.duties[index].timing.iter().copied().any(is_period), *index));
            let timing: BTreeSet<Timing> = own.iter().flat_map(|(index, _)| &self.duties[index].timing).copied().collect();
            let months: Vec<Vec<PlannerMark>> = (1..=12).map(|month| self.marks(&timing, month)).collect();
            let is_periodic = months.iter().any(|marks| !marks.is_empty());
            found.push(CalendarOrganisation {
                id: organisation.id.clone(),
                anchor: format!("co-quan-{}", organisation.id),
                organisation: Link::new(organisation.name.clone(), organisation_url(&organisation.id)),
                ics_url: if timing.iter().copied().any(has_file) { format!("{PAGE}{}.ics", organisation.id) } else { String::new() },
                lines: own.iter().map(|(index, through)| self.line(*index, |_| true, through)).collect(),
                months,
                is_periodic,
                on_sheet: false,
            });
        }
        let mut by_marks: Vec<usize> = (0..found.len()).filter(|index| found[*index].is_periodic).collect();
        by_marks.sort_by_key(|index| Reverse(found[*index].months.iter().map(Vec::len).sum::<usize>()));
        for index in by_marks.into_iter().take(SHEET.0) {
            found[index].on_sheet = true;
        }
        found.sort_by_cached_key(|entry| (quyche_text::fold(&entry.organisation.label), entry.organisation.label.clone()));
        found
    }

    fn marks(&self, timing: &BTreeSet<Timing>, month: u8) -> Vec<PlannerMark> {
        let ends = timing.iter().filter(|timing| due_months(**timing).contains(&month));
        let label = |timing: Timing| timing.months().map_or_else(|| self.timing(timing).words, |months| months.to_string());
        ends.map(|timing| PlannerMark { code: timing.to_string(), label: label(*timing) }).collect()
    }

    /// Duties without a period, those whose period is missing first.
    fn loose(&self) -> Vec<LooseView> {
        let words = [Timing::Unspecified, Timing::AsNeeded, Timing::OnEvent, Timing::Continuous];
        let view = |word: Timing| LooseView {
            id: word.to_string(),
            timing: self.timing(word),
            lines: self.lines(|timing| timing == word).into_iter().map(|line| CalendarLine { due: Vec::new(), ..line }).collect(),
        };
        words.into_iter().map(view).filter(|view| !view.lines.is_empty()).collect()
    }
}
