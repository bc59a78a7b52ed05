//! The ways Vietnamese law writes a citation, one a case: the sentence stands in điểm a khoản 2 Điều 8 of a Quy chế
//! issued by a decision, beside a law that is held and documents that are only listed.

use std::fmt::Write;

use quyche::content::{parse_documents, parse_regulation};
use quyche::corpus::{Contents, assemble};
use quyche::link::{Outcome, Target, link};
use quyche::source::{Source, Sources};

use crate::suite::citations::written;

const DOCUMENTS: &str = "
- {type: luat, title: Đất đai, number: 31/2024/QH15, date: 2024-01-18}
- {type: dieu-le, names: [Điều lệ Đảng, Điều lệ Đảng Cộng sản Việt Nam]}
- {type: nghi-dinh, number: 30/2020/NĐ-CP, date: 2020-03-05, issuer: Chính phủ}
- {type: quyet-dinh, number: 217-QĐ/TW, date: 2013-12-12, issuer: Bộ Chính trị}
- {type: quy-dinh, number: 217-QĐ/TW, date: 2025-01-01, issuer: Ban Bí thư}
- {type: quyet-dinh, number: 156/QĐ-UBND, date: 2020-01-02, issuer: Ủy ban nhân dân tỉnh Bắc Giang}
- {type: quyet-dinh, number: 156/QĐ-UBND, date: 2021-01-02, issuer: Ủy ban nhân dân tỉnh Nghệ An}
- {type: luat, title: Doanh nghiệp}
- {type: luat, title: Bảo hiểm}
- {type: luat, title: Thú y, date: 2026-06-29}
- {type: luat, title: Thanh tra, number: 56/2010/QH12, date: 2010-11-15}
- {type: luat, title: Thanh tra, number: 11/2026/QH16, date: 2026-11-14}
- {type: luat, title: luật sư}
";

/// Ten Điều of six khoản with points a to e, in two chương; `sentence` in điểm a khoản 2 Điều 8.
fn articles(sentence: &str) -> String {
    let mut text = String::new();
    for article in 1..=10 {
        match article {
            1 => text.push_str("Chương I\nQUY ĐỊNH CHUNG\nMục 1\nPHẠM VI\n"),
            4 => text.push_str("Mục 2\nNGUYÊN TẮC\n"),
            6 => text.push_str("Chương II\nTRÁCH NHIỆM\nMục 1\nCƠ QUAN\n"),
            9 => text.push_str("Mục 2\nCÁ NHÂN\n"),
            _ => {}
        }
        writeln!(text, "Điều {article}. Trách nhiệm").expect("a string can be written to");
        for clause in 1..=6 {
            writeln!(text, "{clause}. Việc sau đây:").expect("a string can be written to");
            for point in ["a", "b", "c", "d", "đ", "e"] {
                let words = if (article, clause, point) == (8, 2, "a") { sentence } else { "Thực hiện nhiệm vụ;" };
                writeln!(text, "{point}) {words}").expect("a string can be written to");
            }
        }
    }
    text
}

