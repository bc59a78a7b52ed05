//! Pages into HTML. [`compile`] once a build, then [`render`] for every page, from as many threads as there are. [`render_alone`] is for a page outside the site.
//!
//! Architecture invariant: nothing here reads the corpus or the disk; a page holds all that is shown.
//! Architecture invariant: only `template` knows the template engine, only `html` escapes.

mod alone;
mod contents;
mod filters;
mod headers;
pub mod html;
mod jsonld;
mod margin;
mod policy;
mod provision;
mod relink;
mod syntax;
mod table;
mod template;
mod words;

#[cfg(test)]
mod tests;

pub use alone::{head_allowing, policy};
pub use filters::versioned;
pub use headers::Host;
pub use syntax::check as check_templates;
pub use template::{RenderError, Templates, compile, render, render_alone};
