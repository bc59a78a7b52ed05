//! The head and the foot of a document, which a reader of pages takes line by line across both of their columns, in the order in which they are
//! read. Entry point: [`told_apart`].
//!
//! The layout is that of Nghị định 30/2020/NĐ-CP, Phụ lục I, and of Hướng dẫn 36-HD/VPTW for documents of the Party: in the head the issuer and the
//! number stand on the left, the state or the Party and the place and date on the right; in the foot the recipients and the signature.

use std::ops::Range;
use std::sync::LazyLock;

use quyche_text::fold;
use regex::Regex;

/// A text whose columns were told apart, and where each part of it stood before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InOrder {
    /// The text; nothing is left out of it but blanks around what was cut.
    pub text: String,
    /// Where each piece begins in `text`, and the bytes it has in the text as it was.
    pieces: Vec<(usize, Range<usize>)>,
}

impl InOrder {
    fn new(text: &str, order: Vec<Range<usize>>) -> InOrder {
        let mut told = InOrder { text: String::with_capacity(text.len() + 8), pieces: Vec::with_capacity(order.len()) };
        for piece in order {
            if !told.pieces.is_empty() {
                told.text.push('\n');
            }
            told.pieces.push((told.text.len(), piece.clone()));
            told.text.push_str(&text[piece]);
        }
        told
    }

    /// Where a place within one piece of [`InOrder::text`] stood in the text as it was.
    #[must_use]
    pub fn origin(&self, place: &Range<usize>) -> Range<usize> {
        let after = self.pieces.partition_point(|(start, _)| *start <= place.start);
        let Some((start, piece)) = after.checked_sub(1).map(|at| &self.pieces[at]) else { return place.clone() };
        let there = |at: usize| (piece.start + at.saturating_sub(*start)).min(piece.end);
        there(place.start)..there(place.end)
    }
}

/// Lines of a document in which its title block ends, and the most its foot has.
const LONGEST: usize = 30;
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

/// Family names, folded, that a person's name begins with.
const FAMILY: &str = " nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly dinh dao truong mai to trinh ha luong cao lam ta luu chu tong vuong quach kieu ";
/// What a signature begins with, folded: for whom, in whose place, or the office of who signs.
const SIGNS: [&str; 12] =
    ["t/m", "tm.", "kt.", "tl.", "q.", "bi thu", "pho", "chu tich", "thu tuong", "bo truong", "tong bi thu", "truong ban"];

fn pattern(text: &str) -> Regex {
    #[expect(clippy::expect_used, reason = "the patterns are constants, and a test uses each")]
    Regex::new(text).expect("the pattern is right")
}

static STATE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)(ĐẢNG CỘNG SẢN VIỆT NAM|CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập\s*[-–]\s*Tự do)"));
/// The number of a document, in group 1, after its word. Specks of a scan make its dash two.
pub static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\bsố\s*:?\s*(\d+\s*(?:/\s*\d{4}\s*)?[-/–]\s*[\p{Lu}][\p{L}\d]*(?:\s*(?:/|[-–](?:\s*[-–])*)\s*\p{Lu}[\p{L}\d]*)*)")
});
/// Place, day, month and year of a document. Between them a scan may have specks, which are marks; a digit more is no date.
pub static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let gap = r"\s+(?:[^\p{L}\d\s]+\s+)*";
    pattern(&format!(r"(\p{{Lu}}[\p{{L}} .-]{{1,40}}),\s*ngày{gap}(\d{{1,2}}){gap}tháng{gap}(\d{{1,2}}){gap}năm{gap}(\d{{4}})"))
});
static WIDE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\S(\s{3,}|\t+)\S"));

