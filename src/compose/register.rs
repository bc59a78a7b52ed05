//! The register of duties as files: for programs, for spreadsheets, for calendars, for Word. Entry points: [`register_files`], [`files`].

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::compose::data::{self, own_text};
use crate::compose::{Composer, Data, assessment, duty};
use crate::content::Organisation;
use crate::duty::Through;
use crate::export::{Row, Setting, csv, docx, ics, json, xlsx};
use crate::page::{DataFile, Link};

/// The calendar of all periodic duties.
pub(in crate::compose) const CALENDAR: &str = "/lich/tat-ca.ics";

/// Writes every file that holds the register, each by one call of `put`, from several threads.
///
/// # Errors
/// The first of `put`, and where the workbook cannot be made.
pub fn register_files(composer: &Composer<'_>, put: impl Fn(&Data) -> anyhow::Result<()> + Sync) -> anyhow::Result<()> {
    let setting = setting(composer);
    let rows = rows(composer);
    put(&Data { url: String::from("/du-lieu/nhiem-vu.json"), bytes: json::duties(&rows) })?;
    put(&Data { url: String::from("/du-lieu/nhiem-vu.csv"), bytes: csv::duties(&rows, &setting) })?;
    let sheets: Vec<xlsx::Sheet> = organisations(composer)
        .map(|(organisation, acting)| xlsx::Sheet {
            name: organisation.name.clone(),
            rows: acting.into_iter().map(|(index, through)| (index, links(composer, &through))).collect(),
        })
        .collect();
    put(&Data { url: String::from("/du-lieu/nhiem-vu.xlsx"), bytes: xlsx::duties(&rows, &sheets, &setting)? })?;
    if let Some(bytes) = ics::calendar(composer.strings.get("export.calendar.all"), rows.iter(), &setting) {
        put(&Data { url: CALENDAR.to_owned(), bytes })?;
    }
    let all: Vec<(&Organisation, Vec<(usize, Through)>)> = organisations(composer).collect();
    all.par_iter().try_for_each(|(organisation, acting)| {
        let name = composer.strings.fill("export.calendar.one", &[("organisation", &organisation.name)]);
        if let Some(bytes) = ics::calendar(&name, acting.iter().map(|(index, _)| &rows[*index]), &setting) {
            put(&Data { url: calendar_url(&organisation.id), bytes })?;
        }
        match assessment::page(composer, organisation) {
            Some(page) => put(&Data { url: page.docx_url.clone(), bytes: docx::form(&page, &setting) }),
            None => Ok(()),
        }
    })
}

/// What all exported files share.
pub fn setting<'c>(composer: &'c Composer<'_>) -> Setting<'c> {
    let site = &composer.corpus.contents.site;
    Setting { strings: composer.strings, as_of: site.as_of, base_url: &site.base_url }
}

/// The address of an organisation's calendar.
pub(in crate::compose) fn calendar_url(id: &str) -> String {
    format!("/lich/{id}.ics")
}

/// The address of the calendar of the organisation `id`; empty where it has no periodic duty.
pub(in crate::compose) fn calendar_of(composer: &Composer<'_>, id: &str) -> String {
    let mut acting = composer.register.acting(id).into_iter();
    let periodic = acting.any(|(index, _)| ics::is_periodic(&composer.register.get(index).duty));
    if periodic { calendar_url(id) } else { String::new() }
}

/// Every duty as a row.
fn rows<'c>(composer: &'c Composer<'_>) -> Vec<Row<'c>> {
    let mut seen: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let duties = composer.register.duties().iter().enumerate();
    duties
        .map(|(index, bound)| {
            let (regulation, id) = composer.corpus.provision(&bound.provision).expect("the register binds duties to provisions that exist");
            let times = seen.entry((&bound.duty.provision, &bound.duty.quote)).or_default();
            let repeat = *times;
            *times += 1;
            let text = own_text(regulation.tree.get(id), composer.text(regulation));
            Row { duty: &bound.duty, view: duty::view(composer, index, &Through::new()), text, repeat }
        })
        .collect()
}

/// The organisations that have duties, in the order of the registry, with their duties.
fn organisations<'c>(composer: &'c Composer<'_>) -> impl Iterator<Item = (&'c Organisation, Vec<(usize, Through)>)> {
    let all = composer.corpus.contents.organisations.iter().map(|organisation| &organisation.value);
    all.map(|organisation| (organisation, composer.register.acting(&organisation.id))).filter(|(_, acting)| !acting.is_empty())
}

fn links(composer: &Composer<'_>, through: &Through) -> Vec<Link> {
    through.iter().map(|id| composer.organisation_link(id)).collect()
}

/// What the data page lists of the register: files of the whole site, then those of each organisation.
pub(in crate::compose) fn files(composer: &Composer<'_>) -> (Vec<DataFile>, Vec<DataFile>) {
    let names = [("nhiem-vu.json", "duties"), ("nhiem-vu.csv", "duties_table"), ("nhiem-vu.xlsx", "duties_workbook")];
    let mut site: Vec<DataFile> = names.iter().map(|(name, about)| data::file(&format!("/du-lieu/{name}"), about, None)).collect();
    let duties = composer.register.duties();
    if duties.iter().any(|bound| ics::is_periodic(&bound.duty)) {
        site.push(data::file(CALENDAR, "calendar", None));
    }
    let mut own = Vec::new();
    for (organisation, acting) in organisations(composer) {
        let subject = || Some(composer.organisation_link(&organisation.id));
        own.push(data::file(&assessment::docx_url(&organisation.id), "assessment", subject()));
        if acting.iter().any(|(index, _)| ics::is_periodic(&duties[*index].duty)) {
            own.push(data::file(&calendar_url(&organisation.id), "calendar", subject()));
        }
    }
    (site, own)
}
