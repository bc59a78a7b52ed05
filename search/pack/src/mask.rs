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

    /// Is the record in it?
    pub fn has(&self, at: u8) -> bool {
        self.0[usize::from(at >> 6)] >> (at & 63) & 1 == 1
    }

    /// Those in both.
    pub fn and(&self, other: &Mask) -> Mask {
        Mask(std::array::from_fn(|at| self.0[at] & other.0[at]))
    }

    /// Those in any.
    pub fn or(&self, other: &Mask) -> Mask {
        Mask(std::array::from_fn(|at| self.0[at] | other.0[at]))
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
    pub fn iter(&self) -> impl Iterator<Item = u8> + use<> {
        let bits = self.0;
        (0..4_u8).flat_map(move |word| {
            let mut rest = bits[usize::from(word)];
            std::iter::from_fn(move || {
                let at = rest.trailing_zeros() as u8;
                rest &= rest.checked_sub(1)?;
                Some(word << 6 | at)
            })
        })
    }
}
