//! How a sentence or a segment of one begins: its subject, if it has one, and where its predicate stands. Entry point: [`open`].

use std::ops::Range;

use crate::duty::extract::lexicon::{Modal, adverb_at, begins, modal_at, verb_at};

/// A name of an organisation in a paragraph: bytes of it and the id.
pub(in crate::duty) type Name = (Range<usize>, String);

/// The beginning of a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::duty) struct Opening {
    /// Ids of the organisations that are the subject; empty where the segment has none.
    pub(in crate::duty) subjects: Vec<String>,
    /// A subject that is no registered organisation, in bytes of the paragraph.
    pub(in crate::duty) unknown: Option<Range<usize>>,
    /// What stands between subject and predicate.
    pub(in crate::duty) modal: Modal,
    /// Where the words of the duty begin.
    pub(in crate::duty) predicate: usize,
    /// Where its first verb stands.
    pub(in crate::duty) verb: usize,
}

/// Words before a noun that change nothing.
const DETERMINERS: [&str; 6] = ["các", "mọi", "những", "đồng chí", "một số", "đối với"];
/// Openings that say under which circumstances; the subject follows their comma.
const CIRCUMSTANCES: [&str; 13] = [
    "khi",
    "căn cứ",
    "trong trường hợp",
    "trường hợp",
    "trên cơ sở",
    "trước khi",
    "sau khi",
    "để",
    "trong",
    "theo",
    "nếu",
    "ngoài",
    "ngày",
];
/// Openings that say when; they belong to the words of the duty.
const TIMES: [&str; 9] =
    ["định kỳ", "thường xuyên", "hằng năm", "hàng năm", "hằng tháng", "hàng tháng", "hằng quý", "hàng quý", "kịp thời"];
/// Most words between a circumstance and its subject, or a subject and its verb.
pub(in crate::duty) const MOST_WORDS: usize = 60;

/// Reads the beginning of `part` of `flat`, a paragraph in lower case; `None` where it lays nothing on anybody.
pub(in crate::duty) fn open(flat: &str, part: &Range<usize>, names: &[Name]) -> Option<Opening> {
    let start = part.start;
    if let Some(opening) = subject_at(flat, start, part.end, names) {
        return Some(opening);
    }
    let rest = &flat[start..part.end];
    if TIMES.iter().any(|words| begins(rest, words)) {
        // "Định kỳ …: Chính quyền … báo cáo", "Hằng năm, các cơ quan … đánh giá" have a subject, "Định kỳ … làm việc với" has none.
        let verb = first_verb(flat, start, part.end, names)?;
        let subject = after_commas(flat, start, verb, names).find_map(|at| subject_at(flat, at, part.end, names));
        return subject.or(Some(Opening { subjects: Vec::new(), unknown: None, modal: Modal::None, predicate: start, verb }));
    }
    if let Some(opening) = bare(flat, start, part.end) {
        return Some(opening);
    }
    if CIRCUMSTANCES.iter().any(|words| begins(rest, words)) {
        return after_commas(flat, start, part.end, names)
            .find_map(|at| subject_at(flat, at, part.end, names).or_else(|| bare(flat, at, part.end)));
    }
    unknown_subject(flat, start, part.end, names)
}

/// A predicate without subject at `at`.
fn bare(flat: &str, at: usize, end: usize) -> Option<Opening> {
    let rest = &flat[at..end];
    let (skip, modal) = match modal_at(rest) {
        Some((length, modal)) => (length + gap(&rest[length..]), modal),
        None => (0, Modal::None),
    };
    verb_at(&rest[skip..]).map(|_| Opening { subjects: Vec::new(), unknown: None, modal, predicate: at + skip, verb: at + skip })
}

/// A subject of registered names that begins at `at`, with its predicate.
fn subject_at(flat: &str, at: usize, end: usize, names: &[Name]) -> Option<Opening> {
    let mut first = at;
    for word in DETERMINERS {
        if begins(&flat[first..end], word) && !names.iter().any(|(name, _)| name.start == first) {
            first += word.len() + gap(&flat[first + word.len()..end]);
        }
    }
    names.iter().find(|(name, _)| name.start == first)?;
    let Found { predicate, modal, .. } = predicate_after(flat, first, end, names)?;
    let inside = names.iter().filter(|(name, _)| name.start >= first && name.end <= predicate);
    let subjects: Vec<String> = inside.filter(|(name, _)| !is_attribute(flat, first, name.start)).map(|(_, id)| id.clone()).collect();
    let verb = first_verb(flat, predicate, end, names)?;
    (!subjects.is_empty()).then_some(Opening { subjects, unknown: None, modal, predicate, verb })
}

/// Nouns by which a body or a person is called that can have a duty, in lower case.
const BEARERS: [&str; 33] = [
    "ban",
    "bộ",
    "bộ trưởng",
    "ủy ban",
    "sở",
    "cục",
    "chi cục",
    "tổng cục",
    "vụ",
    "hội đồng",
    "hội",
    "đoàn",
    "văn phòng",
    "tòa án",
    "viện",
    "cơ quan",
    "tổ chức",
    "chủ tịch",
    "thủ tướng",
    "chính phủ",
    "quốc hội",
    "doanh nghiệp",
    "hợp tác xã",
    "người",
    "đơn vị",
    "trung tâm",
    "công ty",
    "thành viên",
    "thủ trưởng",
    "giám đốc",
    "trường",
    "ngân hàng",
    "phòng",
];
/// Words between a subject and its predicate that belong to neither.
const ASIDES: [&str; 5] = [" theo quy định", " theo quyền", " căn cứ ", " trong phạm vi", " trên cơ sở"];

