//! What is true of every page of every site: links lead somewhere, ids are unique, nothing is inline, and each page says what
//! it is. The letter of the law is in `letter`.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::suite::site::{Site, content, five, golden, url};

/// The sites the laws are tried on.
fn sites() -> [(&'static str, &'static Site); 3] {
    [("content", content()), ("five regulations", five()), ("golden", golden())]
}

fn select(selector: &str) -> Selector {
    Selector::parse(selector).unwrap_or_else(|error| panic!("{selector}: {error}"))
}

#[test]
fn every_link_leads_somewhere() {
    for (name, site) in sites() {
        let pages: BTreeMap<&str, Html> = site.pages().map(|(path, text)| (path, Html::parse_document(text))).collect();
        let ids: BTreeMap<&str, BTreeSet<&str>> = pages.iter().map(|(path, page)| (*path, ids(page).into_iter().collect())).collect();
        let mut wrong = Vec::new();
        let mut followed = 0;
        for (path, page) in &pages {
            for target in page
                .select(&select("[href], [src], form[action]"))
                .filter_map(|element| ["href", "src", "action"].iter().find_map(|name| element.attr(name)))
            {
                followed += 1;
                if let Err(why) = resolve(site, path, target, &ids) {
                    wrong.push(format!("{name}: {path}: `{target}` {why}"));
                }
            }
        }
        wrong.sort();
        wrong.dedup();
        assert!(wrong.is_empty(), "{} broken:\n{}", wrong.len(), wrong.iter().take(40).cloned().collect::<Vec<_>>().join("\n"));
        assert!(followed > pages.len() * 4, "{name}: pages have links: {followed}");
    }
}

fn resolve(site: &Site, page: &str, target: &str, ids: &BTreeMap<&str, BTreeSet<&str>>) -> Result<(), &'static str> {
    if target.starts_with("mailto:") || target == "data:," {
        return Ok(());
    }
    let (address, fragment) = target.split_once('#').map_or((target, None), |(address, fragment)| (address, Some(fragment)));
    let file = if address.is_empty() {
        page.to_owned()
    } else {
        let local = match address.contains("://") {
            true if site.base_url.is_empty() => return Ok(()),
            true => match address.strip_prefix(site.base_url.as_str()) {
                Some(local) => local,
                None => return Ok(()),
            },
            false => address.strip_prefix(site.base_path()).ok_or("lies outside the base path")?,
        };
        let local = local.split('?').next().unwrap_or_default().strip_prefix('/').ok_or("is no address from the root")?;
        if local.is_empty() || local.ends_with('/') { format!("{local}index.html") } else { local.to_owned() }
    };
    if !site.files.contains_key(&file) {
        return Err("is no file of the site");
    }
    match fragment {
        Some(fragment) if file.ends_with(".html") && !ids[file.as_str()].contains(fragment) => Err("is no anchor there"),
        _ => Ok(()),
    }
}

fn ids(page: &Html) -> Vec<&str> {
    page.select(&select("[id]")).filter_map(|element| element.attr("id")).collect()
}

#[test]
fn ids_are_unique() {
    for (name, site) in sites() {
        for (path, text) in site.pages() {
            let page = Html::parse_document(text);
            let mut seen = BTreeSet::new();
            let twice: Vec<&str> = ids(&page).into_iter().filter(|id| !seen.insert(*id)).collect();
            assert!(twice.is_empty(), "{name}: {path}: {twice:?}");
        }
    }
}

#[test]
fn nothing_is_inline() {
    let data = |element: &ElementRef<'_>| element.attr("type") == Some("application/ld+json");
    for (name, site) in sites() {
        for (path, text) in site.pages().filter(|(path, _)| !stands_alone(path)) {
            let page = Html::parse_document(text);
            assert_eq!(page.select(&select("style, [style], iframe, base")).count(), 0, "{name}: {path} has inline style");
            let scripts = page.select(&select("script")).filter(|script| script.attr("src").is_none() && !data(script)).count();
            assert_eq!(scripts, 0, "{name}: {path} has an inline script");
            let handlers = page.select(&select("*")).any(|element| element.value().attrs().any(|(name, _)| name.starts_with("on")));
            assert!(!handlers, "{name}: {path} has an inline handler");
        }
    }
}

/// Slides, and a document in one file (`446-qd-tu/446-qd-tu.html`), work from a disk.
fn stands_alone(path: &str) -> bool {
    let named_twice = path.strip_suffix(".html").and_then(|name| name.split_once('/')).is_some_and(|(folder, name)| folder == name);
    path.ends_with("/trinh-chieu.html") || named_twice
}

/// What a page runs or is dressed in; a block of bytes is neither.
const INLINE: &str = "style, script:not([type=\"application/octet-stream\"])";

#[test]
fn what_stands_alone_runs_nothing_but_its_own() {
    let mut seen = 0;
    for (name, site) in sites() {
        for (path, text) in site.pages().filter(|(path, _)| stands_alone(path)) {
            seen += 1;
            let page = Html::parse_document(text);
            let policy = page.select(&select("meta[http-equiv]")).find_map(|meta| meta.attr("content")).unwrap_or_default();
            assert!(policy.starts_with("default-src 'none';"), "{name}: {path}: {policy}");
            assert_eq!(page.select(&select(INLINE)).count(), 2, "{name}: {path}");
            for inline in page.select(&select(INLINE)) {
                let hash = STANDARD.encode(Sha256::digest(inline.text().collect::<String>().as_bytes()));
                assert!(policy.contains(&format!("'sha256-{hash}'")), "{name}: {path}: {}", inline.value().name());
            }
            assert_eq!(page.select(&select("[style], iframe, base, [src]")).count(), 0, "{name}: {path}");
        }
    }
    assert!(seen > 1, "a session has slides, a document its one file");
}

