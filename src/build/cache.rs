//! What a build found in the texts, kept beside the site for the next: each find under the checksum of all that it was found from. Entry points:
//! [`Cache::read`], [`Cache::find`], [`Cache::pieces`].
//!
//! Architecture invariant: what cannot be read for certain is nothing and is found anew. A find is right whichever build left it, so what is
//! here need not be as old as the site.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use blake3::Hash;
use libdeflater::Crc;
use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::output::{Left, Piece, Pieces};

/// The checksum of what something was found or made from.
pub(super) type Key = [u8; blake3::OUT_LEN];

/// Bytes before a find in the file: its key, its length, and a checksum of all three.
const HEAD: usize = blake3::OUT_LEN + size_of::<u64>() + CHECK;

/// Bytes of that checksum, the CRC-32 of RFC 1952: it finds damage, and whoever could forge it could write the site itself.
const CHECK: usize = size_of::<u32>();

/// Finds of earlier builds, and of this one.
#[derive(Debug, Default)]
pub struct Cache {
    /// The file of the earlier builds: finds one behind the other, each with its head.
    file: Left,
    /// Where each find is in it.
    old: BTreeMap<Key, Place>,
    /// Whether the file ends where a find does: what is written behind it can be read.
    is_whole: bool,
    new: BTreeMap<Key, Find>,
}

/// A find in the file of the earlier builds.
#[derive(Clone, Debug)]
struct Place {
    /// Where it stands, without its head.
    bytes: Range<usize>,
    check: [u8; CHECK],
}

/// A find.
#[derive(Debug)]
enum Find {
    /// In the file of the earlier builds.
    Old(Place),
    /// With its head before it.
    New(Vec<u8>),
}

impl Cache {
    /// From the file to which the pieces that [`Cache::pieces`] gave were written; what is damaged is not looked at before it is asked for.
    pub fn read(file: Left) -> Self {
        let mut old = BTreeMap::new();
        let mut at = 0;
        while let Some((key, place)) = find_at(&file, at) {
            at = place.bytes.end;
            old.insert(key, place);
        }
        Self { is_whole: at == file.len(), file, old, ..Self::default() }
    }

    /// What this build found, for the file: behind what it holds, or where more than a quarter of that is of no use any more, in its place.
    /// `None` where earlier builds had found all of it.
    pub fn pieces(&self) -> Option<Pieces<'_>> {
        let is_new = |find: &&Find| matches!(find, Find::New(_));
        let more: Vec<Piece<'_>> = self.new.values().filter(is_new).map(|find| self.piece(find)).collect();
        if more.is_empty() {
            return None;
        }
        let length = |find: &Find| match find {
            Find::Old(place) => HEAD + place.bytes.len(),
            Find::New(_) => 0,
        };
        let used: usize = self.new.values().map(length).sum();
        let is_kept = self.is_whole && used > 0 && used >= self.file.len() / 4 * 3;
        Some(if is_kept { Pieces::More(more) } else { Pieces::All(self.new.values().map(|find| self.piece(find)).collect()) })
    }

    /// A find with its head.
    fn piece<'f>(&'f self, find: &'f Find) -> Piece<'f> {
        match find {
            Find::Old(place) => Piece::Left(&self.file, place.bytes.start - HEAD..place.bytes.end),
            Find::New(bytes) => Piece::Bytes(bytes.into()),
        }
    }

    /// What is found from each of what has the checksums `sums`: as it was kept, or by `find`, which is given its place among them.
    pub(super) fn find<T: Serialize + DeserializeOwned + Send>(&mut self, sums: &[Hash], find: impl Fn(usize) -> T + Sync) -> Vec<T> {
        let found = sums.par_iter().enumerate().map_init(Vec::new, |room, (place, sum)| {
            let kept = self.kept(sum, room).and_then(|kept| postcard::from_bytes(kept).ok());
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

    /// The bytes that an earlier build made of what has the checksum `sum`, read into `room`; `None` where there are none, or they are damaged.
    pub(super) fn kept<'r>(&self, sum: &Hash, room: &'r mut Vec<u8>) -> Option<&'r [u8]> {
        let place = self.old.get(sum.as_bytes())?;
        self.file.read_into(place.bytes.clone(), room).ok()?;
        (check_of(sum.as_bytes(), room) == place.check).then_some(room.as_slice())
    }

    /// Enters what was `made` of what has the checksums `sums`, and where nothing was what the earlier builds had.
    pub(super) fn enter(&mut self, sums: &[Hash], made: Vec<Option<Vec<u8>>>) {
        for (sum, made) in sums.iter().zip(made) {
            let key = *sum.as_bytes();
            let new = made.map(|find| Find::New([&head_of(&key, &find)[..], &find].concat()));
            if let Some(find) = new.or_else(|| self.old.get(&key).cloned().map(Find::Old)) {
                self.new.insert(key, find);
            }
        }
    }

    /// Some bytes of what was entered under the checksum `sum`. They are not held against their checksum once more.
    pub(super) fn part(&self, sum: &Hash, range: Range<usize>) -> Option<Cow<'_, [u8]>> {
        match self.new.get(sum.as_bytes())? {
            Find::New(bytes) => bytes[HEAD..].get(range).map(Cow::Borrowed),
            Find::Old(place) => {
                let end = place.bytes.start + range.end;
                if end > place.bytes.end { None } else { self.file.read(place.bytes.start + range.start..end).ok() }
            }
        }
    }
}

