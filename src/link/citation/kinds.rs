//! The kinds of document by the words Vietnamese law has for them, and the codes they leave in a number.
//! Entry points: [`at`], [`before`], [`slug_of_code`].

use crate::link::citation::text::{Cursor, Text};

/// A kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::link) struct DocumentKind {
    /// The word in lower case.
    pub(in crate::link) word: &'static str,
    /// The slug used in front matter and `documents.yaml`.
    pub(in crate::link) slug: &'static str,
    /// Whether texts cite such a document by its name alone.
    pub(in crate::link) named: bool,
}

const fn kind(word: &'static str, slug: &'static str, named: bool) -> DocumentKind {
    DocumentKind { word, slug, named }
}

/// All kinds; of two that begin alike the longer stands first.
pub(in crate::link) const KINDS: [DocumentKind; 35] = [
    kind("hiến pháp", "hien-phap", true),
    kind("bộ luật", "bo-luat", true),
    kind("luật", "luat", true),
    kind("pháp lệnh", "phap-lenh", true),
    kind("điều lệ", "dieu-le", true),
    kind("nghị quyết liên tịch", "nghi-quyet-lien-tich", false),
    kind("nghị quyết", "nghi-quyet", false),
    kind("nghị định", "nghi-dinh", false),
    kind("quyết định", "quyet-dinh", false),
    kind("quy định", "quy-dinh", false),
    kind("quy chế phối hợp", "quy-che-phoi-hop", false),
    kind("quy chế", "quy-che", false),
    kind("quy trình", "quy-trinh", false),
    kind("quy tắc", "quy-tac", false),
    kind("nội quy", "noi-quy", false),
    kind("thông tư liên tịch", "thong-tu-lien-tich", false),
    kind("thông tư liên bộ", "thong-tu-lien-bo", false),
    kind("thông tư", "thong-tu", false),
    kind("thông tri", "thong-tri", false),
    kind("thông báo", "thong-bao", false),
    kind("chỉ thị", "chi-thi", false),
    kind("kết luận", "ket-luan", false),
    kind("hướng dẫn", "huong-dan", false),
    kind("kế hoạch", "ke-hoach", false),
    kind("chương trình phối hợp", "chuong-trinh-phoi-hop", false),
    kind("chương trình hành động", "chuong-trinh-hanh-dong", false),
    kind("chương trình", "chuong-trinh", false),
    kind("đề án", "de-an", false),
    kind("công văn", "cong-van", false),
    kind("công điện", "cong-dien", false),
    kind("tờ trình", "to-trinh", false),
    kind("báo cáo", "bao-cao", false),
    kind("sắc lệnh", "sac-lenh", false),
    kind("lệnh", "lenh", false),
    kind("văn bản hợp nhất", "van-ban-hop-nhat", false),
];

/// Codes that name the kind inside a number.
const CODES: &str =
    " QĐ QyĐ QYĐ NĐ NQ CT TT TTLT TTLB KL HD QC QT KH CTr CTR TB BC TTr TTR ĐA L PL LCT SL CV CĐ VBHN NQLT QCPH ĐL TTg TT-LB ";

/// The kind whose word stands at `cursor`, after spaces, and where the word ends.
pub(in crate::link) fn at(cursor: Cursor<'_>) -> Option<(DocumentKind, Cursor<'_>)> {
    let rest = cursor.space().rest();
    let mut fitting = KINDS.iter().filter(|kind| rest.starts_with(kind.word));
    fitting.find_map(|kind| Some((*kind, cursor.phrase(kind.word)?)))
}

/// The kind whose word ends just before byte `end`, spaces between, and where it begins.
pub(in crate::link) fn before(text: &Text<'_>, end: usize) -> Option<(DocumentKind, usize)> {
    let head = text.flat[..end].trim_end_matches(' ');
    let kind = KINDS.iter().filter(|kind| head.ends_with(kind.word)).max_by_key(|kind| kind.word.len())?;
    let start = head.len() - kind.word.len();
    let inside = head[..start].chars().next_back().is_some_and(char::is_alphanumeric);
    (!inside).then_some((*kind, start))
}

/// The word for a slug in front matter; `None` for a kind that is not known.
pub(in crate::link) fn word_of(slug: &str) -> Option<&'static str> {
    KINDS.iter().find(|kind| kind.slug == slug).map(|kind| kind.word)
}

/// Whether a number that bears `code` is a document's number even without the word for its kind.
pub(in crate::link) fn is_code(code: &str) -> bool {
    let parliament = code.strip_prefix("UBTV").unwrap_or(code);
    let parliament = parliament.strip_prefix("QH").or_else(|| parliament.strip_prefix("HĐNN"));
    CODES.split(' ').any(|known| known == code)
        || parliament.is_some_and(|term| !term.is_empty() && term.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a document of kind `held` may be cited as `written`.
pub(in crate::link) fn agree(written: &str, held: &str) -> bool {
    let stem = |slug: &str| slug.trim_end_matches("-lien-tich").trim_end_matches("-lien-bo").trim_end_matches("-phoi-hop").to_owned();
    written == held
        || (stem(written) == stem(held) && written.len() != held.len())
        || matches!((written, held), ("luat", "bo-luat") | ("bo-luat", "luat"))
}
