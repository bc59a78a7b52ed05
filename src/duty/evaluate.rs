//! How well proposals agree with a reviewed register. Entry point: [`evaluate`].

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::content::{Duty, Entry};
use crate::yaml::Located;

/// Least share of the words of the shorter quote that two duties must have in common to be the same one.
const SAME: f64 = 0.5;

/// What was found, what was wanted, and what is in both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// In both.
    pub agreed: usize,
    /// Proposed.
    pub proposed: usize,
    /// Reviewed.
    pub reviewed: usize,
}

impl Score {
    /// Share of the proposed that is right, from 0 to 1.
    pub fn precision(self) -> f64 {
        ratio(self.agreed, self.proposed)
    }

    /// Share of the reviewed that was found, from 0 to 1.
    pub fn recall(self) -> f64 {
        ratio(self.agreed, self.reviewed)
    }

    /// Harmonic mean of both, from 0 to 1.
    pub fn f1(self) -> f64 {
        ratio(2 * self.agreed, self.proposed + self.reviewed)
    }

    fn add<T: Ord>(&mut self, proposed: &BTreeSet<T>, reviewed: &BTreeSet<T>) {
        self.agreed += proposed.intersection(reviewed).count();
        self.proposed += proposed.len();
        self.reviewed += reviewed.len();
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// The agreement of two registers, aspect by aspect.
#[derive(Clone, Debug, Default)]
pub struct Evaluation {
    /// Duties: the same words of the same provision.
    pub duty: Score,
    /// Who acts.
    pub actor: Score,
    /// Roles, the main one and the others.
    pub role: Score,
    /// Who else has a part.
    pub counterpart: Score,
    /// Who else, and which part.
    pub part: Score,
    /// When.
    pub timing: Score,
    /// Every disagreement: provision, aspect, what was proposed, what was reviewed.
    pub differences: Vec<(String, &'static str, String, String)>,
}

/// Compares `proposed` with the entries of a register, in those Điều of which the register speaks. A duty that only one of them has counts
/// against every aspect.
pub fn evaluate(proposed: &[Duty], register: &[Located<Entry>]) -> Evaluation {
    let mut evaluation = Evaluation::default();
    let mut articles: BTreeSet<&str> = BTreeSet::new();
    let mut reviewed: Vec<&Duty> = Vec::new();
    for entry in register {
        match &entry.value {
            Entry::Duty(duty) => {
                articles.insert(article(&duty.provision));
                reviewed.push(duty);
            }
            Entry::Tagged(tagged) => {
                articles.insert(article(&tagged.provision));
            }
        }
    }
    let mut provisions: BTreeMap<&str, (Vec<&Duty>, Vec<&Duty>)> = BTreeMap::new();
    for duty in proposed.iter().filter(|duty| articles.contains(article(&duty.provision))) {
        provisions.entry(&duty.provision).or_default().0.push(duty);
    }
    for duty in reviewed {
        provisions.entry(&duty.provision).or_default().1.push(duty);
    }
    for (left, right) in provisions.into_values() {
        for (proposed, reviewed) in align(&left, &right) {
            evaluation.pair(proposed, reviewed);
        }
    }
    evaluation
}

/// The address of the Điều in which a provision stands; its own where it stands in none.
fn article(provision: &str) -> &str {
    let Some(at) = provision.find("/dieu-") else { return provision };
    let rest = &provision[at + 1..];
    rest.find('/').map_or(provision, |end| &provision[..at + 1 + end])
}

impl Evaluation {
    fn pair(&mut self, proposed: Option<&Duty>, reviewed: Option<&Duty>) {
        let provision = proposed.or(reviewed).map_or("", |duty| &duty.provision).to_owned();
        self.duty.agreed += usize::from(proposed.is_some() && reviewed.is_some());
        self.duty.proposed += usize::from(proposed.is_some());
        self.duty.reviewed += usize::from(reviewed.is_some());
        if proposed.is_none() || reviewed.is_none() {
            let quote = |duty: Option<&Duty>| duty.map_or_else(String::new, |duty| duty.quote.clone());
            self.differences.push((provision.clone(), "duty", quote(proposed), quote(reviewed)));
        }
        let aspects: [(&'static str, Aspect, &mut Score); 5] = [
            ("actor", actors, &mut self.actor),
            ("role", roles, &mut self.role),
            ("counterpart", organisations, &mut self.counterpart),
            ("part", parts, &mut self.part),
            ("timing", timings, &mut self.timing),
        ];
        for (name, aspect, score) in aspects {
            let (left, right) = (proposed.map(aspect).unwrap_or_default(), reviewed.map(aspect).unwrap_or_default());
            score.add(&left, &right);
            if left != right && proposed.is_some() && reviewed.is_some() {
                let list = |set: &BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>().join(", ");
                self.differences.push((provision.clone(), name, list(&left), list(&right)));
            }
        }
    }
}

/// What is compared of a duty, as a set.
type Aspect = fn(&Duty) -> BTreeSet<String>;

fn actors(duty: &Duty) -> BTreeSet<String> {
    duty.actors.iter().cloned().collect()
}

fn roles(duty: &Duty) -> BTreeSet<String> {
    duty.roles().map(|role| role.as_str().to_owned()).collect()
}

fn organisations(duty: &Duty) -> BTreeSet<String> {
    duty.counterparts.iter().map(|one| one.organisation.clone()).collect()
}

fn parts(duty: &Duty) -> BTreeSet<String> {
    duty.counterparts.iter().map(|one| format!("{} {}", one.organisation, one.part.as_str())).collect()
}

fn timings(duty: &Duty) -> BTreeSet<String> {
    duty.timing.iter().map(ToString::to_string).collect()
}

/// Pairs duties of one provision, the most alike first; what has no like stays alone.
fn align<'a>(proposed: &[&'a Duty], reviewed: &[&'a Duty]) -> Vec<(Option<&'a Duty>, Option<&'a Duty>)> {
    let mut likely: Vec<(f64, usize, usize)> = Vec::new();
    for (left, one) in proposed.iter().enumerate() {
        for (right, other) in reviewed.iter().enumerate() {
            likely.push((likeness(&one.quote, &other.quote), left, right));
        }
    }
    likely.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut taken, mut given) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (score, left, right) in likely {
        if score >= SAME && !taken.contains(&left) && !given.contains(&right) {
            taken.insert(left);
            given.insert(right);
            pairs.push((Some(proposed[left]), Some(reviewed[right])));
        }
    }
    pairs.extend((0..proposed.len()).filter(|left| !taken.contains(left)).map(|left| (Some(proposed[left]), None)));
    pairs.extend((0..reviewed.len()).filter(|right| !given.contains(right)).map(|right| (None, Some(reviewed[right]))));
    pairs
}

/// Words in common, as a share of all words of the longer quote.
fn likeness(one: &str, other: &str) -> f64 {
    let words = |text: &str| {
        text.split_whitespace().map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase()).collect::<Vec<_>>()
    };
    let (one, mut other) = (words(one), words(other));
    let longer = one.len().max(other.len());
    let common =
        one.iter().filter(|word| other.iter().position(|candidate| candidate == *word).map(|at| other.swap_remove(at)).is_some()).count();
    ratio(common, longer)
}

impl fmt::Display for Evaluation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = [
            ("duty", self.duty),
            ("actor", self.actor),
            ("role", self.role),
            ("counterpart", self.counterpart),
            ("part", self.part),
            ("timing", self.timing),
        ];
        for (name, score) in rows {
            writeln!(
                formatter,
                "{name:12} F1 {:.3}  precision {:.3}  recall {:.3}  ({} of {} proposed, {} reviewed)",
                score.f1(),
                score.precision(),
                score.recall(),
                score.agreed,
                score.proposed,
                score.reviewed
            )?;
        }
        Ok(())
    }
}
