//! From a pattern of agreement to a weight: one lookup a field for each kind of pair, and the rarity of equal values.
//!
//! Four kinds of pair are told apart: one person at one home, one person who has moved, two people of one household,
//! and strangers. The weight is log2 of the odds of the first two against the last two.

use crate::fields::Field;
use crate::levels;
use crate::rarity::{Frequencies, Rareness};
use crate::train::{Trained, TrainedLevel};

/// The kinds of pair, by their place in a table of weights.
pub(crate) mod class {
    /// One person at one home.
    pub(crate) const SAME: usize = 0;
    /// One person whose home has changed.
    pub(crate) const MOVED: usize = 1;
    /// Two people of one household.
    pub(crate) const HOUSEHOLD: usize = 2;
    /// Two people who have nothing to do with each other.
    pub(crate) const STRANGERS: usize = 3;
}

/// log2 of a probability for each kind of pair.
pub(crate) type Logs = [f32; 4];

/// What a trained model gives to each degree of each field, as logarithms.
#[derive(Clone, Debug)]
pub(crate) struct Weights {
    prior: Logs,
    fields: Vec<Vec<Logs>>,
    /// Of two people of one household who have one given name, the share that have it by chance.
    given_by_chance: f32,
    /// By field and degree, the most by which the rarity of a value lifts a weight.
    lifts: Vec<Vec<f32>>,
}

impl Weights {
    pub(crate) fn new(trained: &Trained, fields: &[Field], frequencies: &Frequencies) -> Self {
        let lifts = fields.iter().enumerate().map(|(place, field)| {
            (0..field.levels().len()).map(|level| frequencies.lift_most(fields, place, level)).collect()
        });
        Self { lifts: lifts.collect(), ..Self::of_trained(trained) }
    }

    /// What was learned as logarithms, for scoring every pair to the end.
    pub(crate) fn of_trained(trained: &Trained) -> Self {
        let strangers = 1.0 - trained.same - trained.moved - trained.household;
        let log = |chance: f64| chance.max(1e-30).log2() as f32;
        let logs = |level: &TrainedLevel| {
            [log(level.same), log(level.moved), log(level.household), log(level.strangers)]
        };
        Self {
            prior: [log(trained.same), log(trained.moved), log(trained.household), log(strangers)],
            fields: trained.fields.iter().map(|field| field.levels.iter().map(logs).collect()).collect(),
            given_by_chance: given_by_chance(trained),
            lifts: Vec::new(),
        }
    }

    /// The most by which rarity can lift the weight of a pattern.
    pub(crate) fn lift_most(&self, fields: &[Field], pattern: u64) -> f32 {
        fields.iter().zip(&self.lifts).map(|(field, lifts)| lifts[field.level(pattern)]).sum()
    }

    /// The chance of each kind of pair, before anything is compared.
    pub(crate) fn prior(&self) -> Logs {
        self.prior
    }

    /// What one degree gives.
    pub(crate) fn of(&self, field: usize, level: usize) -> Logs {
        self.fields[field][level]
    }

    /// The sums over all fields, rarity left aside.
    pub(crate) fn sums(&self, fields: &[Field], pattern: u64) -> Logs {
        let mut sums = self.prior;
        for (field, weights) in fields.iter().zip(&self.fields) {
            let weights = weights[field.level(pattern)];
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += weight;
            }
        }
        sums
    }

    /// The sums of all kinds of pair once the rarity of equal values is counted: strangers agree on a rare value less often,
    /// and so do two people of one household where the value is a person's own. Only a given name is as likely handed on
    /// in a family when it is rare as when it is common: there rarity counts for what is chance.
    pub(crate) fn with_rareness(&self, sums: Logs, rareness: Rareness) -> Logs {
        let mut sums = sums;
        let given = if rareness.given == 0.0 {
            0.0
        } else {
            (1.0 + self.given_by_chance * (rareness.given.exp2() - 1.0)).log2()
        };
        sums[class::HOUSEHOLD] += rareness.person + given;
        sums[class::STRANGERS] += rareness.person + rareness.given + rareness.home;
        sums
    }
}

fn given_by_chance(trained: &Trained) -> f32 {
    let given = trained.fields.iter().find(|field| field.field == "given name");
    let same = given.and_then(|field| field.levels.get(levels::given::SAME));
    same.map_or(1.0, |level| (level.strangers / level.household).clamp(0.0, 1.0) as f32)
}

/// log2 of the odds that both records are one person's.
pub(crate) fn weight(sums: Logs) -> f32 {
    add(sums[class::SAME], sums[class::MOVED]) - add(sums[class::HOUSEHOLD], sums[class::STRANGERS])
}

/// log2 of the odds that a pair is of any kind but strangers.
pub(crate) fn likelier_than_strangers(sums: Logs) -> f32 {
    add(add(sums[class::SAME], sums[class::MOVED]), sums[class::HOUSEHOLD]) - sums[class::STRANGERS]
}

/// The probability behind a weight.
#[must_use]
pub fn probability(weight: f64) -> f64 {
    1.0 / (1.0 + (-weight).exp2())
}

/// log2(2^a + 2^b).
pub(crate) fn add(a: f32, b: f32) -> f32 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    if high - low > 24.0 { high } else { high + (1.0 + (low - high).exp2()).log2() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odds_add_up() {
        assert!((add(3.0, 3.0) - 4.0).abs() < 1e-6);
        assert!((add(-40.0, 3.0) - 3.0).abs() < 1e-6);
        assert!((probability(0.0) - 0.5).abs() < 1e-12);
        // SAME 1/2, MOVED 1/2 against HOUSEHOLD 1/4, STRANGERS 1/4.
        assert!((weight([-1.0, -1.0, -2.0, -2.0]) - 1.0).abs() < 1e-6);
    }
}
