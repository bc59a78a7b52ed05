//! The form on which an organisation says how it did its duties. Entry points: [`page`], [`url`].

use std::collections::BTreeMap;

use crate::compose::{Composer, duty, organisation_url};
use crate::content::{DutyRole, Organisation};
use crate::duty::Through;
use crate::page::{AssessmentDocument, AssessmentLine, AssessmentPage, AssessmentRole, Link, Shell, Step};

/// Address of the form of the organisation `id`.
pub(in crate::compose) fn url(id: &str) -> String {
    format!("{}tu-danh-gia/", organisation_url(id))
}

/// Address of the same as a Word file.
pub(in crate::compose) fn docx_url(id: &str) -> String {
    format!("{}tu-danh-gia.docx", organisation_url(id))
}

/// The form of `organisation`; `None` where it has no duty.
pub(in crate::compose) fn page(composer: &Composer<'_>, organisation: &Organisation) -> Option<AssessmentPage> {
    let mut documents: BTreeMap<usize, BTreeMap<DutyRole, Vec<(usize, Through)>>> = BTreeMap::new();
    for (index, through) in composer.register.acting(&organisation.id) {
        let bound = composer.register.get(index);
        let position = composer.corpus.position(bound.provision.document()).expect("the register binds duties to documents that exist");
        documents.entry(position).or_default().entry(bound.duty.role).or_default().push((index, through));
    }
    if documents.is_empty() {
        return None;
    }
    let (mut number, mut proposed_count) = (0, 0);
    let mut line = |(index, through): (usize, Through)| {
        let duty = duty::view(composer, index, &through);
        number += 1;
        proposed_count += usize::from(!duty.is_reviewed);
        AssessmentLine { number, duty }
    };
    let mut role = |(role, duties): (DutyRole, Vec<(usize, Through)>)| AssessmentRole {
        key: role.as_str().to_owned(),
        lines: duties.into_iter().map(&mut line).collect(),
    };
    let documents = documents
        .into_iter()
        .map(|(position, roles)| AssessmentDocument {
            document: composer.document_link(position),
            roles: roles.into_iter().map(&mut role).collect(),
        })
        .collect();
    let (index, own, url) = ("/co-quan/", organisation_url(&organisation.id), url(&organisation.id));
    let title = composer.strings.get("assessment.title");
    Some(AssessmentPage {
        shell: Shell {
            url: url.clone(),
            title: composer.strings.fill("assessment.page_title", &[("organisation", &organisation.name)]),
            description: composer.strings.get("assessment.note").to_owned(),
            section: index.to_owned(),
            breadcrumb: vec![
                Step::ours(composer.strings.get("organisations.title"), index),
                Step::theirs(organisation.name.clone(), own.clone()),
                Step::ours(title, url),
            ],
        },
        organisation: Link::new(organisation.name.clone(), own),
        docx_url: docx_url(&organisation.id),
        documents,
        proposed_count,
    })
}
