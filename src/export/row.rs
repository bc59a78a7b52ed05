//! One duty as a line of a table: [`Row`], its cells by [`Column`], and what all files of a site share: [`Setting`].

use crate::content::{Block, Date, Duty, Run};
use crate::page::{DutyView, Link};
use crate::theme::Strings;

/// What all files of a site share.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The words for readers.
    pub strings: &'a Strings,
    /// The only clock. A site that names no day has its files made on the first day of 1970.
    pub as_of: Option<Date>,
    /// `https://host/path` without a final `/`; empty while unknown.
    pub base_url: &'a str,
}

impl Setting<'_> {
    /// The day on which the files say that they were made.
    pub fn day(&self) -> Date {
        self.as_of.or_else(|| Date::new(1970, 1, 1)).expect("the calendar has this day")
    }

    /// The whole address of `url`, a path below the root of the site; `None` while it is unknown where the site is served.
    pub fn address(&self, url: &str) -> Option<String> {
        (!self.base_url.is_empty()).then(|| format!("{}{url}", self.base_url.trim_end_matches('/')))
    }
}

/// A duty with all that a file says of it.
#[derive(Debug)]
pub struct Row<'a> {
    /// What the register says.
    pub duty: &'a Duty,
    /// The same in the reader's words.
    pub view: DutyView,
    /// The clause's own words.
    pub text: String,
    /// How many duties before it have the same words of the same provision: what tells them apart.
    pub repeat: usize,
}

/// A column of a table of duties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Number of the line.
    Number,
    /// Number of the document.
    Document,
    /// `khoản 2 Điều 24`.
    Place,
    /// Heading of the Điều.
    Heading,
    /// Names of those who act.
    Actors,
    /// The group by which an organisation comes to the duty.
    Through,
    /// Why these act.
    Via,
    /// Main role.
    Role,
    /// Further roles.
    Also,
    /// How binding it is.
    Modality,
    /// What is to be done.
    Action,
    /// The exact words.
    Quote,
    /// Who else has which part.
    Counterparts,
    /// When.
    Timing,
    /// Who stands behind it.
    Status,
    /// The whole clause.
    Text,
    /// Where it is read.
    Url,
    /// Address of the provision.
    Provision,
    /// Ids of those who act.
    ActorIds,
    /// Slugs of all roles.
    RoleIds,
    /// Ids and parts of the others.
    CounterpartIds,
    /// Periods as in the register.
    TimingCodes,
}

/// Between several values in one cell.
const SEPARATOR: &str = "; ";

impl Column {
    /// The words over it.
    pub fn head(self, strings: &Strings) -> &str {
        strings.get(&format!("export.columns.{}", self.key()))
    }

    fn key(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Document => "document",
            Self::Place => "place",
            Self::Heading => "heading",
            Self::Actors => "actors",
            Self::Through => "through",
            Self::Via => "via",
            Self::Role => "role",
            Self::Also => "also",
            Self::Modality => "modality",
            Self::Action => "action",
            Self::Quote => "quote",
            Self::Counterparts => "counterparts",
            Self::Timing => "timing",
            Self::Status => "status",
            Self::Text => "text",
            Self::Url => "url",
            Self::Provision => "provision",
            Self::ActorIds => "actor_ids",
            Self::RoleIds => "role_ids",
            Self::CounterpartIds => "counterpart_ids",
            Self::TimingCodes => "timing_codes",
        }
    }
}

impl Row<'_> {
    /// The cell of `column` on line `number`, for an organisation that comes to the duty by `through`.
    pub fn cell(&self, column: Column, number: usize, through: &[Link], setting: &Setting<'_>) -> String {
        let (duty, view, strings) = (self.duty, &self.view, setting.strings);
        let role = |slug: &String| strings.get(&format!("roles.{slug}"));
        match column {
            Column::Number => number.to_string(),
            Column::Document => view.document.label.clone(),
            Column::Place => view.place.clone(),
            Column::Heading => view.heading.clone(),
            Column::Actors => labels(&view.actors),
            Column::Through => labels(through),
            Column::Via => strings.get(&format!("export.via.{}", duty.via.as_str())).to_owned(),
            Column::Role => role(&view.role).to_owned(),
            Column::Also => view.also.iter().map(role).collect::<Vec<_>>().join(SEPARATOR),
            Column::Modality => strings.get(&format!("modalities.{}", view.modality)).to_owned(),
            Column::Action => view.action.clone(),
            Column::Quote => view.quote.clone(),
            Column::Counterparts => {
                let one = |one: &crate::page::CounterpartView| {
                    let part = strings.get(&format!("parts.{}", one.part));
                    strings.fill("export.counterpart", &[("organisation", &one.organisation.label), ("part", part)])
                };
                view.counterparts.iter().map(one).collect::<Vec<_>>().join(SEPARATOR)
            }
            Column::Timing => view.timing.iter().map(|timing| timing.words.as_str()).collect::<Vec<_>>().join(SEPARATOR),
            Column::Status => strings.get(&format!("export.status.{}", duty.status.as_str())).to_owned(),
            Column::Text => self.text.clone(),
            Column::Url => setting.address(&view.url).unwrap_or_else(|| view.url.clone()),
            Column::Provision => duty.provision.clone(),
            Column::ActorIds => duty.actors.join(SEPARATOR),
            Column::RoleIds => duty.roles().map(|role| role.as_str()).collect::<Vec<_>>().join(SEPARATOR),
            Column::CounterpartIds => {
                let one = |one: &crate::content::Counterpart| format!("{}:{}", one.organisation, one.part.as_str());
                duty.counterparts.iter().map(one).collect::<Vec<_>>().join(SEPARATOR)
            }
            Column::TimingCodes => duty.timing.iter().map(ToString::to_string).collect::<Vec<_>>().join(SEPARATOR),
        }
    }
}

fn labels(links: &[Link]) -> String {
    links.iter().map(|link| link.label.as_str()).collect::<Vec<_>>().join(SEPARATOR)
}

/// Blocks of Markdown as lines of plain words.
pub(in crate::export) fn plain(blocks: &[Block]) -> String {
    let words = |runs: &[Run]| runs.iter().map(|run| run.text.as_str()).collect::<String>();
    let line = |block: &Block| match block {
        Block::Heading(_, runs) | Block::Paragraph(runs) | Block::Quote(runs) => words(runs),
        Block::Item { number, runs, .. } => {
            let mark = number.map_or_else(|| String::from("–"), |number| format!("{number}."));
            format!("{mark} {}", words(runs))
        }
        Block::Code(code) => code.clone(),
        Block::Table(rows) => {
            let row = |row: &Vec<Vec<Run>>| row.iter().map(|cell| words(cell)).collect::<Vec<_>>().join("; ");
            rows.iter().map(row).collect::<Vec<_>>().join("\n")
        }
    };
    blocks.iter().map(line).collect::<Vec<_>>().join("\n")
}
