//! What the title block and the signature of a document say. Entry point: [`read`].

use std::sync::LazyLock;

use quyche_text::fold;
use regex::Regex;

use crate::content::Date;
use crate::intake::{DATE, NUMBER, is_person, is_signed, kind_of, names_state};

/// Lines of a document in which its title block ends.
const LONGEST: usize = 30;

/// How lines in capitals begin that name who issues a document.
const OFFICES: [&str; 14] = [
    "BAN ",
    "BỘ TRƯỞNG",
    "CHÁNH ÁN",
    "CHÍNH PHỦ",
    "CHỦ TỊCH",
    "GIÁM ĐỐC",
    "HỘI ĐỒNG",
    "QUỐC HỘI",
    "THỐNG ĐỐC",
    "THỦ TƯỚNG",
    "TỔNG ",
    "UỶ BAN",
    "ỦY BAN",
    "VIỆN TRƯỞNG",
];

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

/// Reads the title block, the grounds, the recipients and the signature of a text whose columns were [told apart](crate::intake::told_apart).
pub(super) fn read(text: &str) -> Head {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let title_at = lines.iter().take(2 * LONGEST).position(|line| kind_of(line).is_some());
    let block = lines[..title_at.unwrap_or(0)].join("\n");
    let mut head = Head::default();
    let number = NUMBER.captures(&block);
    head.number = number.map(|found| written(&found[1]));
    if let Some(found) = DATE.captures(&block) {
        let part = |at: usize| found[at].parse::<u16>().unwrap_or(0);
        head.place = place(&block, found.get(1).map_or(0..0, |words| words.range()));
        head.issued = Date::new(part(4), part(3) as u8, part(2) as u8);
    }
    let mut first_text = title_at.unwrap_or(0);
    if let Some(at) = title_at {
        let (kind, rest) = kind_of(lines[at]).unwrap_or_default();
        head.kind = Some(quyche_text::slug(kind));
        first_text = at + 1;
        head.title = title(std::iter::once(rest).chain(lines[first_text..].iter().copied()), &block, head.number.as_deref());
    }
    head.basis = lines[first_text..].iter().take(60).filter_map(|line| ground(line)).collect();
    head.issuers = issuers(&lines, &block, first_text);
    head.recipients = recipients(&lines);
    head.signer = signer(&lines);
    head
}

/// A number as it is written: without spaces, and with one dash where a speck made two.
fn written(number: &str) -> String {
    let is_dash = |mark| matches!(mark, '-' | '–');
    let parts: Vec<String> =
        number.split(is_dash).map(|part| part.split_whitespace().collect()).filter(|part: &String| !part.is_empty()).collect();
    parts.join("-")
}

/// The place in the words before a date. Where a head ran together in one line, what the State or the Party writes above the place stands
/// before it; a place that cannot be told from it is none.
fn place(block: &str, words: std::ops::Range<usize>) -> Option<String> {
    let before = &block[words.clone()];
    let (motto, own) = before.rsplit_once("Hạnh phúc").map_or((false, before), |(_, own)| (true, own));
    let in_a_word = !motto && block[..words.start].ends_with(char::is_alphanumeric);
    let is_name = |word: &&str| word.chars().any(char::is_lowercase) || word.ends_with('.') || word.chars().count() == 1;
    let own: Vec<&str> = own.split_whitespace().skip_while(|word| !is_name(word)).collect();
    (!own.is_empty() && !in_a_word).then(|| own.join(" "))
}

/// The title in the lines after the kind; `block` is what stands above.
fn title<'l>(lines: impl Iterator<Item = &'l str>, block: &str, number: Option<&str>) -> Option<String> {
    /// "CỦA QUỐC HỘI SỐ 06/2003/QH11 NGÀY 17 THÁNG 6 NĂM 2003 VỀ", as laws before 2008 open their title.
    static OPENING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^CỦA [\p{Lu}\s]+? SỐ \S+(?: NGÀY [\d/]+(?: THÁNG \d+ NĂM \d{4})?)?(?: VỀ)? +").expect("the pattern is well-formed")
    });
    static CLOSING: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r" SỐ (\S+)(?: NGÀY \d+ THÁNG \d+ NĂM \d{4})?$").expect("the pattern is well-formed"));
    let mut title = String::new();
    for line in lines.skip_while(|line| line.is_empty()) {
        let ends = || {
            let changes = line.contains(char::is_lowercase) != title.contains(char::is_lowercase);
            // A title in capitals goes on in capitals; below one that is not, who issues it stands in capitals, often as above the number.
            let is_issuer = OFFICES.iter().any(|office| line.starts_with(office)) || block.lines().any(|above| above.trim() == line);
            is_formula(line) || (changes && (is_issuer || line.contains(char::is_lowercase)))
        };
        if !is_title(line) || (!title.is_empty() && ends()) {
            break;
        }
        if !title.is_empty() {
            title.push(' ');
        }
        title.push_str(&OPENING.replace(line, ""));
    }
    if let Some(found) = CLOSING.captures(&title).filter(|found| number == Some(&found[1])) {
        title.truncate(found.get(0).map_or(title.len(), |whole| whole.start()));
    }
    Some(title).filter(|title| !title.is_empty())
}

