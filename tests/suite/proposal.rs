//! Sessions that the machine proposes: they pass every check, everything in them is a proposal, and no wrong answer is named by the clause.

use quyche::build::{self, Analysis};
use quyche::compose::{Composer, Subject, propose};
use quyche::content::{Answer, DirectiveKind, EntryStatus, Piece, Session, Wrong, parse_session};
use quyche::law::{Kind, ProvisionPath};
use quyche::source::{Source, Sources};
use quyche::study::{Rest, rest};
use quyche::theme::Theme;

use crate::suite::support::repository;

struct Real {
    sources: Sources,
    analysis: Analysis,
    theme: Theme,
}

fn real() -> Real {
    let sources = build::read(&repository("content")).expect("the content can be read");
    let analysis = build::analyse(&sources, None).value;
    let theme = build::read_theme(None).expect("the theme can be read");
    Real { sources, analysis, theme }
}

impl Real {
    fn propose(&self, subject: &Subject) -> Option<Session> {
        let Analysis { corpus, links, register, .. } = &self.analysis;
        let composer = Composer::new(corpus, &self.sources, links, register, self.theme.strings());
        let proposal = propose(&composer, subject).ok()?;
        let sources = Sources::new(vec![Source::decode(format!("sessions/{}.md", proposal.id), proposal.text.clone().into_bytes())]);
        let (file, source) = sources.iter().next().expect("there is one file");
        let parsed = parse_session(source, file);
        let said: Vec<&str> = parsed.diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
        assert!(said.is_empty(), "{subject:?}: {said:?}\n{}", proposal.text);
        assert_eq!(parsed.value.questions().count(), proposal.questions);
        Some(parsed.value)
    }

    /// The words of the units around a clause, from the Điều down to it, and of what is below it.
    fn clause(&self, path: &ProvisionPath) -> String {
        let (regulation, id) = self.analysis.corpus.provision(path).expect("a question rests on a provision");
        let text = &self.sources.get(regulation.file).text;
        let tree = &regulation.tree;
        let around = tree.ancestors(id).take_while(|(_, provision)| provision.kind != Kind::Chapter);
        let pieces = around.chain(tree.subtree(id)).flat_map(|(_, provision)| provision.pieces().collect::<Vec<_>>());
        pieces.map(|piece| text[piece].to_lowercase()).collect::<Vec<_>>().join("\n")
    }
}

