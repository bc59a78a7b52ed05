//! Everything as data: `/du-lieu/…`. Entry points: [`document_files`], [`site_files`].

use std::collections::BTreeSet;

use serde::Serialize;

use crate::compose::head::scan_url;
use crate::compose::{Composer, address};
use crate::content::{Organisation, Regulation};
use crate::law::{Block, Provision, ProvisionId};
use crate::page::{DataFile, DocumentHead};

/// A file of data: its address and its text.
#[derive(Clone, Debug)]
pub struct DataText {
    /// Address in the site.
    pub url: String,
    /// Its content.
    pub text: String,
}

#[derive(Serialize)]
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

#[derive(Serialize)]
struct DocumentData<'a> {
    #[serde(flatten)]
    head: &'a DocumentHead,
    path: &'a str,
    kind: &'a str,
    heading: &'a str,
    text: &'a str,
    children: Vec<Node<'a>>,
}

#[derive(Serialize)]
struct OrganisationData<'a> {
    #[serde(flatten)]
    organisation: &'a Organisation,
    url: String,
    provisions: Vec<String>,
}

/// The files of data of the regulation at `index`: the tree of its provisions, and its citations.
pub fn document_files(composer: &Composer<'_>, index: usize) -> Vec<DataText> {
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
    vec![
        DataText { url: head.data_url.clone(), text: json(&document) },
        DataText { url: format!("/du-lieu/dan-chieu/{}.json", regulation.id), text: json(&composer.citation_data(regulation)) },
    ]
}

/// The files of data of the site as a whole: the lists of documents and of organisations, and the scans, of which one may
/// hold several documents.
pub fn site_files(composer: &Composer<'_>) -> Vec<DataText> {
    let documents: Vec<&DocumentHead> = composer.heads.iter().map(|head| &**head).collect();
    let organisation = |organisation: &'_ crate::yaml::Located<Organisation>| {
        let provisions = composer.named_in(&organisation.value.id).iter().map(ToString::to_string).collect();
        (organisation.value.clone(), provisions)
    };
    let organisations: Vec<(Organisation, Vec<String>)> = composer.corpus.contents.organisations.iter().map(organisation).collect();
    let organisations: Vec<OrganisationData<'_>> = organisations
        .iter()
        .map(|(organisation, provisions)| OrganisationData {
            organisation,
            url: super::organisation_url(&organisation.id),
            provisions: provisions.clone(),
        })
        .collect();
    let mut files = vec![
        DataText { url: String::from("/du-lieu/van-ban.json"), text: json(&documents) },
        DataText { url: String::from("/du-lieu/co-quan.json"), text: json(&organisations) },
    ];
    let scans: BTreeSet<&str> =
        composer.corpus.regulations().iter().filter_map(|regulation| regulation.meta.restored_from.as_deref()).collect();
    let held = scans.into_iter().filter_map(|path| Some((path, composer.sources.find(path)?)));
    files.extend(held.map(|(path, file)| DataText { url: scan_url(path), text: composer.sources.get(file).text.clone() }));
    files
}

/// The files that the data page lists.
pub(in crate::compose) fn files(composer: &Composer<'_>) -> Vec<DataFile> {
    let file = |url: &str, about: &str, index: Option<usize>| DataFile {
        name: url.rsplit('/').next().unwrap_or_default().to_owned(),
        url: url.to_owned(),
        about: about.to_owned(),
        subject: index.map(|index| composer.document_link(index)),
        format: if url.ends_with(".txt") { String::from("TXT") } else { String::from("JSON") },
        bytes: 0,
    };
    let mut files = vec![file("/du-lieu/van-ban.json", "documents", None), file("/du-lieu/co-quan.json", "organisations", None)];
    for (index, head) in composer.heads.iter().enumerate() {
        files.push(file(&head.data_url, "document", Some(index)));
        files.push(file(&format!("/du-lieu/dan-chieu/{}.json", head.id), "citations", Some(index)));
        if !head.scan_url.is_empty() {
            files.push(file(&head.scan_url, "scan", Some(index)));
        }
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
    let blocks = provision.blocks.iter().map(|block| match block {
        Block::Paragraph { range, .. } => text[range.clone()].to_owned(),
        Block::Table { rows } => {
            let row = |row: &Vec<std::ops::Range<usize>>| row.iter().map(|cell| &text[cell.clone()]).collect::<Vec<_>>().join("\t");
            rows.iter().map(row).collect::<Vec<_>>().join("\n")
        }
    });
    blocks.collect::<Vec<_>>().join("\n")
}

fn tables<'a>(provision: &Provision, text: &'a str) -> Vec<Vec<Vec<&'a str>>> {
    let table = |block: &Block| match block {
        Block::Table { rows } => Some(rows.iter().map(|row| row.iter().map(|cell| &text[cell.clone()]).collect()).collect()),
        Block::Paragraph { .. } => None,
    };
    provision.blocks.iter().filter_map(table).collect()
}

fn json(value: &impl Serialize) -> String {
    let mut out = serde_json::to_string_pretty(value).expect("plain data always serialises");
    out.push('\n');
    out
}
