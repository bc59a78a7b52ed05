//! Files of the program's own, damaged by someone who makes the checksums right. Entry points: [`pack`] and [`model`].

use std::sync::LazyLock;

use quyche::index;
use quyche::restore::{CorpusFile, Material, Model, Page, Phrases, restore, strip, train};
use quyche_client::{Client, Request};
use quyche_pack::{BLOCK, Block, Fault, Pack, Packed, checksum};

/// Bytes of a root before its body, the last eight of them the body's checksum.
const SEAL: usize = 13;
/// Bytes of a model before its body, the last 32 of them the body's checksum.
const HEAD: usize = 40;

/// The browser's index with the changes that `bytes` describe.
pub fn pack(bytes: &[u8]) {
    static PACKS: LazyLock<[Packed; 2]> = LazyLock::new(|| {
        let (records, aliases) = super::site::records();
        [index::plain(&records, &aliases), index::indexed(&records, &aliases)]
    });
    let Some((first, edits)) = bytes.split_first() else { return };
    let mut packed = PACKS[usize::from(*first) % 2].clone();
    for edit in edits.as_chunks::<5>().0 {
        let at = usize::from(edit[0]) % (packed.chunks.len() + 1);
        match packed.chunks.get_mut(at) {
            Some((_, chunk)) => change(chunk, 0, edit),
            None => change(&mut packed.root, SEAL, edit),
        }
    }
    rename(&mut packed);
    let _ = ask(&packed);
}

/// A model with the changes that `bytes` describe; what can still be read restores a text.
pub fn model(bytes: &[u8]) {
    static SMALL: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let lines = ["Các cơ quan báo cáo cấp trên mỗi quý một lần.", "Cấp trên kiểm tra các cơ quan mỗi năm hai lần."];
        let corpus = CorpusFile { name: "laws.txt".into(), bytes: lines.join("\n").repeat(20).into_bytes(), weight: 3 };
        let page = |text: &str| Page { gold: text.to_owned(), read: strip(text).replace('o', "é") };
        let pages = lines.iter().cycle().take(40).map(|line| page(line)).collect();
        train(&Material { corpus: vec![corpus], pages, held: vec![] }, &mut |_| ()).expect("there is enough to learn from").to_bytes()
    });
    let mut damaged = SMALL.clone();
    for edit in bytes.as_chunks::<5>().0 {
        change(&mut damaged, HEAD, edit);
    }
    let sum = *blake3::hash(&damaged[HEAD..]).as_bytes();
    damaged[HEAD - sum.len()..HEAD].copy_from_slice(&sum);
    if let Ok(model) = Model::from_bytes(&damaged) {
        drop(restore("Cac co quan bao cao cap trén 2 lan, khoan 3 Dieu 4.", &model, &Phrases::default()));
    }
}

/// One change at or after byte `from`: a byte set, put in, or taken out, or the rest cut off.
fn change(bytes: &mut Vec<u8>, from: usize, edit: &[u8; 5]) {
    let Some(room) = bytes.len().checked_sub(from).filter(|room| *room > 0) else { return };
    let [_, kind, low, high, value] = *edit;
    let at = from + usize::from(u16::from_le_bytes([low, high])) % room;
    match kind % 4 {
        0 => bytes[at] = value,
        1 => bytes.insert(at, value),
        2 => drop(bytes.remove(at)),
        _ => bytes.truncate(at),
    }
}

/// Gives every chunk the name of its bytes, wherever another names it, and the root its checksum.
fn rename(packed: &mut Packed) {
    for _ in 0..=packed.chunks.len() {
        let wrong = packed.chunks.iter().position(|(name, bytes)| *name != checksum(bytes));
        let Some(at) = wrong else { break };
        let old = packed.chunks[at].0.to_le_bytes();
        let new = checksum(&packed.chunks[at].1);
        packed.chunks[at].0 = new;
        for bytes in packed.chunks.iter_mut().map(|(_, bytes)| bytes).chain([&mut packed.root]) {
            let places: Vec<usize> = bytes.windows(8).enumerate().filter(|(_, window)| *window == old).map(|(at, _)| at).collect();
            places.into_iter().for_each(|at| bytes[at..at + 8].copy_from_slice(&new.to_le_bytes()));
        }
    }
    let sum = checksum(&packed.root[SEAL..]).to_le_bytes();
    packed.root[SEAL - sum.len()..SEAL].copy_from_slice(&sum);
}

/// Asks everything of a pack; whatever comes back, it comes back.
fn ask(packed: &Packed) -> Result<(), Fault> {
    let mut client = Client::open(&packed.root)?;
    for (_, chunk) in &packed.chunks {
        client.load(chunk);
    }
    for query in ["tiếp dân", "\"công tác dân vận\"", "dieu 1", "báo"] {
        let request = Request { query: query.to_owned(), typing: true, limit: 10, ..Request::default() };
        if let Ok(answer) = client.search(&request) {
            drop(quyche_client::json(&client, &request, &answer));
        }
    }
    let mut pack = Pack::open(&packed.root)?;
    for (_, chunk) in &packed.chunks {
        pack.load(chunk);
    }
    for word in ["dân", "công", "1", "tiep"] {
        let Ok(entry) = pack.entry(word) else { continue };
        entry.blocks.iter().for_each(|listed| drop(Block::read(&pack, &entry, listed)));
    }
    (0..8).for_each(|space| drop(pack.keys(space, "")));
    for id in 0..pack.records().min(500) {
        let _ = (pack.shown(id), pack.lengths(id / BLOCK));
    }
    Ok(())
}
