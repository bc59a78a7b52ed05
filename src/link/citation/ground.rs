//! The document to which units without one belong: this one, the one that the words above them name, or nobody knows.
//! Entry point: [`Frame::ground`].

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::law::{Kind, ProvisionId};
use crate::link::citation::list::Item;
use crate::link::citation::locate;
use crate::link::citation::resolve::{self, Meant, Place};
use crate::link::citation::scan::{Attachment, Scanned};
use crate::link::citation::text::Text;
use crate::link::citation::unit::{Level, Number, Unit};

/// Bytes that are looked at on each side of a citation for the ends of its sentence. Sentences of law, lists and all, are shorter.
const LONGEST_SENTENCE: usize = 20_000;

/// Most groups of units that are looked at before one for the head of their list.
const LONGEST_LIST: usize = 64;

/// Most bytes between an appendix and the document to which it belongs.
const LONGEST_LINK: usize = 160;

/// To what units without a document belong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::link) enum Ground {
    /// The document in which they stand.
    Own,
    /// Another document, and the Điều in it that is understood.
    Foreign(Meant, Option<Unit>),
    /// The document that bears the name was issued after this one: the Điều of an earlier one are meant.
    Later,
    /// It cannot be told.
    Doubt,
}

/// What the words of a provision say about the units below them.
#[derive(Clone, Debug, Default)]
struct Lead {
    /// Other documents it names.
    documents: Vec<Meant>,
    /// Whether it says that what follows amends or details that document.
    governs: Option<Governing>,
    /// Điều of another document that its heading names.
    articles: Vec<(Meant, Unit)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Governing {
    Amends,
    Details,
}

/// What is known of a document while its provisions are read in order.
#[derive(Debug, Default)]
pub(in crate::link) struct Frame {
    /// The one other document that the title names, where the text has no Điều of its own.
    subject: Option<Meant>,
    /// Whether no text of the document has Điều.
    without_articles: bool,
    /// Whether the title says that it amends another document.
    amending: bool,
    leads: BTreeMap<ProvisionId, Lead>,
}

/// One piece of a provision's words, scanned.
#[derive(Debug)]
pub(in crate::link) struct Piece<'t> {
    pub(in crate::link) text: &'t Text<'t>,
    pub(in crate::link) scanned: &'t Scanned,
    /// What each document of the scan is.
    pub(in crate::link) meant: &'t [Meant],
    pub(in crate::link) heading: bool,
    /// How many quotations were open before it.
    pub(in crate::link) quotes: i32,
}

static AMENDS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("sửa đổi|bổ sung|thay thế|bãi bỏ|đính chính|thay cụm từ|bỏ cụm từ|bỏ từ").expect("the pattern is well-formed")
});
static DETAILS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("quy định chi tiết|hướng dẫn|biện pháp thi hành|thi hành").expect("the pattern is well-formed"));

