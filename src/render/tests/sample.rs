//! One page of each kind, with sentences of a real regulation.

use std::sync::Arc;

use crate::page::*;

pub(crate) fn site(base_url: &str) -> SiteView {
    let entry = |label: &str, url: &str| NavigationItem {
        label: label.into(),
        url: url.into(),
    };
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
        footer: vec!["Văn bản được khôi phục từ bản quét để học tập và tra cứu; không phải bản chính thức.".into()],
    }
}

pub(crate) fn shell(url: &str, title: &str, steps: &[(&str, &str)]) -> Shell {
    Shell {
        url: url.into(),
        title: title.into(),
        description: String::new(),
        section: steps
            .first()
            .map(|(_, url)| (*url).to_owned())
            .unwrap_or_default(),
        breadcrumb: steps
            .iter()
            .map(|(label, url)| Link::new(*label, *url))
            .collect(),
    }
}

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
        signer: "Trần Lưu Quang".into(),
        review: Some(Review { state: ReviewState::Reviewed, reviewer: String::new(), date: "2026-11-01".into() }),
        full_text_url: "/446-qd-tu/toan-van/".into(),
        readings_url: "/446-qd-tu/so-sanh-ban-quet/".into(),
        readings_count: 2,
        scan_url: "/446-qd-tu/ban-quet.txt".into(),
        data_url: "/du-lieu/van-ban/446-qd-tu.json".into(),
        article_count: 36,
        ..DocumentHead::default()
    })
}

fn leaf(
    path: &str,
    base: &str,
    kind: ProvisionKind,
    (label, number): (&str, &str),
    text: &str,
) -> ProvisionView {
    let id = ProvisionView::anchor(path, base);
    let blocks = vec![Block::Paragraph(text.into())];
    ProvisionView {
        path: path.into(),
        kind,
        id,
        label: label.into(),
        number: number.into(),
        blocks,
        ..ProvisionView::default()
    }
}

/// Điều 5, shortened, with one point and one dash added to show them, and a table.
pub(crate) fn article(base: &str) -> ProvisionView {
    let path = "446-qd-tu/quy-che/dieu-5";
    let at = |rest: &str| format!("{path}/{rest}");
    let mut first = leaf(&at("khoan-1"), base, ProvisionKind::Clause, ("1.", "1"), "");
    let words = "Chủ trì nghiên cứu, tham mưu giúp Thành ủy, theo Quyết định số 23-QĐ/TW & các văn bản <có liên quan>.";
    let place = words.find("Thành ủy").unwrap();
    let cited = words.find("Quyết định").unwrap();
    first.blocks = vec![Block::Paragraph(Text {
        text: words.into(),
        marks: vec![
            Mark {
                range: place..place + "Thành ủy".len(),
                kind: MarkKind::Mention {
                    href: "/co-quan/thanh-uy/".into(),
                    title: "Thành ủy Hải Phòng".into(),
                },
            },
            Mark {
                range: cited..cited + "Quyết định số 23-QĐ/TW".len(),
                kind: MarkKind::Citation {
                    href: "https://example.org/23".into(),
                    title: "Quy chế công tác dân vận".into(),
                },
            },
        ],
    })];
    first.margin = Margin {
        organisations: vec![Link::new("Thành ủy Hải Phòng", "/co-quan/thanh-uy/")],
        ..Margin::default()
    };
    let mut second = leaf(
        &at("khoan-2"),
        base,
        ProvisionKind::Clause,
        ("2.", "2"),
        "Định kỳ sáu tháng, hằng năm\nlàm việc với:",
    );
    second.children = vec![
        leaf(
            &at("khoan-2/diem-d"),
            base,
            ProvisionKind::Point,
            ("d)", "d"),
            "Mặt trận Tổ quốc Việt Nam;",
        ),
        leaf(
            &at("khoan-2/diem-dd"),
            base,
            ProvisionKind::Point,
            ("đ)", "đ"),
            "các tổ chức chính trị - xã hội.",
        ),
        leaf(
            &at("khoan-2/gach-1"),
            base,
            ProvisionKind::Dash,
            ("-", ""),
            "Một gạch đầu dòng.",
        ),
        leaf(
            &at("khoan-2/doan-2"),
            base,
            ProvisionKind::Paragraph,
            ("", ""),
            "Là cơ quan thường trực Ban Chỉ đạo.",
        ),
    ];
    let cell = |text: &str| TableCell {
        text: text.into(),
        ..TableCell::default()
    };
    second.blocks.push(Block::Table(Table {
        caption: None,
        head: vec![vec![cell("Kỳ"), cell("Nội dung")]],
        rows: vec![vec![cell("6 tháng"), cell("Giao ban < định kỳ >")]],
    }));
    ProvisionView {
        path: path.into(),
        kind: ProvisionKind::Article,
        id: ProvisionView::anchor(path, base),
        label: "Điều 5.".into(),
        number: "5".into(),
        heading: Some("Ban Dân vận Thành ủy".into()),
        children: vec![first, second],
        ..ProvisionView::default()
    }
}

