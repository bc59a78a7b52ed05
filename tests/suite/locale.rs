//! A second language: both files of words are complete, no word for readers stands anywhere else, and in an English site the law stays
//! Vietnamese and says so.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;

use crate::suite::site::{self, Site};
use crate::suite::support::{files, read};

/// The words of a language by dotted key.
fn words(language: &str) -> BTreeMap<String, String> {
    let tree: Value = serde_yaml::from_str(&read(&format!("themes/default/strings.{language}.yaml"))).expect("the words are YAML");
    let mut words = BTreeMap::new();
    flatten(&tree, String::new(), &mut words);
    words
}

fn flatten(tree: &Value, key: String, words: &mut BTreeMap<String, String>) {
    let below = |step: &str| if key.is_empty() { step.to_owned() } else { format!("{key}.{step}") };
    match tree {
        Value::Object(branch) => branch.iter().for_each(|(step, value)| flatten(value, below(step), words)),
        Value::Array(list) => list.iter().enumerate().for_each(|(at, value)| flatten(value, below(&at.to_string()), words)),
        Value::String(text) => drop(words.insert(key, text.clone())),
        other => panic!("`{key}` is no text but {other}: put it in quotation marks"),
    }
}

/// The names in braces of a text; of `{count|clause|clauses}` the name before the bars.
fn places(text: &str) -> BTreeSet<&str> {
    static PLACE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\{([a-z_]+)(?:\|[^{}|]*\|[^{}|]*)?\}").expect("the pattern is sound"));
    PLACE.captures_iter(text).map(|found| found.get(1).expect("the pattern has a group").as_str()).collect()
}

#[test]
fn both_languages_have_the_same_keys_and_places() {
    let (vietnamese, english) = (words("vi"), words("en"));
    let keys = |words: &BTreeMap<String, String>| words.keys().cloned().collect::<BTreeSet<_>>();
    let (left, right) = (keys(&vietnamese), keys(&english));
    assert!(left.len() > 500, "the words are there");
    assert_eq!(left.difference(&right).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in English");
    assert_eq!(right.difference(&left).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in Vietnamese");
    for (key, text) in &vietnamese {
        // How a date is put together is a matter of each language.
        if key != "format.date" {
            assert_eq!(places(text), places(&english[key]), "{key}");
        }
        assert_eq!(text.matches('{').count(), text.matches('}').count(), "{key}");
        assert_eq!(text.is_empty(), english[key].is_empty(), "{key}");
    }
}

#[test]
fn english_words_are_english() {
    // The Vietnamese name of a kind of document stays, queries are typed in the language of the texts, and what is quoted is quoted.
    let quoted = Regex::new("“[^”]*”").expect("the pattern is sound");
    for (key, text) in words("en") {
        let kept = ["document_types.", "search.example_queries.", "search.placeholder"].iter().any(|start| key.starts_with(start));
        assert!(kept || !is_vietnamese(&quoted.replace_all(&text, "")), "{key}: {text}");
    }
}

fn is_vietnamese(text: &str) -> bool {
    text.chars().any(|sign| ('\u{c0}'..='\u{1ef9}').contains(&sign) && sign.is_alphabetic())
}

/// Of a template the words and the attributes that readers see, without its expressions, names of keys, classes and kinds.
fn shown(template: &str) -> String {
    static ENGINE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?s)\{% block (?:body_class|og_type|main_data) %\}.*?\{% endblock %\}|\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<kbd>.*?</kbd>")
            .expect("the pattern is sound")
    });
    static ATTRIBUTE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"\s(?:aria-label|title|alt|placeholder)="([^"]*)""#).expect("the pattern is sound"));
    static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new("(?s)<[^>]*>|&[a-z]+;").expect("the pattern is sound"));
    let markup = ENGINE.replace_all(template, "");
    // A template that is included within a tag has attributes only.
    let markup = if markup.contains('<') { markup.into_owned() } else { format!("<p{markup}>") };
    let attributes: Vec<&str> =
        ATTRIBUTE.captures_iter(&markup).map(|found| found.get(1).expect("the pattern has a group").as_str()).collect();
    format!("{} {}", TAG.replace_all(&markup, " "), attributes.join(" "))
}

#[test]
fn templates_hold_no_words() {
    assert_eq!(shown("<p class=\"a\" title=\"Hai\">{{ x }} Một {# ba #}</p>").split_whitespace().collect::<Vec<_>>(), ["Một", "Hai"]);
    let templates = files("themes/default/templates", ".html");
    assert!(templates.len() > 30);
    for path in templates {
        // A sign for the size of letters, hidden from those who hear the page.
        let words = shown(&read(&path)).replace(" Aa ", " ");
        assert!(!words.chars().any(char::is_alphabetic), "{path}: {:?}", words.split_whitespace().collect::<Vec<_>>());
    }
}

