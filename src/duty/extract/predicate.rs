//! What a predicate says: the roles of its verbs and the parts of those it names. Entry points: [`roles`], [`counterparts`].

use std::ops::Range;

use crate::content::{Counterpart, DutyRole, Part};
use crate::duty::extract::lexicon::{begins, verb_at};
use crate::duty::extract::opening::{MOST_WORDS, Name, is_inside, is_predicate, words};

/// The roles of the coordinated verbs from `verb` on, the main one first.
pub(in crate::duty) fn roles(flat: &str, verb: usize, end: usize, names: &[Name]) -> Vec<DutyRole> {
    let mut found = Vec::new();
    let mut at = verb;
    while let Some((length, role)) = verb_at(&flat[at..end]) {
        if let Some(next) = lightened(flat, at, length, end).filter(|_| matches!(role, DutyRole::Carry | DutyRole::Organise)) {
            at = next;
            continue;
        }
        found.push(role);
        at += length;
        if flat[at - length..].starts_with("giúp ") {
            match after_names(flat, at, end, names) {
                Some(next) => at = next,
                None => break,
            }
            continue;
        }
        let governs = matches!(role, DutyRole::Lead | DutyRole::Direct);
        let manner = matches!(role, DutyRole::Coordinate | DutyRole::Join | DutyRole::Chair);
        if manner {
            match after_partners(flat, at, end, names) {
                Some(next) => at = next,
                None => break,
            }
            continue;
        }
        let Some(next) = after_separator(flat, at, end) else { break };
        if governs && !matches!(verb_at(&flat[next..end]), Some((_, DutyRole::Lead | DutyRole::Direct))) {
            break;
        }
        at = next;
    }
    found.extend(purpose(flat, at, end));
    ordered(found)
}

/// Verbs that say nothing of their own before another: "thực hiện giám sát", "tăng cường kiểm tra", "nâng cao hiệu quả công tác tiếp dân".
const LIGHT: [&str; 9] = ["tổ chức", "thực hiện", "tăng cường", "đẩy mạnh", "nâng cao", "bảo đảm", "làm tốt", "làm nòng cốt", "tiến hành"];
/// Words between such a verb and the other.
const FILLERS: [&str; 13] = [
    "có hiệu quả",
    "hiệu quả",
    "chất lượng",
    "hoạt động",
    "công tác",
    "chế độ",
    "việc",
    "nhiệm vụ",
    "tốt",
    "thường xuyên",
    "chính trị",
    "trong",
    "vai trò",
];

/// The verb with a role of its own after a light verb of `length` bytes at `at`.
fn lightened(flat: &str, at: usize, length: usize, end: usize) -> Option<usize> {
    let verb = &flat[at..at + length];
    if !LIGHT.contains(&verb) {
        return None;
    }
    let mut rest = flat[at + length..end].trim_start();
    if verb == "tổ chức" {
        // "tổ chức thu thập" is collecting; "tổ chức hội nghị" is organising.
        return verb_at(rest).map(|_| end - rest.len());
    }
    while let Some(filler) = FILLERS.iter().filter(|filler| begins(rest, filler)).max_by_key(|filler| filler.len()) {
        rest = rest[filler.len()..].trim_start();
    }
    verb_at(rest).filter(|(_, role)| !matches!(role, DutyRole::Carry | DutyRole::Organise)).map(|_| end - rest.len())
}

/// The verb after the names that follow `at`: "giúp Ban Thường vụ Thành ủy, Thường trực Thành ủy theo dõi".
fn after_names(flat: &str, at: usize, end: usize, names: &[Name]) -> Option<usize> {
    let mut here = at;
    loop {
        let rest = flat[here..end].trim_start_matches([' ', ',']);
        let next = end - rest.len();
        match names.iter().find(|(name, _)| name.start == next) {
            Some((name, _)) => here = name.end,
            None => return (here > at && verb_at(rest).is_some()).then_some(next),
        }
    }
}

/// "để báo cáo và tham mưu với …": what the work is for is a duty too, where it is owed to somebody.
fn purpose(flat: &str, at: usize, end: usize) -> Vec<DutyRole> {
    let Some(start) = flat[at..end].find(" để ").map(|found| at + found + " để ".len()) else { return Vec::new() };
    let mut found = Vec::new();
    let mut next = Some(start);
    while let Some((length, role)) = next.and_then(|at| verb_at(&flat[at..end])) {
        if matches!(role, DutyRole::Report | DutyRole::Advise) {
            found.push(role);
        }
        next = after_separator(flat, next.unwrap_or(end) + length, end);
    }
    found
}

