//! One page of each kind, with sentences of a real regulation.

mod law;
mod lists;

use crate::page::{
    AllDocuments, ChangeEntry, DataFile, DataGroup, DataPage, DocumentYear, DocumentsPage, GuidanceGroup, GuidanceIndexPage, GuidancePage,
    HomePage, Html, Link, NavigationItem, NotFoundPage, OrganisationsPage, Page, PieceView, Reading, ReadingsPage, SearchPage, Shell,
    SiteView, Standing, Step,
};
pub(crate) use crate::render::tests::sample::law::{article_page, document, document_page, full_text, long_article_page};
use crate::render::tests::sample::lists::{documents, guidance, organisation_page, organisations};

pub(crate) fn site(base_url: &str) -> SiteView {
    let entry = |label: &str, url: &str| NavigationItem { label: label.into(), url: url.into() };
    SiteView {
        title: "Quy chế dân vận".into(),
        description: "Toàn văn Quy chế công tác dân vận của hệ thống chính trị tại thành phố Hải Phòng, chia theo từng Điều, có liên kết đến mọi văn bản và cơ quan được nêu.".into(),
        base_url: base_url.into(),
        language: "vi".into(),
        as_of: "2026-11-01".into(),
        navigation: vec![
            entry("Văn bản", "/446-qd-tu/"),
            entry("Cơ quan, tổ chức", "/co-quan/"),
            entry("Hướng dẫn", "/huong-dan/"),
            entry("Tìm kiếm", "/tim-kiem/"),
            entry("Dữ liệu", "/du-lieu/"),
        ],
        footer_ways: vec![entry("Trợ năng", "/huong-dan/tro-nang/")],
        footer: vec!["Văn bản được khôi phục từ bản quét để học tập và tra cứu; không phải bản chính thức.".into()],
        ..SiteView::default()
    }
}

pub(crate) fn shell(url: &str, title: &str, steps: &[(&str, &str)]) -> Shell {
    Shell {
        url: url.into(),
        title: title.into(),
        description: String::new(),
        section: steps.first().map(|(_, url)| (*url).to_owned()).unwrap_or_default(),
        breadcrumb: steps.iter().map(|(label, url)| Step::theirs(*label, *url)).collect(),
    }
}

pub(crate) fn home_page() -> Page {
    Page::Home(HomePage {
        shell: shell("/", "", &[]),
        documents: documents(),
        all_documents: None,
        changes: vec![ChangeEntry {
            date: String::from("2026-11-26"), what: Link::new("Hướng dẫn: Báo cáo", "/huong-dan/bao-cao/")
        }],
        organisations: organisations(),
        guidance: guidance(),
        manual: Vec::new(),
        sessions: Vec::new(),
    })
}

/// One page of each kind.
pub(crate) fn pages() -> Vec<Page> {
    let readings = vec![Reading {
        place: Link::new("khoản 1 Điều 5", "/446-qd-tu/quy-che/dieu-5/#khoan-1"),
        scan: "tham mun".into(),
        chosen: "tham mưu".into(),
        others: vec!["tham muu".into()],
        reason: "Từ ghép quen dùng.".into(),
    }];
    let body = Html::trusted("<p>Xem <a href=\"/446-qd-tu/\">Quyết định</a>.</p>".into());
    let file = DataFile {
        name: "446-qd-tu.json".into(),
        url: "/du-lieu/van-ban/446-qd-tu.json".into(),
        about: "document".into(),
        subject: Some(Link::new("446-QĐ/TU", "/446-qd-tu/")),
        format: "JSON".into(),
        schema: "/du-lieu/luoc-do/van-ban-mot.schema.json".into(),
        size: "123,5 KB".into(),
    };
    let top = |url: &str, title: &str| shell(url, title, &[(title, url)]);
    vec![
        home_page(),
        document_page(),
        article_page(),
        full_text(),
        Page::Readings(ReadingsPage {
            shell: top("/446-qd-tu/so-sanh-ban-quet/", "Đối chiếu bản quét"), document: document(), readings
        }),
        Page::Organisations(OrganisationsPage { shell: top("/co-quan/", "Cơ quan, tổ chức"), groups: organisations() }),
        organisation_page(),
        Page::Guidance(GuidancePage {
            shell: top("/huong-dan/cach-doc/", "Cách đọc"),
            title: "Cách đọc quy chế này".into(),
            standing: Standing::Guidance,
            pieces: vec![PieceView { kind: "prose".into(), body, ..PieceView::default() }],
            author: "Ban biên tập".into(),
            editor: String::new(),
            date: "2026-10-01".into(),
            source: Link::default(),
            topics: Vec::new(),
            provisions: vec![Link::new("Điều 5", "/446-qd-tu/quy-che/dieu-5/")],
        }),
        Page::GuidanceIndex(GuidanceIndexPage {
            shell: top("/huong-dan/", "Hướng dẫn"),
            groups: vec![GuidanceGroup { title: String::new(), entries: guidance() }],
        }),
        Page::Documents(DocumentsPage {
            shell: top("/van-ban/", "Danh mục văn bản"),
            years: vec![DocumentYear { year: "2021".into(), count: 1, url: String::new(), documents: documents() }],
        }),
        Page::Search(SearchPage {
            shell: top("/tim-kiem/", "Tìm kiếm"),
            documents: documents(),
            all_documents: Some(AllDocuments { url: "/van-ban/".into(), count: 30 }),
            organisations: organisations(),
            filters: Vec::new(),
        }),
        Page::Data(DataPage {
            shell: top("/du-lieu/", "Dữ liệu"),
            groups: vec![DataGroup { key: "documents".into(), elsewhere: String::new(), files: vec![file] }],
        }),
        Page::NotFound(NotFoundPage {
            shell: shell("/404.html", "Không tìm thấy trang", &[]),
            documents: documents(),
            all_documents: None,
        }),
    ]
}
