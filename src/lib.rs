//! x

pub mod page;
