//! Content of any kind, up to its pages, and what is asked of their index. Entry points: the functions named as the targets.

use std::sync::LazyLock;

use quyche::build::{self, Analysis};
use quyche::compose::{self, Composer};
use quyche::content::parse_regulation;
use quyche::diag::{self, Diagnostic};
use quyche::index::{self, Record, Request};
use quyche::render::{self, Templates};
use quyche::source::{Source, Sources};
use quyche::theme::Theme;
use quyche_client::Client;

use super::covered::uncovered;

/// A content folder with a file of every kind, each after a line `%% path`.
const FOLDER: &str = include_str!("corpus/pages/golden");

static THEME: LazyLock<Theme> = LazyLock::new(|| build::read_theme(None).expect("the theme is whole"));

/// A regulation: its letters are all kept, and what is said of it has a place in it.
pub fn regulation(bytes: &[u8]) {
    let sources = Sources::new(vec![Source::decode(String::from("regulations/a.md"), bytes)]);
    let (file, source) = sources.iter().next().expect("there is one source");
    let parsed = parse_regulation(source, file);
    assert_eq!(uncovered(&source.text, &parsed.value), None);
    say(&parsed.diagnostics, &sources);
}

/// Words in which documents and provisions are cited, in a regulation among others.
pub fn citations(bytes: &[u8]) {
    let words = String::from_utf8_lossy(bytes);
    let text = format!("---\nnumber: 9-QĐ/TU\ntype: quyet-dinh\n---\nĐiều 1. Một\n1. {words}\n2. Hai.\nĐiều 2. Hai\n");
    let mut files = folder(FOLDER.as_bytes());
    files.push(Source::decode(String::from("regulations/9-qd-tu.md"), text.into_bytes()));
    analyse(&Sources::new(files));
}

/// A content folder, written as [`FOLDER`].
pub fn content(bytes: &[u8]) {
    analyse(&Sources::new(folder(bytes)));
}

/// A content folder and everything that is made of it.
pub fn pages(bytes: &[u8]) {
    let sources = Sources::new(folder(bytes));
    let analysis = analyse(&sources);
    let templates = templates(&analysis);
    let composer = composer(&sources, &analysis).with_proposed(true);
    let render = |page: &quyche::page::Page| drop(render::render(page, &templates).expect("every page can be rendered"));
    composer.site_pages().iter().for_each(render);
    for organisation in &analysis.corpus.contents.organisations {
        composer.organisation_pages(&organisation.value).iter().for_each(render);
    }
    for index in 0..composer.documents() {
        composer.document_pages(index).iter().for_each(render);
        drop(compose::document_files(&composer, index));
        compose::paper_files(&composer, index, |_| Ok(())).expect("a document can be put on paper");
    }
    drop(compose::site_files(&composer));
    drop(compose::organisations_file(&composer));
    compose::register_files(&composer, |_| Ok(())).expect("the register can be written");
    compose::session_files(&composer, |_| Ok(())).expect("sessions can be written");
    let packed = index::packed(&build::records(&composer), &compose::aliases(&composer));
    index::put_pack(packed, |_, deflated| {
        drop(deflated());
        Ok(())
    })
    .expect("the index can be written");
}

/// A query, and in the lines after it what else may be asked for.
pub fn query(bytes: &[u8]) {
    thread_local!(static ENGINES: (index::Index, [Client; 2]) = {
        let (records, aliases) = records();
        let files = index::write(&records, &aliases).expect("an index can be written");
        let client = |packed: quyche_pack::Packed| {
            let mut client = Client::open(&packed.root).expect("the root is sound");
            for (_, chunk) in &packed.chunks {
                client.load(chunk);
            }
            client
        };
        let clients = [index::plain(&records, &aliases), index::indexed(&records, &aliases)].map(client);
        (index::open_files(&files).expect("the index is sound"), clients)
    });
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.split('\n');
    let query = lines.next().unwrap_or_default().to_owned();
    let typing = lines.next().is_some_and(|line| !line.is_empty());
    let mut filter = || lines.next().filter(|line| !line.is_empty()).map(str::to_owned);
    let (organisation, role, timing, level, document, kind) = (filter(), filter(), filter(), filter(), filter(), filter());
    let request = Request { query, typing, organisation, role, timing, level, document, kind, limit: 10 };
    ENGINES.with(|(tantivy, clients)| {
        let answer = index::search(tantivy, &request).expect("every query has an answer");
        for client in clients {
            let found = client.search(&request).expect("every query has an answer");
            drop(quyche_client::json(client, &request, &found).expect("an answer can be written"));
            let total = |answer: &index::Answer| (answer.hits.len(), answer.understood.clone());
            assert_eq!(total(&found), total(&answer), "{request:?}");
        }
    });
}

/// The records and aliases of [`FOLDER`].
pub(super) fn records() -> (Vec<Record>, Vec<Vec<String>>) {
    let sources = Sources::new(folder(FOLDER.as_bytes()));
    let analysis = build::analyse(&sources, None).value;
    let composer = composer(&sources, &analysis);
    (build::records(&composer), compose::aliases(&composer))
}

fn composer<'a>(sources: &'a Sources, analysis: &'a Analysis) -> Composer<'a> {
    Composer::new(&analysis.corpus, sources, &analysis.links, &analysis.register, THEME.strings())
}

fn templates(analysis: &Analysis) -> Templates {
    render::compile(&THEME, &compose::site_view(&analysis.corpus.contents.site, THEME.strings())).expect("the theme is whole")
}

fn folder(bytes: &[u8]) -> Vec<Source> {
    let text = bytes.strip_prefix(b"%% ").unwrap_or(bytes);
    let mut files: Vec<Source> = Vec::new();
    for part in split(text, b"\n%% ") {
        let end = part.iter().position(|byte| *byte == b'\n').unwrap_or(part.len());
        let path = String::from_utf8_lossy(&part[..end]).into_owned();
        if files.iter().all(|file| file.path != path) {
            files.push(Source::decode(path, part[end..].get(1..).unwrap_or_default()));
        }
    }
    files
}

/// The parts of `bytes` between the places where `mark` stands.
pub(super) fn split<'a>(bytes: &'a [u8], mark: &[u8]) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    let mut rest = bytes;
    while let Some(at) = rest.windows(mark.len()).position(|window| window == mark) {
        parts.push(&rest[..at]);
        rest = &rest[at + mark.len()..];
    }
    parts.push(rest);
    parts
}

fn analyse(sources: &Sources) -> Analysis {
    let analysed = build::analyse(sources, None);
    say(&analysed.diagnostics, sources);
    analysed.value
}

/// Prints what was found, for people and for programs.
fn say(diagnostics: &[Diagnostic], sources: &Sources) {
    for span in diagnostics.iter().filter_map(|diagnostic| diagnostic.span.as_ref()) {
        assert!(sources.get(span.file).text.get(span.range.clone()).is_some(), "{span:?} is no part of the text");
    }
    drop(diag::people(diagnostics, sources, "content", false, usize::MAX));
    drop(diag::json(&[diag::Report { diagnostics, sources, root: "content" }]));
}
