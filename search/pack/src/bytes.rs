//! Numbers and texts as bytes. Entry points: [`Cursor`] to read, [`put`] and [`put_text`] to write, [`checksum`].

use crate::read::Fault;

/// In the manner of FNV-1a (Fowler, Noll, Vo), but eight bytes at a time: each step can be undone, so that one changed word always changes
/// the value. It finds damage, not forgery: whoever can change a chunk can change the root.
pub fn checksum(bytes: &[u8]) -> u64 {
    let mut hash = mixed(0xcbf2_9ce4_8422_2325, bytes.len() as u64);
    let mut rest = bytes;
    while let Some((word, after)) = rest.split_first_chunk() {
        hash = mixed(hash, u64::from_le_bytes(*word));
        rest = after;
    }
    for byte in rest {
        hash = mixed(hash, u64::from(*byte));
    }
    hash
}

fn mixed(hash: u64, word: u64) -> u64 {
    let product = (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    product ^ product >> 32
}

/// Appends a number, seven bits a byte, lowest first.
pub fn put(output: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        output.push(number as u8 | 0x80);
        number >>= 7;
    }
    output.push(number as u8);
}

/// Appends a text after its length.
pub fn put_text(output: &mut Vec<u8>, text: &str) {
    put(output, text.len() as u64);
    output.extend_from_slice(text.as_bytes());
}

/// A root: magic bytes, format and checksum before the body.
pub fn sealed(magic: [u8; 4], format: u8, body: &[u8]) -> Vec<u8> {
    let mut root = magic.to_vec();
    root.push(format);
    root.extend_from_slice(&checksum(body).to_le_bytes());
    root.extend_from_slice(body);
    root
}

/// The body of a root.
pub fn unsealed(root: &[u8], magic: [u8; 4], format: u8) -> Result<Cursor<'_>, Fault> {
    let mut cursor = Cursor::new(root);
    if cursor.take(magic.len()) != magic {
        return Err(Fault::Damaged);
    }
    if cursor.byte() != format {
        cursor.sound()?;
        return Err(Fault::Outdated);
    }
    if cursor.name() != checksum(cursor.rest) { Err(Fault::Damaged) } else { Ok(cursor) }
}

/// Reads bytes from front to back.
///
/// What is damaged reads as zeros and nothing until [`Cursor::sound`] is asked at the end: a check after every number would be half of the
/// code that reads, and the browser downloads it.
#[derive(Debug, Clone, Copy)]
pub struct Cursor<'a> {
    rest: &'a [u8],
    damaged: bool,
}

impl<'a> Cursor<'a> {
    /// From the first byte on.
    pub fn new(bytes: &'a [u8]) -> Cursor<'a> {
        Cursor { rest: bytes, damaged: false }
    }

    /// Has all been read?
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Has everything read so far been what was written?
    pub fn sound(&self) -> Result<(), Fault> {
        if self.damaged { Err(Fault::Damaged) } else { Ok(()) }
    }

    /// All that has not been read.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// What was read cannot be; nothing more is read.
    pub fn damage(&mut self) {
        self.rest = &[];
        self.damaged = true;
    }

    /// The next bytes, so many.
    pub fn take(&mut self, length: usize) -> &'a [u8] {
        let Some((taken, rest)) = self.rest.split_at_checked(length) else {
            self.damage();
            return &[];
        };
        self.rest = rest;
        taken
    }

    /// The next byte.
    pub fn byte(&mut self) -> u8 {
        self.take(1).first().copied().unwrap_or_default()
    }

    /// A number.
    // Read millions of times by whoever joins parts; the browser has little to read and downloads the code.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub fn number(&mut self) -> u64 {
        // Most have one byte.
        if let Some((byte, rest)) = self.rest.split_first()
            && *byte < 0x80
        {
            self.rest = rest;
            return u64::from(*byte);
        }
        self.long()
    }

    /// A number of several bytes.
    fn long(&mut self) -> u64 {
        let mut number = 0;
        let mut shift = 0;
        loop {
            let byte = self.byte();
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return number;
            }
            shift += 7;
            if shift >= 64 {
                self.damage();
                return 0;
            }
        }
    }

    /// A number that fits 32 bits.
    pub fn small(&mut self) -> u32 {
        let number = self.number();
        if number > u64::from(u32::MAX) {
            self.damage();
            return 0;
        }
        number as u32
    }

    /// A number of things that each take at least one byte of what is left.
    pub fn count(&mut self) -> usize {
        let count = self.small() as usize;
        if count > self.rest.len() {
            self.damage();
            return 0;
        }
        count
    }

    /// Bytes after their length.
    pub fn bytes(&mut self) -> &'a [u8] {
        let length = self.count();
        self.take(length)
    }

    /// A text after its length.
    pub fn text(&mut self) -> &'a str {
        let Ok(text) = std::str::from_utf8(self.bytes()) else {
            self.damage();
            return "";
        };
        text
    }

    /// Texts after their number.
    pub fn texts(&mut self) -> Vec<String> {
        let mut texts = Vec::new();
        for _ in 0..self.count() {
            texts.push(self.text().to_owned());
        }
        texts
    }

    /// The name of a chunk.
    pub fn name(&mut self) -> u64 {
        let mut name = 0;
        for byte in self.take(8).iter().rev() {
            name = name << 8 | u64::from(*byte);
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<u64, Fault> {
        let mut cursor = Cursor::new(bytes);
        let number = cursor.number();
        cursor.sound().map(|()| number)
    }

    #[test]
    fn numbers_come_back() {
        for number in [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX] {
            let mut bytes = Vec::new();
            put(&mut bytes, number);
            assert_eq!(read(&bytes), Ok(number));
            assert_eq!(read(&bytes[..bytes.len() - 1]), Err(Fault::Damaged));
        }
        assert_eq!(read(&[0xff; 20]), Err(Fault::Damaged));
    }

    #[test]
    fn one_bit_changes_the_checksum() {
        let bytes = [7; 100];
        for at in 0..800 {
            let mut other = bytes;
            other[at / 8] ^= 1 << (at % 8);
            assert_ne!(checksum(&bytes), checksum(&other));
        }
    }
}
