//! A pack answers plans. Entry point: [`Client`].

use std::cell::{Cell, RefCell};

use quyche_pack::{BLOCK, Document, Fault, Mask, Pack, Shown};
use quyche_query::{Aliases, Answer, Engine, Found, Label, Plan, Record, Request, Stored, search_without};

use crate::evaluate::{Evaluation, bounds, listed};
use crate::resolved::Resolved;
use crate::write::fresh;
use crate::{records, write};

/// How many bytes of lists are sent for at once while it is not known how good the tenth hit is. Between 8 KiB (more rounds on a slow
/// network) and 64 KiB (lists that turn out not to matter).
const AHEAD: usize = 24 << 10;

/// An opened pack.
#[derive(Debug)]
pub struct Client {
    pub(crate) pack: Pack,
    /// What is shown, when it came with the root; by number.
    records: Vec<Record>,
    aliases: Aliases,
    /// Every record that matched since the last request began.
    pub(crate) matched: RefCell<Vec<Mask>>,
    /// False when blocks were left unread because they could not matter.
    complete: Cell<bool>,
}

impl Client {
    /// Opens a pack by its root.
    pub fn open(root: &[u8]) -> Result<Client, Fault> {
        let mut records = Vec::new();
        let (pack, aliases) = if root.starts_with(&records::MAGIC) {
            let names;
            (records, names) = records::read(root)?;
            (fresh(&records), Aliases::new(&names))
        } else {
            let pack = Pack::open(root)?;
            let aliases = Aliases::new(pack.aliases());
            (pack, aliases)
        };
        Ok(Client { pack, records, aliases, matched: RefCell::default(), complete: Cell::new(true) })
    }

    /// Takes a chunk that has arrived; answers its name.
    pub fn load(&mut self, chunk: &[u8]) -> u64 {
        self.pack.load(chunk)
    }

    /// The names of the chunks that the last request missed.
    pub fn wanted(&self) -> Vec<u64> {
        self.pack.wanted()
    }

    /// The best records for a request.
    pub fn search(&self, request: &Request) -> Result<Answer, Fault> {
        self.search_without(request, None)
    }

    /// The best records for a request without what it says of one label.
    pub(crate) fn search_without(&self, request: &Request, without: Option<Label>) -> Result<Answer, Fault> {
        *self.matched.borrow_mut() = self.pack.masks(&[]);
        self.complete.set(true);
        search_without(self, &self.aliases, request, without)
    }

    /// How many records matched the last request, and whether that is all of them.
    pub fn total(&self) -> (u32, bool) {
        let mut total = 0;
        for mask in self.matched.borrow().iter() {
            total += mask.count();
        }
        (total, self.complete.get())
    }

    /// What is shown of a record.
    pub(crate) fn shown(&self, id: u32) -> Result<Shown<'_>, Fault> {
        if !self.pack.is_whole() {
            return self.pack.shown(id);
        }
        let Record { path, url, kind, document, title, breadcrumb, text, .. } = self.records.get(id as usize).ok_or(Fault::Damaged)?;
        let head = self.records.iter().find(|head| head.kind == "document" && head.document == *document);
        let document = head.map_or_else(Document::default, write::document);
        Ok(Shown { path, url, kind, document, title, breadcrumb, text })
    }

    /// Sends for what a block misses; answers how many bytes that are, 0 when nothing is missing.
    fn want(&self, resolved: &Resolved<'_>, block: u32) -> usize {
        let mut bytes = usize::from(resolved.needs_lengths() && !self.pack.has_lengths(block));
        for (_, entry) in &resolved.lists {
            bytes += listed(entry, block).map_or(0, |listed| listed.want(&self.pack));
        }
        bytes
    }
}

/// The best so far, best first; equal scores by their place in the order, or else by number.
struct Top {
    limit: usize,
    /// The place of each record in the order in which they are listed; empty when there is none.
    ranks: Vec<u32>,
    found: Vec<Found>,
}

