//! A build over an old site gives what a build from nothing gives, whatever was edited, added, renamed or taken away between them; and what it
//! remembers of the old site is not believed where it is not certain.
#![expect(clippy::disallowed_methods, reason = "tests read and write their own data")]

use std::collections::BTreeMap;
use std::path::Path;

use quyche::build::{INDEX, PACK, Summary, analyse, analyse_over, cache, page, read, read_theme, write, write_pages};
use tempfile::TempDir;

use crate::suite::support::{bytes_below, lay, repository};

/// Regulations beside those of the golden content.
const REGULATIONS: usize = 7;

/// Sites edited at random that are compared.
const ROUNDS: usize = 30;

/// Edits of one file that other regulations show: file, words in it, words in their place.
const SEEN_ELSEWHERE: [(&str, &str, &str); 22] = [
    ("regulations/qd-2.md", "title: Quy định số 2", "title: Quy định mới"),
    ("regulations/qd-2.md", "number: 2/2026", "number: 20/2026"),
    ("regulations/qd-2.md", "status: in-force", "status: replaced"),
    ("regulations/qd-2.md", "Điều 3. Nội dung 3", "Điều 3. Nội dung khác"),
    ("regulations/qd-2.md", "1. Ban Dân vận", "1. Nay Ban Dân vận"),
    ("regulations/qd-2.md", "2. Thực hiện theo", "2. Từ nay thực hiện theo"),
    ("regulations/qd-2.md", "Điều 4.", "Điều 5."),
    ("regulations/qd-2.md", "replaces: [Quyết định số 3/2026/QĐ-UBND]", "replaces: [Quyết định số 4/2026/QĐ-UBND]"),
    ("regulations/qd-2.md", " và Quyết định số 1-QĐ/TU", " và cả Quyết định số 1-QĐ/TU"),
    ("regulations/xa.md", "replaces: [Quyết định số 1-QĐ/TU]", "replaces: []"),
    ("regulations/xa.md", "title: Ở xa", "title: Ở gần"),
    ("regulations/qd-3.md", "number: 3/2026", "number: 2/2026"),
    ("regulations/1-qd-tu.md", "1. Công khai", "1. Minh bạch"),
    ("duties/qd-2.yaml", "actors: [ban-dan-van-thanh-uy]", "actors: [thanh-uy]"),
    ("organisations.yaml", "name: Thành ủy", "name: Thành ủy Hải Phòng"),
    ("documents.yaml", "title: Quy chế công tác", "title: Quy chế về công tác"),
    ("glossary.yaml", "definition: Điều phải", "definition: Việc phải"),
    ("guidance/ghi-chu.md", "title: Ghi chú", "title: Ghi chú mới"),
    ("guidance/ghi-chu.md", "Xem [", "Đọc ["),
    ("sessions/tiep-dan.md", "title: Học tiếp dân", "title: Học cách tiếp dân"),
    ("sources/1-qd-tu.readings.yaml", "reason: ", "reason: Vì "),
    ("site.yaml", "as_of: 2026-01-01", "as_of: 2026-02-01"),
];

/// The files of a content folder.
type Content = BTreeMap<String, String>;

