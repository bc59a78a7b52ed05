//! Numbers for texts, in the order in which they are met. Entry point: [`Interner`].
//!
//! The standard map hashes with a random key and its code is as large as all the rest of this folder; in the browser that counts.

use crate::bytes::checksum;

/// Texts met so far. Open addressing, at most half full.
#[derive(Debug, Default)]
pub(crate) struct Interner {
    texts: Vec<String>,
    /// Numbers plus one; 0 where nothing stands.
    slots: Vec<u32>,
}

impl Interner {
    /// The number of a text, and whether it is new.
    pub(crate) fn number(&mut self, text: &str) -> (u32, bool) {
        if self.texts.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let slot = self.slot(text);
        if let Some(known) = self.slots[slot].checked_sub(1) {
            return (known, false);
        }
        let number = self.texts.len() as u32;
        self.texts.push(text.to_owned());
        self.slots[slot] = number + 1;
        (number, true)
    }

    /// The number of a text that was met.
    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        if self.slots.is_empty() { None } else { self.slots[self.slot(text)].checked_sub(1) }
    }

    /// The texts, by number.
    pub(crate) fn texts(&self) -> &[String] {
        &self.texts
    }

    /// Every text with its number, in alphabetical order.
    pub(crate) fn sorted(&self) -> Vec<(&str, u32)> {
        let mut all: Vec<(&str, u32)> = self.texts.iter().map(String::as_str).zip(0..).collect();
        all.sort_unstable();
        all
    }

    /// The slot of a text, or the empty one where it would stand.
    fn slot(&self, text: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = checksum(text.as_bytes()) as usize & mask;
        while let Some(number) = self.slots[slot].checked_sub(1) {
            if self.texts[number as usize] == text {
                break;
            }
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        let room = (self.slots.len() * 2).max(64);
        self.slots.clear();
        self.slots.resize(room, 0);
        for number in 0..self.texts.len() {
            let slot = self.slot(&self.texts[number]);
            self.slots[slot] = number as u32 + 1;
        }
    }
}
