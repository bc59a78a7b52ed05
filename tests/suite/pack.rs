//! The browser's index: what was written is read, and no bytes make its reader panic.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use quyche_client::{Client, Request};
use quyche_pack::{BLOCK, Block, Document, Fault, Joined, Outline, Pack, Packed, Record, Store, Writer, checksum};

/// A record of a test: words of each field as number and spelling, labels, and its place in the order.
#[derive(Debug, Clone)]
struct Plain {
    fields: [Vec<(u8, u8)>; 3],
    labels: Vec<(u8, u8)>,
    text: String,
    order: u32,
}

fn plain() -> impl Strategy<Value = Plain> {
    let words = |most: usize| prop::collection::vec((0..12_u8, 0..10_u8), 0..most);
    let labels = prop::collection::vec((1..4_u8, 0..4_u8), 0..4);
    (words(8), words(40), words(5), labels, "\\PC{0,30}", 0..1000_u32).prop_map(|(title, text, breadcrumb, labels, words, order)| Plain {
        fields: [title, text, breadcrumb],
        labels,
        text: words,
        order,
    })
}

fn folded(word: u8) -> String {
    format!("từ{word}")
}

fn exact(word: u8, spelling: u8) -> String {
    if spelling == 0 { folded(word) } else { format!("từ{word}.{spelling}") }
}

/// A writer with the words and labels of some records.
fn writer(records: &[Plain]) -> Writer {
    let mut writer = Writer::default();
    for record in records {
        for (field, words) in record.fields.iter().enumerate() {
            for (position, (word, spelling)) in (0..).zip(words) {
                writer.word(field, &folded(*word), &exact(*word, *spelling), position);
            }
        }
        for (space, value) in &record.labels {
            writer.label(*space, &format!("giá-trị-{value}"), record.order);
        }
        writer.add(if record.order % 2 == 0 { "khoan" } else { "dieu" }, 0.9);
    }
    writer
}

/// What is shown of some records.
fn store(records: &[Plain]) -> Store {
    let mut store = Store::default();
    for record in records {
        store.add(&Record {
            path: "duong-dan",
            url: "/duong-dan/",
            document: Document { id: "a", number: "1", title: "A", url: "/a/" },
            title: "Tên",
            breadcrumb: "Chương",
            text: &record.text,
        });
    }
    store
}

/// Names of the same body.
fn aliases() -> [Vec<String>; 1] {
    [vec!["Tên".to_owned(), "Tắt".to_owned()]]
}

/// The places of some records in the order.
fn orders(records: &[Plain]) -> Vec<u32> {
    records.iter().map(|record| record.order).collect()
}

/// The pack of parts, of which about so many bytes are joined at a time.
fn joined(parts: &[Vec<u8>], orders: &[Vec<u32>], bytes: usize) -> Result<Packed, Fault> {
    let mut chunks = BTreeMap::new();
    let outlines: Vec<Outline> = parts.iter().map(|part| Outline::new(part)).collect::<Result<_, _>>()?;
    let read = |part: usize, range| parts[part].get(range).map(Cow::Borrowed);
    let joined = Joined::new(outlines.iter().zip(orders.iter().map(Vec::as_slice)), read)?;
    let mut put_chunk = |name, bytes| _ = chunks.insert(name, bytes);
    let mut root = joined.begin(&mut put_chunk);
    for range in joined.ranges(bytes) {
        root.keys(&joined.keys(&range, &[2])?);
    }
    let root = root.finish(&aliases());
    Ok(Packed { root, chunks: chunks.into_iter().collect() })
}

/// The pack of a writer, with the chunks that hold what is shown.
fn finished(writer: Writer, shown: Vec<(u64, Vec<u8>)>) -> Packed {
    let mut packed = writer.finish(&[2], &aliases());
    packed.chunks.extend(shown);
    packed
}

/// The part of some records, with the chunks that hold what is shown of them.
fn part(records: &[Plain]) -> (Vec<u8>, Vec<(u64, Vec<u8>)>) {
    let mut writer = writer(records);
    let shown = writer.show(store(records));
    (writer.part(), shown)
}

/// Loads what was written.
fn opened(packed: &Packed) -> Pack {
    let mut pack = Pack::open(&packed.root).expect("the root is sound");
    for (name, chunk) in &packed.chunks {
        assert_eq!(pack.load(chunk), *name);
    }
    pack
}

/// The pack of some records, written and never written.
fn packs(records: &[Plain]) -> (Pack, Packed, Pack) {
    let mut with_shown = writer(records);
    let shown = with_shown.show(store(records));
    let packed = finished(with_shown, shown);
    (opened(&packed), packed, Pack::fresh(writer(records)))
}

/// Where a word stands in a field of a record, with its spellings.
fn occurrences(record: &Plain, field: usize, word: u8) -> Vec<(u32, String)> {
    let words = (0..).zip(&record.fields[field]);
    words.filter(|(_, (other, _))| *other == word).map(|(position, (word, spelling))| (position, exact(*word, *spelling))).collect()
}

