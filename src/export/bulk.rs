//! The records of the search as other engines take them in, and the index that they want made before. Entry points: [`Engine`],
//! [`records`], [`index`].
//!
//! Both are told to find words typed without marks: texts are folded to plain letters, đ to d; Elasticsearch keeps the marked form too.

use quyche_query::{Facet, Record};
use serde::Serialize;
use serde_json::{Value, json};

use crate::export::Setting;
use crate::export::json::pretty;

/// An engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Elasticsearch 8 or later, OpenSearch 2 or later: `POST /_bulk`.
    Elasticsearch,
    /// Quickwit 0.7 or later: `quickwit index ingest`.
    Quickwit,
}

/// A record as a document of an index.
#[derive(Serialize)]
struct Document<'a> {
    path: &'a str,
    url: String,
    kind: &'a str,
    document: &'a str,
    number: &'a str,
    title: &'a str,
    breadcrumb: &'a str,
    text: &'a str,
    organisations: &'a [String],
    duties: Vec<Duty<'a>>,
}

#[derive(Serialize)]
struct Duty<'a> {
    organisations: &'a [String],
    roles: &'a [String],
    timings: &'a [String],
    levels: &'a [String],
}

/// The records for the index `name`, a line each; Elasticsearch wants a line before each that says where it goes.
pub fn records(records: &[Record], engine: Engine, name: &str, setting: &Setting<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    for record in records {
        if engine == Engine::Elasticsearch {
            line(&mut out, &json!({ "index": { "_index": name, "_id": id(record) } }));
        }
        line(&mut out, &document(record, setting));
    }
    out
}

/// Two records of different kinds may have one path.
fn id(record: &Record) -> String {
    format!("{}:{}", record.kind, record.path)
}

fn document<'a>(record: &'a Record, setting: &Setting<'_>) -> Document<'a> {
    let Record { path, url, kind, document, number, title, breadcrumb, text, organisations, duties } = record;
    let duty =
        |duty: &'a Facet| Duty { organisations: &duty.organisations, roles: &duty.roles, timings: &duty.timings, levels: &duty.levels };
    let url = setting.address(url).unwrap_or_else(|| url.clone());
    Document { path, url, kind, document, number, title, breadcrumb, text, organisations, duties: duties.iter().map(duty).collect() }
}

fn line(out: &mut Vec<u8>, value: &impl Serialize) {
    serde_json::to_writer(&mut *out, value).expect("plain data always serialises");
    out.push(b'\n');
}

/// What the engine is told of the index `name` before it takes records in: JSON in both cases, which Quickwit reads as YAML.
pub fn index(engine: Engine, name: &str) -> Vec<u8> {
    pretty(&match engine {
        Engine::Elasticsearch => elasticsearch(),
        Engine::Quickwit => quickwit(name),
    })
}

const KEYWORDS: [&str; 5] = ["path", "url", "kind", "document", "organisations"];
const TEXTS: [&str; 4] = ["number", "title", "breadcrumb", "text"];
const DUTY: [&str; 4] = ["organisations", "roles", "timings", "levels"];

fn elasticsearch() -> Value {
    let keyword = json!({ "type": "keyword" });
    let text = json!({ "type": "text", "analyzer": "marked", "fields": { "plain": { "type": "text", "analyzer": "plain" } } });
    let of =
        |names: &[&str], value: &Value| names.iter().map(|name| ((*name).to_owned(), value.clone())).collect::<serde_json::Map<_, _>>();
    let mut properties = of(&KEYWORDS, &keyword);
    properties.extend(of(&TEXTS, &text));
    properties.insert(String::from("duties"), json!({ "type": "nested", "properties": of(&DUTY, &keyword) }));
    json!({
        "settings": { "analysis": { "analyzer": {
            "marked": { "tokenizer": "standard", "filter": ["lowercase"] },
            "plain": { "tokenizer": "standard", "filter": ["lowercase", "asciifolding"] },
        } } },
        "mappings": { "dynamic": "strict", "properties": properties },
    })
}

fn quickwit(name: &str) -> Value {
    let keyword =
        |name: &&str| json!({ "name": name, "type": if *name == "organisations" { "array<text>" } else { "text" }, "tokenizer": "raw" });
    let text = |name: &&str| json!({ "name": name, "type": "text", "tokenizer": "plain", "record": "position", "fieldnorms": true });
    let fields: Vec<Value> = KEYWORDS
        .iter()
        .map(keyword)
        .chain(TEXTS.iter().map(text))
        .chain([json!({ "name": "duties", "type": "array<json>", "tokenizer": "raw" })])
        .collect();
    json!({
        "version": "0.7",
        "index_id": name,
        "doc_mapping": {
            "mode": "strict",
            "field_mappings": fields,
            "tokenizers": [{ "name": "plain", "type": "simple", "filters": ["lower_caser", "ascii_folding"] }],
        },
        "search_settings": { "default_search_fields": ["title", "number", "breadcrumb", "text"] },
    })
}
