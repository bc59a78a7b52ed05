//! Everything as data: `/du-lieu/…`. Entry points: [`document_files`], [`site_files`]; what they hold is said by [`schemas`].

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use crate::compose::head::{self, scan_url};
use crate::compose::marks::CitationData;
use crate::compose::{Composer, address, catalogue, changes, form, llms, register};
use crate::content::{Organisation, Regulation};
use crate::export::json::{DutyData, pretty};
use crate::export::{akn, opensearch, schema, text};
use crate::law::{Block, Provision, ProvisionId};
use crate::page::{DataFile, DocumentHead, Link};

/// A file of data: its address and its content.
#[derive(Clone, Debug)]
pub struct Data {
    /// Address in the site.
    pub url: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

#[derive(Serialize, JsonSchema)]
struct Node<'a> {
    path: &'a str,
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    heading: Option<String>,
    text: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    table: Vec<Vec<Vec<&'a str>>>,
    url: String,
    children: Vec<Node<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct DocumentData<'a> {
    #[serde(flatten)]
    head: &'a DocumentHead,
    path: &'a str,
    kind: &'a str,
    heading: &'a str,
    text: &'a str,
    children: Vec<Node<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct OrganisationData<'a> {
    #[serde(flatten)]
    organisation: &'a Organisation,
    url: String,
    provisions: Vec<&'a str>,
}

/// The files of data of the regulation at `index`: the tree of its provisions, and its citations.
pub fn document_files(composer: &Composer<'_>, index: usize) -> Vec<Data> {
    let regulation = &composer.corpus.regulations()[index];
    let head = &composer.heads[index];
    let document = DocumentData {
        head,
        path: &regulation.id,
        kind: "van-ban",
        heading: &head.title,
        text: "",
        children: regulation.tree.components().map(|(id, _)| node(composer, regulation, id)).collect(),
    };
    let akn = composer.has_downloads().then(|| Data { url: head.akn_url.clone(), bytes: akn(composer, index) });
    let others = [
        Data { url: head.data_url.clone(), bytes: pretty(&document) },
        Data { url: head.text_url.clone(), bytes: as_text(composer, index) },
        Data { url: format!("/du-lieu/dan-chieu/{}.json", regulation.id), bytes: pretty(&composer.citation_data(regulation)) },
    ];
    others.into_iter().chain(akn).collect()
}

/// The regulation at `index` as plain text.
fn as_text(composer: &Composer<'_>, index: usize) -> Vec<u8> {
    let (regulation, head) = (&composer.corpus.regulations()[index], &composer.heads[index]);
    let name = head::name(&composer.places, head);
    text::document(regulation, head, &name, composer.text(regulation), &register::setting(composer))
}

/// The regulation at `index` as Akoma Ntoso.
fn akn(composer: &Composer<'_>, index: usize) -> Vec<u8> {
    let (corpus, sources, links) = (composer.corpus, composer.sources, composer.links);
    let texts = akn::Texts { corpus, sources, links, heads: &composer.heads, setting: &register::setting(composer) };
    akn::document(&texts, index)
}

/// The list of organisations, each with every provision that names it.
pub fn organisations_file(composer: &Composer<'_>) -> Data {
    let organisations = composer.corpus.contents.organisations.iter().map(|organisation| OrganisationData {
        organisation: &organisation.value,
        url: super::organisation_url(&organisation.value.id),
        provisions: composer.named_in(&organisation.value.id).iter().map(|location| composer.corpus.path(*location).as_str()).collect(),
    });
    let organisations: Vec<OrganisationData<'_>> = organisations.collect();
    Data { url: String::from("/du-lieu/co-quan.json"), bytes: pretty(&organisations) }
}

/// The files of data of the site as a whole, but for [`organisations_file`]: the list of documents, and the scans, of which one may hold several
/// documents.
pub fn site_files(composer: &Composer<'_>) -> Vec<Data> {
    let documents: Vec<&DocumentHead> = composer.heads.iter().map(|head| &**head).collect();
    let mut files = vec![Data { url: String::from("/du-lieu/van-ban.json"), bytes: pretty(&documents) }];
    let scans: BTreeSet<&str> =
        composer.corpus.regulations().iter().filter_map(|regulation| regulation.meta.restored_from.as_deref()).collect();
    let held = scans.into_iter().filter_map(|path| Some((path, composer.sources.find(path)?)));
    files.extend(schemas(composer));
    files.push(Data { url: changes::FEED.to_owned(), bytes: changes::feed(composer) });
    files.push(Data { url: String::from("/llms.txt"), bytes: llms::guide(composer) });
    let site = &composer.corpus.contents.site;
    let search = opensearch::description(&site.title, &site.description, &register::setting(composer));
    files.extend(search.map(|bytes| Data { url: String::from("/opensearch.xml"), bytes }));
    files.extend(held.map(|(path, file)| Data { url: scan_url(path), bytes: composer.sources.get(file).text.clone().into_bytes() }));
    files
}

/// What each kind of JSON file holds, as JSON Schema: the file's key in the strings of the theme, and the schema.
fn schemas(composer: &Composer<'_>) -> Vec<Data> {
    let setting = register::setting(composer);
    let title = |about: &str| composer.strings.get(&format!("data_files.{about}"));
    SCHEMAS
        .iter()
        .map(|(name, about, of)| {
            let url = schema_url(name);
            let bytes = of(&url, title(about), &setting);
            Data { url, bytes }
        })
        .collect()
}