/// The main role is the first that says more than "carry out"; carrying out and closing reviews add nothing to others.
fn ordered(found: Vec<DutyRole>) -> Vec<DutyRole> {
    let main = found.iter().find(|role| **role != DutyRole::Carry).or(found.first()).copied();
    let mut roles: Vec<DutyRole> = main.into_iter().collect();
    for role in found {
        if !roles.contains(&role) && !matches!(role, DutyRole::Carry | DutyRole::Organise) {
            roles.push(role);
        }
    }
    roles
}

/// What follows a comma or "và" at `at`.
fn after_separator(flat: &str, at: usize, end: usize) -> Option<usize> {
    let rest = &flat[at..end];
    [", ", " và ", " hoặc "].iter().find_map(|sign| rest.strip_prefix(sign)).map(|tail| end - tail.len())
}

/// The verb after "phối hợp", with the partners between skipped; `None` where no verb follows ("phối hợp với X trong …").
fn after_partners(flat: &str, at: usize, end: usize, names: &[Name]) -> Option<usize> {
    let rest = &flat[at..end];
    if let Some(next) = after_separator(flat, at, end).filter(|next| verb_at(&flat[*next..end]).is_some()) {
        return Some(next);
    }
    let space = rest.len() - rest.trim_start().len();
    if verb_at(&rest[space..]).is_some() {
        return Some(at + space);
    }
    let partners = rest.trim_start().strip_prefix("với ").or_else(|| rest.trim_start().strip_prefix("giữa "))?;
    let start = end - partners.len();
    let mut outside = words(flat, start, end).filter(|at| !is_inside(names, *at)).take(MOST_WORDS);
    let found = outside.find(|at| {
        let rest = &flat[*at..end];
        NOUNS_FOLLOW.iter().any(|words| begins(rest, words)) || (verb_at(rest).is_some() && is_predicate(flat, start, *at, end))
    })?;
    verb_at(&flat[found..end]).map(|_| found)
}

/// Words after the partners that are followed by nouns: no verb of the duty comes.
const NOUNS_FOLLOW: [&str; 2] = ["trong việc", "trong hoạt động"];

/// Verbs whose object is led, guided, inspected or supervised.
const GOVERNING: [&str; 14] = [
    "lãnh đạo",
    "chỉ đạo",
    "định hướng",
    "hướng dẫn",
    "kiểm tra",
    "giám sát",
    "theo dõi",
    "đôn đốc",
    "kiện toàn",
    "thanh tra",
    "nắm tình hình",
    "quản lý",
    "cán bộ chủ chốt",
    "phản biện xã hội",
];
/// What an organisation does or is: "hoạt động của X" makes X the one that is led.
const ACTIVITIES: [&str; 12] = [
    "hoạt động",
    "công tác",
    "tổ chức bộ máy",
    "biên chế",
    "nhiệm vụ",
    "cán bộ",
    "trách nhiệm",
    "chất lượng",
    "việc",
    "đội ngũ",
    "tổ chức",
    "chức năng",
];
/// What an organisation has written or wants: "nghị quyết của X" gives X no part.
const WRITINGS: [&str; 18] = [
    "nghị quyết",
    "chỉ thị",
    "quy định",
    "quyết định",
    "quy chế",
    "kết luận",
    "chủ trương",
    "đường lối",
    "chính sách",
    "pháp luật",
    "văn bản",
    "đạo đức",
    "sự lãnh đạo",
    "thẩm quyền",
    "quyền",
    "lợi ích",
    "sự phân công",
    "phát động",
];

/// The organisations that `predicate` names and the part each has, in order of the text, each once; `actors` have none.
pub(in crate::duty) fn counterparts(flat: &str, predicate: &Range<usize>, names: &[Name], actors: &[String]) -> Vec<Counterpart> {
    let mut found: Vec<Counterpart> = Vec::new();
    let mut last: Option<(usize, Option<Part>)> = None;
    for (name, id) in names.iter().filter(|(name, _)| name.start >= predicate.start && name.end <= predicate.end) {
        let between = last.map(|(end, _)| &flat[end..name.start]);
        let part = match (between, last) {
            (Some(between), Some((_, part))) if is_chain(between) => part,
            _ => part(&flat[predicate.start..name.start]),
        };
        last = Some((name.end, part));
        let Some(part) = part else { continue };
        if !actors.contains(id) && !found.iter().any(|known| known.organisation == *id) {
            found.push(Counterpart { organisation: id.clone(), part });
        }
    }
    found
}

/// Whether nothing but a comma, "và" or words that say which stand between two names of one list.
fn is_chain(between: &str) -> bool {
    let words = between.replace("trực tiếp và thường xuyên là", "").replace("trực tiếp là", "");
    let mut rest: Vec<&str> = words.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    rest.retain(|word| {
        ![
            "và", "các", "hoặc", "cùng", "cấp", "một", "số", "cơ", "quan", "tổ", "chức", "thành", "phố", "đơn", "vị", "của", "liên", "có",
            "ở", "địa", "phương",
        ]
        .contains(word)
    });
    rest.is_empty() && (between.contains(',') || between.contains(" và ") || between.contains("hoặc")) && !between.contains("của")
        || rest.is_empty() && between.trim() == ","
}

