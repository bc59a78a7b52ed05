//! Duties: who must do what, with whom, when. Entry points: [`bind`] puts the reviewed registers on their provisions,
//! [`propose`] reads a register out of a regulation, [`pairs`] says who works with whom, [`due_months`] when a period falls due.
//!
//! Architecture invariant: only entries whose exact words stand in their provision are in a [`Register`]; a machine's
//! proposal is never shown as reviewed.

mod alike;
mod bind;
mod calendar;
mod evaluate;
mod extract;
mod lint;
mod pair;
mod register;

pub use alike::word_pairs;
pub use bind::{bind, locate};
pub use calendar::due_months;
pub use evaluate::{Evaluation, Score, evaluate};
pub use extract::{Proposal, leading_verbs, propose};
pub use lint::{Finding, Gap, lint};
pub use pair::{Pair, Shared, pairs};
pub use register::{Bound, Register, Through};
