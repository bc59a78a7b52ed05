//! The matrix of those who act by those who have a part. Entry point: [`view`].

use std::collections::{BTreeMap, BTreeSet};

use crate::compose::cooperation::{PAGE, Web, anchor, entry_link};
use crate::compose::organisation;
use crate::content::Organisation;
use crate::page::{MatrixCell, MatrixColumn, MatrixGroup, MatrixRow, MatrixView};

/// Most rows, and most columns: a larger table is no longer read, and the list holds everything.
const LARGEST: usize = 60;
/// Letters that a column's head has room for.
const FITS: usize = 27;

/// The matrix; `None` without pairs.
pub(super) fn view(web: &Web<'_>) -> Option<MatrixView> {
    let (mut rows, mut columns): (BTreeMap<&str, usize>, BTreeMap<&str, usize>) = (BTreeMap::new(), BTreeMap::new());
    for (actor, other) in web.pairs.keys() {
        let clauses = web.clauses(actor, other);
        *rows.entry(actor).or_default() += clauses;
        *columns.entry(other).or_default() += clauses;
    }
    let (row_count, column_count) = (rows.len(), columns.len());
    let (rows, columns) = (largest(rows), largest(columns));
    let rows: Vec<&Organisation> =
        web.organisations.iter().copied().filter(|organisation| rows.contains(organisation.id.as_str())).collect();
    let columns: Vec<&Organisation> =
        web.organisations.iter().copied().filter(|organisation| columns.contains(organisation.id.as_str())).collect();
    let starts_level = |index: usize| index > 0 && columns[index].level != columns[index - 1].level;
    let mut groups: Vec<MatrixGroup> = Vec::new();
    for organisation in &rows {
        let cell = |(index, other): (usize, &&Organisation)| {
            let clause_count = web.clauses(&organisation.id, &other.id);
            MatrixCell {
                url: if clause_count > 0 { format!("{PAGE}#{}", anchor(&organisation.id, &other.id)) } else { String::new() },
                other: other.name.clone(),
                clause_count,
                starts_level: starts_level(index),
            }
        };
        let row = MatrixRow { organisation: entry_link(organisation), cells: columns.iter().enumerate().map(cell).collect() };
        let level = organisation::slug(organisation.level);
        match groups.last_mut().filter(|group| group.level == level) {
            Some(group) => group.rows.push(row),
            None => groups.push(MatrixGroup { level, rows: vec![row] }),
        }
    }
    let column = |(index, other): (usize, &&Organisation)| MatrixColumn {
        organisation: entry_link(other),
        short: heading(other).to_owned(),
        starts_level: starts_level(index),
    };
    (row_count > 0).then(|| MatrixView {
        columns: columns.iter().enumerate().map(column).collect(),
        groups,
        row_count,
        rows_shown: rows.len(),
        column_count,
    })
}

/// The ids with the most clauses; of two with as many the first by id.
fn largest(clauses: BTreeMap<&str, usize>) -> BTreeSet<&str> {
    let mut all: Vec<(&str, usize)> = clauses.into_iter().collect();
    all.sort_by_key(|(_, clauses)| std::cmp::Reverse(*clauses));
    all.into_iter().take(LARGEST).map(|(id, _)| id).collect()
}

/// The name where it fits into a narrow column, otherwise the shortest of all names.
fn heading(organisation: &Organisation) -> &str {
    if organisation.name.chars().count() <= FITS { &organisation.name } else { short(organisation) }
}

/// The shortest of the names.
pub(super) fn short(organisation: &Organisation) -> &str {
    let names = std::iter::once(&organisation.name).chain(&organisation.aliases);
    names.min_by_key(|name| name.chars().count()).unwrap_or(&organisation.name)
}
