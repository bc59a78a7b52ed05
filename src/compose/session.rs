//! Study sessions: their pages, and the clauses they come from. Entry points: [`views`], [`pages`],
//! [`session_files`], [`backlinks`].

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::compose::{Composer, Data, data, lists, piece, register, topic};
use crate::content::{EntryStatus, Session};
use crate::export::{aiken, anki, docx, gift, xlsx};
use crate::page::{
    DataFile, Link, Page, PartView, SessionEntry, SessionPage, SessionView, SessionsPage, Shell, Standing, Step, StudyEntry,
};

/// Address of the list.
pub(in crate::compose) const INDEX: &str = "/hoc-tap/";

/// What there is of a session beside its page: key of its words in `strings.session.forms` and its address below the session's.
const FORMS: [(&str, &str); 3] = [("handout", "tai-lieu/"), ("trainer_guide", "giao-an/"), ("slides", "trinh-chieu.html")];

/// Files of a session for other programs: key of what they hold in `strings.data_files` and name.
const FILES: [(&str, &str); 6] = [
    ("handout", "tai-lieu.docx"),
    ("trainer_guide", "giao-an.docx"),
    ("questions", "cau-hoi.xlsx"),
    ("gift", "cau-hoi.gift.txt"),
    ("aiken", "cau-hoi.aiken.txt"),
    ("anki", "the-ghi-nho.txt"),
];

/// The sessions that are published, in order.
pub(in crate::compose) fn views(composer: &Composer<'_>) -> Vec<Arc<SessionView>> {
    let mut shown: Vec<&Session> = composer.corpus.contents.sessions.iter().filter(|session| composer.shows(session.meta.status)).collect();
    shown.sort_by_key(|session| (session.meta.order, &session.id));
    shown.into_iter().map(|session| Arc::new(view(composer, session))).collect()
}

fn view(composer: &Composer<'_>, session: &Session) -> SessionView {
    let meta = &session.meta;
    let url = format!("{INDEX}{}/", session.id);
    let mut number = 0;
    let opening = piece::views(composer, &session.opening, &mut number);
    let mut parts = Vec::with_capacity(session.parts.len());
    for part in &session.parts {
        let pieces = piece::views(composer, &part.pieces, &mut number);
        // A part that held nothing but questions nobody has reviewed has nothing to show.
        if part.pieces.is_empty() || !pieces.iter().all(|piece| piece.kind == "questions" && piece.questions.is_empty()) {
            parts.push(PartView { id: part.id.clone(), number: parts.len() + 1, title: part.title.clone(), minutes: part.minutes, pieces });
        }
    }
    let is_reviewed = meta.status == EntryStatus::Reviewed;
    let mut view = SessionView {
        id: session.id.clone(),
        title: meta.title.clone(),
        description: meta.description.clone(),
        author: meta.author.clone().unwrap_or_default(),
        reviewer: meta.reviewer.clone().filter(|_| is_reviewed).unwrap_or_default(),
        date: meta.date.map(|date| date.to_string()).unwrap_or_default(),
        is_reviewed,
        standing: if is_reviewed { Standing::StudyNote } else { Standing::Proposed },
        audience: meta.audience.clone(),
        duration: meta.duration,
        objectives: meta.objectives.clone(),
        organisations: meta.organisations.iter().map(|id| composer.organisation_link(id)).collect(),
        topics: meta.topics.iter().map(|id| topic::link(composer, id)).collect(),
        about: session.about.iter().map(|about| composer.clause(about)).collect(),
        opening,
        parts,
        question_count: number,
        forms: FORMS
            .iter()
            .map(|(key, place)| Link::new(composer.strings.get(&format!("session.forms.{key}")), format!("{url}{place}")))
            .collect(),
        files: Vec::new(),
        url,
    };
    view.files = files(&view);
    view
}

/// The files of a session; the bank of questions only where there are any.
fn files(session: &SessionView) -> Vec<DataFile> {
    let subject = || Some(Link::new(session.title.clone(), session.url.clone()));
    let chosen = |kinds: &[&str]| session.questions().any(|question| kinds.is_empty() || kinds.contains(&question.kind.as_str()));
    let held = FILES.iter().filter(|(about, _)| match *about {
        "handout" | "trainer_guide" => true,
        "aiken" => chosen(&["single", "true-false"]),
        _ => chosen(&[]),
    });
    held.map(|(about, name)| data::file(&format!("{}{name}", session.url), about, subject())).collect()
}

/// Writes the files of every session, each by one call of `put`.
///
/// # Errors
/// The first of `put`, and where a file cannot be made.
pub fn session_files(composer: &Composer<'_>, put: impl Fn(&Data) -> anyhow::Result<()> + Sync) -> anyhow::Result<()> {
    let setting = register::setting(composer);
    composer.sessions.par_iter().try_for_each(|session| {
        session.files.iter().try_for_each(|file| {
            let bytes = match file.about.as_str() {
                "handout" => docx::handout(session, &setting),
                "trainer_guide" => docx::trainer_guide(session, &setting),
                "questions" => xlsx::questions(session, &setting)?,
                "gift" => gift::bank(session),
                "aiken" => aiken::bank(session).unwrap_or_default(),
                "anki" => anki::deck(session)?,
                about => unreachable!("no file of a session holds `{about}`"),
            };
            put(&Data { url: file.url.clone(), bytes })
        })
    })
}

