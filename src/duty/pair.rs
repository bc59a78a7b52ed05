//! Who works with whom: every actor of a duty with every other organisation that has a part in it. Entry point: [`pairs`].

use std::collections::BTreeMap;

use crate::content::Part;
use crate::duty::Register;

/// Ids of the one that acts and of the other that has a part.
pub type Pair = (String, String);

/// The duties of a pair, by index in the register and in its order, each with the parts that the other has in it.
pub type Shared = Vec<(usize, Vec<Part>)>;

/// Every pair of the register. The ids are those that the text names: a group is one party, and its members are not.
pub fn pairs(register: &Register) -> BTreeMap<Pair, Shared> {
    let mut pairs: BTreeMap<Pair, Shared> = BTreeMap::new();
    for (index, bound) in register.duties().iter().enumerate() {
        for actor in &bound.duty.actors {
            for counterpart in bound.duty.counterparts.iter().filter(|counterpart| counterpart.organisation != *actor) {
                let shared = pairs.entry((actor.clone(), counterpart.organisation.clone())).or_default();
                match shared.last_mut().filter(|(last, _)| *last == index) {
                    Some((_, parts)) if parts.contains(&counterpart.part) => {}
                    Some((_, parts)) => parts.push(counterpart.part),
                    None => shared.push((index, vec![counterpart.part])),
                }
            }
        }
    }
    pairs
}
