//! How a document is set after the form of its issuer: [`Profile`], and what its form sets in two columns: [`Columns`].

use crate::page::Text;

/// The rules after which a document is set on paper.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Profile {
    /// Documents of the Party from 3 April 2018: Hướng dẫn 36-HD/VPTW.
    Party,
    /// Documents of the state from 5 March 2020: Nghị định 30/2020/NĐ-CP, Phụ lục I.
    State,
    /// Older documents and those whose issuer is unknown: nothing is drawn that the text does not say.
    #[default]
    Neutral,
}

impl Profile {
    /// Its name in classes and data.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::State => "state",
            Self::Neutral => "neutral",
        }
    }
}

/// The head of a document, or its recipients beside its signature.
#[derive(Debug, Clone)]
pub struct Columns {
    /// After which rules it is set.
    pub profile: Profile,
    /// Whether it is the head.
    pub is_head: bool,
    /// From above; read row by row, left before right, the words stand in the order of the source.
    pub rows: Vec<ColumnRow>,
}

impl Columns {
    /// Whether the text itself has `part`, so that the form need not draw it.
    #[must_use]
    pub fn has(&self, part: FormPart) -> bool {
        self.lines().any(|line| line.part == part)
    }

    /// The lines in the order of the source.
    pub fn lines(&self) -> impl Iterator<Item = &FormLine> {
        self.rows.iter().flat_map(|row| row.left.iter().chain(&row.right))
    }
}

/// A row of the two columns.
#[derive(Debug, Clone, Default)]
pub struct ColumnRow {
    /// Issuer and number; recipients.
    pub left: Vec<FormLine>,
    /// State or Party, place and date; signature.
    pub right: Vec<FormLine>,
}

/// A line of a column: words of the source.
#[derive(Debug, Clone)]
pub struct FormLine {
    /// What it says.
    pub part: FormPart,
    /// The words.
    pub text: Text,
}

/// What a line of the head or of the end of a document says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormPart {
    /// The body above the issuer.
    Superior,
    /// The issuer.
    Issuer,
    /// Số hiệu.
    Number,
    /// The star below the issuer of a Party document.
    Star,
    /// A line of hyphens below the issuer.
    IssuerRule,
    /// "ĐẢNG CỘNG SẢN VIỆT NAM".
    Party,
    /// Quốc hiệu.
    Country,
    /// Tiêu ngữ.
    Motto,
    /// A line of hyphens below the name of the Party or the motto.
    Rule,
    /// Place and date.
    Place,
    /// "Nơi nhận:".
    Recipients,
    /// One of those who receive it.
    Recipient,
    /// In whose name it is signed: "T/M BAN THƯỜNG VỤ".
    Authority,
    /// The post of the signer.
    Post,
    /// "(Đã ký)".
    Signed,
    /// The signer.
    Name,
}

impl FormPart {
    /// Its name in classes and data.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Superior => "superior",
            Self::Issuer => "issuer",
            Self::Number => "number",
            Self::Star => "star",
            Self::IssuerRule => "issuer-rule",
            Self::Party => "party-name",
            Self::Country => "country",
            Self::Motto => "motto",
            Self::Rule => "rule",
            Self::Place => "place",
            Self::Recipients => "recipients-title",
            Self::Recipient => "recipient",
            Self::Authority => "authority",
            Self::Post => "post",
            Self::Signed => "signed",
            Self::Name => "name",
        }
    }

    /// Whether it stands in the right column.
    #[must_use]
    pub fn is_right(self) -> bool {
        match self {
            Self::Superior | Self::Issuer | Self::Number | Self::Star | Self::IssuerRule | Self::Recipients | Self::Recipient => false,
            Self::Party | Self::Country | Self::Motto | Self::Rule | Self::Place => true,
            Self::Authority | Self::Post | Self::Signed | Self::Name => true,
        }
    }
}