/// The list, and every session in each of its forms.
pub(in crate::compose) fn pages(composer: &Composer<'_>) -> Vec<Page> {
    if composer.sessions.is_empty() {
        return Vec::new();
    }
    let shell = lists::shell(composer, "session", INDEX);
    let mut pages = vec![Page::Sessions(SessionsPage { shell, sessions: entries(composer) })];
    for session in &composer.sessions {
        let page = |form: Option<&Link>| {
            let mut breadcrumb =
                vec![Step::ours(composer.strings.get("session.title"), INDEX), Step::theirs(session.title.clone(), session.url.clone())];
            breadcrumb.extend(form.map(|form| Step::ours(form.label.clone(), form.url.clone())));
            let title = match form {
                Some(form) => format!("{} – {}", form.label, session.title),
                None => session.title.clone(),
            };
            let shell = Shell {
                url: form.map_or(&session.url, |form| &form.url).clone(),
                title,
                description: session.description.clone(),
                section: INDEX.to_owned(),
                breadcrumb,
            };
            SessionPage { shell, session: Arc::clone(session) }
        };
        let [handout, guide, slides] = session.forms.as_slice() else { unreachable!("a session has its forms") };
        pages.extend([
            Page::Session(page(None)),
            Page::Handout(page(Some(handout))),
            Page::TrainerGuide(page(Some(guide))),
            Page::Slides(page(Some(slides))),
        ]);
    }
    pages
}

/// The sessions in a list.
pub(in crate::compose) fn entries(composer: &Composer<'_>) -> Vec<SessionEntry> {
    composer.sessions.iter().map(|session| entry(session)).collect()
}

pub(in crate::compose) fn entry(session: &SessionView) -> SessionEntry {
    SessionEntry {
        title: session.title.clone(),
        url: session.url.clone(),
        summary: session.description.clone(),
        audience: session.audience.clone(),
        duration: session.duration,
        question_count: session.question_count,
        is_reviewed: session.is_reviewed,
    }
}

/// Where each clause comes up: the sessions about it, and their questions that rest on it.
pub(in crate::compose) fn backlinks(composer: &Composer<'_>) -> BTreeMap<String, Vec<StudyEntry>> {
    let mut found: BTreeMap<String, Vec<StudyEntry>> = BTreeMap::new();
    for (index, session) in composer.sessions.iter().enumerate() {
        let link = Link::new(session.title.clone(), session.url.clone());
        let about = composer.corpus.contents.sessions.iter().find(|other| other.id == session.id).map(|session| &session.about);
        for binding in about.into_iter().flatten() {
            entry_of(&mut found, binding.provision.as_str(), &link);
        }
        for question in composer.sessions[index].questions() {
            let number = question.number.to_string();
            let words = composer.strings.fill("session.question", &[("number", &number)]);
            let to_question = Link::new(words, format!("{}#cau-{number}", session.url));
            for basis in &question.basis {
                let questions = &mut entry_of(&mut found, &basis.provision, &link).questions;
                // Two quotations of one clause lead to the question once.
                if questions.last() != Some(&to_question) {
                    questions.push(to_question.clone());
                }
            }
        }
    }
    found
}

fn entry_of<'f>(found: &'f mut BTreeMap<String, Vec<StudyEntry>>, path: &str, session: &Link) -> &'f mut StudyEntry {
    let entries = found.entry(path.to_owned()).or_default();
    let at = entries.iter().position(|entry| entry.session == *session).unwrap_or_else(|| {
        entries.push(StudyEntry { session: session.clone(), questions: Vec::new() });
        entries.len() - 1
    });
    &mut entries[at]
}

impl Composer<'_> {
    /// Sessions about the provision at `path` and questions that it decides, for its margin.
    pub(in crate::compose) fn study_on(&self, path: &str) -> Vec<Link> {
        let entries = self.study.get(path).into_iter().flatten();
        let links = entries.flat_map(|entry| {
            let questions = entry
                .questions
                .iter()
                .map(|question| Link::new(format!("{}, {}", question.label, entry.session.label), question.url.clone()));
            let session = entry.questions.is_empty().then(|| entry.session.clone());
            session.into_iter().chain(questions.collect::<Vec<_>>())
        });
        links.collect()
    }

    /// Sessions about any of `paths`, each once with its questions that rest on them, each once.
    pub(in crate::compose) fn study_about<'p>(&self, paths: impl Iterator<Item = &'p str>) -> Vec<StudyEntry> {
        let mut found: Vec<StudyEntry> = Vec::new();
        for entry in paths.filter_map(|path| self.study.get(path)).flatten() {
            match found.iter_mut().find(|other| other.session == entry.session) {
                Some(other) => other.questions.extend(entry.questions.iter().cloned()),
                None => found.push(entry.clone()),
            }
        }
        for entry in &mut found {
            // By number, which the address ends with.
            entry.questions.sort_by_key(|question| (question.url.len(), question.url.clone()));
            entry.questions.dedup();
        }
        found
    }
}
