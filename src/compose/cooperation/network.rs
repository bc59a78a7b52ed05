//! The picture of the organisations with the most connections: two arcs of names, the levels in order, and lines between them.
//! Entry point: [`view`].
//!
//! Names stand in rows of equal height outside the arcs, so that no two of them can meet, whatever they are.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::compose::cooperation::{Web, matrix};
use crate::compose::{organisation, organisation_url};
use crate::content::Organisation;
use crate::page::{Link, NetworkEdge, NetworkLevel, NetworkLine, NetworkNode, NetworkView};

/// Most organisations in the picture.
const MOST: usize = 24;
/// Width of the drawing.
const WIDTH: i32 = 1120;
/// How far the arcs stand from the middle.
const REACH: i32 = 215;
/// Height of the row of an organisation.
const ROW: i32 = 48;
/// Height of the row of a level.
const LEVEL_ROW: i32 = 34;
/// Space above and below.
const EDGE: i32 = 16;
/// Most letters in a line of a name: what fits beside an arc.
const LINE: usize = 38;
/// From one line of a name to the next.
const LEADING: i32 = 17;

/// The picture; `None` without pairs.
pub(super) fn view(web: &Web<'_>) -> Option<NetworkView> {
    let ties = ties(web);
    let (strongest, strongest_count) = ties.iter().min_by_key(|(pair, clauses)| (Reverse(**clauses), **pair))?;
    let shown = shown(web, &ties);
    let (left, right) = shown.split_at(shown.len().div_ceil(2));
    let height = rows(left).max(rows(right)) + 2 * EDGE;
    let (mut nodes, mut levels) = (Vec::new(), Vec::new());
    place(left, true, height, &ties, &mut nodes, &mut levels);
    place(right, false, height, &ties, &mut nodes, &mut levels);
    let name = |id: &str| web.composer.organisation_link(id).label;
    Some(NetworkView {
        width: WIDTH,
        height,
        edges: edges(&nodes, &ties, *strongest_count),
        nodes,
        levels,
        organisation_count: web.organisations.len(),
        strongest: format!("{} – {}", name(strongest.0), name(strongest.1)),
        strongest_count: *strongest_count,
    })
}

/// Clauses by pair, both directions together; the first id is the smaller one.
type Ties<'a> = BTreeMap<(&'a str, &'a str), usize>;

fn ties<'a>(web: &'a Web<'_>) -> Ties<'a> {
    let mut ties = Ties::new();
    for (actor, other) in web.pairs.keys() {
        let pair = if actor < other { (actor.as_str(), other.as_str()) } else { (other.as_str(), actor.as_str()) };
        *ties.entry(pair).or_default() += web.clauses(actor, other);
    }
    ties
}

/// How many clauses tie `id` to others.
fn weight(ties: &Ties<'_>, id: &str) -> usize {
    ties.iter().filter(|((one, other), _)| *one == id || *other == id).map(|(_, clauses)| clauses).sum()
}

/// The organisations with the most ties, in order of level and name.
fn shown<'a>(web: &Web<'a>, ties: &Ties<'_>) -> Vec<&'a Organisation> {
    let mut all: Vec<(usize, &Organisation)> = web.organisations.iter().copied().enumerate().collect();
    all.sort_by_cached_key(|(_, organisation)| (Reverse(weight(ties, &organisation.id)), organisation.id.clone()));
    all.truncate(MOST);
    all.sort_by_key(|(position, _)| *position);
    all.into_iter().map(|(_, organisation)| organisation).collect()
}

/// Height of a side: its organisations and the names of their levels.
fn rows(side: &[&Organisation]) -> i32 {
    side.iter().enumerate().map(|(index, _)| ROW + if starts_level(side, index) { LEVEL_ROW } else { 0 }).sum()
}

fn starts_level(side: &[&Organisation], index: usize) -> bool {
    index == 0 || side[index].level != side[index - 1].level
}

