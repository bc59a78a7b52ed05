//! The title block of a document: its two columns told apart, and what it says. Entry points: [`columns`] and [`read`].
//!
//! The layout is that of Nghị định 30/2020/NĐ-CP, Phụ lục I, and of Hướng dẫn 36-HD/VPTW for documents of the Party:
//! the issuer and the number stand on the left, the state or the Party and the place and date on the right.

use std::sync::LazyLock;

use quyche_text::fold;
use regex::Regex;

use crate::content::Date;

/// Lines of a document in which its title block ends.
const LONGEST: usize = 30;

/// What a document says of itself. What is not found is not there; nothing is guessed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) number: Option<String>,
    /// Slug of the kind: `quyet-dinh`.
    pub(super) kind: Option<String>,
    pub(super) title: Option<String>,
    /// Names of the issuer, the likeliest first: the one who decides, then the one above the number.
    pub(super) issuers: Vec<String>,
    pub(super) place: Option<String>,
    pub(super) issued: Option<Date>,
    pub(super) signer: Option<String>,
    pub(super) basis: Vec<String>,
    pub(super) recipients: Vec<String>,
}

/// A line of the head that begins this far to the right, in spaces, stands in the right column.
const INDENTED: usize = 30;

/// Kinds of documents as their title says them, longer ones first.
const KINDS: [&str; 19] = [
    "THÔNG TƯ LIÊN TỊCH",
    "NGHỊ QUYẾT LIÊN TỊCH",
    "NGHỊ QUYẾT",
    "QUYẾT ĐỊNH",
    "NGHỊ ĐỊNH",
    "QUY ĐỊNH",
    "QUY CHẾ",
    "CHỈ THỊ",
    "HƯỚNG DẪN",
    "THÔNG TƯ",
    "PHÁP LỆNH",
    "BỘ LUẬT",
    "LUẬT",
    "KẾT LUẬN",
    "KẾ HOẠCH",
    "CHƯƠNG TRÌNH",
    "THÔNG BÁO",
    "THÔNG TRI",
    "ĐIỀU LỆ",
];

fn pattern(text: &str) -> Regex {
    #[expect(clippy::expect_used, reason = "the patterns are constants, and a test uses each")]
    Regex::new(text).expect("the pattern is right")
}

static STATE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)(ĐẢNG CỘNG SẢN VIỆT NAM|CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập\s*[-–]\s*Tự do)"));
static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\bsố\s*:?\s*(\d+\s*(?:/\s*\d{4}\s*)?[-/–]\s*[\p{Lu}][\p{L}\d]*(?:\s*[-/–]\s*\p{Lu}[\p{L}\d]*)*)"));
static DATE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(\p{Lu}[\p{L} .-]{1,40}),\s*ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})"));
static WIDE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\S(\s{3,}|\t+)\S"));

/// The text with the lines of its title block that hold two columns cut in two: those on the left, then those on the right.
pub(super) fn columns(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let end = lines.iter().take(LONGEST).position(|line| kind_of(line).is_some()).unwrap_or(0);
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for line in &lines[..end] {
        match cut(line) {
            Some(at) => {
                left.push(line[..at].trim());
                right.push(line[at..].trim());
            }
            None if line.trim().is_empty() => {}
            None => {
                if right.is_empty() || !is_right(line) {
                    left.push(line.trim());
                } else {
                    right.push(line.trim());
                }
            }
        }
    }
    if right.is_empty() {
        return text.to_owned();
    }
    let body = lines[end..].join("\n");
    format!("{}\n{}\n\n{body}\n", left.join("\n"), right.join("\n"))
}

/// Where the right column of a line begins: behind a wide gap, at the name of the state or the Party, or at the place and date.
fn cut(line: &str) -> Option<usize> {
    let wide = WIDE.captures(line).and_then(|found| found.get(1)).map(|gap| gap.end());
    let state = STATE.find(line).map(|found| found.start());
    let date = NUMBER.find(line).and_then(|number| DATE.find_at(line, number.end())).map(|found| found.start());
    let marked = date.or(state).filter(|at| line[..*at].contains(char::is_alphanumeric));
    let indented = line.len() - line.trim_start().len();
    wide.or(marked).or((indented >= INDENTED && indented < line.len()).then_some(indented))
}

fn is_right(line: &str) -> bool {
    STATE.is_match(line) || DATE.is_match(line) || !line.contains(char::is_alphanumeric)
}

