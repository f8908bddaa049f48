//! How much more agreement on a rare value says than on a common one.

use crate::fields::{Belongs, Comparison, Field};
use crate::model::{Model, Part};
use crate::prepare::Prepared;

/// How rare the values are on which two records agree.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Rareness {
    /// log2 of how much more often than for the average value strangers agree on this one; the given name.
    pub(crate) given: f32,
    /// The same for other values of the person.
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
    /// Whether some numbers stand for several values, so that two records may agree whose numbers differ.
    has_lists: bool,
}

/// The chance that two random values are equal: `equal` is the sum of the squares of how many records have each.
pub(crate) fn average(equal: f64, present: u32) -> f32 {
    let present = f64::from(present.max(1));
    (equal / (present * present)).max(1.0 / present) as f32
}

/// log2 of how much more often than average strangers agree on a value that `count` of the records have that have any.
/// One of them is the one that is asked about: what counts is how many others have the value.
pub(crate) fn rarity(count: u32, present: u32, average: f32) -> f32 {
    let others = count.saturating_sub(1).max(1) as f32 / present.max(1) as f32;
    (others / average).log2().clamp(-10.0, 10.0)
}

impl Frequency {
    fn new(prepared: &Prepared, slot: usize) -> Self {
        let held = &prepared.slots[slot];
        let single = |code: usize| held.lists.is_empty() || !held.lists.contains_key(&(code as u32));
        let squares = held.counts.iter().enumerate().skip(1).filter(|(code, _)| single(*code));
        let equal: f64 = squares.map(|(_, &n)| f64::from(n) * f64::from(n)).sum();
        let average = average(equal, held.present);
        // Most values are rare, so that their logarithms are found beforehand.
        let rarity_of = |count: u32| rarity(count, held.present, average);
        let rare: Vec<f32> = (0..64).map(rarity_of).collect();
        let mut rarity: Vec<f32> = held
            .counts
            .iter()
            .map(|&count| rare.get(count as usize).copied().unwrap_or_else(|| rarity_of(count)))
            .collect();
        for (&list, members) in &held.lists {
            let commonest = members.iter().map(|&member| rarity[member as usize]).fold(-10.0, f32::max);
            rarity[list as usize] = commonest;
        }
        Self { average, rarity, lift_most: -rare[0].min(0.0), has_lists: !held.lists.is_empty() }
    }

    fn of(&self, a: u32, b: u32) -> f32 {
        let rarity = self.rarity[a as usize];
        // Of several values it is not kept which one agrees: it is taken to be the commonest.
        if self.has_lists { rarity.max(self.rarity[b as usize]) } else { rarity }
    }
}

impl Frequencies {
    pub(crate) fn new(prepared: &Prepared, fields: &[Field], model: &Model) -> Self {
        let mut held =
            Self { fields: fields.iter().map(|field| Frequency::new(prepared, field.slot)).collect() };
        if model.leaves_out(Part::Rarity) {
            for frequency in &mut held.fields {
                frequency.rarity.fill(0.0);
                frequency.lift_most = 0.0;
            }
        }
        held
    }

    /// The chance that two random records that have the field agree on it exactly.
    pub(crate) fn average(&self, field: usize) -> f32 {
        self.fields[field].average
    }

    /// The most by which rarity can lift a weight at this degree of a field.
    pub(crate) fn lift_most(&self, fields: &[Field], field: usize, level: usize) -> f32 {
        if fields[field].rarity_counts(level) { self.fields[field].lift_most } else { 0.0 }
    }

    /// log2 of how much more often than average strangers agree on the value that this field has in both rows; 0 for a
    /// degree to which rarity does not matter.
    pub(crate) fn rarity(&self, fields: &[Field], field: usize, pattern: u64, a: &[u32], b: &[u32]) -> f32 {
        let compared = &fields[field];
        if compared.rarity_counts(compared.level(pattern)) {
            self.fields[field].of(a[compared.slot], b[compared.slot])
        } else {
            0.0
        }
    }

    /// The sums over the fields.
    pub(crate) fn rareness(&self, fields: &[Field], pattern: u64, a: &[u32], b: &[u32]) -> Rareness {
        Rareness::of(fields, |place| self.rarity(fields, place, pattern, a, b))
    }
}

impl Rareness {
    /// The sums over the fields of what the rarity of each is.
    pub(crate) fn of(fields: &[Field], rarity: impl Fn(usize) -> f32) -> Self {
        let mut rareness = Self::default();
        for (place, field) in fields.iter().enumerate() {
            let rarity = rarity(place);
            match field.belongs {
                Belongs::Person if field.comparison == Comparison::Given => rareness.given += rarity,
                Belongs::Person => rareness.person += rarity,
                Belongs::Family | Belongs::Home => rareness.home += rarity,
            }
        }
        rareness
    }
}
