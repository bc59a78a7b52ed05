//! A study session proposed from the register of duties and the structure of the texts. Entry point: [`propose`].
//!
//! Everything in it is marked as proposed; a person reads each line with its clause. Only duties that a person has reviewed are used, and a
//! wrong answer is offered only where nothing in the register or the text makes it right too (`rivals`).

mod question;
mod rivals;

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use serde::Serialize;

use crate::compose::proposal::rivals::Rivals;
use crate::compose::{Composer, topic};
use crate::content::{EntryStatus, Piece, Regulation};
use crate::law::{Kind, ProvisionId, ProvisionPath};
use crate::yaml;

/// What a session is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The duties of an organisation, by id.
    Organisation(String),
    /// A chapter, a Điều or another unit.
    Provision(ProvisionPath),
    /// A topic of guidance.
    Topic(String),
}

/// A session as the text of its file.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// Its id: the name for its file.
    pub id: String,
    /// The text.
    pub text: String,
    /// How many questions it has.
    pub questions: usize,
}

/// Minutes of the opening, of reading the clauses, of the discussion and of the questions.
const MINUTES: [usize; 4] = [10, 45, 15, 20];
/// Most Điều that are read together, and most lines of a slide and of a discussion.
const MOST: (usize, usize, usize) = (5, 6, 3);

#[derive(Serialize)]
struct FrontMatter {
    title: String,
    description: String,
    date: Option<String>,
    status: EntryStatus,
    audience: String,
    duration: usize,
    objectives: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    organisations: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    topics: Vec<String>,
    about: Vec<String>,
}

/// A Điều (or the unit itself where there is none) with the duties in it.
struct Unit<'a> {
    regulation: &'a Regulation,
    id: ProvisionId,
    duties: Vec<usize>,
}

/// A session about `subject`.
///
/// # Errors
/// When there is no such organisation, provision or topic, or no reviewed duty to ask about.
pub fn propose(composer: &Composer<'_>, subject: &Subject) -> Result<Proposal> {
    let (id, name, duties) = chosen(composer, subject)?;
    if duties.is_empty() {
        bail!(
            "the register has no reviewed duty for `{id}`: `quyche duties propose` reads a register out of a regulation, a person reviews it"
        );
    }
    let units = units(composer, &duties);
    let read: Vec<&Unit<'_>> = most(&units, MOST.0);
    let focus = match subject {
        Subject::Organisation(id) => Some(id.as_str()),
        Subject::Provision(_) | Subject::Topic(_) => None,
    };
    let questions = question::questions(&Rivals::new(composer), &duties, focus);
    let words = |key: &str, values: &[(&str, &str)]| composer.strings.fill(&format!("proposal.{key}"), values);
    let front = FrontMatter {
        title: words(if focus.is_some() { "title_organisation" } else { "title" }, &[("name", &name)]),
        description: words("description", &[("name", &name)]),
        date: composer.corpus.contents.site.as_of.map(|date| date.to_string()),
        status: EntryStatus::Proposed,
        audience: words("audience", &[("name", &name)]),
        duration: MINUTES.iter().sum(),
        objectives: read.iter().map(|unit| words("objective", &[("place", &place(composer, unit))])).collect(),
        organisations: focus.map(str::to_owned).into_iter().collect(),
        topics: if let Subject::Topic(topic) = subject { vec![topic.clone()] } else { Vec::new() },
        about: units.iter().map(|unit| unit.regulation.tree.get(unit.id).path.to_string()).collect(),
    };
    let mut text = format!("---\n{}---\n\n", yaml::write(&front)?);
    let heading = |title: &str, minutes: usize| format!("## {title} {{#{} minutes={minutes}}}\n\n", quyche_text::slug(title));
    let fixed = |key: &str| composer.strings.get(&format!("proposal.{key}"));
    text.push_str(&heading(fixed("opening"), MINUTES[0]));
    text.push_str(&format!("{}\n\n::: trainer\n{}\n:::\n\n", fixed("opening_text"), fixed("opening_note")));
    for (index, unit) in read.iter().enumerate() {
        let last = index + 1 == read.len();
        let minutes = MINUTES[1] / read.len() + if last { MINUTES[1] % read.len() } else { 0 };
        text.push_str(&heading(&place(composer, unit), minutes));
        text.push_str(&part(composer, unit));
    }
    text.push_str(&heading(fixed("discussion"), MINUTES[2]));
    let asked = duties.iter().take(MOST.2).map(|duty| {
        let action = markdown(&composer.register.get(*duty).duty.action);
        words("discuss", &[("action", &action), ("place", &clause(composer, *duty))])
    });
    let asked: String = asked.map(|line| format!("- {line}\n")).collect();
    text.push_str(&format!("::: case {}\n{}\n\n{asked}:::\n\n", fixed("case"), fixed("case_lead")));
    text.push_str(&heading(fixed("questions"), MINUTES[3]));
    text.push_str(&format!("```questions\n{}```\n", yaml::write(&questions)?));
    Ok(Proposal { id, text, questions: questions.len() })
}

