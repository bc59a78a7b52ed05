//! `duties/<document>.yaml`: the duty register that people reviewed. Entry point: [`parse`].

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::content::Timing;
use crate::diag::{Code, Diagnostic, Parsed};
use crate::source::{FileId, Source};
use crate::yaml::{self, Located};

macro_rules! words {
    ($(#[doc = $about:literal])+ $name:ident { $($(#[doc = $doc:literal])+ $variant:ident = $text:literal,)+ }) => {
        $(#[doc = $about])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum $name { $($(#[doc = $doc])+ #[serde(rename = $text)] $variant,)+ }

        impl $name {
            /// Every value, in the order in which readers are shown them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word in files and addresses.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }
    };
}

words! {
    /// What an organisation does by a duty.
    DutyRole {
        /// Lãnh đạo.
        Lead = "lanh-dao",
        /// Chỉ đạo.
        Direct = "chi-dao",
        /// Chủ trì.
        Chair = "chu-tri",
        /// Phối hợp.
        Coordinate = "phoi-hop",
        /// Tham mưu, đề xuất.
        Advise = "tham-muu",
        /// Thẩm định.
        Appraise = "tham-dinh",
        /// Hướng dẫn, bồi dưỡng.
        Guide = "huong-dan",
        /// Kiểm tra, thanh tra.
        Inspect = "kiem-tra",
        /// Giám sát, phản biện xã hội, theo dõi.
        Supervise = "giam-sat",
        /// Thực hiện: whatever no other role says.
        Carry = "thuc-hien",
        /// Báo cáo, thông tin, phản ánh.
        Report = "bao-cao",
        /// Tiếp công dân, đối thoại, giải quyết khiếu nại, tố cáo.
        Receive = "tiep-dan",
        /// Tuyên truyền, vận động.
        Mobilise = "tuyen-truyen",
        /// Tổ chức: meetings, apparatus, staff.
        Organise = "to-chuc",
        /// Tham gia.
        Join = "tham-gia",
    }
}

words! {
    /// How binding it is.
    Modality {
        /// Must.
        Obligation = "obligation",
        /// Has the power to (`có quyền`, `quyết định`).
        Power = "power",
        /// May (`được`, `có thể`).
        Permission = "permission",
        /// Must not (`không được`, `nghiêm cấm`).
        Prohibition = "prohibition",
    }
}

words! {
    /// Why these are the actors.
    Via {
        /// The sentence names them as its subject.
        Subject = "subject",
        /// The heading of the Điều, or the sentence that introduces a list, names them.
        Heading = "heading",
        /// A group is named; its members are meant.
        Group = "group",
        /// Who is meant depends on the level ("cấp ủy", "ban dân vận cùng cấp").
        Relative = "relative",
    }
}

words! {
    /// The part another organisation has in a duty.
    Part {
        /// Receives the report, the advice, the proposal.
        Recipient = "recipient",
        /// Is sent a copy.
        Copy = "copy",
        /// Acts together with the actor.
        Partner = "partner",
        /// Leads while the actor coordinates.
        Leader = "lead",
        /// Is led, guided, inspected or supervised.
        Supervised = "supervised",
        /// Is given the means, or protected.
        Served = "served",
    }
}

words! {
    /// Who stands behind an entry.
    EntryStatus {
        /// A machine; no person has confirmed it.
        Proposed = "proposed",
        /// A person.
        Reviewed = "reviewed",
    }
}

words! {
    /// Why a provision lays a duty on nobody.
    Tag {
        /// A principle, a method, a definition.
        Principle = "principle",
        /// What the text applies to.
        Scope = "scope",
        /// Issues, replaces, takes effect.
        Enactment = "enactment",
    }
}

/// Another organisation in a duty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Counterpart {
    /// Its id.
    pub organisation: String,
    /// Its part.
    #[serde(rename = "as")]
    pub part: Part,
}

/// What one group of words in a provision lays on somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Duty {
    /// Address of the provision.
    pub provision: String,
    /// The exact words.
    pub quote: String,
    /// Ids of those who act.
    pub actors: Vec<String>,
    /// Why these.
    pub via: Via,
    /// The main role.
    pub role: DutyRole,
    /// Further roles that the same words give.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<DutyRole>,
    /// How binding it is.
    pub modality: Modality,
    /// What is to be done: verb first, words of the clause.
    pub action: String,
    /// Who else has a part in it.
    pub counterparts: Vec<Counterpart>,
    /// When.
    pub timing: Vec<Timing>,
    /// Who stands behind it.
    pub status: EntryStatus,
    /// Of a proposal: in how many of a hundred like it actors and main role were right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<u8>,
}

impl Duty {
    /// All of its roles, the main one first.
    pub fn roles(&self) -> impl Iterator<Item = DutyRole> {
        std::iter::once(self.role).chain(self.also.iter().copied())
    }
}

/// A provision that lays a duty on nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tagged {
    /// Address of the provision.
    pub provision: String,
    /// Words of it, by which a change is noticed.
    pub quote: String,
    /// Why.
    pub tag: Tag,
}

/// One entry of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A duty.
    Duty(Duty),
    /// No duty.
    Tagged(Tagged),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    provision: String,
    quote: String,
    #[serde(default)]
    actors: Vec<String>,
    via: Option<Via>,
    role: Option<DutyRole>,
    #[serde(default)]
    also: Vec<DutyRole>,
    modality: Option<Modality>,
    action: Option<String>,
    #[serde(default)]
    counterparts: Vec<Counterpart>,
    #[serde(default)]
    timing: Vec<Timing>,
    tag: Option<Tag>,
    #[serde(default = "proposed")]
    status: EntryStatus,
    confidence: Option<u8>,
}

/// What nobody confirmed was proposed.
fn proposed() -> EntryStatus {
    EntryStatus::Proposed
}

/// Parses one register; an entry that lacks something is reported and left out.
pub fn parse(source: &Source, file: FileId) -> Parsed<Vec<Located<Entry>>> {
    let mut diagnostics = Vec::new();
    let items: Vec<Located<Raw>> = yaml::read_list(&source.text, file, &mut diagnostics);
    let mut entries = Vec::with_capacity(items.len());
    for item in items {
        match entry(item.value) {
            Ok(value) => entries.push(Located { value, span: item.span }),
            Err(missing) => diagnostics.push(
                Diagnostic::error(Code::BadYaml, item.span, format!("the entry has no {missing}"))
                    .hint("a duty has `actors`, `role` and `action`; a provision without duty has `tag`"),
            ),
        }
    }
    Parsed { value: entries, diagnostics }
}

fn entry(raw: Raw) -> Result<Entry, &'static str> {
    if let Some(tag) = raw.tag {
        return Ok(Entry::Tagged(Tagged { provision: raw.provision, quote: raw.quote, tag }));
    }
    if raw.actors.is_empty() {
        return Err("`actors`");
    }
    Ok(Entry::Duty(Duty {
        provision: raw.provision,
        quote: raw.quote,
        actors: raw.actors,
        via: raw.via.unwrap_or(Via::Subject),
        role: raw.role.ok_or("`role`")?,
        also: raw.also,
        modality: raw.modality.unwrap_or(Modality::Obligation),
        action: raw.action.ok_or("`action`")?,
        counterparts: raw.counterparts,
        timing: raw.timing,
        status: raw.status,
        confidence: raw.confidence.filter(|_| raw.status == EntryStatus::Proposed),
    }))
}
