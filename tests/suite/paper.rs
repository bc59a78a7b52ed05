//! Documents on paper: what the form of the issuer arranges, and that a Word file holds the source, once and in order.
//! `browser/paper.mjs` reads Word and PDF files with programs that are not ours.

use std::fmt::Write;
use std::io::{Cursor, Read};

use scraper::{ElementRef, Html, Selector};

use crate::suite::site::{Site, build, content, five, golden};

/// The document printed after its form: profile, then a line for each row, `left ‖ right`, parts by their classes; other lines as they are.
fn arranged(front: &str, text: &str) -> String {
    let file = (String::from("regulations/a.md"), format!("---\n{front}\n---\n{text}").into_bytes());
    let site = build(vec![file], None);
    let page = Html::parse_document(site.text("a/toan-van/index.html"));
    let blocks = Selector::parse(".opening > .words > *, .closing > .words > *").expect("a selector");
    let mut out = String::new();
    for block in page.select(&blocks) {
        if class(block) == Some("columns") {
            let profile = last_class(block).trim_start_matches("form-");
            for row in children(block) {
                let sides: Vec<String> = children(row).map(|side| children(side).map(part).collect::<Vec<_>>().join(", ")).collect();
                writeln!(out, "{profile}: {}", sides.join(" ‖ ").trim()).expect("a string takes all");
            }
        } else {
            writeln!(out, "{}", part(block)).expect("a string takes all");
        }
    }
    out
}

fn part(element: ElementRef<'_>) -> String {
    format!("{} “{}”", last_class(element), element.text().collect::<String>())
}