/// The citations of `sentence`: "surface → target", where ours are relative to the Quy chế.
fn citations(sentence: &str) -> Vec<String> {
    let own = format!(
        "---\nnumber: 446-QĐ/TU\ntype: quyet-dinh\ntitle: Ban hành Quy chế công tác dân vận\nissued: 2025-11-26\n---\nQUYẾT ĐỊNH\nĐiều 1. Ban hành kèm theo Quyết định này Quy chế công tác dân vận.\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký.\n\nQUY CHẾ\nCÔNG TÁC DÂN VẬN\n(Kèm theo Quyết định số 446-QĐ/TU)\n{}\nPHỤ LỤC I\nDANH MỤC\n",
        articles(sentence)
    );
    let law = format!(
        "---\nnumber: 75/2015/QH13\ntype: luat\ntitle: Mặt trận Tổ quốc Việt Nam\nissued: 2015-06-09\n---\nLUẬT\nMẶT TRẬN TỔ QUỐC VIỆT NAM\n{}",
        articles("Hết;")
    );
    let source = |path: &str, text: String| Source::new(path.to_owned(), text);
    let sources = Sources::new(vec![
        source("documents.yaml", DOCUMENTS.to_owned()),
        source("regulations/446-qd-tu.md", own),
        source("regulations/luat-mttq.md", law),
    ]);
    let mut contents = Contents::default();
    for (file, source) in sources.iter() {
        if source.path == "documents.yaml" {
            contents.documents = parse_documents(source, file).value;
        } else {
            contents.regulations.push(parse_regulation(source, file).value);
        }
    }
    let corpus = assemble(contents).value;
    let links = link(&corpus, &sources).value;
    let known = |index: usize| {
        let document = &corpus.contents.documents[index].value;
        document.number.clone().or(document.title.clone()).unwrap_or_else(|| document.names[0].clone())
    };
    let here = links.iter(&corpus).filter(|(path, _)| path.as_str().starts_with("446-qd-tu/quy-che/dieu-8/khoan-2/diem-a"));
    let target = |target: &Target, units: &str| match target {
        Target::Provision(location) => {
            corpus.path(*location).as_str().replace("446-qd-tu/quy-che/", "").replace("446-qd-tu/quy-che", "quy-che")
        }
        Target::Document(index) => corpus.regulations()[*index].id.clone(),
        Target::Known(index) => format!("{}#{units}", known(*index)),
        Target::Unknown { name } => format!("?{name}#{units}"),
    };
    here.flat_map(|(_, citations)| citations)
        .map(|citation| (citation, written(&sources, citation)))
        .map(|(citation, surface)| match citation.outcome {
            Outcome::Ambiguous => format!("{surface} → ambiguous"),
            Outcome::Broken => format!("{surface} → broken"),
            _ => {
                let targets: Vec<String> = citation.targets.iter().map(|one| target(one, &citation.units)).collect();
                format!("{surface} → {}", targets.join(" "))
            }
        })
        .collect()
}