/// The golden content, and regulations with registers of duties that cite it and each other.
fn content() -> Content {
    let golden = bytes_below(&repository("tests/golden/content"));
    let mut files: Content =
        golden.into_iter().map(|(path, bytes)| (path, String::from_utf8(bytes).expect("the golden content is UTF-8"))).collect();
    for at in 1..=REGULATIONS {
        let mut text = format!(
            "---\nnumber: {at}/2026/QĐ-UBND\ntype: quyet-dinh\ntitle: Quy định số {at}\nissuer: thanh-uy\nstatus: in-force\nreplaces: [Quyết định số {}/2026/QĐ-UBND]\n---\nQUYẾT ĐỊNH\n",
            at % REGULATIONS + 1
        );
        let mut duties = String::new();
        for article in 1..=4 {
            let (one, two) = (1 + (at * 3 + article) % REGULATIONS, 1 + (at + article) % 4);
            text.push_str(&format!(
                "Điều {article}. Nội dung {article}\n1. Ban Dân vận Thành ủy báo cáo Thành ủy kết quả thứ {at} hằng quý.\n\
                 2. Thực hiện theo khoản 1 Điều {two} Quyết định số {one}/2026/QĐ-UBND và Quyết định số 1-QĐ/TU.\n"
            ));
            duties.push_str(&format!(
                "- provision: qd-{at}/quyet-dinh/dieu-{article}/khoan-1\n  quote: báo cáo Thành ủy kết quả thứ {at} hằng quý\n  \
                 actors: [ban-dan-van-thanh-uy]\n  role: report\n  modality: obligation\n  action: Báo cáo kết quả thứ {at}\n  status: reviewed\n\n"
            ));
        }
        files.insert(format!("regulations/qd-{at}.md"), text);
        files.insert(format!("duties/qd-{at}.yaml"), duties);
    }
    // One that nobody cites.
    let text = "---\nnumber: 99/2026/QĐ-UBND\ntype: quyet-dinh\ntitle: Ở xa\nreplaces: [Quyết định số 1-QĐ/TU]\n---\nĐiều 1. Một mình\n";
    files.insert(String::from("regulations/xa.md"), text.to_owned());
    // A term of all regulations that rests on a clause of one.
    let term = "- term: báo cáo\n  definition: Nói lại.\n  provision: 1-qd-tu/quy-che/dieu-2/khoan-1\n  quote: Công khai\n";
    files.entry(String::from("glossary.yaml")).or_default().push_str(term);
    files.insert(
        String::from("guidance/ghi-chu.md"),
        String::from(
            "---\ntitle: Ghi chú\nstanding: study-note\nabout: [qd-1/quyet-dinh/dieu-1]\n---\n\n::: note qd-2/quyet-dinh/dieu-1/khoan-1 Báo cáo\n\
             > kết quả thứ 2\n\nXem [Điều 1](/qd-1/quyet-dinh/dieu-1/).\n:::\n",
        ),
    );
    files
}

fn write_content(folder: &Path, files: &Content) {
    if folder.exists() {
        std::fs::remove_dir_all(folder).expect("the folder can be removed");
    }
    files.iter().for_each(|(path, text)| lay(&folder.join(path), text.as_bytes()));
}

/// Builds `content` into `out`, by way of its pages alone where `first` asks for them; `None` where nothing may be written.
fn build(content: &Path, out: &Path, first: Option<&mut dyn FnMut(Summary)>) -> Option<Summary> {
    let sources = read(content).expect("the content can be read");
    let theme = read_theme(None).expect("the built-in theme is sound");
    let analysis = analyse_over(&sources, None, cache(out)).value;
    if let Some(first) = first {
        first(write_pages(&sources, &analysis, &theme, out, false).expect("the pages can be written").value);
    }
    let written = write(&sources, &analysis, &theme, out, false).expect("the site can be written");
    written.diagnostics.is_empty().then_some(written.value)
}

/// Numbers, always the same (SplitMix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end.max(1) as u64) as usize
    }

    fn of<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }
}

/// Changes the content somewhere; what was done, for the message of a failure.
fn change(files: &mut Content, whole: &Content, chance: &mut Chance) -> String {
    let names: Vec<String> = files.keys().cloned().collect();
    let name = chance.of(&names).clone();
    match chance.below(10) {
        0 => {
            files.remove(&name);
            format!("{name} removed")
        }
        1 => {
            let (path, text) = whole.iter().nth(chance.below(whole.len())).expect("the content has files");
            files.insert(path.clone(), text.clone());
            format!("{path} as it was at first")
        }
        2 => {
            let (folder, file) = name.rsplit_once('/').unwrap_or_default();
            let new = if folder.is_empty() { name.clone() } else { format!("{folder}/{}{file}", chance.below(3)) };
            let text = files.remove(&name).expect("it is there");
            files.insert(new.clone(), text);
            format!("{name} is now {new}")
        }
        3 | 4 => {
            let mut lines: Vec<String> = files[&name].lines().map(str::to_owned).collect();
            let at = chance.below(lines.len());
            let line = if lines.is_empty() { String::new() } else { lines.remove(at) };
            if chance.below(2) == 0 {
                lines.insert(chance.below(lines.len()), line);
            }
            files.insert(name.clone(), lines.join("\n") + "\n");
            format!("line {at} of {name} moved or removed")
        }
        _ => {
            let text = &files[&name];
            let words: Vec<&str> = text.split_whitespace().collect();
            let (old, new) = (*chance.of(&words), *chance.of(&["5", "Điều", "kịp thời", "Thành ủy", "hằng năm", "khoản 2", "x: [y", "&<"]));
            let changed = text.replacen(old, new, 1);
            let said = format!("{name}: {new} for {old}");
            files.insert(name, changed);
            said
        }
    }
}

