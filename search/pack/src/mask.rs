//! Which records of a block. Entry point: [`Mask`].

/// A set of the 256 records of a block.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mask([u64; 4]);

impl Mask {
    /// Every record.
    pub const FULL: Mask = Mask([u64::MAX; 4]);

    /// Adds a record.
    pub fn add(&mut self, at: u8) {
        self.0[usize::from(at >> 6)] |= 1 << (at & 63);
    }

    /// Removes a record.
    pub fn remove(&mut self, at: u8) {
        self.0[usize::from(at >> 6)] &= !(1 << (at & 63));
    }

    /// Is the record in it?
    pub fn has(&self, at: u8) -> bool {
        self.0[usize::from(at >> 6)] >> (at & 63) & 1 == 1
    }

    /// Those in both.
    pub fn and(&self, other: &Mask) -> Mask {
        let ([a, b, c, d], [w, x, y, z]) = (self.0, other.0);
        Mask([a & w, b & x, c & y, d & z])
    }

    /// Those in any.
    pub fn or(&self, other: &Mask) -> Mask {
        let ([a, b, c, d], [w, x, y, z]) = (self.0, other.0);
        Mask([a | w, b | x, c | y, d | z])
    }

    /// Is it empty?
    pub fn is_empty(&self) -> bool {
        self.0 == [0; 4]
    }

    /// How many.
    pub fn count(&self) -> u32 {
        self.0.iter().map(|bits| bits.count_ones()).sum()
    }

    /// The records in order.
    pub fn iter(&self) -> Iter {
        Iter { rest: self.0, word: 0 }
    }
}

/// The records of a [`Mask`] in order.
#[derive(Debug, Clone)]
pub struct Iter {
    rest: [u64; 4],
    /// All before this one have been given out.
    word: u8,
}

impl Iterator for Iter {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        loop {
            let rest = self.rest.get_mut(usize::from(self.word))?;
            if *rest != 0 {
                let at = rest.trailing_zeros() as u8;
                *rest &= *rest - 1;
                return Some(self.word << 6 | at);
            }
            self.word += 1;
        }
    }
}
