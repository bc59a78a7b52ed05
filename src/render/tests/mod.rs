//! The built-in theme renders every page; what outside checks rely on is asserted on the HTML.

mod sample;

use std::collections::{BTreeMap, BTreeSet};

use scraper::{ElementRef, Html as Dom, Selector};

use crate::page::{Block, Page, ProvisionView, SiteView, Text};
use crate::render::{Templates, compile, render};
use crate::theme::Theme;

pub(super) fn theme(overlay: &BTreeMap<String, Vec<u8>>) -> Theme {
    Theme::load(overlay, |text| serde_yaml::from_str(text).map_err(|error| error.to_string())).unwrap()
}

fn templates(site: &SiteView) -> Templates {
    compile(&theme(&BTreeMap::new()), site).unwrap()
}

fn select<'a>(dom: &'a Dom, selector: &str) -> Vec<ElementRef<'a>> {
    dom.select(&Selector::parse(selector).unwrap()).collect()
}

/// The words in `data-text` of every provision, each belonging to the innermost `data-path` around it.
fn own_words(dom: &Dom) -> BTreeMap<String, Vec<String>> {
    let mut words: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for element in select(dom, "[data-text]") {
        let owner = element.ancestors().filter_map(ElementRef::wrap).find_map(|around| around.attr("data-path"));
        words.entry(owner.unwrap().to_owned()).or_default().push(element.text().collect());
    }
    words
}

fn expected_words(provision: &ProvisionView, words: &mut BTreeMap<String, Vec<String>>) {
    let mut own: Vec<&Text> = provision.heading.iter().collect();
    for block in &provision.blocks {
        match block {
            Block::Paragraph(text) | Block::Line(_, text) => own.push(text),
            Block::Columns(columns) => own.extend(columns.lines().map(|line| &line.text)),
            Block::Table(table) => {
                own.extend(&table.caption);
                own.extend(table.head.iter().chain(&table.rows).flatten().map(|cell| &cell.text));
            }
        }
    }
    if !own.is_empty() {
        words.insert(provision.path.clone(), own.iter().map(|text| text.text.clone()).collect());
    }
    for child in &provision.children {
        expected_words(child, words);
    }
}

#[test]
fn every_page_renders_with_unique_ids_and_nothing_a_strict_policy_forbids() {
    let templates = templates(&sample::site("https://quyche.example/"));
    for page in sample::pages() {
        let html = render(&page, &templates).unwrap();
        let dom = Dom::parse_document(&html);
        let url = &page.shell().url;
        let mut ids = BTreeSet::new();
        for element in select(&dom, "[id]") {
            assert!(ids.insert(element.attr("id").unwrap()), "{url}: {:?} twice", element.attr("id"));
        }
        assert_eq!(select(&dom, "h1").len(), 1, "{url}");
        assert_eq!(select(&dom, "main").len(), 1, "{url}");
        assert_eq!(select(&dom, "html[lang=vi]").len(), 1, "{url}");
        assert!(select(&dom, "[style], style, [onclick]").is_empty(), "{url}");
        for script in select(&dom, "script:not([src])") {
            let data: serde_json::Value = serde_json::from_str(&script.text().collect::<String>()).unwrap();
            assert_eq!(data["@context"], "https://schema.org", "{url}");
        }
        for link in select(&dom, "a[href^='#']") {
            let target = &link.attr("href").unwrap()[1..];
            assert!(ids.contains(target), "{url}: nothing at #{target}");
        }
        // A pattern that a script fills stands in an attribute.
        let words: String = dom.root_element().text().collect();
        assert!(!words.contains("{count}") && !words.contains("{date}"), "{url}");
    }
}

#[test]
fn the_words_of_every_provision_are_its_source_text() {
    let templates = templates(&sample::site(""));
    for page in sample::pages() {
        let provisions: Vec<&ProvisionView> = match &page {
            Page::Article(page) => vec![&page.article],
            Page::FullText(page) => page.provisions.iter().collect(),
            _ => continue,
        };
        let mut expected = BTreeMap::new();
        for provision in provisions {
            expected_words(provision, &mut expected);
        }
        let dom = Dom::parse_document(&render(&page, &templates).unwrap());
        assert_eq!(own_words(&dom), expected, "{}", page.shell().url);
        for container in select(&dom, "[data-path]") {
            let standing = container.ancestors().filter_map(ElementRef::wrap).find_map(|around| around.attr("data-standing"));
            assert_eq!(standing, Some("law"));
        }
    }
}

#[test]
fn a_number_is_a_permanent_link_with_a_name() {
    let templates = templates(&sample::site(""));
    let page = sample::article_page();
    let dom = Dom::parse_document(&render(&page, &templates).unwrap());
    let labels: Vec<_> =
        select(&dom, ".text a.label").iter().map(|label| (label.attr("href").unwrap(), label.attr("aria-label").unwrap())).collect();
    assert!(labels.contains(&("#khoan-1", "1. Liên kết đến khoản 1")), "{labels:?}");
    assert!(labels.contains(&("#khoan-2-diem-dd", "đ) Liên kết đến điểm đ khoản 2")), "{labels:?}");
}

#[test]
fn the_base_path_is_put_before_every_address_of_the_site() {
    let templates = templates(&sample::site("https://host.example/quyche/"));
    for page in sample::pages() {
        let html = render(&page, &templates).unwrap();
        let dom = Dom::parse_document(&html);
        for link in select(&dom, "a[href^='/'], link[href^='/'], script[src^='/']") {
            let url = link.attr("href").or(link.attr("src")).unwrap();
            assert!(url.starts_with("/quyche/"), "{}: {url}", page.shell().url);
        }
        let canonical: Vec<&str> = select(&dom, "link[rel=canonical]").iter().filter_map(|link| link.attr("href")).collect();
        let expected = format!("https://host.example/quyche{}", page.shell().url);
        // What is not there has no address.
        let expected: &[&str] = if page.shell().url == "/404.html" { &[] } else { &[&expected] };
        assert_eq!(canonical, expected);
    }
}

#[test]
fn contents_of_a_long_document_unfold_only_around_the_current_place() {
    let templates = templates(&sample::site(""));
    let dom = Dom::parse_document(&render(&sample::long_article_page(), &templates).unwrap());
    assert_eq!(select(&dom, ".contents li.chapter").len(), 20);
    assert_eq!(select(&dom, ".contents li.article").len(), 10);
    assert_eq!(select(&dom, ".contents [aria-current=page]").len(), 1);
}

#[test]
fn an_error_names_the_template_and_the_page() {
    let overlay = BTreeMap::from([("templates/home.html".to_owned(), b"{{ page.nowhere.at_all }}".to_vec())]);
    let templates = compile(&theme(&overlay), &sample::site("")).unwrap();
    let error = render(&sample::home_page(), &templates).unwrap_err();
    assert_eq!((error.template.as_str(), error.url.as_str()), ("home.html", "/"));
    assert!(error.message.contains("nowhere"), "{error}");

    let overlay = BTreeMap::from([("templates/home.html".to_owned(), b"{% if %}".to_vec())]);
    let error = compile(&theme(&overlay), &sample::site("")).unwrap_err();
    assert!(error.message.contains("home.html"), "{error}");
}
