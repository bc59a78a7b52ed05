//! The index of a run of records as bytes, so that it can be kept and put behind others. Entry points: [`Writer::part`],
//! [`Writer::append`], [`shown_in`].

use crate::bytes::{Cursor, put, put_text};
use crate::read::Fault;
use crate::write::Writer;
use crate::write::list::List;

impl Writer {
    /// The records so far, without their place among others: for each label they have the order that [`Writer::append`] is given.
    pub fn part(&self) -> Vec<u8> {
        let mut part = Vec::new();
        put(&mut part, u64::from(self.records));
        put(&mut part, self.stores.len() as u64);
        let ends = self.stores.iter().skip(1).map(|(start, _)| *start).chain([self.shown]);
        for ((start, name), end) in self.stores.iter().zip(ends) {
            put(&mut part, u64::from(end - start));
            part.extend_from_slice(&name.to_le_bytes());
        }
        for words in self.lengths {
            put(&mut part, words);
        }
        self.columns.put(&mut part);
        let words = self.words.texts();
        put(&mut part, words.len() as u64);
        for (word, list) in words.iter().zip(&self.lists) {
            put_text(&mut part, word);
            list.put(word, &mut part);
        }
        put(&mut part, self.labels.each().count() as u64);
        for (key, holders) in self.labels.each() {
            put_text(&mut part, key);
            let ids = holders.ids();
            put(&mut part, ids.len() as u64);
            for id in ids {
                put(&mut part, u64::from(id));
            }
        }
        part
    }

    /// Puts the records of a part behind those so far, as if each had been given to this writer. `orders` has for each of them its place
    /// where the records of a label are listed. After an error the writer is of no use.
    pub fn append(&mut self, part: &[u8], orders: &[u32]) -> Result<(), Fault> {
        let mut part = Cursor::new(part);
        let base = self.records;
        let records = part.small();
        if records as usize != orders.len() {
            return Err(Fault::Damaged);
        }
        for _ in 0..part.count() {
            let (shown, name) = (part.small(), part.name());
            if shown > base + records - self.shown {
                return Err(Fault::Damaged);
            }
            self.enter(shown, name);
        }
        self.records += records;
        for words in &mut self.lengths {
            *words = words.wrapping_add(part.number());
        }
        self.columns.append(&mut part, records as usize);
        for _ in 0..part.count() {
            let word = part.text();
            let number = self.number(word);
            self.lists[number as usize].append(word, base, &mut part);
        }
        for _ in 0..part.count() {
            let number = self.labels.number_of_key(part.text());
            for _ in 0..part.count() {
                let id = part.small();
                let Some(order) = orders.get(id as usize) else { return Err(Fault::Damaged) };
                self.labels.add(number, base + id, *order);
            }
        }
        part.sound()
    }
}

/// The names of the chunks that hold what is shown of the records of a part; `None` where it is damaged.
pub fn shown_in(part: &[u8]) -> Option<Vec<u64>> {
    let mut part = Cursor::new(part);
    part.small();
    let mut names = Vec::new();
    for _ in 0..part.count() {
        part.small();
        names.push(part.name());
    }
    part.sound().ok().map(|()| names)
}

impl List {
    /// All of the list of `word`.
    fn put(&self, word: &str, part: &mut Vec<u8>) {
        put(part, self.spellings.len() as u64);
        for spelling in &self.spellings {
            put_text(part, if spelling.exact == word { "" } else { &spelling.exact });
            for frequency in spelling.frequencies {
                put(part, u64::from(frequency));
            }
        }
        for frequency in self.frequencies {
            put(part, u64::from(frequency));
        }
        put(part, u64::from(self.records));
        put(part, u64::from(self.last));
        put(part, self.gathered.len() as u64);
        part.extend_from_slice(&self.gathered);
    }

    /// Puts what [`List::put`] wrote of `word` behind this; its records are numbered from `base` on.
    fn append(&mut self, word: &str, base: u32, part: &mut Cursor<'_>) {
        let mut numbers = Vec::new();
        for _ in 0..part.count() {
            let exact = part.text();
            let number = self.spelling(if exact.is_empty() { word } else { exact });
            for frequency in &mut self.spellings[number as usize].frequencies {
                *frequency = frequency.wrapping_add(part.small());
            }
            numbers.push(number);
        }
        for frequency in &mut self.frequencies {
            *frequency = frequency.wrapping_add(part.small());
        }
        let records = part.count();
        let last = part.small();
        let mut gathered = Cursor::new(part.bytes());
        if records == 0 {
            return;
        }
        put(&mut self.gathered, u64::from(base.wrapping_add(gathered.small()).wrapping_sub(self.last)));
        if numbers.iter().zip(0..).all(|(number, own)| *number == own) {
            self.gathered.extend_from_slice(gathered.rest());
        } else {
            self.renumber(&mut gathered, records, &numbers);
        }
        if gathered.sound().is_err() {
            part.damage();
        }
        self.records += records as u32;
        self.last = base.wrapping_add(last);
    }
}
