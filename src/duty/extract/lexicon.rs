//! The words by which Vietnamese regulations lay duties on somebody, in lower case. Entry points: [`verb_at`], [`modal_at`].

use crate::content::DutyRole;

/// Verbs that begin a predicate, with the role they give. The longest that fits is taken.
#[rustfmt::skip]
const VERBS: &[(&str, DutyRole)] = {
    use DutyRole::{Advise, Appraise, Carry, Chair, Coordinate, Direct, Guide, Inspect, Join, Lead, Mobilise, Organise, Receive, Report, Supervise};
    &[
        ("lãnh đạo", Lead), ("chỉ đạo", Direct), ("định hướng", Direct), ("chủ trì", Chair),
        ("phối hợp", Coordinate), ("hiệp thương", Coordinate),
        ("tham mưu", Advise), ("đề xuất", Advise), ("trình", Advise), ("giúp", Advise), ("kiến nghị", Advise), ("đề nghị", Advise),
        ("thẩm định", Appraise), ("thẩm tra", Appraise),
        ("hướng dẫn", Guide), ("bồi dưỡng", Guide), ("tập huấn", Guide), ("đào tạo", Guide),
        ("kiểm tra", Inspect), ("thanh tra", Inspect), ("đôn đốc", Inspect),
        ("giám sát", Supervise), ("phản biện", Supervise), ("theo dõi", Supervise),
        ("báo cáo", Report), ("thông tin", Report), ("thông báo", Report), ("gửi", Report), ("phản ánh", Report), ("chịu trách nhiệm trước", Report), ("chịu trách nhiệm", Carry), ("bảo quản", Carry), ("kê khai", Carry), ("xác minh", Carry), ("góp ý", Join), ("tham dự", Join),
        ("cung cấp", Report), ("công bố", Report), ("trả lời", Report), ("giải trình", Report),
        ("tiếp công dân", Receive), ("tiếp dân", Receive), ("đối thoại", Receive), ("giải quyết đơn thư", Receive),
        ("giải quyết khiếu nại", Receive), ("giải quyết tốt khiếu nại", Receive), ("giải quyết tốt đơn thư", Receive),
        ("bảo đảm giải quyết tốt đơn thư", Receive), ("tiếp xúc", Receive), ("tiếp nhận", Carry),
        ("tuyên truyền", Mobilise), ("vận động", Mobilise), ("quán triệt", Mobilise), ("phổ biến", Mobilise), ("giáo dục", Mobilise),
        ("động viên", Mobilise),
        ("tổ chức thực hiện", Carry), ("tổ chức triển khai", Carry), ("tổ chức và phối hợp", Coordinate), ("tổ chức", Organise),
        ("phân công", Organise), ("cử", Organise), ("bố trí", Organise), ("kiện toàn", Organise),
        ("xây dựng, kiện toàn", Organise), ("làm việc", Organise), ("giao ban", Organise), ("sơ kết", Organise), ("tổng kết", Organise),
        ("đánh giá", Organise), ("biểu dương", Organise), ("khen thưởng", Organise), ("có chương trình làm việc", Organise),
        ("tham gia", Join),
        ("là cơ quan thường trực", Carry),
        ("thực hiện", Carry), ("triển khai", Carry), ("thể chế hóa", Carry), ("cụ thể hóa", Carry), ("ban hành", Carry), ("xây dựng", Carry),
        ("nâng cao", Carry), ("tăng cường", Carry), ("bảo đảm", Carry), ("đảm bảo", Carry), ("tạo điều kiện", Carry), ("xử lý", Carry),
        ("đẩy mạnh", Carry), ("phát huy", Carry), ("củng cố", Carry), ("duy trì", Carry), ("giải quyết", Carry), ("quản lý", Carry),
        ("tổng hợp", Carry), ("nghiên cứu", Carry), ("rà soát", Carry), ("cập nhật", Carry), ("lưu trữ", Carry), ("quyết định", Carry),
        ("phê duyệt", Carry), ("đoàn kết", Carry), ("tập hợp", Carry), ("đại diện", Carry), ("bảo vệ", Carry), ("phòng", Carry),
        ("chấp hành", Carry), ("tuân thủ", Carry), ("nắm bắt", Carry), ("nắm tình hình", Carry), ("bồi thường", Carry), ("công khai", Carry),
        ("tiến hành", Carry), ("làm tốt", Carry), ("làm nòng cốt", Carry), ("chuẩn bị", Carry), ("giới thiệu", Carry), ("lựa chọn", Carry),
        ("gương mẫu", Carry), ("giữ", Carry), ("nêu cao", Carry), ("phê bình", Carry), ("chăm lo", Carry), ("áp dụng", Carry),
        ("thành lập", Carry), ("cấp phép", Carry), ("cấp giấy", Carry), ("thu hồi", Carry), ("yêu cầu", Carry), ("xem xét", Carry), ("phát hiện", Carry),
        ("hỗ trợ", Carry), ("thẩm quyền", Carry), ("lập", Carry), ("ký kết", Carry), ("đàm phán", Carry), ("bổ sung", Carry),
        ("hoàn thiện", Carry), ("tích cực", Carry), ("chủ động", Carry), ("tự", Carry), ("đăng tải", Carry),
        ("kết nối", Carry), ("chia sẻ", Carry), ("thu thập", Carry), ("phát động", Carry), ("cải cách", Carry),
        ("thực hành", Carry), ("tiếp thu", Carry), ("huy động", Carry), ("ứng phó", Carry), ("chi trả", Carry), ("tạo", Carry), ("mở", Carry),
        ("phát triển", Carry), ("khuyến khích", Carry), ("điều hành", Carry), ("sử dụng", Carry), ("bảo hộ", Carry), ("xác nhận", Carry),
    ]
};

