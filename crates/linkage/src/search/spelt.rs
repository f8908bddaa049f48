//! Words of one length, and which of them can be spelt nearly like another.

use super::dictionary::Term;
use crate::keystrokes::present;

/// Their letters one after the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Spelt {
    /// For each word, which letters occur; above those the first of them.
    present: Vec<u32>,
    terms: Vec<Term>,
    letters: Vec<u8>,
}

/// The letters that occur; [`present`] leaves what is above them free.
const LETTERS: u32 = (1 << FIRST) - 1;
const FIRST: u32 = 27;

/// Words that are looked at together.
const AT_ONCE: usize = 64;
const FLAGS: usize = 8;

/// What a word is like that can be spelt nearly like another.
pub(super) struct Likely<'a> {
    /// The other.
    pub(super) letters: &'a [u8],
    /// As many letters are in one of the two only, at most; nothing when the whole of it can not be near.
    pub(super) alone: Option<u32>,
    /// Or it has the same first letter, and all others but one.
    pub(super) begins: bool,
}

impl Spelt {
    /// One more, of at least one letter.
    pub(super) fn push(&mut self, term: Term, letters: &[u8]) {
        self.present.push(present(letters) | u32::from(letters[0] & 31) << FIRST);
        self.terms.push(term);
        self.letters.extend_from_slice(letters);
    }

    /// Tells of each word that may be like the other, and of a few more.
    pub(super) fn likely(&self, wanted: &Likely<'_>, tell: impl FnMut(Term, &[u8])) {
        let mask = present(wanted.letters);
        let first = if wanted.begins { u32::from(wanted.letters[0] & 31) } else { u32::MAX };
        let begins = |other: u32| (other >> FIRST == first) & few::<1>(mask & !other & LETTERS);
        // One loop for each number, so that the compiler takes several words at once.
        match wanted.alone {
            None => self.each(begins, tell),
            Some(0) => self.each(|other| few::<0>((mask ^ other) & LETTERS) | begins(other), tell),
            Some(1) => self.each(|other| few::<1>((mask ^ other) & LETTERS) | begins(other), tell),
            Some(2) => self.each(|other| few::<2>((mask ^ other) & LETTERS) | begins(other), tell),
            Some(3) => self.each(|other| few::<3>((mask ^ other) & LETTERS) | begins(other), tell),
            Some(_) => self.each(|other| few::<4>((mask ^ other) & LETTERS) | begins(other), tell),
        }
    }

    #[inline]
    fn each(&self, is_likely: impl Fn(u32) -> bool, mut tell: impl FnMut(Term, &[u8])) {
        let Some(length) = self.letters.len().checked_div(self.terms.len()) else { return };
        for (chunk, others) in self.present.chunks(AT_ONCE).enumerate() {
            let mut likely = [0u8; AT_ONCE];
            for (likely, other) in likely.iter_mut().zip(others) {
                *likely = u8::from(is_likely(*other));
            }
            let (flags, _) = likely.as_chunks::<FLAGS>();
            for (eight, flags) in flags.iter().enumerate() {
                let mut flags = u64::from_le_bytes(*flags);
                while flags != 0 {
                    let place = chunk * AT_ONCE + eight * FLAGS + flags.trailing_zeros() as usize / FLAGS;
                    flags &= flags - 1;
                    tell(self.terms[place], &self.letters[place * length..(place + 1) * length]);
                }
            }
        }
    }
}

/// Whether at most so many bits are set: counting them would take longer.
#[inline]
fn few<const MOST: usize>(mut bits: u32) -> bool {
    for _ in 0..MOST {
        bits &= bits.wrapping_sub(1);
    }
    bits == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_few_letters_alone_and_words_begun_nearly_so_are_told_of() {
        let mut words = Spelt::default();
        let spelt = |number: usize| format!("{}{}mit", ["s", "x"][number % 2], ["m", "qqu", "y"][number % 3]);
        let words_of_four: Vec<String> = (0..200).map(spelt).filter(|word| word.len() == 5).collect();
        for (term, word) in words_of_four.iter().enumerate() {
            words.push(term as Term, word.as_bytes());
        }
        let likely = |letters: &str, alone, begins| {
            let mut told = Vec::new();
            let wanted = Likely { letters: letters.as_bytes(), alone, begins };
            words.likely(&wanted, |term, letters| {
                assert_eq!(words_of_four[term as usize].as_bytes(), letters);
                told.push(term);
            });
            told
        };
        let those = |is: &dyn Fn(&str) -> bool| -> Vec<Term> {
            (0..words_of_four.len())
                .filter(|term| is(&words_of_four[*term]))
                .map(|term| term as Term)
                .collect()
        };
        assert!(words_of_four.len() > 100);
        assert_eq!(likely("smmit", Some(0), false), those(&|word| word == "smmit"));
        assert_eq!(likely("smmit", Some(1), false), those(&|word| word.starts_with('s')));
        assert_eq!(likely("smitq", None, true), those(&|word| word.starts_with('s')));
        assert_eq!(likely("tmiss", Some(4), false).len(), words_of_four.len());
        assert_eq!(likely("smmit", None, false), [0; 0]);
    }
}
