//! What texts may name, compiled once for a corpus: numbers, names of documents, organisations. Entry point: [`Vocabulary::new`].

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::content::{Date, KnownDocument, Regulation};
use crate::corpus::Corpus;
use crate::link::citation::{Holder, Names, key, kinds_agree, word_of_kind};
use crate::link::mention::Matcher;
use crate::link::spelling;

/// So many months may lie between the adoption of a law and of one that it cites.
const SESSION: u32 = 6;

/// Words that begin like a law and are none: the law on lawyers is called "Luật Luật sư".
const NO_LAWS: [&str; 4] = ["luật sư", "luật gia", "luật tục", "luật học"];

/// Everything that is looked for in a text; immutable, so that texts can be scanned in parallel.
#[derive(Debug)]
pub struct Vocabulary {
    pub(in crate::link) names: Names<Holder>,
    numbers: BTreeMap<String, Vec<Holder>>,
    held: Vec<Traits>,
    known: Vec<Traits>,
    pub(in crate::link) organisations: Matcher,
}

/// What tells a document from another with the same number or name.
#[derive(Debug, Default)]
pub(in crate::link) struct Traits {
    /// Slugs of the kinds it may be called; empty where the kind is not known.
    kinds: Vec<String>,
    date: Option<Date>,
    /// Names of its issuer in lower case; empty where not known.
    issuers: Vec<String>,
    number: Option<String>,
}

impl Vocabulary {
    /// Compiles what `corpus` holds and lists.
    pub fn new(corpus: &Corpus) -> Self {
        let held: Vec<Traits> = corpus.regulations().par_iter().map(|regulation| held(corpus, regulation)).collect();
        let known: Vec<Traits> = corpus.contents.documents.par_iter().map(|document| known(corpus, &document.value)).collect();
        let mut numbers: BTreeMap<String, Vec<Holder>> = BTreeMap::new();
        let holders = (0..held.len()).map(Holder::Held).chain((0..known.len()).map(Holder::Known));
        for (holder, traits) in holders.zip(held.iter().chain(&known)) {
            if let Some(number) = &traits.number {
                numbers.entry(number.clone()).or_default().push(holder);
            }
        }
        let mut names = Vec::new();
        for (index, regulation) in corpus.regulations().iter().enumerate() {
            names.extend(names_of_held(regulation).into_iter().map(|name| (name, Holder::Held(index))));
        }
        for (index, document) in corpus.contents.documents.iter().enumerate() {
            names.extend(names_of_known(&document.value).into_iter().map(|name| (name, Holder::Known(index))));
        }
        names.sort();
        names.dedup();
        let (names, organisations) = rayon::join(|| Names::new(names, true), || Matcher::new(corpus));
        Self { names, numbers, held, known, organisations }
    }

    /// Documents whose number is `number`, spelling aside.
    pub(in crate::link) fn by_number(&self, number: &str) -> &[Holder] {
        self.numbers.get(&key(number)).map_or(&[], Vec::as_slice)
    }

    /// The traits of `holder`.
    pub(in crate::link) fn traits(&self, holder: Holder) -> &Traits {
        match holder {
            Holder::Held(index) => &self.held[index],
            Holder::Known(index) => &self.known[index],
        }
    }
}

impl Traits {
    /// Whether the document may be called by the kind with slug `written`.
    pub(in crate::link) fn may_be(&self, written: &str) -> bool {
        self.kinds.is_empty() || self.kinds.iter().any(|kind| kinds_agree(written, kind))
    }

    /// Whether it may have been issued on `date` or in `year`.
    pub(in crate::link) fn may_date(&self, date: Option<Date>, year: Option<u16>) -> bool {
        let Some(own) = self.date else { return true };
        date.is_none_or(|date| date == own) && year.is_none_or(|year| own.to_string().starts_with(&year.to_string()))
    }

