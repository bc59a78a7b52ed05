//! The register of duties as files: same input, same bytes; every file says the same duties; a form for everyone who has duties.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::sync::LazyLock;

use quyche::build::{read_theme, records};
use quyche::compose::{Composer, setting};
use quyche::content::{Duty, EntryStatus};
use quyche::export::bulk::{self, Engine};
use quyche::export::csv::bare;
use serde_json::Value;

use crate::suite::site::{Site, build};
use crate::suite::support::read;

const REGULATION: &str = "\
---
number: 1-QĐ/TU
type: quyet-dinh
title: Quy chế thử
issuer: thanh-uy
---
Điều 1. Trách nhiệm của Ban Dân vận
1. Báo cáo kết quả với Thành ủy; gửi \"các ban\", hằng tháng.
2. Định kỳ sáu tháng, chín tháng, một năm giao ban với <các ban> & Văn phòng.
3. Các ban xây dựng Đảng:
- Hằng năm kiểm tra công tác dân vận.
+ Tham mưu khi cần thiết.
4. Giám sát hai năm một lần.
";

const ORGANISATIONS: &str = "\
- {id: thanh-uy, name: Thành ủy, level: city}
- {id: ban-dan-van, name: Ban Dân vận Thành ủy, level: city}
- {id: van-phong, name: 'Văn phòng [Thành ủy]: Phòng Tổng hợp và Hành chính / Quản trị', level: city}
- {id: van-phong-2, name: 'Văn phòng [Thành ủy]: Phòng Tổng hợp và Hành chính / Tài vụ', level: city}
- {id: cac-ban, name: Các ban xây dựng Đảng, kind: group, members: [ban-dan-van, van-phong, van-phong-2]}
- {id: nguoi-dan, name: Nhân dân, kind: people}
";

const DUTIES: &str = "\
- {provision: 1-qd-tu/quyet-dinh/dieu-1/khoan-1, quote: 'Báo cáo kết quả với Thành ủy', actors: [ban-dan-van], via: heading, role: bao-cao, action: Báo cáo kết quả, counterparts: [{organisation: thanh-uy, as: recipient}], timing: [P1M], status: reviewed}
- {provision: 1-qd-tu/quyet-dinh/dieu-1/khoan-1, quote: 'Báo cáo kết quả với Thành ủy', actors: [thanh-uy], role: huong-dan, also: [kiem-tra], action: '=HYPERLINK(1)', timing: [P1M], status: proposed}
- {provision: 1-qd-tu/quyet-dinh/dieu-1/khoan-2, quote: 'giao ban với <các ban> & Văn phòng', actors: [ban-dan-van], via: heading, role: to-chuc, action: Giao ban, timing: [P6M, P9M, P1Y], status: reviewed}
- {provision: 1-qd-tu/quyet-dinh/dieu-1/khoan-3/gach-1, quote: Hằng năm kiểm tra, actors: [cac-ban], via: group, role: kiem-tra, action: '- Kiểm tra công tác dân vận', timing: [P1Y], status: reviewed}
- {provision: 1-qd-tu/quyet-dinh/dieu-1/khoan-4, quote: Giám sát, actors: [thanh-uy], role: giam-sat, action: Giám sát, timing: [P2Y, as-needed], status: reviewed}
";

fn files(duties: &str) -> Vec<(String, Vec<u8>)> {
    let site = "title: Thử\nbase_url: https://example.org/quyche\nas_of: 2025-03-04\n";
    [("regulations/1-qd-tu.md", REGULATION), ("organisations.yaml", ORGANISATIONS), ("duties/1-qd-tu.yaml", duties), ("site.yaml", site)]
        .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
        .to_vec()
}

fn site() -> &'static Site {
    static SITE: LazyLock<Site> = LazyLock::new(|| build(files(DUTIES), None));
    assert_eq!(SITE.analysis.register.duties().len(), 5, "every duty is bound: {:?}", SITE.analysis.register);
    &SITE
}

