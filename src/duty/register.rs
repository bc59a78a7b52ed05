//! All bound duties with their look-ups: by provision, by who acts, by who has another part. Entry point: [`Register`].

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::content::{Duty, Part, Tag};
use crate::corpus::Corpus;
use crate::duty::alike::alike;
use crate::law::ProvisionPath;

/// A duty on its provision.
#[derive(Clone, Debug)]
pub struct Bound {
    /// What the register says.
    pub duty: Duty,
    /// Where.
    pub provision: ProvisionPath,
    /// Its words, in bytes of the regulation's file.
    pub quote: Range<usize>,
}

/// How an organisation comes to a duty: the ids from the one that the text names down to it, itself left out; empty when the text
/// names it.
pub type Through = Vec<String>;

/// All duties of a site.
#[derive(Debug, Default)]
pub struct Register {
    duties: Vec<Bound>,
    alike: Vec<Vec<usize>>,
    tags: BTreeMap<ProvisionPath, Tag>,
    by_provision: BTreeMap<ProvisionPath, Vec<usize>>,
    acting: BTreeMap<String, Vec<usize>>,
    taking_part: BTreeMap<String, Vec<(usize, Part)>>,
    /// For every organisation the names by which it is meant too: groups it belongs to, directly or not, with the way there.
    meant_by: BTreeMap<String, Vec<(String, Through)>>,
    means: BTreeMap<String, Vec<String>>,
}

impl Register {
    /// Sorts `duties` by document and place in it and enters them.
    pub(in crate::duty) fn new(corpus: &Corpus, mut duties: Vec<Bound>, tags: Vec<(ProvisionPath, Tag)>) -> Self {
        duties.sort_by(|left, right| {
            let place = |bound: &Bound| (bound.provision.document().to_owned(), bound.quote.start, bound.quote.end);
            place(left).cmp(&place(right))
        });
        let mut register = Self { tags: tags.into_iter().collect(), meant_by: meant_by(corpus), ..Self::default() };
        for (member, names) in &register.meant_by {
            for (name, _) in names {
                register.means.entry(name.clone()).or_default().push(member.clone());
            }
        }
        for (index, bound) in duties.iter().enumerate() {
            register.by_provision.entry(bound.provision.clone()).or_default().push(index);
            for actor in unique(&bound.duty.actors) {
                register.acting.entry(actor.clone()).or_default().push(index);
            }
            for counterpart in &bound.duty.counterparts {
                register.taking_part.entry(counterpart.organisation.clone()).or_default().push((index, counterpart.part));
            }
        }
        register.alike = alike(&duties);
        register.duties = duties;
        register
    }

    /// Every duty, in order of document and text.
    pub fn duties(&self) -> &[Bound] {
        &self.duties
    }

    /// The duty at `index`, which came from this register.
    pub fn get(&self, index: usize) -> &Bound {
        &self.duties[index]
    }

    /// The duties of others that say nearly the same as the one at `index`.
    pub fn alike(&self, index: usize) -> &[usize] {
        &self.alike[index]
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.duties.is_empty()
    }

    /// The duties in exactly this provision.
    pub fn of_provision(&self, provision: &ProvisionPath) -> &[usize] {
        self.by_provision.get(provision).map_or(&[], Vec::as_slice)
    }

    /// Why a provision has no duty, where the register says so.
    pub fn tag(&self, provision: &ProvisionPath) -> Option<Tag> {
        self.tags.get(provision).copied()
    }

    /// The duties of `organisation` in order: those that name it, then each that names a group it belongs to.
    pub fn acting(&self, organisation: &str) -> Vec<(usize, Through)> {
        self.reached(organisation, &self.acting, |index| *index)
    }

    /// The duties of others in which `organisation` has a part, itself or through a group.
    pub fn taking_part(&self, organisation: &str) -> Vec<((usize, Part), Through)> {
        self.reached(organisation, &self.taking_part, |(index, _)| *index)
    }

    /// The names under which `organisation` is meant too, with the way from the name to it.
    pub fn meant_by(&self, organisation: &str) -> &[(String, Through)] {
        self.meant_by.get(organisation).map_or(&[], Vec::as_slice)
    }

    /// Whom the name `organisation` means besides itself: its members and theirs.
    pub fn meant(&self, organisation: &str) -> &[String] {
        self.means.get(organisation).map_or(&[], Vec::as_slice)
    }

    /// A duty reached in two ways counts once, by the shorter one.
    fn reached<T: Clone + Ord>(
        &self,
        organisation: &str,
        entries: &BTreeMap<String, Vec<T>>,
        index: impl Fn(&T) -> usize,
    ) -> Vec<(T, Through)> {
        let own = std::iter::once((organisation, Through::new()));
        let meant = self.meant_by(organisation).iter().map(|(name, through)| (name.as_str(), through.clone()));
        let mut seen = BTreeSet::new();
        let mut found: Vec<(T, Through)> = Vec::new();
        for (name, through) in own.chain(meant) {
            for entry in entries.get(name).into_iter().flatten() {
                if seen.insert(entry.clone()) {
                    found.push((entry.clone(), through.clone()));
                }
            }
        }
        found.sort_by_key(|(entry, _)| index(entry));
        found
    }
}

/// For every organisation the groups that hold it, nearest first, each once.
fn meant_by(corpus: &Corpus) -> BTreeMap<String, Vec<(String, Through)>> {
    let mut holders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for organisation in &corpus.contents.organisations {
        for member in &organisation.value.members {
            holders.entry(member).or_default().push(&organisation.value.id);
        }
    }
    let all = holders.keys().copied();
    all.map(|organisation| {
        let mut seen = BTreeSet::from([organisation]);
        let mut found: Vec<(String, Through)> = Vec::new();
        let mut front: Vec<(&str, Through)> = vec![(organisation, Through::new())];
        while !front.is_empty() {
            let mut next = Vec::new();
            for (name, through) in front {
                for holder in holders.get(name).into_iter().flatten() {
                    if seen.insert(holder) {
                        let way: Through = std::iter::once((*holder).to_owned()).chain(through.iter().cloned()).collect();
                        found.push(((*holder).to_owned(), way.clone()));
                        next.push((*holder, way));
                    }
                }
            }
            front = next;
        }
        (organisation.to_owned(), found)
    })
    .collect()
}

fn unique(names: &[String]) -> BTreeSet<&String> {
    names.iter().collect()
}
