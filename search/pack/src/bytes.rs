//! Numbers and texts as bytes. Entry points: [`Cursor`] to read, [`put`] and [`put_text`] to write, [`checksum`].

use crate::read::Fault;

/// FNV-1a in 64 bits (Fowler, Noll, Vo), the bytes mixed once more at the end. It finds damage, not forgery: whoever can change a chunk can
/// change the root.
pub fn checksum(bytes: &[u8]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in bytes {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^ (hash >> 29)
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

/// Reads bytes from front to back.
#[derive(Debug, Clone, Copy)]
pub struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    /// From the first byte on.
    pub fn new(bytes: &'a [u8]) -> Cursor<'a> {
        Cursor { rest: bytes }
    }

    /// What has not been read.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Has all been read?
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next bytes, so many.
    pub fn take(&mut self, length: usize) -> Result<&'a [u8], Fault> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(Fault::Damaged)?;
        self.rest = rest;
        Ok(taken)
    }

    /// The next byte.
    pub fn byte(&mut self) -> Result<u8, Fault> {
        Ok(self.take(1)?[0])
    }

    /// A number.
    pub fn number(&mut self) -> Result<u64, Fault> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Fault::Damaged)
    }

    /// A number that fits 32 bits.
    pub fn small(&mut self) -> Result<u32, Fault> {
        u32::try_from(self.number()?).map_err(|_| Fault::Damaged)
    }

    /// A number of things that each take at least one byte of what is left.
    pub fn count(&mut self) -> Result<usize, Fault> {
        let count = self.small()? as usize;
        if count > self.rest.len() { Err(Fault::Damaged) } else { Ok(count) }
    }

    /// A text after its length.
    pub fn text(&mut self) -> Result<&'a str, Fault> {
        let length = self.count()?;
        std::str::from_utf8(self.take(length)?).map_err(|_| Fault::Damaged)
    }

    /// The name of a chunk.
    pub fn name(&mut self) -> Result<u64, Fault> {
        let bytes = self.take(8)?;
        Ok(u64::from_le_bytes(bytes.try_into().map_err(|_| Fault::Damaged)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        for number in [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX] {
            let mut bytes = Vec::new();
            put(&mut bytes, number);
            assert_eq!(Cursor::new(&bytes).number(), Ok(number));
            assert_eq!(Cursor::new(&bytes[..bytes.len() - 1]).number(), Err(Fault::Damaged));
        }
        assert_eq!(Cursor::new(&[0xff; 20]).number(), Err(Fault::Damaged));
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
