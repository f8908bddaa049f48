//! Chance that is the same every time: everything drawn comes from one seeded stream of numbers.
//!
//! Only `next_u64` of the generator is used, so that an upgrade of the random-number crates cannot change what a seed
//! gives.

use jiff::{SignedDuration, Timestamp};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha12Rng;
use uuid::Uuid;

/// The one source of everything drawn.
pub(super) struct Chance(ChaCha12Rng);

impl Chance {
    /// The stream of that seed.
    pub(super) fn seeded(seed: u64) -> Self {
        Self(ChaCha12Rng::seed_from_u64(seed))
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high.saturating_sub(low)).unwrap_or(0) + 1;
        low + i64::try_from(self.0.next_u64() % span).unwrap_or(0)
    }

    /// An index below `length`, which is not 0.
    pub(super) fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.0.next_u64() % (length as u64)).unwrap_or(0)
    }

    /// Whether something that happens `percent` times in a hundred happens now.
    pub(super) fn likely(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of these.
    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.index(from.len())]
    }

    /// A length of time between so many minutes and so many.
    pub(super) fn minutes(&mut self, low: i64, high: i64) -> SignedDuration {
        SignedDuration::from_mins(self.between(low, high))
    }

    /// The same things in another order.
    pub(super) fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.index(last + 1));
        }
    }

    /// `total` things in the given proportions, in random order: dealt like cards rather than drawn with replacement,
    /// so that even two hundred episodes keep to the published proportions whatever the seed.
    pub(super) fn deal<T: Clone>(&mut self, total: usize, proportions: &[(T, u32)]) -> Vec<T> {
        let whole: u32 = proportions.iter().map(|(_, share)| share).sum();
        let mut dealt = Vec::with_capacity(total);
        let mut given = 0_u64;
        for (thing, share) in proportions {
            let before = share_of(total, given, whole);
            given += u64::from(*share);
            let after = share_of(total, given, whole);
            dealt.extend(std::iter::repeat_n(thing.clone(), after - before));
        }
        self.shuffle(&mut dealt);
        dealt
    }

    /// Sixteen bytes that keep a payload from being guessed.
    pub(super) fn salt(&mut self) -> [u8; 16] {
        let mut salt = [0; 16];
        self.0.fill_bytes(&mut salt);
        salt
    }

    /// An id as it would have been made at that moment (UUIDv7).
    pub(super) fn id_at(&mut self, moment: Timestamp) -> Uuid {
        let mut random = [0; 10];
        self.0.fill_bytes(&mut random);
        let milliseconds = u64::try_from(moment.as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(milliseconds, &random).into_uuid()
    }
}

/// How many of `total` belong to the first `given` of `whole` parts, rounded to the nearest.
fn share_of(total: usize, given: u64, whole: u32) -> usize {
    let whole = u64::from(whole);
    usize::try_from((total as u64 * given + whole / 2) / whole).unwrap_or(total)
}
