//! How much more agreement on a rare value says than on a common one.

use crate::compare::{Belongs, Field};
use crate::levels::Rarity;
use crate::prepare::Prepared;

/// How rare the values are on which two records agree.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Rareness {
    /// log2 of how much more often than for the average value strangers agree on this one; values of the person.
    pub(crate) person: f32,
    /// The same for values that a household shares.
    pub(crate) home: f32,
}

/// How often strangers agree on each field's exact values, for [`Rareness`].
pub(crate) struct Frequencies {
    fields: Vec<Frequency>,
}

struct Frequency {
    /// The chance that two random values are equal.
    average: f32,
    /// For each value, log2 of how much more often than average strangers agree on it.
    rarity: Vec<f32>,
    /// The most by which the rarest value lifts a weight.
    lift_most: f32,
}

impl Frequency {
    fn new(prepared: &Prepared, slot: usize) -> Self {
        let held = &prepared.slots[slot];
        let present = f64::from(held.present.max(1));
        let equal: f64 = held.counts.iter().skip(1).map(|&n| f64::from(n) * f64::from(n)).sum();
        let average = (equal / (present * present)).max(1.0 / present) as f32;
        // One of the records is the one that is asked about: what counts is how many others have the value. Most values
        // are rare, so that their logarithms are found beforehand.
        let rarity_of = |count: u32| {
            let others = count.saturating_sub(1).max(1) as f32 / present as f32;
            (others / average).log2().clamp(-10.0, 10.0)
        };
        let rare: Vec<f32> = (0..64).map(rarity_of).collect();
        let rarity: Vec<f32> = held
            .counts
            .iter()
            .map(|&count| rare.get(count as usize).copied().unwrap_or_else(|| rarity_of(count)))
            .collect();
        Self { average, rarity, lift_most: -rare[0].min(0.0) }
    }
}

impl Frequencies {
    pub(crate) fn new(prepared: &Prepared, fields: &[Field]) -> Self {
        Self { fields: fields.iter().map(|field| Frequency::new(prepared, field.slot)).collect() }
    }

    /// The chance that two random records that have the field agree on it exactly.
    pub(crate) fn average(&self, field: usize) -> f32 {
        self.fields[field].average
    }

    /// The most by which rarity can lift a weight at this degree of a field.
    pub(crate) fn lift_most(&self, fields: &[Field], field: usize, level: usize) -> f32 {
        match fields[field].levels()[level].rarity {
            Rarity::Counts => self.fields[field].lift_most,
            Rarity::Ignored => 0.0,
        }
    }

    /// log2 of how much more often than average strangers agree on the value that this field has in `row`; 0 for a
    /// degree to which rarity does not matter.
    pub(crate) fn rarity(&self, fields: &[Field], field: usize, pattern: u64, row: &[u32]) -> f32 {
        let compared = &fields[field];
        match compared.levels()[compared.level(pattern)].rarity {
            Rarity::Counts => self.fields[field].rarity[row[compared.slot] as usize],
            Rarity::Ignored => 0.0,
        }
    }

    /// The sums over the fields.
    pub(crate) fn rareness(&self, fields: &[Field], pattern: u64, row: &[u32]) -> Rareness {
        let mut rareness = Rareness::default();
        for (place, field) in fields.iter().enumerate() {
            let rarity = self.rarity(fields, place, pattern, row);
            match field.belongs {
                Belongs::Person => rareness.person += rarity,
                Belongs::Family | Belongs::Home => rareness.home += rarity,
            }
        }
        rareness
    }
}
