//! The length of a field in one byte: exact up to 39 words, above it four leading bits, as Lucene's `SmallFloat.intToByte4` and tantivy
//! keep it. Entry points: [`code`], [`length`].

/// Lengths below this are their own code.
const EXACT: u32 = 24;

/// The greatest code whose length is at most `words`.
pub fn code(words: u32) -> u8 {
    let (mut low, mut high) = (0_u8, u8::MAX);
    while low < high {
        let middle = low + (high - low).div_ceil(2);
        if length(middle) <= words { low = middle } else { high = middle - 1 }
    }
    low
}

/// Words in a field of this code.
pub fn length(code: u8) -> u32 {
    let code = u32::from(code);
    if code < EXACT {
        return code;
    }
    let (bits, shift) = ((code - EXACT) & 7, (code - EXACT) >> 3);
    let float = if shift == 0 { bits } else { (bits | 8) << (shift - 1) };
    EXACT + float
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_those_of_tantivy() {
        let table = [(0, 0), (24, 24), (39, 39), (40, 40), (41, 42), (47, 54), (48, 56), (49, 60), (56, 88), (255, 2_013_265_944)];
        for (code, words) in table {
            assert_eq!(length(code), words, "{code}");
        }
    }

    #[test]
    fn a_code_is_the_greatest_not_above() {
        for words in (0..5000).chain([100_000, u32::MAX]) {
            let found = code(words);
            assert!(length(found) <= words);
            assert!(found == u8::MAX || length(found + 1) > words, "{words}");
        }
    }
}