fn contents() -> Arc<Contents> {
    let entry = |path: &str, kind, label: &str, heading: &str, url: &str, children| ContentsEntry {
        path: path.into(),
        kind,
        label: label.into(),
        heading: heading.into(),
        url: url.into(),
        children,
    };
    let article = entry(
        "446-qd-tu/quy-che/dieu-5",
        ProvisionKind::Article,
        "Điều 5",
        "Ban Dân vận Thành ủy",
        "/446-qd-tu/quy-che/dieu-5/",
        vec![],
    );
    let component = entry(
        "446-qd-tu/quy-che",
        ProvisionKind::Component,
        "Quy chế",
        "",
        "/446-qd-tu/toan-van/#quy-che",
        vec![article],
    );
    Arc::new(Contents {
        entries: vec![component],
    })
}

fn article_model() -> ArticlePage {
    let here = "/446-qd-tu/quy-che/dieu-5/";
    ArticlePage {
        shell: shell(
            here,
            "Điều 5. Ban Dân vận Thành ủy – 446-QĐ/TU",
            &[
                ("446-QĐ/TU", "/446-qd-tu/"),
                ("Quy chế", ""),
                ("Điều 5", here),
            ],
        ),
        document: document(),
        contents: contents(),
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
    }
}

pub(crate) fn article_page() -> Page {
    Page::Article(Box::new(article_model()))
}

pub(crate) fn long_article_page() -> Page {
    let mut page = article_model();
    let article = |number: usize| ContentsEntry {
        path: if number == 5 {
            page.article.path.clone()
        } else {
            format!("luat/dieu-{number}")
        },
        kind: ProvisionKind::Article,
        label: format!("Điều {number}"),
        ..ContentsEntry::default()
    };
    let entries = (0..20).map(|chapter| ContentsEntry {
        path: format!("luat/chuong-{chapter}"),
        kind: ProvisionKind::Chapter,
        children: (1..=10)
            .map(|number| article(chapter * 10 + number))
            .collect(),
        ..ContentsEntry::default()
    });
    page.contents = Arc::new(Contents {
        entries: entries.collect(),
    });
    Page::Article(Box::new(page))
}

fn occurrences() -> Vec<OccurrenceGroup> {
    let snippet = Text {
        text: "… giúp Ban Dân vận Thành ủy …".into(),
        marks: vec![Mark {
            range: 0..3,
            kind: MarkKind::Highlight,
        }],
    };
    let occurrence = Occurrence {
        path: "446-qd-tu/quy-che/dieu-6/khoan-1".into(),
        url: "/446-qd-tu/quy-che/dieu-6/#khoan-1".into(),
        place: "khoản 1 Điều 6".into(),
        heading: "Văn phòng Thành ủy, các ban xây dựng Đảng của Thành ủy".into(),
        snippet,
    };
    vec![OccurrenceGroup {
        document: Link::new("446-QĐ/TU", "/446-qd-tu/"),
        occurrences: vec![occurrence],
    }]
}

fn cited() -> Vec<CitedDocument> {
    let known = CitedDocument {
        label: "Quyết định số 23-QĐ/TW".into(),
        title: "ban hành Quy chế công tác dân vận của hệ thống chính trị".into(),
        url: "https://example.org/23".into(),
        external: true,
        status: Some(Status::Replaced),
        places: vec![
            Link::new("khoản 1 Điều 5", "/446-qd-tu/quy-che/dieu-5/#khoan-1"),
            Link::plain("phần mở đầu"),
        ],
    };
    vec![
        known,
        CitedDocument {
            label: "Điều lệ Đảng Cộng sản Việt Nam".into(),
            ..CitedDocument::default()
        },
    ]
}

fn guidance() -> Vec<GuidanceEntry> {
    vec![GuidanceEntry {
        title: "Cách đọc quy chế này".into(),
        url: "/huong-dan/cach-doc/".into(),
        standing: Standing::Guidance,
        summary: "Bắt đầu từ cơ quan của bạn.".into(),
        date: "2026-10-01".into(),
    }]
}

fn documents() -> Vec<DocumentEntry> {
    vec![DocumentEntry {
        document: document(),
        components: vec![Link::new("Quy chế", "/446-qd-tu/toan-van/#quy-che")],
    }]
}

fn organisations() -> Vec<OrganisationGroup> {
    let entry = OrganisationEntry {
        id: "thanh-uy".into(),
        name: "Thành ủy Hải Phòng".into(),
        url: "/co-quan/thanh-uy/".into(),
        aliases: vec!["Thành ủy".into()],
        provision_count: 1234,
    };
    vec![
        OrganisationGroup {
            level: "city".into(),
            entries: vec![entry.clone()],
        },
        OrganisationGroup {
            level: String::new(),
            entries: vec![entry],
        },
    ]
}

