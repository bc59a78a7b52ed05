//! A pack answers plans. Entry point: [`Client`].

use std::cell::{Cell, RefCell};

use quyche_pack::{BLOCK, Document, Fault, Mask, Pack, Shown};
use quyche_query::{Aliases, Answer, Engine, Found, Label, Plan, Record, Request, Stored, search};

use crate::evaluate::{Blocks, listed};
use crate::node::{Resolved, slacks};
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
    slacks: Vec<[f32; 256]>,
    /// Every record that matched since the last request began.
    pub(crate) matched: RefCell<Vec<Mask>>,
    /// False when blocks were left unread because they could not matter.
    complete: Cell<bool>,
}

impl Client {
    /// Opens a pack by its root.
    pub fn open(root: &[u8]) -> Result<Client, Fault> {
        if root.starts_with(&records::MAGIC) {
            let (records, aliases) = records::read(root)?;
            return Ok(Client::over(fresh(&records), records, &aliases));
        }
        let pack = Pack::open(root)?;
        let aliases = pack.aliases().to_vec();
        Ok(Client::over(pack, Vec::new(), &aliases))
    }

    fn over(pack: Pack, records: Vec<Record>, aliases: &[Vec<String>]) -> Client {
        let aliases = Aliases::new(aliases.iter().map(Vec::as_slice));
        let slacks = slacks(&pack);
        Client { pack, records, aliases, slacks, matched: RefCell::default(), complete: Cell::new(true) }
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
        *self.matched.borrow_mut() = self.pack.masks(&[]);
        self.complete.set(true);
        search(self, &self.aliases, request)
    }

    /// How many records matched the last request, and whether that is all of them.
    pub fn total(&self) -> (u32, bool) {
        (self.matched.borrow().iter().map(Mask::count).sum(), self.complete.get())
    }

    /// What is shown of a record that was found.
    pub(crate) fn shown(&self, id: u32) -> Result<Shown<'_>, Fault> {
        self.show(&[id])?.pop().ok_or(Fault::Damaged)
    }

    /// What is shown of each record.
    fn show(&self, ids: &[u32]) -> Result<Vec<Shown<'_>>, Fault> {
        if !self.pack.is_whole() {
            return self.pack.shown(ids);
        }
        let mut all = Vec::new();
        for id in ids {
            let Record { path, url, kind, document, title, breadcrumb, text, .. } = self.records.get(*id as usize).ok_or(Fault::Damaged)?;
            let head = self.records.iter().find(|head| head.kind == "document" && head.document == *document);
            let document = head.map_or_else(Document::default, write::document);
            all.push(Shown { path, url, kind, document, title, breadcrumb, text });
        }
        Ok(all)
    }

    /// Blocks that can hold hits, the most promising first.
    fn promising(&self, resolved: &Resolved) -> Vec<(f32, u32)> {
        let mut blocks: Vec<(f32, u32)> =
            (0..self.pack.records().div_ceil(BLOCK)).filter_map(|block| Some((resolved.bound(block)?, block))).collect();
        blocks.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        blocks
    }

    /// Sends for what a block misses; answers how many bytes that are, 0 when nothing is missing.
    fn want(&self, resolved: &Resolved, block: u32) -> usize {
        let lists = resolved.lists.iter().filter_map(|(_, entry)| listed(entry, block));
        let lists: usize = lists.map(|listed| listed.want(&self.pack)).sum();
        lists + usize::from(resolved.needs_lengths() && !self.pack.has_lengths(block))
    }
}

/// The best so far, best first; equal scores by their place in the order, or else by number.
struct Top {
    limit: usize,
    /// Records in the order in which they are listed, when there is one.
    ranks: Vec<(u32, u32)>,
    found: Vec<(f32, u32, u32)>,
}

impl Top {
    fn new(limit: usize, order: &[u32]) -> Top {
        let mut ranks: Vec<(u32, u32)> = order.iter().copied().zip(0..).collect();
        ranks.sort_unstable();
        Top { limit, ranks, found: Vec::new() }
    }

    /// Can a record of this score be among the best?
    fn admits(&self, score: f32) -> bool {
        let last = self.found.last().filter(|_| self.found.len() >= self.limit);
        last.is_none_or(|last| score > last.0 || (score == last.0 && !self.ranks.is_empty()))
    }

    fn add(&mut self, id: u32, score: f32) {
        let rank = self.ranks.binary_search_by_key(&id, |rank| rank.0).map_or(id, |at| self.ranks[at].1);
        let at = self.found.partition_point(|other| other.0 > score || (other.0 == score && other.1 < rank));
        if at < self.limit {
            self.found.insert(at, (score, rank, id));
            self.found.truncate(self.limit);
        }
    }
}

impl Engine for Client {
    type Error = Fault;

    fn frequencies(&self, words: &[String]) -> Result<Vec<u32>, Fault> {
        let frequency = |word: &String| Ok(self.pack.entry(word)?.map_or(0, |entry| entry.frequencies[0] + entry.frequencies[1]));
        let all: Vec<Result<u32, Fault>> = words.iter().map(frequency).collect();
        all.into_iter().collect()
    }

    fn completions(&self, prefix: &str) -> Result<Vec<(String, u32)>, Fault> {
        let mut found = self.pack.keys(0, prefix)?;
        found.retain(|(word, count)| word != prefix && *count > 0);
        Ok(found)
    }

    fn has_number(&self, slug: &str) -> Result<bool, Fault> {
        Ok(!self.pack.holders(Label::Number.space(), slug)?.is_empty())
    }

    fn best(&self, plan: &Plan, limit: usize) -> Result<Vec<Found>, Fault> {
        let resolved = Resolved::new(&self.pack, plan)?;
        let order = if plan.weighted { &[] } else { resolved.order.as_slice() };
        let mut top = Top::new(limit, order);
        let mut sent = 0;
        for (bound, block) in self.promising(&resolved) {
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
            let scores = Blocks::read(&self.pack, &resolved, &self.slacks, block)?.evaluate(&self.pack);
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
        Ok(top.found.into_iter().map(|(score, _, id)| Found { id, score }).collect())
    }

    fn stored(&self, ids: &[u32]) -> Result<Vec<Stored>, Fault> {
        let stored = |shown: Shown<'_>| Stored {
            path: shown.path.to_owned(),
            url: shown.url.to_owned(),
            kind: shown.kind.to_owned(),
            document: shown.document.id.to_owned(),
            title: shown.title.to_owned(),
            breadcrumb: shown.breadcrumb.to_owned(),
            text: shown.text.to_owned(),
        };
        Ok(self.show(ids)?.into_iter().map(stored).collect())
    }
}