/// Parts of a zip archive: name, text, and whether it bears the first day that the format knows.
fn parts(bytes: &[u8]) -> Vec<(String, String, bool)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("it is an archive");
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).expect("the entry is there");
            let name = file.name().expect("a name is UTF-8").into_owned();
            let mut text = String::new();
            file.read_to_string(&mut text).expect("the parts are text");
            let dated = file.last_modified().is_none_or(|day| day == zip::DateTime::default());
            (name, text, dated)
        })
        .collect()
}

fn part(path: &str, name: &str) -> String {
    let found = parts(&site().files[path]).into_iter().find(|(part, _, _)| part == name);
    found.unwrap_or_else(|| panic!("{path} has no {name}")).1
}

fn unfolded(path: &str) -> Vec<String> {
    site().text(path).replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

fn starting<'l>(lines: &'l [String], start: &str) -> Vec<&'l str> {
    lines.iter().filter_map(|line| line.strip_prefix(start)).collect()
}

#[test]
fn same_register_same_bytes() {
    let again = build(files(DUTIES), None);
    for (path, bytes) in &site().files {
        assert!(again.files[path] == *bytes, "{path} differs");
    }
    for path in ["du-lieu/nhiem-vu.xlsx", "co-quan/ban-dan-van/tu-danh-gia.docx"] {
        for (name, text, dated) in parts(&site().files[path]) {
            assert!(dated, "{path}: {name} bears the day on which it was made");
            roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{path}: {name}: {error}"));
        }
        assert!(part(path, "docProps/core.xml").contains("2025-03-04T00:00:00Z"), "{path} bears the day of the site");
    }
}

#[test]
fn the_register_is_json() {
    let data: Vec<Value> = serde_json::from_str(site().text("du-lieu/nhiem-vu.json")).expect("it is JSON");
    let duties = site().analysis.register.duties();
    assert_eq!(data.len(), duties.len());
    let mut keys: Vec<&str> =
        vec!["action", "actors", "counterparts", "modality", "provision", "quote", "role", "status", "text", "timing", "url", "via"];
    assert_eq!(data[0].as_object().expect("an object").keys().map(String::as_str).collect::<BTreeSet<_>>(), keys.iter().copied().collect());
    keys.push("also");
    for (value, bound) in data.iter().zip(duties) {
        let Duty { provision, quote, actors, .. } = &bound.duty;
        assert_eq!((value["provision"].as_str(), value["quote"].as_str()), (Some(provision.as_str()), Some(quote.as_str())));
        assert_eq!(value["actors"].as_array().map(Vec::len), Some(actors.len()));
        assert!(value["text"].as_str().is_some_and(|text| text.contains(quote.trim_start_matches("- "))), "{value}");
        assert!(value["url"].as_str().is_some_and(|url| url.starts_with("/1-qd-tu/quyet-dinh/dieu-1/")), "{value}");
        assert!(value.as_object().expect("an object").keys().all(|key| keys.contains(&key.as_str())));
    }
    assert_eq!(data.iter().filter(|value| value.get("also").is_some()).count(), 1);
}

#[test]
fn schemas_name_the_keys_of_their_files() {
    let theme = read_theme(None).expect("the built-in theme can be read");
    for (schema, file) in
        [("van-ban", "van-ban.json"), ("van-ban-mot", "van-ban/1-qd-tu.json"), ("co-quan", "co-quan.json"), ("nhiem-vu", "nhiem-vu.json")]
    {
        let path = format!("du-lieu/luoc-do/{schema}.schema.json");
        let schema: Value = serde_json::from_str(site().text(&path)).expect("it is JSON");
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["$id"], format!("https://example.org/quyche/{path}"));
        let data: Value = serde_json::from_str(site().text(&format!("du-lieu/{file}"))).expect("it is JSON");
        let (one, object) = match data.get(0) {
            Some(first) => {
                let name = schema["items"]["$ref"].as_str().expect("items have a type").rsplit('/').next().expect("a name");
                (first, &schema["$defs"][name])
            }
            None => (&data, &schema),
        };
        assert_eq!(object["additionalProperties"], false, "{path}");
        let named = object["properties"].as_object().expect("it has keys");
        assert!(one.as_object().expect("an object").keys().all(|key| named.contains_key(key)), "{path}");
        for key in object["required"].as_array().expect("some are required") {
            assert!(one.get(key.as_str().expect("a name")).is_some(), "{path}: {key}");
        }
        for (key, property) in named {
            let described = property["description"].as_str().unwrap_or_else(|| panic!("{path}: nobody says what `{key}` means"));
            assert_eq!(described, theme.strings().get(&format!("export.keys.{key}")), "no comment of the code is published: {path}");
        }
    }
}

