//! Whether a line goes on with the paragraph before it: texts from the gazette break paragraphs over lines.
//! Entry points: [`joins`], [`goes_on`], [`expects_more`].

use std::sync::LazyLock;

use regex::Regex;

use crate::content::regulation::line::{self, Line, Marker};

/// Characters after which a sentence may end without a full stop in a wrapped text: a shorter line is a heading.
const SHORT: usize = 70;

/// The end of a line that cannot be the end of a sentence: a preposition, or a unit that waits for the next larger one.
/// Words that also end a noun are left out: "chữ ký số", "chứng từ", "văn bản đến", "lý do", "bên trong", "trở về".
static EXPECTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:^|\s)(?:(?:(?:các|tại|theo|và|hoặc|của)\s+(?:khoản|điểm|điều|mục))|(?:khoản|điểm|đoạn|tiết|mục|tiểu mục|chương|phần|điều)\s+(?:\d+(?:\.\d+)*|[a-zđ]|[ivxl]+)(?:\s*(?:,|và|hoặc)\s*(?:(?:khoản|điểm|điều)\s+)?(?:\d+|[a-zđ]))*(?:\s*,\s*(?:khoản|điểm|điều))?|tại|theo|và|của|các|hoặc|với|cho|bởi)$",
    )
    .expect("the pattern is well-formed")
});

/// Further words after which a sentence goes on, unless they end a noun.
static MAY_EXPECT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)(?:^|\s)(?:đến|từ|do|về|là|số|trong|ở)$").expect("the pattern is well-formed"));

/// A line that begins with a citation; a paragraph of its own begins otherwise.
static CITES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:Điều|Khoản|Điểm|Phụ lục|Mẫu số|Chương|Mục)\s+(?:\d|[IVXLC]+\b|[a-zđ]\b)").expect("the pattern is well-formed")
});

/// Whether the words of `text` demand that the next line goes on.
pub(super) fn expects_more(text: &str) -> bool {
    EXPECTS.is_match(text)
}

/// Whether a citation is likely to follow `text`.
pub(super) fn may_expect(text: &str) -> bool {
    MAY_EXPECT.is_match(text)
}

/// Whether `line`, which is no unit, goes on with the paragraph that `before` ends. A line that looks like a unit begins a
/// paragraph of its own, as in a quotation or a form.
pub(super) fn joins(before: &Line<'_>, line: &Line<'_>) -> bool {
    let unit = |(marker, _): &line::Marked| {
        matches!(marker, Marker::Article(..) | Marker::Clause(_) | Marker::Point(_) | Marker::Dash | Marker::Plus)
    };
    let open = before.text.ends_with(',') || expects_more(before.text) || may_expect(before.text);
    goes_on(before, line) && (open || !line::read(line.text).iter().any(unit))
}

/// Whether the words of `line` can go on with the sentence that `before` ends.
pub(super) fn goes_on(before: &Line<'_>, line: &Line<'_>) -> bool {
    if line.after_blank || before.quoted != line.quoted {
        return false;
    }
    let Some(last) = before.text.chars().next_back() else { return false };
    let lower = line.text.starts_with(|first: char| first.is_lowercase() || first.is_ascii_digit());
    match last {
        '.' | ';' | ':' | '!' | '?' | '…' => false,
        '”' | '"' | ')' | '»' => lower,
        ',' => true,
        _ => lower || expects_more(before.text) || cites(line.text) || before.text.chars().count() >= SHORT,
    }
}

fn cites(text: &str) -> bool {
    CITES.is_match(text) && line::read(text).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends() {
        for text in ["theo khoản 3", "quy định tại", "các khoản 1, 2 và khoản 3", "điểm đ", "của", "tại khoản 1, điểm"]
        {
            assert!(expects_more(text), "{text}");
        }
        for text in [
            "tài khoản",
            "bản án, điều khoản",
            "hết.",
            "trung tâm",
            "khoản 3;",
            "thực hiện",
            "chữ ký số",
            "hóa đơn, chứng từ",
            "văn bản đến",
        ] {
            assert!(!expects_more(text), "{text}");
        }
    }
}