impl Top {
    /// Can a record of this score be among the best?
    fn admits(&self, score: f32) -> bool {
        match self.found.last() {
            Some(last) if self.found.len() >= self.limit => score > last.score || (score == last.score && !self.ranks.is_empty()),
            _ => true,
        }
    }

    fn add(&mut self, id: u32, score: f32) {
        let rank = |id: u32| self.ranks.get(id as usize).copied().unwrap_or(id);
        let mut at = self.found.len();
        while at > 0 {
            let other = &self.found[at - 1];
            if other.score > score || (other.score == score && rank(other.id) < rank(id)) {
                break;
            }
            at -= 1;
        }
        if at < self.limit {
            self.found.insert(at, Found { id, score });
            self.found.truncate(self.limit);
        }
    }
}

impl Engine for Client {
    type Error = Fault;

    fn frequencies(&self, words: &[String]) -> Result<Vec<u32>, Fault> {
        let mut frequencies = Vec::new();
        let mut fault = Ok(());
        for word in words {
            match self.pack.frequency(word) {
                Ok(frequency) => frequencies.push(frequency),
                Err(other) => fault = Err(other),
            }
        }
        fault.map(|()| frequencies)
    }

    fn completions(&self, prefix: &str) -> Result<Vec<(String, u32)>, Fault> {
        self.pack.keys(0, prefix)
    }

    fn has_number(&self, slug: &str) -> Result<bool, Fault> {
        Ok(!self.pack.holders(Label::Number.space(), slug)?.is_empty())
    }

    fn best(&self, plan: &Plan<'_>, limit: usize) -> Result<Vec<Found>, Fault> {
        let resolved = Resolved::new(&self.pack, plan)?;
        let mut top = Top { limit, ranks: Vec::new(), found: Vec::new() };
        if !plan.weighted && !resolved.order.is_empty() {
            top.ranks.resize(self.pack.records() as usize, u32::MAX);
            for (rank, id) in resolved.order.iter().enumerate() {
                top.ranks[*id as usize] = rank as u32;
            }
        }
        let mut blocks = bounds(&self.pack, &resolved);
        let mut sent = 0;
        while let Some((bound, block)) = take_greatest(&mut blocks) {
            if !self.pack.is_whole() && !top.admits(bound) {
                self.complete.set(false);
                break;
            }
            sent += self.want(&resolved, block);
            if sent >= AHEAD {
                break;
            }
            if sent > 0 {
                continue;
            }
            let scores = Evaluation::of_block(&self.pack, &resolved, block)?.scores();
            if let Some(matched) = self.matched.borrow_mut().get_mut(block as usize) {
                *matched = matched.or(&scores.mask);
            }
            for at in scores.mask.iter() {
                top.add(block * BLOCK + u32::from(at), scores.of[usize::from(at)]);
            }
        }
        if sent > 0 {
            return Err(Fault::Missing);
        }
        Ok(top.found)
    }

    fn stored(&self, id: u32) -> Result<Stored, Fault> {
        let shown = self.shown(id)?;
        Ok(Stored {
            path: shown.path.to_owned(),
            url: shown.url.to_owned(),
            kind: shown.kind.to_owned(),
            document: shown.document.id.to_owned(),
            title: shown.title.to_owned(),
            breadcrumb: shown.breadcrumb.to_owned(),
            text: shown.text.to_owned(),
        })
    }
}

/// Takes the most promising block, the first of equals. Few are taken, so they need not be sorted.
fn take_greatest(blocks: &mut Vec<(f32, u32)>) -> Option<(f32, u32)> {
    let mut greatest = 0;
    for (at, block) in blocks.iter().enumerate() {
        if block.0 > blocks[greatest].0 {
            greatest = at;
        }
    }
    if blocks.is_empty() { None } else { Some(blocks.remove(greatest)) }
}