/// The kind that a line of the title names, and what follows on the line.
fn kind_of(line: &str) -> Option<(&'static str, &str)> {
    let line = line.trim().trim_matches('*').trim();
    let kind = KINDS.iter().find(|kind| line.starts_with(**kind))?;
    let rest = line[kind.len()..].trim();
    let ends = rest.is_empty() || line[kind.len()..].starts_with([' ', ':']) && !rest.starts_with("số");
    ends.then_some((*kind, rest))
}

/// Reads the title block, the grounds, the recipients and the signature of a text whose columns were told apart.
pub(super) fn read(text: &str) -> Head {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let title_at = lines.iter().take(2 * LONGEST).position(|line| kind_of(line).is_some());
    let block = lines[..title_at.unwrap_or(0)].join("\n");
    let mut head = Head::default();
    let number = NUMBER.captures(&block);
    head.number = number.as_ref().map(|found| found[1].split_whitespace().collect::<String>().replace('–', "-"));
    if let Some(found) = DATE.captures(&block) {
        let part = |at: usize| found[at].parse::<u16>().unwrap_or(0);
        head.place = Some(found[1].trim().to_owned());
        head.issued = Date::new(part(4), part(3) as u8, part(2) as u8);
    }
    let mut first_text = title_at.unwrap_or(0);
    if let Some(at) = title_at {
        let (kind, rest) = kind_of(lines[at]).unwrap_or_default();
        head.kind = Some(quyche_text::slug(kind));
        let title: Vec<&str> = std::iter::once(rest)
            .chain(lines[at + 1..].iter().copied())
            .skip_while(|line| line.is_empty())
            .take_while(|line| is_title(line))
            .collect();
        first_text = at + 1;
        head.title = Some(title.join(" ")).filter(|title| !title.is_empty());
    }
    head.basis = lines[first_text..].iter().take(60).filter_map(|line| ground(line)).collect();
    head.issuers = issuers(&lines, &block, first_text);
    head.recipients = recipients(&lines);
    head.signer = signer(&lines);
    head
}

/// True for a line of a title: the text does not begin with it.
fn is_title(line: &str) -> bool {
    let folded = fold(line);
    let begins =
        ["can cu", "- can cu", "xet ", "- xet", "theo de nghi", "chuong ", "dieu ", "quoc hoi ban hanh", "muc ", "1.", "i.", "phan "];
    !line.is_empty()
        && !begins.iter().any(|start| folded.starts_with(start))
        && !line.chars().all(|c| "-–—_*.".contains(c))
        && decides(line).is_none()
}

/// The name before `QUYẾT ĐỊNH` and the like in a line of capitals: the one who decides.
fn decides(line: &str) -> Option<String> {
    let line = line.trim().trim_end_matches([':', '.']);
    let name = ["QUYẾT ĐỊNH", "QUYẾT NGHỊ", "QUY ĐỊNH", "BAN HÀNH"].iter().find_map(|verb| line.strip_suffix(verb))?.trim();
    (name.split_whitespace().count() > 1 && !name.chars().any(char::is_lowercase)).then(|| name.to_owned())
}

fn issuers(lines: &[&str], block: &str, first_text: usize) -> Vec<String> {
    let decided = lines[first_text..].iter().take(40).find_map(|line| decides(line));
    let before_number = NUMBER.find(block).map_or(block, |number| &block[..number.start()]);
    let is_name = |line: &&str| {
        line.chars().filter(|c| c.is_alphabetic()).count() > 4 && !line.chars().any(char::is_lowercase) && !STATE.is_match(line)
    };
    let above: Vec<&str> = before_number.lines().map(str::trim).filter(is_name).collect();
    decided.into_iter().chain((!above.is_empty()).then(|| above.join(" "))).chain(above.last().map(|line| (*line).to_owned())).collect()
}

/// What a ground rests on, without the words that introduce it.
fn ground(line: &str) -> Option<String> {
    let line = line.trim_start_matches(['-', '–', '+']).trim();
    let rest = ["Căn cứ ", "Xét ", "Theo "].iter().find_map(|start| line.strip_prefix(start))?.trim_end_matches([';', ',', '.', ' ']);
    let mut characters = rest.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect())
}

