//! The year of periodic duties ([`CalendarPage`]).

use serde::Serialize;

use crate::page::{DutyView, Link, Shell, TimingView};

/// `/lich/`. Template `calendar.html`.
#[derive(Debug, Clone, Serialize)]
pub struct CalendarPage {
    /// Head of the page.
    pub shell: Shell,
    /// All periodic duties as a calendar file; empty where there is none.
    pub ics_url: String,
    /// Whether places have to say which document they are in.
    pub several_documents: bool,
    /// The periods that the register names, shortest first.
    pub periods: Vec<PeriodView>,
    /// Every periodic duty once, with all its periods.
    pub duties: Vec<CalendarLine>,
    /// The twelve months; empty where no duty is periodic.
    pub months: Vec<CalendarMonth>,
    /// Every organisation with a duty that says when, by name.
    pub organisations: Vec<CalendarOrganisation>,
    /// Duties that say when, but name no period.
    pub loose: Vec<LooseView>,
    /// How many duties the sheet for the wall shows below its table.
    pub sheet_lines: usize,
    /// How many organisations it leaves out.
    pub off_sheet: usize,
    /// Whether little stands on the sheet, which is then set larger.
    pub is_roomy: bool,
}

/// A period and what falls due by it.
#[derive(Debug, Clone, Serialize)]
pub struct PeriodView {
    /// `p6m`: its id on the page, from its code.
    pub id: String,
    /// The period.
    pub timing: TimingView,
    /// At the end of which months; empty for a period that no year can show.
    pub months: Vec<u8>,
    /// What falls due.
    pub lines: Vec<CalendarLine>,
}

/// A duty in the calendar.
#[derive(Debug, Clone, Serialize)]
pub struct CalendarLine {
    /// Its number on this page, the same wherever it is shown.
    pub number: usize,
    /// The duty.
    pub duty: DutyView,
    /// Ids of those who act and of everybody who is meant by their names.
    pub meant: Vec<String>,
    /// What it is due by, of what is shown here: in a month only the periods that end with it.
    pub due: Vec<TimingView>,
    /// For each period of the page whether the duty is due by it.
    pub marks: Vec<bool>,
}

/// A month.
#[derive(Debug, Clone, Serialize)]
pub struct CalendarMonth {
    /// 1 to 12.
    pub number: u8,
    /// `thang-6`: its id on the page.
    pub id: String,
    /// The periods that end with it.
    pub periods: Vec<TimingView>,
    /// What falls due by a period that does not end with every month.
    pub lines: Vec<CalendarLine>,
    /// What falls due here only as it does at the end of every month.
    pub every_month: Vec<CalendarLine>,
}

/// An organisation in the calendar.
#[derive(Debug, Clone, Serialize)]
pub struct CalendarOrganisation {
    /// Its id.
    pub id: String,
    /// `co-quan-ban-dan-van-thanh-uy`: its id on the page.
    pub anchor: String,
    /// Name and page.
    pub organisation: Link,
    /// Its periodic duties as a calendar file; empty where it has none.
    pub ics_url: String,
    /// Its duties, those with a period first.
    pub lines: Vec<CalendarLine>,
    /// The twelve months: which periods end; all empty where it has no periodic duty.
    pub months: Vec<Vec<PlannerMark>>,
    /// Whether it has a duty that the months show.
    pub is_periodic: bool,
    /// Whether it is on the sheet for the wall, which is one page: of more than fit, those with the most dates.
    pub on_sheet: bool,
}

/// A period in a month of the sheet for the wall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlannerMark {
    /// Code of the period.
    pub code: String,
    /// Its length: months as a number (`3`), days with their word.
    pub label: String,
}

/// Duties that say when without a period.
#[derive(Debug, Clone, Serialize)]
pub struct LooseView {
    /// `unspecified`: its id on the page.
    pub id: String,
    /// When.
    pub timing: TimingView,
    /// The duties.
    pub lines: Vec<CalendarLine>,
}