/// A subject that is no registered name: what bears duties, or anything before a modal that is not passive.
fn unknown_subject(flat: &str, start: usize, end: usize, names: &[Name]) -> Option<Opening> {
    let Found { subject_end, predicate, modal } = predicate_after(flat, start, end, names)?;
    let subject = flat[start..subject_end].trim_end();
    let noun = ["các ", "mọi ", "những "].iter().find_map(|word| subject.strip_prefix(word)).unwrap_or(subject);
    let bears = BEARERS.iter().any(|bearer| begins(noun, bearer));
    if !bears && matches!(modal, Modal::None | Modal::Can) {
        return None;
    }
    let verb = first_verb(flat, predicate, end, names)?;
    let length = ASIDES.iter().filter_map(|aside| subject.find(aside)).min().unwrap_or(subject.len());
    Some(Opening { subjects: Vec::new(), unknown: Some(start..start + length), modal, predicate, verb })
}

/// A predicate, and what stands before it.
struct Found {
    subject_end: usize,
    predicate: usize,
    modal: Modal,
}

/// Where the predicate of a subject that begins at `start` stands, and the modal before it.
fn predicate_after(flat: &str, start: usize, end: usize, names: &[Name]) -> Option<Found> {
    for at in words(flat, start, end).take(MOST_WORDS).skip(1) {
        if flat[start..at].contains([';', ':']) {
            return None;
        }
        if is_inside(names, at) {
            continue;
        }
        let rest = &flat[at..end];
        if let Some((length, modal)) = modal_at(rest) {
            let after = at + length + gap(&flat[at + length..end]);
            // "được giao", "chịu trách nhiệm về" are no modals.
            let loose = modal == Modal::Can || begins(rest, "chịu trách nhiệm");
            if loose && verb_at(&flat[after..end]).is_none() {
                if verb_at(rest).is_some() {
                    return Some(Found { subject_end: at, predicate: at, modal: Modal::None });
                }
            } else {
                return Some(Found { subject_end: at, predicate: after, modal });
            }
        } else if is_predicate(flat, start, at, end) {
            return Some(Found { subject_end: at, predicate: at, modal: Modal::None });
        }
    }
    None
}

/// Whether the verb or adverb at `at` is one, and not the noun "tổ chức" or a part of a noun.
pub(in crate::duty) fn is_predicate(flat: &str, start: usize, at: usize, end: usize) -> bool {
    let rest = &flat[at..end];
    if verb_at(rest).is_none() && adverb_at(rest).is_none() {
        return false;
    }
    let before = flat[start..at].trim_end();
    let noun = begins(rest, "tổ chức")
        && (["tổ chức liên quan", "tổ chức có liên quan", "tổ chức đảng", "tổ chức trong"].iter().any(|words| begins(rest, words))
            || before.ends_with("cơ quan,")
            || before.ends_with("các")
            || before.ends_with("một số")
            || before.ends_with("và"));
    let attribute = ["về", "của", "trong", "làm", "công tác", "hoạt động", "sự", "người", "cán bộ", "việc", "nhiệm vụ"]
        .iter()
        .any(|word| before.ends_with(&format!(" {word}")));
    !noun && !attribute
}

/// The first verb at or after `from` that stands in no name.
fn first_verb(flat: &str, from: usize, end: usize, names: &[Name]) -> Option<usize> {
    words(flat, from, end).take(MOST_WORDS).find(|at| {
        let rest = &flat[*at..end];
        !is_inside(names, *at) && verb_at(rest).is_some() && (*at == from || is_predicate(flat, from, *at, end))
    })
}

/// Places after a comma or a colon, before `end`.
fn after_commas<'a>(flat: &'a str, start: usize, end: usize, names: &'a [Name]) -> impl Iterator<Item = usize> + 'a {
    let signs = flat[start..end].char_indices().filter(|(_, sign)| matches!(sign, ',' | ':'));
    let places = signs.map(move |(at, _)| start + at + 1 + gap(&flat[start + at + 1..end]));
    places.filter(move |at| !names.iter().any(|(name, _)| name.start < *at && *at < name.end) && *at < end)
}

/// Whether the name at `at` only says whose: "tổ chức đảng trực thuộc Thành ủy", "người đứng đầu của …".
fn is_attribute(flat: &str, from: usize, at: usize) -> bool {
    let before = flat[from..at].trim_end();
    ["của", "thuộc", "trong", "tại", "ở", "nhất là", "do", "với"].iter().any(|word| before.ends_with(word))
}

/// Whether `at` stands in a name.
pub(in crate::duty) fn is_inside(names: &[Name], at: usize) -> bool {
    names.iter().any(|(name, _)| name.start <= at && at < name.end)
}

/// Where words begin from `start` on, `start` first.
pub(in crate::duty) fn words(flat: &str, start: usize, end: usize) -> impl Iterator<Item = usize> + '_ {
    let inner = flat[start..end].char_indices().zip(flat[start..end].chars().skip(1));
    let starts = inner.filter(|((_, before), letter)| !before.is_alphanumeric() && letter.is_alphanumeric());
    std::iter::once(start).chain(starts.map(move |((at, before), _)| start + at + before.len_utf8()))
}

/// Bytes of white space at the start of `text`.
fn gap(text: &str) -> usize {
    text.len() - text.trim_start().len()
}
