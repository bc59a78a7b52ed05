//! What a build found in the texts, kept beside the site for the next: each find under the checksum of all that it was found from. Entry points:
//! [`Cache::read`], [`Cache::find`], [`Cache::pieces`].
//!
//! Architecture invariant: what cannot be read for certain is nothing and is found anew. A find is right whichever build left it, so what is
//! here need not be as old as the site.

use std::collections::BTreeMap;
use std::ops::Range;

use blake3::{Hash, Hasher};
use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::output::Pieces;

/// The checksum of what something was found or made from.
pub(super) type Key = [u8; blake3::OUT_LEN];

/// Bytes before a find in the file: its checksum and its length.
const HEAD: usize = blake3::OUT_LEN + size_of::<u64>();

/// Finds of an earlier build, and of this one.
#[derive(Debug, Default)]
pub struct Cache {
    /// The file of the earlier build.
    file: Vec<u8>,
    /// Where each find is in it, its head included.
    old: BTreeMap<Key, Range<usize>>,
    new: BTreeMap<Key, Find>,
    /// Whether something was found that the earlier build had not found.
    has_more: bool,
}

/// A find with its head before it.
#[derive(Debug)]
enum Find {
    /// In the file of the earlier build.
    Old(Range<usize>),
    New(Vec<u8>),
}

impl Cache {
    /// From the file of the pieces that [`Cache::pieces`] gave; empty where it is damaged.
    pub fn read(file: Vec<u8>) -> Self {
        let is_whole = file.split_first_chunk().is_some_and(|(sum, rest)| blake3::hash(rest).as_bytes() == sum);
        let mut old = BTreeMap::new();
        let mut at = blake3::OUT_LEN;
        while let Some((key, end)) = is_whole.then(|| find_at(&file, at)).flatten() {
            old.insert(key, at..end);
            at = end;
        }
        Self { file, old, ..Self::default() }
    }

    /// What this build found, as the pieces of a file: a checksum, then each find behind its own and its length. `None` where an earlier build
    /// had all of it.
    pub fn pieces(&self) -> Option<Pieces<'_>> {
        if !self.has_more {
            return None;
        }
        let mut sum = Hasher::new();
        let finds: Pieces<'_> = self.new.values().map(|find| self.entry(find).into()).collect();
        finds.iter().for_each(|find| _ = sum.update(find));
        let sum = sum.finalize().as_bytes().to_vec().into();
        Some(std::iter::once(sum).chain(finds).collect())
    }

    /// What is found from each of what has the checksums `sums`: as it was kept, or by `find`, which is given its place among them.
    pub(super) fn find<T: Serialize + DeserializeOwned + Send>(&mut self, sums: &[Hash], find: impl Fn(usize) -> T + Sync) -> Vec<T> {
        let (file, old) = (&self.file, &self.old);
        let found = sums.par_iter().enumerate().map(|(place, sum)| {
            let kept = old.get(sum.as_bytes()).and_then(|entry| postcard::from_bytes(&file[entry.clone()][HEAD..]).ok());
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
        sums.iter().map(|sum| &self.entry(&self.new[sum.as_bytes()])[HEAD..]).collect()
    }

    /// Enters what was `made`, and where nothing was what the earlier build had.
    fn enter(&mut self, sums: &[Hash], made: Vec<Option<Vec<u8>>>) {
        self.has_more |= made.iter().any(Option::is_some);
        for (sum, made) in sums.iter().zip(made) {
            let key = *sum.as_bytes();
            let new = made.map(|find| Find::New([&key[..], &(find.len() as u64).to_le_bytes(), &find].concat()));
            if let Some(find) = new.or_else(|| self.old.get(&key).cloned().map(Find::Old)) {
                self.new.insert(key, find);
            }
        }
    }

    fn entry<'f>(&'f self, find: &'f Find) -> &'f [u8] {
        match find {
            Find::Old(entry) => &self.file[entry.clone()],
            Find::New(entry) => entry,
        }
    }
}

/// The checksum of the find whose head begins at `at`, and where it ends.
fn find_at(file: &[u8], at: usize) -> Option<(Key, usize)> {
    let (key, after) = file.get(at..)?.split_first_chunk()?;
    let (length, after) = after.split_first_chunk()?;
    let length = usize::try_from(u64::from_le_bytes(*length)).ok().filter(|length| *length <= after.len())?;
    Some((*key, at + HEAD + length))
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

    fn file(cache: &Cache) -> Vec<u8> {
        cache.pieces().expect("something was found").concat()
    }

    #[test]
    fn what_was_found_is_not_looked_for_again() {
        let mut first = Cache::default();
        assert_eq!(lengths(&mut first, &["một", "hai", "hai"]).0, [5, 3, 3]);
        let bytes = file(&first);
        let mut second = Cache::read(bytes.clone());
        assert_eq!(lengths(&mut second, &["hai", "một"]), (vec![3, 5], 0));
        assert_eq!(second.pieces(), None);
        let mut third = Cache::read(bytes);
        assert_eq!(lengths(&mut third, &["ba", "hai"]), (vec![2, 3], 1));
        let mut fourth = Cache::read(file(&third));
        assert_eq!(lengths(&mut fourth, &["ba", "hai", "một"]), (vec![2, 3, 5], 1));
    }

    #[test]
    fn damage_is_seen() {
        let mut cache = Cache::default();
        lengths(&mut cache, &["một", "hai"]);
        let whole = file(&cache);
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            assert_eq!(lengths(&mut Cache::read(damaged), &["một", "hai"]), (vec![5, 3], 2), "byte {at}");
            assert_eq!(lengths(&mut Cache::read(whole[..at].to_vec()), &["một", "hai"]), (vec![5, 3], 2), "{at} bytes");
        }
    }
}
