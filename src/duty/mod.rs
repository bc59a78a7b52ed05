//! Duties: who must do what, with whom, when. Entry points: [`bind`] puts the reviewed registers on their provisions,
//! [`propose`] reads a register out of a regulation.
//!
//! Architecture invariant: only entries whose exact words stand in their provision are in a [`Register`]; a machine's
//! proposal is never shown as reviewed.

mod alike;
mod bind;
mod calendar;
mod evaluate;
mod extract;
mod lint;
mod register;

pub use bind::{bind, locate};
pub use calendar::due_months;
pub use evaluate::{Evaluation, Score, evaluate};
pub use extract::{Proposal, leading_verbs, propose};
pub use lint::{Finding, Gap, lint};
pub use register::{Bound, Register, Through};
