//! BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009), and what it can be at most in a block.
//! Entry points: [`part`], [`bound`].

use crate::FIELDS;
use crate::norm::length;

/// How soon more occurrences stop counting.
pub const K1: f32 = 1.2;
/// How much the length of a field counts.
const B: f32 = 0.75;

/// The part of a frequency in the score, 0 to 1: `frequency / (frequency + slack)`.
pub fn part(frequency: u32, slack: f32) -> f32 {
    frequency as f32 / (frequency as f32 + slack)
}

/// What a frequency is weighed against in a field of so many words.
pub fn slack(words: u32, average: f32) -> f32 {
    K1 * (1.0 - B + B * words as f32 / average)
}

/// What frequencies are weighed against, by field and the code of its length: thousands of records share one.
pub(crate) struct Slacks([[f32; 256]; FIELDS]);

impl Slacks {
    /// Where so many words stand in each field in the mean.
    pub(crate) fn new(averages: &[f32; FIELDS]) -> Self {
        let mut slacks = [[0.0; 256]; FIELDS];
        for (of_field, average) in slacks.iter_mut().zip(averages) {
            for (code, of_code) in (0..=u8::MAX).zip(of_field) {
                *of_code = slack(length(code), *average);
            }
        }
        Self(slacks)
    }

    /// Of a field with this code.
    pub(crate) fn of(&self, field: usize, code: u8) -> f32 {
        self.0[field][usize::from(code)]
    }
}

/// The greatest part that a byte stands for.
pub fn bound(code: u8) -> f32 {
    f32::from(code) / 255.0
}

/// The smallest byte that stands for at least this part.
pub(crate) fn bound_code(part: f32) -> u8 {
    (part * 255.0).ceil().min(255.0) as u8
}
