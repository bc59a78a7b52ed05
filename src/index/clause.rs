//! Plans become queries of tantivy. Entry point: [`query`].

use quyche_query::{Clause, Field, Form, Label, Plan};
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur, PhraseQuery, Query, TermQuery,
};
use tantivy::schema::{Field as Column, IndexRecordOption};

use crate::index::schema::Fields;

/// A query that tantivy can run.
type Boxed = Box<dyn Query>;

/// A plan with its filters, which have no part in the score.
pub(super) fn query(plan: &Plan<'_>, fields: &Fields) -> Boxed {
    let wanted = clause(plan.clause, fields);
    if plan.filters.is_empty() {
        return wanted;
    }
    let filter = |(label, value): &(Label, String)| (Occur::Must, constant(raw(fields.of(*label), value), 0.0));
    let filters = plan.filters.iter().map(filter);
    Box::new(BooleanQuery::new(filters.chain([(Occur::Must, wanted)]).collect()))
}

fn clause(wanted: &Clause<'_>, fields: &Fields) -> Boxed {
    match wanted {
        Clause::Words(field, forms) => words(*field, forms, fields),
        Clause::Is(label, value) => constant(raw(fields.of(*label), value), 1.0),
        Clause::AtLeast(least, clauses) if *least == clauses.len() => {
            Box::new(BooleanQuery::intersection(clauses.iter().map(|inner| clause(inner, fields)).collect()))
        }
        Clause::AtLeast(least, clauses) => {
            let should = clauses.iter().map(|inner| (Occur::Should, clause(inner, fields))).collect();
            Box::new(BooleanQuery::with_minimum_required_clauses(should, *least))
        }
        Clause::With(clauses) => {
            let occurs = std::iter::once(Occur::Must).chain(std::iter::repeat(Occur::Should));
            Box::new(BooleanQuery::new(occurs.zip(clauses.iter().map(|inner| clause(inner, fields))).collect()))
        }
        Clause::Best(clauses) if clauses.is_empty() => Box::new(EmptyQuery),
        Clause::Best(clauses) => Box::new(DisjunctionMaxQuery::new(clauses.iter().map(|inner| clause(inner, fields)).collect())),
        Clause::Boost(boost, inner) => Box::new(BoostQuery::new(clause(inner, fields), *boost)),
        Clause::Everything => constant(Box::new(AllQuery), 0.0),
    }
}

fn words(field: Field, forms: &[Form<'_>], fields: &Fields) -> Boxed {
    let term = |form: &Form<'_>| match form.exact {
        Some(exact) => Term::from_field_text(fields.exact(field), exact),
        None => Term::from_field_text(fields.folded(field), form.folded),
    };
    match forms {
        [] => Box::new(EmptyQuery),
        [form] => Box::new(TermQuery::new(term(form), IndexRecordOption::WithFreqs)),
        forms => Box::new(PhraseQuery::new(forms.iter().map(term).collect())),
    }
}

/// A raw field has exactly this value.
fn raw(field: Column, value: &str) -> Boxed {
    Box::new(TermQuery::new(Term::from_field_text(field, value), IndexRecordOption::Basic))
}

fn constant(query: Boxed, score: f32) -> Boxed {
    Box::new(ConstScoreQuery::new(query, score))
}
