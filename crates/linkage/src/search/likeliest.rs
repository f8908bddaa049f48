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

/// The likeliest so far, the likeliest first. Those of one spelling take a part of the places at most while there are
/// others: a hundred of the commonest name must not hide the one whose name is spelt a little differently.
pub(super) struct Likeliest {
    limit: usize,
    of_one_crowd: usize,
    found: Vec<Found>,
    held_back: Vec<Found>,
}

impl Likeliest {
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, of_one_crowd: (limit * 3).div_ceil(5), found: Vec::new(), held_back: Vec::new() }
    }

    pub(super) fn offer(&mut self, found: Found) {
        if self.found.len() == self.limit && self.found.last().is_some_and(|least| found > *least) {
            return;
        }
        let mut crowd = self.found.iter().enumerate().filter(|(_, other)| other.crowd == found.crowd);
        let leaves = match crowd.clone().count() {
            count if count < self.of_one_crowd => (self.found.len() == self.limit).then_some(self.limit - 1),
            _ => crowd.next_back().map(|(place, _)| place),
        };
        if let Some(place) = leaves {
            if found > self.found[place] {
                return self.hold_back(found);
            }
            let left = self.found.remove(place);
            self.hold_back(left);
        }
        self.found.insert(self.found.partition_point(|other| *other < found), found);
    }

    fn hold_back(&mut self, found: Found) {
        let place = self.held_back.partition_point(|other| *other < found);
        if place < self.limit {
            self.held_back.insert(place, found);
            self.held_back.truncate(self.limit);
        }
    }

    /// The score of the least likely, once there are enough.
    pub(super) fn least(&self) -> Option<f32> {
        (self.found.len() == self.limit).then(|| self.found.last().map_or(0.0, |least| least.score))
    }

    pub(super) fn into_sorted(mut self) -> Vec<Found> {
        let room = self.limit - self.found.len();
        self.found.extend(self.held_back.into_iter().take(room));
        self.found.sort();
        self.found
    }
}