/// Adverbs that may stand before the verb of a predicate.
const ADVERBS: &[&str] = &[
    "định kỳ",
    "thường xuyên",
    "kịp thời",
    "trực tiếp",
    "hằng năm",
    "hàng năm",
    "hằng tháng",
    "hàng tháng",
    "hằng quý",
    "hàng quý",
    "đồng thời",
    "thống nhất",
    "căn cứ",
    "khi",
    "trong trường hợp",
    "chậm nhất",
    "trước ngày",
    "cùng",
    "nghiêm túc",
    "đột xuất",
];

/// What may stand between a subject and its predicate, with what it says of the duty.
const MODALS: &[(&str, Modal)] = &[
    ("không được", Modal::MustNot),
    ("nghiêm cấm", Modal::MustNot),
    ("có quyền và trách nhiệm", Modal::Must),
    ("có trách nhiệm", Modal::Must),
    ("chịu trách nhiệm trước", Modal::None),
    ("chịu trách nhiệm", Modal::Must),
    ("có nhiệm vụ", Modal::Must),
    ("có nghĩa vụ", Modal::Must),
    ("có quyền hạn", Modal::May),
    ("có quyền", Modal::May),
    ("có thẩm quyền", Modal::May),
    ("phải", Modal::Must),
    ("cần", Modal::Must),
    ("có thể", Modal::Can),
    ("được", Modal::Can),
];

/// What a modal says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::duty) enum Modal {
    /// Nothing: it is a verb of its own.
    None,
    /// An obligation.
    Must,
    /// A power.
    May,
    /// A permission.
    Can,
    /// A prohibition.
    MustNot,
}

/// The verb that stands at the start of `text`, in lower case: its bytes and its role.
pub(in crate::duty) fn verb_at(text: &str) -> Option<(usize, DutyRole)> {
    longest(text, VERBS)
}

/// The modal at the start of `text`: its bytes and what it says.
pub(in crate::duty) fn modal_at(text: &str) -> Option<(usize, Modal)> {
    longest(text, MODALS).filter(|(_, modal)| *modal != Modal::None)
}

/// The adverb at the start of `text`: its bytes.
pub(in crate::duty) fn adverb_at(text: &str) -> Option<usize> {
    ADVERBS.iter().filter(|adverb| begins(text, adverb)).map(|adverb| adverb.len()).max()
}

/// Whether the whole words `words` stand at the start of `text`.
pub(in crate::duty) fn begins(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| !rest.chars().next().is_some_and(char::is_alphanumeric))
}

fn longest<T: Copy>(text: &str, table: &[(&str, T)]) -> Option<(usize, T)> {
    table.iter().filter(|(words, _)| begins(text, words)).max_by_key(|(words, _)| words.len()).map(|(words, value)| (words.len(), *value))
}