/// Two sites in folders, one built over what was there.
struct Sites {
    place: TempDir,
    /// Regulations that were kept, in all builds.
    kept: usize,
}

impl Sites {
    fn new() -> Self {
        Self { place: tempfile::tempdir().expect("a folder can be made"), kept: 0 }
    }

    /// Builds `files` over the old site and from nothing, and compares.
    fn compare(&mut self, files: &Content, done: &dyn std::fmt::Debug) {
        let [folder, site, fresh] = ["content", "site", "fresh"].map(|name| self.place.path().join(name));
        write_content(&folder, files);
        for name in ["fresh", ".fresh.memory", ".fresh.cache", ".fresh.parts"] {
            let path = self.place.path().join(name);
            drop(std::fs::remove_dir_all(&path).or_else(|_| std::fs::remove_file(&path)));
        }
        let (over, clean) = (build(&folder, &site, None), build(&folder, &fresh, None));
        assert_eq!(over.is_some(), clean.is_some(), "{done:#?}");
        let Some(over) = over else { return };
        self.kept += over.kept;
        let (left, right) = (bytes_below(&site), bytes_below(&fresh));
        let differs = left.keys().chain(right.keys()).find(|path| left.get(*path) != right.get(*path));
        assert_eq!(differs, None, "after {done:#?}");
    }
}

#[test]
fn what_others_show_of_an_edited_file_is_made_anew() {
    // Each edit is taken back when the next is made.
    let (mut sites, whole) = (Sites::new(), content());
    sites.compare(&whole, &"nothing");
    for (path, old, new) in SEEN_ELSEWHERE {
        let mut files = whole.clone();
        let text = files.get_mut(path).expect("the file is there");
        assert!(text.contains(old), "{path} has no `{old}`");
        *text = text.replace(old, new);
        sites.compare(&files, &(path, new));
    }
    for path in whole.keys() {
        let mut files = whole.clone();
        files.remove(path);
        sites.compare(&files, &(path, "removed"));
    }
    sites.compare(&whole, &"everything is back");
    assert!(sites.kept > 3 * whole.len(), "of all regulations {} were kept: this shows little", sites.kept);
}

#[test]
fn a_build_over_an_old_site_is_a_build_from_nothing() {
    let (mut sites, whole) = (Sites::new(), content());
    let mut files = whole.clone();
    let mut chance = Chance(20_261_127);
    let mut done: Vec<String> = Vec::new();
    for round in 0..ROUNDS {
        // Now and then everything as it was, so that not all of the content is broken in the end.
        if round % 6 == 0 {
            files = whole.clone();
            done.clear();
        }
        for _ in 0..chance.below(3) {
            done.push(change(&mut files, &whole, &mut chance));
        }
        sites.compare(&files, &done);
    }
    assert!(sites.kept > ROUNDS, "of all regulations {} were kept: this shows nothing", sites.kept);
}