impl Piece<'_> {
    /// Whether byte `at` stands inside a quotation: the words of another text.
    pub(in crate::link) fn is_quoted(&self, at: usize) -> bool {
        let quotes = self.text.quotes(at);
        self.quotes + quotes.open > 0 || quotes.straight % 2 == 1
    }

    /// Whether the units that end at byte `end` go on with a document that was not recognised: "Phụ lục II Công ước …",
    /// "Điều 9 của hợp đồng", "Điều 5 Quy chế".
    fn is_cut_off(&self, end: usize) -> bool {
        let next = self.text.cursor(end).space().at;
        let gap = &self.text.raw[end..next];
        let capital = !gap.is_empty() && !gap.contains('\n') && self.text.is_capital(next);
        capital || self.text.cursor(end).one_of(&["của", "ban hành kèm", "kèm theo"]).is_some()
    }

    /// Whether the units in `range` are what a sentence amends, so that they are not this document's own.
    fn is_amended(&self, range: &Range<usize>) -> bool {
        static VERB: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new("(?:sửa đổi|bổ sung|thay thế|bãi bỏ|hủy bỏ|huỷ bỏ|bỏ) +(?:(?:tên|tiêu đề|nội dung|cụm từ|vào sau|vào trước|các|một số|toàn bộ) *)*$").expect("the pattern is well-formed")
        });
        let near = self.text.flat.ceil_char_boundary(range.start.saturating_sub(120));
        let is_said = self.text.cursor(range.end).one_of(&["được sửa đổi", "được bổ sung", "được thay thế", "được bãi bỏ", "bị bãi bỏ"]);
        VERB.is_match(&self.text.flat[near..range.start]) || is_said.is_some() || self.is_instruction(range.start)
    }

    /// Whether the words from the head of the sentence to byte `at` tell what becomes of another text: "Sửa đổi, bổ sung đoạn mở đầu của Điều 26",
    /// "Thay cụm từ “…” bằng cụm từ “…” tại các Điều 45, 50". What is done "theo Điều 5" is done by this one.
    fn is_instruction(&self, at: usize) -> bool {
        static HEAD: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"^[\s“\x22–•-]*(?:(?:\d{1,3}|[a-zđ]\d?)[.)] *)?(?:sửa đổi|bổ sung|bãi bỏ|thay thế|hủy bỏ|huỷ bỏ|đính chính|(?:sửa|thay|bỏ) (?:các )?(?:cụm )?từ)\b").expect("the pattern is well-formed")
        });
        let words = &self.text.flat[self.sentence(at).0..at];
        let Some(head) = HEAD.find(words) else { return false };
        let object = &words[head.start()..];
        let by_this = object.contains(" theo ") || object.contains("quy định tại") || object.contains("căn cứ");
        !by_this && (!object.contains(" tại ") || object.contains("từ “") || object.contains("từ \""))
    }

    /// Whether group `index`, or the list that it goes on with, stands right behind a document, with nothing but space between.
    pub(in crate::link) fn follows_document(&self, index: usize) -> bool {
        let Scanned { groups, documents } = self.scanned;
        for index in (0..=index).rev().take(LONGEST_LIST) {
            let start = groups[index].range().start;
            let behind = documents.partition_point(|written| written.range.end <= start).checked_sub(1);
            if behind.is_some_and(|behind| self.text.flat[documents[behind].range.end..start].trim().is_empty()) {
                return true;
            }
            let end = index.checked_sub(1).map_or(0, |before| groups[before].range().end);
            if !matches!(self.text.flat.get(end..start).unwrap_or_default().trim(), "," | ";" | "và" | ", các" | "và các" | "; các") {
                return false;
            }
        }
        false
    }

    /// Whether what ends at byte `end` belongs to another document that is named right after: "Mẫu số 17, Phụ lục I khoản 1, Điều 17 Thông tư số
    /// 09/2025/TT-BNV", "(Phụ lục I, Phụ lục II) ban hành kèm theo Nghị định số …".
    fn is_of_another(&self, end: usize) -> bool {
        static LINK: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"^[\s,()]*(?:(?:ban hành|kèm theo|theo|quy định|tại|của|phụ lục|khoản|điểm|điều|mục|mẫu|biểu|số|và|các|[a-zđ]\d?|\d+[a-zđ]?|[ivxl]+)(?:[\s,()]+|$))*$").expect("the pattern is well-formed")
        });
        let next = self.scanned.documents.partition_point(|written| written.range.start < end);
        self.scanned.documents.get(next).is_some_and(|written| {
            let between = &self.text.flat[end..written.range.start];
            self.meant[next].is_foreign() && between.len() <= LONGEST_LINK && LINK.is_match(between)
        })
    }

    /// The bytes of the sentence around byte `at`.
    fn sentence(&self, at: usize) -> (usize, usize) {
        // By bytes and so far only, for a sentence may be as long as its author likes; no byte of another letter is a `;` or a `.`.
        let flat = self.text.flat.as_bytes();
        let ends = |index: &usize| match flat[*index] {
            b';' => true,
            b'.' => {
                let next = self.text.cursor(index + 1).space().at;
                next > index + 1 && self.text.is_capital(next)
            }
            _ => false,
        };
        let first = self.text.flat.floor_char_boundary(at.saturating_sub(LONGEST_SENTENCE));
        let last = self.text.flat.floor_char_boundary(at.saturating_add(LONGEST_SENTENCE));
        let start = (first..at).rev().find(ends).map_or(first, |index| index + 1);
        (start, (at..last).find(ends).unwrap_or(last))
    }
}

