//! Where the heading of a Điều ends. Gazette texts put "Điều n. Heading" and the first sentence on one line;
//! other Điều have no heading at all. Entry point: [`split`].

use std::sync::LazyLock;

use regex::Regex;

/// Most bytes of a heading, which stands in every link to its Điều; headings of 300 letters exist.
pub(super) const LONGEST: usize = 800;
/// Most words of a heading that ends with a full stop.
const LONGEST_CLOSED: usize = 16;
/// Fewest words of the sentence after a heading on one line.
const SHORTEST_SENTENCE: usize = 7;

/// Words of a heading with which its sentence begins again, so that it is believed whatever the words are.
const REPEATED: usize = 3;

/// Nouns with which headings of Điều begin.
static HEADING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "^(?:Phạm vi|Đối tượng|Nguyên tắc|Giải thích|Trách nhiệm|Hiệu lực|Điều khoản|Nội dung|Hồ sơ|Trình tự|Thủ tục|Quy trình|Mức|Thời hạn|Thời gian|Thời điểm|Thẩm quyền|Nhiệm vụ|Quyền|Nghĩa vụ|Chế độ|Báo cáo|Tổ chức thực hiện|Kinh phí|Nguồn|Điều kiện|Tiêu chuẩn|Tiêu chí|Chính sách|Biện pháp|Hình thức|Phương thức|Phương pháp|Quản lý|Sử dụng|Xử lý|Khen thưởng|Kiểm tra|Giám sát|Công bố|Cấp|Thu hồi|Đăng ký|Thông báo|Kế hoạch|Lập|Định mức|Danh mục|Mục đích|Mục tiêu|Yêu cầu|Quy định chuyển tiếp|Quy định chi tiết|Hệ thống|Kết nối|Lưu trữ|Thu thập|Xác nhận|Chức năng|Vị trí|Cơ cấu|Căn cứ xác định|Quan hệ|Áp dụng|Giấy phép|Giải quyết|Công tác|Hoạt động|Cơ sở)",
    )
    .expect("the pattern is well-formed")
});

/// Words with which the sentence after such a heading begins.
static OPENER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "^(?:(?:Nghị định|Thông tư|Quyết định|Luật|Bộ luật|Pháp lệnh|Nghị quyết|Quy định|Quy chế|Điều lệ|Hướng dẫn|Quy trình) này (?:quy định|áp dụng|hướng dẫn|điều chỉnh|có hiệu lực|thay thế|bao gồm|gồm|được|xác định|hợp nhất|ban hành|bãi bỏ|sửa đổi)|Trong |Trường hợp |Khi |Các |Những |Mọi |Mỗi |Tất cả |Người |Cơ quan|Tổ chức|Doanh nghiệp|Danh sách|Đối tượng|Việc |Từ |Căn cứ |Bộ |Bộ trưởng|Thủ trưởng|Chủ tịch|Chính phủ|Sở |Ủy ban|Hội đồng|Đơn vị|Nhà nước|Công dân|Cá nhân|Hằng năm|Hàng năm|Sau khi|Để |Định kỳ|Ngoài |Ngân sách|Kinh phí|Thủ tướng)",
    )
    .expect("the pattern is well-formed")
});

/// Those of them that no name contains, so that they open a sentence after a name too ("… tại Nhật Bản Doanh nghiệp …").
static COMMON: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^(?:Trong |Trường hợp |Khi |Các |Những |Mọi |Mỗi |Tất cả |Người |Cơ quan |Doanh nghiệp |Danh sách |Đối tượng |Đơn vị )")
        .expect("the pattern is well-formed")
});

/// Words of grammar: with a capital they open a sentence after any heading, whatever noun it begins with.
static GRAMMAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^(?:Trong |Trường hợp |Khi |Các |Những |Mọi |Mỗi |Tất cả |Sau khi |Ngoài |Nếu |Để )").expect("the pattern is well-formed")
});

/// Words that never end a heading: a capital after them belongs to a name.
const INNER: [&str; 36] = [
    "của", "và", "với", "theo", "tại", "các", "do", "là", "cho", "về", "trong", "đối", "cấp", "giữa", "hoặc", "những", "một", "số", "từ",
    "đến", "trên", "dưới", "thuộc", "bởi", "vào", "ra", "qua", "cứ", "gồm", "nhất", "giao", "ngày", "được", "có", "đề", "nước",
];

/// Length in bytes of the heading in `rest`, the words after "Điều n."; 0 where there is none.
/// `alone` says that nothing else stands in the Điều, so that the words are its text.
pub(super) fn split(rest: &str, alone: bool) -> usize {
    let Some(last) = rest.chars().next_back() else { return 0 };
    let closed = matches!(last, '.' | ';' | ':' | '!' | '?' | '…' | ',' | '/');
    if let Some(at) = sentence(rest) {
        return at;
    }
    let words = rest.split_whitespace().count();
    let inner_stop = rest.trim_end_matches('.').contains(['.', ';', ':']);
    match last {
        _ if alone => 0,
        '.' if words <= LONGEST_CLOSED && !inner_stop && HEADING.is_match(rest) => rest.len(),
        _ if closed || rest.len() > LONGEST => 0,
        _ => rest.len(),
    }
}

