//! A plan with its words looked up, ready to be evaluated block by block. Entry point: [`Resolved`].

use quyche_pack::{Entry, Fault, K1, Mask, Pack};
use quyche_query::{Clause, Field, Form, Label, Plan};

/// A plan with everything looked up.
#[derive(Debug)]
pub(crate) struct Resolved<'a> {
    pub(crate) clause: &'a Clause<'a>,
    pub(crate) lists: Vec<(&'a str, Entry)>,
    /// Records that have a value; those of the filters first.
    pub(crate) sets: Vec<Set<'a>>,
    pub(crate) filters: usize,
    /// The order of the records of the first filter that has one.
    pub(crate) order: Vec<u32>,
    pub(crate) weighted: bool,
}

/// The records that have a value, as masks of blocks.
#[derive(Debug)]
pub(crate) struct Set<'a> {
    label: Label,
    value: &'a str,
    pub(crate) masks: Vec<Mask>,
}

/// Words next to each other in a field, or one word.
pub(crate) struct Sought {
    /// Numbers of their lists and of their spellings, where only one is meant.
    pub(crate) words: Vec<(usize, Option<usize>)>,
    pub(crate) field: usize,
    pub(crate) weight: f32,
}

impl<'a> Resolved<'a> {
    /// Looks everything up; all that is missing is sent for at once.
    pub(crate) fn new(pack: &Pack, plan: &Plan<'a>) -> Result<Resolved<'a>, Fault> {
        let Plan { clause, filters, weighted } = *plan;
        let mut resolved = Resolved { clause, lists: Vec::new(), sets: Vec::new(), filters: filters.len(), order: Vec::new(), weighted };
        let mut fault = Ok(());
        for (label, value) in filters {
            match pack.holders(label.space(), value) {
                Ok(holders) => {
                    resolved.sets.push(Set { label: *label, value, masks: pack.masks(&holders) });
                    if label.is_ordered() && resolved.order.is_empty() {
                        resolved.order = holders;
                    }
                }
                Err(other) => fault = Err(other),
            }
        }
        resolved.look_up(pack, clause, &mut fault);
        fault.map(|()| resolved)
    }

    fn look_up(&mut self, pack: &Pack, clause: &'a Clause<'a>, fault: &mut Result<(), Fault>) {
        match clause {
            Clause::Words(_, forms) => {
                for form in forms {
                    if self.list(form.folded).is_none() {
                        match pack.entry(form.folded) {
                            Ok(entry) => self.lists.push((form.folded, entry)),
                            Err(other) => *fault = Err(other),
                        }
                    }
                }
            }
            Clause::Is(label, value) if self.set(*label, value).is_none() => match pack.holders(label.space(), value) {
                Ok(holders) => self.sets.push(Set { label: *label, value, masks: pack.masks(&holders) }),
                Err(other) => *fault = Err(other),
            },
            _ => {}
        }
        for part in clause.parts() {
            self.look_up(pack, part, fault);
        }
    }

    /// The number of a word's list.
    fn list(&self, word: &str) -> Option<usize> {
        self.lists.iter().position(|list| list.0 == word)
    }

    /// The records that have a value.
    pub(crate) fn set(&self, label: Label, value: &str) -> Option<&Set<'a>> {
        self.sets.iter().find(|set| set.label == label && set.value == value)
    }

    /// What the words are worth; `None` when no record has one of them.
    pub(crate) fn sought(&self, pack: &Pack, field: Field, forms: &[Form<'_>]) -> Option<Sought> {
        let field = field as usize;
        let mut sought = Sought { words: Vec::new(), field, weight: 0.0 };
        for form in forms {
            let list = self.list(form.folded)?;
            let entry = &self.lists[list].1;
            let (variant, frequency) = match form.exact {
                None => (None, entry.frequencies[field]),
                Some(exact) => {
                    let variant = entry.variants.iter().position(|variant| variant.exact == exact)?;
                    (Some(variant), entry.variants[variant].frequencies.get(field).copied().unwrap_or_default())
                }
            };
            if frequency == 0 {
                return None;
            }
            sought.weight += inverse(frequency, pack.records());
            sought.words.push((list, variant));
        }
        sought.weight *= 1.0 + K1;
        Some(sought)
    }
}

/// Inverse document frequency as tantivy has it.
fn inverse(frequency: u32, records: u32) -> f32 {
    let x = (records.saturating_sub(frequency) as f32 + 0.5) / (frequency as f32 + 0.5);
    (1.0 + x).ln()
}
