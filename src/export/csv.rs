//! The register of duties as CSV (RFC 4180) that a spreadsheet opens as it is: UTF-8 with a mark of it, Vietnamese heads, names
//! before ids. Entry point: [`duties`].
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, a tab or a line break for a formula. Such a cell gets one
//! apostrophe before it and nothing is taken from it, law text that begins with "- " included: without it the spreadsheet shows
//! an error in the place of the words. A program takes the apostrophe off again ([`bare`]); the JSON file never has it.

use crate::export::{Column, Row, Setting};

/// In this order.
const COLUMNS: [Column; 21] = [
    Column::Number,
    Column::Document,
    Column::Place,
    Column::Heading,
    Column::Actors,
    Column::Via,
    Column::Role,
    Column::Also,
    Column::Modality,
    Column::Action,
    Column::Quote,
    Column::Counterparts,
    Column::Timing,
    Column::Status,
    Column::Text,
    Column::Url,
    Column::Provision,
    Column::ActorIds,
    Column::RoleIds,
    Column::CounterpartIds,
    Column::TimingCodes,
];

/// The mark by which a spreadsheet knows UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// The register in its order, a head first.
pub fn duties(rows: &[Row<'_>], setting: &Setting<'_>) -> Vec<u8> {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(MARK.to_vec());
    let into_memory = "writing to memory does not fail";
    writer.write_record(COLUMNS.map(|column| column.head(setting.strings))).expect(into_memory);
    for (index, row) in rows.iter().enumerate() {
        writer.write_record(COLUMNS.map(|column| guarded(row.cell(column, index + 1, &[], setting)))).expect(into_memory);
    }
    writer.into_inner().expect(into_memory)
}

/// The cell as no spreadsheet takes it for a formula.
pub fn guarded(cell: String) -> String {
    if is_formula(cell.trim_start_matches('\'')) { format!("'{cell}") } else { cell }
}

/// The cell as it was before [`guarded`].
pub fn bare(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

/// Full-width signs count too: some spreadsheets read them as the narrow ones.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['\t', '\r', '\n']) || cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::{bare, guarded};

    #[test]
    fn no_cell_is_a_formula_and_no_letter_is_lost() {
        for (cell, expected) in [
            ("=1+1", "'=1+1"),
            ("+84", "'+84"),
            ("- Báo cáo", "'- Báo cáo"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            (" =1", "' =1"),
            ("＝1", "'＝1"),
            ("'=1", "''=1"),
            ("'quoted'", "'quoted'"),
            ("Báo cáo = kết quả", "Báo cáo = kết quả"),
            ("", ""),
        ] {
            assert_eq!(guarded(cell.to_owned()), expected);
            assert_eq!(bare(expected), cell, "what was added can be taken off");
        }
    }
}
