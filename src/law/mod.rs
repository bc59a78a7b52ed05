//! Vocabulary of the domain: kinds of provision, numbers, paths, the provision tree.
//!
//! Words: Phần = Part, Chương = Chapter, Mục = Section, Tiểu mục = Subsection, Điều = Article, Khoản = Clause,
//! Điểm = Point, gạch đầu dòng = Dash, đoạn = Paragraph, Phụ lục = Appendix, Mẫu = Form, số hiệu = number.
//! The order of units and of the letters of points follows Nghị định 34/2016/NĐ-CP (articles 59 and 61 ff.) and
//! Nghị định 30/2020/NĐ-CP (appendix I).

mod kind;
mod number;
mod path;
mod provision;
mod shared;

pub use kind::Kind;
pub use number::{POINT_LETTERS, is_party_number, ordinal, point_index, roman};
pub use path::ProvisionPath;
pub use provision::{Block, Provision, ProvisionId, Role, Tree};
pub use shared::Shared;
