//! Keystrokes between two spellings: a letter added, lost or mistaken, or two neighbours exchanged, each counts one, and no
//! stretch is edited twice (optimal string alignment). By bits, one step a letter (Hyyrö), without allocating.

/// Letters of a [`Pattern`]: one bit each.
const LONGEST: usize = 64;

/// A spelling made ready to be measured against many.
pub(crate) struct Pattern {
    /// At which places each letter stands.
    places: [u64; 256],
    length: u32,
}

/// How far apart two spellings are, in keystrokes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Apart {
    /// The whole of both.
    pub(crate) whole: u32,
    /// The pattern and the nearest beginning of the other.
    pub(crate) beginning: u32,
}

impl Pattern {
    /// Of at least one letter; those beyond [`LONGEST`] are not read.
    pub(crate) fn new(letters: &[u8]) -> Self {
        let mut places = [0; 256];
        for (place, letter) in letters.iter().take(LONGEST).enumerate() {
            places[usize::from(*letter)] |= 1 << place;
        }
        Self { places, length: letters.len().min(LONGEST) as u32 }
    }

    /// How far the pattern is from the whole of another spelling, and from its nearest beginning.
    pub(crate) fn apart(&self, other: &[u8]) -> Apart {
        let mut beginning = self.length;
        let whole = self.measure(other, |apart, _| {
            beginning = beginning.min(apart);
            true
        });
        Apart { whole, beginning }
    }

    /// The keystrokes from the whole of another spelling, or `None` above `most`.
    fn within(&self, other: &[u8], most: u32) -> Option<u32> {
        // Each letter that is left brings the two closer by one at most.
        let whole = self.measure(other, |apart, left| apart <= most.saturating_add(left));
        (whole <= most).then_some(whole)
    }

    /// The keystrokes; `goes_on` is told after each letter how many they are so far and how many letters are left.
    fn measure(&self, other: &[u8], mut goes_on: impl FnMut(u32, u32) -> bool) -> u32 {
        let last = 1u64 << (self.length - 1);
        let (mut up, mut down, mut same, mut here_before) = (u64::MAX, 0u64, 0u64, 0u64);
        let mut apart = self.length;
        for (place, letter) in other.iter().enumerate() {
            let here = self.places[usize::from(*letter)];
            let exchanged = ((!same & here) << 1) & here_before;
            same = ((here & up).wrapping_add(up) ^ up) | here | down | exchanged;
            let more = down | !(same | up);
            let less = same & up;
            apart += u32::from(more & last != 0);
            apart -= u32::from(less & last != 0);
            if !goes_on(apart, (other.len() - place - 1) as u32) {
                return u32::MAX;
            }
            let more = more << 1 | 1;
            up = less << 1 | !(same | more);
            down = more & same;
            here_before = here;
        }
        apart
    }
}

/// Keystrokes between two texts, or `None` above `most`. Where more than [`LONGEST`] bytes lie between the first and the
/// last difference, only so many are compared.
pub(crate) fn keystrokes(a: &[u8], b: &[u8], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let (a, b) = differing(a, b);
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.is_empty() {
        return Some(long.len());
    }
    let (short, long) = (&short[..short.len().min(LONGEST)], &long[..long.len().min(LONGEST)]);
    Pattern::new(short).within(long, most as u32).map(|apart| apart as usize)
}

/// What is left of two texts between their common beginning and their common end.
pub(crate) fn differing<'a>(a: &'a [u8], b: &'a [u8]) -> (&'a [u8], &'a [u8]) {
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    (&a[..a.len() - end], &b[..b.len() - end])
}

/// Whether one keystroke turns one into the other. Equal spellings are not one keystroke apart.
pub(crate) fn one_keystroke(a: &[u8], b: &[u8]) -> bool {
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    match differing(a, b) {
        ([_], []) | ([], [_]) | ([_], [_]) => true,
        ([first, second], [other_first, other_second]) => first == other_second && second == other_first,
        _ => false,
    }
}

/// Whether two neighbours exchanged, and one letter left out or added between them, turn one into the other. Optimal string
/// alignment counts that as three keystrokes, who types it made two mistakes.
pub(crate) fn exchanged_around(a: &[u8], b: &[u8]) -> bool {
    let (a, b) = if a.len().abs_diff(b.len()) == 1 { differing(a, b) } else { return false };
    is_exchanged_around(a, b)
}

/// The same of what [`differing`] has left.
pub(crate) fn is_exchanged_around(a: &[u8], b: &[u8]) -> bool {
    match (a, b) {
        ([first, second], [other_first, _, other_second])
        | ([other_first, _, other_second], [first, second]) => first == other_second && second == other_first,
        _ => false,
    }
}

/// Which lower-case Latin letters occur in a word, one bit each.
pub(crate) fn present(letters: &[u8]) -> u32 {
    letters.iter().fold(0, |mask, letter| mask | 1 << (letter & 31))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_pattern_tells_optimal_string_alignment(a in "[a-d]{1,64}", b in "[a-d]{0,64}") {
            let apart = Pattern::new(a.as_bytes()).apart(b.as_bytes());
            prop_assert_eq!(apart.whole as usize, strsim::osa_distance(&a, &b));
            let nearest = (0..=b.len()).map(|end| strsim::osa_distance(&a, &b[..end])).min();
            prop_assert_eq!(Some(apart.beginning as usize), nearest);
        }

        #[test]
        fn two_texts_are_measured_alike(a in "[abc ]{0,12}", b in "[abc ]{0,12}") {
            let expected = strsim::osa_distance(&a, &b);
            prop_assert_eq!(keystrokes(a.as_bytes(), b.as_bytes(), 20), Some(expected));
            prop_assert_eq!(keystrokes(a.as_bytes(), b.as_bytes(), 2), (expected <= 2).then_some(expected));
            prop_assert_eq!(one_keystroke(a.as_bytes(), b.as_bytes()), expected == 1);
        }

        #[test]
        fn neighbours_exchanged_around_a_letter_are_known(a in "[a-d]{2,6}", place in 0usize..5, letter in "[e-g]") {
            let place = place % (a.len() - 1);
            let (first, second) = (&a[place..=place], &a[place + 1..=place + 1]);
            let b = [&a[..place], second, &letter, first, &a[place + 2..]].concat();
            prop_assert_eq!(exchanged_around(a.as_bytes(), b.as_bytes()), first != second);
            prop_assert_eq!(exchanged_around(b.as_bytes(), a.as_bytes()), first != second);
            prop_assert!(!exchanged_around(a.as_bytes(), a.as_bytes()));
        }

        #[test]
        fn letters_in_one_word_only_bound_the_keystrokes(a in "[a-f]{1,9}", b in "[a-f]{1,9}") {
            let whole = Pattern::new(a.as_bytes()).apart(b.as_bytes()).whole;
            let alone = (present(a.as_bytes()) ^ present(b.as_bytes())).count_ones();
            prop_assert!(alone + a.len().abs_diff(b.len()) as u32 <= 2 * whole);
        }
    }
}
