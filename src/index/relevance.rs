//! Measures the ranking against judged queries. Entry point: [`evaluate`].

use std::fmt;

use anyhow::{Context, Result};
use quyche_query::Request;

use crate::index::engine::search;
use crate::index::reader::Index;

/// How far down the list an accepted path counts.
const DEPTH: usize = 10;

/// How well an index answered judged queries.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Mean reciprocal rank of the first accepted path; 0 without queries.
    pub mrr: f64,
    /// How many queries were judged.
    pub queries: usize,
    /// Queries whose first result was not an accepted one, in the order of the file.
    pub failures: Vec<Miss>,
}

/// A query that was not answered at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miss {
    /// As typed.
    pub query: String,
    /// Paths that would have been right.
    pub accepted: Vec<String>,
    /// Rank of the first accepted path, counted from 1; `None` when it is not among the first ten.
    pub rank: Option<usize>,
    /// Paths that were found, best first.
    pub found: Vec<String>,
}

/// Runs every judged query: lines `query TAB path[,path…]`; empty lines and lines that begin with `#` are skipped.
pub fn evaluate(index: &Index, queries_tsv: &str) -> Result<Report> {
    let mut sum = 0.0;
    let mut queries = 0;
    let mut failures = Vec::new();
    for line in queries_tsv.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        let (query, accepted) = line.split_once('\t').with_context(|| format!("no tab in judged query `{line}`"))?;
        let accepted: Vec<String> = accepted.split(',').map(|path| path.trim().to_owned()).collect();
        let request = Request { query: query.to_owned(), limit: DEPTH, ..Request::default() };
        let found: Vec<String> = search(index, &request)?.hits.into_iter().map(|hit| hit.path).collect();
        let rank = found.iter().position(|path| accepted.contains(path)).map(|at| at + 1);
        queries += 1;
        sum += rank.map_or(0.0, |rank| 1.0 / rank as f64);
        if rank != Some(1) {
            failures.push(Miss { query: query.to_owned(), accepted, rank, found });
        }
    }
    let mrr = if queries == 0 { 0.0 } else { sum / queries as f64 };
    Ok(Report { mrr, queries, failures })
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for miss in &self.failures {
            let rank = miss.rank.map_or_else(|| "-".to_owned(), |rank| rank.to_string());
            let found: Vec<&str> = miss.found.iter().take(3).map(String::as_str).collect();
            writeln!(formatter, "{rank}\t{}\t{}\tfound: {}", miss.query, miss.accepted.join(","), found.join(","))?;
        }
        writeln!(formatter, "MRR {:.3} over {} queries, {} not first", self.mrr, self.queries, self.failures.len())
    }
}
