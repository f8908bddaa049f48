//! The likeliest of those who were weighed, and room among them for more than one spelling.

use std::cmp::Ordering;

use super::people::Slot;

/// Somebody found, compared by how well they fit.
#[derive(Clone, Copy)]
pub(super) struct Found {
    pub(super) score: f32,
    /// What of it their names are, without age and place.
    pub(super) by_name: f32,
    pub(super) precedence: u8,
    pub(super) id: u128,
    pub(super) slot: Slot,
    /// The same for everybody whom the same words of names speak for.
    pub(super) crowd: u64,
}

impl Ord for Found {
    /// The likelier is the lesser, so that sorting puts them first.
    fn cmp(&self, other: &Self) -> Ordering {
        (other.score.total_cmp(&self.score))
            .then(other.precedence.cmp(&self.precedence))
            .then(self.id.cmp(&other.id))
    }
}

impl PartialOrd for Found {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Found {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Found {}

/// The likeliest so far. At least half of the places are for whoever is the first of a spelling, while there are others: a
/// hundred of the commonest name must not hide the one whose name is spelt a little differently.
pub(super) struct Likeliest {
    limit: usize,
    /// The likeliest of each spelling, the likeliest spelling first.
    firsts: Vec<Found>,
    /// Everybody else, likewise.
    others: Vec<Found>,
    /// Whoever is less likely than this does not get in.
    least: Option<Found>,
}

impl Likeliest {
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, firsts: Vec::new(), others: Vec::new(), least: None }
    }

    pub(super) fn offer(&mut self, found: Found) {
        if self.least.is_some_and(|least| found > least) {
            return;
        }
        match self.firsts.iter().position(|first| first.crowd == found.crowd) {
            Some(place) if found < self.firsts[place] => {
                let before = self.firsts.remove(place);
                self.put_other(before);
                put(&mut self.firsts, found);
            }
            Some(_) => self.put_other(found),
            None => {
                put(&mut self.firsts, found);
                if self.firsts.len() > self.limit
                    && let Some(last) = self.firsts.pop()
                {
                    self.put_other(last);
                }
            }
        }
        let has_room = self.firsts.len() < self.limit - self.limit / 2;
        let chosen = self.chosen();
        self.least = chosen.last().copied().filter(|_| !has_room && chosen.len() == self.limit);
    }

    fn put_other(&mut self, found: Found) {
        put(&mut self.others, found);
        self.others.truncate(self.limit);
    }

    /// The score below which nobody gets in, once there are enough.
    pub(super) fn least(&self) -> Option<f32> {
        self.least.map(|least| least.score)
    }

    /// How well the name of whoever fits best does.
    pub(super) fn best_by_name(&self) -> f32 {
        self.firsts.iter().map(|found| found.by_name).fold(0.0, f32::max)
    }

    /// Those who have a place, the likeliest first. While there are firsts, others take half of the places at most.
    pub(super) fn chosen(&self) -> Vec<Found> {
        let others_at_most = (self.limit / 2).max(self.limit - self.firsts.len());
        let others = &self.others[..self.others.len().min(others_at_most)];
        let mut chosen = Vec::with_capacity(self.limit + others.len());
        chosen.extend_from_slice(&self.firsts);
        chosen.extend_from_slice(others);
        chosen.sort();
        chosen.truncate(self.limit);
        chosen
    }
}

fn put(list: &mut Vec<Found>, found: Found) {
    list.insert(list.partition_point(|other| *other < found), found);
}
