//! Two sequences side by side with the least cost. Entry point: [`align`].

/// How far from the diagonal a pairing may lie, beyond the difference of the lengths.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Costs {
    /// Cost of an item that has no partner.
    pub(crate) gap: f32,
    /// Items off the diagonal that are still looked at.
    pub(crate) band: usize,
}

/// Pairs of indices, in order; `None` stands for a missing partner.
pub(crate) fn align(left: usize, right: usize, costs: Costs, pairing: impl Fn(usize, usize) -> f32) -> Vec<(Option<usize>, Option<usize>)> {
    let width = right + 1;
    let mut moves = vec![0_u8; (left + 1) * width];
    let mut above = vec![f32::MAX; width];
    let mut row = vec![f32::MAX; width];
    for i in 0..=left {
        let centre = (i * right).checked_div(left).unwrap_or(0);
        let (from, to) = (centre.saturating_sub(costs.band), (centre + costs.band).min(right));
        row.fill(f32::MAX);
        for j in from..=to {
            let mut best = (f32::MAX, 0);
            if i == 0 && j == 0 {
                best = (0.0, 0);
            }
            if i > 0 && above[j] < f32::MAX {
                best = (above[j] + costs.gap, 1);
            }
            if j > 0 && row[j - 1] + costs.gap < best.0 {
                best = (row[j - 1] + costs.gap, 2);
            }
            if i > 0 && j > 0 && above[j - 1] < f32::MAX {
                let paired = above[j - 1] + pairing(i - 1, j - 1);
                if paired <= best.0 {
                    best = (paired, 3);
                }
            }
            row[j] = best.0;
            moves[i * width + j] = best.1;
        }
        std::mem::swap(&mut above, &mut row);
    }
    trace(&moves, left, right)
}

fn trace(moves: &[u8], left: usize, right: usize) -> Vec<(Option<usize>, Option<usize>)> {
    let (mut i, mut j) = (left, right);
    let mut pairs = Vec::with_capacity(left.max(right));
    while i > 0 || j > 0 {
        let step = match moves[i * (right + 1) + j] {
            3 => 3,
            1 if i > 0 => 1,
            _ if j > 0 => 2,
            _ => 1,
        };
        i -= usize::from(step != 2);
        j -= usize::from(step != 1);
        pairs.push(((step != 2).then_some(i), (step != 1).then_some(j)));
    }
    pairs.reverse();
    pairs
}

/// Insertions, deletions and replacements that make one string the other.
pub(crate) fn distance(left: &[char], right: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, b) in right.iter().enumerate() {
            let paired = corner + usize::from(a != b);
            corner = row[j + 1];
            row[j + 1] = paired.min(row[j] + 1).min(corner + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_word_leaves_a_gap() {
        let (gold, read) = (["a", "b", "c"], ["a", "c"]);
        let pairs = align(3, 2, Costs { gap: 1.0, band: 5 }, |i, j| f32::from(u8::from(gold[i] != read[j])));
        assert_eq!(pairs, [(Some(0), Some(0)), (Some(1), None), (Some(2), Some(1))]);
        assert_eq!(distance(&['a', 'b'], &['b']), 1);
    }
}
