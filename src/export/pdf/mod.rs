//! PDF files, typeset without a browser by Typst (<https://typst.app>): tagged (PDF/UA-1), with bookmarks. Entry points: [`document`], [`lacks`].
//!
//! The text reaches the typesetter as data, never as markup, so nothing in it can be taken for a command. The typesetter sees the
//! files of this folder and no others, no network and no clock.

use std::sync::{LazyLock, Mutex};

use serde_json::{Value, json};
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::content::Date;
use crate::export::Setting;
use crate::export::paper::{Heading, HeadingKind, Item, Line, Style, flat, items, shares};
use crate::page::{Columns, FormLine, FormPart, Paper, Table, TableCell};

static TEMPLATE: &str = include_str!("document.typ");
/// The faces of the text, then the one that has the signs they lack.
static FACES: [&[u8]; 5] = [
    include_bytes!("fonts/tinos-regular.ttf"),
    include_bytes!("fonts/tinos-italic.ttf"),
    include_bytes!("fonts/tinos-bold.ttf"),
    include_bytes!("fonts/tinos-bold-italic.ttf"),
    include_bytes!("fonts/dejavu-symbols.ttf"),
];

/// The PDF file of `paper`; the reason when it cannot be set.
///
/// # Errors
/// When the text has a sign that the typefaces lack ([`lacks`]), or the template is at fault.
pub fn document(paper: &Paper, setting: &Setting<'_>) -> Result<Vec<u8>, String> {
    let desk = Desk::new(&data(paper));
    let typeset =
        typst::compile::<PagedDocument>(&desk).output.map_err(|errors| said(errors.iter().map(|error| error.message.as_str())))?;
    let moment = |date: Date| Datetime::from_ymd_hms(i32::from(date.year()), date.month(), date.day(), 0, 0, 0);
    let options = PdfOptions {
        ident: Smart::Custom(paper.document.id.clone()),
        creator: Smart::Custom(Some(String::from("quyche"))),
        timestamp: moment(setting.day()).map(Timestamp::new_utc),
        standards: PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| error.message().to_string())?,
        ..PdfOptions::default()
    };
    let file = typst_pdf::pdf(&typeset, &options);
    evict();
    file.map_err(|errors| said(errors.iter().map(|error| error.message.as_str())))
}

/// The first sign of `text` that the typefaces do not have, and its byte. A file would lose it.
#[must_use]
pub fn lacks(text: &str) -> Option<(usize, char)> {
    let (signs, faces) = SHARED.fonts.split_last().expect("the program holds its typefaces");
    let has = |font: &Font, sign: char| font.info().coverage.contains(sign as u32);
    let shown = |sign: char| sign.is_whitespace() || has(signs, sign) || faces.iter().all(|face| has(face, sign));
    text.char_indices().find(|(_, sign)| !shown(*sign))
}

fn said<'a>(messages: impl Iterator<Item = &'a str>) -> String {
    messages.collect::<Vec<_>>().join("; ")
}

/// Forgets what the typesetter remembers of documents that are done: without this its memory grows with their number.
fn evict() {
    static DONE: Mutex<usize> = Mutex::new(0);
    let mut done = DONE.lock().expect("no holder panics");
    *done += 1;
    if done.is_multiple_of(16) {
        typst::comemo::evict(1);
    }
}

/// What the typesetter sees of the world.
struct Desk {
    main: Source,
    data: Bytes,
}

/// What is the same for every document.
struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

static SHARED: LazyLock<Shared> = LazyLock::new(|| {
    let fonts: Vec<Font> = FACES.iter().filter_map(|face| Font::new(Bytes::new(*face), 0)).collect();
    Shared { library: LazyHash::new(Library::default()), book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts }
});

fn file_id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("the names of the files are valid");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl Desk {
    fn new(data: &Value) -> Self {
        Self { main: Source::new(file_id("document.typ"), TEMPLATE.to_owned()), data: Bytes::from_string(data.to_string()) }
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &SHARED.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SHARED.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == file_id("data.json") { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHARED.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// What the template is given.
fn data(paper: &Paper) -> Value {
    json!({
        "title": paper.title,
        "author": paper.document.issuer.as_ref().map_or("", |issuer| issuer.label.as_str()),
        "keywords": [&paper.document.number],
        "profile": paper.profile.slug(),
        "provenance": paper.provenance,
        "items": items(paper).iter().map(item).collect::<Vec<_>>(),
    })
}

fn item(item: &Item<'_>) -> Value {
    match item {
        Item::Heading(heading) => self::heading(heading),
        Item::Line(line) => self::line(line),
        Item::Columns(columns) => self::columns(columns),
        Item::Table(table) => self::table(table),
    }
}

fn heading(heading: &Heading<'_>) -> Value {
    let kind = match heading.kind {
        HeadingKind::Document => "document",
        HeadingKind::Attachment => "attachment",
        HeadingKind::Form => "form",
        HeadingKind::Part => "part",
        HeadingKind::Chapter => "chapter",
        HeadingKind::Section => "section",
        HeadingKind::Article => "article",
    };
    json!({
        "is": "heading", "kind": kind, "level": heading.level, "label": heading.label, "title": heading.title,
        "run-on": heading.run_on,
    })
}

fn line(line: &Line<'_>) -> Value {
    let style = match line.style {
        Style::Title => "title",
        Style::Attached => "attached",
        Style::Head => "head",
        Style::Basis => "basis",
        Style::Announcement => "announcement",
        Style::Body => "body",
        Style::ClauseBody => "clause-body",
        Style::Clause => "clause",
        Style::Point => "point",
        Style::Dash => "dash",
        Style::Signature => "signature",
    };
    let (bold, text) = line.text.split_at(line.bold);
    json!({ "is": "line", "style": style, "label": line.label, "bold": bold, "text": text.trim_start() })
}

fn columns(columns: &Columns) -> Value {
    let column = |lines: &[FormLine]| -> Vec<Value> {
        lines.iter().map(|line| json!({ "part": line.part.slug(), "text": flat(&line.text.text) })).collect()
    };
    let rows = columns.rows.iter().map(|row| json!({ "left": column(&row.left), "right": column(&row.right) }));
    json!({
        "is": "columns",
        "head": columns.is_head,
        "star": columns.has(FormPart::Star) || columns.has(FormPart::IssuerRule),
        "rule": columns.has(FormPart::Rule),
        "rows": rows.collect::<Vec<_>>(),
    })
}

fn table(table: &Table) -> Value {
    let row = |row: &Vec<TableCell>| -> Vec<Value> {
        let cell = |cell: &TableCell| json!({ "text": flat(&cell.text.text), "columns": cell.columns.max(1), "rows": cell.rows.max(1), "numeric": cell.numeric });
        row.iter().map(cell).collect()
    };
    let width = |row: &Vec<TableCell>| row.iter().map(|cell| cell.columns.max(1)).sum::<usize>();
    let widest = table.head.iter().chain(&table.rows).map(width).max().unwrap_or(1);
    json!({
        "is": "table",
        "caption": table.caption.as_ref().map(|caption| flat(&caption.text)),
        "width": widest,
        // How much room each column asks for: its longest word and the sum of its words, so that no column starves.
        "shares": shares(table, widest),
        "head": table.head.iter().map(row).collect::<Vec<_>>(),
        "rows": table.rows.iter().map(row).collect::<Vec<_>>(),
    })
}
