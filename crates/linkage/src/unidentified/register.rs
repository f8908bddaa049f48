//! All missing and all unidentified people, standing ready: a record that is new or changed is ranked against all
//! others in milliseconds.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::model::Model;
use super::outcome::{Feature, Ranking};
use super::population::Population;
use super::prepared::{ReadyMissing, ReadyUnidentified};
use super::rank::Row;
use super::record::{Missing, MissingId, Unidentified, UnidentifiedId};

/// Everybody who may be somebody.
#[derive(Clone, Debug)]
pub struct Register {
    pub(super) model: Model,
    pub(super) population: Population,
    pub(super) missing: Vec<ReadyMissing>,
    pub(super) found: Vec<ReadyUnidentified>,
    /// What all the missing weigh for each find, once somebody has asked; in the order of `found`.
    pub(super) rows: Vec<OnceLock<Row>>,
    pub(super) missing_at: FxHashMap<MissingId, usize>,
    pub(super) found_at: FxHashMap<UnidentifiedId, usize>,
    decided: FxHashMap<UnidentifiedId, FxHashSet<MissingId>>,
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
        let mut register = Self {
            population: Population::of(missing.iter(), unidentified.iter(), &model),
            model,
            missing: Vec::with_capacity(missing.len()),
            found: Vec::with_capacity(unidentified.len()),
            rows: Vec::with_capacity(unidentified.len()),
            missing_at: FxHashMap::default(),
            found_at: FxHashMap::default(),
            decided: FxHashMap::default(),
            left_out: Vec::new(),
        };
        missing.into_iter().for_each(|record| register.put_missing(record));
        unidentified.into_iter().for_each(|record| register.put_unidentified(record));
        register
    }

    /// Leaves features out of every comparison: to see what each is worth.
    #[must_use]
    pub fn leaving_out(mut self, features: &[Feature]) -> Self {
        self.left_out = features.to_vec();
        self.rows.iter_mut().for_each(|row| *row = OnceLock::new());
        self
    }

    /// Adds a missing person, or replaces what was known of them. How many are missing and how common things are is not
    /// counted again: that is done where a register is made, as often as its keeper likes.
    pub fn put_missing(&mut self, record: Missing) {
        self.remove_missing(&record.id);
        let at = self.missing.len();
        self.missing_at.insert(record.id.clone(), at);
        self.missing.push(ReadyMissing::new(record, &self.model));
        self.forget_rows_of(at);
    }

    /// Adds an unidentified person, or replaces what was known of them.
    pub fn put_unidentified(&mut self, record: Unidentified) {
        self.remove_unidentified(&record.id);
        self.found_at.insert(record.id.clone(), self.found.len());
        self.found.push(ReadyUnidentified::new(record, &self.population, &self.model));
        self.rows.push(OnceLock::new());
    }

    /// Takes out a missing person who has been found, or named.
    pub fn remove_missing(&mut self, id: &MissingId) {
        let Some(at) = self.missing_at.remove(id) else { return };
        self.forget_rows_of(at);
        self.missing.swap_remove(at);
        if let Some(moved) = self.missing.get(at) {
            self.missing_at.insert(moved.record.id.clone(), at);
        }
    }

    /// Takes out somebody who has been named.
    pub fn remove_unidentified(&mut self, id: &UnidentifiedId) {
        let Some(at) = self.found_at.remove(id) else { return };
        self.found.swap_remove(at);
        self.rows.swap_remove(at);
        if let Some(moved) = self.found.get(at) {
            self.found_at.insert(moved.record.id.clone(), at);
        }
    }

    /// Leaves a pair out because somebody has decided that it is not one person.
    pub fn rule_out(&mut self, missing: MissingId, unidentified: UnidentifiedId) {
        self.forget_row(&unidentified);
        self.decided.entry(unidentified).or_default().insert(missing);
    }

    /// Takes a pair in again: its decision was reopened.
    pub fn reopen(&mut self, missing: &MissingId, unidentified: &UnidentifiedId) {
        self.forget_row(unidentified);
        if let Some(decided) = self.decided.get_mut(unidentified) {
            decided.remove(missing);
        }
    }

    /// Whether somebody has decided against a pair.
    pub(super) fn is_decided(&self, missing: usize, found: usize) -> bool {
        !self.decided.is_empty()
            && self
                .decided
                .get(&self.found[found].record.id)
                .is_some_and(|decided| decided.contains(&self.missing[missing].record.id))
    }

    /// Forgets what all the missing weigh for the finds for which one of them counts.
    fn forget_rows_of(&mut self, missing: usize) {
        for found in 0..self.found.len() {
            if self.rows[found].get().is_some() && self.counts(missing, found) {
                self.rows[found] = OnceLock::new();
            }
        }
    }

    fn forget_row(&mut self, id: &UnidentifiedId) {
        if let Some(at) = self.found_at.get(id) {
            self.rows[*at] = OnceLock::new();
        }
    }
}
