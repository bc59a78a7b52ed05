//! The months in which a periodic duty falls due. Entry point: [`due_months`].

use crate::content::Timing;

/// The months, from 1 to 12, at whose end a duty of this period falls due: every N months counted from January.
///
/// Texts name periods and no days; that a period ends with its last month is the convention of reports in Vietnam
/// (6 months: June and December; 9 months: September).
pub fn due_months(timing: Timing) -> Vec<u8> {
    match timing.months() {
        Some(period @ 1..=12) => (1..=12).filter(|month| u16::from(*month) % period == 0).collect(),
        Some(_) => vec![12],
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::due_months;
    use crate::content::Timing;

    #[test]
    fn counted_from_january() {
        assert_eq!(due_months(Timing::Months(1)).len(), 12);
        assert_eq!(due_months(Timing::Months(3)), [3, 6, 9, 12]);
        assert_eq!(due_months(Timing::Months(6)), [6, 12]);
        assert_eq!(due_months(Timing::Months(9)), [9]);
        assert_eq!(due_months(Timing::Months(12)), [12]);
        assert_eq!(due_months(Timing::Months(24)), [12]);
        assert!(due_months(Timing::Unspecified).is_empty());
    }
}
