//! All missing and all unidentified people, standing ready: a record that is new or changed is ranked against all
//! others in milliseconds.

use rustc_hash::{FxHashMap, FxHashSet};

use super::model::Model;
use super::outcome::{Feature, Ranking};
use super::population::{Population, day};
use super::prepared::{ReadyMissing, ReadyUnidentified};
use super::record::{Missing, MissingId, Unidentified, UnidentifiedId};

/// Everybody who may be somebody.
#[derive(Clone, Debug)]
pub struct Register {
    pub(super) model: Model,
    pub(super) population: Population,
    pub(super) missing: Vec<ReadyMissing>,
    pub(super) found: Vec<ReadyUnidentified>,
    pub(super) missing_at: FxHashMap<MissingId, usize>,
    pub(super) found_at: FxHashMap<UnidentifiedId, usize>,
    /// The first days on which the missing can have been last seen, in order; one that is not known comes first.
    pub(super) seen: Vec<f64>,
    pub(super) decided: FxHashMap<UnidentifiedId, FxHashSet<MissingId>>,
    pub(super) left_out: Vec<Feature>,
}

/// Ranks the missing for one unidentified person, body or find of remains.
///
/// Whoever asks more than once keeps a [`Register`].
#[must_use]
pub fn rank(unidentified: &Unidentified, missing: &[Missing]) -> Ranking {
    let register = Register::new(missing.to_vec(), vec![unidentified.clone()]);
    register.missing_for(&unidentified.id, missing.len()).unwrap_or_default()
}

impl Register {
    /// Makes records ready, and counts how common things are among them.
    #[must_use]
    pub fn new(missing: Vec<Missing>, unidentified: Vec<Unidentified>) -> Self {
        Self::with_model(missing, unidentified, Model::shipped().clone())
    }

    /// The same with other numbers than those shipped.
    #[must_use]
    pub fn with_model(missing: Vec<Missing>, unidentified: Vec<Unidentified>, model: Model) -> Self {
        let population = Population::of(missing.iter(), unidentified.iter(), &model);
        let mut register = Self {
            missing: Vec::with_capacity(missing.len()),
            found: Vec::with_capacity(unidentified.len()),
            model,
            population,
            missing_at: FxHashMap::default(),
            found_at: FxHashMap::default(),
            seen: Vec::with_capacity(missing.len()),
            decided: FxHashMap::default(),
            left_out: Vec::new(),
        };
        missing.into_iter().for_each(|record| register.place_missing(record));
        unidentified.into_iter().for_each(|record| register.put_unidentified(record));
        register.seen.sort_unstable_by(f64::total_cmp);
        register
    }

    /// Leaves features out of every comparison: to see what each is worth.
    #[must_use]
    pub fn leaving_out(mut self, features: &[Feature]) -> Self {
        self.left_out = features.to_vec();
        self
    }

    /// Adds a missing person, or replaces what was known of them. How common things are is not counted again.
    pub fn put_missing(&mut self, record: Missing) {
        self.remove_missing(&record.id.clone());
        let first = first_seen(&record);
        self.seen.insert(self.seen.partition_point(|day| *day < first), first);
        let ready = ReadyMissing::new(record, &self.model);
        self.missing_at.insert(ready.record.id.clone(), self.missing.len());
        self.missing.push(ready);
    }

    fn place_missing(&mut self, record: Missing) {
        self.seen.push(first_seen(&record));
        let ready = ReadyMissing::new(record, &self.model);
        self.missing_at.insert(ready.record.id.clone(), self.missing.len());
        self.missing.push(ready);
    }

    /// Adds an unidentified person, or replaces what was known of them.
    pub fn put_unidentified(&mut self, record: Unidentified) {
        self.remove_unidentified(&record.id.clone());
        let ready = ReadyUnidentified::new(record, &self.population, &self.model);
        self.found_at.insert(ready.record.id.clone(), self.found.len());
        self.found.push(ready);
    }

    /// Takes out a missing person who has been found, or named.
    pub fn remove_missing(&mut self, id: &MissingId) {
        let Some(at) = self.missing_at.remove(id) else { return };
        let first = first_seen(&self.missing.swap_remove(at).record);
        if let Some(moved) = self.missing.get(at) {
            self.missing_at.insert(moved.record.id.clone(), at);
        }
        self.seen.remove(self.seen.partition_point(|day| *day < first));
    }

    /// Takes out somebody who has been named.
    pub fn remove_unidentified(&mut self, id: &UnidentifiedId) {
        let Some(at) = self.found_at.remove(id) else { return };
        self.found.swap_remove(at);
        if let Some(moved) = self.found.get(at) {
            self.found_at.insert(moved.record.id.clone(), at);
        }
    }

    /// Leaves a pair out because somebody has decided that it is not one person.
    pub fn rule_out(&mut self, missing: MissingId, unidentified: UnidentifiedId) {
        self.decided.entry(unidentified).or_default().insert(missing);
    }

    /// Takes a pair in again: its decision was reopened.
    pub fn reopen(&mut self, missing: &MissingId, unidentified: &UnidentifiedId) {
        if let Some(decided) = self.decided.get_mut(unidentified) {
            decided.remove(missing);
        }
    }
}

fn first_seen(record: &Missing) -> f64 {
    record.last_seen.map_or(f64::MIN, |seen| day(seen.earliest.min(seen.latest)))
}