/// `ordered`: the records of the second space are listed in their order; a pack that was never written has them as they came.
fn check(pack: &Pack, records: &[Plain], ordered: bool) {
    assert_eq!(pack.records() as usize, records.len());
    for word in 0..13 {
        let entry = pack.entry(&folded(word)).expect("readable");
        let has = |field: usize| records.iter().filter(|record| !occurrences(record, field, word).is_empty()).count() as u32;
        assert_eq!(entry.frequencies, [has(0), has(1), has(2)]);
        for variant in &entry.variants {
            for (field, frequency) in variant.frequencies.iter().enumerate() {
                let spelled = |record: &&Plain| occurrences(record, field, word).iter().any(|(_, exact)| *exact == variant.exact);
                assert_eq!(*frequency as usize, records.iter().filter(spelled).count());
            }
        }
        let mut found = BTreeMap::new();
        for listed in &entry.blocks {
            let block = Block::read(pack, &entry, listed).expect("readable");
            for at in block.mask.iter() {
                let spelled = |(position, variant): &(u32, u32)| (*position, entry.variants[*variant as usize].exact.clone());
                let fields = [0, 1].map(|field| block.occurrences(at, field).iter().map(spelled).collect::<Vec<_>>());
                assert!(entry.variants.iter().enumerate().all(|(number, variant)| {
                    listed.may_spell(number) || !fields.iter().flatten().any(|(_, exact)| *exact == variant.exact)
                }));
                found.insert(listed.number * BLOCK + u32::from(at), (fields, block.count(at, 2)));
            }
        }
        for (id, record) in (0..).zip(records) {
            let expected = ([0, 1].map(|field| occurrences(record, field, word)), occurrences(record, 2, word).len() as u32);
            assert_eq!(found.remove(&id).unwrap_or_default(), expected);
        }
        assert!(found.is_empty());
    }
    for space in 1..4 {
        let mut keys = BTreeSet::new();
        for value in 0..5 {
            let mut holders: Vec<(u32, u32)> = (0..)
                .zip(records)
                .filter(|(_, record)| record.labels.contains(&(space, value)))
                .map(|(id, record)| (if ordered && space == 2 { record.order } else { 0 }, id))
                .collect();
            holders.sort_unstable();
            let key = format!("giá-trị-{value}");
            assert_eq!(pack.holders(space, &key).expect("readable"), holders.iter().map(|(_, id)| *id).collect::<Vec<_>>());
            if !holders.is_empty() {
                keys.insert((key, holders.len() as u32));
            }
        }
        assert_eq!(pack.keys(space, "giá").expect("readable"), keys.into_iter().collect::<Vec<_>>());
    }
}

/// The pack with one chunk changed and every name that follows from it made right, as a hostile host would.
fn poisoned(packed: &Packed, at: usize, change: impl Fn(&mut Vec<u8>)) -> Packed {
    let mut packed = packed.clone();
    let mut renamed = Vec::new();
    let (name, bytes) = &mut packed.chunks[at];
    change(bytes);
    renamed.push((*name, checksum(bytes)));
    *name = checksum(bytes);
    while let Some((old, new)) = renamed.pop() {
        let (old, new) = (old.to_le_bytes(), new.to_le_bytes());
        let replace = |bytes: &mut Vec<u8>| {
            let places: Vec<usize> = bytes.windows(8).enumerate().filter(|(_, window)| *window == old).map(|(at, _)| at).collect();
            for at in &places {
                bytes[*at..at + 8].copy_from_slice(&new);
            }
            !places.is_empty()
        };
        for (name, bytes) in &mut packed.chunks {
            if replace(bytes) {
                renamed.push((*name, checksum(bytes)));
                *name = checksum(bytes);
            }
        }
        replace(&mut packed.root);
    }
    let sum = checksum(&packed.root[13..]).to_le_bytes();
    packed.root[5..13].copy_from_slice(&sum);
    packed
}

/// Asks everything of a pack that may be damaged; whatever comes back, it comes back.
fn ask_everything(packed: &Packed) -> Result<(), Fault> {
    let mut pack = Pack::open(&packed.root)?;
    for (_, chunk) in &packed.chunks {
        pack.load(chunk);
    }
    for word in 0..13 {
        if let Ok(entry) = pack.entry(&folded(word)) {
            for listed in &entry.blocks {
                let _ = Block::read(&pack, &entry, listed);
            }
        }
    }
    for space in 0..5 {
        let _ = pack.keys(space, "");
        let _ = pack.holders(space, "giá-trị-1");
    }
    for id in 0..pack.records().min(2000) {
        let _ = pack.shown(id);
        let _ = pack.lengths(id / BLOCK);
    }
    let mut client = Client::open(&packed.root)?;
    for (_, chunk) in &packed.chunks {
        client.load(chunk);
    }
    for query in ["từ1 từ2", "\"từ1.1 từ2\"", "từ"] {
        let _ = client.search(&Request { query: query.to_owned(), typing: true, limit: 10, ..Request::default() });
    }
    Ok(())
}