/// True for a line of a title: the text does not begin with it.
fn is_title(line: &str) -> bool {
    let folded = fold(line);
    let begins =
        ["can cu", "- can cu", "xet ", "- xet", "theo de nghi", "chuong ", "dieu ", "quoc hoi ban hanh", "muc ", "1.", "i.", "phan "];
    !line.is_empty()
        && !begins.iter().any(|start| folded.starts_with(start))
        && !line.chars().all(|c| "-–—_*.".contains(c))
        && !line.starts_with(['“', '"'])
        && line.chars().nth(1) != Some(')')
        && decides(line).is_none()
}

/// Whether a line that follows a title says who issues what, why, or of what the text treats.
fn is_formula(line: &str) -> bool {
    static FORMULA: LazyLock<Regex> = LazyLock::new(|| {
        let body = "Chính phủ|Quốc hội|Ủy ban|Uỷ ban|Hội đồng|Bộ trưởng|Thủ tướng|Thống đốc|Chủ tịch|Tổng|Chánh án|Viện trưởng|Ban";
        let kind = "Luật|Bộ luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư|Quyết định|Quy định|Quy chế|Chỉ thị";
        let of_assembly = "(?:CỦA )?QUỐC HỘI KH[OÓ]|CỦA QUỐC HỘI NƯỚC";
        // A consolidated text tells what it was made of: "Thông tư số 48/2018/TT-BTC … có hiệu lực kể từ ngày …, được sửa đổi, bổ sung bởi:".
        let consolidated = format!("(?:{kind}) [^;]*?có hiệu lực kể từ ngày|(?:(?:{kind}) [^;]*? )?[Đđ]ược sửa đổi(?:, bổ sung)? bởi:");
        let reason = "Để |Sau khi có ý kiến |Thực hiện ý kiến ";
        Regex::new(&format!(
            "^(?:(?:{body})\\b[^.;]{{0,120}}? ban hành (?:{kind})\\b|(?:{kind}) này |{of_assembly}|{consolidated}|{reason})"
        ))
        .expect("the pattern is well-formed")
    });
    FORMULA.is_match(line)
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
    let is_name =
        |line: &&str| line.chars().filter(|c| c.is_alphabetic()).count() > 4 && !line.chars().any(char::is_lowercase) && !names_state(line);
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

/// The name below a signature, alone on its line.
fn signer(lines: &[&str]) -> Option<String> {
    let start = lines.iter().position(|line| is_signed(line) || fold(line).starts_with("noi nhan"))?;
    lines[start..].iter().take(25).find(|line| is_person(line)).map(|line| (*line).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::told_apart;

    const SCAN: &str = " THÀNH ỦY HẢI PHÒNG ĐẢNG CỘNG SẢN VIỆT NAM\nSố 446- QĐ/TU Hải Phòng, ngày 26 tháng 11 năm 2021\nQUYẾT ĐỊNH\n\nvề việc ban hành Quy chế công tác dân vận\n\n- Căn cứ Điều lệ Đảng Cộng sản Việt Nam;\n- Xét đề nghị của Ban Dân vận Thành ủy,\n\nBAN THƯỜNG VỤ THÀNH ỦY QUYẾT ĐỊNH\n\nĐiều 1. Ban hành\nNơi nhận:\n- Bộ Chính trị,\n- Lưu Văn phòng Thành ủy.\nT/M BAN THƯỜNG VỤ\nBÍ THƯ\n\nTrần Lưu Quang\n";

    #[test]
    fn the_head_says_what_the_document_is() {
        let head = read(&told_apart(SCAN).text);
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
    fn a_place_is_told_from_what_stands_before_it_in_its_line() {
        for (before, expected) in [
            ("Hải Phòng", Some("Hải Phòng")),
            ("Thành phố Hồ Chí Minh", Some("Thành phố Hồ Chí Minh")),
            ("TP. Hồ Chí Minh", Some("TP. Hồ Chí Minh")),
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Hà Nội", Some("Hà Nội")),
            ("ĐẢNG CỘNG SẢN VIỆT NAM Hải Phòng", Some("Hải Phòng")),
            ("Độc lập - Tự do - Hạnh phúc", None),
        ] {
            let head = read(&format!("Số: 8/2022/QĐ-TTg\n{before}, ngày 28 tháng 3 năm 2022\nQUYẾT ĐỊNH\nVề việc thử\n"));
            assert_eq!((head.place.as_deref(), head.issued), (expected, Date::new(2022, 3, 28)), "{before}");
        }
    }

    #[test]
    fn specks_between_the_words_of_a_head_are_passed_over() {
        let head = |number: &str, date: &str| read(&format!("Số: {number}\nHà Nội, {date}\nQUYẾT ĐỊNH\nVề việc thử\n"));
        let clean = head("08/2022/QĐ-TTg", "ngày 28 tháng 3 năm 2022");
        assert_eq!(head("08/2022/QĐ- -TTg", "ngày 28 . tháng - 3 năm ~ 2022"), clean);
        // Which digit is the speck nobody can tell.
        assert_eq!(head("08/2022/QĐ – TTg", "ngày 28 tháng 2 3 năm 2022").issued, None);
    }

    #[test]
    fn a_title_ends_where_the_text_begins() {
        let law = "QUỐC HỘI\nSố: 06/2003/QH11\nHà Nội, ngày 17 tháng 6 năm 2003\nLUẬT\n";
        for (lines, expected) in [
            (
                "CỦA QUỐC HỘI NƯỚC CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM SỐ 06/2003/QH11 NGÀY 17 THÁNG 6 NĂM 2003 VỀ BIÊN GIỚI QUỐC GIA\nBiên giới quốc gia là thiêng liêng.\n",
                Some("BIÊN GIỚI QUỐC GIA"),
            ),
            ("KHIẾU NẠI, TỐ CÁO SỐ 06/2003/QH11 NGÀY 17 THÁNG 6 NĂM 2003\nĐể bảo đảm quyền khiếu nại.\n", Some("KHIẾU NẠI, TỐ CÁO")),
            ("CHẤT LƯỢNG SẢN PHẨM,\nHÀNG HÓA\nQUỐC HỘI KHÓA XII, KỲ HỌP THỨ 2,\n", Some("CHẤT LƯỢNG SẢN PHẨM, HÀNG HÓA")),
            (
                "HOẠT ĐỘNG GIÁM SÁT CỦA QUỐC HỘI VÀ\nHỘI ĐỒNG NHÂN DÂN\nQuốc hội ban hành Luật hoạt động giám sát.\n",
                Some("HOẠT ĐỘNG GIÁM SÁT CỦA QUỐC HỘI VÀ HỘI ĐỒNG NHÂN DÂN"),
            ),
            ("Quy định về vốn,\ntài sản\nChính phủ ban hành Nghị định quy định về vốn.\n", Some("Quy định về vốn, tài sản")),
            ("Về danh mục văn bản\nBỘ TRƯỞNG BỘ TÀI CHÍNH\n", Some("Về danh mục văn bản")),
            (
                "Doanh nghiệp\nCỦA QUỐC HỘI NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM SỐ 60/2005/QH11 NGÀY 29 THÁNG 11 NĂM 2005\n",
                Some("Doanh nghiệp"),
            ),
            (
                "Về chế độ báo cáo\nThông tư số 48/2018/TT-BTC ngày 21 tháng 5 năm 2018, có hiệu lực kể từ ngày 05 tháng 7 năm 2018, được sửa đổi bởi:\n",
                Some("Về chế độ báo cáo"),
            ),
            ("Về chế độ báo cáo\nSau khi có ý kiến thống nhất của Bộ Tài chính;\n", Some("Về chế độ báo cáo")),
            ("QUẢN LÝ THUẾ\nLuật này quy định việc quản lý thuế.\n", Some("QUẢN LÝ THUẾ")),
            ("“đ) Giấy tờ khác.”\n", None),
        ] {
            assert_eq!(read(&format!("{law}{lines}Điều 1. Phạm vi\n")).title.as_deref(), expected, "{lines}");
        }
    }

    #[test]
    fn a_text_without_a_head_says_nothing() {
        assert_eq!(read("Điều 1. Phạm vi\n1. Một khoản.\n"), Head::default());
    }
}
