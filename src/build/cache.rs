//! What a build found in the texts, kept beside the site for the next: each find under the checksum of all that it was found from. Entry points:
//! [`Cache::read`], [`Cache::find`], [`Cache::to_bytes`].
//!
//! Architecture invariant: what cannot be read for certain is nothing and is found anew. A find is right whichever build left it, so what is
//! here need not be as old as the site.

use std::collections::BTreeMap;

use blake3::Hash;
use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Finds by the checksum of what they were found from.
type Finds = BTreeMap<[u8; blake3::OUT_LEN], Vec<u8>>;

/// Finds of an earlier build, and of this one.
#[derive(Debug, Default)]
pub struct Cache {
    old: Finds,
    new: Finds,
    /// Whether something was found that the earlier build had not found.
    has_more: bool,
}

impl Cache {
    /// From what [`Cache::to_bytes`] wrote; empty where it is damaged.
    pub fn read(bytes: &[u8]) -> Self {
        let whole = bytes.split_first_chunk().filter(|(sum, rest)| blake3::hash(rest).as_bytes() == *sum);
        let entries = |mut rest| std::iter::from_fn(move || take(&mut rest)).collect();
        Self { old: whole.map(|(_, rest)| entries(rest)).unwrap_or_default(), ..Self::default() }
    }

    /// What this build found, as a file: a checksum, then each find behind its own and its length. `None` where an earlier one had all of it.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        if !self.has_more {
            return None;
        }
        let mut bytes = vec![0; blake3::OUT_LEN];
        for (sum, find) in &self.new {
            bytes.extend_from_slice(sum);
            bytes.extend_from_slice(&(find.len() as u64).to_le_bytes());
            bytes.extend_from_slice(find);
        }
        let (sum, rest) = bytes.split_at_mut(blake3::OUT_LEN);
        sum.copy_from_slice(blake3::hash(rest).as_bytes());
        Some(bytes)
    }

    /// What is found from each of what has the checksums `sums`: as it was kept, or by `find`, which is given its place among them.
    pub(super) fn find<T: Serialize + DeserializeOwned + Send>(&mut self, sums: &[Hash], find: impl Fn(usize) -> T + Sync) -> Vec<T> {
        let old = &self.old;
        let found = sums.par_iter().enumerate().map(|(place, sum)| {
            let kept = old.get(sum.as_bytes()).and_then(|bytes| postcard::from_bytes(bytes).ok());
            kept.map(|kept| (kept, None)).unwrap_or_else(|| {
                let new = find(place);
                let bytes = postcard::to_stdvec(&new).expect("plain data always serialises");
                (new, Some(bytes))
            })
        });
        let (found, made): (Vec<T>, Vec<Option<Vec<u8>>>) = found.unzip();
        self.enter(sums, made);
        found
    }

    /// The bytes that are made of what has the checksums `sums`: as they were kept, or by `make`, which is given its place among them.
    pub(super) fn keep(&mut self, sums: &[Hash], make: impl Fn(usize) -> Vec<u8> + Sync) -> Vec<&[u8]> {
        let old = &self.old;
        let made = sums.par_iter().enumerate().map(|(place, sum)| (!old.contains_key(sum.as_bytes())).then(|| make(place))).collect();
        self.enter(sums, made);
        sums.iter().map(|sum| self.new[sum.as_bytes()].as_slice()).collect()
    }

    /// Enters what was `made`, and where nothing was what the earlier build had.
    fn enter(&mut self, sums: &[Hash], made: Vec<Option<Vec<u8>>>) {
        self.has_more |= made.iter().any(Option::is_some);
        for (sum, made) in sums.iter().zip(made) {
            if let Some(bytes) = made.or_else(|| self.old.remove(sum.as_bytes())) {
                self.new.insert(*sum.as_bytes(), bytes);
            }
        }
    }
}

/// The first find of `rest`, which is then behind it.
fn take(rest: &mut &[u8]) -> Option<([u8; blake3::OUT_LEN], Vec<u8>)> {
    let (sum, after) = rest.split_first_chunk()?;
    let (length, after) = after.split_first_chunk()?;
    let (find, after) = after.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    *rest = after;
    Some((*sum, find.to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lengths of texts; how many were measured.
    fn lengths(cache: &mut Cache, texts: &[&str]) -> (Vec<usize>, usize) {
        let measured = std::sync::atomic::AtomicUsize::new(0);
        let sums: Vec<Hash> = texts.iter().map(|text| blake3::hash(text.as_bytes())).collect();
        let found = cache.find(&sums, |place| {
            measured.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            texts[place].len()
        });
        (found, measured.into_inner())
    }

    #[test]
    fn what_was_found_is_not_looked_for_again() {
        let mut first = Cache::default();
        assert_eq!(lengths(&mut first, &["một", "hai", "hai"]).0, [5, 3, 3]);
        let bytes = first.to_bytes().expect("something was found");
        let mut second = Cache::read(&bytes);
        assert_eq!(lengths(&mut second, &["hai", "một"]), (vec![3, 5], 0));
        assert_eq!(second.to_bytes(), None);
        let mut third = Cache::read(&bytes);
        assert_eq!(lengths(&mut third, &["ba", "hai"]), (vec![2, 3], 1));
        let mut fourth = Cache::read(&third.to_bytes().expect("something was found"));
        assert_eq!(lengths(&mut fourth, &["ba", "hai", "một"]), (vec![2, 3, 5], 1));
    }

    #[test]
    fn damage_is_seen() {
        let mut cache = Cache::default();
        lengths(&mut cache, &["một", "hai"]);
        let whole = cache.to_bytes().expect("something was found");
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            assert_eq!(lengths(&mut Cache::read(&damaged), &["một", "hai"]), (vec![5, 3], 2), "byte {at}");
            assert_eq!(lengths(&mut Cache::read(&whole[..at]), &["một", "hai"]), (vec![5, 3], 2), "{at} bytes");
        }
    }
}