#[test]
fn every_subject_gives_a_session_that_can_be_trusted_as_a_proposal() {
    let real = real();
    let organisations = real.analysis.corpus.contents.organisations.iter();
    let names: Vec<String> = organisations.clone().map(|organisation| organisation.value.name.to_lowercase()).collect();
    let groups = organisations.clone().filter(|organisation| organisation.value.kind.as_deref() == Some("group"));
    let groups: Vec<String> = groups.map(|organisation| organisation.value.name.to_lowercase()).collect();
    let mut subjects: Vec<Subject> = organisations.map(|organisation| Subject::Organisation(organisation.value.id.clone())).collect();
    let regulation = &real.analysis.corpus.regulations()[0];
    let units = regulation.tree.iter().filter(|(_, unit)| matches!(unit.kind, Kind::Component | Kind::Chapter | Kind::Article));
    subjects.extend(units.map(|(_, unit)| Subject::Provision(unit.path.clone())));
    let (mut sessions, mut questions, mut judged) = (0, 0, 0);
    for subject in &subjects {
        let Some(session) = real.propose(subject) else { continue };
        sessions += 1;
        assert_eq!(session.meta.status, EntryStatus::Proposed, "{subject:?}");
        let law: Vec<&ProvisionPath> = session.pieces().filter_map(law).collect();
        let twice = law.iter().find(|clause| law.iter().any(|outer| clause.below(outer).is_some()));
        assert!(twice.is_none(), "{subject:?}: {twice:?} is shown twice");
        for question in session.questions().map(|question| &question.value) {
            questions += 1;
            assert_eq!(question.status, EntryStatus::Proposed, "{subject:?}: {}", question.ask);
            for binding in question.bindings() {
                assert_eq!(rest(&real.analysis.corpus, &real.sources, binding), Rest::Holds, "{subject:?}: {}", question.ask);
            }
            let wrong: &[Wrong] = match &question.answer {
                Answer::Single { wrong, .. } | Answer::Multiple { wrong, .. } => wrong,
                _ => &[],
            };
            for wrong in wrong {
                let name = wrong.text.to_lowercase();
                let of_itself = !names.contains(&name) || wrong.why.to_lowercase().starts_with(&name);
                assert!(of_itself, "{subject:?}: `{}` is called wrong because {}", wrong.text, wrong.why);
                assert!(!groups.contains(&name), "{subject:?}: who belongs to `{name}` is not certain: {}", question.ask);
                assert!(!wrong.why.starts_with("Các cấp, ngành"), "{subject:?}: {} could be anybody's duty", wrong.text);
            }
            let clause = real.clause(&question.binding.provision);
            let wrong: Vec<String> = match &question.answer {
                Answer::Single { wrong, .. } => wrong.iter().map(|wrong| wrong.text.to_lowercase()).collect(),
                Answer::TrueFalse(false) => vec![question.ask.split(" có nhiệm vụ “").next().unwrap_or_default().to_lowercase()],
                _ => Vec::new(),
            };
            for name in wrong.iter().filter(|name| names.contains(name)) {
                judged += 1;
                assert!(!clause.contains(name.as_str()), "{subject:?}: the clause names `{name}`: {}", question.ask);
            }
        }
    }
    assert!(sessions > 40 && questions > 300 && judged > 60, "{sessions} sessions, {questions} questions, {judged} wrong names");
}

/// The clause that a piece shows.
fn law(piece: &Piece) -> Option<&ProvisionPath> {
    match piece {
        Piece::Directive(directive) if directive.kind == DirectiveKind::Law => directive.binding.as_ref().map(|binding| &binding.provision),
        _ => None,
    }
}

#[test]
fn a_large_subject_gives_many_questions_of_every_kind() {
    let session = real().propose(&Subject::Provision(ProvisionPath::new("446-qd-tu/quy-che"))).expect("the Quy chế has duties");
    let kinds: std::collections::BTreeSet<&str> = session.questions().map(|question| question.value.answer.kind()).collect();
    assert_eq!(kinds.len(), 6, "{kinds:?}");
    assert!((10..=20).contains(&session.questions().count()), "{}", session.questions().count());
}

#[test]
fn whatever_the_answers_rest_on_is_named() {
    let session = real().propose(&Subject::Provision(ProvisionPath::new("446-qd-tu/quy-che"))).expect("the Quy chế has duties");
    let mut seen = 0;
    for question in session.questions().map(|question| &question.value) {
        let answers = match &question.answer {
            Answer::Multiple { right, .. } => right.len(),
            Answer::Matching(pairs) => pairs.len(),
            _ => continue,
        };
        seen += 1;
        assert_eq!(question.bindings().count(), answers, "{}", question.ask);
    }
    assert!(seen > 2);
}

#[test]
fn a_body_whose_members_are_open_is_asked_about_without_wrong_answers() {
    let session = real().propose(&Subject::Organisation(String::from("cac-so-nganh-thanh-pho"))).expect("it has duties");
    assert!(session.questions().count() > 3);
    let needs_wrong = |answer: &Answer| !matches!(answer, Answer::Gap(_) | Answer::Open(_));
    let wrong = session.questions().find(|question| needs_wrong(&question.value.answer) && question.value.ask.contains("các sở, ngành"));
    assert!(wrong.is_none(), "{wrong:?}");
}

#[test]
fn what_is_not_there_is_refused() {
    let real = real();
    for subject in [
        Subject::Organisation(String::from("khong-co")),
        Subject::Provision(ProvisionPath::new("446-qd-tu/quy-che/dieu-99")),
        Subject::Topic(String::from("khong-co")),
    ] {
        assert!(real.propose(&subject).is_none(), "{subject:?}");
    }
}