#[test]
fn a_word_that_stands_often_above_the_last_record_that_has_it_is_kept() {
    let above = Plain { fields: [vec![], vec![(2, 0)], vec![(1, 0); 6]], labels: vec![], text: String::new(), order: 0 };
    let records = [above.clone(), Plain { fields: [vec![(2, 0)], vec![], vec![(1, 0); 5]], ..above }];
    let (pack, _, fresh) = packs(&records);
    check(&pack, &records, true);
    check(&fresh, &records, false);
    let whole = finished(writer(&records), Vec::new());
    assert_eq!(joined(&[writer(&records).part()], &[orders(&records)], 1000), Ok(whole));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_was_written_is_read(records in prop::collection::vec(plain(), 0..40), copies in 1..20_usize) {
        let records: Vec<Plain> = (0..copies).flat_map(|_| records.clone()).collect();
        let (pack, _, fresh) = packs(&records);
        check(&pack, &records, true);
        check(&fresh, &records, false);
        for (id, record) in (0..).zip(&records) {
            let shown = pack.shown(id).expect("readable");
            let kind = if record.order % 2 == 0 { "khoan" } else { "dieu" };
            prop_assert_eq!((shown.path, shown.kind, shown.document.title, shown.text), ("duong-dan", kind, "A", record.text.as_str()));
        }
    }

    #[test]
    fn parts_put_together_are_the_whole(
        runs in prop::collection::vec(prop::collection::vec(plain(), 0..30), 0..6),
        bytes in 1..2000_usize,
    ) {
        let records = runs.concat();
        let parts: Vec<Vec<u8>> = runs.iter().map(|run| writer(run).part()).collect();
        let orders: Vec<Vec<u32>> = runs.iter().map(|run| orders(run)).collect();
        prop_assert_eq!(joined(&parts, &orders, bytes), Ok(finished(writer(&records), Vec::new())));
    }

    #[test]
    fn what_is_shown_of_parts_is_found_over_the_ends_of_columns(
        runs in prop::collection::vec((prop::collection::vec(plain(), 1..4), 1..900_usize), 1..8),
    ) {
        let (mut parts, mut places) = (Vec::new(), Vec::new());
        let (mut all, mut shown) = (Vec::new(), Vec::new());
        for (records, times) in runs {
            let run: Vec<Plain> = records.iter().cycle().take(records.len() * times).cloned().collect();
            let (part, chunks) = part(&run);
            let names: Vec<u64> = chunks.iter().map(|(name, _)| *name).collect();
            prop_assert_eq!(Outline::new(&part).expect("what was written is read").shown(), names);
            places.push(orders(&run));
            parts.push(part);
            shown.extend(chunks);
            all.extend(run);
        }
        let mut packed = joined(&parts, &places, 1000).expect("what was written is read");
        packed.chunks.extend(shown);
        let pack = opened(&packed);
        for (id, record) in (0..).zip(&all) {
            prop_assert_eq!(pack.shown(id).expect("readable").text, record.text.as_str());
        }
    }

    #[test]
    fn a_damaged_part_is_refused_or_read_but_never_panics(
        before in prop::collection::vec(plain(), 0..4),
        run in prop::collection::vec(plain(), 1..20),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), any::<bool>()), 100..200),
    ) {
        let places = [orders(&before), orders(&run)];
        let (whole, _) = part(&run);
        for (at, byte, cut) in damage {
            let mut part = whole.clone();
            let at = at.index(part.len());
            if cut { part.truncate(at) } else { part[at] = byte }
            let together = joined(&[writer(&before).part(), part], &places, 200);
            prop_assert!(!cut || together.is_err());
        }
    }

    #[test]
    fn hostile_bytes_are_refused_or_read_but_never_panic(
        records in prop::collection::vec(plain(), 1..60),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>(), any::<bool>()), 1..12),
    ) {
        let (_, packed, _) = packs(&records);
        for (chunk, at, byte, cut) in damage {
            let change = |bytes: &mut Vec<u8>| {
                if bytes.is_empty() {
                    return;
                }
                let at = at.index(bytes.len());
                if cut { bytes.truncate(at) } else { bytes[at] = byte }
            };
            let _ = ask_everything(&poisoned(&packed, chunk.index(packed.chunks.len()), change));
            let mut root = packed.clone();
            change(&mut root.root);
            if root.root.len() > 13 {
                let sum = checksum(&root.root[13..]).to_le_bytes();
                root.root[5..13].copy_from_slice(&sum);
            }
            let _ = ask_everything(&root);
        }
    }
}

#[test]
fn a_root_that_was_changed_is_refused() {
    let (_, packed, _) = packs(&[]);
    for at in 0..packed.root.len() {
        let mut root = packed.root.clone();
        root[at] ^= 1;
        assert!(Pack::open(&root).is_err(), "{at}");
        assert!(Pack::open(&root[..at]).is_err(), "{at}");
    }
}