/// A right text with the lines of its head and of its foot that hold two columns cut in two: those on the left, then those on the right.
#[must_use]
pub fn told_apart(text: &str) -> InOrder {
    let lines: Vec<Range<usize>> = text
        .split_inclusive('\n')
        .map(|line| {
            let start = line.as_ptr() as usize - text.as_ptr() as usize;
            start..start + line.trim_end_matches(['\n', '\r']).len()
        })
        .collect();
    let head = lines.iter().take(LONGEST).position(|line| kind_of(&text[line.clone()]).is_some()).unwrap_or(0);
    let foot = foot(text, &lines, head);
    let mut order = Vec::new();
    let mut done = 0;
    if let Some(columns) = cut_head(text, &lines[..head]) {
        order.extend(columns);
        order.push(0..0);
        done = head;
    }
    if let Some(columns) = cut_foot(text, &lines[foot.clone()]) {
        if foot.start > done {
            order.push(lines[done].start..lines[foot.start - 1].end);
        }
        order.extend(columns);
        done = foot.end;
    }
    if let Some(first) = lines.get(done) {
        order.push(first.start..text.len());
    }
    InOrder::new(text, order)
}

/// The lines of a head, the left ones first; `None` when it is in one column.
fn cut_head(text: &str, lines: &[Range<usize>]) -> Option<Vec<Range<usize>>> {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for line in lines {
        let written = &text[line.clone()];
        match cut(written) {
            Some(at) => {
                left.push(trimmed(text, line.start..line.start + at));
                right.push(trimmed(text, line.start + at..line.end));
            }
            None if written.trim().is_empty() => {}
            None if right.is_empty() || !is_right(written) => left.push(trimmed(text, line.clone())),
            None => right.push(trimmed(text, line.clone())),
        }
    }
    (!right.is_empty()).then(|| [left, right].concat())
}

/// The lines of a foot: from the recipients to the last of them.
fn foot(text: &str, lines: &[Range<usize>], from: usize) -> Range<usize> {
    let line = |at: usize| text[lines[at].clone()].trim();
    let Some(start) = (from..lines.len()).find(|at| fold(line(*at)).starts_with("noi nhan")) else { return 0..0 };
    let within = start..lines.len().min(start + LONGEST);
    within.rev().find(|at| line(*at).starts_with(['-', '–', '+'])).map_or(0..0, |last| start..last + 1)
}

/// The lines of a foot, the recipients first; `None` when no line holds a part of the signature.
fn cut_foot(text: &str, lines: &[Range<usize>]) -> Option<Vec<Range<usize>>> {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for line in lines {
        match cut_signature(&text[line.clone()]) {
            Some(at) => {
                left.push(trimmed(text, line.start..line.start + at));
                right.push(trimmed(text, line.start + at..line.end));
            }
            None => left.push(line.clone()),
        }
    }
    (!right.is_empty()).then(|| [left, right].concat())
}

/// A range without the blanks around what it holds.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let written = &text[range.clone()];
    let start = range.start + (written.len() - written.trim_start().len());
    start..start + written.trim().len()
}

/// Where the right column of a line of the head begins: behind a wide gap, at the name of the state or the Party, or at the place and date.
fn cut(line: &str) -> Option<usize> {
    let wide = WIDE.captures(line).and_then(|found| found.get(1)).map(|gap| gap.end());
    let state = STATE.find(line).map(|found| found.start());
    let date = NUMBER.find(line).and_then(|number| DATE.find_at(line, number.end())).map(|found| found.start());
    // "Quốc hội nước Cộng hòa …" is one name.
    let own = |at: usize| line[..at].contains(char::is_alphanumeric) && !fold(&line[..at]).trim_end().ends_with("nuoc");
    let marked = date.or(state).filter(|at| own(*at));
    let indented = line.len() - line.trim_start().len();
    wide.or(marked).or((indented >= INDENTED && indented < line.len()).then_some(indented))
}

fn is_right(line: &str) -> bool {
    STATE.is_match(line) || DATE.is_match(line) || !line.contains(char::is_alphanumeric)
}

