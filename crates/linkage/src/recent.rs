//! What was found out lately about two values, so that a frequent pair is measured once.

/// Degrees by pair of values. The place of a pair is fixed by its numbers and the later one stays: there is nothing to
/// grow or evict, and the whole stays in the processor's cache.
pub(crate) struct Recent {
    places: Vec<u64>,
}

impl Recent {
    const PLACES: u32 = 15;
    const NUMBER: u32 = 28;

    pub(crate) fn new() -> Self {
        Self { places: vec![0; 1 << Self::PLACES] }
    }

    /// The degree (below 16) of two values of a dictionary (below 16), as `measure` finds it when it is not remembered.
    /// `measure` must not depend on which of the values comes first.
    pub(crate) fn degree(&mut self, dictionary: usize, a: u32, b: u32, measure: impl FnOnce() -> u8) -> u8 {
        let (low, high) = if a < b { (a, b) } else { (b, a) };
        // Beyond 268 million distinct values numbers would run into each other.
        if high >> Self::NUMBER != 0 || dictionary >= 16 {
            return measure();
        }
        let pair = u64::from(low) << (Self::NUMBER + 8) | u64::from(high) << 8 | (dictionary as u64) << 4;
        let place = (pair.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - Self::PLACES)) as usize;
        let kept = self.places[place];
        if kept & !15 == pair {
            return (kept & 15) as u8;
        }
        let found = measure();
        self.places[place] = pair | u64::from(found);
        found
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_remembered_is_what_was_found(pairs in prop::collection::vec((1u32..40, 1u32..40, 0usize..3), 1..300)) {
            let mut recent = Recent::new();
            for (a, b, dictionary) in pairs {
                let found = ((a * b) as usize + a.abs_diff(b) as usize + dictionary) as u8 % 16;
                prop_assert_eq!(recent.degree(dictionary, a, b, || found), found);
                prop_assert_eq!(recent.degree(dictionary, b, a, || unreachable!("it was just found")), found);
            }
        }
    }
}
