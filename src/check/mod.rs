//! What the parsers, which see one file, cannot see: rules over the whole corpus, one a file. Entry point: [`check`].

mod documents;
mod duties;
mod guidance;
mod organisations;
mod paper;
mod readings;
mod repairs;
mod restored;
mod study;

use rayon::prelude::*;

use crate::corpus::Corpus;
use crate::diag::Diagnostic;
use crate::duty::Register;
use crate::link::Links;
use crate::source::Sources;

/// What a rule sees.
#[derive(Clone, Copy, Debug)]
pub(in crate::check) struct Scope<'a> {
    pub(in crate::check) corpus: &'a Corpus,
    pub(in crate::check) links: &'a Links,
    pub(in crate::check) register: &'a Register,
    pub(in crate::check) sources: &'a Sources,
}

/// Every rule, in the order of the manual.
const RULES: [fn(Scope<'_>) -> Vec<Diagnostic>; 9] = [
    repairs::check,
    documents::check,
    organisations::check,
    guidance::check,
    study::check,
    readings::check,
    restored::check,
    duties::check,
    paper::check,
];

/// Runs all rules.
pub fn check(corpus: &Corpus, links: &Links, register: &Register, sources: &Sources) -> Vec<Diagnostic> {
    RULES.par_iter().flat_map_iter(|rule| rule(Scope { corpus, links, register, sources })).collect()
}