#[test]
fn pages_that_are_written_first_are_those_of_the_whole() {
    let (mut sites, whole) = (Sites::new(), content());
    let [folder, site] = ["content", "site"].map(|name| sites.place.path().join(name));
    write_content(&folder, &whole);
    let mut was_left = None;
    build(&folder, &site, Some(&mut |summary| was_left = Some(summary.is_index_left)));
    assert_eq!(was_left, Some(false), "there is no index to leave before the first build");
    let is_index = |path: &str| path.starts_with(INDEX) || path.starts_with(PACK);
    for (path, old, new) in SEEN_ELSEWHERE {
        let mut files = whole.clone();
        let text = files.get_mut(path).expect("the file is there");
        *text = text.replace(old, new);
        write_content(&folder, &files);
        let before = bytes_below(&site);
        let mut first = None;
        build(&folder, &site, Some(&mut |summary| first = summary.is_index_left.then(|| bytes_below(&site))));
        let (first, after) = (first.expect("the index is left"), bytes_below(&site));
        let pages = |site: &BTreeMap<String, Vec<u8>>| -> BTreeMap<String, Vec<u8>> {
            site.iter()
                .filter(|(path, _)| !is_index(path) && !path.ends_with("chung.json"))
                .map(|(path, bytes)| (path.clone(), bytes.clone()))
                .collect()
        };
        let indexes = |site: &BTreeMap<String, Vec<u8>>| -> BTreeMap<String, Vec<u8>> {
            let mut site = site.clone();
            // Its description holds the names of organisations, which are those of the pages.
            site.retain(|path, _| is_index(path) && !path.ends_with(".json"));
            site
        };
        assert!(pages(&first) == pages(&after), "{path} with {new}: a page of the first half differs");
        assert!(indexes(&first) == indexes(&before), "{path} with {new}: the index was not left");
    }
    // A file of the index that somebody wrote is not left.
    for ending in [".term", "goc.bin"] {
        let name = bytes_below(&site).into_keys().find(|path| path.ends_with(ending)).expect("the index is there");
        std::fs::write(site.join(name), "?").expect("it can be written");
        let mut was_left = None;
        let written = build(&folder, &site, Some(&mut |summary| was_left = Some(summary.is_index_left)));
        assert_eq!((was_left, written.is_some()), (Some(false), true), "{ending}");
    }
    sites.compare(&whole, &"everything is back");
}

#[test]
fn a_memory_that_is_not_certain_is_not_believed() {
    let (mut sites, whole) = (Sites::new(), content());
    sites.compare(&whole, &"nothing");
    for (name, keeps) in [(".site.memory", false), (".site.cache", true)] {
        let file = sites.place.path().join(name);
        let good = std::fs::read(&file).expect("the build remembers");
        let mut turned = good.clone();
        turned[good.len() / 2] ^= 1;
        for bad in [turned, good[..good.len() / 2].to_vec(), Vec::new(), b"{}".to_vec()] {
            std::fs::write(&file, &bad).expect("it can be written");
            let kept = sites.kept;
            sites.compare(&whole, &(name, "is bad"));
            assert_eq!(sites.kept > kept, keeps, "{name} of {} bytes", bad.len());
            let mended = std::fs::read(&file).expect("the build remembers");
            sites.compare(&whole, &(name, "is whole again"));
            assert_eq!(std::fs::read(&file).expect("the build remembers").len(), mended.len(), "{name} of {} bytes", bad.len());
        }
    }
    // A page that somebody wrote into the site, as long as the one that was there.
    let page = sites.place.path().join("site/qd-2/index.html");
    let text = std::fs::read_to_string(&page).expect("the page is there");
    std::fs::write(&page, text.replace("Quy định", "Quy ĐỊnh")).expect("it can be written");
    sites.compare(&whole, &"a page that somebody wrote");
    std::fs::remove_file(&page).expect("it can be removed");
    sites.compare(&whole, &"a page that somebody removed");
    sites.compare(&whole, &"nothing");
    // The same in the site before it, in which the next is made.
    let page = sites.place.path().join(".site.spare/qd-2/index.html");
    for text in [None, Some("?")] {
        std::fs::remove_file(&page).expect("it can be removed");
        text.into_iter().for_each(|text| std::fs::write(&page, text).expect("it can be written"));
        sites.compare(&whole, &("the page in the spare site is", text));
    }
}

/// As after the program was renewed: nothing is known of the site that is there.
#[test]
fn what_went_while_nothing_was_remembered_does_not_come_back() {
    let (mut sites, mut whole) = (Sites::new(), content());
    sites.compare(&whole, &"nothing");
    whole.remove("regulations/qd-2.md").expect("it is there");
    std::fs::remove_file(sites.place.path().join(".site.memory")).expect("the build remembers");
    sites.compare(&whole, &"a regulation went and the memory too");
    sites.compare(&whole, &"nothing");
    sites.compare(&whole, &"nothing");
}

