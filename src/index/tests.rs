//! Requests answered by a small index: what is found, in which order.

use crate::index::{Facet, Hit, Index, Record, Request, json, open, open_files, search, write};

fn clause(path: &str, title: &str, text: &str) -> Record {
    let kind = if path.contains("khoan") { "khoan" } else { "dieu" };
    Record {
        path: format!("446-qd-tu/{path}"),
        url: format!("/446-qd-tu/{path}/"),
        kind: kind.to_owned(),
        document: "446-qd-tu".to_owned(),
        number: "446-QĐ/TU".to_owned(),
        title: title.to_owned(),
        text: text.to_owned(),
        ..Record::default()
    }
}

fn records() -> Vec<Record> {
    let mut records = vec![
        clause("quyet-dinh/dieu-1", "Điều 1", "Ban hành Quy chế công tác dân vận."),
        clause("quy-che/dieu-1", "Điều 1", "Quy chế này về bàn bạc, thoả thuận."),
        clause("quy-che/dieu-2", "Điều 2. Tiếp dân", "Công tác tiếp dân của bạn."),
        clause("quy-che/dieu-2/khoan-1", "Điều 2. Tiếp dân, khoản 1", "Công tác tiếp dân của bạn."),
        clause("quy-che/dieu-2/khoan-2", "Điều 2. Tiếp dân, khoản 2", "Ban Dân vận báo cáo về công tác."),
        clause("quy-che/dieu-10", "Điều 10", "Mặt trận Tổ quốc Việt Nam giám sát; thay 84-QĐ/TU."),
        clause("quy-che/dieu-11", "Điều 11", "Tổ quốc, mặt trận; việt dã phía nam giám sát."),
    ];
    records[3].organisations.push("ban-dan-van".to_owned());
    records[4].organisations.push("dang-doan".to_owned());
    records[4].duties.push(Facet {
        organisations: vec!["dang-doan".to_owned()],
        roles: vec!["bao-cao".to_owned()],
        timings: vec!["P6M".to_owned()],
        levels: vec!["city".to_owned()],
    });
    records.push(Record {
        path: "446-qd-tu".to_owned(),
        kind: "document".to_owned(),
        document: "446-qd-tu".to_owned(),
        number: "446-QĐ/TU".to_owned(),
        title: "Quyết định số 446-QĐ/TU".to_owned(),
        ..Record::default()
    });
    records
}

fn index() -> Index {
    let names = ["Mặt trận Tổ quốc Việt Nam", "MTTQ"].map(str::to_owned);
    let aliases = [names.to_vec()];
    open_files(&write(&records(), &aliases).expect("written")).expect("opened")
}

fn answer(index: &Index, request: Request) -> Vec<Hit> {
    search(index, &Request { limit: 10, ..request }).expect("an answer").hits
}

fn query(index: &Index, typed: &str) -> Vec<Hit> {
    answer(index, Request { query: typed.to_owned(), ..Request::default() })
}

#[test]
fn the_first_hit_is_the_one_that_was_meant() {
    let index = index();
    let table = [
        ("bàn", "446-qd-tu/quy-che/dieu-1"),
        ("bạn", "446-qd-tu/quy-che/dieu-2/khoan-1"),
        ("cong tac tiep dan", "446-qd-tu/quy-che/dieu-2/khoan-1"),
        ("công tac tiêp dân", "446-qd-tu/quy-che/dieu-2/khoan-1"),
        ("coong tacs tieeps daan", "446-qd-tu/quy-che/dieu-2/khoan-1"),
        ("co6ng ta1c tie6p1 da6n", "446-qd-tu/quy-che/dieu-2/khoan-1"),
        ("congtactiepdan", "446-qd-tu/quy-che/dieu-2/khoan-1"),
        ("thỏa thuận", "446-qd-tu/quy-che/dieu-1"),
        ("MTTQ giám sát", "446-qd-tu/quy-che/dieu-10"),
        ("\"dân vận báo cáo\"", "446-qd-tu/quy-che/dieu-2/khoan-2"),
        ("khoản 2 điều 2", "446-qd-tu/quy-che/dieu-2/khoan-2"),
        ("khoan 2 dieu 2 446-QĐ/TU", "446-qd-tu/quy-che/dieu-2/khoan-2"),
        ("điều 1 quyết định", "446-qd-tu/quyet-dinh/dieu-1"),
        ("điều 1 quy chế", "446-qd-tu/quy-che/dieu-1"),
        ("điều 2", "446-qd-tu/quy-che/dieu-2"),
        ("điều 2 báo cáo", "446-qd-tu/quy-che/dieu-2/khoan-2"),
        ("khoản 9 điều 2", "446-qd-tu/quy-che/dieu-2"),
        ("446 qd tu", "446-qd-tu"),
        ("84 - QĐ/TU", "446-qd-tu/quy-che/dieu-10"),
        ("84-qd/tu", "446-qd-tu/quy-che/dieu-10"),
        ("báo cáo quyển thượng", "446-qd-tu/quy-che/dieu-2/khoan-2"),
    ];
    for (typed, expected) in table {
        let hits = query(&index, typed);
        assert_eq!(hits.first().map(|hit| hit.path.as_str()), Some(expected), "{typed}");
        assert!(hits.windows(2).all(|pair| pair[0].score >= pair[1].score), "{typed}");
    }
}

