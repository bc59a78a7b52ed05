//! An order that does not give the answer away and is the same in every build. Entry point: [`shuffled`].

/// The numbers below `count` in an order that depends on `seed` alone, never the rising one where there is another.
pub fn shuffled(count: usize, seed: &str) -> Vec<usize> {
    let key = |index: usize, round: u32| blake3::hash(format!("{round}/{index}/{seed}").as_bytes()).to_hex();
    let order = |round: u32| {
        let mut order: Vec<usize> = (0..count).collect();
        order.sort_by_key(|index| key(*index, round));
        order
    };
    (0..).map(order).find(|order| count < 2 || !order.is_sorted()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_whole_stable_and_not_the_rising_one() {
        for count in 0..8 {
            let order = shuffled(count, "câu hỏi");
            assert_eq!(order, shuffled(count, "câu hỏi"));
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, (0..count).collect::<Vec<_>>());
            assert!(count < 2 || order != sorted);
        }
    }
}