impl Frame {
    /// A frame in which no unit without a document can be placed, for lines that cite other documents.
    pub(in crate::link) fn closed() -> Self {
        Self { amending: true, ..Self::default() }
    }

    /// The frame of a document of which this is known before it is read.
    pub(in crate::link) fn new(subject: Option<Meant>, without_articles: bool, amending: bool) -> Self {
        Self { subject, without_articles, amending, leads: BTreeMap::new() }
    }

    /// To what the units of group `index` of `piece` belong, none being attached to a document.
    pub(in crate::link) fn ground(&self, place: Place<'_>, piece: &Piece<'_>, index: usize) -> Ground {
        let group = &piece.scanned.groups[index];
        let top = group.items.iter().flat_map(|item| &item.units).map(|unit| unit.level).max().unwrap_or(Level::Form);
        if group.is_appendix() {
            let range = group.range();
            let is_another =
                piece.is_quoted(range.start) || piece.is_cut_off(range.end) || piece.is_amended(&range) || piece.is_of_another(range.end);
            return if is_another { Ground::Doubt } else { Ground::Own };
        }
        let governing = self.leads_above(place).find_map(|lead| Some((lead, lead.governs?)));
        if let Some((lead, governs)) = governing {
            return match lead.documents.as_slice() {
                [one] if governs == Governing::Amends || top <= Level::Article => self.within(place, one, top),
                _ => Ground::Doubt,
            };
        }
        if piece.is_quoted(group.range().start) || self.amending || piece.is_cut_off(group.range().end) || piece.is_amended(&group.range())
        {
            return Ground::Doubt;
        }
        if self.without_articles && top <= Level::Article && !is_dotted(group.items.iter().flat_map(|item| &item.units)) {
            return match (top, &self.subject) {
                (Level::Article, Some(subject)) => Ground::Foreign(subject.clone(), None),
                (Level::Article, None) => Ground::Doubt,
                _ => self.understood(place).unwrap_or(Ground::Own),
            };
        }
        let doubtful_lead = self.leads_above(place).next().is_some_and(|lead| !lead.documents.is_empty());
        if doubtful_lead && top == Level::Article {
            return Ground::Doubt;
        }
        self.by_sentence(place, piece, index)
    }

    /// Whether the words above say that another document is amended, so that "Điều này" may be an Điều of that.
    pub(in crate::link) fn amends_above(&self, place: Place<'_>) -> bool {
        self.leads_above(place).any(|lead| lead.governs == Some(Governing::Amends))
    }

    fn leads_above(&self, place: Place<'_>) -> impl Iterator<Item = &Lead> {
        place.tree().ancestors(place.provision).filter_map(|(id, _)| self.leads.get(&id))
    }

    /// Units of `subject`: a khoản alone is one of the Điều that the words above name.
    fn within(&self, place: Place<'_>, subject: &Meant, top: Level) -> Ground {
        if top >= Level::Article {
            return Ground::Foreign(subject.clone(), None);
        }
        match self.understood(place) {
            Some(Ground::Foreign(meant, article)) if meant == *subject => Ground::Foreign(meant, article),
            _ => Ground::Doubt,
        }
    }

    /// The one Điều that the nearest words above name; `None` where they name none.
    fn understood(&self, place: Place<'_>) -> Option<Ground> {
        let lead = self.leads_above(place).find(|lead| !lead.articles.is_empty())?;
        Some(match lead.articles.as_slice() {
            [(meant, article)] => Ground::Foreign(meant.clone(), Some(article.clone())),
            _ => Ground::Doubt,
        })
    }

