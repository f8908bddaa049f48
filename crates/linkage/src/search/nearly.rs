//! Words spelt nearly like one that was typed: keystrokes by bits, one step a letter.

/// A typed word of up to 32 letters, made ready to be measured against many.
pub(super) struct Pattern {
    /// At which places each letter stands.
    places: [u32; 32],
    length: u32,
}

/// How far apart two spellings are, in keystrokes; two neighbours exchanged are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Apart {
    /// The whole of both.
    pub(super) whole: u32,
    /// What was typed and the nearest beginning of the other.
    pub(super) beginning: u32,
}

impl Pattern {
    /// `letters` are lower-case Latin, at most 32 of them and at least one.
    pub(super) fn new(letters: &[u8]) -> Self {
        let mut places = [0; 32];
        for (place, letter) in letters.iter().take(32).enumerate() {
            places[usize::from(letter & 31)] |= 1 << place;
        }
        Self { places, length: letters.len().min(32) as u32 }
    }

    /// Hyyrö's bit-parallel form of optimal string alignment.
    pub(super) fn apart(&self, other: &[u8]) -> Apart {
        let last = 1u32 << (self.length - 1);
        let (mut up, mut down, mut same, mut here_before) = (u32::MAX, 0u32, 0u32, 0u32);
        let mut apart = self.length;
        let mut beginning = apart;
        for letter in other {
            let here = self.places[usize::from(letter & 31)];
            let exchanged = ((!same & here) << 1) & here_before;
            same = ((here & up).wrapping_add(up) ^ up) | here | down | exchanged;
            let more = down | !(same | up);
            let less = same & up;
            apart += u32::from(more & last != 0);
            apart -= u32::from(less & last != 0);
            beginning = beginning.min(apart);
            let more = more << 1 | 1;
            up = less << 1 | !(same | more);
            down = more & same;
            here_before = here;
        }
        Apart { whole: apart, beginning }
    }
}

/// Which letters occur in a word, one bit each.
pub(super) fn present(letters: &[u8]) -> u32 {
    letters.iter().fold(0, |mask, letter| mask | 1 << (letter & 31))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn keystrokes_by_bits_are_optimal_string_alignment(a in "[a-d]{1,32}", b in "[a-d]{0,32}") {
            let apart = Pattern::new(a.as_bytes()).apart(b.as_bytes());
            prop_assert_eq!(apart.whole as usize, strsim::osa_distance(&a, &b));
            let nearest = (0..=b.len()).map(|end| strsim::osa_distance(&a, &b[..end])).min();
            prop_assert_eq!(Some(apart.beginning as usize), nearest);
        }

        #[test]
        fn letters_in_one_word_only_bound_the_keystrokes(a in "[a-f]{1,9}", b in "[a-f]{1,9}") {
            let whole = Pattern::new(a.as_bytes()).apart(b.as_bytes()).whole;
            let alone = (present(a.as_bytes()) ^ present(b.as_bytes())).count_ones();
            prop_assert!(alone + a.len().abs_diff(b.len()) as u32 <= 2 * whole);
        }
    }
}
