//! The letter of the law is not ours: what pages and data hold is the source, character for character, all of it, once.

use std::collections::BTreeMap;

use quyche::content::Regulation;
use quyche::law::{Block, Provision};
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;

use crate::suite::site::{Site, content, five, golden};

fn sites() -> [(&'static str, &'static Site); 3] {
    [("content", content()), ("five regulations", five()), ("golden", golden())]
}

/// The words in `data-text` elements, by the `data-path` of the provision they stand in, are the source.
#[test]
fn the_words_of_a_provision_are_the_source() {
    let (paths, texts) = (Selector::parse("[data-path]").expect("a selector"), Selector::parse("[data-text]").expect("a selector"));
    for (name, site) in sites() {
        let wanted = wanted(site);
        let mut compared = 0;
        for (path, text) in site.pages() {
            let page = Html::parse_document(text);
            for provision in page.select(&paths) {
                let own: Vec<String> = provision
                    .select(&texts)
                    .filter(|words| home(words) == Some(provision))
                    .map(|words| spaced(&words.text().collect::<String>()))
                    .collect();
                let address = provision.attr("data-path").expect("it was selected by it");
                if own.is_empty() {
                    continue;
                }
                let wanted = wanted.get(address).unwrap_or_else(|| panic!("{name}: {path} shows {address}, which no source holds"));
                assert_eq!(own.join(" "), *wanted, "{name}: {path}: {address}");
                compared += 1;
            }
        }
        assert!(compared > wanted.len(), "{name}: every provision is on its page and in the full text: {compared} of {}", wanted.len());
    }
}

/// Labels and words of the page with the whole text, and of the document in one file, in order, are the whole body.
#[test]
fn the_full_text_is_the_whole_body() {
    let pieces = Selector::parse("main [data-path] .label, main [data-text]").expect("a selector");
    for (name, site) in sites() {
        for regulation in site.analysis.corpus.regulations() {
            for file in ["toan-van/index.html".to_owned(), format!("{}.html", regulation.id)] {
                let page = Html::parse_document(site.text(&format!("{}/{file}", regulation.id)));
                let shown: String = page.select(&pieces).flat_map(|piece| piece.text()).collect();
                same(&format!("{name}: {}/{file}", regulation.id), &bare(&shown), &body(site, regulation));
            }
        }
    }
}

/// A walk over labels, headings and words of the data meets the whole body once, in order.
#[test]
fn the_data_is_the_whole_body() {
    for (name, site) in sites() {
        for regulation in site.analysis.corpus.regulations() {
            let tree: Value =
                serde_json::from_str(site.text(&format!("du-lieu/van-ban/{}.json", regulation.id))).expect("the data is JSON");
            let mut words = String::new();
            for component in tree["children"].as_array().expect("a document has components") {
                walk(component, &mut words);
            }
            same(&format!("{name}: {}", regulation.id), &bare(&words), &body(site, regulation));
        }
    }
}

/// The words of the Akoma Ntoso file, tags stripped, are the whole body once, in order.
#[test]
fn the_akn_is_the_whole_body() {
    for (name, site) in sites() {
        for regulation in site.analysis.corpus.regulations() {
            let path = format!("du-lieu/van-ban/{}.akn.xml", regulation.id);
            let tree = roxmltree::Document::parse(site.text(&path)).unwrap_or_else(|error| panic!("{name}: {path}: {error}"));
            let texts = tree.descendants().filter(|node| node.is_text() && node.ancestors().all(|outer| outer.tag_name().name() != "meta"));
            let words: String = texts.filter_map(|node| node.text()).collect();
            same(&format!("{name}: {}", regulation.id), &bare(&words), &body(site, regulation));
        }
    }
}

fn walk(node: &Value, words: &mut String) {
    for key in ["label", "heading", "text"] {
        words.push_str(node[key].as_str().unwrap_or_default());
    }
    for child in node["children"].as_array().expect("a node has children") {
        walk(child, words);
    }
}

/// The heading and the own words of every provision, by address.
fn wanted(site: &Site) -> BTreeMap<&str, String> {
    let mut wanted = BTreeMap::new();
    for regulation in site.analysis.corpus.regulations() {
        let text = &site.sources.get(regulation.file).text;
        for (_, provision) in regulation.tree.iter() {
            let words: Vec<String> =
                own(provision).into_iter().map(|range| spaced(&text[range])).filter(|words| !words.is_empty()).collect();
            wanted.insert(provision.path.as_str(), words.join(" "));
        }
    }
    wanted
}

fn own(provision: &Provision) -> Vec<std::ops::Range<usize>> {
    let mut pieces = provision.heading.to_vec();
    for block in &provision.blocks {
        match block {
            Block::Paragraph { range, .. } => pieces.push(range.clone()),
            Block::Table { rows } => pieces.extend(rows.iter().flatten().cloned()),
        }
    }
    pieces
}

/// The nearest provision around an element, itself included.
fn home<'a>(element: &ElementRef<'a>) -> Option<ElementRef<'a>> {
    let around = element.ancestors().filter_map(ElementRef::wrap);
    std::iter::once(*element).chain(around).find(|element| element.attr("data-path").is_some())
}

/// A line break counts as one space; no other character may differ.
fn spaced(text: &str) -> String {
    text.replace('\n', " ")
}

fn bare(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace()).collect()
}

/// The body without white space and table syntax.
pub(crate) fn body(site: &Site, regulation: &Regulation) -> String {
    let text = &site.sources.get(regulation.file).text;
    let is_rule = |line: &str| line.starts_with('|') && line.chars().all(|sign| "|-: ".contains(sign));
    let lines = text[regulation.body.clone()].lines().map(str::trim).filter(|line| !is_rule(line));
    lines.map(|line| if line.starts_with('|') { bare(&line.replace('|', "")) } else { bare(line) }).collect()
}

/// Compares two long texts and shows where they part.
pub(crate) fn same(what: &str, shown: &str, wanted: &str) {
    if shown == wanted {
        return;
    }
    let at = shown.chars().zip(wanted.chars()).take_while(|(left, right)| left == right).count();
    let around = |text: &str| text.chars().skip(at.saturating_sub(30)).take(80).collect::<String>();
    panic!("{what}: after {at} letters\n  shown  …{}…\n  source …{}…", around(shown), around(wanted));
}
