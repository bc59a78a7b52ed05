//! Doubtful readings in the text itself. Entry point: [`Composer::doubts`].

use crate::compose::Composer;
use crate::content::{Doubt, Reading, Regulation};
use crate::law::ProvisionId;
use crate::page::{Mark, MarkKind};

impl Composer<'_> {
    /// The readings in a provision's own words on which the sense may depend, in bytes of the file, each leading to its row
    /// of the list. A reading that stands there twice is marked nowhere: a wrong mark is worse than none.
    pub(in crate::compose) fn doubts(&self, regulation: &Regulation, id: ProvisionId) -> Vec<Mark> {
        let Some(readings) = self.corpus.contents.readings.get(&regulation.id) else { return Vec::new() };
        let provision = regulation.tree.get(id);
        let numbered = readings.iter().zip(1..);
        let here = numbered.filter(|(reading, _)| reading.doubt == Doubt::High && reading.provision == provision.path.as_str());
        here.filter_map(|(reading, row)| self.doubt(regulation, id, reading, row)).collect()
    }

    fn doubt(&self, regulation: &Regulation, id: ProvisionId, reading: &Reading, row: usize) -> Option<Mark> {
        let text = self.text(regulation);
        let pieces = regulation.tree.get(id).pieces();
        let mut found = pieces.flat_map(|piece| {
            let words = text[piece.clone()].match_indices(reading.reading.as_str());
            words.map(move |(at, words)| piece.start + at..piece.start + at + words.len())
        });
        let (Some(range), None) = (found.next(), found.next()) else { return None };
        let href = format!("/{}/so-sanh-ban-quet/#cho-{row}", regulation.id);
        Some(Mark { range, kind: MarkKind::Doubt { href, title: reading.scan.clone() } })
    }
}
