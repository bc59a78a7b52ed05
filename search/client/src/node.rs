//! A plan with its words looked up, ready to be evaluated block by block. Entry point: [`Resolved`].

use quyche_pack::{Entry, FIELDS, Fault, K1, Mask, Pack};
use quyche_query::{Clause, Field, Form, Plan};

/// A clause whose words and values have been looked up.
#[derive(Debug)]
pub(crate) enum Node {
    /// A word in a field, perhaps with one spelling only.
    Word {
        list: usize,
        field: usize,
        variant: Option<usize>,
        weight: f32,
    },
    /// Words next to each other in a field.
    Phrase {
        words: Vec<(usize, Option<usize>)>,
        field: usize,
        weight: f32,
    },
    /// Records with a value; scores 1.
    Set(usize),
    AtLeast(usize, Vec<Node>),
    With(Box<Node>, Vec<Node>),
    Best(Vec<Node>),
    Boost(f32, Box<Node>),
    Everything,
    Nothing,
}

/// A plan with everything looked up.
#[derive(Debug)]
pub(crate) struct Resolved {
    pub(crate) root: Node,
    pub(crate) lists: Vec<(String, Entry)>,
    /// Masks of the records that have a value, one for each block.
    pub(crate) sets: Vec<Vec<Mask>>,
    /// Numbers of the sets that are filters.
    pub(crate) filters: Vec<usize>,
    /// The order of the records of the first filter that has one.
    pub(crate) order: Vec<u32>,
    pub(crate) weighted: bool,
}

impl Resolved {
    /// Looks everything up; what is missing is sent for at once.
    pub(crate) fn new(pack: &Pack, plan: &Plan) -> Result<Resolved, Fault> {
        let mut resolved = Resolved {
            root: Node::Nothing,
            lists: Vec::new(),
            sets: Vec::new(),
            filters: Vec::new(),
            order: Vec::new(),
            weighted: plan.weighted,
        };
        let mut fault = Ok(());
        for (label, value) in &plan.filters {
            match pack.holders(label.space(), value) {
                Ok(holders) => {
                    resolved.filters.push(resolved.sets.len());
                    resolved.sets.push(pack.masks(&holders));
                    if label.is_ordered() && resolved.order.is_empty() {
                        resolved.order = holders;
                    }
                }
                Err(other) => fault = Err(other),
            }
        }
        match resolved.node(pack, &plan.clause) {
            Ok(root) => resolved.root = root,
            Err(other) => fault = Err(other),
        }
        fault.map(|()| resolved)
    }

    fn node(&mut self, pack: &Pack, clause: &Clause) -> Result<Node, Fault> {
        Ok(match clause {
            Clause::Words(field, forms) => self.words(pack, *field, forms)?,
            Clause::Is(label, value) => {
                let holders = pack.holders(label.space(), value)?;
                if holders.is_empty() {
                    return Ok(Node::Nothing);
                }
                self.sets.push(pack.masks(&holders));
                Node::Set(self.sets.len() - 1)
            }
            Clause::AtLeast(least, clauses) => Node::AtLeast(*least, self.nodes(pack, clauses)?),
            Clause::With(must, extras) => {
                // Both halves are looked up before either is missed.
                let (must, extras) = (self.node(pack, must), self.nodes(pack, extras));
                let mut extras = extras?;
                extras.retain(|extra| !extra.is_nothing());
                Node::With(Box::new(must?), extras)
            }
            Clause::Best(clauses) => Node::Best(self.nodes(pack, clauses)?),
            Clause::Boost(boost, inner) => match self.node(pack, inner)? {
                Node::Nothing => Node::Nothing,
                inner => Node::Boost(*boost, Box::new(inner)),
            },
            Clause::Everything => Node::Everything,
        })
    }

    fn nodes(&mut self, pack: &Pack, clauses: &[Clause]) -> Result<Vec<Node>, Fault> {
        let all: Vec<Result<Node, Fault>> = clauses.iter().map(|clause| self.node(pack, clause)).collect();
        all.into_iter().collect()
    }

    fn words(&mut self, pack: &Pack, field: Field, forms: &[Form]) -> Result<Node, Fault> {
        let field = match field {
            Field::Title => 0,
            Field::Text => 1,
            Field::Breadcrumb => 2,
        };
        let lists: Vec<Result<Option<usize>, Fault>> = forms.iter().map(|form| self.list(pack, &form.folded)).collect();
        let mut idf = 0.0;
        let mut words = Vec::new();
        for (form, list) in forms.iter().zip(lists) {
            let Some(list) = list? else {
                return Ok(Node::Nothing);
            };
            let entry = &self.lists[list].1;
            let variant = form.exact.as_ref().map(|exact| entry.variants.iter().position(|variant| variant.exact == *exact));
            let frequency = match variant {
                None => entry.frequencies[field],
                Some(Some(variant)) => entry.variants[variant].frequencies.get(field).copied().unwrap_or_default(),
                Some(None) => 0,
            };
            if frequency == 0 {
                return Ok(Node::Nothing);
            }
            idf += inverse(frequency, pack.records());
            words.push((list, variant.flatten()));
        }
        let weight = idf * (1.0 + K1);
        Ok(match words.as_slice() {
            [] => Node::Nothing,
            [(list, variant)] => Node::Word { list: *list, field, variant: *variant, weight },
            _ => Node::Phrase { words, field, weight },
        })
    }

    /// The number of a word's list; `None` when no record has the word.
    fn list(&mut self, pack: &Pack, word: &str) -> Result<Option<usize>, Fault> {
        if let Some(known) = self.lists.iter().position(|(known, _)| known == word) {
            return Ok(Some(known));
        }
        Ok(pack.entry(word)?.map(|entry| {
            self.lists.push((word.to_owned(), entry));
            self.lists.len() - 1
        }))
    }
}

impl Node {
    fn is_nothing(&self) -> bool {
        matches!(self, Node::Nothing)
    }
}

/// Inverse document frequency as tantivy has it.
fn inverse(frequency: u32, records: u32) -> f32 {
    let x = (records.saturating_sub(frequency) as f32 + 0.5) / (frequency as f32 + 0.5);
    (1.0 + x).ln()
}

/// The slack of every length code in every field.
pub(crate) fn slacks(pack: &Pack) -> Vec<[f32; 256]> {
    let slack = |field: usize| std::array::from_fn(|code| quyche_pack::slack(quyche_pack::length(code as u8), pack.average(field)));
    (0..FIELDS).map(slack).collect()
}
