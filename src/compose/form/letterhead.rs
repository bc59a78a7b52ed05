//! The lines of a head told apart, also where a file has run them together. Entry points: [`read`], [`issuing`].
//!
//! The parts are those of Nghị định 30/2020/NĐ-CP, Phụ lục I, and of Hướng dẫn 36-HD/VPTW for documents of the Party.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::compose::form::{Line, is_capitals};
use crate::page::{FormLine, FormPart, Profile, Text};

/// What a head says, each in a group of its own; an earlier one wins where two begin at the same place.
static PARTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?P<party>ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM)",
        r"|(?P<country>(?i:CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM))",
        r"|(?P<motto>(?i:Độc\s+lập\s*[-–—]\s*Tự\s+do\s*[-–—]\s*Hạnh\s+phúc))",
        r"|(?P<number>(?i:(?:Luật|Bộ luật|Pháp lệnh|Nghị quyết)\s+số|số)\s*:?\s*[\d.…]+\s*[-–/]\S*)",
        r"|(?P<place>(?:TP|\p{Lu}\p{Ll})[\p{L} .\-]{0,40},\s*ngày\s*[\d.…]*\s*tháng\s*[\d.…]*\s*năm\s*[\d.…]*)",
        r"|(?P<star>\*+)",
        r"|(?P<rule>[-–—_=]{3,})",
    ))
    .expect("the pattern is well-formed")
});

/// Whose document a line of its head says it is.
pub(super) fn issuing(line: &str) -> Option<Profile> {
    PARTS.captures_iter(line).find_map(|found| match (found.name("party"), found.name("country")) {
        (Some(_), _) => Some(Profile::Party),
        (_, Some(_)) => Some(Profile::State),
        _ => None,
    })
}

/// The parts of a head, in the order of the source.
pub(super) fn read(lines: &[&Text]) -> Vec<Line> {
    // "BAN CHẤP HÀNH TRUNG ƯƠNG ĐẢNG CỘNG SẢN VIỆT NAM" is one name where the Party has a line of its own.
    let alone = lines.iter().any(|line| pieces(&line.text, false).as_slice() == [(Some(FormPart::Party), 0..line.text.len())]);
    let mut out: Vec<Line> = Vec::new();
    let mut before = None;
    for line in lines {
        for (part, range) in pieces(&line.text, alone) {
            let part = match part {
                Some(FormPart::Rule) if before == Some(FormPart::Issuer) => Some(FormPart::IssuerRule),
                None if is_capitals(&line.text[range.clone()]) => Some(FormPart::Issuer),
                part => part,
            };
            before = part;
            let text = line.slice(range);
            out.push(match part {
                Some(part) => Line::Part(FormLine { part, text }),
                None => Line::Other(text),
            });
        }
    }
    superiors(&mut out);
    out
}

/// What the patterns find in a line and what stands between; `None` is what they do not know.
fn pieces(text: &str, party_stands_alone: bool) -> Vec<(Option<FormPart>, Range<usize>)> {
    let mut out = Vec::new();
    let mut at = 0;
    for found in PARTS.captures_iter(text) {
        let whole = found.get(0).expect("a match has a whole").range();
        let part = [
            ("party", FormPart::Party),
            ("country", FormPart::Country),
            ("motto", FormPart::Motto),
            ("number", FormPart::Number),
            ("place", FormPart::Place),
            ("star", FormPart::Star),
            ("rule", FormPart::Rule),
        ]
        .into_iter()
        .find(|(name, _)| found.name(name).is_some())
        .map(|(_, part)| part);
        if part == Some(FormPart::Party) && party_stands_alone && whole != (0..text.len()) {
            continue;
        }
        between(text, at..whole.start, &mut out);
        at = whole.end;
        out.push((part, whole));
    }
    between(text, at..text.len(), &mut out);
    out
}

fn between(text: &str, range: Range<usize>, out: &mut Vec<(Option<FormPart>, Range<usize>)>) {
    let words = text[range.clone()].trim();
    if !words.is_empty() {
        let start = range.start + (text[range.clone()].len() - text[range].trim_start().len());
        out.push((None, start..start + words.len()));
    }
}

/// Of several bodies above the number the last one issues; those above it are its superiors.
fn superiors(lines: &mut [Line]) {
    let issues = |line: &Line| matches!(line, Line::Part(line) if line.part == FormPart::Issuer);
    let Some(last) = lines.iter().rposition(issues) else { return };
    for line in &mut lines[..last] {
        if let Line::Part(line) = line
            && line.part == FormPart::Issuer
        {
            line.part = FormPart::Superior;
        }
    }
}
