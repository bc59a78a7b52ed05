//! Samples of law text: a Điều, a document, a full text.

use std::sync::Arc;

use crate::page::{
    ArticlePage, Block, Contents, ContentsEntry, ContextLine, DocumentHead, DocumentPage, Download, FullTextPage, Kind, Link, Margin, Mark,
    MarkKind, Neighbour, OrganisationNamed, Page, ProvisionView, Review, ReviewState, Table, TableCell, Text,
};
use crate::render::tests::sample::lists::{cited, guidance, occurrences};
use crate::render::tests::sample::shell;

pub(crate) fn document() -> Arc<DocumentHead> {
    Arc::new(DocumentHead {
        id: "446-qd-tu".into(),
        url: "/446-qd-tu/".into(),
        number: "446-QĐ/TU".into(),
        document_type: "quyet-dinh".into(),
        title: "về việc ban hành Quy chế công tác dân vận của hệ thống chính trị tại thành phố Hải Phòng".into(),
        issuer: Some(Link::new("Ban Thường vụ Thành ủy Hải Phòng", "/co-quan/ban-thuong-vu-thanh-uy/")),
        place: "Hải Phòng".into(),
        issued: "2021-11-26".into(),
        effective: "2021-11-26".into(),
        status_basis: String::new(),
        signer: "Trần Lưu Quang".into(),
        review: Some(Review { state: ReviewState::Proofread, reviewer: String::new(), date: "2026-11-01".into() }),
        full_text_url: "/446-qd-tu/toan-van/".into(),
        readings_url: "/446-qd-tu/so-sanh-ban-quet/".into(),
        readings_count: 2,
        restored_url: "/446-qd-tu/ban-quet/".into(),
        scan_url: "/446-qd-tu/ban-quet.txt".into(),
        data_url: "/du-lieu/van-ban/446-qd-tu.json".into(),
        akn_url: "/du-lieu/van-ban/446-qd-tu.akn.xml".into(),
        text_url: "/du-lieu/van-ban/446-qd-tu.md".into(),
        article_count: 36,
        ..DocumentHead::default()
    })
}

pub(crate) fn leaf(path: &str, base: &str, kind: Kind, (label, number): (&str, &str), text: &str) -> ProvisionView {
    let id = ProvisionView::anchor(path, base);
    let blocks = vec![Block::Paragraph(text.into())];
    let place = path.rsplit('/').filter_map(|part| match part.split_once('-')? {
        ("diem", letter) => Some(format!("điểm {}", letter.replace("dd", "đ"))),
        ("khoan", number) => Some(format!("khoản {number}")),
        _ => None,
    });
    let place = place.collect::<Vec<_>>().join(" ");
    ProvisionView { path: path.into(), kind, id, label: label.into(), number: number.into(), place, blocks, ..ProvisionView::default() }
}

/// Điều 5, shortened, with one point and one dash added to show them, and a table.
pub(crate) fn article(base: &str) -> ProvisionView {
    let path = "446-qd-tu/quy-che/dieu-5";
    let at = |rest: &str| format!("{path}/{rest}");
    let mut first = leaf(&at("khoan-1"), base, Kind::Clause, ("1.", "1"), "");
    let words = "Chủ trì nghiên cứu, tham mưu giúp Thành ủy, theo Quyết định số 23-QĐ/TW & các văn bản <có liên quan>.";
    let place = words.find("Thành ủy").unwrap();
    let cited = words.find("Quyết định").unwrap();
    first.blocks = vec![Block::Paragraph(Text {
        text: words.into(),
        marks: vec![
            Mark {
                range: place..place + "Thành ủy".len(),
                kind: MarkKind::Mention { href: "/co-quan/thanh-uy/".into(), title: "Thành ủy Hải Phòng".into() },
            },
            Mark {
                range: cited..cited + "Quyết định số 23-QĐ/TW".len(),
                kind: MarkKind::Citation { href: "https://example.org/23".into(), title: "Quy chế công tác dân vận".into() },
            },
        ],
    })];
    first.margin = Margin { organisations: vec![Link::new("Thành ủy Hải Phòng", "/co-quan/thanh-uy/")], ..Margin::default() };
    let mut second = leaf(&at("khoan-2"), base, Kind::Clause, ("2.", "2"), "Định kỳ sáu tháng, hằng năm\nlàm việc với:");
    second.children = vec![
        leaf(&at("khoan-2/diem-d"), base, Kind::Point, ("d)", "d"), "Mặt trận Tổ quốc Việt Nam;"),
        leaf(&at("khoan-2/diem-dd"), base, Kind::Point, ("đ)", "đ"), "các tổ chức chính trị - xã hội."),
        leaf(&at("khoan-2/gach-1"), base, Kind::Dash, ("-", ""), "Một gạch đầu dòng."),
        leaf(&at("khoan-2/doan-2"), base, Kind::Paragraph, ("", ""), "Là cơ quan thường trực Ban Chỉ đạo."),
    ];
    let cell = |text: &str| TableCell { text: text.into(), ..TableCell::default() };
    second.blocks.push(Block::Table(Table {
        caption: None,
        head: vec![vec![cell("Kỳ"), cell("Nội dung")]],
        rows: vec![vec![cell("6 tháng"), cell("Giao ban < định kỳ >")]],
    }));
    ProvisionView {
        path: path.into(),
        kind: Kind::Article,
        id: ProvisionView::anchor(path, base),
        label: "Điều 5.".into(),
        number: "5".into(),
        heading: Some("Ban Dân vận Thành ủy".into()),
        children: vec![first, second],
        ..ProvisionView::default()
    }
}

