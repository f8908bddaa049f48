//! Rows by key: a sorted array for the many, a map for those that came since it was sorted.

use std::hint::black_box;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Entries that may wait unsorted, whatever the size of the array.
const WAITING_LEAST: usize = 400_000;

/// For each key the rows that have it.
#[derive(Default)]
pub(super) struct Postings {
    /// Key (high half) and row, in ascending order.
    settled: Vec<u64>,
    /// Where the keys of each leading stretch of bits begin in `settled`.
    starts: Vec<u32>,
    shift: u32,
    recent: FxHashMap<u32, Vec<u32>>,
    recent_entries: usize,
}

impl Postings {
    /// Rows that have this key, the sorted ones and the recent ones.
    pub(super) fn get(&self, key: u32) -> (&[u64], &[u32]) {
        (self.settled_with(key), self.recent.get(&key).map_or(&[], Vec::as_slice))
    }

    /// Fetches from memory what looking these keys up needs: first where each begins, then what stands there, with nothing in
    /// between that has to wait, so that the processor fetches many at a time.
    pub(super) fn touch(&self, keys: &[u32]) {
        let begin = |key: u32| self.stretch(key).map_or(0, |(start, _)| start);
        black_box(keys.iter().fold(0, |touched, &key| touched ^ begin(key)));
        let entry = |key: u32| self.settled.get(begin(key)).copied().unwrap_or(0);
        black_box(keys.iter().fold(0, |touched, &key| touched ^ entry(key)));
    }

    fn stretch(&self, key: u32) -> Option<(usize, usize)> {
        let place = (key >> self.shift) as usize;
        Some((*self.starts.get(place)? as usize, *self.starts.get(place + 1)? as usize))
    }

    fn settled_with(&self, key: u32) -> &[u64] {
        let Some((start, end)) = self.stretch(key) else { return &[] };
        let stretch = &self.settled[start..end];
        let from = stretch.partition_point(|&entry| ((entry >> 32) as u32) < key);
        let to = from + stretch[from..].partition_point(|&entry| (entry >> 32) as u32 == key);
        &stretch[from..to]
    }

    /// How many entries there are.
    pub(super) fn len(&self) -> usize {
        self.settled.len() + self.recent_entries
    }

    /// Adds one entry.
    pub(super) fn add(&mut self, key: u32, row: u32) {
        self.recent.entry(key).or_default().push(row);
        self.recent_entries += 1;
    }

    /// Whether so many entries are recent that sorting them in is worth its while.
    pub(super) fn wants_settling(&self) -> bool {
        self.recent_entries > WAITING_LEAST.max(self.settled.len() / 8)
    }

    /// Sorts `more` and all recent entries into the array; rows that are not to be kept are left out.
    pub(super) fn settle(&mut self, mut more: Vec<u64>, keep: impl Fn(u32) -> bool) {
        more.reserve(self.recent_entries);
        for (key, rows) in std::mem::take(&mut self.recent) {
            more.extend(rows.into_iter().map(|row| u64::from(key) << 32 | u64::from(row)));
        }
        self.recent_entries = 0;
        more.retain(|&entry| keep(entry as u32));
        more.par_sort_unstable();
        let kept = std::mem::take(&mut self.settled);
        self.settled = if kept.is_empty() { more } else { merge(&kept, &more, keep) };
        self.index();
    }

    fn index(&mut self) {
        const ENTRIES: usize = 8;
        let bits = (self.settled.len() / ENTRIES).max(2).ilog2().clamp(1, 26);
        self.shift = 32 - bits;
        self.starts = vec![0; (1 << bits) + 1];
        let mut at = 0;
        for (place, start) in self.starts.iter_mut().enumerate() {
            while self.settled.get(at).is_some_and(|&entry| ((entry >> 32 >> self.shift) as usize) < place) {
                at += 1;
            }
            *start = at as u32;
        }
    }

    /// Bytes in use.
    pub(super) fn memory_bytes(&self) -> usize {
        self.settled.capacity() * 8
            + self.starts.capacity() * 4
            + self.recent.capacity() * 33
            + self.recent.values().map(|rows| rows.capacity() * 4).sum::<usize>()
    }
}

fn merge(a: &[u64], b: &[u64], keep: impl Fn(u32) -> bool) -> Vec<u64> {
    let mut merged = Vec::with_capacity(a.len() + b.len());
    let mut later = b.iter().copied().peekable();
    for &entry in a.iter().filter(|&&entry| keep(entry as u32)) {
        while let Some(before) = later.next_if(|&next| next < entry) {
            merged.push(before);
        }
        merged.push(entry);
    }
    merged.extend(later);
    merged
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_entry_is_found_wherever_it_stands(entries in prop::collection::vec((0u32..40, 0u32..1000), 0..200), cut in 0usize..200) {
            let spread = |key: u32| key.wrapping_mul(0x9E37_79B9);
            let mut postings = Postings::default();
            let (first, second) = entries.split_at(cut.min(entries.len()));
            let bulk = first.iter().map(|&(key, row)| u64::from(spread(key)) << 32 | u64::from(row)).collect();
            postings.settle(bulk, |_| true);
            for round in 0..2 {
                for &(key, row) in if round == 0 { second } else { &[] } {
                    postings.add(spread(key), row);
                }
                for key in 0..40 {
                    let (settled, recent) = postings.get(spread(key));
                    let mut found: Vec<u32> = settled.iter().map(|&entry| entry as u32).chain(recent.iter().copied()).collect();
                    let mut expected: Vec<u32> = entries.iter().filter(|entry| entry.0 == key).map(|entry| entry.1).collect();
                    found.sort_unstable();
                    expected.sort_unstable();
                    prop_assert_eq!(found, expected);
                }
                postings.settle(Vec::new(), |_| true);
            }
            postings.settle(Vec::new(), |row| row % 2 == 0);
            for key in 0..40 {
                prop_assert!(postings.get(spread(key)).0.iter().all(|&entry| entry % 2 == 0));
            }
        }
    }
}
