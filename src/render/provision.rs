//! Law text into markup: a tree of provisions, walked in Rust because a page holds hundreds of them. The entry point is [`provision_into`].
//!
//! What outside checks rely on: every provision is an element with `data-path`; its own words, and nothing else, are in elements with `data-text` that
//! lie in no deeper provision. A label ("Điều 24.", "2.", "a)") is never inside `data-text`.

use crate::page::{Block, Columns, FormLine, Kind, LineRole, ProvisionView, Text};
use crate::render::html::{annotate_into, attribute_into, escape_into, site_url};
use crate::render::margin::margin_into;
use crate::render::table::table_into;
use crate::render::words::Words;

/// What stays the same while one tree is rendered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting<'a> {
    /// Words for names that are read aloud.
    pub(super) words: &'a Words,
    /// Put before addresses of the site.
    pub(super) base: &'a str,
    /// Level of the heading of the outermost provision, 1 to 6.
    pub(super) level: u8,
}

/// Appends `provision` and everything below it.
pub(super) fn provision_into(out: &mut String, provision: &ProvisionView, setting: Setting<'_>) {
    Walk { out, setting }.provision(provision, setting.level);
}

struct Walk<'o, 's> {
    out: &'o mut String,
    setting: Setting<'s>,
}

impl Walk<'_, '_> {
    fn provision(&mut self, provision: &ProvisionView, level: u8) {
        let element = element(provision.kind);
        self.open(element, provision);
        let headed = has_heading_element(provision.kind);
        if headed {
            self.heading(provision, level);
        } else {
            self.label(provision);
        }
        self.out.push_str("<div class=\"words\">\n");
        if let (false, Some(heading)) = (headed, &provision.heading) {
            self.paragraph("p class=\"heading\"", "p", heading);
        }
        for block in &provision.blocks {
            match block {
                Block::Paragraph(text) => self.paragraph("p", "p", text),
                Block::Line(role, text) => self.paragraph(line(*role), "p", text),
                Block::Columns(columns) => self.columns(columns),
                Block::Table(table) => table_into(self.out, table, self.setting.base),
            }
        }
        margin_into(self.out, &provision.margin, self.setting);
        // A component that opens a document bears no title: what is in it stands a level higher.
        let titled = headed && (!provision.label.is_empty() || provision.heading.is_some());
        let inner = if titled { (level + 1).min(6) } else { level };
        for child in &provision.children {
            self.provision(child, inner);
        }
        self.out.push_str("</div></");
        self.out.push_str(element);
        self.out.push_str(">\n");
    }

    fn open(&mut self, element: &str, provision: &ProvisionView) {
        self.out.push('<');
        self.out.push_str(element);
        self.out.push_str(" class=\"provision ");
        self.out.push_str(class(provision.kind));
        // "3.2.1." is too wide to hang where "3." does.
        if provision.kind == Kind::Clause && provision.number.contains('.') {
            self.out.push_str(" deep");
        }
        self.out.push('"');
        if !provision.id.is_empty() {
            attribute_into(self.out, "id", &provision.id);
        }
        attribute_into(self.out, "data-path", &provision.path);
        if !provision.place.is_empty() {
            attribute_into(self.out, "data-place", &provision.place);
        }
        if !provision.citation.is_empty() {
            attribute_into(self.out, "data-citation", &provision.citation);
        }
        self.out.push_str(">\n");
    }

    fn heading(&mut self, provision: &ProvisionView, level: u8) {
        if provision.label.is_empty() && provision.heading.is_none() {
            return;
        }
        let level = char::from(b'0' + level.clamp(1, 6));
        self.out.push_str("<h");
        self.out.push(level);
        self.out.push_str(" class=\"title\">");
        if !provision.label.is_empty() {
            if provision.url.is_empty() {
                self.out.push_str("<span class=\"label\">");
                escape_into(self.out, &provision.label);
                self.out.push_str("</span>");
            } else {
                self.out.push_str("<a class=\"label\"");
                attribute_into(self.out, "href", &site_url(&provision.url, self.setting.base));
                self.out.push('>');
                escape_into(self.out, &provision.label);
                self.out.push_str("</a>");
            }
            self.out.push(' ');
        }
        if let Some(heading) = &provision.heading {
            self.paragraph("span class=\"heading\"", "span", heading);
        }
        self.out.push_str("</h");
        self.out.push(level);
        self.out.push_str(">\n");
    }