fn full_text() -> Page {
    let here = "/446-qd-tu/toan-van/";
    let component = ProvisionView {
        path: "446-qd-tu/quy-che".into(),
        kind: ProvisionKind::Component,
        id: "quy-che".into(),
        label: "QUY CHẾ".into(),
        heading: Some("công tác dân vận".into()),
        blocks: vec![Block::Paragraph(
            "(Kèm theo Quyết định số 446-QĐ/TU)".into(),
        )],
        children: vec![article("446-qd-tu")],
        ..ProvisionView::default()
    };
    let shell = shell(
        here,
        "Toàn văn 446-QĐ/TU",
        &[("446-QĐ/TU", "/446-qd-tu/"), ("Toàn văn", here)],
    );
    Page::FullText(FullTextPage {
        shell,
        document: document(),
        contents: contents(),
        provisions: vec![component],
    })
}

pub(crate) fn home_page() -> Page {
    Page::Home(HomePage {
        shell: shell("/", "", &[]),
        documents: documents(),
        organisations: organisations(),
        guidance: guidance(),
    })
}

fn organisation_page() -> Page {
    let here = "/co-quan/thanh-uy/";
    let succession = Succession {
        organisation: Link::plain("Ban Tuyên giáo và Dân vận Thành ủy"),
        date: "2025-02-01".into(),
        basis: String::new(),
        source: String::new(),
    };
    Page::Organisation(Box::new(OrganisationPage {
        shell: shell(
            here,
            "Thành ủy Hải Phòng",
            &[
                ("Cơ quan, tổ chức", "/co-quan/"),
                ("Thành ủy Hải Phòng", here),
            ],
        ),
        id: "thanh-uy".into(),
        name: "Thành ủy Hải Phòng".into(),
        aliases: vec!["Thành ủy".into()],
        kind: "party-committee".into(),
        level: "city".into(),
        parent: Some(Link::plain("Ban Chấp hành Trung ương")),
        children: vec![Link::new(
            "Ban Dân vận Thành ủy",
            "/co-quan/ban-dan-van-thanh-uy/",
        )],
        members: vec![],
        member_of: vec![],
        valid_from: String::new(),
        valid_to: "2025-02-01".into(),
        succeeded_by: vec![succession],
        preceded_by: vec![],
        occurrences: occurrences(),
        occurrence_count: 1,
    }))
}

fn document_page() -> Page {
    Page::Document(DocumentPage {
        shell: shell(
            "/446-qd-tu/",
            "Quyết định 446-QĐ/TU",
            &[("446-QĐ/TU", "/446-qd-tu/")],
        ),
        document: document(),
        contents: contents(),
        basis: cited(),
        replaces: cited(),
        replaced_by: vec![],
        cites: cited(),
        cited_by: occurrences(),
        recipients: vec!["Bộ Chính trị, Ban Bí thư TW “để báo cáo”,".into()],
        guidance: guidance(),
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
        bytes: 123_456,
    };
    let top = |url: &str, title: &str| shell(url, title, &[(title, url)]);
    vec![
        home_page(),
        document_page(),
        article_page(),
        full_text(),
        Page::Readings(ReadingsPage {
            shell: top("/446-qd-tu/so-sanh-ban-quet/", "Đối chiếu bản quét"),
            document: document(),
            readings,
        }),
        Page::Organisations(OrganisationsPage {
            shell: top("/co-quan/", "Cơ quan, tổ chức"),
            groups: organisations(),
        }),
        organisation_page(),
        Page::Guidance(GuidancePage {
            shell: top("/huong-dan/cach-doc/", "Cách đọc"),
            title: "Cách đọc quy chế này".into(),
            standing: Standing::Guidance,
            body,
            author: "Ban biên tập".into(),
            editor: String::new(),
            date: "2026-10-01".into(),
            provisions: vec![Link::new("Điều 5", "/446-qd-tu/quy-che/dieu-5/")],
        }),
        Page::GuidanceIndex(GuidanceIndexPage {
            shell: top("/huong-dan/", "Hướng dẫn"),
            groups: vec![GuidanceGroup {
                title: String::new(),
                entries: guidance(),
            }],
        }),
        Page::Search(SearchPage {
            shell: top("/tim-kiem/", "Tìm kiếm"),
            documents: documents(),
            organisations: organisations(),
        }),
        Page::Data(DataPage {
            shell: top("/du-lieu/", "Dữ liệu"),
            files: vec![file],
        }),
        Page::NotFound(NotFoundPage {
            shell: shell("/404.html", "Không tìm thấy trang", &[]),
            documents: documents(),
        }),
    ]
}
