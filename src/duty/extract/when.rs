//! When: periods and the words for open ones. Entry point: [`timing`].

use std::sync::LazyLock;

use regex::Regex;

use crate::content::Timing;

/// Words for a number of months or years, with the months.
const PERIODS: [(&str, u16); 22] = [
    ("hằng tháng", 1),
    ("hàng tháng", 1),
    ("một tháng", 1),
    ("01 tháng", 1),
    ("hằng quý", 3),
    ("hàng quý", 3),
    ("ba tháng", 3),
    ("03 tháng", 3),
    ("3 tháng", 3),
    ("quý", 3),
    ("sáu tháng", 6),
    ("06 tháng", 6),
    ("6 tháng", 6),
    ("chín tháng", 9),
    ("09 tháng", 9),
    ("9 tháng", 9),
    ("hằng năm", 12),
    ("hàng năm", 12),
    ("một năm", 12),
    ("01 năm", 12),
    ("1 năm", 12),
    ("cả năm", 12),
];

/// A stretch of text that says when: `định kỳ …`, `hằng năm`, up to the verb that follows it.
static PERIODIC: LazyLock<Regex> = LazyLock::new(|| {
    let period = r"(?:hằng tháng|hàng tháng|hằng quý|hàng quý|hằng năm|hàng năm|quý|(?:một|ba|sáu|chín|\d{1,2}) (?:tháng|năm)|cả năm)";
    Regex::new(&format!(r"\b(?:định kỳ|thường kỳ)(?:\s*\(?,?\s*(?:và\s+|hoặc\s+|mỗi\s+)?{period}\)?)*|\b(?:hằng|hàng) (?:tháng|quý|năm)\b"))
        .expect("the pattern is fixed")
});

/// When `clause`, in lower case, is due; sorted, each once.
pub(in crate::duty) fn timing(clause: &str) -> Vec<Timing> {
    let mut found = Vec::new();
    for stretch in PERIODIC.find_iter(clause) {
        // "báo cáo định kỳ, đột xuất" and "hội nghị giao ban định kỳ" speak of no period either.
        let months: Vec<Timing> = PERIODS
            .iter()
            .filter(|(words, _)| stretch.as_str().match_indices(words).any(|(at, _)| is_number_start(stretch.as_str(), at)))
            .map(|(_, months)| Timing::Months(*months))
            .collect();
        match months.is_empty() {
            true => found.push(Timing::Unspecified),
            false => found.extend(months),
        }
    }
    let words = [
        (["trong trường hợp cần thiết", "khi cần thiết", "khi cần", "khi xét thấy cần thiết"].as_slice(), Timing::AsNeeded),
        (
            ["khi có tình huống", "khi có vụ việc", "khi phát sinh", "khi xảy ra", "khi có yêu cầu", "theo yêu cầu"].as_slice(),
            Timing::OnEvent,
        ),
        (["thường xuyên"].as_slice(), Timing::Continuous),
    ];
    for (spellings, timing) in words {
        if spellings.iter().any(|words| clause.contains(words)) {
            found.push(timing);
        }
    }
    found.sort_unstable();
    found.dedup();
    if found.len() > 1 {
        let periodic = found.iter().any(|timing| timing.months().is_some());
        found.retain(|timing| !(periodic && *timing == Timing::Unspecified));
    }
    found
}

/// "06 tháng" holds "6 tháng", "13 tháng" holds "3 tháng": a number counts from its first digit.
fn is_number_start(text: &str, at: usize) -> bool {
    !text[..at].ends_with(|letter: char| letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::timing;

    #[test]
    fn as_regulations_say_it() {
        let table = [
            ("định kỳ 6 tháng, một năm và trong trường hợp cần thiết, làm việc", "P6M P1Y as-needed"),
            ("định kỳ hằng tháng, ba tháng, sáu tháng, chín tháng và hằng năm: chính quyền", "P1M P3M P6M P9M P1Y"),
            ("định kỳ sáu tháng, hằng năm và trong trường hợp cần thiết tổ chức giao ban", "P6M P1Y as-needed"),
            ("hằng năm, các cơ quan đánh giá", "P1Y"),
            ("và định kỳ báo cáo ban thường vụ", "unspecified"),
            ("thường xuyên nắm bắt", "continuous"),
            ("định kỳ 06 tháng báo cáo", "P6M"),
            ("báo cáo kết quả", ""),
        ];
        for (clause, expected) in table {
            let found: Vec<String> = timing(clause).iter().map(ToString::to_string).collect();
            assert_eq!(found.join(" "), expected, "{clause}");
        }
    }
}
