//! Tables of law text; each cell holds its own words in `data-text`.

use crate::page::{Table, TableCell};
use crate::render::html::{annotate_into, attribute_into};

/// Appends `table` in a container that scrolls sideways and can be reached by key.
pub(super) fn table_into(out: &mut String, table: &Table, base: &str) {
    out.push_str("<div class=\"table\" tabindex=\"0\"><table>\n");
    if let Some(caption) = &table.caption {
        out.push_str("<caption data-text>");
        annotate_into(out, &caption.text, &caption.marks, base);
        out.push_str("</caption>\n");
    }
    section_into(out, "thead", "th", &table.head, base);
    section_into(out, "tbody", "td", &table.rows, base);
    out.push_str("</table></div>\n");
}

fn section_into(out: &mut String, section: &str, cell: &str, rows: &[Vec<TableCell>], base: &str) {
    if rows.is_empty() {
        return;
    }
    out.push_str(&format!("<{section}>"));
    for row in rows {
        out.push_str("<tr>");
        for content in row {
            cell_into(out, cell, content, base);
        }
        out.push_str("</tr>\n");
    }
    out.push_str(&format!("</{section}>\n"));
}

fn cell_into(out: &mut String, element: &str, cell: &TableCell, base: &str) {
    out.push('<');
    out.push_str(element);
    if cell.numeric {
        out.push_str(" class=\"numeric\"");
    }
    if element == "th" {
        out.push_str(" scope=\"col\"");
    }
    for (name, span) in [("colspan", cell.columns), ("rowspan", cell.rows)] {
        if span > 1 {
            attribute_into(out, name, &span.to_string());
        }
    }
    out.push_str(" data-text>");
    annotate_into(out, &cell.text.text, &cell.text.marks, base);
    out.push_str("</");
    out.push_str(element);
    out.push('>');
}
