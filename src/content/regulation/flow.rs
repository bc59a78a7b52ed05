//! Whether a line goes on with the paragraph before it: texts from the gazette break paragraphs over lines.
//! Entry points: [`joins`], [`expects_more`].

use std::sync::LazyLock;

use regex::Regex;

use crate::content::regulation::line::Line;

/// Characters after which a sentence may end without a full stop in a wrapped text: a shorter line is a heading.
const SHORT: usize = 70;

/// The end of a line that cannot be the end of a sentence: a preposition, or a unit that waits for the next larger one.
static EXPECTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:^|\s)(?:(?:(?:các|tại|theo|và|hoặc|của)\s+(?:khoản|điểm|điều|mục))|(?:khoản|điểm|đoạn|tiết|mục|tiểu mục|chương|phần|điều)\s+(?:\d+(?:\.\d+)*|[a-zđ]|[ivxl]+)(?:\s*(?:,|và|hoặc)\s*(?:(?:khoản|điểm|điều)\s+)?(?:\d+|[a-zđ]))*|tại|theo|và|của|đến|từ|các|hoặc|với|do|về|cho|là|số|bởi|trong)$",
    )
    .expect("the pattern is well-formed")
});

/// Whether the words of `text` demand that the next line goes on.
pub(super) fn expects_more(text: &str) -> bool {
    EXPECTS.is_match(text)
}

/// Whether `line`, which is no unit, goes on with the paragraph that `before` ends.
pub(super) fn joins(before: &Line<'_>, line: &Line<'_>) -> bool {
    if line.after_blank || before.quoted != line.quoted {
        return false;
    }
    let Some(last) = before.text.chars().next_back() else { return false };
    let lower = line.text.starts_with(|first: char| first.is_lowercase() || first.is_ascii_digit());
    match last {
        '.' | ';' | ':' | '!' | '?' | '…' => false,
        '”' | '"' | ')' | '»' => lower,
        ',' => true,
        _ => lower || expects_more(before.text) || before.text.chars().count() >= SHORT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends() {
        for text in ["theo khoản 3", "quy định tại", "các khoản 1, 2 và khoản 3", "điểm đ", "của"] {
            assert!(expects_more(text), "{text}");
        }
        for text in ["tài khoản", "bản án, điều khoản", "hết.", "trung tâm", "khoản 3;", "thực hiện"] {
            assert!(!expects_more(text), "{text}");
        }
    }
}
