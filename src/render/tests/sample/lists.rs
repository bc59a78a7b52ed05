//! Samples of what stands around law text: places, citations, organisations, guidance.

use crate::page::{
    CitedDocument, DocumentEntry, GuidanceEntry, Link, Mark, MarkKind, Occurrence, OccurrenceGroup, OrganisationDuties, OrganisationEntry,
    OrganisationGroup, OrganisationPage, Page, Standing, Status, Succession, Text,
};
use crate::render::tests::sample::law::document;
use crate::render::tests::sample::shell;

pub(crate) fn occurrences() -> Vec<OccurrenceGroup> {
    let snippet =
        Text { text: "… giúp Ban Dân vận Thành ủy …".into(), marks: vec![Mark { range: 0..3, kind: MarkKind::Highlight }] };
    let occurrence = Occurrence {
        path: "446-qd-tu/quy-che/dieu-6/khoan-1".into(),
        url: "/446-qd-tu/quy-che/dieu-6/#khoan-1".into(),
        place: "khoản 1 Điều 6".into(),
        heading: "Văn phòng Thành ủy, các ban xây dựng Đảng của Thành ủy".into(),
        snippet,
    };
    vec![OccurrenceGroup { document: Link::new("446-QĐ/TU", "/446-qd-tu/"), count: 1, occurrences: vec![occurrence] }]
}

pub(crate) fn cited() -> Vec<CitedDocument> {
    let known = CitedDocument {
        label: "Quyết định số 23-QĐ/TW".into(),
        title: "ban hành Quy chế công tác dân vận của hệ thống chính trị".into(),
        url: "https://example.org/23".into(),
        external: true,
        status: Some(Status::Replaced),
        places: vec![Link::new("khoản 1 Điều 5", "/446-qd-tu/quy-che/dieu-5/#khoan-1"), Link::plain("phần mở đầu")],
    };
    vec![known, CitedDocument { label: "Điều lệ Đảng Cộng sản Việt Nam".into(), ..CitedDocument::default() }]
}

pub(crate) fn guidance() -> Vec<GuidanceEntry> {
    vec![GuidanceEntry {
        title: "Cách đọc quy chế này".into(),
        url: "/huong-dan/cach-doc/".into(),
        standing: Standing::Guidance,
        summary: "Bắt đầu từ cơ quan của bạn.".into(),
        date: "2026-10-01".into(),
    }]
}

pub(crate) fn documents() -> Vec<DocumentEntry> {
    vec![DocumentEntry { document: document(), components: vec![Link::new("Quy chế", "/446-qd-tu/toan-van/#quy-che")] }]
}

pub(crate) fn organisations() -> Vec<OrganisationGroup> {
    let entry = OrganisationEntry {
        id: "thanh-uy".into(),
        name: "Thành ủy Hải Phòng".into(),
        url: "/co-quan/thanh-uy/".into(),
        aliases: vec!["Thành ủy".into()],
        provision_count: 1234,
    };
    vec![
        OrganisationGroup { level: "city".into(), entries: vec![entry.clone()] },
        OrganisationGroup { level: String::new(), entries: vec![entry] },
    ]
}

pub(crate) fn organisation_page() -> Page {
    let here = "/co-quan/thanh-uy/";
    let succession = Succession {
        organisation: Some(Link::plain("Ban Tuyên giáo và Dân vận Thành ủy")),
        date: "2025-02-01".into(),
        basis: String::new(),
        source: String::new(),
    };
    Page::Organisation(Box::new(OrganisationPage {
        shell: shell(here, "Thành ủy Hải Phòng", &[("Cơ quan, tổ chức", "/co-quan/"), ("Thành ủy Hải Phòng", here)]),
        id: "thanh-uy".into(),
        name: "Thành ủy Hải Phòng".into(),
        aliases: vec!["Thành ủy".into()],
        kind: "party-committee".into(),
        level: "city".into(),
        parent: Some(Link::plain("Ban Chấp hành Trung ương")),
        children: vec![Link::new("Ban Dân vận Thành ủy", "/co-quan/ban-dan-van-thanh-uy/")],
        members: vec![],
        member_of: vec![],
        valid_from: String::new(),
        valid_to: "2025-02-01".into(),
        succeeded_by: vec![succession],
        preceded_by: vec![],
        duties: OrganisationDuties::default(),
        assessment_url: String::new(),
        calendar_url: String::new(),
        docx_url: String::new(),
        occurrences: occurrences(),
        occurrence_count: 1,
    }))
}
