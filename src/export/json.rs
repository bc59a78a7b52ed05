//! The register of duties as JSON: what people wrote, with the words of the clause and where it is read. Entry point: [`duties`].

use schemars::JsonSchema;
use serde::Serialize;

use crate::content::Duty;
use crate::export::Row;

/// A duty as data.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DutyData<'a> {
    /// As in the register.
    #[serde(flatten)]
    duty: &'a Duty,
    /// The clause's own words.
    text: &'a str,
    /// Where it is read.
    url: &'a str,
}

/// The register in its order.
pub fn duties(rows: &[Row<'_>]) -> Vec<u8> {
    let duty = |row| {
        let Row { duty, view, text, .. }: &'_ Row<'_> = row;
        DutyData { duty, text, url: &view.url }
    };
    pretty(&rows.iter().map(duty).collect::<Vec<_>>())
}

/// Plain data, one key a line, with a final line break.
pub fn pretty(value: &impl Serialize) -> Vec<u8> {
    let mut out = serde_json::to_vec_pretty(value).expect("plain data always serialises");
    out.push(b'\n');
    out
}
