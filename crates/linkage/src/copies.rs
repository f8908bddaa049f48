//! Records that say the same in every compared column, and enough to know a person by: one record copied.
//!
//! They are found before candidates are. Blocking would leave out a group of hundreds that share every key, and whoever
//! learned from their pairs would take what they say for common.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::model::Kind;
use crate::prepare::{Filled, Pairing};
use crate::values::Values;

/// Up to so many records that say the same are compared like any others.
const ALIKE_MOST: usize = 16;

/// Records that say the same, and enough.
#[derive(Default)]
pub(crate) struct Alike {
    /// Each record of a large group of one file but its first, and that first; in ascending order of the record. They are set
    /// aside.
    pub(crate) copies: Vec<(u32, u32)>,
    /// Other pairs that say the same, to be compared whatever blocking leaves out: of one file the first record of a group
    /// with each of the others, of two files each of the one with each of the other.
    pub(crate) pairs: Vec<(u32, u32)>,
}

impl Alike {
    pub(crate) fn find(rows: usize, pairing: Pairing, slots: &[Filled]) -> Self {
        let second_from = match pairing {
            Pairing::Within => rows,
            Pairing::Between(left) => left,
        };
        let mut groups: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        let hashes = hashes(rows, slots);
        for record in met_again(&hashes) {
            groups.entry(hashes[record as usize]).or_default().push(record);
        }
        let mut alike = Self::default();
        for mut group in groups.into_values() {
            let first = group[0];
            group.retain(|&record| say_the_same(slots, record as usize, first as usize));
            if group.len() > 1 && is_enough(slots, first as usize) {
                alike.file(&group, second_from, pairing);
            }
        }
        alike.copies.sort_unstable();
        alike.pairs.sort_unstable();
        alike
    }

    /// Files a group in ascending order.
    fn file(&mut self, group: &[u32], second_from: usize, pairing: Pairing) {
        let mut kept = |of_file: &[u32]| {
            if of_file.len() <= ALIKE_MOST {
                return of_file.to_vec();
            }
            self.copies.extend(of_file[1..].iter().map(|&record| (record, of_file[0])));
            vec![of_file[0]]
        };
        let (one, two) = group.split_at(group.partition_point(|&record| (record as usize) < second_from));
        let (one, two) = (kept(one), kept(two));
        match pairing {
            Pairing::Within => self.pairs.extend(one[1..].iter().map(|&record| (one[0], record))),
            Pairing::Between(_) => {
                self.pairs.extend(one.iter().flat_map(|&left| two.iter().map(move |&right| (left, right))));
            }
        }
    }

    /// The records that are not set aside, and the pairing of these.
    pub(crate) fn kept(&self, rows: usize, pairing: Pairing) -> (Vec<u32>, Pairing) {
        let mut copies = self.copies.iter().map(|(copy, _)| *copy).peekable();
        let kept = (0..rows as u32).filter(|record| copies.next_if_eq(record).is_none()).collect();
        let pairing = match pairing {
            Pairing::Within => Pairing::Within,
            Pairing::Between(left) => {
                Pairing::Between(left - self.copies.partition_point(|(copy, _)| (*copy as usize) < left))
            }
        };
        (kept, pairing)
    }
}

/// One number for all that a record says.
fn hashes(rows: usize, slots: &[Filled]) -> Vec<u64> {
    const ROWS: usize = 4096;
    let mut hashes = vec![0u64; rows];
    hashes.par_chunks_mut(ROWS).enumerate().for_each(|(chunk, hashes)| {
        for slot in slots.iter().filter(|slot| !slot.codes.is_empty()) {
            for (hash, &code) in hashes.iter_mut().zip(&slot.codes[chunk * ROWS..]) {
                *hash = (hash.rotate_left(26) ^ u64::from(code)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            }
        }
    });
    hashes
}

/// The records whose number may be another's too. Most are one record's alone, and those are told without sorting.
fn met_again(hashes: &[u64]) -> impl Iterator<Item = u32> {
    let bits = (hashes.len() * 8).next_power_of_two().trailing_zeros().clamp(12, 26);
    let place = move |hash: u64| (hash >> (u64::BITS - bits)) as usize;
    let (mut once, mut again) = (vec![0u64; 1 << (bits - 6)], vec![0u64; 1 << (bits - 6)]);
    for &hash in hashes {
        let (word, bit) = (place(hash) >> 6, 1u64 << (place(hash) & 63));
        again[word] |= once[word] & bit;
        once[word] |= bit;
    }
    let is_again = move |hash: u64| again[place(hash) >> 6] >> (place(hash) & 63) & 1 == 1;
    (0u32..).zip(hashes).filter(move |(_, hash)| is_again(**hash)).map(|(record, _)| record)
}

fn say_the_same(slots: &[Filled], a: usize, b: usize) -> bool {
    slots.iter().all(|slot| slot.codes.get(a) == slot.codes.get(b))
}

/// Whether what a record says is one person's: given name and surname, and two of a whole date of birth, a home, a
/// telephone number, an e-mail address and an identifier. Thousands who are called Smith are not one; and thousands of one
/// name and one date of birth may be what somebody enters who knows neither.
fn is_enough(slots: &[Filled], record: usize) -> bool {
    let says = |kind: Kind| {
        slots.iter().any(|slot| {
            slot.kind == kind
                && slot.codes[record] != 0
                && match &slot.values {
                    Values::Dates(dates) => dates[slot.codes[record] as usize].is_day(),
                    Values::None
                    | Values::Names
                    | Values::Ages(_)
                    | Values::Postcodes(_)
                    | Values::Telephones(_)
                    | Values::Texts(..) => true,
                }
        })
    };
    let home = says(Kind::Postcode) || says(Kind::Street) && says(Kind::StreetNumber);
    let others = [Kind::BirthDate, Kind::Telephone, Kind::Email, Kind::Identifier].map(says);
    let count = others.into_iter().chain([home]).filter(|is_said| *is_said).count();
    says(Kind::GivenName) && says(Kind::Surname) && count >= 2
}
