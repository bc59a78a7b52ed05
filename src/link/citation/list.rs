//! Units written together: `điểm a và b khoản 1, khoản 3 Điều 7`, `từ Điều 4 đến Điều 8`, `Điều 1 (Khoản 2)`.
//! Entry point: [`read`].

use std::ops::Range;

use crate::link::citation::text::{Cursor, Text};
use crate::link::citation::unit::{self, Level, Number, Unit};

/// How an item is joined to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::link) enum Joint {
    /// It is the last.
    End,
    /// By a comma or semicolon.
    Comma,
    /// By "và", "hoặc", "hay".
    And,
    /// By "đến": the two are the ends of a range.
    Through,
}

/// One written member of a list: its units, special before general, with those it shares with a later member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::link) struct Item {
    /// Its units; never empty.
    pub(in crate::link) units: Vec<Unit>,
    /// How many of the units are written here; the others are shared.
    pub(in crate::link) own: usize,
    /// Bytes of the text.
    pub(in crate::link) range: Range<usize>,
    /// How the next item follows.
    pub(in crate::link) joint: Joint,
    /// Whether it cannot be told which larger unit it stands in ("khoản 2 và Điều 7").
    pub(in crate::link) doubtful: bool,
}

impl Item {
    fn top(&self) -> &Unit {
        self.units.last().expect("an item has a unit")
    }

    /// Whether it ends in "này".
    pub(in crate::link) fn is_here(&self) -> bool {
        self.top().number == Number::This
    }
}

/// A list of units and where it ends.
#[derive(Clone, Debug)]
pub(in crate::link) struct List {
    pub(in crate::link) items: Vec<Item>,
    pub(in crate::link) end: usize,
}

/// The list whose first unit's word begins at byte `at`.
pub(in crate::link) fn read(text: &Text<'_>, at: usize) -> Option<List> {
    let mut list = plain(text, unit::read(text, at)?);
    descend(&mut list.items);
    complete(&mut list.items);
    Some(list)
}

/// A list that begins with `first`, shared units not yet filled in.
fn plain(text: &Text<'_>, first: Unit) -> List {
    let mut items = Vec::new();
    let mut next = first;
    loop {
        let end = chain(text, next, &mut items);
        let last = items.last_mut().expect("a chain has an item");
        let level = last.units[last.own - 1].level;
        match joined(text, end, level) {
            Some((joint, unit)) => {
                last.joint = joint;
                next = unit;
            }
            None => return List { items, end },
        }
    }
}

/// Reads `first` and the larger units after it into `items`; returns where they end.
fn chain(text: &Text<'_>, first: Unit, items: &mut Vec<Item>) -> usize {
    let mut units = vec![first];
    loop {
        let last = units.last().expect("the chain has a unit");
        if last.number == Number::This {
            break;
        }
        match larger(text, last) {
            Some(unit) => units.push(unit),
            None => break,
        }
    }
    let range = units[0].range.start..units[units.len() - 1].range.end;
    if units.len() == 1
        && let Some(end) = downwards(text, &units[0], items)
    {
        return end;
    }
    let end = range.end;
    items.push(Item { own: units.len(), units, range, joint: Joint::End, doubtful: false });
    end
}

/// The unit after `last` in which that stands: `khoản 2 [Điều 5]`, `khoản 2 của [Điều 5]`, `Khoản 2, [Điều 5]`.
fn larger(text: &Text<'_>, last: &Unit) -> Option<Unit> {
    if last.level == Level::Form {
        return None;
    }
    let cursor = text.cursor(last.range.end);
    let fits = |unit: &Unit| unit.level > last.level && unit.number != Number::Absent;
    let direct = cursor.one_of(&["của", "thuộc", "tại", "trong"]).unwrap_or(cursor);
    let gap = direct.space().at > cursor.at;
    if let Some(unit) = unit::read(text, direct.at).filter(|unit| gap && fits(unit)) {
        return Some(unit);
    }
    // After a comma "Điều 4, Chương III" is a list: a Điều needs no larger unit.
    let after_comma = cursor.mark(',').filter(|_| last.level != Level::Article && last.level < Level::Part)?;
    unit::read(text, after_comma.maybe("thuộc").at).filter(fits)
}

/// Smaller units after `outer`, as in `Điều 1 (Khoản 2)`, `Điều 24 (Khoản 3, Khoản 4)` and `Điều 5 khoản 2 điểm a`.
fn downwards(text: &Text<'_>, outer: &Unit, items: &mut Vec<Item>) -> Option<usize> {
    let cursor = text.cursor(outer.range.end);
    let smaller = |unit: &Unit| unit.level < outer.level && matches!(unit.number, Number::Written(_));
    if let Some(open) = cursor.mark('(') {
        let first = unit::read(text, open.at).filter(smaller)?;
        let inner = plain(text, first);
        let close = text.cursor(inner.end).mark(')')?;
        if inner.items.iter().any(|item| item.top().level >= outer.level) {
            return None;
        }
        let count = inner.items.len();
        for (index, mut item) in inner.items.into_iter().enumerate() {
            item.units.push(outer.clone());
            if index == 0 {
                item.range.start = outer.range.start;
            }
            // The units inside the brackets, not the Điều before them, are what a list inside goes on with.
            item.own = if index + 1 == count { item.units.len() } else { item.own };
            items.push(item);
        }
        return Some(close.at);
    }
    if outer.level != Level::Article {
        return None;
    }
    let mut units = vec![outer.clone()];
    while let Some(unit) = unit::read(text, units[0].range.end)
        .filter(|unit| unit.level < units[0].level && matches!(unit.number, Number::Written(_)))
        .filter(|unit| unit.range.start > units[0].range.end)
        .filter(|unit| larger(text, unit).is_none())
    {
        units.insert(0, unit);
    }
    let end = units[0].range.end;
    let own = units.len();
    (own > 1).then(|| items.push(Item { units, own, range: outer.range.start..end, joint: Joint::End, doubtful: false }))?;
    Some(end)
}

