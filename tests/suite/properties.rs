//! Any text at all: parsing never fails, loses no letter, and gives every provision an address of its own.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::suite::support::{files, parse, read, uncovered};

/// Beginnings and ends of lines that mean something to the parser, and some that only look so.
const FRAGMENTS: &[&str] = &[
    "Phần thứ nhất",
    "PHẦN II",
    "Chương I",
    "CHƯƠNG 2: TỔ CHỨC",
    "Mục 1",
    "Tiểu mục 2. Quy trình",
    "Điều 1. Phạm vi",
    "Điều 2",
    "Điều 5a. Bổ sung",
    "Điều 3 Bộ luật Lao động",
    "Ðiều 7. Chữ Eth",
    "1. Một",
    "2- Hai",
    "1.1. Một một",
    "1.1.1 Sâu",
    "3) Ba",
    "99. Xa",
    "1.000 đồng",
    "a) A",
    "đ) Đ",
    "f) F",
    "a1) A một",
    "- Gạch",
    "+ Cộng",
    "• Chấm",
    "“Điều 5. Trích",
    "hết trích.”.",
    "\"Điều 6",
    "hết.\"",
    "QUY CHẾ",
    "QUYẾT ĐỊNH",
    "(Kèm theo Quyết định số 1)",
    "PHỤ LỤC I",
    "Phụ lục II ban hành kèm theo",
    "Mẫu số 01",
    "| a | b |",
    "|---|---|",
    "| a |",
    "|",
    "a\tb",
    "\t",
    "I. TÌNH HÌNH",
    "A. MỤC ĐÍCH",
    "Nơi nhận:",
    "TM. CHÍNH PHỦ",
    "Luật này đã được Quốc hội",
    "Căn cứ Hiến pháp;",
    "theo quy định tại",
    "khoản",
    "tại khoản 1, điểm",
    "---",
    "-------",
    "",
    " ",
    "\u{a0}",
    "\u{3000}1. Rộng",
    "\u{200b}",
    "\u{feff}",
    "\r",
    "\0",
    "e\u{302}\u{301}",
    "Đ",
    "Điều",
    "Điều 99999",
    "IIX.",
    "VV",
    "Điều 4294967296. Lớn",
    "999.999.999. Sâu",
    "Chương CCCLIIIII",
    "Giải thích từ ngữ Trong luật này, các từ ngữ dưới đây được hiểu như sau:",
];

/// What is true of the tree of any text.
fn holds(bytes: &[u8]) -> Result<(), TestCaseError> {
    let read = parse("thu.md", bytes);
    let (text, regulation) = (read.text(), &read.parsed.value);
    prop_assert_eq!(uncovered(text, regulation), None);
    let mut paths = BTreeSet::new();
    for (id, provision) in regulation.tree.iter() {
        prop_assert!(paths.insert(provision.path.as_str()), "{} twice", provision.path);
        let slug = |part: &str| {
            !part.is_empty() && part.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
        };
        prop_assert!(provision.path.as_str().split('/').all(slug), "{}", provision.path);
        for child in &provision.children {
            prop_assert_eq!(regulation.tree.get(*child).parent, Some(id));
            prop_assert!(child.index() > id.index());
        }
    }
    for finding in &read.parsed.diagnostics {
        let span = finding.span.clone().expect("a finding of the parser has a place");
        prop_assert!(text.get(span.range.clone()).is_some(), "{:?} is no part of the text", span.range);
    }
    Ok(())
}

fn line() -> impl Strategy<Value = String> {
    let fragment = select(FRAGMENTS).prop_map(str::to_owned);
    let pair = (select(FRAGMENTS), select(FRAGMENTS)).prop_map(|(left, right)| format!("{left} {right}"));
    prop_oneof![4 => fragment, 2 => pair, 1 => "\\PC{0,12}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in vec(any::<u8>(), 0..200)) {
        holds(&bytes)?;
    }

    #[test]
    fn any_text(text in "\\PC{0,80}(\n\\PC{0,40}){0,8}") {
        holds(text.as_bytes())?;
    }

    #[test]
    fn any_lines(lines in vec(line(), 0..40), end in select(&["\n", "\r\n", "\n\n"][..]), meta in any::<bool>()) {
        let head = if meta { "---\nnumber: 1\n---\n" } else { "" };
        holds(format!("{head}{}", lines.join(end)).as_bytes())?;
    }

    /// Real lines in an order that no drafter chose, some of them cut anywhere.
    #[test]
    fn shuffled_regulations(picks in vec((0_usize..100_000, 0_usize..400), 1..60)) {
        let all: Vec<String> = files("tests/corpus/regulations", ".md").iter().flat_map(|path| read(path).lines().map(str::to_owned).collect::<Vec<_>>()).collect();
        let cut = |(pick, length): &(usize, usize)| all[pick % all.len()].chars().take(if length % 3 == 0 { *length } else { usize::MAX }).collect::<String>();
        let text = picks.iter().map(cut).collect::<Vec<_>>().join("\n");
        holds(text.as_bytes())?;
    }

    /// Blank lines at the end, and a second reading, change nothing.
    #[test]
    fn reading_again_is_the_same(lines in vec(line(), 0..30)) {
        let text = lines.join("\n");
        let (first, second) = (parse("thu.md", text.as_bytes()), parse("thu.md", format!("{text}\n\n").as_bytes()));
        let paths = |read: &crate::suite::support::Read| read.parsed.value.tree.iter().map(|(_, provision)| provision.path.to_string()).collect::<Vec<_>>();
        prop_assert_eq!(paths(&first), paths(&second));
    }
}