fn class(element: ElementRef<'_>) -> Option<&'_ str> {
    element.attr("class")?.split(' ').next()
}

fn last_class(element: ElementRef<'_>) -> &str {
    element.attr("class").and_then(|classes| classes.split(' ').next_back()).unwrap_or("p")
}

fn children(element: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    element.children().filter_map(ElementRef::wrap)
}

#[track_caller]
fn check(front: &str, text: &str, wanted: &str) {
    let wanted: String = wanted.lines().map(|line| format!("{}\n", line.trim())).collect();
    assert_eq!(arranged(front, text), wanted);
}

#[test]
fn a_party_document() {
    check(
        "number: 5-QĐ/TU\ntype: quyet-dinh\nissued: 2021-03-02",
        "ĐẢNG BỘ THÀNH PHỐ\nTHÀNH ỦY\n*\nSố 5-QĐ/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nHải Phòng, ngày 02 tháng 3 năm 2021\nQUYẾT ĐỊNH\nvề tiếp dân\n\
         - Căn cứ Điều lệ Đảng;\nTHÀNH ỦY QUYẾT ĐỊNH\nĐiều 1. Ban hành quy chế.\nNơi nhận:\n- Các ban;\nT/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n(Đã ký)\nNguyễn Văn An\n",
        "party: superior “ĐẢNG BỘ THÀNH PHỐ”, issuer “THÀNH ỦY”, star “*”, number “Số 5-QĐ/TU” ‖ party-name “ĐẢNG CỘNG SẢN VIỆT NAM”, place “Hải Phòng, ngày 02 tháng 3 năm 2021”
         kind “QUYẾT ĐỊNH”
         title “về tiếp dân”
         basis “- Căn cứ Điều lệ Đảng;”
         announcement “THÀNH ỦY QUYẾT ĐỊNH”
         party: recipients-title “Nơi nhận:”, recipient “- Các ban;” ‖ authority “T/M BAN THƯỜNG VỤ”, post “PHÓ BÍ THƯ”, signed “(Đã ký)”, name “Nguyễn Văn An”",
    );
}

#[test]
fn a_state_document_whose_lines_were_run_together() {
    check(
        "number: 8/2022/QĐ-TTg\ntype: quyet-dinh\nissued: 2022-03-28",
        "THỦ TƯỚNG CHÍNH PHỦ Số: 8/2022/QĐ-TTg\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Hà Nội, ngày 28 tháng 3 năm 2022\n\
         QUYẾT ĐỊNH Quy định về nhà ở\nCăn cứ Luật Nhà ở;\nĐiều 1. Phạm vi áp dụng nhà ở.\nKT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNG Lê Minh Khái\n",
        "state: issuer “THỦ TƯỚNG CHÍNH PHỦ”, number “Số: 8/2022/QĐ-TTg” ‖ country “CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM”, motto “Độc lập - Tự do - Hạnh phúc”, place “Hà Nội, ngày 28 tháng 3 năm 2022”
         kind “QUYẾT ĐỊNH”
         title “Quy định về nhà ở”
         basis “Căn cứ Luật Nhà ở;”
         state: ‖ authority “KT. THỦ TƯỚNG”, post “PHÓ THỦ TƯỚNG”, name “Lê Minh Khái”",
    );
}

#[test]
fn an_older_law_keeps_the_order_of_its_lines() {
    check(
        "number: 75/2015/QH13\ntype: luat\nissued: 2015-06-09",
        "QUỐC HỘI\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n---------------\nLuật số: 75/2015/QH13\nHà Nội, ngày 09 tháng 06 năm 2015\n\
         LUẬT\nMẶT TRẬN\nCăn cứ Hiến pháp;\nĐiều 1. Phạm vi.\nLuật này đã được Quốc hội khóa XIII thông qua.\nCHỦ TỊCH QUỐC HỘI\nNguyễn Sinh Hùng\n",
        "neutral: issuer “QUỐC HỘI”, issuer-rule “-------” ‖ country “CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM”, motto “Độc lập - Tự do - Hạnh phúc”, rule “---------------”
         neutral: number “Luật số: 75/2015/QH13” ‖ place “Hà Nội, ngày 09 tháng 06 năm 2015”
         kind “LUẬT”
         title “MẶT TRẬN”
         basis “Căn cứ Hiến pháp;”
         signature “Luật này đã được Quốc hội khóa XIII thông qua.”
         neutral: ‖ post “CHỦ TỊCH QUỐC HỘI”, name “Nguyễn Sinh Hùng”",
    );
}

#[test]
fn what_the_form_does_not_know_stays_a_line() {
    check(
        "type: thong-bao",
        "Kính gửi: các đồng chí\nTHÔNG BÁO\nlịch tiếp dân\nĐiều 1. Sáng thứ Hai.\nNơi nhận:\n- Các ban;\n",
        "head “Kính gửi: các đồng chí”
         kind “THÔNG BÁO”
         title “lịch tiếp dân”
         signature “Nơi nhận:”
         signature “- Các ban;”",
    );
}

/// The words of a Word file are the source without its white space and the syntax of its tables.
#[test]
fn a_word_file_holds_the_source() {
    for (name, site) in [("content", content()), ("five regulations", five()), ("golden", golden())] {
        for regulation in site.analysis.corpus.regulations() {
            let words: String = word_text(site, &format!("{0}/{0}.docx", regulation.id)).split_whitespace().collect();
            let wanted = crate::suite::letter::body(site, regulation);
            crate::suite::letter::same(&format!("{name}: {}", regulation.id), &words, &wanted);
        }
    }
}

fn word_text(site: &Site, path: &str) -> String {
    let bytes = site.files.get(path).unwrap_or_else(|| panic!("the site has no `{path}`"));
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a Word file is an archive");
    let mut text = String::new();
    archive.by_name("word/document.xml").expect("it has a text").read_to_string(&mut text).expect("which is UTF-8");
    let document = roxmltree::Document::parse(&text).expect("the text is XML");
    document
        .descendants()
        .filter(|node| node.has_tag_name(("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "t")))
        .filter_map(|node| node.text())
        .collect()
}

/// Everything of a file that another program reads is well formed and named.
#[test]
fn every_part_of_a_word_file_is_xml_and_has_a_type() {
    let bytes = &content().files["446-qd-tu/446-qd-tu.docx"];
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a Word file is an archive");
    let mut types = String::new();
    archive.by_name("[Content_Types].xml").expect("types are named").read_to_string(&mut types).expect("which is UTF-8");
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("it is there");
        let name = file.name().expect("a name is UTF-8").into_owned();
        let mut text = String::new();
        file.read_to_string(&mut text).expect("every part is UTF-8");
        roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let typed = types.contains(&format!("\"/{name}\"")) || name.ends_with(".rels") || name.starts_with('[');
        assert!(typed, "{name} has no type");
    }
}