/// The unit that goes on with a list after byte `end`, and how it is joined. A number alone takes `level`.
fn joined(text: &Text<'_>, end: usize, level: Level) -> Option<(Joint, Unit)> {
    let (joint, cursor) = connector(text.cursor(end))?;
    let cursor = cursor.maybe("tại").maybe("các").maybe("cả");
    if let Some(unit) = unit::read(text, cursor.at).filter(|unit| (unit.level == Level::Form) == (level == Level::Form)) {
        return Some((joint, unit));
    }
    let start = cursor.space().at;
    if start == cursor.at && joint != Joint::Comma {
        return None;
    }
    let (number, stop) = unit::bare(text, level, start)?;
    let counts = text.flat[start..].starts_with('0') && level != Level::Form;
    (!counts && goes_on(text, level, start, stop)).then_some((joint, Unit { level, number: Number::Written(number), range: start..stop }))
}

fn connector(cursor: Cursor<'_>) -> Option<(Joint, Cursor<'_>)> {
    let comma = cursor.mark(',').or_else(|| cursor.mark(';'));
    let after = comma.unwrap_or(cursor);
    if let Some(through) = after.one_of(&["đến hết", "đến", "tới"]) {
        return Some((Joint::Through, through));
    }
    if let Some(and) = after.one_of(&["và", "hoặc", "hay", "cùng"]) {
        let both = and.mark('/').and_then(|slash| slash.one_of(&["hoặc", "và"]));
        return Some((Joint::And, both.unwrap_or(and)));
    }
    comma.map(|comma| (Joint::Comma, comma))
}

/// Nouns that are counted: a number before them is no unit ("khoản 1, 2 người").
const COUNTED: &str = "ngày tháng năm giờ phút tuần quý lần người bộ bản triệu nghìn ngàn tỷ đồng trường loại nhóm đối đơn cơ mức điểm tuổi km m mét ha kg tấn lít phần cấp hình bên nội hồ yếu tiêu nhiệm công doanh thành tổ cá";

/// Whether the number in `start..stop`, which has no word of its own, may be a unit of a list.
fn goes_on(text: &Text<'_>, level: Level, start: usize, stop: usize) -> bool {
    let after = text.cursor(stop);
    if unit::read(text, stop).is_some() || connector(after).is_some() {
        return true;
    }
    let Some((word, _)) = after.word().filter(|_| after.space().at > stop || after.next().is_none()) else { return true };
    if level <= Level::Point && level != Level::Form {
        // "điểm a, y tế": a letter that is a word of its own.
        return !matches!(&text.flat[start..stop], "y" | "o" | "u" | "i") || matches!(word, "của" | "thì" | "trên" | "nêu" | "này");
    }
    // A Roman numeral or capital after a Phụ lục may begin a name.
    !COUNTED.split(' ').any(|counted| counted == word)
}

/// "Điều 11, khoản 1, tiết d" and "Điều 141, các khoản 2, 3 và 4": a list that only goes down is one of smaller units.
fn descend(items: &mut Vec<Item>) {
    let single =
        |item: &Item| item.units.len() == 1 && matches!(item.units[0].number, Number::Written(_)) && item.units[0].level != Level::Form;
    let down = |left: &Item, right: &Item| left.joint == Joint::Comma && right.units[0].level < left.units[0].level;
    let falls = items.windows(2).all(|pair| down(&pair[0], &pair[1]) || pair[0].units[0].level == pair[1].units[0].level);
    let first = items.first().is_some_and(|item| matches!(item.units[0].level, Level::Article | Level::Clause | Level::Point));
    if items.len() < 2 || !first || !falls || !items.iter().all(single) {
        return;
    }
    let mut index = 0;
    while index + 1 < items.len() {
        if items[index + 1].units[0].level == items[index].units[0].level {
            let shared = items[index].units[1..].to_vec();
            items[index + 1].units.extend(shared);
            index += 1;
        } else {
            let outer = items.remove(index);
            let inner = &mut items[index];
            inner.units.extend(outer.units);
            inner.own = inner.units.len();
            inner.range.start = outer.range.start;
        }
    }
}

/// Gives every item the larger units of the item after it: "điểm a và điểm b khoản 1" are both of khoản 1.
fn complete(items: &mut [Item]) {
    // "khoản 1 Điều 5, khoản 3": whose khoản 3 is not said.
    if let [.., before, last] = items
        && last.top().level < Level::Article
        && before.top().level >= Level::Article
        && !before.is_here()
        && !last.is_here()
    {
        last.doubtful = true;
    }
    for index in (0..items.len().saturating_sub(1)).rev() {
        let (head, tail) = items.split_at_mut(index + 1);
        let (item, next) = (&mut head[index], &tail[0]);
        let top = item.top().level;
        if item.is_here() || top == Level::Form {
            continue;
        }
        if next.units[0].level > top {
            item.doubtful = item.joint == Joint::And && top < Level::Article;
        } else {
            item.units.extend(next.units.iter().filter(|unit| unit.level > top).cloned());
            item.doubtful = next.doubtful && top < Level::Article;
        }
    }
}
