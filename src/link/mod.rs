//! stub
#![allow(missing_docs)]
use crate::{corpus::Corpus, source::*, diag::Parsed, law::ProvisionPath};
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome { Resolved, ExternalKnown, ExternalUnknown, Ambiguous, Broken }
#[derive(Debug, Clone)]
pub enum Target { Provision(ProvisionPath), Document(String), Known(usize), Unknown { name: String } }
#[derive(Debug, Clone)]
pub struct Citation { pub span: Span, pub targets: Vec<Target>, pub outcome: Outcome }
#[derive(Debug, Clone)]
pub struct Mention { pub span: Span, pub organisation: String }
#[derive(Debug, Default)]
pub struct Links {}
impl Links {
    pub fn citations(&self, _: &ProvisionPath) -> &[Citation] { &[] }
    pub fn cited_by(&self, _: &ProvisionPath) -> &[ProvisionPath] { &[] }
    pub fn mentions(&self, _: &ProvisionPath) -> &[Mention] { &[] }
    pub fn mentioned_in(&self, _: &str) -> &[ProvisionPath] { &[] }
}
pub fn link(_: &Corpus, _: &Sources) -> Parsed<Links> { Parsed { value: Links::default(), diagnostics: vec![] } }