/// A preview shows a page before the site is written.
#[test]
fn a_page_made_alone_is_the_one_of_the_site() {
    let place = TempDir::new().expect("a temporary folder");
    let (shipped, golden, out) = (repository("content"), place.path().join("content"), place.path().join("site"));
    write_content(&golden, &content());
    let theme = read_theme(None).expect("the built-in theme is sound");
    for content in [shipped, golden] {
        let sources = read(&content).expect("the content can be read");
        let analysis = analyse(&sources, None).value;
        write(&sources, &analysis, &theme, &out, true).expect("the site can be written");
        let made = |url: &str| page(&sources, &analysis, &theme, true, url).expect("the page can be made");
        let mut compared = 0;
        for (path, bytes) in bytes_below(&out).into_iter().filter(|(path, _)| path.ends_with(".html")) {
            let url = format!("/{}", path.strip_suffix("index.html").unwrap_or(&path));
            let Some(text) = made(&url) else {
                // It says how large the other files are.
                assert_eq!(path, "du-lieu/index.html");
                continue;
            };
            assert!(text.as_bytes() == bytes, "{path} of {}", content.display());
            compared += 1;
        }
        assert!(compared > 30, "{compared} pages");
        for url in ["", "/", "/qd-99/", "/co-quan/khong-co/", "/446-qd-tu/quy-che/dieu-99/", "//", "/../", "446-qd-tu/"] {
            assert_eq!(made(url).is_some(), url == "/", "{url:?}");
        }
    }
}

/// Copies that share their files with the site are made for keeping it (`cp --archive --link`).
#[test]
fn a_copy_that_shares_the_files_of_the_site_changes_nothing() {
    let (mut sites, mut whole) = (Sites::new(), content());
    sites.compare(&whole, &"nothing");
    let text = whole["regulations/qd-2.md"].replace("1. Ban Dân vận", "1. Nay Ban Dân vận");
    whole.insert("regulations/qd-2.md".to_owned(), text);
    sites.compare(&whole, &"an edit");
    let [site, copy] = ["site", "copy"].map(|name| sites.place.path().join(name));
    for path in bytes_below(&site).into_keys() {
        let file = copy.join(&path);
        std::fs::create_dir_all(file.parent().expect("a file is in a folder")).expect("a folder can be made");
        std::fs::hard_link(site.join(&path), file).expect("a file can have another name");
    }
    sites.compare(&whole, &"a copy");
    sites.compare(&whole, &"nothing");
}

/// A site with so much text that the browser gets an index, which is put together from parts.
#[test]
fn parts_of_the_index_that_are_not_certain_are_not_believed() {
    let (mut sites, mut whole) = (Sites::new(), content());
    let long = "Thực hiện việc tiếp nhận, xử lý và báo cáo theo quy định của pháp luật. ".repeat(60);
    let mut text = whole["regulations/qd-1.md"].clone();
    (5..65).for_each(|number| text.push_str(&format!("Điều {number}. Việc số {number}\n{long}\n")));
    whole.insert("regulations/qd-1.md".to_owned(), text);
    sites.compare(&whole, &"nothing");
    let file = sites.place.path().join(".site.parts");
    let mut edit = |sites: &mut Sites, number: usize| {
        let text = whole["regulations/qd-1.md"].replacen("Thực hiện", "Tiến hành", number);
        whole.insert("regulations/qd-1.md".to_owned(), text);
        sites.compare(&whole, &("edit", number));
    };
    edit(&mut sites, 1);
    let damages: [fn(&mut Vec<u8>); 3] = [|good| good[40] ^= 1, |good| good.truncate(good.len() / 2), Vec::clear];
    for (number, damage) in (2..).zip(damages) {
        let mut parts = std::fs::read(&file).expect("the build left the parts");
        let length = parts.len();
        damage(&mut parts);
        std::fs::write(&file, &parts).expect("it can be written");
        edit(&mut sites, number);
        assert!(std::fs::read(&file).expect("the build left the parts").len().abs_diff(length) < 1000, "the parts are whole again");
    }
}