type SchemaOf = fn(&str, &str, &crate::export::Setting<'_>) -> Vec<u8>;

/// The kinds of JSON files: name of the schema, words for what it describes, type of the content.
const SCHEMAS: [(&str, &str, SchemaOf); 5] = [
    ("van-ban", "documents", schema::of::<Vec<DocumentHead>>),
    ("van-ban-mot", "document", schema::of::<DocumentData<'_>>),
    ("co-quan", "organisations", schema::of::<Vec<OrganisationData<'_>>>),
    ("dan-chieu", "citations", schema::of::<Vec<CitationData<'_>>>),
    ("nhiem-vu", "duties", schema::of::<Vec<DutyData<'_>>>),
];

fn schema_url(name: &str) -> String {
    format!("/du-lieu/luoc-do/{name}.schema.json")
}

/// One line of the data page.
pub(in crate::compose) fn file(url: &str, about: &str, subject: Option<Link>) -> DataFile {
    let name = url.rsplit('/').next().unwrap_or_default();
    DataFile {
        name: name.to_owned(),
        url: url.to_owned(),
        about: about.to_owned(),
        subject,
        format: name.rsplit('.').next().unwrap_or_default().to_uppercase(),
        schema: SCHEMAS
            .iter()
            .find(|(_, described, _)| *described == about)
            .filter(|_| url.ends_with(".json"))
            .map(|(name, _, _)| schema_url(name))
            .unwrap_or_default(),
        size: String::new(),
    }
}

/// The files that the data page lists but for [`files_of`]: those of the whole site, of each organisation, and what they hold.
pub(in crate::compose) fn files(composer: &Composer<'_>) -> Vec<DataFile> {
    let (register, organisations) = register::files(composer);
    let mut files = Vec::new();
    if composer.has_downloads() {
        files.push(file(catalogue::ARCHIVE, "archive", None));
        files.push(file(&format!("{}.sha256", catalogue::ARCHIVE), "checksum", None));
    }
    files.push(file("/du-lieu/van-ban.json", "documents", None));
    files.push(file("/du-lieu/co-quan.json", "organisations", None));
    files.extend(register);
    files.push(file(changes::FEED, "changes", None));
    files.push(file("/llms.txt", "guide", None));
    files.extend(organisations);
    files.extend(composer.sessions.iter().flat_map(|session| session.files.iter().cloned()));
    files.extend(SCHEMAS.iter().map(|(name, _, _)| file(&schema_url(name), "schema", None)));
    files
}

/// The files of the regulation at `index` that the data page lists.
pub(in crate::compose) fn files_of(composer: &Composer<'_>, index: usize) -> Vec<DataFile> {
    let head = &composer.heads[index];
    let subject = composer.document_link(index);
    let mut files = Vec::new();
    let mut list = |url: &str, about: &str| files.push(file(url, about, Some(subject.clone())));
    list(&head.data_url, "document");
    if composer.has_downloads() {
        list(&head.akn_url, "akn");
    }
    list(&head.text_url, "text");
    list(&format!("/du-lieu/dan-chieu/{}.json", head.id), "citations");
    form::paper_urls(composer, index).iter().for_each(|(_, url)| list(url, "paper"));
    if !head.scan_url.is_empty() {
        list(&head.scan_url, "scan");
    }
    files
}

fn node<'a>(composer: &Composer<'a>, regulation: &'a Regulation, id: ProvisionId) -> Node<'a> {
    let text = composer.text(regulation);
    let provision = regulation.tree.get(id);
    Node {
        path: provision.path.as_str(),
        kind: provision.kind.slug(),
        number: provision.number.as_deref(),
        label: provision.label.clone().map(|label| &text[label]),
        heading: (!provision.heading.is_empty())
            .then(|| provision.heading.iter().map(|line| &text[line.clone()]).collect::<Vec<_>>().join("\n")),
        text: own_text(provision, text),
        table: tables(provision, text),
        url: address::url(regulation, id),
        children: provision.children.iter().map(|child| node(composer, regulation, *child)).collect(),
    }
}

/// A provision's own words: paragraphs and rows of tables a line each, cells with tabs between.
pub(in crate::compose) fn own_text(provision: &Provision, text: &str) -> String {
    provision.blocks.iter().map(|block| block_text(block, text)).collect::<Vec<_>>().join("\n")
}

/// The words of one block: a paragraph, or rows of a table a line each with tabs between cells.
pub(in crate::compose) fn block_text(block: &Block, text: &str) -> String {
    match block {
        Block::Paragraph { range, .. } => text[range.clone()].to_owned(),
        Block::Table { rows } => {
            let row = |row: &Vec<std::ops::Range<usize>>| row.iter().map(|cell| &text[cell.clone()]).collect::<Vec<_>>().join("\t");
            rows.iter().map(row).collect::<Vec<_>>().join("\n")
        }
    }
}

fn tables<'a>(provision: &Provision, text: &'a str) -> Vec<Vec<Vec<&'a str>>> {
    let table = |block: &Block| match block {
        Block::Table { rows } => Some(rows.iter().map(|row| row.iter().map(|cell| &text[cell.clone()]).collect()).collect()),
        Block::Paragraph { .. } => None,
    };
    provision.blocks.iter().filter_map(table).collect()
}
