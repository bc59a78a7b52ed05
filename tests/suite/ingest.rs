//! Files as they come, made drafts: Word, PDF, images, old encodings; and from there to a built site.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};

use crate::suite::support::{bytes_below, lay, repository};

/// A folder with the content of the site.
fn place() -> tempfile::TempDir {
    let place = tempfile::tempdir().expect("a folder can be made");
    for (path, bytes) in bytes_below(&repository("content")) {
        lay(&place.path().join("content").join(path), &bytes);
    }
    place
}

fn quyche(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_quyche")).current_dir(folder).args(arguments).output().expect("the binary runs")
}

fn text(folder: &Path, path: &str) -> String {
    std::fs::read_to_string(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A Word file of some parts.
fn word(document: &str, numbering: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    for (name, xml) in [
        ("word/document.xml", format!("<w:document {space}><w:body>{document}</w:body></w:document>")),
        (
            "word/footnotes.xml",
            format!(
                "<w:footnotes {space}><w:footnote w:type=\"separator\" w:id=\"0\"/><w:footnote w:id=\"2\">{}</w:footnote></w:footnotes>",
                paragraph("Xem phụ lục")
            ),
        ),
        ("word/numbering.xml", format!("<w:numbering {space}>{numbering}</w:numbering>")),
    ] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part can be begun");
        archive.write_all(xml.as_bytes()).expect("a part can be written");
    }
    archive.finish().expect("the archive can be closed").into_inner()
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn a_word_file_keeps_its_numbers_and_loses_what_was_deleted() {
    let numbered = |text: &str| {
        format!("<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"5\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let cell = |lines: &[&str]| format!("<w:tc>{}</w:tc>", lines.iter().map(|line| paragraph(line)).collect::<String>());
    let head = [cell(&["THÀNH ỦY HẢI PHÒNG", "Số 12-QĐ/TU"]), cell(&["ĐẢNG CỘNG SẢN VIỆT NAM", "Hải Phòng, ngày 5 tháng 3 năm 2022"])];
    let rows = format!("<w:tr>{}{}</w:tr>", cell(&["Đơn vị"]), cell(&["Hạn"])).repeat(2);
    let barred = format!("<w:tr>{}{}</w:tr>", cell(&["A|B"]), cell(&["C"])).repeat(2);
    let document = [
        format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", head.concat()),
        paragraph("QUYẾT ĐỊNH"),
        paragraph("về việc kiểm tra"),
        paragraph("- Căn cứ Điều lệ Đảng;"),
        paragraph("BAN THƯỜNG VỤ THÀNH ỦY QUYẾT ĐỊNH"),
        paragraph("Điều 1. Nội dung &amp; hình thức"),
        numbered("Kiểm tra định kỳ."),
        numbered("Kiểm tra<w:tab/>đột xuất.").replace("<w:tab/>", "</w:t><w:tab/><w:t>"),
        "<w:p><w:del><w:r><w:delText>đã bỏ</w:delText></w:r></w:del><w:ins><w:r><w:t>Điều 2. Hiệu lực</w:t></w:r></w:ins></w:p>".to_owned(),
        format!("<w:tbl>{rows}</w:tbl>"),
        paragraph("Hết.</w:t><w:footnoteReference w:id=\"2\"/><w:t>"),
        format!("<w:tbl>{barred}</w:tbl>"),
    ];
    let level = "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl>";
    let numbering =
        format!("<w:abstractNum w:abstractNumId=\"2\">{level}</w:abstractNum><w:num w:numId=\"5\"><w:abstractNumId w:val=\"2\"/></w:num>");
    let place = place();
    lay(&place.path().join("a.docx"), &word(&document.concat(), &numbering));
    let output = quyche(place.path(), &["ingest", "a.docx"]);
    let draft = text(place.path(), "content/regulations/12-qd-tu.md");
    let (front, body) = draft[4..].split_once("\n---\n").unwrap_or_else(|| panic!("{}", said(&output)));
    for line in [
        "number: 12-QĐ/TU",
        "type: quyet-dinh",
        "title: về việc kiểm tra",
        "issuer: ban-thuong-vu-thanh-uy",
        "place: Hải Phòng",
        "- Điều lệ Đảng",
    ] {
        assert!(front.contains(line), "{line} is missing in {front}");
    }
    let expected = "Điều 1. Nội dung & hình thức\n1. Kiểm tra định kỳ.\n2. Kiểm tra đột xuất.\nĐiều 2. Hiệu lực\n| Đơn vị | Hạn |\n| Đơn vị | Hạn |\nHết.[2]\nA|B\tC\nA|B\tC\n";
    assert!(body.ends_with(expected), "{body}");
    assert!(said(&output).contains("set aside, not in the draft: `[2] Xem phụ lục`"), "{}", said(&output));
    assert!(!body.contains("đã bỏ") && place.path().join("content/sources/12-qd-tu.docx").is_file());

    let again = quyche(place.path(), &["ingest", "a.docx"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(
        said(&again).contains("--force") && said(&again).contains("12-qd-tu.md") && said(&again).contains("12-qd-tu.docx"),
        "{}",
        said(&again)
    );
    assert_eq!(quyche(place.path(), &["ingest", "a.docx", "--force"]).status.code(), output.status.code());
}

#[test]
fn the_text_layer_of_a_pdf_file_is_joined_across_lines_and_pages() {
    let place = place();
    lay(&place.path().join("luat.pdf"), &std::fs::read(repository("tests/ingest/luat.pdf")).expect("the file is there"));
    let output = quyche(place.path(), &["ingest", "luat.pdf"]);
    let draft = text(place.path(), "content/regulations/75-2015-qh13.md");
    assert!(
        draft.contains("number: 75/2015/QH13\ntype: luat\n") && draft.contains("issuer: quoc-hoi\n") && !draft.contains("restored_from"),
        "{draft}"
    );
    assert!(
        draft.contains("\n1. Tập hợp, xây dựng khối đại đoàn kết toàn dân tộc, thực hiện dân chủ, tăng cường đồng thuận xã hội.\n"),
        "{draft}"
    );
    assert!(
        draft.contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n") || draft.contains("QUỐC HỘI\n"),
        "{}",
        said(&output)
    );
}

#[test]
fn a_scanned_image_becomes_a_page_of_the_site() {
    let place = place();
    lay(&place.path().join("scan.png"), &std::fs::read(repository("tests/ingest/scan.png")).expect("the file is there"));
    let output = quyche(place.path(), &["ingest", "scan.png"]);
    let draft = text(place.path(), "content/regulations/75-2015-qh13.md");
    assert!(draft.contains("restored_from: sources/75-2015-qh13.ocr.txt\n"), "{}", said(&output));
    assert!(
        draft.to_lowercase().contains("\nđiều 1. mặt trận tổ quốc việt nam\n") && draft.contains("Mặt trận Dân tộc thống nhất Việt Nam"),
        "{draft}"
    );
    assert!(text(place.path(), "75-2015-qh13.review.html").starts_with("<!doctype html>"));
    let built = quyche(place.path(), &["build"]);
    assert!(built.status.success(), "{}", said(&built));
    assert!(text(place.path(), "public/75-2015-qh13/ban-quet/index.html").contains("class=\"scan-lines\""));
    assert!(text(place.path(), "public/75-2015-qh13/luat/dieu-1/index.html").contains("Mặt trận Tổ quốc Việt Nam"));
}

#[test]
fn an_old_encoding_is_converted_and_named() {
    let place = place();
    let tcvn3: Vec<u8> = "Sè 9-Q§/TU H¶i Phßng, ngµy 5 th¸ng 3 n¨m 2009\nQUYÕT §ÞNH\nvÒ viÖc kiÓm tra c«ng t¸c d©n vËn\n\n§iÒu 1. C¸c c¬ quan cã tr¸ch nhiÖm thi hµnh.\n"
        .chars()
        .map(|c| u8::try_from(u32::from(c)).expect("one byte a letter"))
        .collect();
    lay(&place.path().join("cu.txt"), &tcvn3);
    let output = quyche(place.path(), &["ingest", "cu.txt"]);
    assert!(said(&output).contains("TCVN3"), "{}", said(&output));
    let draft = text(place.path(), "content/regulations/9-qd-tu.md");
    assert!(draft.ends_with("QUYẾT ĐỊNH\nvề việc kiểm tra công tác dân vận\n\nĐiều 1. Các cơ quan có trách nhiệm thi hành.\n"), "{draft}");
    assert_eq!(std::fs::read(place.path().join("content/sources/9-qd-tu.txt")).expect("the original is kept"), tcvn3);
    let checked = quyche(place.path(), &["check"]);
    assert!(!said(&checked).contains("not-utf8"), "the original is nobody's fault: {}", said(&checked));
}

#[test]
fn what_cannot_be_read_is_said_and_nothing_is_written() {
    let place = place();
    let before = bytes_below(place.path()).len();
    for (name, bytes, expected) in [("a.doc", &b"x"[..], ".docx"), ("b.docx", b"no zip", "Word"), ("c.xyz", b"x", "only txt, docx, pdf")] {
        lay(&place.path().join(name), bytes);
        let output = quyche(place.path(), &["ingest", name]);
        assert_eq!((output.status.code(), said(&output).contains(expected)), (Some(2), true), "{}", said(&output));
    }
    lay(&place.path().join("d.png"), b"no image");
    let output = Command::new(env!("CARGO_BIN_EXE_quyche"))
        .current_dir(place.path())
        .env("PATH", "/nowhere")
        .args(["ingest", "d.png"])
        .output()
        .expect("the binary runs");
    assert!(said(&output).contains("apt install tesseract-ocr tesseract-ocr-vie"), "{}", said(&output));
    assert_eq!(bytes_below(place.path()).len(), before + 4);
}