pub(crate) fn contents() -> Arc<Contents> {
    let entry = |path: &str, kind, label: &str, heading: &str, url: &str, children| ContentsEntry {
        path: path.into(),
        kind,
        label: label.into(),
        heading: heading.into(),
        url: url.into(),
        children,
    };
    let article = entry("446-qd-tu/quy-che/dieu-5", Kind::Article, "Điều 5", "Ban Dân vận Thành ủy", "/446-qd-tu/quy-che/dieu-5/", vec![]);
    let component = entry("446-qd-tu/quy-che", Kind::Component, "Quy chế", "", "/446-qd-tu/toan-van/#quy-che", vec![article]);
    Arc::new(Contents { entries: vec![component] })
}

pub(crate) fn article_model() -> ArticlePage {
    let here = "/446-qd-tu/quy-che/dieu-5/";
    ArticlePage {
        qr: None,
        title: String::new(),
        shell: shell(here, "Điều 5. Ban Dân vận Thành ủy – 446-QĐ/TU", &[("446-QĐ/TU", "/446-qd-tu/"), ("Quy chế", ""), ("Điều 5", here)]),
        document: document(),
        contents: contents(),
        scan_url: String::new(),
        context: vec![ContextLine {
            label: "Chương II".into(),
            heading: "TRÁCH NHIỆM LÃNH ĐẠO".into(),
            url: "/446-qd-tu/toan-van/#quy-che-chuong-ii".into(),
        }],
        article: article("446-qd-tu/quy-che/dieu-5"),
        previous: Some(Neighbour {
            label: "Điều 4".into(),
            heading: "Ban Thường vụ Thành ủy".into(),
            url: "/446-qd-tu/quy-che/dieu-4/".into(),
        }),
        next: None,
        cited_by: occurrences(),
        cites: cited(),
        organisations: vec![OrganisationNamed {
            organisation: Link::new("Thành ủy Hải Phòng", "/co-quan/thanh-uy/"),
            places: vec![Link::new("khoản 1", "#khoan-1")],
        }],
        guidance: guidance(),
        study: Vec::new(),
    }
}

pub(crate) fn article_page() -> Page {
    Page::Article(Box::new(article_model()))
}

pub(crate) fn long_article_page() -> Page {
    let mut page = article_model();
    let article = |number: usize| ContentsEntry {
        path: if number == 5 { page.article.path.clone() } else { format!("luat/dieu-{number}") },
        kind: Kind::Article,
        label: format!("Điều {number}"),
        ..ContentsEntry::default()
    };
    let entries = (0..20).map(|chapter| ContentsEntry {
        path: format!("luat/chuong-{chapter}"),
        kind: Kind::Chapter,
        children: (1..=10).map(|number| article(chapter * 10 + number)).collect(),
        ..ContentsEntry::default()
    });
    page.contents = Arc::new(Contents { entries: entries.collect() });
    Page::Article(Box::new(page))
}

pub(crate) fn full_text() -> Page {
    let here = "/446-qd-tu/toan-van/";
    let component = ProvisionView {
        path: "446-qd-tu/quy-che".into(),
        kind: Kind::Component,
        id: "quy-che".into(),
        label: "QUY CHẾ".into(),
        heading: Some("công tác dân vận".into()),
        blocks: vec![Block::Paragraph("(Kèm theo Quyết định số 446-QĐ/TU)".into())],
        children: vec![article("446-qd-tu")],
        ..ProvisionView::default()
    };
    let shell = shell(here, "Toàn văn 446-QĐ/TU", &[("446-QĐ/TU", "/446-qd-tu/"), ("Toàn văn", here)]);
    Page::FullText(FullTextPage { shell, document: document(), contents: contents(), provisions: vec![component] })
}

pub(crate) fn document_page() -> Page {
    Page::Document(DocumentPage {
        shell: shell("/446-qd-tu/", "Quyết định 446-QĐ/TU", &[("446-QĐ/TU", "/446-qd-tu/")]),
        document: document(),
        contents: contents(),
        basis: cited(),
        replaces: cited(),
        replaced_by: vec![],
        cites: cited(),
        cited_by: occurrences(),
        gaps_url: String::new(),
        recipients: vec!["Bộ Chính trị, Ban Bí thư TW “để báo cáo”,".into()],
        guidance: guidance(),
        downloads: vec![Download {
            label: "Dữ liệu (JSON)".into(),
            note: "dành cho chương trình".into(),
            url: "/du-lieu/van-ban/446-qd-tu.json".into(),
        }],
    })
}