#[test]
fn no_cell_of_the_table_is_a_formula() {
    let bytes = &site().files["du-lieu/nhiem-vu.csv"];
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").expect("a spreadsheet knows UTF-8 by its mark");
    let mut reader = csv::Reader::from_reader(text);
    let head = reader.headers().expect("there is a head").clone();
    assert_eq!(head.iter().take(3).collect::<Vec<_>>(), ["STT", "Văn bản", "Điều khoản"]);
    let records: Vec<csv::StringRecord> = reader.records().map(|record| record.expect("every line has all columns")).collect();
    assert_eq!(records.len(), 5);
    let at = |name: &str| head.iter().position(|column| column == name).unwrap_or_else(|| panic!("no column {name}"));
    for (record, bound) in records.iter().zip(site().analysis.register.duties()) {
        assert!(record.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{record:?}");
        assert_eq!(bare(&record[at("Nguyên văn")]), bound.duty.quote);
        assert_eq!(bare(&record[at("Nhiệm vụ")]), bound.duty.action);
        assert_eq!(record[at("Mã cơ quan thực hiện")], bound.duty.actors.join("; "));
    }
    assert_eq!(&records[0][at("Cơ quan thực hiện")], "Ban Dân vận Thành ủy");
    assert_eq!(&records[0][at("Cơ quan liên quan")], "Thành ủy (nơi nhận)");
}

#[test]
fn a_calendar_has_an_event_for_each_period() {
    let lines = unfolded("lich/tat-ca.ics");
    assert!(site().text("lich/tat-ca.ics").split_terminator("\r\n").all(|line| line.len() <= 75));
    let rules = starting(&lines, "RRULE:");
    let starts = starting(&lines, "DTSTART;VALUE=DATE:");
    assert_eq!(
        starts.into_iter().zip(rules).collect::<Vec<_>>(),
        [
            ("20250131", "FREQ=MONTHLY;BYMONTHDAY=-1"),
            ("20250131", "FREQ=MONTHLY;BYMONTHDAY=-1"),
            ("20250630", "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=-1"),
            ("20250930", "FREQ=YEARLY"),
            ("20251231", "FREQ=YEARLY"),
            ("20251231", "FREQ=YEARLY"),
        ],
        "a period of two years is in no calendar"
    );
    let names: Vec<&str> = starting(&lines, "UID:");
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), 6, "the same words for two bodies are two events: {names:?}");
    assert!(starting(&lines, "DTSTAMP:").iter().all(|stamp| *stamp == "20250304T000000Z"));
    assert!(starting(&lines, "URL:").contains(&"https://example.org/quyche/1-qd-tu/quyet-dinh/dieu-1/#khoan-1"));
    assert!(starting(&lines, "DESCRIPTION:").iter().all(|words| words.contains("không lấy từ văn bản")));
    // Through its group, and only where something is periodic.
    assert_eq!(starting(&unfolded("lich/ban-dan-van.ics"), "UID:").len(), 5);
    assert_eq!(starting(&unfolded("lich/van-phong.ics"), "SUMMARY:"), ["- Kiểm tra công tác dân vận"]);
    assert!(!site().files.contains_key("lich/nguoi-dan.ics"));
}

#[test]
fn names_of_events_do_not_change_with_other_duties() {
    let alone: String = DUTIES.lines().take(1).collect();
    let fewer = build(files(&alone), None);
    let lines = unfolded("lich/tat-ca.ics");
    let uid = starting(&lines, "UID:")[0];
    assert!(fewer.text("lich/tat-ca.ics").contains(uid), "{uid}");
}

