//! One parser per kind of file; each sees one file and never fails.
//!
//! Architecture invariant: parsing one file sees one file: no clock, no environment, no other file's name.

mod changes;
mod date;
mod documents;
mod duties;
mod front_matter;
mod glossary;
mod guidance;
mod id;
mod markdown;
mod organisations;
mod outline;
mod piece;
mod question;
mod readings;
mod regulation;
mod restored;
mod session;
mod site;
mod split;
mod timing;

pub use changes::{Change, parse as parse_changes};
pub use date::Date;
pub use documents::{KnownDocument, parse as parse_documents};
pub use duties::{Counterpart, Duty, DutyRole, Entry, EntryStatus, Modality, Part, Tag, Tagged, Via, parse as parse_duties};
pub use front_matter::{Review, ReviewState, Status};
pub use glossary::{Term, parse as parse_glossary};
pub use guidance::{Guidance, Standing, parse as parse_guidance};
pub use id::is_addressable;
pub use markdown::Prose;
pub use organisations::{Level, Organisation, Succession, parse as parse_organisations};
pub use outline::{Block, Run};
pub use piece::{Binding, Directive, DirectiveKind, Piece};
pub use question::{Answer, GAP, Question, Wrong};
pub use readings::{Doubt, Reading, parse as parse_readings};
pub use regulation::{Meta, Regulation, parse as parse_regulation};
pub use restored::{HINT as RESTORED_HINT, parse as parse_restored};
pub use session::{Session, SessionPart, parse as parse_session};
pub use site::{NavigationItem, Site, is_web_address, parse as parse_site};
pub use timing::Timing;
