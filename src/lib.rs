//! x

pub mod page;
pub mod render;
pub mod theme;
