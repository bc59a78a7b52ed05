//! Pages in one file, for a browser that keeps them: every line once, however many pages have it. Entry point: [`bundle`].
//!
//! ```text
//! deflate({"lines": ["<!doctype html>", …], "pages": {"446-qd-tu/": [0, 12, 40, 3, …]}})
//! ```
//!
//! A page is runs of lines: the first, and how many follow each other; its text is these lines with a line break between each two.
//! Pages of a document share their frame and their contents, so a bundle is a fraction of its pages even where each is compressed.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::deflate::Deflater;

#[derive(Default, Serialize)]
struct Bundle<'a> {
    lines: Vec<&'a str>,
    pages: BTreeMap<&'a str, Vec<usize>>,
}

/// The pages, each by its address below the folder of the site, as one deflated file.
pub fn bundle(pages: &[(&str, &str)]) -> Vec<u8> {
    let mut bundle = Bundle::default();
    let mut known: FxHashMap<&str, usize> = FxHashMap::default();
    for &(url, text) in pages {
        let mut runs: Vec<usize> = Vec::new();
        for line in text.split('\n') {
            let number = *known.entry(line).or_insert_with(|| {
                bundle.lines.push(line);
                bundle.lines.len() - 1
            });
            match runs.as_mut_slice() {
                [.., start, count] if *start + *count == number => *count += 1,
                _ => runs.extend([number, 1]),
            }
        }
        bundle.pages.insert(url, runs);
    }
    Deflater::default().deflate(&serde_json::to_vec(&bundle).expect("plain data always serialises"))
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::DeflateDecoder;
    use serde_json::Value;

    use super::*;

    #[test]
    fn every_page_comes_back() {
        let pages = [("a/", "x\ny\nz\n"), ("b/", "x\nw\ny\nz\ny\nz"), ("c/", ""), ("d/", "\n\n")];
        let mut text = String::new();
        DeflateDecoder::new(bundle(&pages).as_slice()).read_to_string(&mut text).expect("it is deflated text");
        let read: Value = serde_json::from_str(&text).expect("it is JSON");
        assert_eq!(read["lines"], serde_json::json!(["x", "y", "z", "", "w"]));
        let number = |value: &Value| value.as_u64().expect("a number") as usize;
        for (url, wanted) in &pages {
            let runs: Vec<usize> = read["pages"][url].as_array().expect("a page").iter().map(number).collect();
            let lines = runs.chunks(2).flat_map(|run| (run[0]..run[0] + run[1]).map(|at| read["lines"][at].as_str().expect("a line")));
            assert_eq!(lines.collect::<Vec<_>>().join("\n"), *wanted, "{url}");
        }
    }
}