/// Where the signature begins in a line of the recipients: behind the mark that ends one of them, at a name or an office in capitals.
fn cut_signature(line: &str) -> Option<usize> {
    let ends = line.match_indices([',', ';', '.', ':']).map(|(at, _)| at + 1);
    ends.into_iter().find(|at| {
        let rest = &line[*at..];
        rest.starts_with(char::is_whitespace) && (is_person(rest.trim()) || is_signed(rest.trim()))
    })
}

/// True for the office of who signs: it is written in capitals.
pub fn is_signed(line: &str) -> bool {
    let folded = fold(line);
    !line.chars().any(char::is_lowercase) && SIGNS.iter().any(|sign| folded.starts_with(sign))
}

/// True for the name of a person and nothing else: a family name and one to four more.
pub fn is_person(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let titled = |word: &&str| {
        word.starts_with(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase) && word.chars().all(char::is_alphabetic)
    };
    (2..6).contains(&words.len()) && words.iter().all(titled) && FAMILY.contains(&format!(" {} ", fold(words[0])))
}

/// The kind that a line of the title names, and what follows on the line.
pub fn kind_of(line: &str) -> Option<(&'static str, &str)> {
    let line = line.trim().trim_matches('*').trim();
    let kind = KINDS.iter().find(|kind| line.starts_with(**kind))?;
    let rest = line[kind.len()..].trim();
    let ends = rest.is_empty() || line[kind.len()..].starts_with([' ', ':']) && !rest.starts_with("số");
    ends.then_some((*kind, rest))
}

/// True for a line that names the state or the Party as a head does.
pub fn names_state(line: &str) -> bool {
    STATE.is_match(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCAN: &str = " THÀNH ỦY HẢI PHÒNG ĐẢNG CỘNG SẢN VIỆT NAM\nSố 446- QĐ/TU Hải Phòng, ngày 26 tháng 11 năm 2021\nQUYẾT ĐỊNH\n\nĐiều 1. Ban hành\nNơi nhận: T/M BAN THƯỜNG VỤ\n- Bộ Chính trị,\n- Các đồng chí ủy viên Thành ủy, Trần Lưu Quang\n- Lưu Văn phòng Thành ủy.\nQUY CHẾ\n";

    #[test]
    fn head_and_foot_are_read_column_by_column() {
        let told = told_apart(SCAN);
        assert_eq!(
            told.text,
            "THÀNH ỦY HẢI PHÒNG\nSố 446- QĐ/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nHải Phòng, ngày 26 tháng 11 năm 2021\n\nQUYẾT ĐỊNH\n\nĐiều 1. Ban hành\nNơi nhận:\n- Bộ Chính trị,\n- Các đồng chí ủy viên Thành ủy,\n- Lưu Văn phòng Thành ủy.\nT/M BAN THƯỜNG VỤ\nTrần Lưu Quang\nQUY CHẾ\n"
        );
        for word in ["PHÒNG", "ĐẢNG", "Trần", "CHẾ"] {
            let at = told.text.find(word).unwrap_or_default();
            assert_eq!(&SCAN[told.origin(&(at..at + word.len()))], word);
        }
        let wide = "BỘ NỘI VỤ             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n-------          Độc lập - Tự do - Hạnh phúc\nSố: 5/2022/TT-BNV     Hà Nội, ngày 01 tháng 02 năm 2022\nTHÔNG TƯ\n";
        assert!(told_apart(wide).text.starts_with("BỘ NỘI VỤ\n"), "{}", told_apart(wide).text);
    }

    #[test]
    fn one_column_stays_as_it_is() {
        let texts = [
            "",
            "Điều 1. Phạm vi   điều chỉnh\n",
            "Hà Nội\n\nQUỐC HỘI NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nLUẬT\n",
            "Nơi nhận:\n- Bộ Chính trị, Ban Bí thư;\n- Lưu: VT, Vụ Pháp chế.",
        ];
        for text in texts {
            assert_eq!(told_apart(text).text, text);
        }
    }
}
