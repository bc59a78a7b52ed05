//! What browsers may keep: bundles hold the published pages, lists name what is there; a site may do without. What a browser makes of it is
//! in `tests/browser/offline.mjs`.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::DeflateDecoder;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::suite::site::{Site, build, content, five, folder, golden};

const FOLDER: &str = "du-lieu/ngoai-tuyen/";

fn sites() -> [(&'static str, &'static Site); 3] {
    [("content", content()), ("five regulations", five()), ("golden", golden())]
}

#[test]
fn bundles_hold_the_published_pages() {
    for (name, site) in sites() {
        let mut held = 0;
        for (path, bytes) in site.files.iter().filter(|(path, _)| path.starts_with(FOLDER) && path.ends_with(".bin")) {
            for (url, text) in unpacked(bytes) {
                let page = if url.is_empty() || url.ends_with('/') { format!("{url}index.html") } else { url };
                assert_eq!(text, site.text(&page), "{name}: {path}: {page}");
                held += 1;
            }
        }
        assert!(held > 5, "{name}: {held} pages");
    }
}

#[test]
fn a_list_names_all_that_a_document_needs_with_its_checksum() {
    for (name, site) in sites() {
        let shared = list(site, "chung");
        let mut files: Vec<&str> = entries(&shared, "files").map(|entry| entry["url"].as_str().expect("an address")).collect();
        files.sort_unstable();
        for needed in ["du-lieu/tim/client.bin", "du-lieu/tim/goc.bin", "static/theme.css?v="] {
            assert!(files.iter().any(|url| url.starts_with(needed)), "{name}: {needed}");
        }
        for regulation in site.analysis.corpus.regulations() {
            let own = list(site, &format!("van-ban/{}", regulation.id));
            let organisations = own["organisations"].as_array().expect("addresses");
            let theirs: Vec<&Value> = entries(&shared, "organisations").filter(|entry| organisations.contains(&entry["url"])).collect();
            assert_eq!(theirs.len(), organisations.len(), "{name}: {}", regulation.id);
            let mut pages = BTreeMap::new();
            let both = [&shared, &own].into_iter().flat_map(|list| entries(list, "bundles").chain(entries(list, "files")));
            for entry in both.chain(theirs) {
                let path = entry["url"].as_str().and_then(|url| url.split('?').next()).expect("an address");
                let bytes = site.files.get(path).unwrap_or_else(|| panic!("{name}: {path} is no file of the site"));
                let hash: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
                assert_eq!(
                    (entry["hash"].as_str(), entry["bytes"].as_u64()),
                    (Some(hash.as_str()), Some(bytes.len() as u64)),
                    "{name}: {path}"
                );
                if path.starts_with(FOLDER) {
                    pages.extend(unpacked(bytes));
                }
            }
            let published = site.pages().map(|(path, _)| path.strip_suffix("index.html").unwrap_or(path));
            let of_document = published.filter(|url| url.starts_with(&format!("{}/", regulation.id)) && !url.ends_with(".html"));
            let missing: Vec<&str> = of_document.filter(|url| !pages.contains_key(*url)).collect();
            assert!(missing.is_empty(), "{name}: {}: {missing:?}", regulation.id);
            assert!(["", "tim-kiem/", "ngoai-tuyen/"].iter().all(|url| pages.contains_key(*url)), "{name}");
            assert_eq!(own["url"].as_str(), Some(format!("{}/", regulation.id).as_str()));
        }
    }
    let organisations = list(content(), "van-ban/446-qd-tu");
    let addresses = organisations["organisations"].as_array().expect("addresses");
    assert!(addresses.contains(&Value::from("du-lieu/ngoai-tuyen/co-quan/ban-dan-van-thanh-uy.bin")));
}

#[test]
fn the_manifest_knows_no_host_and_no_path() {
    for (name, site) in sites() {
        let manifest: Value = serde_json::from_str(site.text("manifest.webmanifest")).expect("it is JSON");
        assert_eq!((manifest["scope"].as_str(), manifest["start_url"].as_str()), (Some("./"), Some("./")), "{name}");
        assert_eq!(manifest["name"].as_str(), Some(site.analysis.corpus.contents.site.title.as_str()));
        for icon in manifest["icons"].as_array().expect("it has icons") {
            let path = icon["src"].as_str().expect("an icon has an address");
            assert!(site.files.contains_key(path), "{name}: {path}");
        }
        for shortcut in manifest["shortcuts"].as_array().expect("it has shortcuts") {
            let url = shortcut["url"].as_str().expect("a shortcut has an address");
            assert!(site.files.contains_key(&format!("{url}index.html")), "{name}: {url}");
        }
    }
}

#[test]
fn a_site_may_do_without() {
    let mut files = folder("tests/golden/content");
    let (_, settings) = files.iter_mut().find(|(path, _)| path == "site.yaml").expect("the golden content has settings");
    settings.extend_from_slice(b"\noffline: false\n");
    let site = build(files, None);
    assert!(site.text("sw.js").contains("unregister()") && !site.text("sw.js").contains("\"fetch\""));
    let left: Vec<&String> = site.files.keys().filter(|path| path.contains("ngoai-tuyen") || path.ends_with(".webmanifest")).collect();
    assert_eq!(left, Vec::<&String>::new());
    for (path, text) in site.pages() {
        assert!(!text.contains("offline-start.js") && !text.contains("ngoai-tuyen"), "{path}");
    }
}

fn list(site: &Site, name: &str) -> Value {
    serde_json::from_str(site.text(&format!("{FOLDER}{name}.json"))).expect("a list is JSON")
}

fn entries<'a>(list: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    list[key].as_array().expect("a list of entries").iter()
}

/// The pages of a bundle by address.
fn unpacked(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut text = String::new();
    DeflateDecoder::new(bytes).read_to_string(&mut text).expect("a bundle is deflated text");
    let bundle: Value = serde_json::from_str(&text).expect("a bundle is JSON");
    let lines: Vec<&str> = bundle["lines"].as_array().expect("lines").iter().map(|line| line.as_str().expect("a line")).collect();
    let page = |runs: &Value| {
        let runs: Vec<usize> = runs.as_array().expect("runs").iter().map(|number| number.as_u64().expect("a number") as usize).collect();
        runs.chunks(2).flat_map(|run| lines[run[0]..run[0] + run[1]].iter().copied()).collect::<Vec<_>>().join("\n")
    };
    bundle["pages"].as_object().expect("pages").iter().map(|(url, runs)| (url.clone(), page(runs))).collect()
}
