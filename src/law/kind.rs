//! The kinds of provision and what each is called in an address and by a reader.

use serde::{Deserialize, Serialize};

/// What a provision is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// One of the texts issued together: the decision, the regulation attached to it, an appendix.
    Component,
    /// Everything before the first unit of a component: head, title, basis.
    Opening,
    /// A form (Mẫu số …) inside an appendix.
    Form,
    /// Phần.
    Part,
    /// Chương.
    Chapter,
    /// Mục, or a part numbered `I.` in a text without Điều.
    Section,
    /// Tiểu mục.
    Subsection,
    /// Điều.
    Article,
    /// Khoản; also the parts `1.`, `1.1.` of a Party document without Điều.
    Clause,
    /// Điểm.
    Point,
    /// Gạch đầu dòng.
    Dash,
    /// Đoạn: an unnumbered paragraph after the first.
    #[default]
    Paragraph,
    /// What follows the last unit: adoption, signature, recipients.
    Closing,
}

impl Kind {
    /// The word used in addresses and data: `dieu`, `khoan`, …
    pub fn slug(self) -> &'static str {
        match self {
            Self::Component => "thanh-phan",
            Self::Opening => "mo-dau",
            Self::Form => "mau",
            Self::Part => "phan",
            Self::Chapter => "chuong",
            Self::Section => "muc",
            Self::Subsection => "tieu-muc",
            Self::Article => "dieu",
            Self::Clause => "khoan",
            Self::Point => "diem",
            Self::Dash => "gach",
            Self::Paragraph => "doan",
            Self::Closing => "phan-cuoi",
        }
    }

    /// The word lawyers use, for messages: `Điều`, `khoản`, …
    pub fn word(self) -> &'static str {
        match self {
            Self::Component => "văn bản",
            Self::Opening => "phần mở đầu",
            Self::Form => "Mẫu số",
            Self::Part => "Phần",
            Self::Chapter => "Chương",
            Self::Section => "Mục",
            Self::Subsection => "Tiểu mục",
            Self::Article => "Điều",
            Self::Clause => "khoản",
            Self::Point => "điểm",
            Self::Dash => "gạch đầu dòng",
            Self::Paragraph => "đoạn",
            Self::Closing => "phần cuối",
        }
    }

    /// Depth in the order of units: a new unit closes every open unit of the same or a greater rank.
    pub fn rank(self) -> u8 {
        match self {
            Self::Component => 0,
            Self::Opening | Self::Closing | Self::Form => 1,
            Self::Part => 2,
            Self::Chapter => 3,
            Self::Section => 4,
            Self::Subsection => 5,
            Self::Article => 6,
            Self::Clause => 7,
            Self::Point => 8,
            Self::Dash => 9,
            Self::Paragraph => 10,
        }
    }

    /// Whether the unit groups Điều and has a title of its own.
    pub fn is_division(self) -> bool {
        matches!(self, Self::Part | Self::Chapter | Self::Section | Self::Subsection)
    }
}
