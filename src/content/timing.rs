//! When a duty is due: a period of ISO 8601, or a word where the text names none.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// When a duty is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Timing {
    /// Every so many days (`P1D`, `P1W`).
    Days(u16),
    /// Every so many months (`P1M`, `P6M`; a year is `P1Y`).
    Months(u16),
    /// "khi cần thiết", "trong trường hợp cần thiết".
    AsNeeded,
    /// "khi có …", "khi phát sinh …".
    OnEvent,
    /// "thường xuyên".
    Continuous,
    /// "định kỳ" without a period.
    Unspecified,
}

impl Timing {
    /// The words of the format.
    const WORDS: [(&'static str, Self); 4] =
        [("as-needed", Self::AsNeeded), ("on-event", Self::OnEvent), ("continuous", Self::Continuous), ("unspecified", Self::Unspecified)];

    /// Reads `P6M`, `P1Y`, `P2W` or one of the words.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some((_, timing)) = Self::WORDS.iter().find(|(word, _)| *word == text) {
            return Some(*timing);
        }
        let period = text.strip_prefix('P')?;
        let count: u16 = period.get(..period.len().checked_sub(1)?)?.parse().ok()?;
        let timing = match period.as_bytes().last()? {
            b'D' => Self::Days(count),
            b'W' => Self::Days(count.checked_mul(7)?),
            b'M' => Self::Months(count),
            b'Y' => Self::Months(count.checked_mul(12)?),
            _ => return None,
        };
        (count > 0).then_some(timing)
    }

    /// Its period in months, if it has one that the calendar of a year can show.
    pub fn months(self) -> Option<u16> {
        match self {
            Self::Months(months) => Some(months),
            _ => None,
        }
    }
}

impl fmt::Display for Timing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days(days) if days % 7 == 0 => write!(formatter, "P{}W", days / 7),
            Self::Days(days) => write!(formatter, "P{days}D"),
            Self::Months(months) if months % 12 == 0 => write!(formatter, "P{}Y", months / 12),
            Self::Months(months) => write!(formatter, "P{months}M"),
            other => {
                let word = Self::WORDS.iter().find(|(_, timing)| timing == other).map_or("", |(word, _)| *word);
                formatter.write_str(word)
            }
        }
    }
}

impl Serialize for Timing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for Timing {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("Timing")
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^(P[1-9][0-9]*[DWMY]|as-needed|on-event|continuous|unspecified)$" })
    }
}

impl<'de> Deserialize<'de> for Timing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            de::Error::custom(format!("`{text}` is no timing: write a period such as P6M, or as-needed, on-event, continuous, unspecified"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Timing;

    #[test]
    fn as_written() {
        for text in ["P1M", "P3M", "P6M", "P9M", "P1Y", "P2W", "P10D", "as-needed", "on-event", "continuous", "unspecified"] {
            assert_eq!(Timing::parse(text).map(|timing| timing.to_string()).as_deref(), Some(text));
        }
        for text in ["", "P", "PM", "P0M", "6M", "P1,5Y", "P6", "hằng năm", "Pđ", "P99999Y"] {
            assert_eq!(Timing::parse(text), None, "{text}");
        }
        assert_eq!(Timing::parse("P12M"), Timing::parse("P1Y"));
    }
}