#[test]
fn a_workbook_has_a_sheet_for_each_organisation() {
    let book = part("du-lieu/nhiem-vu.xlsx", "xl/workbook.xml");
    let tree = roxmltree::Document::parse(&book).expect("it is XML");
    let names: Vec<&str> =
        tree.descendants().filter(|node| node.tag_name().name() == "sheet").filter_map(|node| node.attribute("name")).collect();
    let long = "Văn phòng Thành ủy Phòng Tổng…";
    assert_eq!(
        names,
        ["Tất cả nhiệm vụ", "Thành ủy", "Ban Dân vận Thành ủy", long, "Văn phòng Thành ủy Phòng T… (2)", "Các ban xây dựng Đảng"]
    );
    for at in 1..=names.len() {
        let sheet = part("du-lieu/nhiem-vu.xlsx", &format!("xl/worksheets/sheet{at}.xml"));
        for found in ["state=\"frozen\"", "<autoFilter", "paperSize=\"9\"", "orientation=\"landscape\"", "fitToHeight=\"0\"", "<cols>"] {
            assert!(sheet.contains(found), "sheet {at} has no {found}");
        }
        assert!(!sheet.contains("<f>"), "no cell is a formula");
    }
    let words = part("du-lieu/nhiem-vu.xlsx", "xl/sharedStrings.xml");
    for found in ["=HYPERLINK(1)", "Giao qua tên chung", "- Kiểm tra công tác dân vận", "giao ban với &lt;các ban&gt; &amp; Văn phòng"]
    {
        assert!(words.contains(found), "no cell says {found}");
    }
}

#[test]
fn a_form_is_for_everyone_with_duties() {
    let form = site().text("co-quan/ban-dan-van/tu-danh-gia/index.html");
    assert_eq!(form.matches("<tr data-provision=").count(), 3);
    assert!(form.contains("không phải là một phần của văn bản"));
    assert!(!form.contains("data-standing=\"proposed\""), "its duties are reviewed");
    assert!(form.contains("Các ban xây dựng Đảng"), "it says through which group");
    let form = site().text("co-quan/thanh-uy/tu-danh-gia/index.html");
    assert_eq!(form.matches("data-standing=\"proposed\"").count(), 1);
    let proposed = site().analysis.register.duties().iter().filter(|bound| bound.duty.status == EntryStatus::Proposed).count();
    assert_eq!(proposed, 1);
    for path in ["co-quan/nguoi-dan/tu-danh-gia/index.html", "co-quan/nguoi-dan/tu-danh-gia.docx"] {
        assert!(!site().files.contains_key(path), "{path}: nobody assesses what has no duty");
    }
    let own = site().text("co-quan/ban-dan-van/index.html");
    for url in ["/quyche/co-quan/ban-dan-van/tu-danh-gia/", "/quyche/co-quan/ban-dan-van/tu-danh-gia.docx", "/quyche/lich/ban-dan-van.ics"]
    {
        assert!(own.contains(&format!("href=\"{url}\"")), "the organisation's page leads to {url}");
    }
}

#[test]
fn the_word_file_is_the_form() {
    let document = part("co-quan/thanh-uy/tu-danh-gia.docx", "word/document.xml");
    for found in [
        "<w:tblHeader/>",
        "<w:pStyle w:val=\"Heading1\"/>",
        "<w:pStyle w:val=\"Heading2\"/>",
        "w:orient=\"landscape\"",
        "Máy đề xuất, chưa rà soát",
        "không phải là một phần của văn bản",
        "☐ Đạt một phần",
    ] {
        assert!(document.contains(found), "it has no {found}");
    }
    assert!(part("co-quan/thanh-uy/tu-danh-gia.docx", "word/styles.xml").contains("Times New Roman"));
    let relations = part("co-quan/thanh-uy/tu-danh-gia.docx", "word/_rels/document.xml.rels");
    assert!(relations.contains("https://example.org/quyche/1-qd-tu/quyet-dinh/dieu-1/#khoan-1"));
}