fn check(cases: &[(&str, &[&str])]) {
    let mut wrong = Vec::new();
    for (sentence, expected) in cases {
        let found = citations(&format!("{sentence};"));
        if found != *expected {
            wrong.push(format!("{sentence}\n  found    {found:?}\n  expected {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// Rows of a table that became one line, and a law that bears the name of an earlier one.
#[test]
fn neighbours() {
    check(&[
        (
            "Luật Bảo hiểm Điều 35, khoản 1 Điều 39 Luật Doanh nghiệp",
            &["Luật Bảo hiểm → Bảo hiểm#", "Điều 35 → ambiguous", "khoản 1 Điều 39 Luật Doanh nghiệp → ambiguous"],
        ),
        (
            "Theo Luật Bảo hiểm, Điều 39 Luật Doanh nghiệp",
            &["Luật Bảo hiểm → Bảo hiểm#", "Điều 39 Luật Doanh nghiệp → Doanh nghiệp#dieu-39"],
        ),
        ("Theo Điều 5 Luật Doanh nghiệp nhà nước", &["Điều 5 Luật Doanh nghiệp nhà nước → ?Luật Doanh nghiệp nhà nước#dieu-5"]),
        ("Theo Điều 5 Luật Thú y", &["Điều 5 Luật Thú y → ambiguous"]),
        ("Theo Luật Thú y", &["Luật Thú y → Thú y#"]),
        ("Theo Điều 5 Luật Thú y năm 2026", &["Điều 5 Luật Thú y năm 2026 → Thú y#dieu-5"]),
        ("Theo Điều 5 Luật Thanh tra", &["Điều 5 Luật Thanh tra → 56/2010/QH12#dieu-5"]),
        ("Luật sư bào chữa theo Luật Luật sư", &["Luật Luật sư → luật sư#"]),
    ]);
}

/// What becomes of another text is told in the words of that text: Nghị định 134/2026/NĐ-CP and the closing Điều of laws write so.
#[test]
fn instructions() {
    check(&[
        ("Sửa đổi, bổ sung đoạn mở đầu của Điều 5 như sau", &["Điều 5 → ambiguous"]),
        ("Bổ sung khoản 2a vào sau khoản 2 của Điều 5", &["khoản 2a → ambiguous", "khoản 2 của Điều 5 → ambiguous"]),
        ("Bãi bỏ Mục 1 Chương II - Trách nhiệm gồm các Điều 6, 7", &["Mục 1 Chương II → ambiguous", "Điều 6 → ambiguous", "7 → ambiguous"]),
        ("Thay cụm từ “dạy nghề” bằng cụm từ “giáo dục” tại các Điều 5, 6", &["Điều 5 → ambiguous", "6 → ambiguous"]),
        ("Khoản 3 Điều 5 được sửa đổi, bổ sung như sau", &["Khoản 3 Điều 5 → ambiguous"]),
        ("Thay thế Phụ lục I bằng mẫu mới", &["Phụ lục I → ambiguous"]),
        (
            "Lập theo Mẫu số 03 tại Phụ lục I theo quy định khoản 5 Điều 3 Nghị định số 30/2020/NĐ-CP",
            &["Mẫu số 03 → ambiguous", "Phụ lục I → ambiguous", "khoản 5 Điều 3 Nghị định số 30/2020/NĐ-CP → 30/2020/NĐ-CP#dieu-3/khoan-5"],
        ),
        // What is done by a provision is done by this one.
        ("Bổ sung hồ sơ theo khoản 2 Điều 5", &["khoản 2 Điều 5 → dieu-5/khoan-2"]),
        ("Thay thế giấy phép quy định tại Điều 5", &["Điều 5 → dieu-5"]),
        ("Hình thức xử phạt bổ sung quy định tại Điều 5 và Điều 6", &["Điều 5 → dieu-5", "Điều 6 → dieu-6"]),
        ("Thay đổi tên theo Phụ lục I gửi Ban Dân vận", &["Phụ lục I → 446-qd-tu/phu-luc-i"]),
    ]);
}

#[test]
fn units() {
    check(&[
        ("Theo khoản 2 Điều 5", &["khoản 2 Điều 5 → dieu-5/khoan-2"]),
        ("Theo điểm b khoản 1 Điều 8 Quy chế này", &["điểm b khoản 1 Điều 8 Quy chế này → dieu-8/khoan-1/diem-b"]),
        ("Theo điểm đ khoản 1 Điều 3", &["điểm đ khoản 1 Điều 3 → dieu-3/khoan-1/diem-dd"]),
        ("Tại các Điều 5, 6 và 7", &["Điều 5 → dieu-5", "6 → dieu-6", "7 → dieu-7"]),
        ("Từ Điều 4 đến Điều 8", &["Điều 4 → dieu-4", "Điều 8 → dieu-8 dieu-5 dieu-6 dieu-7"]),
        ("Các Điều từ 4 đến 6 của Quy chế này", &["Điều từ 4 → dieu-4", "6 của Quy chế này → dieu-6 dieu-5"]),
        ("Theo khoản 1, 2 Điều 5 và Điều 7", &["khoản 1 → dieu-5/khoan-1", "2 Điều 5 → dieu-5/khoan-2", "Điều 7 → dieu-7"]),
        ("Theo điểm a và điểm c khoản này", &["điểm a → dieu-8/khoan-2/diem-a", "điểm c khoản này → dieu-8/khoan-2/diem-c"]),
        ("Theo Điều này", &["Điều này → dieu-8"]),
        ("Theo quy định tại điểm này", &["điểm này → dieu-8/khoan-2/diem-a"]),
        ("Theo khoản 1 và khoản 2 Điều này", &["khoản 1 → dieu-8/khoan-1", "khoản 2 Điều này → dieu-8/khoan-2"]),
        ("Theo khoản 5", &["khoản 5 → dieu-8/khoan-5"]),
        ("Theo điểm c", &["điểm c → dieu-8/khoan-2/diem-c"]),
        (
            "Theo điểm a, b và đ khoản 1, khoản 3 Điều 7",
            &[
                "điểm a → dieu-7/khoan-1/diem-a",
                "b → dieu-7/khoan-1/diem-b",
                "đ khoản 1 → dieu-7/khoan-1/diem-dd",
                "khoản 3 Điều 7 → dieu-7/khoan-3",
            ],
        ),
        (
            "Tại các điểm a, b, c khoản 2 Điều 8",
            &["điểm a → dieu-8/khoan-2/diem-a", "b → dieu-8/khoan-2/diem-b", "c khoản 2 Điều 8 → dieu-8/khoan-2/diem-c"],
        ),
        ("Theo khoản 2, Điều 5", &["khoản 2, Điều 5 → dieu-5/khoan-2"]),
        ("Theo khoản 2 của Điều 5", &["khoản 2 của Điều 5 → dieu-5/khoan-2"]),
        ("Theo Điều 5 khoản 2 điểm a", &["Điều 5 khoản 2 điểm a → dieu-5/khoan-2/diem-a"]),
        ("Theo Điều 5 (khoản 2)", &["Điều 5 (khoản 2 → dieu-5/khoan-2"]),
        ("Theo khoản 2 và Điều 7", &["khoản 2 → ambiguous", "Điều 7 → dieu-7"]),
        ("Theo khoản 1 Điều 5, khoản 3", &["khoản 1 Điều 5 → dieu-5/khoan-1", "khoản 3 → ambiguous"]),
        (
            "Từ điểm a đến điểm d khoản 1 Điều 3",
            &[
                "điểm a → dieu-3/khoan-1/diem-a",
                "điểm d khoản 1 Điều 3 → dieu-3/khoan-1/diem-d dieu-3/khoan-1/diem-b dieu-3/khoan-1/diem-c",
            ],
        ),
        ("Theo Điều 5, các khoản 2, 3 và 4", &["Điều 5, các khoản 2 → dieu-5/khoan-2", "3 → dieu-5/khoan-3", "4 → dieu-5/khoan-4"]),
        ("Theo Điều 5, khoản 1, điểm d", &["Điều 5, khoản 1, điểm d → dieu-5/khoan-1/diem-d"]),
        ("Theo Điều 9 của Công ước", &["Điều 9 → ambiguous"]),
        ("Theo Điều 9 của hợp đồng", &["Điều 9 → ambiguous"]),
        ("Theo Phụ lục I Công ước Stockholm", &["Phụ lục I → ambiguous"]),
        ("Sửa đổi, bổ sung khoản 2 Điều 5 như sau", &["khoản 2 Điều 5 → ambiguous"]),
        ("Thay thế cụm từ “khoản 2 Điều 5” bằng cụm từ “Điều này”", &["khoản 2 Điều 5 → ambiguous", "Điều này → ambiguous"]),
        (
            "Thay lời như sau:\n“1. Các việc:\na) Theo khoản 2 Điều này;\nb) Theo Điều 5 Quy chế này.”",
            &["khoản 2 Điều này → ambiguous", "Điều 5 Quy chế này → ambiguous"],
        ),
        ("Theo Chương II", &["Chương II → chuong-2"]),
        ("Theo Mục 2 Chương II Quy chế này", &["Mục 2 Chương II Quy chế này → chuong-2/muc-2"]),
        ("Theo Mục 2", &["Mục 2 → chuong-2/muc-2"]),
        ("Theo Chương này", &["Chương này → chuong-2"]),
        ("Theo đoạn 1 khoản 5 Điều 5", &["đoạn 1 khoản 5 Điều 5 → dieu-5/khoan-5"]),
        ("Theo khoản 9 Điều 5", &["khoản 9 Điều 5 → broken"]),
        ("Theo Điều 99", &["Điều 99 → broken"]),
        ("Theo Phụ lục I ban hành kèm theo Quy chế này", &["Phụ lục I → 446-qd-tu/phu-luc-i", "Quy chế này → quy-che"]),
        ("Theo Điều 2 Quyết định này", &["Điều 2 Quyết định này → 446-qd-tu/quyet-dinh/dieu-2"]),
        ("Theo Quyết định này", &["Quyết định này → 446-qd-tu/quyet-dinh"]),
    ]);
}

#[test]
fn documents() {
    check(&[
        (
            "Theo Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ",
            &["Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ → 30/2020/NĐ-CP#"],
        ),
        ("Theo Nghị định 30/2020/NĐ-CP", &["Nghị định 30/2020/NĐ-CP → 30/2020/NĐ-CP#"]),
        ("Theo Nghị định số 30/2020/NĐ-CP ngày 06/3/2020", &["Nghị định số 30/2020/NĐ-CP ngày 06/3/2020 → ?30/2020/NĐ-CP#"]),
        ("Theo Quyết định 217-QĐ/TW", &["Quyết định 217-QĐ/TW → 217-QĐ/TW#"]),
        ("Theo số 217 - QĐ/TW", &["số 217 - QĐ/TW → ambiguous"]),
        (
            "Theo Quyết định số 23-QĐ/TW, ngày 30/7/2021 của Bộ Chính trị",
            &["Quyết định số 23-QĐ/TW, ngày 30/7/2021 của Bộ Chính trị → ?23-QĐ/TW#"],
        ),
        ("Theo 156/QĐ-UBND", &["156/QĐ-UBND → ambiguous"]),
        (
            "Theo Quyết định số 156/QĐ-UBND của Ủy ban nhân dân tỉnh Nghệ An về phí",
            &["Quyết định số 156/QĐ-UBND của Ủy ban nhân dân tỉnh Nghệ An → 156/QĐ-UBND#"],
        ),
        ("Theo Quyết định số 156/QĐ-UBND ngày 02/01/2020", &["Quyết định số 156/QĐ-UBND ngày 02/01/2020 → 156/QĐ-UBND#"]),
        ("Theo Quyết định 217QĐ/TW ngày 12/12/2013", &["Quyết định 217QĐ/TW ngày 12/12/2013 → 217-QĐ/TW#"]),
        (
            "Theo Điều 5 Luật Đất đai số 31/2024/QH15 (sau đây gọi tắt là Luật Đất đai)",
            &["Điều 5 Luật Đất đai số 31/2024/QH15 → 31/2024/QH15#dieu-5", "Luật Đất đai → 31/2024/QH15#"],
        ),
        ("Theo Kết luận số 43-KL/TW", &["Kết luận số 43-KL/TW → ?43-KL/TW#"]),
        ("Theo Nghị quyết 25-NQ/TW", &["Nghị quyết 25-NQ/TW → ?25-NQ/TW#"]),
        ("Theo Quyết định 217, 218-QĐ/TW", &["Quyết định 217 → 217-QĐ/TW#", "218-QĐ/TW → ?218-QĐ/TW#"]),
        ("Theo Thông tư liên tịch số 01/2014/TTLT-BTP-BTC", &["Thông tư liên tịch số 01/2014/TTLT-BTP-BTC → ?01/2014/TTLT-BTP-BTC#"]),
        ("Theo Quyết định số 446 – QÐ/TU", &["Quyết định số 446 – QÐ/TU → 446-qd-tu"]),
        ("Theo Quy định số 446-QĐ/TU", &["Quy định số 446-QĐ/TU → ?446-QĐ/TU#"]),
        ("Theo Luật Mặt trận Tổ quốc Việt Nam", &["Luật Mặt trận Tổ quốc Việt Nam → luat-mttq"]),
        ("Theo Luật Mặt trận Tổ quốc Việt Nam năm 1999", &["Luật Mặt trận Tổ quốc Việt Nam năm 1999 → ?Luật Mặt trận Tổ quốc Việt Nam#"]),
        ("Theo Luật Mặt trận Tổ quốc Việt Nam số 14/1999/QH10", &["Luật Mặt trận Tổ quốc Việt Nam số 14/1999/QH10 → ?14/1999/QH10#"]),
        ("Theo Luật số 75/2015/QH13", &["Luật số 75/2015/QH13 → luat-mttq"]),
        (
            "Theo khoản 3 Điều 4 Luật Mặt trận Tổ quốc Việt Nam",
            &["khoản 3 Điều 4 Luật Mặt trận Tổ quốc Việt Nam → luat-mttq/luat/dieu-4/khoan-3"],
        ),
        ("Theo khoản 9 Điều 4 Luật Mặt trận Tổ quốc Việt Nam", &["khoản 9 Điều 4 Luật Mặt trận Tổ quốc Việt Nam → broken"]),
        (
            "Theo Điều 5 và khoản 3 Điều 6 Luật Đất đai",
            &["Điều 5 → 31/2024/QH15#dieu-5", "khoản 3 Điều 6 Luật Đất đai → 31/2024/QH15#dieu-6/khoan-3"],
        ),
        (
            "Theo Điều 5, Điều 6 của Luật Đất đai năm 2024",
            &["Điều 5 → 31/2024/QH15#dieu-5", "Điều 6 của Luật Đất đai năm 2024 → 31/2024/QH15#dieu-6"],
        ),
        ("Theo Luật Đất đai ngày 29 tháng 11 năm 2013", &["Luật Đất đai ngày 29 tháng 11 năm 2013 → ?Luật Đất đai#"]),
        (
            "Theo Luật Bảo hiểm y tế và Luật Hôn nhân và gia đình",
            &["Luật Bảo hiểm y tế → ?Luật Bảo hiểm y tế#", "Luật Hôn nhân và gia đình → ?Luật Hôn nhân và gia đình#"],
        ),
        ("Theo Luật Doanh nghiệp Nhà nước", &["Luật Doanh nghiệp Nhà nước → ?Luật Doanh nghiệp nhà nước#"]),
        ("Theo Luật Hòa giải ở cơ sở", &["Luật Hòa giải ở cơ sở → ?Luật Hòa giải ở cơ sở#"]),
        ("Theo Luật Hoà giải ở cơ sở", &["Luật Hoà giải ở cơ sở → ?Luật Hòa giải ở cơ sở#"]),
        ("Theo Điều 10 Điều lệ Đảng", &["Điều 10 Điều lệ Đảng → Điều lệ Đảng#dieu-10"]),
        ("Theo Điều lệ Đảng khóa II", &["Điều lệ Đảng khóa II → ?Điều lệ Đảng khóa II#"]),
        ("Theo Điều 5, Luật Đất đai", &["Điều 5, Luật Đất đai → ambiguous"]),
        ("Theo Luật Đất đai thì tại Điều 5", &["Luật Đất đai → 31/2024/QH15#", "Điều 5 → ambiguous"]),
        (
            "Theo Luật Lâm nghiệp xanh số 12/2099/QH25 (sau đây gọi tắt là Luật Xanh); áp dụng Điều 3 Luật Xanh",
            &[
                "Luật Lâm nghiệp xanh số 12/2099/QH25 → ?12/2099/QH25#",
                "Luật Xanh → ?12/2099/QH25#",
                "Điều 3 Luật Xanh → ?12/2099/QH25#dieu-3",
            ],
        ),
        (
            "Theo Điều 5 Quy chế công tác văn thư ban hành kèm theo Nghị định số 30/2020/NĐ-CP",
            &["Điều 5 Quy chế công tác văn thư ban hành kèm theo Nghị định số 30/2020/NĐ-CP → 30/2020/NĐ-CP#dieu-5"],
        ),
        (
            "Theo Luật sửa đổi, bổ sung một số điều của Luật Đất đai và Luật Nhà ở",
            &[
                "Luật sửa đổi, bổ sung một số điều của Luật Đất đai và Luật Nhà ở → ?Luật sửa đổi, bổ sung một số điều của Luật Đất đai và Luật Nhà ở#",
            ],
        ),
    ]);
}

#[test]
fn no_citations() {
    let sentences = [
        "Giải quyết các điểm nóng",
        "Điều tra, điều kiện, điều hành, điều chỉnh",
        "Chương trình công tác, Mục tiêu của chương trình",
        "Các khoản chi, khoản thu, một khoản tiền",
        "Quan điểm 1, thời điểm a, tài khoản 2, điều khoản 3",
        "Luật sư, pháp luật Việt Nam, dự thảo Luật Đất đai",
        "Quyết định số..../2022/QĐ-TTg",
        "Quy định này là nguyên tắc",
        "Phần 70% và 500.000 đồng/người/tháng ngày 05/3/2020",
        "Điều lệ của doanh nghiệp",
        "Góp phần, thành phần 2, hạng mục 3, danh mục 1",
        "Một số điều của luật",
        "TÀI KHOẢN 523, QUAN ĐIỂM 2",
    ];
    for sentence in sentences {
        assert_eq!(citations(&format!("{sentence};")), Vec::<String>::new(), "{sentence}");
    }
}
