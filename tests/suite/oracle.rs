//! The browser's engine against tantivy: on the same records, the same answers in the same order.

use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

use quyche::build;
use quyche::compose::{self, Composer};
use quyche::index::{self, Record, Request};
use quyche_client::{Client, Fault};
use quyche_pack::Packed;

/// Scores nearer than this are one: the engines add the same numbers in another order.
const TIE: f32 = 2e-3;

/// The records of a content folder with its aliases.
fn records(content: &str) -> (Vec<Record>, Vec<Vec<String>>) {
    let sources = build::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(content)).expect("content is read");
    let analysis = build::analyse(&sources, None).value;
    let theme = build::read_theme(None).expect("the theme is whole");
    let composer = Composer::new(&analysis.corpus, &sources, &analysis.links, &analysis.register, theme.strings());
    (build::records(&composer), compose::aliases(&composer))
}

/// A client that fetches what it misses, as the page does.
struct Browser {
    client: Client,
    chunks: HashMap<u64, Vec<u8>>,
}

impl Browser {
    fn open(packed: Packed) -> Browser {
        let client = Client::open(&packed.root).expect("the root is sound");
        Browser { client, chunks: packed.chunks.into_iter().collect() }
    }

    fn search(&mut self, request: &Request) -> quyche_client::Answer {
        for _ in 0..50 {
            match self.client.search(request) {
                Ok(answer) => return answer,
                Err(Fault::Missing) => {
                    for name in self.client.wanted() {
                        let chunk = &self.chunks[&name];
                        assert_eq!(self.client.load(chunk), name);
                    }
                }
                Err(fault) => panic!("{request:?}: {fault:?}"),
            }
        }
        panic!("{request:?}: still missing something after fifty rounds");
    }
}

/// Queries of every kind: those judged by hand, and words, pairs, phrases, places and slips taken from the records.
fn queries(records: &[Record]) -> Vec<Request> {
    let judged = include_str!("../relevance/queries.tsv").lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let mut typed: Vec<String> = judged.filter_map(|line| line.split('\t').next()).map(str::to_owned).collect();
    let mut filtered: Vec<Request> = Vec::new();
    for (number, record) in records.iter().enumerate().step_by((records.len() / 60).max(1)) {
        let words: Vec<&str> = record.text.split_whitespace().collect();
        if words.len() < 6 {
            typed.push(record.title.clone());
            continue;
        }
        let at = number * 7 % (words.len() - 4);
        typed.push(words[at..at + 2].join(" "));
        typed.push(quyche_text::fold(&words[at..at + 3].join(" ")));
        typed.push(format!("\"{}\"", words[at..at + 2].join(" ")));
        typed.push(words[at..at + 4].concat());
        typed.push(format!("{} {}", words[at], words[at + 3]));
        let mut slip: Vec<char> = quyche_text::fold(words[at]).chars().collect();
        slip.push('g');
        typed.push(slip.into_iter().collect());
        let query = quyche_text::fold(&words[at..at + 2].join(" "));
        let request = Request { query, limit: 10, ..Request::default() };
        filtered.push(Request { document: Some(record.document.clone()).filter(|id| !id.is_empty()), ..request.clone() });
        filtered.push(Request { kind: Some(record.kind.clone()), ..request.clone() });
        filtered.push(Request { organisation: record.organisations.first().cloned(), ..request });
    }
    let plain = typed.iter().map(|query| Request { query: query.clone(), limit: 10, ..Request::default() });
    let begun = typed.iter().filter(|query| query.chars().count() > 6).map(|query| {
        let query: String = query.chars().take(query.chars().count() - 2).collect();
        Request { query, typing: true, limit: 10, ..Request::default() }
    });
    plain.chain(begun).chain(filtered).collect()
}

/// Compares the lists; where scores are equal, the order may differ, and so may who is last.
fn compare(request: &Request, expected: &quyche_client::Answer, found: &quyche_client::Answer) -> Result<(), String> {
    let show =
        |answer: &quyche_client::Answer| -> String { answer.hits.iter().map(|hit| format!("\n  {:.4} {}", hit.score, hit.path)).collect() };
    let fail = |what: &str| Err(format!("{what}: {request:?}\ntantivy:{}\nclient:{}", show(expected), show(found)));
    if expected.hits.len() != found.hits.len() {
        return fail("another number of hits");
    }
    if expected.understood != found.understood {
        return fail("understood otherwise");
    }
    let near = |a: f32, b: f32| (a - b).abs() <= TIE * a.abs().max(1.0);
    for (a, b) in expected.hits.iter().zip(&found.hits) {
        if !near(a.score, b.score) {
            return fail("another score");
        }
        let Some(last) = expected.hits.last() else { break };
        let same = found.hits.iter().find(|other| other.path == a.path);
        if !near(a.score, last.score) && same.is_none_or(|same| !near(same.score, a.score)) {
            return fail("another record");
        }
    }
    Ok(())
}

fn check(content: &str) {
    let (records, aliases) = records(content);
    let tantivy = index::open_files(&index::write(&records, &aliases).expect("an index")).expect("opened");
    let requests = queries(&records);
    assert!(requests.len() >= 200, "{} queries", requests.len());
    for packed in [index::plain(&records, &aliases), index::indexed(&records, &aliases)] {
        let mut browser = Browser::open(packed);
        let compared: Vec<Result<(), String>> = requests
            .iter()
            .map(|request| compare(request, &index::search(&tantivy, request).expect("an answer"), &browser.search(request)))
            .collect();
        let wrong: Vec<String> = compared.into_iter().filter_map(Result::err).collect();
        assert!(
            wrong.is_empty(),
            "{} of {} queries differ, first:\n{}",
            wrong.len(),
            requests.len(),
            wrong[..wrong.len().min(3)].join("\n")
        );
    }
}

#[test]
fn the_browser_answers_as_tantivy_does() {
    check("content");
    check("tests/corpus");
}

#[test]
fn the_client_is_built_from_what_is_here() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("search/client");
    let inputs = std::process::Command::new("sh").arg(folder.join("inputs")).output().expect("sh runs");
    assert!(inputs.status.success(), "{}", String::from_utf8_lossy(&inputs.stderr));
    let written = std::fs::read_to_string(folder.join("dist/inputs.sha256")).expect("dist/inputs.sha256 is there");
    let now = String::from_utf8_lossy(&inputs.stdout);
    assert_eq!(written.trim(), now.trim(), "search/client/dist/client.wasm is stale: run search/client/build");
    let read = |name: &str| std::fs::read(folder.join("dist").join(name)).expect("it is there");
    let mut wasm = Vec::new();
    flate2::read::DeflateDecoder::new(read("client.bin").as_slice()).read_to_end(&mut wasm).expect("client.bin is deflated");
    assert!(wasm == read("client.wasm"), "client.bin is another program than client.wasm: run search/client/build");
}
