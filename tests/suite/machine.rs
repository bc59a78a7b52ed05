//! What pages tell machines about themselves (JSON-LD with the terms of schema.org): it is sound, it says of every kind of page what it
//! holds, and its addresses lead somewhere.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::suite::site::{Site, content, five, golden};

fn graph(text: &str) -> Option<Vec<Value>> {
    let data = text.split_once("<script type=\"application/ld+json\">")?.1.split_once("</script>")?.0;
    let data: Value = serde_json::from_str(data).expect("it is JSON");
    assert_eq!(data["@context"], "https://schema.org");
    Some(data["@graph"].as_array().expect("it is a graph").clone())
}

/// The thing of type `kind` on the page at `path`.
fn thing(site: &Site, path: &str, kind: &str) -> Value {
    let graph = graph(site.text(path)).unwrap_or_else(|| panic!("{path} says nothing"));
    graph.into_iter().find(|thing| thing["@type"] == kind).unwrap_or_else(|| panic!("{path} holds no {kind}"))
}

#[test]
fn nothing_is_empty_and_addresses_lead_somewhere() {
    for (name, site) in [("content", content()), ("five regulations", five()), ("golden", golden())] {
        let mut kinds = BTreeSet::new();
        for (path, text) in site.pages() {
            for thing in graph(text).into_iter().flatten() {
                kinds.insert(thing["@type"].as_str().expect("a thing has a type").to_owned());
                walk(&thing, "", &mut |key, value| {
                    assert!(!value.is_empty(), "{name}: {path}: `{key}` is empty");
                    if matches!(key, "url" | "contentUrl" | "item" | "@id") {
                        let local = value.strip_prefix(site.base_url.as_str()).unwrap_or_else(|| panic!("{name}: {path}: {value}"));
                        let local = local.trim_start_matches('/').split('#').next().unwrap_or_default();
                        let file = if local.is_empty() || local.ends_with('/') { format!("{local}index.html") } else { local.to_owned() };
                        assert!(site.files.contains_key(&file), "{name}: {path}: `{key}` leads to {value}");
                    }
                });
            }
        }
        for kind in ["WebSite", "Legislation", "BreadcrumbList", "DataCatalog"] {
            assert!(kinds.contains(kind), "{name}: no page holds a {kind}: {kinds:?}");
        }
    }
}

fn walk(value: &Value, key: &str, check: &mut impl FnMut(&str, &str)) {
    match value {
        Value::Object(object) => object.iter().for_each(|(key, value)| walk(value, key, check)),
        Value::Array(list) => {
            assert!(!list.is_empty(), "`{key}` has no values");
            list.iter().for_each(|value| walk(value, key, check));
        }
        Value::String(text) => check(key, text),
        _ => {}
    }
}

#[test]
fn a_regulation_is_legislation() {
    let law = thing(content(), "446-qd-tu/index.html", "Legislation");
    assert_eq!(law["legislationIdentifier"], "446-QĐ/TU");
    assert_eq!(law["legislationDate"], "2021-11-26");
    assert_eq!(law["legislationType"], "Quyết định");
    assert_eq!(law["legislationPassedBy"]["name"], "Ban Thường vụ Thành ủy");
    assert_eq!(law["legislationLegalValue"], "https://schema.org/UnofficialLegalValue");
    assert_eq!(law.get("legislationLegalForce"), None, "nobody knows whether it is in force");
    assert_eq!(law["temporalCoverage"], "2021-11-26", "nor until when");
    let changes = law["legislationChanges"].as_array().expect("it replaces another");
    assert!(changes[0]["name"].as_str().expect("it has a name").contains("84-QĐ/TU"));
    let kinds: Vec<&str> = law["encoding"].as_array().expect("forms").iter().filter_map(|form| form["encodingFormat"].as_str()).collect();
    assert_eq!(kinds, ["text/html", "application/akn+xml", "application/json", "text/markdown"]);
    let article = thing(content(), "446-qd-tu/quy-che/dieu-24/index.html", "Legislation");
    assert_eq!(article["isPartOf"]["@id"], law["@id"]);
}

#[test]
fn what_is_written_for_study_says_so() {
    let session = thing(golden(), "hoc-tap/tiep-dan/index.html", "LearningResource");
    assert!(session["url"].as_str().expect("it has an address").starts_with("https://example.org/quyche/hoc-tap/"));
    let questions = session["hasPart"][0]["hasPart"].as_array().expect("it has a quiz");
    for question in questions {
        assert_eq!(question["@type"], "Question");
        assert!(!question["acceptedAnswer"].as_array().expect("a right answer").is_empty(), "{question}");
    }
    let set = thing(golden(), "thuat-ngu/index.html", "DefinedTermSet");
    let term = thing(golden(), "thuat-ngu/doi-thoai/index.html", "DefinedTerm");
    assert_eq!(term["inDefinedTermSet"], set["url"]);
    assert!(set["hasDefinedTerm"].as_array().expect("terms").iter().any(|one| one["url"] == term["url"] && one["name"] == term["name"]));
    let body = thing(golden(), "co-quan/ban-dan-van-thanh-uy/index.html", "Organization");
    assert_eq!(body["name"], "Ban Dân vận Thành ủy");
}