/// Where a sentence begins after a heading on the same line; the heading's length without the space between.
fn sentence(rest: &str) -> Option<usize> {
    let known = HEADING.is_match(rest);
    let mut before: Option<&str> = None;
    for (at, word) in words(rest) {
        let after_word = before.is_some_and(ends_heading);
        let after_name =
            before.is_some_and(|before| before.starts_with(|first: char| first.is_uppercase() || first == '(') || before.ends_with(')'));
        let follows = match known {
            true => after_word || (after_name && COMMON.is_match(&rest[at..])),
            false => after_word && GRAMMAR.is_match(&rest[at..]),
        };
        let repeats = (after_word || after_name) && repeats(rest, at);
        if word.starts_with(char::is_uppercase) && is_sentence(rest, at) && (repeats || (follows && opens(rest, at))) {
            return Some(rest[..at].trim_end().len());
        }
        before = Some(word);
    }
    None
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

fn ends_heading(word: &str) -> bool {
    word.starts_with(char::is_lowercase) && word.chars().all(char::is_alphabetic) && !INNER.contains(&word)
}

/// Whether there are words enough on both sides and no sentence ends before `at`.
fn is_sentence(rest: &str, at: usize) -> bool {
    let (heading, sentence) = rest.split_at(at);
    !heading.contains(". ") && heading.split_whitespace().count() >= 2 && sentence.split_whitespace().count() >= SHORTEST_SENTENCE
}

fn opens(rest: &str, at: usize) -> bool {
    let (heading, sentence) = rest.split_at(at);
    let repeated = heading.split_whitespace().zip(sentence.split_whitespace()).take(2).all(|(left, right)| left == right);
    repeated || OPENER.is_match(sentence) || GRAMMAR.is_match(sentence)
}

/// Whether the sentence begins with the first words of the heading, enough of them to be no accident.
fn repeats(rest: &str, at: usize) -> bool {
    let (heading, sentence) = rest.split_at(at);
    let same = heading.split_whitespace().zip(sentence.split_whitespace()).take_while(|(left, right)| left == right).count();
    same >= REPEATED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings() {
        for (rest, alone, heading) in [
            ("Ban Thường vụ Thành ủy", false, "Ban Thường vụ Thành ủy"),
            ("Phạm vi điều chỉnh Nghị định này quy định chi tiết một số điều của Luật Đất đai về:", false, "Phạm vi điều chỉnh"),
            ("Giải thích từ ngữ Trong Quyết định này, các từ ngữ dưới đây được hiểu như sau:", false, "Giải thích từ ngữ"),
            ("Đối tượng được thu thập Đối tượng được thu thập thông tin là người từ đủ 15 tuổi.", true, "Đối tượng được thu thập"),
            ("Giải thích từ ngữ.", false, "Giải thích từ ngữ."),
            (
                "Điều kiện hoạt động tại Đài Loan (Trung Quốc) Doanh nghiệp dịch vụ phải duy trì các điều kiện sau:",
                false,
                "Điều kiện hoạt động tại Đài Loan (Trung Quốc)",
            ),
            ("Căn cứ Quy chế này, các quận ủy, huyện ủy xây dựng quy chế công tác dân vận ở địa phương.", true, ""),
            ("Ban hành kèm theo Quyết định này Quy chế công tác dân vận của hệ thống chính trị.", true, ""),
            ("Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc các sở chịu trách nhiệm thi hành Quyết định này./.", true, ""),
            ("Quyết định này có hiệu lực kể từ ngày ký", true, ""),
            (
                "Các biện pháp khắc phục hậu quả Ngoài các hình thức xử phạt chính, người vi phạm còn bị buộc khôi phục.",
                true,
                "Các biện pháp khắc phục hậu quả",
            ),
            (
                "Hưởng bảo hiểm xã hội một lần Hưởng bảo hiểm xã hội một lần theo quy định của Luật này.",
                true,
                "Hưởng bảo hiểm xã hội một lần",
            ),
            ("Ban Chỉ đạo làm việc theo nguyên tắc tập trung dân chủ. Các thành viên Ban Chỉ đạo làm việc theo sự phân công.", true, ""),
            ("Ủy ban nhân dân thành phố, Ủy ban nhân dân quận, huyện tổ chức thi hành Quyết định này.", true, ""),
            ("Trách nhiệm của Hội đồng nhân dân thành phố", false, "Trách nhiệm của Hội đồng nhân dân thành phố"),
        ] {
            assert_eq!(&rest[..split(rest, alone)], heading, "{rest}");
        }
    }
}
