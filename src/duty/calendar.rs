//! The months in which a periodic duty falls due. Entry point: [`due_months`].

use crate::content::Timing;

/// Months of a year.
const YEAR: u16 = 12;
/// A period of so many days comes round in every month, February included.
const SHORTEST_MONTH: u16 = 28;

/// The months (1 to 12) at whose end a period of `timing` ends, in order.
///
/// Regulations name periods, not days. The convention of the site, in this one place: periods are counted from the first of January
/// and start anew each year, so that a period of N months ends with the months N, 2N, … of the year: P3M in 3, 6, 9 and 12, P9M in 9,
/// P1Y in 12. A period of at most 28 days ends in every month. What no year can show has no month: a period longer than a year, more
/// days than a month has, and the words (`as-needed`, …).
pub fn due_months(timing: Timing) -> Vec<u8> {
    let step = match timing {
        Timing::Months(months) => months,
        Timing::Days(days) if days <= SHORTEST_MONTH => 1,
        _ => return Vec::new(),
    };
    (1..=YEAR).filter(|month| step > 0 && month % step == 0).filter_map(|month| u8::try_from(month).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::due_months;
    use crate::content::Timing;

    #[test]
    fn periods_end_with_the_months_of_the_year() {
        for (code, expected) in [
            ("P1M", (1..=12).collect()),
            ("P2M", vec![2, 4, 6, 8, 10, 12]),
            ("P3M", vec![3, 6, 9, 12]),
            ("P4M", vec![4, 8, 12]),
            ("P5M", vec![5, 10]),
            ("P6M", vec![6, 12]),
            ("P7M", vec![7]),
            ("P9M", vec![9]),
            ("P12M", vec![12]),
            ("P1Y", vec![12]),
            ("P1W", (1..=12).collect()),
            ("P28D", (1..=12).collect()),
            ("P90D", vec![]),
            ("P18M", vec![]),
            ("P5Y", vec![]),
            ("as-needed", vec![]),
            ("on-event", vec![]),
            ("continuous", vec![]),
            ("unspecified", vec![]),
        ] {
            assert_eq!(Timing::parse(code).map(due_months), Some(expected), "{code}");
        }
        assert_eq!(due_months(Timing::Months(0)), [0_u8; 0]);
    }
}