    /// Whether it was issued so long after `date` that a text of that day cannot mean it; `None` where one of the days is not known. A law may
    /// cite one that the same session adopts a day later: 99/2015/QH13 the Bộ luật Hình sự 100/2015/QH13.
    pub(in crate::link) fn is_after(&self, date: Option<Date>) -> Option<bool> {
        let months = |date: Date| u32::from(date.year()) * 12 + u32::from(date.month());
        Some(months(self.date?) > months(date?) + SESSION)
    }

    /// Whether it may have been issued by `written`, the spellings of a name in lower case.
    pub(in crate::link) fn may_issue(&self, written: Option<&[String]>) -> bool {
        let Some(written) = written else { return true };
        self.issuers.is_empty()
            || self.issuers.iter().any(|own| written.iter().any(|name| own.contains(name.as_str()) || name.contains(own.as_str())))
    }

    /// Whether it is the same document as `other`, as far as both are known.
    pub(in crate::link) fn is_same(&self, other: &Self) -> bool {
        self.number == other.number && self.date == other.date && self.kinds.iter().any(|kind| other.may_be(kind))
    }
}

fn held(corpus: &Corpus, regulation: &Regulation) -> Traits {
    let meta = &regulation.meta;
    let components = regulation.tree.components().filter_map(|(_, provision)| provision.path.as_str().rsplit('/').next());
    let attached = components.filter(|slug| word_of_kind(slug).is_some()).map(str::to_owned);
    let kinds = meta.document_type.iter().cloned().chain(attached).collect();
    Traits { kinds, date: meta.issued, issuers: issuers(corpus, meta.issuer.as_deref()), number: meta.number.as_deref().map(key) }
}

fn known(corpus: &Corpus, document: &KnownDocument) -> Traits {
    Traits {
        kinds: vec![document.document_type.clone()],
        date: document.date,
        issuers: issuers(corpus, document.issuer.as_deref()),
        number: document.number.as_deref().map(key),
    }
}

fn issuers(corpus: &Corpus, issuer: Option<&str>) -> Vec<String> {
    let Some(issuer) = issuer else { return Vec::new() };
    match corpus.organisation(issuer) {
        Some(organisation) => {
            std::iter::once(&organisation.name).chain(&organisation.aliases).map(|name| spelling::flatten(name)).collect()
        }
        None if issuer.contains(' ') => vec![spelling::flatten(issuer)],
        // An id that the registry does not hold says nothing that could be compared.
        None => Vec::new(),
    }
}

fn names_of_held(regulation: &Regulation) -> Vec<String> {
    let meta = &regulation.meta;
    let mut names = meta.aliases.clone();
    if let (Some(slug), Some(title)) = (&meta.document_type, &meta.title) {
        names.extend(title_name(slug, title));
    }
    names
}

fn names_of_known(document: &KnownDocument) -> Vec<String> {
    let title = document.title.as_deref().and_then(|title| title_name(&document.document_type, title));
    document.names.iter().cloned().chain(title).collect()
}

/// The name by which texts cite a document of kind `slug` with `title`: "Luật Việc làm", "Quy chế bầu cử trong Đảng".
fn title_name(slug: &str, title: &str) -> Option<String> {
    let word = word_of_kind(slug)?;
    let title = title.trim();
    let flat = spelling::flatten(title);
    if let Some(issued) = flat.strip_prefix("ban hành ") {
        return (issued.split(' ').count() > 3).then(|| title[title.len() - issued.len()..].to_owned());
    }
    if flat.starts_with(word) && !NO_LAWS.contains(&flat.as_str()) {
        return Some(title.to_owned());
    }
    let named = matches!(slug, "luat" | "bo-luat" | "phap-lenh" | "dieu-le" | "hien-phap");
    // One or two words after "Quy chế" are no name, nor is what a decree does.
    let verb = ["quy định", "hướng dẫn", "về", "sửa đổi", "phê duyệt", "công bố", "bãi bỏ"].iter().any(|verb| flat.starts_with(verb));
    (named || (!verb && title.split_whitespace().count() > 3)).then(|| format!("{word} {title}"))
}