    /// By the other documents that the same sentence cites.
    fn by_sentence(&self, place: Place<'_>, piece: &Piece<'_>, index: usize) -> Ground {
        let (start, end) = piece.sentence(piece.scanned.groups[index].range().start);
        let inside = |at: usize| (start..end).contains(&at);
        let foreign =
            piece.scanned.documents.iter().zip(piece.meant).any(|(written, meant)| inside(written.range.start) && meant.is_foreign());
        if !foreign {
            return Ground::Own;
        }
        // "Điều 10 hoặc … khoản 13 Điều 7 hoặc … khoản 2 Điều 26 của Luật …": if one of them cannot be ours, none is.
        let after = &piece.scanned.groups[index..];
        let bare = after.iter().take_while(|group| inside(group.range().start) && group.attachment == Attachment::None);
        let count = bare.clone().count();
        let next = after.get(count).filter(|group| inside(group.range().start));
        let Some(Attachment::Direct(document)) = next.map(|group| group.attachment) else { return Ground::Doubt };
        let meant = &piece.meant[document];
        let here = bare.clone().flat_map(|group| &group.items).any(Item::is_here);
        let impossible = bare.flat_map(|group| &group.items).any(|item| {
            item.units.iter().any(|unit| unit.level == Level::Article)
                && locate::locate(place.tree(), place.component(), &item.units).is_err()
        });
        if impossible && !here && meant.is_foreign() { Ground::Foreign(meant.clone(), None) } else { Ground::Doubt }
    }

    /// Remembers what `piece` of the provision at `place` says about the units below it.
    pub(in crate::link) fn learn(&mut self, place: Place<'_>, piece: &Piece<'_>) {
        let flat = piece.text.flat.trim_end();
        let leads_on = flat.ends_with(':');
        let kind = place.tree().get(place.provision).kind;
        if !leads_on && !piece.heading && kind != Kind::Clause {
            return;
        }
        let mut lead = self.leads.remove(&place.provision).unwrap_or_default();
        let label = if piece.heading { flat.len() } else { flat.find(':').unwrap_or(0) };
        self.learn_articles(place, piece, label, &mut lead);
        let from = piece.sentence(flat.len()).0;
        for (written, meant) in piece.scanned.documents.iter().zip(piece.meant) {
            if written.range.start < from || !meant.is_foreign() {
                continue;
            }
            let governs = governing(&flat[from..written.range.start]);
            if (leads_on || (piece.heading && governs.is_some())) && !lead.documents.contains(meant) {
                lead.documents.push(meant.clone());
                lead.governs = lead.governs.or(governs);
            }
        }
        self.leads.insert(place.provision, lead);
    }

    /// Notes the Điều of other documents named before byte `label`.
    fn learn_articles(&self, place: Place<'_>, piece: &Piece<'_>, label: usize, lead: &mut Lead) {
        for (index, group) in piece.scanned.groups.iter().enumerate().filter(|(_, group)| group.range().start < label) {
            let meant = match group.attachment.document() {
                Some(document) => piece.meant[document].clone(),
                None => match self.ground(place, piece, index) {
                    Ground::Foreign(meant, None) => meant,
                    _ => continue,
                },
            };
            let articles = group.items.iter().filter_map(|item| item.units.iter().find(|unit| unit.level == Level::Article));
            for article in articles.filter(|_| meant.is_foreign()) {
                if !lead.articles.iter().any(|(_, known)| known.number == article.number) {
                    lead.articles.push((meant.clone(), article.clone()));
                }
            }
        }
    }
}

fn governing(words: &str) -> Option<Governing> {
    if AMENDS.is_match(words) {
        return Some(Governing::Amends);
    }
    DETAILS.is_match(words).then_some(Governing::Details)
}

fn is_dotted<'u>(mut units: impl Iterator<Item = &'u Unit>) -> bool {
    units.any(|unit| matches!(&unit.number, Number::Written(number) if number.contains('.')))
}

/// Whether no text of `place`'s document has Điều, appendices aside.
pub(in crate::link) fn without_articles(place: Place<'_>) -> bool {
    let tree = place.tree();
    let texts =
        tree.components().filter(|(_, provision)| !resolve::is_appendix(provision.path.as_str().rsplit('/').next().unwrap_or_default()));
    !texts.map(|(id, _)| id).any(|id| locate::has_articles(tree, id))
}