fn place(
    side: &[&Organisation],
    at_left: bool,
    height: i32,
    ties: &Ties<'_>,
    nodes: &mut Vec<NetworkNode>,
    levels: &mut Vec<NetworkLevel>,
) {
    let outward = if at_left { -1 } else { 1 };
    let mut top = (height - rows(side)) / 2;
    for (index, organisation) in side.iter().enumerate() {
        if starts_level(side, index) {
            let x = arc(top + LEVEL_ROW, height, outward) + outward * 18;
            levels.push(NetworkLevel { level: organisation::slug(organisation.level), at_left, x, y: top + LEVEL_ROW - 8 });
            top += LEVEL_ROW;
        }
        let y = top + ROW / 2;
        let x = arc(y, height, outward);
        let radius = 4 + i32::try_from(weight(ties, &organisation.id).checked_ilog2().unwrap_or(0)).unwrap_or(0);
        let lines = wrapped(organisation);
        let first = y + 5 - LEADING * (i32::try_from(lines.len()).unwrap_or(1) - 1) / 2;
        let line = |(number, text): (i32, String)| NetworkLine { y: first + LEADING * number, text };
        nodes.push(NetworkNode {
            id: organisation.id.clone(),
            organisation: Link::new(organisation.name.clone(), organisation_url(&organisation.id)),
            lines: (0..).zip(lines).map(line).collect(),
            at_left,
            text_x: x + outward * 18,
            x,
            y,
            radius,
        });
        top += ROW;
    }
}

/// The arc at height `y`: half of an ellipse somewhat taller than the drawing, so that its ends do not run flat.
#[expect(clippy::cast_possible_truncation, reason = "a rounded number within the drawing")]
fn arc(y: i32, height: i32, outward: i32) -> i32 {
    let middle = f64::from(height) / 2.0;
    let away = (f64::from(y) - middle) / (middle * 1.12);
    WIDTH / 2 + outward * (f64::from(REACH) * (1.0 - away * away).max(0.0).sqrt()).round() as i32
}

fn edges(nodes: &[NetworkNode], ties: &Ties<'_>, strongest: usize) -> Vec<NetworkEdge> {
    let by_id: BTreeMap<&str, &NetworkNode> = nodes.iter().map(|node| (node.id.as_str(), node)).collect();
    let mut edges: Vec<NetworkEdge> = ties
        .iter()
        .filter_map(|((from, to), clauses)| Some((by_id.get(from)?, by_id.get(to)?, *clauses)))
        .map(|(from, to, clauses)| NetworkEdge {
            from: from.id.clone(),
            to: to.id.clone(),
            path: format!("M{} {}Q{} {} {} {}", from.x, from.y, WIDTH / 2, (from.y + to.y) / 2, to.x, to.y),
            tenths: 12 + 58 * (clauses - 1) / (strongest - 1).max(1),
        })
        .collect();
    edges.sort_by_key(|edge| edge.tenths);
    edges
}

/// The name in at most two lines; the shortest name where the full one does not fit, cut where that does not either.
fn wrapped(organisation: &Organisation) -> Vec<String> {
    let full = lines(&organisation.name, LINE);
    if full.len() <= 2 {
        // Two lines of like length; no word stands alone.
        let even = (1..=LINE).map(|longest| lines(&organisation.name, longest)).find(|lines| lines.len() <= 2);
        return if full.len() == 2 { even.unwrap_or(full) } else { full };
    }
    let mut short = lines(matrix::short(organisation), LINE);
    if short.len() > 2 {
        short.truncate(2);
        short[1] = short[1].chars().take(LINE - 1).chain(['…']).collect();
    }
    short
}

/// `name` in lines of at most `longest` letters, broken between words; a longer word is broken anywhere.
fn lines(name: &str, longest: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    let letters = |text: &str| text.chars().count();
    // A dash between two words stays with the first.
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ").replace(" - ", "\u{a0}- ");
    for word in name.split(' ') {
        let pieces: Vec<char> = word.chars().collect();
        for (number, piece) in pieces.chunks(longest).enumerate() {
            let piece: String = piece.iter().collect();
            match lines.last_mut().filter(|line| number == 0 && (line.is_empty() || letters(line) + 1 + letters(&piece) <= longest)) {
                Some(line) if line.is_empty() => *line = piece,
                Some(line) => {
                    line.push(' ');
                    line.push_str(&piece);
                }
                None => lines.push(piece),
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{LINE, lines};

    #[test]
    fn a_name_of_any_length_fits_its_lines() {
        for (name, count) in [
            ("Thành ủy", 1),
            ("Ban Chỉ đạo Công tác Tôn giáo - Dân tộc của Thành ủy", 2),
            ("Ban Chỉ đạo thành phố về xây dựng và thực hiện quy chế dân chủ ở cơ sở", 2),
            ("một hai ba bốn năm sáu bảy tám chín mười một hai ba bốn năm sáu bảy tám chín mười", 3),
        ] {
            assert_eq!(lines(name, LINE).len(), count, "{:?}", lines(name, LINE));
        }
        assert!(lines(&"đ".repeat(100), LINE).iter().all(|line| line.chars().count() <= LINE));
        assert_eq!(lines(&format!("a {}", "đ".repeat(100)), LINE).concat().chars().count(), 101);
        assert_eq!(lines("", LINE), [""]);
    }
}
