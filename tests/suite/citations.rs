//! Citations of five regulations against a gold file made by hand: precision and recall, every miss printed.

use std::collections::BTreeMap;
use std::path::Path;

use quyche::content::parse_regulation;
use quyche::corpus::{Contents, Corpus, assemble};
use quyche::link::{Citation, Links, Target, link};
use quyche::source::{Source, Sources};

/// Citations by document, line and target.
type Bag = BTreeMap<(String, usize, String), usize>;

#[test]
fn gold_citations() {
    let sources = Sources::new(texts().into_iter().map(|(path, text)| Source::new(path, text)).collect());
    let regulations = sources.iter().map(|(file, source)| parse_regulation(source, file).value).collect();
    let corpus = assemble(Contents { regulations, ..Contents::default() }).value;
    let links = link(&corpus, &sources).value;

    let (wanted, optional) = gold();
    let found = predictions(&corpus, &sources, &links);
    let mut hits = 0;
    let (mut extra, mut missed) = (Vec::new(), Vec::new());
    for (key, count) in &found {
        let right = wanted.get(key).copied().unwrap_or(0).min(*count);
        let allowed = optional.get(key).copied().unwrap_or(0);
        hits += right;
        extra.extend(std::iter::repeat_n(key.clone(), count.saturating_sub(right + allowed)));
    }
    for (key, count) in &wanted {
        missed.extend(std::iter::repeat_n(key.clone(), count.saturating_sub(found.get(key).copied().unwrap_or(0))));
    }
    for (document, line, target) in &extra {
        println!("not in the gold: {document}:{line} {target}");
    }
    for (document, line, target) in &missed {
        println!("missed: {document}:{line} {target}");
    }
    let precision = hits as f64 / (hits + extra.len()) as f64;
    let recall = hits as f64 / (hits + missed.len()) as f64;
    println!("{hits} right, {} wrong, {} missed: precision {precision:.4}, recall {recall:.4}", extra.len(), missed.len());
    assert!(precision >= 0.99 && recall >= 0.95, "precision {precision:.4}, recall {recall:.4}");
}

fn texts() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/regulations");
    let files = folder.read_dir().expect("the folder of regulations is there").map(|entry| entry.expect("an entry can be read").path());
    files.map(|path| (format!("regulations/{}", path.file_name().expect("a file has a name").to_string_lossy()), read(&path))).collect()
}

#[expect(clippy::disallowed_methods, reason = "the test reads its own data")]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("the file can be read")
}

/// Rows of a table of the gold by column.
fn table(name: &str) -> Vec<Vec<String>> {
    let text = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/citations").join(name));
    text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// What has to be found, and what may be.
fn gold() -> (Bag, Bag) {
    let (mut wanted, mut optional) = (Bag::new(), Bag::new());
    for row in table("citations.tsv") {
        let line = row[1].parse().expect("a line is a number");
        let bag = if row[5].starts_with("optional") { &mut optional } else { &mut wanted };
        *bag.entry((row[0].clone(), line, row[3].to_lowercase())).or_default() += 1;
    }
    (wanted, optional)
}

/// What was found in the lines that the gold covers, in the gold's words. Lines are those of the body.
fn predictions(corpus: &Corpus, sources: &Sources, links: &Links) -> Bag {
    let ranges: BTreeMap<String, (usize, usize)> = table("ranges.tsv")
        .into_iter()
        .map(|row| (row[0].clone(), (row[1].parse().expect("a number"), row[2].parse().expect("a number"))))
        .collect();
    let mut found = Bag::new();
    for (path, citations) in links.iter(corpus) {
        let document = path.document();
        let regulation = corpus.regulation(document).expect("links hold only documents of the corpus");
        let text = &sources.get(regulation.file).text;
        let (first, last) = ranges[document];
        for citation in citations {
            let line = text[regulation.body.start..citation.span.range.start].matches('\n').count() + 1;
            if (first..=last).contains(&line)
                && let Some(target) = describe(corpus, sources, document, citation)
            {
                *found.entry((document.to_owned(), line, target.to_lowercase())).or_default() += 1;
            }
        }
    }
    found
}

/// The words of a citation, on one line.
pub(super) fn written(sources: &Sources, citation: &Citation) -> String {
    sources.slice(&citation.span).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A citation's first target in the gold's words; `None` for one that is not linked nor named.
fn describe(corpus: &Corpus, sources: &Sources, document: &str, citation: &Citation) -> Option<String> {
    let own = |units: &str| if units.is_empty() { String::from("self") } else { format!("self#{units}") };
    let surface = written(sources, citation);
    Some(match citation.targets.first()? {
        _ if surface.starts_with("Mẫu") && !matches!(citation.targets[0], Target::Unknown { .. }) => own(&format!("mau:{surface}")),
        _ if surface.starts_with("Phụ lục") && surface.len() < 20 => own(&format!("phu-luc:{surface}")),
        Target::Document(index) => match corpus.regulations()[*index].id.as_str() {
            id if id == document => own(""),
            id => format!("held:{id}"),
        },
        Target::Provision(location) => match corpus.path(*location) {
            path if path.document() == document => own(&in_gold(path.as_str())),
            path => format!("held:{path}"),
        },
        Target::Known(index) => format!("known:{index}#{}", citation.units),
        Target::Unknown { name } => {
            let kind = if name.contains(|letter: char| letter.is_ascii_digit()) { "doc" } else { "name" };
            let form = surface.starts_with("Mẫu").then(|| format!("mau:{surface}"));
            let units = form.unwrap_or_else(|| citation.units.clone());
            if units.is_empty() { format!("{kind}:{name}") } else { format!("{kind}:{name}#{units}") }
        }
    })
}

/// The units of a path as the gold writes them: a chapter with its Roman number, a dotted number alone.
fn in_gold(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').skip(2).collect();
    let dotted = |part: &str| part.strip_prefix("khoan-").is_some_and(|number| number.contains('-'));
    let from = parts.iter().rposition(|part| dotted(part)).unwrap_or(0);
    let parts = parts[from..].iter().map(|part| {
        if dotted(part) {
            part.trim_start_matches("khoan-").replace('-', ".")
        } else if let Some(value) = part.strip_prefix("chuong-") {
            format!("chuong-{}", ["i", "ii", "iii", "iv", "v"][value.parse::<usize>().expect("a number") - 1])
        } else {
            (*part).to_owned()
        }
    });
    parts.collect::<Vec<_>>().join("/")
}
