//! The records of the site: what is known of each from the build before, and those that are needed. Entry point: [`Records`].

use std::ops::Range;

use blake3::Hash;
use quyche_query::natural;
use rayon::prelude::*;

use crate::build::Cache;
use crate::compose::{self, Composer, RecordUnit};
use crate::index::{Brief, Record};

/// All records of the site in the order of their paths. Of those of regulations only what is known of each is in memory.
pub(super) struct Records<'c, 'a> {
    composer: &'c Composer<'a>,
    /// Those that belong to no regulation.
    site: Vec<Record>,
    /// Records of one regulation, or of none, that follow each other.
    groups: Vec<Group>,
}

/// Records that follow each other.
struct Group {
    /// Their numbers.
    numbers: Range<u32>,
    origin: Origin,
    /// What is known of each.
    briefs: Vec<Brief>,
}

/// Where records come from.
enum Origin {
    /// The regulation at this index, and what of it each is of.
    Regulation(usize, Vec<RecordUnit>),
    /// A place among those that belong to no regulation.
    Site(usize),
}

/// Every record of the site.
pub fn records(composer: &Composer<'_>) -> Vec<Record> {
    let documents = (0..composer.documents()).into_par_iter().flat_map_iter(|index| compose::document_records(composer, index));
    let mut records: Vec<Record> = documents.collect();
    records.extend(compose::site_records(composer));
    records
}

impl<'c, 'a> Records<'c, 'a> {
    /// Those of `composer`; `sums` has for each regulation the checksum of everything that its records are made of.
    pub(super) fn new(composer: &'c Composer<'a>, sums: &[Hash], cache: &mut Cache) -> Self {
        let mut site = compose::site_records(composer);
        site.sort_by(|a, b| natural(&a.path, &b.path).then_with(|| a.cmp(b)));
        let documents = cache.find(sums, |index| {
            let units = compose::record_units(composer, index);
            let records: Vec<Record> = units.iter().map(|unit| compose::document_record(composer, index, *unit)).collect();
            (units, Brief::all(&records))
        });
        let documents = documents.into_iter().enumerate();
        let mut found: Vec<(&str, Origin, Vec<Brief>)> =
            documents.map(|(index, (units, briefs))| (composer.id(index), Origin::Regulation(index, units), briefs)).collect();
        found.extend(
            site.iter().enumerate().map(|(place, record)| (&*record.path, Origin::Site(place), Brief::all(std::slice::from_ref(record)))),
        );
        found.sort_by(|(a, ..), (b, ..)| natural(a, b));
        let mut count = 0;
        let group = |(_, origin, briefs): (&str, Origin, Vec<Brief>)| {
            let first = count;
            count += briefs.len() as u32;
            Group { numbers: first..count, origin, briefs }
        };
        let groups = found.into_iter().map(group).collect();
        Self { composer, site, groups }
    }

    /// What is known of each.
    pub(super) fn briefs(&self) -> Vec<&Brief> {
        self.groups.iter().flat_map(|group| &group.briefs).collect()
    }

    /// Those that are `wanted`, given by their numbers in order, with the first of each regulation to which one of them belongs.
    pub(super) fn make(&self, wanted: &[u32]) -> Vec<(u32, Record)> {
        let of_group = |Group { numbers, origin, .. }: &Group| -> Vec<(u32, Record)> {
            let start = wanted.partition_point(|number| *number < numbers.start);
            let wanted = &wanted[start..start + wanted[start..].partition_point(|number| *number < numbers.end)];
            if wanted.is_empty() {
                return Vec::new();
            }
            match origin {
                Origin::Site(place) => vec![(numbers.start, self.site[*place].clone())],
                Origin::Regulation(index, units) => {
                    let first = (wanted[0] > numbers.start).then_some(&numbers.start);
                    let unit = |number: u32| units[(number - numbers.start) as usize];
                    let made = |number: &u32| (*number, compose::document_record(self.composer, *index, unit(*number)));
                    first.into_iter().chain(wanted).map(made).collect()
                }
            }
        };
        self.groups.par_iter().flat_map_iter(of_group).collect()
    }
}