/// The part of a name that stands after `before`, the predicate up to it.
fn part(before: &str) -> Option<Part> {
    let tail = before.trim_end();
    let tail = ["các", "một số", "những", "mọi", "đồng chí", "trực tiếp là", "trực tiếp và thường xuyên là"]
        .iter()
        .fold(tail, |tail, word| tail.strip_suffix(word).map_or(tail, str::trim_end));
    let ends = |word: &str| tail.ends_with(word) && !tail[..tail.len() - word.len()].ends_with(char::is_alphanumeric);
    if ends("đồng thời gửi") {
        return Some(Part::Copy);
    }
    if ends("đối với") {
        return governs(tail).then_some(Part::Supervised);
    }
    if ends("với") {
        return nearest(
            tail,
            &[
                ("phối hợp", Some(Part::Partner)),
                ("làm việc", Some(Part::Partner)),
                ("giao ban", Some(Part::Partner)),
                ("tham gia", Some(Part::Partner)),
                ("thống nhất", Some(Part::Partner)),
                ("hiệp thương", Some(Part::Partner)),
                ("báo cáo", Some(Part::Recipient)),
                ("kiến nghị", Some(Part::Recipient)),
                ("phản ánh", Some(Part::Recipient)),
                ("đề xuất", Some(Part::Recipient)),
                ("tham mưu", Some(Part::Recipient)),
                ("giữa", Some(Part::Partner)),
                ("gắn", None),
                ("đối", None),
                ("quan hệ", Some(Part::Partner)),
                ("trao đổi", Some(Part::Partner)),
                ("cùng", Some(Part::Partner)),
            ],
        )
        .flatten();
    }
    if ends("giữa") {
        return Some(Part::Partner);
    }
    if ends("giúp")
        || ends("trình")
        || ends("báo cáo")
        || ends("gửi")
        || ends("kiến nghị")
        || ends("đề nghị")
        || ends("tham mưu")
        || ends("trước") && tail.contains("chịu trách nhiệm")
    {
        return Some(Part::Recipient);
    }
    if ends("cho") {
        return nearest(
            tail,
            &[
                ("báo cáo", Some(Part::Recipient)),
                ("gửi", Some(Part::Recipient)),
                ("tham mưu", Some(Part::Recipient)),
                ("cung cấp", Some(Part::Recipient)),
                ("thông báo", Some(Part::Recipient)),
                ("thông tin", Some(Part::Recipient)),
                ("trả lời", Some(Part::Recipient)),
                ("tạo điều kiện", Some(Part::Served)),
                ("hỗ trợ", Some(Part::Served)),
                ("hướng dẫn", Some(Part::Supervised)),
                ("bồi dưỡng", Some(Part::Supervised)),
                ("tập huấn", Some(Part::Supervised)),
            ],
        )
        .flatten();
    }
    if ends("về") {
        return ["báo cáo", "phản ánh", "gửi"].iter().any(|verb| tail.contains(verb)).then_some(Part::Recipient);
    }
    if ends("đến") {
        return ["thông tin", "gửi", "báo cáo", "chuyển"].iter().any(|verb| tail.contains(verb)).then_some(Part::Recipient);
    }
    if ends("để") {
        return tail.trim_end_matches("để").trim_end().ends_with("tạo điều kiện").then_some(Part::Served);
    }
    if ends("của") {
        let of = tail.trim_end_matches("của").trim_end();
        if ["theo hướng dẫn", "theo sự phân công", "theo phân công", "theo sự chỉ đạo", "theo chỉ đạo", "theo yêu cầu"]
            .iter()
            .any(|words| of.ends_with(words))
        {
            return Some(Part::Leader);
        }
        let activity = last_of(of, &ACTIVITIES);
        let writing = last_of(of, &WRITINGS);
        return (activity > writing && governs(of)).then_some(Part::Supervised);
    }
    if ends("bảo vệ") {
        return Some(Part::Served);
    }
    GOVERNING.iter().any(|verb| ends(verb)).then_some(Part::Supervised)
}

/// Whether a verb that governs stands in `text`.
fn governs(text: &str) -> bool {
    GOVERNING.iter().any(|verb| text.contains(verb))
}

fn last_of(text: &str, words: &[&str]) -> Option<usize> {
    words.iter().filter_map(|word| text.rfind(word).map(|at| at + word.len())).max()
}

/// The value of the word that stands last in `text`.
fn nearest<T: Copy>(text: &str, words: &[(&str, T)]) -> Option<T> {
    words.iter().filter_map(|(word, value)| text.rfind(word).map(|at| (at, *value))).max_by_key(|(at, _)| *at).map(|(_, value)| value)
}