/// A page is bound by the policy of the server and by its own: what the one forbids the other cannot allow.
#[test]
fn headers_allow_what_pages_need() {
    for (name, site) in sites() {
        let line = |start: &str| site.text("_headers").lines().map(str::trim).find_map(|line| line.strip_prefix(start)).map(str::to_owned);
        let sent = line("Content-Security-Policy: ").expect("a policy is sent");
        let sent: BTreeMap<&str, BTreeSet<&str>> = directives(&sent);
        assert_eq!(sent["frame-ancestors"], BTreeSet::from(["'none'"]), "{name}");
        let unsafe_words = ["'unsafe-inline'", "'unsafe-eval'", "*", "https:"];
        assert!(sent.values().flatten().all(|source| !unsafe_words.contains(source)), "{name}: {sent:?}");
        for (path, text) in site.pages() {
            let page = Html::parse_document(text);
            let own = page.select(&select("meta[http-equiv=Content-Security-Policy]")).find_map(|meta| meta.attr("content"));
            for (directive, sources) in directives(own.unwrap_or_else(|| panic!("{name}: {path} has no policy"))) {
                let wide =
                    sent.get(directive).or_else(|| sent.get("default-src").filter(|_| directive.ends_with("-src"))).expect("it is said");
                let missing: Vec<&&str> = sources.iter().filter(|source| **source != "'none'" && !wide.contains(*source)).collect();
                assert!(missing.is_empty(), "{name}: {path}: the server forbids {missing:?} of {directive}");
            }
            assert_eq!(page.select(&select("meta[name=referrer]")).count(), 1, "{name}: {path}");
        }
    }
}

fn directives(policy: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    let parts = policy.split(';').filter_map(|part| part.trim().split_once(' '));
    parts.map(|(name, sources)| (name, sources.split(' ').collect())).collect()
}

#[test]
fn every_page_says_what_it_is() {
    for (name, site) in sites() {
        let mut titles: BTreeMap<String, &str> = BTreeMap::new();
        for (path, text) in site.pages() {
            let page = Html::parse_document(text);
            let one = |selector: &str| {
                let found: Vec<ElementRef<'_>> = page.select(&select(selector)).collect();
                assert_eq!(found.len(), 1, "{name}: {path}: {selector}");
                found[0].text().collect::<String>().trim().to_owned()
            };
            assert_eq!(page.root_element().attr("lang"), Some("vi"), "{name}: {path}");
            assert!(!one("h1").is_empty(), "{name}: {path}");
            one("main");
            one("meta[name=viewport]");
            let title = one("head > title");
            assert!(!title.is_empty(), "{name}: {path}");
            if let Some(other) = titles.insert(title.clone(), path) {
                panic!("{name}: {path} and {other} have one title: {title}");
            }
        }
    }
}

#[test]
fn canonical_addresses() {
    for (name, site) in sites() {
        for (path, text) in site.pages().filter(|(path, _)| *path != "404.html") {
            let page = Html::parse_document(text);
            let found: Vec<&str> = page.select(&select("link[rel=canonical]")).filter_map(|link| link.attr("href")).collect();
            let wanted = [format!("{}{}", site.base_url, url(path))];
            assert_eq!(found, wanted, "{name}: {path}");
        }
    }
}

#[test]
fn the_sitemap_lists_every_page() {
    for (name, site) in sites().into_iter().filter(|(_, site)| !site.base_url.is_empty()) {
        let map = site.text("sitemap.xml");
        let listed: BTreeSet<&str> = map.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next()).collect();
        let pages: BTreeSet<String> =
            site.pages().filter(|(path, _)| *path != "404.html").map(|(path, _)| format!("{}{}", site.base_url, url(path))).collect();
        assert_eq!(listed, pages.iter().map(String::as_str).collect(), "{name}");
    }
}

/// Both ends of every edge exist: the provision that cites, and what a resolved citation leads to.
#[test]
fn citations_have_both_ends() {
    for (name, site) in sites() {
        let mut known = BTreeSet::new();
        for path in site.files.keys().filter(|path| path.starts_with("du-lieu/van-ban/") && path.ends_with(".json")) {
            gather(&json(site, path), &mut known);
        }
        let mut resolved = 0;
        for path in site.files.keys().filter(|path| path.starts_with("du-lieu/dan-chieu/")) {
            for edge in json(site, path).as_array().expect("a list of edges") {
                let from = edge["provision"].as_str().expect("an edge begins at a provision");
                assert!(known.contains(from), "{name}: {from} cites but does not exist");
                if edge["outcome"] != "resolved" {
                    continue;
                }
                let targets = edge["targets"].as_array().expect("a list of targets");
                assert!(!targets.is_empty(), "{name}: {edge} leads nowhere");
                for target in targets {
                    let target = target.as_str().expect("a target is a path");
                    assert!(known.contains(target), "{name}: {from} cites {target}, which does not exist");
                    resolved += 1;
                }
            }
        }
        assert!(resolved > 0, "{name} has citations that lead somewhere");
    }
}

fn json(site: &Site, path: &str) -> Value {
    serde_json::from_str(site.text(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn gather(node: &Value, known: &mut BTreeSet<String>) {
    known.insert(node["path"].as_str().expect("a node has a path").to_owned());
    for child in node["children"].as_array().expect("a node has children") {
        gather(child, known);
    }
}