    /// The number of a khoản or a điểm is its own permanent link; a dash is only a dash.
    fn label(&mut self, provision: &ProvisionView) {
        if provision.label.is_empty() {
            return;
        }
        let linked = matches!(provision.kind, Kind::Clause | Kind::Point);
        if linked && !provision.id.is_empty() {
            let name = self.setting.words.permalink(&provision.label, &provision.place);
            self.out.push_str("<a class=\"label\"");
            attribute_into(self.out, "href", &format!("#{}", provision.id));
            attribute_into(self.out, "aria-label", &name);
            self.out.extend([self.setting.words.ours(), ">"]);
            escape_into(self.out, &provision.label);
            self.out.push_str("</a> ");
        } else {
            self.out.push_str("<span class=\"label\">");
            escape_into(self.out, &provision.label);
            self.out.push_str("</span> ");
        }
    }

    fn columns(&mut self, columns: &Columns) {
        let place = if columns.is_head { "letterhead" } else { "signatures" };
        self.out.push_str(&format!("<div class=\"columns {place} form-{}\">\n", columns.profile.slug()));
        for row in &columns.rows {
            self.out.push_str("<div class=\"columns-row\">\n");
            self.column("columns-left", &row.left);
            self.column("columns-right", &row.right);
            self.out.push_str("</div>\n");
        }
        self.out.push_str("</div>\n");
    }

    fn column(&mut self, side: &str, lines: &[FormLine]) {
        self.out.push_str(&format!("<div class=\"{side}\">\n"));
        for line in lines {
            self.paragraph(&format!("p class=\"{}\"", line.part.slug()), "p", &line.text);
        }
        self.out.push_str("</div>\n");
    }

    fn paragraph(&mut self, open: &str, close: &str, text: &Text) {
        self.out.push('<');
        self.out.push_str(open);
        self.out.push_str(" data-text>");
        annotate_into(self.out, &text.text, &text.marks, self.setting.base);
        self.out.push_str("</");
        self.out.push_str(close);
        self.out.push('>');
        if close == "p" {
            self.out.push('\n');
        }
    }
}

fn line(role: LineRole) -> &'static str {
    match role {
        LineRole::Head => "p class=\"line head\"",
        LineRole::Kind => "p class=\"line kind\"",
        LineRole::Title => "p class=\"line title\"",
        LineRole::Basis => "p class=\"line basis\"",
        LineRole::Announcement => "p class=\"line announcement\"",
        LineRole::Signature => "p class=\"line signature\"",
    }
}

fn element(kind: Kind) -> &'static str {
    match kind {
        Kind::Article => "article",
        Kind::Component | Kind::Part | Kind::Chapter | Kind::Section | Kind::Subsection | Kind::Form => "section",
        _ => "div",
    }
}

fn has_heading_element(kind: Kind) -> bool {
    element(kind) != "div"
}

/// The class of a provision, in the page and in the contents.
pub(super) fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Component => "component",
        Kind::Opening => "opening",
        Kind::Part => "part",
        Kind::Chapter => "chapter",
        // A form stands in its appendix as a section stands in a chapter.
        Kind::Section | Kind::Form => "section",
        Kind::Subsection => "subsection",
        Kind::Article => "article",
        Kind::Clause => "clause",
        Kind::Point => "point",
        Kind::Dash => "dash",
        Kind::Paragraph => "paragraph",
        Kind::Closing => "closing",
    }
}
