//! Text as it comes: bytes in any encoding Vietnamese was ever written in, what copying and printing leave in a text, its columns. Entry points: [`read`] and [`told_apart`].

mod clean;
mod columns;
mod encoding;

pub use clean::{Cleaned, clean};
pub use columns::{DATE, InOrder, NUMBER, is_person, is_signed, kind_of, names_state, told_apart};
pub use encoding::{Encoding, decode};

/// A text that was read, and what was done to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intake {
    /// UTF-8 in NFC, `\n` as line end.
    pub text: String,
    /// What the bytes were taken for.
    pub encoding: Encoding,
    /// What was put right.
    pub cleaned: Cleaned,
}

/// Reads bytes as text, whatever their encoding.
pub fn read(bytes: &[u8]) -> Intake {
    let (text, encoding) = decode(bytes);
    let (text, cleaned) = clean(&text);
    Intake { text, encoding, cleaned }
}