#[test]
fn the_data_page_lists_every_file() {
    let page = site().text("du-lieu/index.html");
    let listed = |path: &String| path.starts_with("du-lieu/") || path.ends_with(".ics") || path.ends_with(".docx");
    // What only the site's own programs read is no data: the indexes, and what the service worker keeps.
    let inner = ["du-lieu/chi-muc/", "du-lieu/tim/", "du-lieu/ngoai-tuyen/"];
    let own = |path: &String| path.ends_with(".html") || inner.iter().any(|folder| path.starts_with(folder));
    let files: Vec<&String> = site().files.keys().filter(|path| listed(path) && !own(path)).collect();
    assert!(files.len() > 15, "{files:?}");
    for path in files {
        assert!(page.contains(&format!("href=\"/quyche/{path}\"")), "the data page does not list {path}");
    }
}

#[test]
fn other_engines_take_the_records_in() {
    let Site { sources, analysis, .. } = site();
    let theme = read_theme(None).expect("the built-in theme can be read");
    let composer = Composer::new(&analysis.corpus, sources, &analysis.links, &analysis.register, theme.strings());
    let records = records(&composer);
    let parse = |bytes: &[u8]| -> Value { serde_json::from_slice(bytes).expect("it is JSON") };
    for engine in [Engine::Elasticsearch, Engine::Quickwit] {
        let index = parse(&bulk::index(engine, "thu"));
        let known: BTreeSet<String> = match engine {
            Engine::Elasticsearch => index["mappings"]["properties"].as_object().expect("fields").keys().cloned().collect(),
            Engine::Quickwit => {
                let fields = index["doc_mapping"]["field_mappings"].as_array().expect("fields");
                fields.iter().filter_map(|field| field["name"].as_str()).map(str::to_owned).collect()
            }
        };
        let bytes = bulk::records(&records, engine, "thu", &setting(&composer));
        let lines: Vec<Value> = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(parse).collect();
        let (actions, documents): (Vec<&Value>, Vec<&Value>) = lines.iter().partition(|line| line.get("index").is_some());
        assert_eq!(documents.len(), records.len());
        for (document, record) in documents.iter().zip(&records) {
            let keys: BTreeSet<String> = document.as_object().expect("an object").keys().cloned().collect();
            assert_eq!(keys, known, "{engine:?}: a document has the fields of the index and no others");
            assert_eq!(document["text"], record.text);
            assert_eq!(document["url"], format!("https://example.org/quyche{}", record.url));
        }
        let ids: BTreeSet<&str> = actions.iter().filter_map(|action| action["index"]["_id"].as_str()).collect();
        assert_eq!(ids.len(), if engine == Engine::Elasticsearch { records.len() } else { 0 }, "no two have one name");
    }
}

#[test]
fn a_site_without_downloads_has_none_and_names_none() {
    let regulation = read("tests/corpus/regulations/quyet-dinh-08-2022-qd-ttg.md");
    let site = |settings: &str| {
        let file = |path: &str, text: &str| (path.to_owned(), text.as_bytes().to_vec());
        build(vec![file("regulations/qd-08.md", &regulation), file("site.yaml", settings)], Some("https://example.org"))
    };
    let taken_away = |path: &str| [".docx", "qd-08.html", ".akn.xml", ".zip", ".zip.sha256"].iter().any(|ending| path.ends_with(ending));
    let (with, without) = (site("title: Thử\n"), site("title: Thử\ndownloads: false\n"));
    assert_eq!(with.files.keys().filter(|path| taken_away(path)).count(), 5);
    let left: Vec<&String> = with.files.keys().filter(|path| !taken_away(path)).collect();
    assert_eq!(left, without.files.keys().collect::<Vec<_>>(), "the rest stays");
    let texts = without.files.iter().filter(|(path, _)| [".html", ".json", ".txt", ".xml"].iter().any(|ending| path.ends_with(ending)));
    for (path, bytes) in texts {
        let text = String::from_utf8_lossy(bytes);
        let named = ["qd-08.docx", "qd-08/qd-08.html", "qd-08.akn.xml", "tat-ca.zip"].iter().find(|name| text.contains(**name));
        assert_eq!(named, None, "{path}");
    }
}