/// Id and name of the subject and its reviewed duties, in the order of the register.
fn chosen(composer: &Composer<'_>, subject: &Subject) -> Result<(String, String, Vec<usize>)> {
    let (id, name, mut duties) = match subject {
        Subject::Organisation(id) => {
            let organisation =
                composer.corpus.organisation(id).with_context(|| format!("no organisation `{id}` in `organisations.yaml`"))?;
            let acting = composer.register.acting(id).into_iter().map(|(index, _)| index).collect();
            (id.clone(), organisation.name.clone(), acting)
        }
        Subject::Provision(path) => {
            let (regulation, id) = composer.corpus.provision(path).with_context(|| {
                format!("no provision `{path}`: an address is `446-qd-tu/quy-che/chuong-3`, as the pages of the site show it")
            })?;
            let number = regulation.meta.number.as_deref().unwrap_or(&regulation.id);
            let name = format!("{}, {number}", composer.places.place(regulation, id, composer.text(regulation)));
            (path.as_str().replace('/', "-"), name, below(composer, path))
        }
        Subject::Topic(topic) => {
            if !topic::all(composer).contains(topic) {
                bail!("no guidance has the topic `{topic}`: write it into `topics` of a page in `guidance/`");
            }
            let pages = composer.corpus.contents.guidance.iter().filter(|page| page.meta.topics.contains(topic));
            let bindings = pages.flat_map(|page| {
                let inner = page.pieces.iter().filter_map(|piece| match piece {
                    Piece::Directive(directive) => directive.binding.as_ref(),
                    Piece::Prose(_) | Piece::Questions(_) => None,
                });
                page.about.iter().chain(inner)
            });
            let duties = bindings.flat_map(|binding| below(composer, &binding.provision)).collect();
            (topic.clone(), topic::link(composer, topic).label, duties)
        }
    };
    duties.sort_unstable();
    duties.dedup();
    duties.retain(|index| composer.register.get(*index).duty.status == EntryStatus::Reviewed);
    Ok((id, name, duties))
}

/// The duties of a provision and of what is below it.
fn below(composer: &Composer<'_>, path: &ProvisionPath) -> Vec<usize> {
    let Some((regulation, top)) = composer.corpus.provision(path) else { return Vec::new() };
    let subtree = regulation.tree.subtree(top);
    subtree.flat_map(|(_, provision)| composer.register.of_provision(&provision.path)).copied().collect()
}

fn units<'a>(composer: &Composer<'a>, duties: &[usize]) -> Vec<Unit<'a>> {
    let mut units: Vec<Unit<'a>> = Vec::new();
    for duty in duties {
        let path = &composer.register.get(*duty).provision;
        let Some((regulation, id)) = composer.corpus.provision(path) else { continue };
        let id = regulation.tree.enclosing(id, Kind::Article).unwrap_or(id);
        match units.iter_mut().find(|unit| unit.regulation.id == regulation.id && unit.id == id) {
            Some(unit) => unit.duties.push(*duty),
            None => units.push(Unit { regulation, id, duties: vec![*duty] }),
        }
    }
    units
}

/// The units with the most duties, in the order of the texts.
fn most<'u, 'a>(units: &'u [Unit<'a>], count: usize) -> Vec<&'u Unit<'a>> {
    let mut ranked: Vec<usize> = (0..units.len()).collect();
    ranked.sort_by_key(|index| (usize::MAX - units[*index].duties.len(), *index));
    let kept: BTreeSet<usize> = ranked.into_iter().take(count).collect();
    kept.into_iter().map(|index| &units[index]).collect()
}

/// The clauses to read, who does what, and a slide.
fn part(composer: &Composer<'_>, unit: &Unit<'_>) -> String {
    let path = &unit.regulation.tree.get(unit.id).path;
    let title = place(composer, unit);
    let mut out = String::new();
    let clauses: BTreeSet<&ProvisionPath> = unit.duties.iter().map(|duty| &composer.register.get(*duty).provision).collect();
    // A clause is shown with what is below it.
    let outermost = clauses.iter().filter(|clause| !clauses.iter().any(|outer| clause.below(outer).is_some()));
    for clause in outermost.take(MOST.1) {
        out.push_str(&format!("::: law {clause}\n:::\n\n"));
    }
    out.push_str(&format!("::: duties {path} {title}\n:::\n\n"));
    let lines = unit.duties.iter().take(MOST.1).map(|duty| {
        let duty_of = &composer.register.get(*duty).duty;
        format!("- {} ({})\n", markdown(&duty_of.action), clause(composer, *duty))
    });
    out.push_str(&format!("::: slide {title}\n{}:::\n\n", lines.collect::<String>()));
    out
}

/// A unit by its place, with its heading where it has one.
fn place(composer: &Composer<'_>, unit: &Unit<'_>) -> String {
    let text = composer.text(unit.regulation);
    let provision = unit.regulation.tree.get(unit.id);
    let place = composer.places.unit(unit.regulation, provision, text);
    let heading = provision.heading.iter().map(|line| text[line.clone()].replace('\n', " ")).collect::<Vec<_>>().join(" ");
    markdown(&if heading.is_empty() { place } else { format!("{place}. {heading}") })
}

/// The clause of a duty by its place.
fn clause(composer: &Composer<'_>, duty: usize) -> String {
    crate::compose::duty::place(composer, duty).label
}

/// Words of a law as Markdown that shows them as they are, in one line.
fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if matches!(sign, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '{' | '}') {
            out.push('\\');
        }
        out.push(sign);
    }
    out
}
