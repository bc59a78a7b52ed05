//! How often a word stands in each field of a record: a byte, and numbers where that is not enough. Entry points: [`head`], [`put_more`]; [`counts`].

use crate::FIELDS;
use crate::bytes::{Cursor, put};

/// How often a word may stand in each field of a record for that to be said in one byte.
const MOST: [u32; FIELDS] = [3, 15, 3];

/// How often a word stands in each field of a record, as far as a byte says it.
pub(crate) fn head(counts: &[u32; FIELDS]) -> u8 {
    (counts[0].min(MOST[0]) | counts[1].min(MOST[1]) << 2 | counts[2].min(MOST[2]) << 6) as u8
}

/// Appends how much more often that is.
pub(crate) fn put_more(counts: &[u32; FIELDS], bytes: &mut Vec<u8>) {
    for (field, most) in MOST.iter().enumerate() {
        if counts[field] >= *most {
            put(bytes, u64::from(counts[field] - most));
        }
    }
}

/// How often it stands there, from what both wrote.
pub(crate) fn counts(head: u8, more: &mut Cursor<'_>) -> [u32; FIELDS] {
    let mut counts = [u32::from(head & 3), u32::from(head >> 2 & 15), u32::from(head >> 6)];
    for (field, most) in MOST.iter().enumerate() {
        if counts[field] == *most {
            counts[field] = most.saturating_add(more.small());
        }
    }
    counts
}
