//! Truth to be judged by: made-up missing people, and bodies, remains and patients of whom the truth is known.
//!
//! Nothing here is taken from the numbers of the comparison: what people look like, how records are wrong and how
//! bodies decay follow other laws than those by which they are compared. All names and places are invented.
// What is made up need not be made of every word that a record can hold.
#![allow(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

mod chance;
mod finds;
mod marks;
mod people;
mod records;

use linkage::unidentified::{Missing, MissingId, Unidentified};

use chance::Chance;
use people::{Country, Person};

/// What is made up, and who is who in it.
pub(crate) struct MadeUp {
    pub(crate) missing: Vec<Missing>,
    pub(crate) found: Vec<Find>,
}

/// Somebody found, and who they are if they are on the list.
pub(crate) struct Find {
    pub(crate) record: Unidentified,
    pub(crate) truth: Option<MissingId>,
    pub(crate) made: Made,
}

/// How a find was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Made {
    /// Of somebody on the list.
    Listed,
    /// Of somebody who is on no list.
    Stranger,
    /// Of somebody on no list, of the age, sex, town, time and looks of somebody who is.
    Double,
}

/// Makes so many missing people and so many finds. The same seed makes the same, on every machine.
pub(crate) fn make(seed: u64, missing: usize, found: usize) -> MadeUp {
    let mut chance = Chance::new(seed);
    let country = Country::new(&mut chance);
    let people: Vec<Person> = (0..missing).map(|_| Person::missing(&country, &mut chance)).collect();
    let records = people
        .iter()
        .enumerate()
        .map(|(number, person)| records::missing(person, number, &country, &mut chance));
    let missing: Vec<Missing> = records.collect();
    let mut taken = vec![false; people.len()];
    let finds = (0..found).map(|number| {
        let made = match chance.below(100) {
            0..65 => Made::Listed,
            65..88 => Made::Stranger,
            _ => Made::Double,
        };
        let (record, truth) = finds::find(made, number, &people, &mut taken, &country, &mut chance);
        Find { record, truth: truth.map(|place| missing[place].id.clone()), made }
    });
    let found = finds.collect();
    MadeUp { missing, found }
}