#[test]
fn scripts_hold_no_words() {
    // A word a reader sees begins with a capital or holds a space between words; selectors, types and events do neither.
    let literal = Regex::new(r#""([^"\n]*)"|'([^'\n]*)'|`([^`]*)`"#).expect("the pattern is sound");
    let sentence = Regex::new(r"^\p{Lu}?\p{Ll}+(?: \p{Ll}+)+[.!?…]?$|^\p{Lu}\p{Ll}+[.!?…]$").expect("the pattern is sound");
    let comment = Regex::new(r"(?s)/\*.*?\*/|(?m)^\s*//.*$|\s// .*").expect("the pattern is sound");
    let scripts: Vec<String> =
        ["static/js", "review", "serve", "slides"].iter().flat_map(|folder| files(&format!("themes/default/{folder}"), ".js")).collect();
    assert!(scripts.len() > 10);
    for path in scripts {
        let text = read(&path);
        let code = comment.replace_all(&text, "");
        assert!(!is_vietnamese(&code), "{path} holds Vietnamese words");
        for found in literal.captures_iter(&code) {
            let text = found.iter().skip(1).flatten().next().unwrap().as_str();
            assert!(!sentence.is_match(text) || text == "use strict", "{path}: {text}");
        }
    }
}

#[test]
fn what_makes_pages_holds_no_words() {
    let literal = Regex::new(r#""(?:[^"\\]|\\.)*""#).expect("the pattern is sound");
    for module in ["compose", "export", "page", "render", "review", "serve"] {
        for path in files(&format!("src/{module}"), ".rs").into_iter().filter(|path| !path.contains("/tests/")) {
            // What the law writes is looked for there, not shown.
            if path.contains("/export/akn/") || path.contains("/compose/form/") {
                continue;
            }
            let text = read(&path);
            let product = text.split("#[cfg(test)]").next().unwrap_or_default();
            let code: String =
                product.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect();
            let words: Vec<&str> = literal.find_iter(&code).map(|found| found.as_str()).filter(|text| is_vietnamese(text)).collect();
            assert!(words.is_empty(), "{path}: {words:?}");
        }
    }
}

/// The golden site in English.
fn english() -> &'static Site {
    static SITE: LazyLock<Site> = LazyLock::new(|| {
        let mut files = site::folder("tests/golden/content");
        let (_, bytes) = files.iter_mut().find(|(path, _)| path == "site.yaml").expect("the site has a name");
        let text = String::from_utf8(bytes.clone()).expect("it is text");
        assert!(text.contains("language: vi"));
        *bytes = text.replace("language: vi", "language: en").into_bytes();
        site::build(files, None)
    });
    &SITE
}

fn select(selector: &str) -> Selector {
    Selector::parse(selector).expect("the selector is sound")
}

/// The language in which an element stands.
fn language<'a>(element: ElementRef<'a>) -> &'a str {
    let own = element.attr("lang");
    own.or_else(|| element.ancestors().filter_map(ElementRef::wrap).find_map(|above| above.attr("lang"))).unwrap_or_default()
}

#[test]
fn in_an_english_site_the_law_says_that_it_is_vietnamese() {
    let (mut seen, mut names_seen) = (0, 0);
    let ours: BTreeSet<String> = words("en").into_values().collect();
    for (path, text) in english().pages() {
        let page = Html::parse_document(text);
        assert_eq!(page.root_element().attr("lang"), Some("en"), "{path}");
        for element in page.select(&select("[data-text], .law-words, .duty-words, .contents ol, .contents-full ol, .snippet, .prose, .ask"))
        {
            assert_eq!(language(element), "vi", "{path}: {}", element.html());
            seen += 1;
        }
        // Names in a line of words that are the theme's, and what stands alone.
        let names = ".beside .named > li > a, .note-title, .part-of-session > h2 > span:first-child, .matching select, .succession li > p > a, \
                     .single-terms dt, .single-organisations h3, .slide h1, .slide .lead, .slide .options, .slide .pairs, .slide.law .body";
        for element in page.select(&select(names)) {
            assert_eq!(language(element), "vi", "{path}: {}", element.html());
            names_seen += 1;
        }
        for step in page.select(&select(".breadcrumb li")) {
            let label: String = step.text().collect();
            assert_eq!(language(step), if ours.contains(&label) && !is_vietnamese(&label) { "en" } else { "vi" }, "{path}: {label}");
        }
        for element in page.select(&select(".skip, .margin > summary, .note-facts, .menu-toggle, .foot, .box-title .kind")) {
            assert_eq!(language(element), "en", "{path}: {}", element.html());
        }
    }
    assert!(seen > 100 && names_seen > 30, "{seen}, {names_seen}");
}

#[test]
fn an_english_site_says_nothing_of_its_own_in_vietnamese() {
    let english_words: BTreeSet<String> = words("en").into_values().collect();
    let vietnamese: BTreeSet<String> =
        words("vi").into_values().filter(|text| text.chars().count() > 9 && !text.contains('{') && !english_words.contains(text)).collect();
    for (path, text) in english().pages() {
        let page = Html::parse_document(text);
        for said in page.root_element().text().map(str::trim) {
            assert!(!vietnamese.contains(said), "{path}: {said}");
        }
    }
    for (path, word) in [("index.html", "Documents"), ("1-qd-tu/index.html", "Quyết định (Decision)"), ("tim-kiem/index.html", "Search")]
    {
        assert!(english().text(path).contains(word), "{path}");
    }
}

#[test]
fn the_same_text_of_law_in_both_languages() {
    let own = |site: &Site, path: &str| -> Vec<String> {
        let page = Html::parse_document(site.text(path));
        page.select(&select("[data-text]")).map(|element| element.text().collect()).collect()
    };
    for (path, _) in english().pages().filter(|(path, _)| path.contains("/dieu-") || path.ends_with("toan-van/index.html")) {
        assert_eq!(own(english(), path), own(site::golden(), path), "{path}");
    }
}
