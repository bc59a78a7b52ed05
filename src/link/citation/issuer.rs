//! Who issued a cited document, where the citation says so: `của Bộ Chính trị`, `của Ủy ban nhân dân tỉnh Bắc Giang`.
//! Entry point: [`read`].

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::link::citation::text::Text;

/// Central bodies, and local ones up to their place name. Others are left outside a citation rather than cut in two.
static ISSUER: LazyLock<Regex> = LazyLock::new(|| {
    let ministry = "bộ (?:chính trị|công an|công thương|quốc phòng|ngoại giao|nội vụ|tư pháp|tài chính|xây dựng|y tế|giao thông vận tải|giáo dục và đào tạo|kế hoạch và đầu tư|khoa học và công nghệ|lao động ?[-–] ?thương binh và xã hội|nông nghiệp và phát triển nông thôn|nông nghiệp và môi trường|tài nguyên và môi trường|thông tin và truyền thông|văn hóa, thể thao và du lịch|dân tộc và tôn giáo)";
    let central = "chính phủ|quốc hội|thủ tướng chính phủ|chủ tịch nước|(?:u[ỷy]|ủy) ban thường vụ quốc hội|ban bí thư(?: trung ương)?(?: đảng)?|ban chấp hành trung ương(?: đảng)?|ban (?:tổ chức|dân vận|tuyên giáo|tuyên giáo và dân vận|nội chính|kinh tế|chính sách, chiến lược) trung ương|ủy ban kiểm tra trung ương|văn phòng trung ương(?: đảng)?|thanh tra chính phủ|văn phòng chính phủ|ngân hàng nhà nước(?: việt nam)?|kiểm toán nhà nước|tòa án nhân dân tối cao|viện kiểm sát nhân dân tối cao|hội đồng thẩm phán tòa án nhân dân tối cao|đoàn chủ tịch ủy ban trung ương mặt trận tổ quốc việt nam|ủy ban trung ương mặt trận tổ quốc việt nam|ủy ban dân tộc";
    let local = "(?:(?:ban thường vụ|ban chấp hành đảng bộ|thường trực|ban dân vận|ban tổ chức|văn phòng|ủy ban kiểm tra) )?(?:tỉnh ủy|thành ủy|quận ủy|huyện ủy|thị ủy|đảng ủy)|ban chấp hành đảng bộ|ủy ban nhân dân|hội đồng nhân dân";
    let place = "(?: (?:tỉnh|thành phố|thị xã|huyện|quận|xã|phường|thị trấn))?";
    let post = "(?:(?:chủ tịch|bộ trưởng|thống đốc|chánh án|viện trưởng|tổng thanh tra|tổng kiểm toán|chủ nhiệm) )?";
    let body = format!("{post}(?:{ministry}|{central}|(?P<local>(?:{local}){place}))");
    Regex::new(&format!(r"^,? *của ({body}(?: ?[-–] ?(?:{ministry}|{central}))*(?: khóa [ivx]+)?)(?:[^\p{{L}}\p{{N}}]|$)"))
        .expect("the pattern is well-formed")
});

/// The issuer after byte `at`: the bytes of its name.
pub(in crate::link) fn read(text: &Text<'_>, at: usize) -> Option<Range<usize>> {
    let mut reach = text.flat.len().min(at + 240);
    while !text.flat.is_char_boundary(reach) {
        reach -= 1;
    }
    let window = text.flat[at..reach].replace("uỷ", "ủy").replace("toà", "tòa").replace("khoá", "khóa").replace("hoá", "hóa");
    let found = ISSUER.captures(&window)?;
    let name = found.get(1)?;
    let mut end = at + name.end();
    if found.name("local").is_some() {
        end = place(text, end);
    }
    Some(at + name.start()..end)
}

/// The end of a run of capitalised words after byte `end`: the name of a place.
fn place(text: &Text<'_>, end: usize) -> usize {
    let mut cursor = text.cursor(end);
    while let Some((word, after)) = cursor.word()
        && after.at - word.len() == cursor.at + 1
        && text.is_capital(after.at - word.len())
        && text.raw.as_bytes()[cursor.at] == b' '
    {
        cursor = after;
    }
    cursor.at
}