fn recipients(lines: &[&str]) -> Vec<String> {
    let Some(start) = lines.iter().position(|line| fold(line).starts_with("noi nhan")) else { return Vec::new() };
    let items = lines[start + 1..].iter().filter(|line| !line.is_empty()).take_while(|line| line.starts_with(['-', '–', '+']));
    items.map(|line| line.trim_start_matches(['-', '–', '+']).trim().trim_end_matches([';', ',', '.', ' ']).to_owned()).collect()
}

/// The name below a signature: a family name and one to four more, alone on its line.
fn signer(lines: &[&str]) -> Option<String> {
    const FAMILY: &str = " nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly dinh dao truong mai to trinh ha luong cao lam ta luu chu tong vuong quach kieu ";
    const SIGNS: [&str; 12] =
        ["t/m", "tm.", "kt.", "tl.", "q.", "bi thu", "pho", "chu tich", "thu tuong", "bo truong", "tong bi thu", "truong ban"];
    let is_name = |line: &&&str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let titled = |word: &&str| {
            word.starts_with(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase) && word.chars().all(char::is_alphabetic)
        };
        (2..6).contains(&words.len()) && words.iter().all(titled) && FAMILY.contains(&format!(" {} ", fold(words[0])))
    };
    let start = lines.iter().position(|line| {
        let folded = fold(line);
        SIGNS.iter().any(|sign| folded.starts_with(sign) && !line.chars().any(char::is_lowercase)) || folded.starts_with("noi nhan")
    })?;
    lines[start..].iter().take(25).find(is_name).map(|line| (*line).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCAN: &str = " THÀNH ỦY HẢI PHÒNG ĐẢNG CỘNG SẢN VIỆT NAM\nSố 446- QĐ/TU Hải Phòng, ngày 26 tháng 11 năm 2021\nQUYẾT ĐỊNH\n\nvề việc ban hành Quy chế công tác dân vận\n\n- Căn cứ Điều lệ Đảng Cộng sản Việt Nam;\n- Xét đề nghị của Ban Dân vận Thành ủy,\n\nBAN THƯỜNG VỤ THÀNH ỦY QUYẾT ĐỊNH\n\nĐiều 1. Ban hành\nNơi nhận:\n- Bộ Chính trị,\n- Lưu Văn phòng Thành ủy.\nT/M BAN THƯỜNG VỤ\nBÍ THƯ\n\nTrần Lưu Quang\n";

    #[test]
    fn a_head_in_two_columns_is_told_apart() {
        let text = columns(SCAN);
        assert!(
            text.starts_with(
                "THÀNH ỦY HẢI PHÒNG\nSố 446- QĐ/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nHải Phòng, ngày 26 tháng 11 năm 2021\n\nQUYẾT ĐỊNH\n"
            ),
            "{text}"
        );
        let wide = "BỘ NỘI VỤ             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n-------          Độc lập - Tự do - Hạnh phúc\nSố: 5/2022/TT-BNV     Hà Nội, ngày 01 tháng 02 năm 2022\nTHÔNG TƯ\n";
        assert!(columns(wide).starts_with("BỘ NỘI VỤ\n"), "{}", columns(wide));
    }

    #[test]
    fn the_head_says_what_the_document_is() {
        let head = read(&columns(SCAN));
        let issued = Date::new(2021, 11, 26);
        let expected = Head {
            number: Some("446-QĐ/TU".into()),
            kind: Some("quyet-dinh".into()),
            title: Some("về việc ban hành Quy chế công tác dân vận".into()),
            issuers: vec!["BAN THƯỜNG VỤ THÀNH ỦY".into(), "THÀNH ỦY HẢI PHÒNG".into(), "THÀNH ỦY HẢI PHÒNG".into()],
            place: Some("Hải Phòng".into()),
            issued,
            signer: Some("Trần Lưu Quang".into()),
            basis: vec!["Điều lệ Đảng Cộng sản Việt Nam".into(), "Đề nghị của Ban Dân vận Thành ủy".into()],
            recipients: vec!["Bộ Chính trị".into(), "Lưu Văn phòng Thành ủy".into()],
        };
        assert_eq!(head, expected);
    }

    #[test]
    fn a_text_without_a_head_says_nothing() {
        assert_eq!(read("Điều 1. Phạm vi\n1. Một khoản.\n"), Head::default());
        assert_eq!(columns("Điều 1. Phạm vi   điều chỉnh\n"), "Điều 1. Phạm vi   điều chỉnh\n");
    }
}