/// What stands before a find in the file.
fn head_of(key: &Key, find: &[u8]) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    let (begin, check) = head.split_at_mut(HEAD - CHECK);
    begin.copy_from_slice(&beginning_of(key, find.len()));
    check.copy_from_slice(&check_of(key, find));
    head
}

/// A key and the length of its find.
fn beginning_of(key: &Key, length: usize) -> [u8; HEAD - CHECK] {
    let mut beginning = [0; HEAD - CHECK];
    beginning[..key.len()].copy_from_slice(key);
    beginning[key.len()..].copy_from_slice(&(length as u64).to_le_bytes());
    beginning
}

fn check_of(key: &Key, find: &[u8]) -> [u8; CHECK] {
    let mut sum = Crc::new();
    sum.update(&beginning_of(key, find.len()));
    sum.update(find);
    sum.sum().to_le_bytes()
}

/// The key of the find whose head begins at `at`, and its place.
fn find_at(file: &Left, at: usize) -> Option<(Key, Place)> {
    let head = file.read(at..at + HEAD).ok()?;
    let (key, after) = head.split_first_chunk()?;
    let (length, check) = after.split_first_chunk()?;
    let start = at + HEAD;
    let length = usize::try_from(u64::from_le_bytes(*length)).ok().filter(|length| *length <= file.len() - start)?;
    Some((*key, Place { bytes: start..start + length, check: check.try_into().ok()? }))
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

    /// What stands in the file after this build.
    fn file(cache: &Cache) -> Vec<u8> {
        let bytes =
            |pieces: &[Piece<'_>]| -> Vec<u8> { pieces.iter().flat_map(|piece| piece.bytes().expect("readable").into_owned()).collect() };
        match cache.pieces().expect("something was found") {
            Pieces::All(pieces) => bytes(&pieces),
            Pieces::More(pieces) => [cache.file.read(0..cache.file.len()).expect("readable"), bytes(&pieces).into()].concat(),
        }
    }

    #[test]
    fn what_was_found_is_not_looked_for_again() {
        let mut first = Cache::default();
        assert_eq!(lengths(&mut first, &["một", "hai", "hai"]).0, [5, 3, 3]);
        let bytes = file(&first);
        let mut second = Cache::read(Left::Bytes(bytes.clone()));
        assert_eq!(lengths(&mut second, &["hai", "một"]), (vec![3, 5], 0));
        assert!(second.pieces().is_none());
        let mut third = Cache::read(Left::Bytes(bytes));
        assert_eq!(lengths(&mut third, &["ba", "hai"]), (vec![2, 3], 1));
        let mut fourth = Cache::read(Left::Bytes(file(&third)));
        assert_eq!(lengths(&mut fourth, &["ba", "hai", "một"]), (vec![2, 3, 5], 1));
    }

    #[test]
    fn what_is_of_no_use_goes_when_it_is_more_than_a_quarter() {
        let texts: Vec<String> = (0..20).map(|number| format!("câu {number}")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let mut cache = Cache::default();
        lengths(&mut cache, &texts);
        let bytes = file(&cache);
        let mut most = Cache::read(Left::Bytes(bytes.clone()));
        lengths(&mut most, &[&texts[..17], &["mới"]].concat());
        assert!(matches!(most.pieces(), Some(Pieces::More(pieces)) if pieces.len() == 1));
        let mut few = Cache::read(Left::Bytes(bytes));
        lengths(&mut few, &[&texts[..5], &["mới"]].concat());
        assert!(matches!(few.pieces(), Some(Pieces::All(pieces)) if pieces.len() == 6));
    }

    #[test]
    fn damage_is_seen() {
        let mut cache = Cache::default();
        lengths(&mut cache, &["một", "hai"]);
        let whole = file(&cache);
        let check = |damaged: Vec<u8>, what: &str| {
            let (found, measured) = lengths(&mut Cache::read(Left::Bytes(damaged)), &["một", "hai"]);
            assert_eq!(found, [5, 3], "{what}");
            assert!(measured > 0, "{what}");
        };
        // Nothing is written where it would not be read.
        let mut cut = Cache::read(Left::Bytes(whole[..whole.len() - 1].to_vec()));
        lengths(&mut cut, &["một", "hai"]);
        assert!(matches!(cut.pieces(), Some(Pieces::All(pieces)) if pieces.len() == 2));
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            check(damaged, &format!("byte {at}"));
            check(whole[..at].to_vec(), &format!("{at} bytes"));
        }
    }
}
