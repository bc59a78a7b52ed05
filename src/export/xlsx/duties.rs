//! The register of duties: all duties, then a sheet for each organisation. Entry point: [`duties`].

use anyhow::Result;

use crate::export::xlsx::{Table, workbook};
use crate::export::{Column, Row, Setting};
use crate::page::Link;

/// The sheet of one organisation.
#[derive(Debug)]
pub struct Sheet {
    /// Its full name.
    pub name: String,
    /// Its duties: places in the rows, each with the way by which it comes to the duty.
    pub rows: Vec<(usize, Vec<Link>)>,
}

/// Columns of a sheet with their widths in characters. The first are printed: more would be too small to read on paper.
type Columns = [(Column, f64)];

/// Columns of the first sheet.
const ALL: [(Column, f64); 14] = [
    (Column::Number, 6.0),
    (Column::Document, 13.0),
    (Column::Place, 16.0),
    (Column::Actors, 26.0),
    (Column::Role, 12.0),
    (Column::Quote, 50.0),
    (Column::Counterparts, 28.0),
    (Column::Timing, 13.0),
    (Column::Modality, 11.0),
    (Column::Status, 14.0),
    (Column::Action, 45.0),
    (Column::Also, 14.0),
    (Column::Via, 22.0),
    (Column::Url, 30.0),
];

/// Columns of an organisation's sheet.
const ONE: [(Column, f64); 11] = [
    (Column::Number, 6.0),
    (Column::Document, 13.0),
    (Column::Place, 16.0),
    (Column::Role, 12.0),
    (Column::Quote, 50.0),
    (Column::Counterparts, 28.0),
    (Column::Timing, 13.0),
    (Column::Modality, 11.0),
    (Column::Through, 22.0),
    (Column::Status, 14.0),
    (Column::Url, 30.0),
];

/// How many columns are printed.
const PRINTED: u16 = 10;

/// The workbook of `rows` with a sheet for each of `sheets`.
///
/// # Errors
/// When the library refuses a value, which is a fault of this module.
pub fn duties(rows: &[Row<'_>], sheets: &[Sheet], setting: &Setting<'_>) -> Result<Vec<u8>> {
    let title = setting.strings.get("export.workbook");
    let every: Vec<(usize, Vec<Link>)> = (0..rows.len()).map(|index| (index, Vec::new())).collect();
    let first = table(setting.strings.get("export.all_sheet"), title, &ALL, rows, &every, setting);
    let one = |sheet: &Sheet| table(&sheet.name, &sheet.name, &ONE, rows, &sheet.rows, setting);
    let tables: Vec<Table> = std::iter::once(first).chain(sheets.iter().map(one)).collect();
    workbook(title, &tables, setting)
}

fn table(name: &str, title: &str, columns: &Columns, rows: &[Row<'_>], chosen: &[(usize, Vec<Link>)], setting: &Setting<'_>) -> Table {
    let cells = |(index, through): &(usize, Vec<Link>)| {
        columns.iter().map(|(column, _)| rows[*index].cell(*column, *index + 1, through, setting)).collect()
    };
    Table {
        name: name.to_owned(),
        title: title.to_owned(),
        columns: columns.iter().map(|(column, width)| (column.head(setting.strings).to_owned(), *width)).collect(),
        rows: chosen.iter().map(cells).collect(),
        printed: PRINTED,
    }
}
