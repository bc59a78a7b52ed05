//! Periodic duties as a calendar (iCalendar, RFC 5545). Entry points: [`calendar`], [`is_periodic`].
//!
//! A text names a period and no day. Here every period ends on the last day of its last month, counted from January, and each
//! event says that this day is not from the text. What no year can show has no event: a period longer than a year or in days.

use crate::content::{Date, Duty, Timing};
use crate::duty::due_months;
use crate::export::{Row, Setting};

/// Longest line in bytes, without its line break.
const LINE: usize = 75;

/// Whether a calendar shows this duty.
pub fn is_periodic(duty: &Duty) -> bool {
    duty.timing.iter().any(|timing| is_shown(*timing))
}

fn is_shown(timing: Timing) -> bool {
    timing.months().is_some_and(|months| months <= 12) && !due_months(timing).is_empty()
}

/// A calendar called `name` with one event for each duty and period; `None` where there would be none.
pub fn calendar<'r>(name: &str, rows: impl Iterator<Item = &'r Row<'r>>, setting: &Setting<'_>) -> Option<Vec<u8>> {
    let mut out = Lines::default();
    out.put("BEGIN:VCALENDAR");
    out.put("VERSION:2.0");
    out.put("PRODID:-//quyche//quyche//VI");
    out.put("CALSCALE:GREGORIAN");
    out.put("METHOD:PUBLISH");
    out.text("NAME", name);
    out.text("X-WR-CALNAME", name);
    let mut events = 0;
    for row in rows {
        for (at, timing) in row.duty.timing.iter().enumerate() {
            if is_shown(*timing) && !row.duty.timing[..at].contains(timing) {
                event(&mut out, row, at, *timing, setting);
                events += 1;
            }
        }
    }
    out.put("END:VCALENDAR");
    (events > 0).then(|| out.0.into_bytes())
}

fn event(out: &mut Lines, row: &Row<'_>, at: usize, timing: Timing, setting: &Setting<'_>) {
    let (view, strings, day) = (&row.view, setting.strings, setting.day());
    let months = due_months(timing);
    let first = months.first().copied().unwrap_or(12);
    let start = Date::last_of(day.year(), first);
    out.put("BEGIN:VEVENT");
    out.put(&format!("UID:{}", uid(row, timing)));
    out.put(&format!("DTSTAMP:{}T000000Z", basic(day)));
    out.put(&format!("DTSTART;VALUE=DATE:{}", basic(start)));
    out.put(&format!("RRULE:{}", rule(&months)));
    out.text("SUMMARY", &view.action);
    let description = strings.fill(
        "export.calendar.description",
        &[
            ("quote", view.quote.as_str()),
            ("place", view.place.as_str()),
            ("number", view.document.label.as_str()),
            ("actors", view.actors.iter().map(|actor| actor.label.as_str()).collect::<Vec<_>>().join(", ").as_str()),
            ("period", view.timing.get(at).map_or("", |timing| timing.words.as_str())),
        ],
    );
    let proposed = if view.is_reviewed { String::new() } else { format!("\n{}", strings.get("standing.proposed")) };
    out.text("DESCRIPTION", &format!("{}{proposed}", description.trim_end()));
    if let Some(address) = setting.address(&view.url) {
        out.put(&format!("URL:{address}"));
    }
    out.put("TRANSP:TRANSPARENT");
    out.put("END:VEVENT");
}

/// One day a year, or the last day of every so many months or of some months. The same days could be said with `FREQ=YEARLY`, but
/// programs are known that count the last day of a month wrongly there.
fn rule(months: &[u8]) -> String {
    match months {
        [_] => String::from("FREQ=YEARLY"),
        [1, ..] => String::from("FREQ=MONTHLY;BYMONTHDAY=-1"),
        [step, ..] if usize::from(*step) * months.len() == 12 => format!("FREQ=MONTHLY;INTERVAL={step};BYMONTHDAY=-1"),
        some => {
            let list = some.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
            format!("FREQ=MONTHLY;BYMONTH={list};BYMONTHDAY=-1")
        }
    }
}

/// The name of an event for ever: what is laid down where, and the period. Two entries with the same words are told apart by their order.
fn uid(row: &Row<'_>, timing: Timing) -> String {
    let mut name = format!("{}\0{}\0{timing}", row.duty.provision, row.duty.quote);
    if row.repeat > 0 {
        name.push_str(&format!("\0{}", row.repeat));
    }
    format!("{}@quyche", &blake3::hash(name.as_bytes()).to_hex()[..32])
}

fn basic(date: Date) -> String {
    date.to_string().replace('-', "")
}

/// Lines that end in CRLF and are folded at 75 bytes, never within a letter.
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// A value that is text: `\`, `;`, `,` and line breaks are escaped, other control characters left out.
    fn text(&mut self, name: &str, value: &str) {
        let mut line = format!("{name}:");
        for sign in value.chars() {
            match sign {
                '\\' | ';' | ',' => line.extend(['\\', sign]),
                '\n' => line.push_str("\\n"),
                '\t' => line.push(' '),
                sign if sign.is_control() => {}
                sign => line.push(sign),
            }
        }
        self.put(&line);
    }

    fn put(&mut self, line: &str) {
        let mut room = LINE;
        for sign in line.chars() {
            if sign.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LINE - 1;
            }
            room -= sign.len_utf8();
            self.0.push(sign);
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::{LINE, Lines, rule};
    use crate::content::Timing;
    use crate::duty::due_months;

    #[test]
    fn text_is_escaped_and_lines_are_folded() {
        let mut lines = Lines::default();
        let words = "Báo cáo; gửi ban dân vận, đồng thời\nnộp C:\\ bản.\u{7} ".repeat(9);
        lines.text("SUMMARY", &words);
        for line in lines.0.split_terminator("\r\n") {
            assert!(line.len() <= LINE, "{line}");
        }
        let unfolded = lines.0.replace("\r\n ", "").replace("\r\n", "");
        assert!(unfolded.starts_with("SUMMARY:Báo cáo\\; gửi ban dân vận\\, đồng thời\\nnộp C:\\\\ bản. Báo"), "{unfolded}");
    }

    #[test]
    fn rules() {
        for (months, expected) in [
            (1, "FREQ=MONTHLY;BYMONTHDAY=-1"),
            (3, "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"),
            (5, "FREQ=MONTHLY;BYMONTH=5,10;BYMONTHDAY=-1"),
            (6, "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=-1"),
            (9, "FREQ=YEARLY"),
            (12, "FREQ=YEARLY"),
        ] {
            assert_eq!(rule(&due_months(Timing::Months(months))), expected);
        }
    }
}
