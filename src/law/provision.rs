//! The provision tree of one document: a flat list in reading order with parent and children.
//!
//! Architecture invariant: the ranges of all labels, headings and blocks, in order, cover every character of the body
//! that is not white space (nor table syntax) exactly once.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smallvec::SmallVec;

use crate::law::{Kind, ProvisionPath, Shared};

/// Index of a provision in its [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ProvisionId(u32);

impl ProvisionId {
    /// Place in reading order, from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a paragraph of an opening is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// Running text of a provision.
    Body,
    /// Issuer, number, place and date above the title.
    Head,
    /// The kind of document and its title.
    Title,
    /// A basis ("Căn cứ …", "Xét đề nghị …").
    Basis,
    /// Recipients, signature and the like.
    Signature,
}

/// A provision's own words, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A paragraph; it holds `\n` where the source breaks the line inside it.
    Paragraph {
        /// Bytes of the file.
        range: Range<usize>,
        /// What it is for.
        role: Role,
    },
    /// A table: rows of cells, each the bytes of its words. The first row is the header.
    Table {
        /// Rows of cells.
        rows: Vec<Vec<Range<usize>>>,
    },
}

/// One unit of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provision {
    /// Its address; unique in the document.
    #[serde(skip)]
    pub path: ProvisionPath,
    /// What it is.
    pub kind: Kind,
    /// Its number as written (`24`, `II`, `đ`, `1.1`); `None` for unnumbered units.
    #[serde(skip)]
    pub number: Option<Shared>,
    /// Bytes of the label (`Điều 24.`, `2.`, `a)`, `-`, `QUY CHẾ`); `None` where there is none.
    pub label: Option<Range<usize>>,
    /// Bytes of the lines of the heading; empty where there is none.
    pub heading: SmallVec<[Range<usize>; 1]>,
    /// Its own words, without its label, heading and children.
    pub blocks: SmallVec<[Block; 1]>,
    /// The unit it stands in; `None` for a component.
    pub parent: Option<ProvisionId>,
    /// The units directly in it, in order.
    pub children: SmallVec<[ProvisionId; 4]>,
}

/// All provisions of one document in reading order; every unit stands before its children.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    nodes: Vec<Provision>,
}

/// A tree as it is kept.
#[derive(Serialize, Deserialize)]
struct Stored<'t> {
    /// The path and the number of each provision, one behind the other.
    #[serde(borrow)]
    texts: Cow<'t, str>,
    /// Where they end in it; `None` where there is no number.
    ends: Vec<(u32, Option<u32>)>,
    /// The provisions without them.
    nodes: Cow<'t, [Provision]>,
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut texts = String::new();
        let mut put = |text: &str| {
            texts.push_str(text);
            texts.len() as u32
        };
        let ends = self.nodes.iter().map(|node| (put(node.path.as_str()), node.number.as_deref().map(&mut put))).collect();
        Stored { texts: texts.into(), ends, nodes: self.nodes.as_slice().into() }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Stored { texts, ends, nodes } = Stored::deserialize(deserializer)?;
        let (texts, mut nodes, mut start) = (Arc::from(texts), nodes.into_owned(), 0);
        let mut next = |end| Shared::piece(&texts, std::mem::replace(&mut start, end)..end).ok_or_else(|| D::Error::custom("no text"));
        for (node, (path, number)) in nodes.iter_mut().zip(ends) {
            node.path = ProvisionPath(next(path)?);
            node.number = number.map(&mut next).transpose()?;
        }
        Ok(Self { nodes })
    }
}

impl Tree {
    /// Appends `provision` and enters it in its parent's children.
    pub fn push(&mut self, provision: Provision) -> ProvisionId {
        let id = ProvisionId(self.nodes.len() as u32);
        if let Some(parent) = provision.parent {
            self.nodes[parent.0 as usize].children.push(id);
        }
        self.nodes.push(provision);
        id
    }

    /// The provision of `id`.
    pub fn get(&self, id: ProvisionId) -> &Provision {
        &self.nodes[id.0 as usize]
    }

    /// The provision of `id`, to be completed by the parser.
    pub fn get_mut(&mut self, id: ProvisionId) -> &mut Provision {
        &mut self.nodes[id.0 as usize]
    }

    /// How many provisions there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// All provisions in reading order.
    pub fn iter(&self) -> impl Iterator<Item = (ProvisionId, &Provision)> {
        self.nodes.iter().enumerate().map(|(index, provision)| (ProvisionId(index as u32), provision))
    }

    /// The components, in order.
    pub fn components(&self) -> impl Iterator<Item = (ProvisionId, &Provision)> {
        self.iter().filter(|(_, provision)| provision.parent.is_none())
    }

    /// Whether there are several components.
    pub fn has_several_components(&self) -> bool {
        // Units stand in reading order: where the last is in the first component, there is no other.
        let last = self.nodes.len().checked_sub(1).map(|last| ProvisionId(last as u32));
        last.and_then(|last| self.ancestors(last).last()).is_some_and(|(component, _)| component != ProvisionId(0))
    }

    /// The unit itself, then what it stands in, outwards.
    pub fn ancestors(&self, id: ProvisionId) -> impl Iterator<Item = (ProvisionId, &Provision)> {
        std::iter::successors(Some(id), |id| self.get(*id).parent).map(|id| (id, self.get(id)))
    }

    /// The nearest unit of `kind`, the unit itself included.
    pub fn enclosing(&self, id: ProvisionId, kind: Kind) -> Option<ProvisionId> {
        self.ancestors(id).find(|(_, provision)| provision.kind == kind).map(|(id, _)| id)
    }

    /// The units of the subtree at `id` in reading order, the unit itself first.
    pub fn subtree(&self, id: ProvisionId) -> impl Iterator<Item = (ProvisionId, &Provision)> {
        let depth_of = move |candidate: ProvisionId| self.ancestors(candidate).any(|(ancestor, _)| ancestor == id);
        self.iter().skip(id.0 as usize).take_while(move |(candidate, _)| depth_of(*candidate))
    }
}

impl Provision {
    /// Bytes of every label, heading line and own block, in reading order.
    pub fn pieces(&self) -> impl Iterator<Item = Range<usize>> {
        let blocks = self.blocks.iter().flat_map(|block| match block {
            Block::Paragraph { range, .. } => vec![range.clone()],
            Block::Table { rows } => rows.iter().flatten().cloned().collect(),
        });
        self.label.iter().cloned().chain(self.heading.iter().cloned()).chain(blocks)
    }
}
