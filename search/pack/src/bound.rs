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

/// How often a word stands in a field, mostly: less than this.
const FEW: usize = 8;

/// The bytes that stand for parts, by field, frequency and the code of the field's length: thousands of records share one.
pub(crate) struct Bounds {
    slacks: [[f32; 256]; FIELDS],
    few: [[[u8; 256]; FEW]; FIELDS],
}

impl Bounds {
    /// Where so many words stand in each field in the mean.
    pub(crate) fn new(averages: &[f32; FIELDS]) -> Self {
        let mut bounds = Self { slacks: [[0.0; 256]; FIELDS], few: [[[0; 256]; FEW]; FIELDS] };
        for (field, average) in averages.iter().enumerate() {
            for code in 0..=u8::MAX {
                let slack = slack(length(code), *average);
                bounds.slacks[field][usize::from(code)] = slack;
                for (frequency, codes) in (0..).zip(&mut bounds.few[field]) {
                    codes[usize::from(code)] = bound_code(part(frequency, slack));
                }
            }
        }
        bounds
    }

    /// Of a frequency in a field whose length has this code.
    pub(crate) fn of(&self, field: usize, frequency: u32, code: u8) -> u8 {
        let code = usize::from(code);
        let few = self.few[field].get(frequency as usize).map(|codes| codes[code]);
        few.unwrap_or_else(|| bound_code(part(frequency, self.slacks[field][code])))
    }
}

/// The greatest part that a byte stands for.
pub fn bound(code: u8) -> f32 {
    f32::from(code) / 255.0
}

/// The smallest byte that stands for at least this part.
fn bound_code(part: f32) -> u8 {
    (part * 255.0).ceil().min(255.0) as u8
}