#[test]
fn unmarked_finds_all_spellings_and_marked_finds_them_below() {
    let index = index();
    let paths = |typed| {
        let mut paths: Vec<String> = query(&index, typed).into_iter().map(|hit| hit.path).collect();
        paths.sort();
        paths
    };
    assert_eq!(paths("ban"), paths("bàn"));
    assert_eq!(paths("ban").len(), 5);
}

#[test]
fn what_is_nowhere_is_not_found() {
    let index = index();
    for typed in ["zzz", "dân zzz", "điều 99", "", "   ", "…", "\"vận dân\"", "\"bán bạc\""] {
        let hits: Vec<String> = query(&index, typed).into_iter().map(|hit| hit.path).collect();
        assert!(hits.is_empty(), "{typed}: {hits:?}");
    }
}

#[test]
fn filters_restrict_and_stand_alone() {
    let index = index();
    let only = |request| answer(&index, request).into_iter().map(|hit| hit.path).collect::<Vec<_>>();
    let organisation = Some("Ban Dân vận".to_owned());
    assert_eq!(only(Request { query: "cong tac".to_owned(), organisation, ..Request::default() }), ["446-qd-tu/quy-che/dieu-2/khoan-1"]);
    assert_eq!(only(Request { role: Some("bao-cao".to_owned()), ..Request::default() }), ["446-qd-tu/quy-che/dieu-2/khoan-2"]);
    let document = Some("446-QĐ/TU".to_owned());
    assert_eq!(only(Request { document, ..Request::default() }).len(), 8);
    let document = Some("khac".to_owned());
    assert!(only(Request { query: "cong tac".to_owned(), document, ..Request::default() }).is_empty());
}

#[test]
fn json_escapes_and_marks() {
    let mut record = clause("quy-che/dieu-1", "Điều 1", "a < b & dân vận");
    record.url = "/x#khoan-1".to_owned();
    let files = write(&[record], &[]).expect("written");
    let hits = query(&open_files(&files).expect("opened"), "dan van");
    let text = json(&hits).expect("JSON");
    assert!(text.contains(r#""snippet": "a &lt; b &amp; <mark>dân vận</mark>""#), "{text}");
    assert!(text.contains(r#""path": "446-qd-tu/quy-che/dieu-1""#), "{text}");
    assert_eq!(json(&[]).expect("JSON"), "[]");
}

#[test]
fn opening_tells_what_is_missing_and_leaves_the_directory_as_it_is() {
    let temporary = tempfile::tempdir().expect("a directory");
    let message = |error: anyhow::Error| format!("{error:#}");
    let error = open(temporary.path()).map(|_| ()).map_err(message).expect_err("no index");
    assert!(error.contains("quyche build"), "{error}");
    let files = write(&records(), &[]).expect("written");
    #[expect(clippy::disallowed_methods, reason = "a test lays out its own directory")]
    for (name, bytes) in &files {
        std::fs::write(temporary.path().join(name), bytes).expect("a file");
    }
    let opened = open(temporary.path()).expect("opened");
    assert!(!query(&opened, "dân vận").is_empty());
    let entries = temporary.path().read_dir().expect("a directory").count();
    assert_eq!(entries, files.len());
    #[expect(clippy::disallowed_methods, reason = "a test lays out its own directory")]
    std::fs::write(temporary.path().join("version.json"), r#"{"format":0,"written_by":"quyche 0.0.1"}"#).expect("a file");
    let error = open(temporary.path()).map(|_| ()).map_err(message).expect_err("another version");
    assert!(error.contains("quyche 0.0.1"), "{error}");
}

#[test]
fn a_role_is_that_of_the_organisation_asked_for() {
    let index = index();
    let found = |organisation: &str, role: &str, timing: &str| {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let request = Request { organisation: some(organisation), role: some(role), timing: some(timing), ..Request::default() };
        answer(&index, request).len()
    };
    assert_eq!(found("dang-doan", "bao-cao", ""), 1);
    assert_eq!(found("ban-dan-van", "bao-cao", ""), 0);
    assert_eq!(found("dang-doan", "giam-sat", ""), 0);
    assert_eq!(found("dang-doan", "", "P6M"), 1);
    assert_eq!(found("dang-doan", "", "P1Y"), 0);
}
